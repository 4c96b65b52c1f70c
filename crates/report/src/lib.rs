//! The core crate: raw tweets become a dataset, the dataset an analysis, the analysis a post and its pictures.
//!
//! `import` -> `analyse` -> `compose`; each hands the next a finished value that is also a documented file, so an author
//! can enter anywhere. This crate must not know websites or templates, and it must not touch the disk, the clock, the
//! environment or the network: readers and dates are handed in by the caller.

pub mod adopt;
pub mod analyse;
pub mod analysis;
pub mod check;
pub mod compose;
pub mod dataset;
pub mod files;
pub mod import;
pub mod label;
pub mod llm;
pub mod part;
pub mod rollup;
mod took_part;
pub mod trends;
pub mod tweet;
