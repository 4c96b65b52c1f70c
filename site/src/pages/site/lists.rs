//! The lists of the site, each as templates see it, and an article as it stands in one.
//!
//! It must not know which of them are looked at.

use super::SiteViews;
use crate::address::encode_path;
use crate::article::{Body, seen_values};
use crate::model::Placed;
use crate::model::terms::Term;
use crate::render::Uses;
use crate::view::{Fields, Seen};
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::value::Key;

impl SiteViews<'_> {
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

    /// The list of this name.
    pub(super) fn list_of(&mut self, name: &str, uses: &Uses) -> Seen {
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
            let files = Seen::list(files.map(|one| static_file(&one.output)).collect());
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
        Seen::list(files.map(|copied| static_file(&copied.output)).collect())
    }
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
