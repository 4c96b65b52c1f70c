//! Jekyll's filters under their own names, for Tera. Each is a function of its arguments and of the site's address.
//!
//! They must not read a file, a clock, the environment or a random number.

mod address;
mod dates;
mod lists;
mod texts;
mod words;

use crate::article::highlight::Fences;
use crate::article::markdown::{self, Manner};
use crate::assets::Addresses;
use crate::config::Dialect;
use crate::model::pictures::Pictures;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::Tera;

/// Where the site stands: all that a filter may know besides its arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Base {
    /// Scheme and host.
    pub url: String,
    /// The path below it.
    pub baseurl: String,
    /// Where files stand under the name of their content.
    pub addresses: Arc<Addresses>,
    /// What the site has for Markdown.
    pub dialect: Dialect,
}

/// Gives an engine all filters.
pub(crate) fn register(engine: &mut Tera, base: &Base) {
    words::register(engine);
    address::register(engine, base);
    dates::register(engine);
    lists::register(engine);
    texts::register(engine, base);
    super::shown::register(engine);
}

/// Markdown that a template hands over, as HTML. Pictures stay where they say they are: no file is looked at.
pub(super) fn markdown(text: &str, base: &Base) -> String {
    let fences = Fences::default();
    let written = markdown::write(text, own_manner(base, &fences));
    let pictures = Pictures::new(&base.baseurl, BTreeMap::new());
    let mut addresses = written.pictures.iter();
    let mut out = String::with_capacity(written.html.len());
    for (number, piece) in written.html.split(markdown::SLOT).enumerate() {
        if number > 0
            && let Some(address) = addresses.next()
        {
            out.push_str(&pictures.attributes(address, "/"));
        }
        out.push_str(piece);
    }
    out
}

/// Markdown in the manner of the author's own text.
fn own_manner<'a>(base: &'a Base, fences: &'a Fences) -> Manner<'a> {
    Manner {
        strangers: false,
        math: false,
        baseurl: &base.baseurl,
        fences,
        dialect: base.dialect,
    }
}
