//! The tests at the outer boundary: whole posts, datasets and sites as text, and the laws as properties.
//! A helper that panics is a test that fails.
#![allow(clippy::unwrap_used)]

mod adopt;
mod assets;
mod blog;
mod check_report;
mod dirt;
mod escape;
mod fuzz;
mod hostile;
mod import;
mod jekyll;
mod llm;
mod points;
mod reader;
mod report;
mod sample;
mod site_build;
mod site_laws;
mod site_names;
mod spec;
