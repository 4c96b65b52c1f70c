//! Posts to a website.
//!
//! `pipeline::build` is the site half as one function; everything under `edge` (in the binary) brings it the world.

pub mod address;
pub mod article;
pub mod assets;
pub mod cards;
pub mod check;
pub mod cloud;
pub mod config;
pub mod inventory;
mod liquid;
pub mod model;
pub mod outputs;
pub mod pages;
pub mod pipeline;
pub mod related;
pub mod render;
pub mod search;
pub mod settings;
pub mod slug;
pub mod sources;
pub mod trends;
pub mod view;

pub use outputs::{Output, Outputs};
pub use pipeline::{Build, Counts, Economy, Lasting, Memos, build};
pub use settings::Settings;
pub use sources::{SourceFile, Sources};
