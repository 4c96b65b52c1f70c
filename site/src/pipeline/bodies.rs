//! The articles with Liquid or with templates in their Markdown, read anew with what these become: between map 1 and the reduce, since
//! they may look at the whole site, and lists and feeds show what has become of them.
//!
//! Posts and documents come first, then pages, which see the posts as they have become, and last the pages that show what others say.
//! (Jekyll renders in such an order, but pages by their names.) The page that shows the list of posts is carried out once for each part
//! of the list. It must not know Liquid.

use super::around::Around;
use super::files::Files;
use super::memos::{BodyMemos, ReadArticle};
use super::neighbours::{Place, places};
use crate::article::highlight::Fences;
use crate::article::{self, Article, Asks, Body, Input, Kind, is_markdown};
use crate::liquid::{Asking, Liquid, Sight};
use crate::model::Model;
use crate::pages::{SiteViews, sheets};
use crate::render::{self, Uses, View};
use crate::view::{Fields, Seen};
use fingerprint::Fingerprint;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a body asks for.
#[derive(Clone)]
enum Asked<'a> {
    Liquid(&'a Asks),
    /// A template, what it looks at, its text.
    Template(Arc<Uses>, &'a str),
}

impl Asked<'_> {
    /// Whether it shows what other articles say.
    fn content(&self) -> bool {
        match self {
            Self::Liquid(asks) => asks.uses.content,
            Self::Template(uses, _) => uses.content,
        }
    }
}

/// One body to carry out.
struct Task<'a> {
    number: usize,
    /// Which part of the list of posts it shows, from 1.
    sheet: usize,
    article: &'a Article,
    work: Carry<'a>,
}

/// How it is carried out, and what it sees.
enum Carry<'a> {
    Liquid { sight: Sight, program: Fingerprint },
    Template { view: Box<View>, source: &'a str },
}

/// What became of the articles with such bodies.
#[derive(Default)]
pub(super) struct CarriedOut {
    /// By their places among the inputs. Those that are not published stay as they are.
    pub articles: BTreeMap<usize, Arc<ReadArticle>>,
    /// The second and further parts of the page that shows the list of posts.
    pub sheets: Vec<Arc<ReadArticle>>,
}

/// Carries out every body that asks for it.
pub(super) fn carried_out(
    inputs: &[Input<'_>],
    read: &[Arc<ReadArticle>],
    files: &Files<'_>,
    around: &Around<'_>,
    fences: &Fences,
    memos: &mut BodyMemos,
) -> CarriedOut {
    let mut anew = CarriedOut::default();
    let asked: Vec<(usize, &Article, Asked<'_>)> = (0..inputs.len())
        .filter_map(|number| {
            let article: &Article = read[number].as_ref().as_ref().ok()?;
            Some((number, article, asked(article, around)?))
        })
        .collect();
    let rounds = memos.made.iter_mut().zip(&mut memos.places);
    for (round, (memo, places_memo)) in rounds.enumerate() {
        let asking = asked.iter();
        let asking = asking.filter(|(_, article, asks)| round_of(article.kind, asks) == round);
        let asking: Vec<_> = asking.cloned().collect();
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
        let relative = asking
            .iter()
            .any(|(_, _, asked)| matches!(asked, Asked::Liquid(asks) if asks.relative));
        let now = around.moment.now;
        let mut liquid = Liquid::new(&articles, around.sources, config, now, relative);
        let mut tasks = Vec::new();
        for (number, article, asked) in asking {
            let Some(place) = places.get(article.path.as_str()) else {
                continue;
            };
            let asks = match asked {
                Asked::Liquid(asks) => asks,
                Asked::Template(uses, source) => {
                    let view = Box::new(View {
                        page: page(place),
                        site: views.seen(&uses, place.post),
                        strings: around.strings.seen(&uses),
                        paginator: Seen::none(),
                        program: views.program(),
                    });
                    tasks.push(Task {
                        number,
                        sheet: 1,
                        article,
                        work: Carry::Template { view, source },
                    });
                    continue;
                }
            };
            let uses = liquid.uses(&asks.uses);
            let site = views.seen(&uses, place.post);
            let program = views.program();
            liquid.show(&site, &program);
            let task = |sheet, page, paginator| Task {
                number,
                sheet,
                article,
                work: Carry::Liquid {
                    sight: Sight {
                        page,
                        paginator,
                        site: site.name(),
                    },
                    program: program.name(),
                },
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
            match &task.work {
                Carry::Liquid { sight, program } => {
                    let around = (sight.page.name(), sight.paginator.name(), sight.site);
                    Fingerprint::of(&(name, liquid.name, around, program))
                }
                Carry::Template { view, source } => {
                    let made_from = around
                        .templates
                        .map(|all| all.made_from(None, Some(source)));
                    Fingerprint::of(&(name, view.name(), made_from))
                }
            }
        };
        let made = memo.map(&tasks, name, |task| {
            let input = &inputs[task.number];
            let carry_out = |body: &str, lines_before: u32| match &task.work {
                Carry::Liquid { sight, .. } => liquid.render(&Asking {
                    article: task.article,
                    body,
                    lines_before,
                    sight,
                }),
                Carry::Template { view, .. } => {
                    let path = &task.article.path;
                    let text = around.templates.map_or_else(
                        || Ok(body.to_owned()),
                        |all| render::body(all, view, path, body, lines_before),
                    )?;
                    Ok((text, Vec::new()))
                }
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
fn round_of(kind: Kind, asked: &Asked<'_>) -> usize {
    match kind {
        Kind::Page if asked.content() => 2,
        Kind::Page => 1,
        Kind::Post | Kind::Draft | Kind::Document => 0,
    }
}

/// What the body of an article asks for. A template that needs one that cannot be used stays as it is: that mistake has been told.
fn asked<'a>(article: &'a Article, around: &Around<'_>) -> Option<Asked<'a>> {
    if let Some(asks) = &article.liquid {
        return Some(Asked::Liquid(asks));
    }
    let templates = around.templates?;
    match &article.body {
        Body::Template { source, .. }
            if is_markdown(&article.path) && !templates.are_broken_for(None, Some(source)) =>
        {
            Some(Asked::Template(templates.uses(None, Some(source)), source))
        }
        _ => None,
    }
}

/// `page` as a template sees it: what follows from its text is not known yet.
fn page(place: &Place<'_>) -> Seen {
    let later = ["content", "cloud", "social_image", "stories"];
    let mut layers = place.layers(None);
    layers.push(place.placed.article.inside.clone());
    layers.push(Fields::new(later.map(|key| (key, Seen::none()))));
    Seen::record(layers)
}
