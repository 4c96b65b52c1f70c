//! Where the program meets the world: disk, clock, environment, terminal, watcher and network.
//!
//! Nothing here may decide what a website contains; it carries values in and out. Only modules below this one may use
//! the functions that `clippy.toml` disallows.
#![allow(clippy::disallowed_methods)]

pub(crate) mod browser;
pub(crate) mod clock;
pub(crate) mod disk;
pub(crate) mod draw;
pub(crate) mod files;
pub(crate) mod folders;
pub(crate) mod http;
pub(crate) mod inputs;
pub(crate) mod lock;
mod made;
pub(crate) mod manifest;
pub(crate) mod model;
pub(crate) mod publish;
pub(crate) mod reach;
pub(crate) mod record;
pub(crate) mod spool;
pub(crate) mod terminal;
pub(crate) mod watch;
