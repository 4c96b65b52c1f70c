//! All that planning looks at, and what every kind of page needs of it.
//!
//! It must not know which pages there are.

use super::{Known, Listed, Page, SiteViews, Strings, Work};
use crate::address::{encode_path, output};
use crate::cards::Card;
use crate::cloud::{Cloud, Read};
use crate::config::SiteConfig;
use crate::model::Model;
use crate::render::{Content, Names, Templates, Uses, View};
use crate::trends::Told;
use crate::view::{Fields, Seen};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

/// All that planning looks at.
pub struct Plan<'a> {
    /// The published site.
    pub model: &'a Model,
    /// What the site agrees on.
    pub config: &'a SiteConfig,
    /// The templates, asked only which there are and what they look at.
    pub templates: &'a Templates,
    /// What templates see of the site.
    pub site: SiteViews<'a>,
    /// The interface strings.
    pub strings: &'a Strings,
    /// Those that templates see, by what they look at.
    pub words: BTreeMap<Names, Seen>,
    /// What is talked about over many reports.
    pub told: &'a [Told<'a>],
    /// For each post the words of its report.
    pub clouds: &'a [Option<Arc<Read>>],
    /// For each post the picture that stands for it where it is shared.
    pub cards: &'a [Option<Arc<Option<Card>>>],
    /// The pages of posts that the last build made.
    pub known: &'a Known,
    /// Outputs that are there already: files copied as they are.
    pub taken: BTreeSet<&'a str>,
}

impl Plan<'_> {
    /// The interface strings that templates with these uses see.
    pub(super) fn words(&mut self, uses: &Uses) -> Seen {
        if let Some(seen) = self.words.get(&uses.words) {
            return seen.clone();
        }
        let seen = self.strings.seen(uses);
        self.words.insert(uses.words.clone(), seen.clone());
        seen
    }

    /// The picture that stands for a post where it is shared, where templates look at it.
    pub(super) fn card_of(&self, number: usize, uses: &Uses) -> Option<&Card> {
        let card = self.cards.get(number).filter(|_| uses.card)?.as_ref()?;
        card.as_ref().as_ref()
    }

    /// The words of a post's report.
    pub(super) fn cloud(&self, number: usize) -> Option<&Cloud> {
        self.clouds.get(number)?.as_ref()?.as_ref().as_ref().ok()
    }

    /// A page that comes by itself, if there is a template for it.
    pub(super) fn made(
        &mut self,
        template: &str,
        url: String,
        fields: Vec<(&'static str, Seen)>,
        paginator: impl FnOnce(&mut Self, &Uses) -> Seen,
        listed: Option<Listed>,
    ) -> Option<Page> {
        if !self.templates.has(template) {
            return None;
        }
        let output = output(&url).ok()?;
        let uses = self.templates.uses(Some(template), None);
        let own = Fields::new(
            [
                ("url", Seen::of(url.as_str())),
                ("layout", Seen::of(template)),
                ("tags", Seen::list(Vec::new())),
                ("categories", Seen::list(Vec::new())),
                ("draft", Seen::of(false)),
            ]
            .into_iter()
            .chain(fields),
        );
        let view = View {
            page: Seen::record(vec![NOTHING.clone(), own]),
            site: self.site.seen(&uses, None),
            strings: self.words(&uses),
            paginator: paginator(self, &uses),
            program: self.site.program(),
        };
        Some(Page {
            output,
            url,
            origin: None,
            listed,
            glance: None,
            work: Work::Templates {
                view,
                content: Content::Ready(Seen::none()),
                layout: Some(template.to_owned()),
            },
        })
    }

    /// The newest date of these posts, for the site map.
    pub(super) fn changed(&self, mut posts: impl Iterator<Item = usize>) -> Listed {
        let newest = posts.next().and_then(|n| self.model.posts[n].article.date);
        Listed {
            changed: newest.map(|date| date.to_rfc3339()),
        }
    }

    /// The whole address of a page or file, for those who read it elsewhere.
    pub(super) fn absolute(&self, path: &str) -> String {
        format!(
            "{}{}{}",
            self.config.url,
            self.config.baseurl,
            encode_path(path)
        )
    }

    pub(super) fn cards(&self, posts: impl Iterator<Item = usize>, uses: &Uses) -> Seen {
        Seen::list(posts.map(|n| self.site.post(n, uses)).collect())
    }
}

/// What articles have and pages that come by themselves have not.
static NOTHING: LazyLock<Fields> = LazyLock::new(|| {
    let keys = [
        "path",
        "name",
        "dir",
        "date",
        "image",
        "image_width",
        "image_height",
        "social_image",
        "cloud",
        "description",
        "lang",
        "last_modified_at",
        "excerpt",
        "content",
        "toc",
        "previous",
        "next",
        "dataset",
        "author",
        "id",
        "collection",
        "relative_path",
        "feed",
    ];
    Fields::new(keys.map(|key| (key, Seen::none())))
});
