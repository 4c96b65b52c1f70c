//! The list of posts in parts, some posts to a page: which parts there are, where they stand, and what `paginator` says of each.
//!
//! It must not know how a page is made.

use super::SiteViews;
use crate::article::Kind;
use crate::config::SiteConfig;
use crate::model::Model;
use crate::render::Uses;
use crate::view::{Fields, Seen};

/// One part of the list.
pub struct Sheet {
    /// Its number, from 1.
    pub number: usize,
    per_page: usize,
    posts: usize,
    pages: usize,
}

/// Every part of the list: at least one, even where there is no post.
pub fn sheets(model: &Model, config: &SiteConfig) -> Vec<Sheet> {
    let per_page = config.paginate.unwrap_or(10).max(1);
    let posts = model.posts.len();
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

/// The author's page that shows the list, by its place among the pages, where `paginate` asks for one: as in Jekyll, the
/// `index.html` nearest to where the further pages stand.
pub fn own_page(model: &Model, config: &SiteConfig) -> Option<usize> {
    config.paginate.filter(|n| *n > 0)?;
    let path = config.paginate_path.trim_start_matches('/');
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let candidates = model.pages.iter().enumerate().filter(|(_, placed)| {
        let path = &placed.article.path;
        let (dir, name) = path.rsplit_once('/').unwrap_or(("", path));
        let above = dir.is_empty() || folder == dir || folder.starts_with(&format!("{dir}/"));
        placed.article.kind == Kind::Page && name == "index.html" && above
    });
    candidates
        .max_by_key(|(_, placed)| placed.article.path.len())
        .map(|(number, _)| number)
}

/// Where the part of the list with this number stands, when the first stands at `first`.
pub fn url(config: &SiteConfig, first: &str, number: usize) -> String {
    if number == 1 {
        return first.to_owned();
    }
    let path = config.paginate_path.replace(":num", &number.to_string());
    format!("/{}/", path.trim_matches('/'))
}

/// Number and path of every part: one value that all of them share.
pub fn all(config: &SiteConfig, first: &str, pages: usize) -> Seen {
    let pages = (1..=pages).map(|n| {
        Seen::record(vec![Fields::new([
            ("number", Seen::of(n)),
            ("path", Seen::of(url(config, first, n))),
        ])])
    });
    Seen::list(pages.collect())
}

/// `paginator` of one part.
pub fn paginator(
    views: &SiteViews<'_>,
    config: &SiteConfig,
    first: &str,
    sheet: &Sheet,
    all: &Seen,
    uses: &Uses,
) -> Seen {
    let from = (sheet.number - 1) * sheet.per_page;
    let until = (from + sheet.per_page).min(sheet.posts);
    let posts = (from..until).map(|number| views.post(number, uses));
    let number = |n: Option<usize>| n.map_or_else(Seen::none, Seen::of);
    let path = |n: Option<usize>| n.map_or_else(Seen::none, |n| Seen::of(url(config, first, n)));
    let before = (sheet.number > 1).then(|| sheet.number - 1);
    let after = (sheet.number < sheet.pages).then_some(sheet.number + 1);
    Seen::record(vec![Fields::new([
        ("page", Seen::of(sheet.number)),
        ("per_page", Seen::of(sheet.per_page)),
        ("posts", Seen::list(posts.collect())),
        ("total_posts", Seen::of(sheet.posts)),
        ("total_pages", Seen::of(sheet.pages)),
        ("previous_page", number(before)),
        ("previous_page_path", path(before)),
        ("next_page", number(after)),
        ("next_page_path", path(after)),
        ("pages", all.clone()),
    ])])
}
