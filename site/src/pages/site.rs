//! What templates see of the site: its configuration always, its lists only where they look at them.
//!
//! It must not know which page is asking, but for the post that its related posts leave out.

use crate::article::seen_values;
use crate::config::SiteConfig;
use crate::model::terms::Term;
use crate::model::{Model, Placed};
use crate::render::Uses;
use crate::sources::Sources;
use crate::view::{Fields, Seen, from_yaml};
use post::{Diagnostic, Value};
use std::collections::BTreeMap;
use tera::value::{Key, Map};

/// The lists that have to be looked at to be seen.
const LISTS: &[&str] = &[
    "posts",
    "pages",
    "tags",
    "categories",
    "data",
    "static_files",
    "menu",
];

/// What templates see of the site, worked out once for each set of lists looked at.
pub struct SiteViews<'a> {
    model: &'a Model,
    sources: &'a Sources,
    copied: &'a [&'a str],
    always: Fields,
    by_use: BTreeMap<Uses, Vec<Fields>>,
    data: Option<Seen>,
    /// What was wrong with data files that were looked at.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> SiteViews<'a> {
    /// The views of this site. `copied` are the files that are copied as they are.
    pub fn new(
        model: &'a Model,
        config: &SiteConfig,
        sources: &'a Sources,
        copied: &'a [&'a str],
    ) -> Self {
        let time = model
            .time
            .map_or_else(Seen::none, |time| Seen::of(time.to_rfc3339()));
        let meant = [
            ("title", Seen::of(config.title.as_str())),
            ("description", Seen::of(config.description.as_str())),
            ("url", Seen::of(config.url.as_str())),
            ("baseurl", Seen::of(config.baseurl.as_str())),
            ("lang", Seen::of(config.lang.as_str())),
            ("time", time),
        ];
        let author = (!config.values.contains_key("author")).then(|| ("author", Seen::none()));
        let own = seen_values(&config.values).map(|(key, seen)| (Key::from(key), seen));
        let meant = meant.into_iter().chain(author);
        let meant = meant.map(|(key, seen)| (Key::from(key), seen));
        Self {
            model,
            sources,
            copied,
            always: Fields::new(own.chain(meant)),
            by_use: BTreeMap::new(),
            data: None,
            diagnostics: Vec::new(),
        }
    }

    /// The site as seen by templates with these uses, on the page of the post with this number.
    pub fn seen(&mut self, uses: &Uses, post: Option<usize>) -> Seen {
        if !self.by_use.contains_key(uses) {
            let layers = self.layers(uses);
            self.by_use.insert(uses.clone(), layers);
        }
        let mut layers = self.by_use.get(uses).cloned().unwrap_or_default();
        if uses.site("related_posts") {
            let others = self.model.posts.iter().enumerate();
            let others = others.filter(|(number, _)| Some(*number) != post).take(10);
            let cards = others.map(|(_, placed)| self.card(placed, uses)).collect();
            layers.push(Fields::new([("related_posts", Seen::list(cards))]));
        }
        Seen::record(layers)
    }

    /// A post in a list.
    pub fn card(&self, placed: &Placed, uses: &Uses) -> Seen {
        match &placed.content {
            Some(content) if uses.content => {
                let mut layers = placed.layers.clone();
                layers.push(Fields::new([("content", content.clone())]));
                Seen::record(layers)
            }
            _ => placed.card.clone(),
        }
    }

    fn layers(&mut self, uses: &Uses) -> Vec<Fields> {
        let mut layers = vec![self.always.clone()];
        let wanted: Vec<&str> = LISTS
            .iter()
            .copied()
            .filter(|name| uses.site(name))
            .collect();
        if wanted.is_empty() {
            return layers;
        }
        let lists = wanted.into_iter().map(|name| {
            let seen = match name {
                "posts" => self.list(&self.model.posts, uses),
                "pages" => self.list(&self.model.pages, uses),
                "tags" => self.by_name(&self.model.tags, uses),
                "categories" => self.by_name(&self.model.categories, uses),
                "menu" => self.menu(),
                "static_files" => self.static_files(),
                _ => self.data(),
            };
            (name, seen)
        });
        let lists: Vec<(&str, Seen)> = lists.collect();
        layers.push(Fields::new(
            lists
                .into_iter()
                .map(|(name, seen)| (Key::from(name.to_owned()), seen)),
        ));
        layers
    }

    fn list(&self, placed: &[Placed], uses: &Uses) -> Seen {
        Seen::list(
            placed
                .iter()
                .map(|placed| self.card(placed, uses))
                .collect(),
        )
    }

    fn by_name(&self, terms: &[Term], uses: &Uses) -> Seen {
        let mut names: BTreeMap<&str, &[usize]> = BTreeMap::new();
        for (name, posts) in terms.iter().flat_map(|term| &term.spellings) {
            names.insert(name, posts);
        }
        let lists = names.into_iter().map(|(name, posts)| {
            let cards = posts.iter().map(|n| self.card(&self.model.posts[*n], uses));
            (Key::from(name.to_owned()), Seen::list(cards.collect()))
        });
        Seen::record(vec![Fields::new(lists)])
    }

    fn menu(&self) -> Seen {
        let pages = self.model.pages.iter();
        let shown = pages.filter(|page| page.article.nav && !page.article.title.is_empty());
        let entries = shown.map(|page| {
            Seen::record(vec![Fields::new([
                ("title", Seen::of(page.article.title.as_str())),
                ("url", Seen::of(page.url.as_str())),
            ])])
        });
        Seen::list(entries.collect())
    }

    fn static_files(&self) -> Seen {
        let files = self.copied.iter().map(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            let (stem, extension) = match name.rfind('.') {
                Some(at) if at > 0 => name.split_at(at),
                _ => (name, ""),
            };
            Seen::record(vec![Fields::new([
                ("path", Seen::of(format!("/{path}"))),
                ("name", Seen::of(name)),
                ("basename", Seen::of(stem)),
                ("extname", Seen::of(extension)),
            ])])
        });
        Seen::list(files.collect())
    }

    /// `_data` by folder and file name.
    fn data(&mut self) -> Seen {
        if let Some(data) = &self.data {
            return data.clone();
        }
        let mut root = Map::new();
        for (path, file) in self.sources.under("_data/") {
            let inside = &path["_data/".len()..];
            let Some((stem, extension)) = inside.rsplit_once('.') else {
                continue;
            };
            if !matches!(extension, "yml" | "yaml" | "json") {
                continue;
            }
            // JSON is YAML's flow style.
            let text = String::from_utf8_lossy(&file.bytes);
            match post::yaml::from_str::<Value>(&text) {
                Ok(value) => insert(&mut root, stem, from_yaml(&value)),
                Err(error) => self.diagnostics.push(super::strings::broken(path, &error)),
            }
        }
        let data = Seen::of(tera::Value::from(root));
        self.data = Some(data.clone());
        data
    }
}

fn insert(map: &mut Map, path: &str, value: tera::Value) {
    match path.split_once('/') {
        None => {
            map.insert(Key::from(path.to_owned()), value);
        }
        Some((folder, rest)) => {
            let key = Key::from(folder.to_owned());
            let inner = map.get(&key).cloned().and_then(tera::Value::into_map);
            let mut inner = inner.unwrap_or_default();
            insert(&mut inner, rest, value);
            map.insert(key, tera::Value::from(inner));
        }
    }
}
