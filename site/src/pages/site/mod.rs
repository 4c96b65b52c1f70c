//! What templates see of the site: its configuration always, its lists only where they look at them.
//!
//! It must not know which page is asking, but for the post that its related posts leave out.

mod lists;

use super::data;
use crate::article::seen_values;
use crate::config::{SiteConfig, Theme};
use crate::model::Model;
use crate::outputs::Copied;
use crate::related;
use crate::render::{Sheets, Uses};
use crate::sources::Sources;
use crate::view::{Fields, Seen, from_yaml};
use post::Diagnostic;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::value::Key;

/// The lists that have to be looked at to be seen.
const LISTS: &[&str] = &[
    "posts",
    "pages",
    "tags",
    "categories",
    "data",
    "static_files",
    "menu",
    "documents",
    "html_pages",
    "collections",
];

/// The lists that are another on each page of a post.
const RELATED: &[&str] = &["related_posts", "similar_posts"];

/// `site.data`.
enum Data {
    /// The files and folders of the data folder, by name.
    Files(Vec<(Key<'static>, Seen)>),
    /// What the configuration says in their place.
    Said(Seen),
}

/// What templates see of the site, worked out once for each set of lists looked at.
pub struct SiteViews<'a> {
    model: &'a Model,
    sources: &'a Sources,
    copied: &'a [Copied<'a>],
    /// What the configuration says and what is meant by it.
    said: Vec<(Key<'static>, Seen)>,
    program: Seen,
    config: &'a SiteConfig,
    /// The layers by what is looked at, and the whole where it is the same on every page.
    by_use: BTreeMap<Uses, (Vec<Fields>, Seen)>,
    /// The lists that were looked at, which many see alike.
    lists: BTreeMap<(String, bool, bool), Seen>,
    data: Option<Data>,
    sheets: Option<Arc<Sheets>>,
    memos: &'a mut related::Memos,
    related: Option<Arc<Vec<Vec<usize>>>>,
    /// What was wrong with data files that were looked at.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> SiteViews<'a> {
    /// The views of this site. `copied` are the files that are copied as they are; `has_topics` says whether
    /// there are pages of topics, for a menu to lead there.
    pub fn new(
        model: &'a Model,
        config: &'a SiteConfig,
        environment: &str,
        sources: &'a Sources,
        copied: &'a [Copied<'a>],
        has_topics: bool,
        memos: &'a mut related::Memos,
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
            ("has_topics", Seen::of(has_topics)),
            ("variables", variables(&config.theme)),
        ];
        let author = (!config.values.contains_key("author")).then(|| ("author", Seen::none()));
        let own = seen_values(&config.values).map(|(key, seen)| (Key::from(key), seen));
        let meant = meant.into_iter().chain(author);
        let meant = meant.map(|(key, seen)| (Key::from(key), seen));
        Self {
            model,
            sources,
            copied,
            said: own.chain(meant).collect(),
            program: Seen::record(vec![Fields::new([
                ("version", Seen::of(env!("CARGO_PKG_VERSION"))),
                ("environment", Seen::of(environment)),
            ])]),
            config,
            by_use: BTreeMap::new(),
            lists: BTreeMap::new(),
            data: None,
            sheets: None,
            memos,
            related: None,
            diagnostics: Vec::new(),
        }
    }

    /// The site as seen by templates with these uses, on the page of the post with this number.
    pub fn seen(&mut self, uses: &Uses, post: Option<usize>) -> Seen {
        if !self.by_use.contains_key(uses) {
            let layers = self.layers(uses);
            let whole = Seen::record(layers.clone());
            self.by_use.insert(uses.clone(), (layers, whole));
        }
        let (related, similar) = (uses.site("related_posts"), uses.site("similar_posts"));
        let mut layers = match self.by_use.get(uses) {
            Some((_, whole)) if !(related || similar) => return whole.clone(),
            known => known.map(|(layers, _)| layers.clone()).unwrap_or_default(),
        };
        if related {
            let cards = match self.config.lsi {
                true => self.similar(post, uses),
                false => {
                    // Only posts have any.
                    let most = if post.is_some() { 10 } else { 0 };
                    let others = self.model.posts.iter().enumerate();
                    let others = others
                        .filter(|(number, _)| Some(*number) != post)
                        .take(most);
                    others.map(|(_, placed)| self.card(placed, uses)).collect()
                }
            };
            layers.push(Fields::new([("related_posts", Seen::list(cards))]));
        }
        if similar {
            let cards = self.similar(post, uses);
            layers.push(Fields::new([("similar_posts", Seen::list(cards))]));
        }
        Seen::record(layers)
    }

    /// The posts that are about the same as this one, by their words.
    fn similar(&mut self, post: Option<usize>, uses: &Uses) -> Vec<Seen> {
        let Some(post) = post else {
            return Vec::new();
        };
        let model = self.model;
        let related = match &self.related {
            Some(related) => Arc::clone(related),
            None => {
                let found = related::related(model, self.memos);
                Arc::clone(self.related.insert(found))
            }
        };
        let near = related.get(post).map_or(&[][..], Vec::as_slice);
        near.iter()
            .map(|other| self.card(&model.posts[*other], uses))
            .collect()
    }

    fn layers(&mut self, uses: &Uses) -> Vec<Fields> {
        let labels = self.model.collections.iter().map(|own| own.label.as_str());
        let wanted: Vec<&str> = LISTS
            .iter()
            .copied()
            .chain(labels)
            .filter(|name| uses.site(name))
            .collect();
        let elsewhere = |name: &str| RELATED.contains(&name) || wanted.contains(&name);
        let mut layers = vec![Fields::new(uses.of_site(&self.said, elsewhere))];
        if wanted.is_empty() {
            return layers;
        }
        let mut lists: Vec<(Key<'static>, Seen)> = Vec::new();
        for name in wanted {
            let seen = match name {
                "data" => self.data(uses),
                _ => self.list_of(name, uses),
            };
            lists.push((Key::from(name.to_owned()), seen));
        }
        layers.push(Fields::new(lists));
        layers
    }

    /// What style sheets may import.
    pub fn sheets(&mut self) -> Arc<Sheets> {
        let (sources, config) = (self.sources, self.config);
        let sheets = self
            .sheets
            .get_or_insert_with(|| Arc::new(Sheets::new(sources, config)));
        Arc::clone(sheets)
    }

    /// `jekyll`
    pub fn program(&self) -> Seen {
        self.program.clone()
    }

    /// `_data` by folder and file name, of both those that are looked at.
    fn data(&mut self, uses: &Uses) -> Seen {
        if self.data.is_none() {
            let (read, told) = data::read(self.sources, &self.config.data_dir);
            self.diagnostics.extend(told);
            // What the configuration says under this name was there before the folder was.
            self.data = Some(match read {
                Some(files) => Data::Files(files),
                None => {
                    let own = self.config.values.get("data");
                    Data::Said(own.map_or_else(Seen::none, |own| Seen::of(from_yaml(own))))
                }
            });
        }
        match &self.data {
            Some(Data::Files(files)) => Seen::record(vec![Fields::new(uses.of_data(files))]),
            Some(Data::Said(seen)) => seen.clone(),
            None => Seen::none(),
        }
    }
}

/// The theme's variables that the configuration sets: `light`, `dark` and `both`, values by their names.
fn variables(theme: &Theme) -> Seen {
    let map = |variables: &[(String, String)]| {
        let pairs = variables.iter();
        Seen::record(vec![Fields::new(pairs.map(|(name, value)| {
            (Key::from(name.clone()), Seen::of(value.as_str()))
        }))])
    };
    Seen::record(vec![Fields::new([
        ("light", map(&theme.light)),
        ("dark", map(&theme.dark)),
        ("both", map(&theme.both)),
    ])])
}
