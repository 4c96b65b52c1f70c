//! The pages of posts. There are as many as there are posts, and an edit changes few of them: of a page that shows what it showed in
//! the last build, that is told from the names of what it is made from, before its view is put together.
//!
//! It must not know what is in a view.

use super::article::is_sass;
use super::{Listed, Page, Plan, Work};
use crate::article::Body;
use crate::model::Placed;
use crate::render::Uses;
use crate::view::Seen;
use fingerprint::Fingerprint;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the posts of one layout have in common.
struct Frame {
    uses: Arc<Uses>,
    /// The name of what they see of the site; `None` where each sees something else.
    site: Option<Fingerprint>,
    /// The names of the interface's words, of the program and of the templates.
    around: (Fingerprint, Fingerprint, Fingerprint),
}

/// A post among the others.
#[derive(Clone, Copy)]
struct Among<'a> {
    placed: &'a Placed,
    older: Option<&'a Placed>,
    newer: Option<&'a Placed>,
    number: usize,
}

impl Plan<'_> {
    pub(super) fn posts(&mut self) -> Vec<Page> {
        let model = self.model;
        let stories = self.stories_by_post();
        let mut frames: BTreeMap<Option<&str>, Frame> = BTreeMap::new();
        let numbered = model.posts.iter().zip(stories).enumerate();
        let pages = numbered.map(|(number, (placed, stories))| {
            // Newest first: the one before is newer.
            let post = Among {
                placed,
                older: model.posts.get(number + 1).map(Arc::as_ref),
                newer: number.checked_sub(1).map(|n| &*model.posts[n]),
                number,
            };
            let glance = self.glance(post, &stories, &mut frames);
            if let Some(glance) = glance
                && let Some((key, made)) = self.known.get(&glance)
            {
                return Page {
                    output: placed.output.clone(),
                    url: placed.url.clone(),
                    origin: Some(placed.article.path.clone()),
                    listed: Listed::of(placed),
                    work: Work::Done {
                        key: *key,
                        made: Arc::clone(made),
                    },
                    glance: Some(glance),
                };
            }
            let Among { older, newer, .. } = post;
            let page = self.article(placed, older, newer, Seen::none(), Some((number, stories)));
            Page { glance, ..page }
        });
        pages.collect()
    }

    /// The name of all that [`Plan::article`] makes the page of a post from; `None` for the few that take more than that.
    fn glance<'a>(
        &mut self,
        post: Among<'a>,
        stories: &Seen,
        frames: &mut BTreeMap<Option<&'a str>, Frame>,
    ) -> Option<Fingerprint> {
        let article = &post.placed.article;
        if is_sass(article) || matches!(article.body, Body::Template { .. }) {
            return None;
        }
        let layout = article
            .layout
            .as_deref()
            .filter(|_| !self.templates.is_empty());
        let frame = frames.entry(layout).or_insert_with(|| {
            let uses = self.templates.uses(layout, None);
            let alike = !uses.site("related_posts") && !uses.site("similar_posts");
            let site = alike.then(|| self.site.seen(&uses, None).name());
            let around = (
                self.words(&uses).name(),
                self.site.program().name(),
                self.templates.made_from(layout, None),
            );
            Frame { uses, site, around }
        });
        let site = match frame.site {
            Some(name) => name,
            None => self.site.seen(&frame.uses, Some(post.number)).name(),
        };
        let name = |placed: Option<&Placed>| placed.map(|placed| placed.name);
        let cloud = self.cloud(post.number).map(|cloud| cloud.seen.name());
        let card = self.card_of(post.number, &frame.uses);
        Some(Fingerprint::of(&(
            (post.placed.name, name(post.older), name(post.newer)),
            (stories.name(), cloud, card.map(|card| card.path())),
            (site, frame.around),
        )))
    }
}
