//! The template set: parsed once, with every mistake in it told at once.
//!
//! `compile` reads it, `set` is what has been read, and `layouts` knows which template stands around which. None of them knows
//! pages. Filters get the site's address from here; they read nothing else.

mod compile;
mod layouts;
mod set;

pub use set::Templates;
