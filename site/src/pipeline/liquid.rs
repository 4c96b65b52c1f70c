//! The articles that ask for Liquid, read anew with it: between map 1 and the reduce, since Liquid may look at the whole site.
//!
//! Posts and documents come first, then pages, which see the posts as they have become: the order in which Jekyll renders. It must not
//! know Liquid.

use super::files::Files;
use super::{Around, ReadArticle};
use crate::article::highlight::Fences;
use crate::article::{self, Article, Asks, Input, Kind};
use crate::liquid::Liquid;
use crate::model::{Model, Placed};
use crate::pages::SiteViews;
use crate::related;
use crate::view::{Fields, Seen};
use fingerprint::{Fingerprint, Memo};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the last build carried out: of posts and documents, and of pages.
#[derive(Default)]
pub(super) struct Memos {
    made: [Memo<ReadArticle>; 2],
    related: related::Memos,
}

/// One body to carry out.
struct Task<'a> {
    number: usize,
    article: &'a Article,
    page: Seen,
    site: Fingerprint,
    program: Fingerprint,
}

/// What became of the articles with Liquid, by their places among the inputs. Those that are not published stay as they are.
pub(super) fn carried_out(
    inputs: &[Input<'_>],
    read: &[Arc<ReadArticle>],
    files: &Files<'_>,
    around: &Around<'_>,
    fences: &Fences,
    memos: &mut Memos,
) -> BTreeMap<usize, Arc<ReadArticle>> {
    let mut anew: BTreeMap<usize, Arc<ReadArticle>> = BTreeMap::new();
    let asks = |number: usize| -> Option<(&Article, &Asks)> {
        let article = read[number].as_ref().as_ref().ok()?;
        Some((article, article.liquid.as_ref()?))
    };
    for (round, memo) in memos.made.iter_mut().enumerate() {
        let asking: Vec<(usize, &Article, &Asks)> = (0..inputs.len())
            .filter(|number| (inputs[*number].kind == Kind::Page) == (round == 1))
            .filter_map(|number| asks(number).map(|(article, asks)| (number, article, asks)))
            .collect();
        if asking.is_empty() {
            continue;
        }
        let known = |(number, first)| {
            let found: &Arc<ReadArticle> = anew.get(&number).unwrap_or(first);
            found.as_ref().as_ref().ok().cloned()
        };
        let articles: Vec<Arc<Article>> = read.iter().enumerate().filter_map(known).collect();
        let config = around.config;
        // What there is to tell will be told of the finished articles.
        let model = Model::assemble(
            &articles,
            config,
            around.pictures,
            around.moment,
            &mut Vec::new(),
        );
        let places = places(&model);
        let mut views = SiteViews::new(
            &model,
            config,
            around.environment,
            around.sources,
            &files.copied,
            false,
            &mut memos.related,
        );
        let relative = asking.iter().any(|(_, _, asks)| asks.relative);
        let now = around.moment.now;
        let mut liquid = Liquid::new(&articles, around.sources, config, now, relative);
        let mut tasks = Vec::new();
        for (number, article, asks) in asking {
            let Some(place) = places.get(article.path.as_str()) else {
                continue;
            };
            let site = views.seen(&liquid.uses(&asks.uses), place.post);
            let program = views.program();
            liquid.show(&site, &program);
            tasks.push(Task {
                number,
                article,
                page: place.page(),
                site: site.name(),
                program: program.name(),
            });
        }
        let made = memo.map(
            &tasks,
            |task| {
                let name = inputs[task.number].name();
                let around = (task.site, task.program);
                Fingerprint::of(&(name, liquid.name, task.page.name(), around))
            },
            |task| {
                let input = &inputs[task.number];
                article::read_liquid(input, fences, task.article, &liquid, &task.page, task.site)
                    .map(Arc::new)
            },
        );
        anew.extend(tasks.iter().map(|task| task.number).zip(made));
    }
    anew
}

/// An article in its place, with its neighbours.
struct Place<'a> {
    placed: &'a Placed,
    previous: Option<&'a Placed>,
    next: Option<&'a Placed>,
    /// Its place among the posts.
    post: Option<usize>,
}

impl Place<'_> {
    /// `page`
    fn page(&self) -> Seen {
        let card = |other: Option<&Placed>| other.map_or_else(Seen::none, |one| one.card.clone());
        let mut layers = self.placed.layers.clone();
        layers.push(Fields::new([
            ("previous", card(self.previous)),
            ("next", card(self.next)),
        ]));
        Seen::record(layers)
    }
}

/// Every article that is published, by its path.
fn places(model: &Model) -> BTreeMap<&str, Place<'_>> {
    let mut places = BTreeMap::new();
    for (number, placed) in model.posts.iter().enumerate() {
        let newer = number.checked_sub(1);
        places.insert(
            placed.article.path.as_str(),
            Place {
                placed,
                previous: model.posts.get(number + 1),
                next: newer.and_then(|n| model.posts.get(n)),
                post: Some(number),
            },
        );
    }
    for placed in &model.pages {
        places.insert(
            placed.article.path.as_str(),
            Place {
                placed,
                previous: None,
                next: None,
                post: None,
            },
        );
    }
    for documents in model.collections.iter().map(|own| &own.documents) {
        for (number, placed) in documents.iter().enumerate() {
            let before = number.checked_sub(1);
            places.insert(
                placed.article.path.as_str(),
                Place {
                    placed,
                    previous: before.and_then(|n| documents.get(n)),
                    next: documents.get(number + 1),
                    post: None,
                },
            );
        }
    }
    places
}
