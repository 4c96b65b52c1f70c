//! Posts to a website.
//!
//! `pipeline::build` is the site half as one function; everything under `edge` (in the binary) brings it the world.

pub mod check;
pub mod outputs;
pub mod pipeline;
pub mod sources;

pub use outputs::{Output, Outputs};
pub use pipeline::{Build, Counts, Economy, Memos, Settings, build};
pub use sources::{SourceFile, Sources};
