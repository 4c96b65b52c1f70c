//! The articles that ask for Liquid, read anew with it: between map 1 and the reduce, since Liquid may look at the whole site.
//!
//! Posts and documents come first, then pages, which see the posts as they have become, and last the pages that show what others say.
//! (Jekyll renders in such an order, but pages by their names.) The page that shows the list of posts is carried out once for each part
//! of the list. It must not know Liquid.

use super::around::Around;
use super::files::Files;
use super::memos::{LiquidMemos, ReadArticle};
use crate::article::highlight::Fences;
use crate::article::{self, Article, Asks, Input, Kind};
use crate::liquid::{Asking, Liquid, Sight};
use crate::model::{Model, Placed};
use crate::pages::{SiteViews, sheets};
use crate::view::{Fields, Seen};
use fingerprint::Fingerprint;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One body to carry out.
struct Task<'a> {
    number: usize,
    /// Which part of the list of posts it shows, from 1.
    sheet: usize,
    article: &'a Article,
    sight: Sight,
    program: Fingerprint,
}

/// What became of the articles with Liquid.
#[derive(Default)]
pub(super) struct CarriedOut {
    /// By their places among the inputs. Those that are not published stay as they are.
    pub articles: BTreeMap<usize, Arc<ReadArticle>>,
    /// The second and further parts of the page that shows the list of posts.
    pub sheets: Vec<Arc<ReadArticle>>,
}

/// Carries out the Liquid of every article that asks for it.
pub(super) fn carried_out(
    inputs: &[Input<'_>],
    read: &[Arc<ReadArticle>],
    files: &Files<'_>,
    around: &Around<'_>,
    fences: &Fences,
    memos: &mut LiquidMemos,
) -> CarriedOut {
    let mut anew = CarriedOut::default();
    let asks = |number: usize| -> Option<(&Article, &Asks)> {
        let article = read[number].as_ref().as_ref().ok()?;
        Some((article, article.liquid.as_ref()?))
    };
    let rounds = memos.made.iter_mut().zip(&mut memos.places);
    for (round, (memo, places_memo)) in rounds.enumerate() {
        let asking: Vec<(usize, &Article, &Asks)> = (0..inputs.len())
            .filter_map(|number| asks(number).map(|(article, asks)| (number, article, asks)))
            .filter(|(number, _, asks)| round_of(inputs[*number].kind, asks) == round)
            .collect();
        if asking.is_empty() {
            continue;
        }
        let known = |(number, first)| {
            let found: &Arc<ReadArticle> = anew.articles.get(&number).unwrap_or(first);
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
            places_memo,
            &mut Vec::new(),
        );
        let places = places(&model);
        let list = sheets::own_page(&model, config).map(|number| &model.pages[number]);
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
            let uses = liquid.uses(&asks.uses);
            let site = views.seen(&uses, place.post);
            let program = views.program();
            liquid.show(&site, &program);
            let task = |sheet, page, paginator| Task {
                number,
                sheet,
                article,
                sight: Sight {
                    page,
                    paginator,
                    site: site.name(),
                },
                program: program.name(),
            };
            let first = place.placed;
            if list.is_none_or(|list| list.article.path != first.article.path) {
                tasks.push(task(1, place.page(None), Seen::none()));
                continue;
            }
            let sheets = sheets::sheets(&model, config);
            let all = sheets::all(config, &first.url, sheets.len());
            tasks.extend(sheets.iter().map(|sheet| {
                let url = sheets::url(config, &first.url, sheet.number);
                let page = place.page((sheet.number > 1).then_some(url));
                let seen = sheets::paginator(&views, config, &first.url, sheet, &all, &uses);
                task(sheet.number, page, seen)
            }));
        }
        let name = |task: &Task<'_>| {
            let name = inputs[task.number].name();
            let sight = &task.sight;
            let around = (sight.page.name(), sight.paginator.name(), sight.site);
            Fingerprint::of(&(name, liquid.name, around, task.program))
        };
        let made = memo.map(&tasks, name, |task| {
            let input = &inputs[task.number];
            let carry_out = |body: &str, lines_before: u32| {
                liquid.render(&Asking {
                    article: task.article,
                    body,
                    lines_before,
                    sight: &task.sight,
                })
            };
            let mut read = article::read_changed(input, fences, carry_out)?;
            read.name = name(task);
            Ok(Arc::new(read))
        });
        for (task, made) in tasks.iter().zip(made) {
            match task.sheet {
                1 => drop(anew.articles.insert(task.number, made)),
                _ => anew.sheets.push(made),
            }
        }
    }
    anew
}

/// When an article has its turn.
fn round_of(kind: Kind, asks: &Asks) -> usize {
    match kind {
        Kind::Page if asks.uses.content => 2,
        Kind::Page => 1,
        Kind::Post | Kind::Draft | Kind::Document => 0,
    }
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
    /// `page`, at this address where it is not its own.
    fn page(&self, elsewhere: Option<String>) -> Seen {
        let card = |other: Option<&Placed>| other.map_or_else(Seen::none, |one| one.card.clone());
        let mut layers = self.placed.layers.clone();
        layers.push(Fields::new([
            ("previous", card(self.previous)),
            ("next", card(self.next)),
        ]));
        layers.extend(elsewhere.map(|url| Fields::new([("url", Seen::of(url))])));
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
                previous: model.posts.get(number + 1).map(Arc::as_ref),
                next: newer.and_then(|n| model.posts.get(n)).map(Arc::as_ref),
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
