//! Home and its further pages: the posts, newest first, some to a page.
//!
//! It must not know what a card shows.

use super::{Listed, Page, Plan};
use crate::article::Kind;
use crate::model::Placed;
use crate::render::Uses;
use crate::view::{Fields, Seen};
use std::collections::BTreeSet;

/// One page of the list.
struct Sheet {
    number: usize,
    per_page: usize,
    posts: usize,
    pages: usize,
}

impl Plan<'_> {
    /// Home by itself, unless the author has one.
    pub(super) fn home(&mut self, own: &BTreeSet<String>) -> Vec<Page> {
        if own.contains("index.html") {
            return Vec::new();
        }
        let per_page = self.config.paginate.unwrap_or(10).max(1);
        let title = Seen::of(self.strings.text("home"));
        let sheets = self.sheets(per_page);
        let all = self.all_sheets("/", sheets.len());
        let pages = sheets.into_iter().map(|sheet| {
            let url = self.sheet_url("/", sheet.number);
            let listed = (sheet.number == 1).then(|| self.changed(0..self.model.posts.len()));
            let mut fields = vec![("kind", Seen::of("home")), ("title", title.clone())];
            if let Some(cloud) = self.cloud(0).filter(|_| sheet.number == 1) {
                fields.push(("cloud", cloud.seen.clone()));
            }
            self.made(
                "home",
                url,
                fields,
                |plan, uses| plan.paginator("/", &sheet, &all, uses),
                listed,
            )
        });
        pages.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    /// The author's page that shows the list, where `paginate` asks for one: as in Jekyll, the `index.html` nearest to
    /// where the further pages stand.
    pub(super) fn paginated_page(&self) -> Option<usize> {
        self.config.paginate.filter(|n| *n > 0)?;
        let path = self.config.paginate_path.trim_start_matches('/');
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let candidates = self.model.pages.iter().enumerate().filter(|(_, placed)| {
            let path = &placed.article.path;
            let (dir, name) = path.rsplit_once('/').unwrap_or(("", path));
            let above = dir.is_empty() || folder == dir || folder.starts_with(&format!("{dir}/"));
            placed.article.kind == Kind::Page && name == "index.html" && above
        });
        candidates
            .max_by_key(|(_, placed)| placed.article.path.len())
            .map(|(number, _)| number)
    }

    /// The author's page once for each part of the list.
    pub(super) fn paginate_own(&mut self, placed: &Placed) -> Vec<Page> {
        let per_page = self.config.paginate.unwrap_or(10).max(1);
        let source = match &placed.article.body {
            crate::article::Body::Template { source, .. } => Some(source.as_str()),
            crate::article::Body::Html { .. } => None,
        };
        let uses = self
            .templates
            .uses(placed.article.layout.as_deref(), source);
        let sheets = self.sheets(per_page);
        let all = self.all_sheets(&placed.url, sheets.len());
        let mut pages = Vec::new();
        for sheet in sheets {
            let url = self.sheet_url(&placed.url, sheet.number);
            let paginator = self.paginator(&placed.url, &sheet, &all, &uses);
            let mut page = self.article(placed, None, None, paginator, None);
            if sheet.number > 1 {
                page.listed = None;
                page.output = format!("{}index.html", url.trim_start_matches('/'));
                if let super::Work::Templates { view, .. } = &mut page.work {
                    let here = Fields::new([("url", Seen::of(url.as_str()))]);
                    let mut layers = placed.layers.clone();
                    layers.extend([placed.article.inside.clone(), here]);
                    view.page = Seen::record(layers);
                }
                page.url = url;
            } else {
                page.listed = page.listed.map(|_| self.changed(0..self.model.posts.len()));
            }
            pages.push(page);
        }
        pages
    }

    fn sheets(&self, per_page: usize) -> Vec<Sheet> {
        let posts = self.model.posts.len();
        let pages = posts.div_ceil(per_page).max(1);
        (1..=pages)
            .map(|number| Sheet {
                number,
                per_page,
                posts,
                pages,
            })
            .collect()
    }

    fn sheet_url(&self, first: &str, number: usize) -> String {
        if number == 1 {
            return first.to_owned();
        }
        let path = self
            .config
            .paginate_path
            .replace(":num", &number.to_string());
        format!("/{}/", path.trim_matches('/'))
    }

    /// Number and path of every page of the list: one value that all of them share.
    fn all_sheets(&self, first: &str, pages: usize) -> Seen {
        let pages = (1..=pages).map(|n| {
            Seen::record(vec![Fields::new([
                ("number", Seen::of(n)),
                ("path", Seen::of(self.sheet_url(first, n))),
            ])])
        });
        Seen::list(pages.collect())
    }

    fn paginator(&self, first: &str, sheet: &Sheet, all: &Seen, uses: &Uses) -> Seen {
        let from = (sheet.number - 1) * sheet.per_page;
        let until = (from + sheet.per_page).min(sheet.posts);
        let number = |n: Option<usize>| n.map_or_else(Seen::none, Seen::of);
        let path =
            |n: Option<usize>| n.map_or_else(Seen::none, |n| Seen::of(self.sheet_url(first, n)));
        let before = (sheet.number > 1).then(|| sheet.number - 1);
        let after = (sheet.number < sheet.pages).then_some(sheet.number + 1);
        Seen::record(vec![Fields::new([
            ("page", Seen::of(sheet.number)),
            ("per_page", Seen::of(sheet.per_page)),
            ("posts", self.cards(from..until, uses)),
            ("total_posts", Seen::of(sheet.posts)),
            ("total_pages", Seen::of(sheet.pages)),
            ("previous_page", number(before)),
            ("previous_page_path", path(before)),
            ("next_page", number(after)),
            ("next_page_path", path(after)),
            ("pages", all.clone()),
        ])])
    }
}

impl Listed {
    /// A page whose date of change nobody knows.
    pub(super) fn undated() -> Self {
        Self { changed: None }
    }
}
