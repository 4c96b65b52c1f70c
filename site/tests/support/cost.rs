//! What an edit of a blog may cost at most: which pages speak of what was changed, counted.
//!
//! It must not know how a website is made.
#![allow(dead_code, reason = "each test file uses a part of it")]

use super::writing::{Blog, Post};
use std::collections::BTreeSet;

/// What an edit may cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// How many articles are read.
    pub(crate) read: usize,
    /// How many pages are rendered.
    pub(crate) rendered: usize,
}

/// Where everything may depend on it.
const ANY: usize = usize::MAX;

impl Cost {
    /// What the way from one blog to another may cost.
    pub(crate) fn between(before: &Blog, after: &Blog, what: &str) -> Self {
        if before == after {
            return Self::of(0, 0);
        }
        let pages = Pages::of(before, after);
        if let Some(name) = what.strip_prefix("template ") {
            return Self::of(0, pages.of_template(name));
        }
        if let Some(key) = what.strip_prefix("configuration ") {
            return pages.of_key(before, after, key);
        }
        // Who hands on all data sees each change of it.
        let whole = usize::from(after.templates["404.html"] == 1);
        let told = match after.templates["part.html"] {
            1 => pages.base,
            _ => 0,
        };
        let carded = match after.templates["post.html"] {
            4 => pages.posts,
            _ => 0,
        };
        match what {
            "break a template" => Self::of(0, 0),
            // Its name may be part of its address.
            "sheet" if after.config["assets"] == 1 => Self::of(0, ANY),
            "sass" if after.config["assets"] == 1 => Self::of(1, ANY),
            "sheet" => Self::of(0, 0),
            "sass" | "page" => Self::of(1, 1),
            "picture" => Self::of(0, pages.near),
            "facts" => Self::of(0, told + pages.liquid + whole),
            "other data" | "dataset" | "unseen phrase" => Self::of(0, whole),
            "phrase of 404" => Self::of(0, told + 1),
            "date phrase" => Self::of(0, carded + whole),
            "stories" => Self::of(0, pages.stories + whole),
            "repair" if before.broken_template => {
                let posts = pages.of_posts(before, after, what);
                Self::of(posts.read, posts.rendered.saturating_add(pages.base))
            }
            _ => pages.of_posts(before, after, what),
        }
    }

    fn of(read: usize, rendered: usize) -> Self {
        Self { read, rendered }
    }
}

/// How many pages of each sort there are, before an edit or after it.
struct Pages {
    /// Of posts, and the author's own.
    posts: usize,
    home: usize,
    /// That stand in the outermost layout.
    base: usize,
    tags: usize,
    feeds: usize,
    /// That a post with the picture whose size changes is shown on, in full or in a list.
    near: usize,
    /// That a post with Liquid is shown on in full.
    liquid: usize,
    /// Posts that tell a story, and the pages and feeds of stories.
    stories: usize,
    /// Posts that show other posts' contents, or what is like them.
    mixed: usize,
}

impl Pages {
    fn of(before: &Blog, after: &Blog) -> Self {
        let both = [before, after];
        let all = || both.into_iter().flat_map(|blog| &blog.posts);
        let most =
            |count: fn(&Blog) -> usize| both.into_iter().map(count).max().unwrap_or_default();
        let posts = 1 + most(|blog| blog.posts.len());
        let home = posts.div_ceil(3);
        let tags: BTreeSet<&str> = all().flat_map(|post| post.tags.iter().copied()).collect();
        let tags = tags.len();
        let stories = most(|blog| blog.stories.len());
        let mixed = match both
            .iter()
            .any(|blog| [2, 3].contains(&blog.templates["post.html"]))
        {
            true => posts,
            false => 0,
        };
        let liquid = after.posts.iter().filter(|post| post.liquid);
        let near = after.posts.iter().filter(|post| post.near);
        Self {
            posts,
            home,
            base: posts + home,
            tags,
            feeds: 2 + tags + stories,
            // Itself and its neighbours; lists, with their feeds; months, year, archive, list, search.
            near: 3 * near.count() + home + 2 * tags + 2 * stories + 12 + 8 + mixed,
            // Itself; its tags' feeds and the blog's.
            liquid: liquid.map(|post| 4 + post.tags.len()).sum::<usize>() + mixed,
            // Of each two posts, those it had and those it has; its page and its feed; the site map.
            stories: both.iter().map(|blog| blog.told()).sum::<usize>() + 2 * stories + 1,
            mixed,
        }
    }

    /// The pages that a template has a part in.
    fn of_template(&self, name: &str) -> usize {
        match name {
            "base.html" | "part.html" => self.base,
            "post.html" => self.posts,
            "home.html" => self.home,
            "tag.html" => self.tags,
            // The folders that posts stand in.
            "category.html" => 2,
            // Twelve months and their year.
            "period.html" => 13,
            "topic.html" => 3,
            _ => 1,
        }
    }

    fn of_key(&self, before: &Blog, after: &Blog, key: &str) -> Cost {
        let base = |number| match after.templates["base.html"] == number {
            true => self.base,
            false => 0,
        };
        let carded = match after.templates["post.html"] {
            4 => self.posts,
            _ => 0,
        };
        match key {
            "title" => Cost::of(0, base(0) + self.feeds + carded),
            "motto" => Cost::of(0, base(1)),
            "unseen" => Cost::of(0, 0),
            // The home's pages, and the site map that names them.
            "paginate" => Cost::of(0, self.home + 1),
            "assets" if before.config[key] != 1 && after.config[key] != 1 => Cost::of(0, 1),
            // What articles are read by.
            "baseurl" | "timezone" | "excerpt" => Cost::of(ANY, ANY),
            "defaults" if before.config[key] != 1 && after.config[key] != 1 => {
                let weekly = |post: &&Post| post.folder.starts_with("weekly");
                Cost::of(after.posts.iter().filter(weekly).count(), ANY)
            }
            "defaults" => Cost::of(ANY, ANY),
            _ => Cost::of(0, ANY),
        }
    }

    fn of_posts(&self, before: &Blog, after: &Blog, what: &str) -> Cost {
        let read = after
            .posts
            .iter()
            .filter(|post| !before.posts.contains(post));
        let shown = |blog: &'_ Blog| -> Vec<Post> {
            let posts = blog.posts.iter().filter(|post| !post.broken);
            posts.cloned().collect()
        };
        let (was, is) = (shown(before), shown(after));
        let gone: Vec<&Post> = was.iter().filter(|post| !is.contains(post)).collect();
        let new: Vec<&Post> = is.iter().filter(|post| !was.contains(post)).collect();
        // Its own page and its neighbours', where it was and where it is; the lists of its tags, each with a feed; the pages of the home;
        // the lists of its months, categories and stories; the blog's feeds, site map, list, archive, tags, search.
        let both = gone.iter().chain(&new);
        let terms: BTreeSet<&str> = both.flat_map(|post| post.tags.iter().copied()).collect();
        let lists = 2 * terms.len() + self.home;
        let stays = gone.len() == new.len() && !what.starts_with("date");
        let most = match what.split(' ').next() {
            Some("body" | "fence") => 4 + terms.len(),
            _ if stays => 14 + lists + self.stories,
            // What counts the posts changes too.
            _ => 24 * gone.len().max(new.len()) + lists + self.stories + self.liquid,
        };
        Cost::of(read.count(), most + self.mixed)
    }
}
