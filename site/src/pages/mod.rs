//! Model -> which pages there are, and what each may see.
//!
//! It must not know how a page is rendered or where it is written to.

mod archive;
mod calendar;
mod chart;
mod data;
mod feed;
mod home;
mod posts;
mod redirects;
mod search;
pub mod sheets;
mod site;
mod sitemap;
mod strings;
mod terms;
mod topics;
mod trends;
mod weekly;

pub use feed::Feed;
pub use posts::Known;
pub use site::SiteViews;
pub use sitemap::{Sitemap, robots};
pub use strings::Strings;

use crate::article::{Article, Body, is_markdown};
use crate::cards::Card;
use crate::cloud::{Cloud, Read};
use crate::config::SiteConfig;
use crate::model::{Model, Placed};
use crate::outputs::Output;
use crate::render::{Content, Names, Sheets, Templates, Uses, View};
use crate::trends::Told;
use crate::view::{Fields, Seen};
use fingerprint::Fingerprint;
use post::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

/// A page to be made.
pub struct Page {
    /// Where it is written.
    pub output: String,
    /// Its address, readable, without `baseurl`.
    pub url: String,
    /// The file it comes from; `None` when it comes by itself.
    pub origin: Option<String>,
    /// When it was last changed, for the site map; `None` leaves it out of the map.
    pub listed: Option<Listed>,
    /// What there is to do.
    pub work: Work,
    /// The name of what the work follows from, where that is told before the work is.
    pub glance: Option<Fingerprint>,
}

/// Where a page stands and comes from: what is left to know of it while it is made.
pub struct Place {
    /// Where it is written.
    pub output: String,
    /// Its address, readable, without `baseurl`.
    pub url: String,
    /// The file it comes from; `None` when it comes by itself.
    pub origin: Option<String>,
    /// The name of what its work follows from, where that was told before.
    pub glance: Option<Fingerprint>,
}

impl Listed {
    /// How the page of an article is listed.
    fn of(placed: &Placed) -> Option<Self> {
        let article = &placed.article;
        let is_html = placed.output.ends_with(".html") && placed.output != "404.html";
        let changed = article.modified.or(article.date);
        (article.listed && is_html).then(|| Self {
            changed: changed.map(|date| date.to_rfc3339()),
        })
    }
}

impl Page {
    /// Its place, and what there is to do.
    pub fn apart(self) -> (Place, Work) {
        let place = Place {
            output: self.output,
            url: self.url,
            origin: self.origin,
            glance: self.glance,
        };
        (place, self.work)
    }
}

/// How the site map shows a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Listed {
    /// The date of its last change in RFC 3339's form, where it is known.
    pub changed: Option<String>,
}

/// How a page is made.
pub enum Work {
    /// By templates.
    Templates {
        /// What they may see.
        view: View,
        /// What stands inside the layout.
        content: Content,
        /// The innermost layout.
        layout: Option<String>,
    },
    /// By templates, then from Sass to CSS.
    Sass {
        /// What the sheet may see.
        view: View,
        /// The sheet.
        content: Content,
        /// What it may import.
        sheets: Arc<Sheets>,
    },
    /// A feed.
    Feed(Feed),
    /// A site map.
    Sitemap(Sitemap),
    /// A text as it is.
    Text(String),
    /// None: the last build did it.
    Done {
        /// The name of what was made, as the last build remembered it.
        key: Fingerprint,
        /// What was made.
        made: Arc<Made>,
    },
}

/// A page that was made, or why it could not be.
pub type Made = Result<Output, Box<Diagnostic>>;

impl Work {
    /// The name of all that the page depends on besides the templates.
    pub fn name(&self) -> Fingerprint {
        match self {
            Self::Templates {
                view,
                content,
                layout,
            } => Fingerprint::of(&(view.name(), content.name(), layout)),
            Self::Sass {
                view,
                content,
                sheets,
            } => Fingerprint::of(&(view.name(), content.name(), sheets.name)),
            Self::Feed(feed) => feed.name(),
            Self::Sitemap(map) => Fingerprint::of(map),
            Self::Text(text) => Fingerprint::of(text),
            Self::Done { key, .. } => *key,
        }
    }

    /// The name of the templates that can have a part in it.
    pub fn made_from(&self, templates: &Templates) -> Fingerprint {
        let (content, layout) = match self {
            Self::Templates {
                content, layout, ..
            } => (content, layout.as_deref()),
            Self::Sass { content, .. } => (content, None),
            Self::Feed(_) | Self::Sitemap(_) | Self::Text(_) | Self::Done { .. } => {
                return Fingerprint::of(&());
            }
        };
        templates.made_from(layout, content.template())
    }
}

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
    /// Every page of the site, the author's own first.
    pub fn pages(&mut self) -> Vec<Page> {
        let mut pages = self.posts();
        pages.extend(self.own_pages());
        pages.extend(self.documents());
        self.redirect(&mut pages);
        let own: BTreeSet<String> = pages.iter().map(|page| page.output.clone()).collect();
        let mut by_themselves = self.home(&own);
        by_themselves.extend(self.archive());
        by_themselves.extend(self.terms());
        by_themselves.extend(self.weekly());
        by_themselves.extend(self.topics());
        by_themselves.extend(self.trends());
        by_themselves.extend(self.search());
        by_themselves.extend(self.not_found());
        by_themselves.extend(self.feeds());
        // What the author made at the same place wins.
        by_themselves.retain(|page| {
            !own.contains(&page.output) && !self.taken.contains(page.output.as_str())
        });
        pages.extend(by_themselves);
        let last: Vec<Page> = self
            .site_map(&pages)
            .into_iter()
            .filter(|page| {
                !own.contains(&page.output) && !self.taken.contains(page.output.as_str())
            })
            .collect();
        pages.extend(last);
        pages
    }

    fn documents(&mut self) -> Vec<Page> {
        let model = self.model;
        let mut pages = Vec::new();
        for gathered in &model.collections {
            let documents = &gathered.documents;
            for (number, document) in documents.iter().enumerate() {
                if gathered.written[number] {
                    let before = number.checked_sub(1).map(|n| &documents[n]);
                    let after = documents.get(number + 1);
                    pages.push(self.article(document, before, after, Seen::none(), None));
                }
            }
        }
        pages
    }

    fn own_pages(&mut self) -> Vec<Page> {
        let paginated = sheets::own_page(self.model, self.config);
        let mut pages = Vec::new();
        for (number, placed) in self.model.pages.iter().enumerate() {
            if paginated == Some(number) {
                pages.extend(self.paginate_own(placed));
            } else {
                pages.push(self.article(placed, None, None, Seen::none(), None));
            }
        }
        pages
    }

    /// What the templates of an article's page look at.
    fn uses(&self, placed: &Placed) -> Arc<Uses> {
        let layout = placed.article.layout.as_deref();
        let layout = layout.filter(|_| !self.templates.is_empty() && !is_sass(&placed.article));
        match &placed.article.body {
            Body::Template { source, .. } => self.templates.uses(layout, Some(source)),
            Body::Html { .. } => self.templates.uses(layout, None),
        }
    }

    /// The page of an article. `post` is its place among the posts, and the stories it tells of.
    fn article(
        &mut self,
        placed: &Placed,
        older: Option<&Placed>,
        newer: Option<&Placed>,
        paginator: Seen,
        post: Option<(usize, Seen)>,
    ) -> Page {
        let uses = self.uses(placed);
        self.article_with(placed, &uses, older, newer, paginator, post)
    }

    /// The same for what its templates look at.
    fn article_with(
        &mut self,
        placed: &Placed,
        uses: &Uses,
        older: Option<&Placed>,
        newer: Option<&Placed>,
        paginator: Seen,
        post: Option<(usize, Seen)>,
    ) -> Page {
        let article = &placed.article;
        // Where there are no templates at all, articles stand bare.
        let layout = article.layout.clone();
        let layout = layout.filter(|_| !self.templates.is_empty());
        let content = match &article.body {
            Body::Template {
                source,
                lines_before,
            } => Content::Template {
                path: article.path.clone(),
                source: source.clone(),
                lines_before: *lines_before,
                markdown: is_markdown(&article.path),
            },
            Body::Html { whole, .. } => Content::Article(
                placed.content.clone().unwrap_or_else(Seen::none),
                whole.shared(),
            ),
        };
        let (number, stories) = post.unzip();
        let cloud = number.and_then(|number| self.cloud(number));
        let card = number.and_then(|number| self.card_of(number, uses));
        let neighbour = |placed: Option<&Placed>| match placed {
            Some(placed) => self.site.card(placed, uses),
            None => Seen::none(),
        };
        let mut layers = placed.layers.clone();
        layers.push(article.inside.clone());
        layers.push(Fields::new([
            ("content", placed.content.clone().unwrap_or_else(Seen::none)),
            ("previous", neighbour(older)),
            ("next", neighbour(newer)),
            (
                "cloud",
                cloud.map_or_else(Seen::none, |cloud| cloud.seen.clone()),
            ),
            (
                "social_image",
                card.map_or_else(Seen::none, |card| Seen::of(format!("/{}", card.path()))),
            ),
            ("stories", stories.unwrap_or_else(Seen::none)),
        ]));
        let view = View {
            page: Seen::record(layers),
            site: self.site.seen(uses, number),
            strings: self.words(uses),
            paginator,
            program: self.site.program(),
        };
        let work = match is_sass(article) {
            true => Work::Sass {
                view,
                content,
                sheets: self.site.sheets(),
            },
            false => Work::Templates {
                view,
                content,
                layout,
            },
        };
        Page {
            output: placed.output.clone(),
            url: placed.url.clone(),
            origin: Some(article.path.clone()),
            listed: Listed::of(placed),
            work,
            glance: None,
        }
    }

    /// The interface strings that templates with these uses see.
    fn words(&mut self, uses: &Uses) -> Seen {
        if let Some(seen) = self.words.get(&uses.words) {
            return seen.clone();
        }
        let seen = self.strings.seen(uses);
        self.words.insert(uses.words.clone(), seen.clone());
        seen
    }

    /// The picture that stands for a post where it is shared, where templates look at it.
    fn card_of(&self, number: usize, uses: &Uses) -> Option<&Card> {
        let card = self.cards.get(number).filter(|_| uses.card)?.as_ref()?;
        card.as_ref().as_ref()
    }

    /// The words of a post's report.
    fn cloud(&self, number: usize) -> Option<&Cloud> {
        self.clouds.get(number)?.as_ref()?.as_ref().as_ref().ok()
    }

    /// A page that comes by itself, if there is a template for it.
    fn made(
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
        let output = crate::model::url::output(&url).ok()?;
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

    fn not_found(&mut self) -> Option<Page> {
        let title = Seen::of(self.strings.text("not_found"));
        let fields = vec![("kind", Seen::of("not_found")), ("title", title)];
        self.made("404", "/404.html".into(), fields, |_, _| Seen::none(), None)
    }

    /// The newest date of these posts, for the site map.
    fn changed(&self, mut posts: impl Iterator<Item = usize>) -> Listed {
        let newest = posts.next().and_then(|n| self.model.posts[n].article.date);
        Listed {
            changed: newest.map(|date| date.to_rfc3339()),
        }
    }

    fn cards(&self, posts: impl Iterator<Item = usize>, uses: &Uses) -> Seen {
        Seen::list(posts.map(|n| self.site.post(n, uses)).collect())
    }
}

/// Whether it is a style sheet, which stands in no layout.
fn is_sass(article: &Article) -> bool {
    [".scss", ".sass"]
        .iter()
        .any(|end| article.path.ends_with(end))
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
