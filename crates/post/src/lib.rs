//! A Jekyll post as a value: its file name, its front matter, its body; and [`Diagnostic`], what is said to an author.
//!
//! This crate must not know tweets, templates or HTML, and it must not touch the disk or the clock.

mod depth;
mod diagnostic;
mod file_name;
mod front_matter;
mod lenient;

pub use diagnostic::{Diagnostic, Location, Severity, Text};
pub use file_name::PostName;
pub use front_matter::{FrontMatter, quoted, split_front_matter};
pub use serde_yaml::{Mapping, Value};

/// YAML as Jekyll's data has it; the one place through which the program reads and writes YAML.
pub mod yaml {
    pub use crate::lenient::read;
    pub use serde_yaml::{Error, from_value, to_string, to_value};

    /// Reads a document as a type.
    ///
    /// # Errors
    /// What is not YAML, not of this type, or nested beyond all measure.
    pub fn from_str<'de, T: serde::Deserialize<'de>>(text: &'de str) -> Result<T, Error> {
        crate::depth::check(text)?;
        serde_yaml::from_str(text)
    }
}

/// A post: what stands in one file of `_posts/`.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// The name of its file, which carries date and slug.
    pub name: PostName,
    /// The block between the `---` lines.
    pub front: FrontMatter,
    /// Everything after the front matter, byte for byte.
    pub body: String,
}

impl Post {
    /// Reads a post from its file's text.
    ///
    /// # Errors
    /// Front matter that is not a YAML mapping, with the line and column in the file where reading failed.
    pub fn parse(name: PostName, text: &str) -> Result<Self, Box<Diagnostic>> {
        let (front, body) = FrontMatter::parse(&name.file_name(), text)?;
        Ok(Self {
            name,
            front,
            body: body.to_owned(),
        })
    }

    /// The file's text. `parse(emit(post)) == post`, and a post that was read comes back byte for byte.
    pub fn emit(&self) -> String {
        format!("{}{}", self.front.source(), self.body)
    }
}
