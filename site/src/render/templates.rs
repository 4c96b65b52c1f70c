//! The template set: parsed once, with every mistake in it told at once.
//!
//! It must not know pages. Filters get the site's address from here; they read nothing else.

use super::failure;
use super::filters::{self, Base};
use super::reach::{self, Set};
use super::shown;
use super::uses::Uses;
use super::whole::{self, Whole};
use crate::sources::Sources;
use crate::view::from_yaml;
use fingerprint::Fingerprint;
use post::{Diagnostic, FrontMatter};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tera::{Context, Tera, Value};

/// One template that can be a layout.
pub struct Template {
    /// Its name for the engine: the path below the folder.
    name: String,
    /// The layout around it.
    pub layout: Option<String>,
    /// Its front matter.
    pub values: Value,
    /// What it, the layouts around it and all they include look at.
    uses: Arc<Uses>,
    /// The name of all these.
    made_from: Fingerprint,
}

/// All templates.
pub struct Templates {
    engine: Tera,
    by_name: BTreeMap<String, Template>,
    /// Those that cannot be used, whose mistakes have been told.
    broken: BTreeSet<String>,
    /// How many lines of front matter stand before the text that the engine sees.
    lines_before: BTreeMap<String, u32>,
    base: Base,
    /// Where the templates stand.
    folder: String,
    /// Which of them a page's own template names, and who defines what it calls.
    index: reach::Index,
    /// The name of the set: it is parsed anew when it is another.
    name: Fingerprint,
}

/// Whether a template is one of pages: those of reports see a report and no page.
fn of_pages(path: &str, folder: &str) -> bool {
    !path[folder.len()..].starts_with("report/")
}

/// The name of the template set, before it is parsed.
fn name(sources: &Sources, folder: &str, base: &Base) -> Fingerprint {
    let files: Vec<(&str, Fingerprint)> = sources
        .under(folder)
        .filter(|(path, _)| of_pages(path, folder))
        .map(|(path, file)| (path, file.fingerprint))
        .collect();
    Fingerprint::of(&(folder, files, base))
}

impl Templates {
    /// Parses the set, or returns `last` where it was parsed from the same files.
    pub fn compile(
        sources: &Sources,
        folder: &str,
        base: Base,
        last: Option<Arc<Self>>,
    ) -> (Arc<Self>, Vec<Diagnostic>) {
        let name = name(sources, folder, &base);
        if let Some(last) = last
            && last.name == name
        {
            return (last, Vec::new());
        }
        let mut diagnostics = Vec::new();
        let mut texts: Vec<(String, String)> = Vec::new();
        let mut fronts: Vec<(String, FrontMatter)> = Vec::new();
        let mut lines_before = BTreeMap::new();
        let own = sources.under(folder);
        for (path, file) in own.filter(|(path, _)| of_pages(path, folder)) {
            let bytes = file.bytes();
            let Ok(text) = std::str::from_utf8(&bytes) else {
                diagnostics.push(
                    Diagnostic::error(
                        "encoding",
                        "the template is not UTF-8 text",
                        "模板不是 UTF-8 文本",
                    )
                    .at(path, 0, 0),
                );
                continue;
            };
            match FrontMatter::parse(path, text) {
                Ok((front, body)) => {
                    let name = path[folder.len()..].to_owned();
                    let before = front.source().matches('\n').count() as u32;
                    lines_before.insert(name.clone(), before);
                    texts.push((name.clone(), body.to_owned()));
                    fronts.push((name, front));
                }
                Err(error) => diagnostics.push(*error),
            }
        }
        let place = |name: &str, line: u32| {
            let before = lines_before.get(name).copied().unwrap_or(0);
            (format!("{folder}{name}"), line + before)
        };
        let shown: Vec<(String, String)> = texts
            .iter()
            .map(|(name, text)| (name.clone(), shown::translated(text).into_owned()))
            .collect();
        let Whole {
            engine,
            broken,
            mistakes,
        } = whole::of(engine(&base), &shown, place);
        diagnostics.extend(mistakes);
        let set = Set::of(&texts);
        let all_uses = Uses::of_set(&set);
        let layout_of = |front: &FrontMatter| {
            front
                .str("layout")
                .filter(|layout| !matches!(*layout, "none" | "null"))
                .map(str::to_owned)
        };
        let chains: BTreeMap<&str, Option<String>> = fronts
            .iter()
            .map(|(name, front)| (name.as_str(), layout_of(front)))
            .collect();
        let mut broken = broken;
        let mut by_name = BTreeMap::new();
        for (name, front) in &fronts {
            let mut layout = layout_of(front);
            let own_layout = layout.clone();
            let mut seen = vec![name.clone()];
            while let Some(outer) = layout {
                let found = find(&chains, &outer);
                let Some(found) = found else {
                    diagnostics.push(missing(&outer, folder, &chains).at(
                        format!("{folder}{name}"),
                        1,
                        1,
                    ));
                    broken.insert(name.clone());
                    break;
                };
                if seen.contains(&found) {
                    diagnostics.push(
                        Diagnostic::error(
                            "layout-loop",
                            format!("the layout goes around in a circle: {}", seen.join(" → ")),
                            format!("布局互相嵌套成环：{}", seen.join(" → ")),
                        )
                        .at(format!("{folder}{name}"), 1, 1),
                    );
                    broken.insert(name.clone());
                    break;
                }
                layout = chains.get(found.as_str()).cloned().flatten();
                seen.push(found);
            }
            let mut uses = Uses::default();
            let mut parts: BTreeSet<&str> = BTreeSet::new();
            for part in &seen {
                if let Some(own) = all_uses.get(part) {
                    uses.add(own);
                }
                parts.insert(part);
                parts.extend(set.reached_from(part));
            }
            let files = parts.iter().map(|part| {
                let file = sources.get(&format!("{folder}{part}"));
                (part, file.map(|file| file.fingerprint))
            });
            let files: Vec<_> = files.collect();
            let values = post::Value::Mapping(front.values().clone());
            by_name.insert(
                name.clone(),
                Template {
                    name: name.clone(),
                    layout: own_layout,
                    values: from_yaml(&values),
                    made_from: Fingerprint::of(&(folder, files, &base)),
                    uses: Arc::new(uses),
                },
            );
        }
        let templates = Self {
            index: set.index(),
            engine,
            by_name,
            broken,
            lines_before,
            base,
            folder: folder.to_owned(),
            name,
        };
        (Arc::new(templates), diagnostics)
    }

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

    pub(super) fn render(
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
    pub(super) fn render_own(
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

    /// Markdown that a template made.
    pub(super) fn markdown(&self, text: &str) -> String {
        filters::markdown(text, &self.base)
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

fn engine(base: &Base) -> Tera {
    let mut engine = Tera::new();
    filters::register(&mut engine, base);
    engine
}

/// The template of a layout: `post` is `post.html`, else `post.xml` or any other, else the name as it is.
fn find<T>(
    names: &BTreeMap<impl AsRef<str> + Ord + std::borrow::Borrow<str>, T>,
    layout: &str,
) -> Option<String> {
    let html = format!("{layout}.html");
    if names.contains_key(html.as_str()) {
        return Some(html);
    }
    if names.contains_key(layout) {
        return Some(layout.to_owned());
    }
    let stem = format!("{layout}.");
    names
        .keys()
        .map(AsRef::as_ref)
        .find(|name| name.starts_with(&stem))
        .map(str::to_owned)
}

fn missing<T>(
    layout: &str,
    folder: &str,
    names: &BTreeMap<impl AsRef<str> + Ord, T>,
) -> Diagnostic {
    let near = names
        .keys()
        .map(|name| name.as_ref().trim_end_matches(".html"))
        .map(|name| (strsim::damerau_levenshtein(name, layout), name))
        .min();
    let message = Diagnostic::error(
        "layout",
        format!("there is no layout `{layout}`"),
        format!("没有布局 `{layout}`"),
    );
    match near {
        Some((distance, name)) if distance <= 2 => message.help(
            format!("did you mean `{name}`?"),
            format!("是不是想写 `{name}`？"),
        ),
        _ => message.help(
            format!("make `{folder}{layout}.html`, or change `layout`"),
            format!("请新建 `{folder}{layout}.html`，或修改 `layout`"),
        ),
    }
}
