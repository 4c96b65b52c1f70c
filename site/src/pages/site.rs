//! What templates see of the site: its configuration always, its lists only where they look at them.
//!
//! It must not know which page is asking, but for the post that its related posts leave out.

use crate::address::encode_path;
use crate::article::{Body, seen_values};
use crate::config::{SiteConfig, Theme};
use crate::model::terms::Term;
use crate::model::{Model, Placed};
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

    /// An article in a list.
    pub fn card(&self, placed: &Placed, uses: &Uses) -> Seen {
        match uses.content {
            true => Seen::record(self.card_layers(placed, uses)),
            false => placed.card.clone(),
        }
    }

    fn card_layers(&self, placed: &Placed, uses: &Uses) -> Vec<Fields> {
        let mut layers = placed.layers.clone();
        if uses.content {
            // A page that is a template is shown as it was written, as Jekyll shows one that it has not come to yet.
            let content = match (&placed.content, &placed.article.body) {
                (Some(content), _) => content.clone(),
                (None, Body::Template { source, .. }) => Seen::html(source),
                (None, Body::Html { .. }) => Seen::none(),
            };
            layers.push(Fields::new([
                ("content", content.clone()),
                ("output", content.clone()),
            ]));
        }
        layers
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

    /// The list of this name.
    fn list_of(&mut self, name: &str, uses: &Uses) -> Seen {
        let shown = (name.to_owned(), uses.content, uses.neighbours);
        if let Some(seen) = self.lists.get(&shown) {
            return seen.clone();
        }
        let seen = match name {
            "posts" => self.posts(uses),
            "documents" => self.documents(uses),
            "html_pages" => {
                let html = |page: &&Placed| page.output.ends_with(".html");
                let pages = self.model.pages.iter().filter(html);
                Seen::list(pages.map(|page| self.card(page, uses)).collect())
            }
            "collections" => self.collections(uses),
            "pages" => self.list(&self.model.pages, uses),
            "tags" => self.by_name(&self.model.tags, uses),
            "categories" => self.by_name(&self.model.categories, uses),
            "menu" => self.menu(),
            "static_files" => self.static_files(),
            label => {
                let gathered = self.model.collections.iter().find(|own| own.label == label);
                gathered.map_or_else(Seen::none, |own| self.in_order(&own.documents, uses))
            }
        };
        self.lists.insert(shown, seen.clone());
        seen
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

    /// The posts, newest first.
    fn posts(&self, uses: &Uses) -> Seen {
        let numbers = 0..self.model.posts.len();
        Seen::list(numbers.map(|number| self.post(number, uses)).collect())
    }

    /// A post in a list, by its place among the posts, with its neighbours where templates look at them.
    pub fn post(&self, number: usize, uses: &Uses) -> Seen {
        let posts = &self.model.posts;
        let newer = number.checked_sub(1).map(|n| &*posts[n]);
        let older = posts.get(number + 1).map(Arc::as_ref);
        self.between(&posts[number], older, newer, uses)
    }

    fn between(
        &self,
        placed: &Placed,
        previous: Option<&Placed>,
        next: Option<&Placed>,
        uses: &Uses,
    ) -> Seen {
        if !uses.neighbours {
            return self.card(placed, uses);
        }
        let card =
            |other: Option<&Placed>| other.map_or_else(Seen::none, |other| self.card(other, uses));
        let mut layers = self.card_layers(placed, uses);
        layers.push(Fields::new([
            ("previous", card(previous)),
            ("next", card(next)),
        ]));
        Seen::record(layers)
    }

    /// The documents of a collection, in its order.
    fn in_order(&self, documents: &[Placed], uses: &Uses) -> Seen {
        let cards = documents.iter().enumerate().map(|(number, document)| {
            let before = number.checked_sub(1).and_then(|n| documents.get(n));
            self.between(document, before, documents.get(number + 1), uses)
        });
        Seen::list(cards.collect())
    }

    /// The documents of every collection, by the collections' labels; of the posts the oldest first.
    fn documents(&self, uses: &Uses) -> Seen {
        let mut lists: Vec<(&str, Vec<Seen>)> = Vec::new();
        for own in &self.model.collections {
            let cards = own
                .documents
                .iter()
                .map(|document| self.card(document, uses));
            lists.push((&own.label, cards.collect()));
        }
        let posts = self.model.posts.iter().rev();
        lists.push(("posts", posts.map(|post| self.card(post, uses)).collect()));
        lists.sort_by_key(|(label, _)| *label);
        Seen::list(lists.into_iter().flat_map(|(_, cards)| cards).collect())
    }

    fn collections(&self, uses: &Uses) -> Seen {
        let posts = self.model.posts.iter().rev();
        let posts = Seen::list(posts.map(|post| self.card(post, uses)).collect());
        let mut all = vec![("posts", true, posts, &self.config.posts)];
        for (own, said) in self.model.collections.iter().zip(&self.config.collections) {
            let documents = self.in_order(&own.documents, uses);
            all.push((&own.label, said.output, documents, &said.values));
        }
        all.sort_by_key(|(label, ..)| *label);
        let records = all.into_iter().map(|(label, output, documents, said)| {
            let folder = format!("_{label}");
            let home = &self.config.collections_dir;
            let directory = match home.as_str() {
                "" => folder.clone(),
                home => format!("{home}/{folder}"),
            };
            let own = seen_values(said).map(|(key, seen)| (Key::from(key), seen));
            let files = self
                .copied
                .iter()
                .filter(|one| one.path.starts_with(&format!("{directory}/")));
            let files = Seen::list(files.map(|one| static_file(one.output)).collect());
            let meant = [
                ("label", Seen::of(label)),
                ("output", Seen::of(output)),
                ("docs", documents),
                ("files", files),
                ("relative_directory", Seen::of(folder)),
                ("directory", Seen::of(directory)),
            ];
            let meant = meant.into_iter().map(|(key, seen)| (Key::from(key), seen));
            Seen::record(vec![Fields::new(own.chain(meant))])
        });
        Seen::list(records.collect())
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
            let cards = posts.iter().map(|n| self.post(*n, uses));
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
                ("url", Seen::of(encode_path(&page.url))),
            ])])
        });
        Seen::list(entries.collect())
    }

    fn static_files(&self) -> Seen {
        let files = self.copied.iter();
        Seen::list(files.map(|copied| static_file(copied.output)).collect())
    }

    /// `_data` by folder and file name, of both those that are looked at.
    fn data(&mut self, uses: &Uses) -> Seen {
        if self.data.is_none() {
            let (read, told) = super::data::read(self.sources, &self.config.data_dir);
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

fn static_file(path: &str) -> Seen {
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
}
