//! The templates as they have been read: what a page asks of them.
//!
//! It must not know pages.

use super::super::failure;
use super::super::filters::Base;
use super::super::reach;
use super::super::shown;
use super::super::uses::Uses;
use super::layouts::{find, missing};
use fingerprint::Fingerprint;
use post::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tera::{Context, Tera, Value};

/// One template that can be a layout.
pub struct Template {
    /// Its name for the engine: the path below the folder.
    pub(super) name: String,
    /// The layout around it.
    pub layout: Option<String>,
    /// Its front matter.
    pub values: Value,
    /// What it, the layouts around it and all they include look at.
    pub(super) uses: Arc<Uses>,
    /// The name of all these.
    pub(super) made_from: Fingerprint,
}

/// All templates.
pub struct Templates {
    pub(super) engine: Tera,
    pub(super) by_name: BTreeMap<String, Template>,
    /// Those that cannot be used, whose mistakes have been told.
    pub(super) broken: BTreeSet<String>,
    /// How many lines of front matter stand before the text that the engine sees.
    pub(super) lines_before: BTreeMap<String, u32>,
    pub(super) base: Base,
    /// Where the templates stand.
    pub(super) folder: String,
    /// Which of them a page's own template names, and who defines what it calls.
    pub(super) index: reach::Index,
    /// The name of the set: it is parsed anew when it is another.
    pub(super) name: Fingerprint,
}

impl Templates {
    /// Whether there is no template at all.
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// Whether there is a template for this layout.
    pub fn has(&self, layout: &str) -> bool {
        find(&self.by_name, layout).is_some()
    }

    /// Whether a page of this layout, or one that is this template itself, would need a template whose mistakes have been told.
    pub fn are_broken_for(&self, layout: Option<&str>, own: Option<&str>) -> bool {
        if self.broken.is_empty() {
            return false;
        }
        let parts = own.map(Uses::names).unwrap_or_default();
        if parts.iter().any(|name| self.broken.contains(name)) {
            return true;
        }
        let mut next = layout.and_then(|layout| find(&self.by_name, layout));
        // A circle of layouts is a mistake that has been told too.
        for _ in 0..self.by_name.len() {
            let Some(name) = next else { return false };
            if self.broken.contains(&name) {
                return true;
            }
            let outer = self
                .by_name
                .get(&name)
                .and_then(|own| own.layout.as_deref());
            next = outer.and_then(|outer| find(&self.by_name, outer));
        }
        next.is_some()
    }

    /// The template of a layout.
    ///
    /// # Errors
    /// There is none, with the names that come near.
    pub fn get(&self, layout: &str) -> Result<&Template, Box<Diagnostic>> {
        find(&self.by_name, layout)
            .and_then(|name| self.by_name.get(&name))
            .ok_or_else(|| Box::new(missing(layout, &self.folder, &self.by_name)))
    }

    /// What the templates look at when they render this layout around this content.
    pub fn uses(&self, layout: Option<&str>, own: Option<&str>) -> Arc<Uses> {
        let outer = layout.and_then(|layout| self.get(layout).ok());
        let outer = outer.map(|template| Arc::clone(&template.uses));
        let Some(source) = own else {
            return outer.unwrap_or_default();
        };
        let mut uses = Uses::of_text(source);
        for template in self.parts_of(source) {
            uses.add(&template.uses);
        }
        if let Some(outer) = outer {
            uses.add(&outer);
        }
        Arc::new(uses)
    }

    /// The name of all templates that can have a part in rendering this layout around this content: equal views of equal names
    /// become equal bytes.
    pub fn made_from(&self, layout: Option<&str>, own: Option<&str>) -> Fingerprint {
        let outer = layout.map(|layout| match find(&self.by_name, layout) {
            Some(name) => self.by_name[&name].made_from,
            // It will be told which there are.
            None => self.name,
        });
        let parts = own.map(|source| {
            let parts = self.parts_of(source);
            (parts.map(|part| part.made_from).collect(), &self.base)
        });
        let parts: Option<(Vec<Fingerprint>, &Base)> = parts;
        Fingerprint::of(&(outer, parts))
    }

    /// A page's own template can bring in others.
    fn parts_of(&self, source: &str) -> impl Iterator<Item = &Template> {
        let names = self.index.named(source).into_iter();
        names.filter_map(|name| self.by_name.get(&name))
    }

    pub(in crate::render) fn render(
        &self,
        template: &Template,
        context: &Context,
        room: usize,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut out = Vec::with_capacity(room);
        self.engine
            .render_to(&template.name, context, &mut out)
            .map_err(|error| self.tell(&error, &template.name))?;
        Ok(out)
    }

    /// Renders a page that is a template itself. It sees the set, the set does not see it.
    pub(in crate::render) fn render_own(
        &self,
        path: &str,
        source: &str,
        lines_before: u32,
        context: &Context,
    ) -> Result<String, Box<Diagnostic>> {
        // A name that no template of the set can have.
        let own_name = format!("./{path}");
        let tell = |error: &tera::Error| {
            let place = |name: &str, line: u32| match name == own_name {
                true => (path.to_owned(), line + lines_before),
                false => self.place(name, line),
            };
            Box::new(
                failure::tell(error, &own_name, place)
                    .into_iter()
                    .next()
                    .unwrap_or_else(|| failure::unknown(path)),
            )
        };
        let mut engine = self.engine.clone();
        engine
            .add_raw_template(&own_name, &shown::translated(source))
            .map_err(|error| tell(&error))?;
        engine
            .render(&own_name, context)
            .map_err(|error| tell(&error))
    }

    fn tell(&self, error: &tera::Error, name: &str) -> Box<Diagnostic> {
        let place = |name: &str, line: u32| self.place(name, line);
        Box::new(
            failure::tell(error, name, place)
                .into_iter()
                .next()
                .unwrap_or_else(|| failure::unknown(name)),
        )
    }

    fn place(&self, name: &str, line: u32) -> (String, u32) {
        let before = self.lines_before.get(name).copied().unwrap_or(0);
        (format!("{}{name}", self.folder), line + before)
    }
}
