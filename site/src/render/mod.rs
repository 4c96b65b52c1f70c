//! Page -> bytes: the second of the two maps.
//!
//! It sees one page's view and the templates, and nothing else: no sources, no other page, no clock.

mod failure;
mod filters;
mod reach;
mod sass;
mod shown;
mod templates;
mod uses;
mod whole;

pub use filters::Base;
pub(crate) use filters::register as filters;
pub use sass::Sheets;
pub use templates::Templates;
pub use uses::{Names, Uses};

use crate::outputs::Shared;
use crate::view::Seen;
use fingerprint::Fingerprint;
use post::Diagnostic;
use tera::value::Map;
use tera::{Context, Value};

/// Everything that the templates of one page may see.
#[derive(Clone)]
pub struct View {
    /// `page`
    pub page: Seen,
    /// `site`
    pub site: Seen,
    /// `t`
    pub strings: Seen,
    /// `paginator`
    pub paginator: Seen,
    /// `jekyll`: the program that templates written for Jekyll ask about.
    pub program: Seen,
}

impl View {
    /// The name of everything that can be seen.
    pub fn name(&self) -> Fingerprint {
        Fingerprint::of(&(
            self.page.name(),
            self.site.name(),
            self.strings.name(),
            self.paginator.name(),
            self.program.name(),
        ))
    }

    fn context(&self) -> Context {
        let mut context = Context::new();
        // No other page shows this one whole; its parts are shared.
        context.insert_value("page", self.page.value_once());
        context.insert_value("site", self.site.value());
        context.insert_value("t", self.strings.value());
        context.insert_value("paginator", self.paginator.value());
        context.insert_value("jekyll", self.program.value());
        context.insert_value("layout", Value::none());
        context.insert_value("content", Value::none());
        context
    }
}

/// What stands inside the outermost-but-one layout.
#[derive(Clone)]
pub enum Content {
    /// HTML, or nothing on pages that come by themselves.
    Ready(Seen),
    /// The HTML of an article, and the text with slots that it was made of.
    Article(Seen, Shared),
    /// A template of the page's own.
    Template {
        /// Its file.
        path: String,
        /// Its text.
        source: String,
        /// How many lines of the file stand before it.
        lines_before: u32,
    },
}

impl Content {
    /// The page's own template.
    pub fn template(&self) -> Option<&str> {
        match self {
            Self::Template { source, .. } => Some(source),
            Self::Ready(_) | Self::Article(..) => None,
        }
    }

    /// The name of it.
    pub fn name(&self) -> Fingerprint {
        match self {
            Self::Ready(seen) | Self::Article(seen, _) => seen.name(),
            Self::Template {
                path,
                source,
                lines_before,
            } => Fingerprint::of(&(path, source, lines_before)),
        }
    }
}

/// What a layout writes around a content takes about so many bytes.
const AROUND: usize = 8 << 10;

/// Renders the body of an article that is a template, of which `lines_before` lines of its file stand before it.
///
/// # Errors
/// What it does wrong, with its place in its file.
pub fn body(
    templates: &Templates,
    view: &View,
    path: &str,
    text: &str,
    lines_before: u32,
) -> Result<String, Box<Diagnostic>> {
    templates.render_own(path, text, lines_before, &view.context())
}

/// Renders the content, then each layout around it.
///
/// # Errors
/// What a template does wrong, with its place in the template's file.
pub fn page(
    templates: &Templates,
    view: &View,
    content: &Content,
    layout: Option<&str>,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut context = view.context();
    let mut inner = match content {
        Content::Ready(seen) | Content::Article(seen, _) => {
            if layout.is_none() {
                let html = seen.value();
                return Ok(html.as_str().unwrap_or_default().as_bytes().to_vec());
            }
            seen.value()
        }
        Content::Template {
            path,
            source,
            lines_before,
        } => {
            let text = templates.render_own(path, source, *lines_before, &context)?;
            if layout.is_none() {
                return Ok(text.into_bytes());
            }
            Value::safe_string(&text)
        }
    };
    let mut next = layout.map(str::to_owned);
    let mut rendered = Vec::new();
    let mut known = Map::new();
    while let Some(name) = next.take() {
        let template = templates.get(&name)?;
        let room = inner.as_str().map_or(0, str::len) + AROUND;
        context.insert_value("content", inner);
        // What an inner layout says of itself wins over what the layouts around it say.
        for (key, value) in template.values.as_map().into_iter().flatten() {
            if !known.contains_key(key) {
                known.insert(key.clone(), value.clone());
            }
        }
        context.insert_value("layout", Value::from(known.clone()));
        rendered = templates.render(template, &context, room)?;
        next.clone_from(&template.layout);
        inner = match next {
            // The engine writes nothing but text.
            Some(_) => Value::safe_string(&String::from_utf8_lossy(&rendered)),
            None => Value::none(),
        };
    }
    Ok(rendered)
}
