//! THE function: the whole site from its sources. Everything it needs comes in as a value, today's date included.
//!
//! It must not know the disk, the clock, the terminal or how pages are served.

mod around;
mod articles;
mod bodies;
mod build;
mod check;
mod files;
mod lasting;
mod memos;
mod neighbours;
mod place;
mod render;

use crate::article::Article;
use crate::config::SiteConfig;
use crate::model::{Model, Moment};
use crate::outputs::{Output, Outputs};
use crate::pages::{Made, Place, Plan, SiteViews, Strings};
use crate::settings::Settings;
use crate::sources::Sources;
use crate::{assets, cards, cloud, search, trends};
use around::{Around, compile, measure, read_trends};
use articles::{read_articles, unread};
use assets::Served;
use chrono::{DateTime, FixedOffset};
use files::Files;
use post::Diagnostic;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use build::{Build, Counts, Economy};
pub use lasting::Lasting;
pub use memos::Memos;

/// The whole site as a function of its sources and settings. `memos` changes only the time it takes.
pub fn build(sources: &Sources, settings: &Settings, memos: &mut Memos) -> Build {
    let (config, mut diagnostics) = SiteConfig::read(sources, settings);
    let files = files::sort(sources, &config, &mut diagnostics);
    let now = settings.time.or(config.time).unwrap_or(settings.now);
    let now = config.zone.show(now);
    let mut pictures = measure(&files, sources, &config, memos);
    let mut served = assets::serve(
        &files.copied,
        sources,
        &config.assets,
        pictures.sizes(),
        &mut memos.assets,
        &mut diagnostics,
    );
    pictures.served(&mut served, &config.assets.sizes);
    let moment = Moment {
        now,
        time: settings
            .time
            .or(config.time)
            .map(|time| config.zone.show(time)),
    };
    let templates = compile(sources, &config, &served, memos, &mut diagnostics);
    let strings = Strings::read(sources, &config.lang, &mut diagnostics);
    let (articles, sheets) = read_articles(
        &files,
        &Around {
            sources,
            config: &config,
            pictures: &pictures,
            moment: &moment,
            environment: &settings.environment,
            strings: &strings,
            templates: Some(&templates),
        },
        memos,
        &mut diagnostics,
    );
    let model = Model::assemble(
        &articles,
        &config,
        &pictures,
        &moment,
        &mut memos.places,
        &mut diagnostics,
    )
    .with_sheets(&sheets, &config, &pictures, &moment);
    let stories = read_trends(sources, &templates, memos, &mut diagnostics);
    let told = trends::told(
        stories.as_ref().map_or(&[], |read| &read.0),
        &model,
        config.topics,
    );
    let has_topics = !told.is_empty() && templates.has("topic");
    let data = config.data_dir.as_str();
    let clouds = cloud::read(&model, data, sources, &mut memos.clouds, &mut diagnostics);
    let cards = cards::cards(
        &model,
        &clouds,
        &templates,
        (&config.title, strings.text("date")),
        &mut memos.cards,
    );
    let mut plan = Plan {
        clouds: &clouds,
        cards: &cards,
        model: &model,
        config: &config,
        templates: &templates,
        site: SiteViews::new(
            &model,
            &config,
            &settings.environment,
            sources,
            &files.copied,
            has_topics,
            &mut memos.related,
        ),
        strings: &strings,
        words: BTreeMap::new(),
        told: &told,
        known: &memos.known,
        taken: files.copied.iter().map(|copied| &*copied.output).collect(),
    };
    let pages = plan.pages();
    diagnostics.append(&mut plan.site.diagnostics);
    if templates.is_empty() {
        check::bare(&model, &config, &mut diagnostics);
    }
    check::addresses(&pages, &files.copied, &mut diagnostics);
    diagnostics.extend(check::links(
        &model,
        &pages,
        &files.copied,
        &unread(&files, &articles),
        &config,
        &pictures,
        &mut memos.links,
    ));
    let counts = Counts {
        posts: model.posts.len(),
        pages: pages.len(),
        files: files.copied.len(),
    };
    let (places, rendered) = render::all(pages, &templates, &config, memos);
    check::failures(&places, &rendered, &mut diagnostics);
    diagnostics.extend(check::missed(sources));
    place::complete(&mut diagnostics, sources);
    let economy = Economy {
        articles_read: memos.articles.computed(),
        pages_rendered: memos.pages.computed(),
    };
    diagnostics.sort_by(|a, b| (&a.at, a.severity).cmp(&(&b.at, b.severity)));
    // What is wrong in an include is found wherever it is included.
    diagnostics.dedup();
    let mut build = Build {
        outputs: Outputs::default(),
        diagnostics,
        economy,
        counts,
        lasting: match settings.time.or(config.time) {
            Some(_) => Some(Lasting::default()),
            None => Lasting::of(&articles, &config, now),
        },
    };
    if build.is_ok() {
        let drawn = cards
            .iter()
            .flatten()
            .filter_map(|card| card.as_ref().as_ref());
        let mut made: Vec<(String, Output)> =
            drawn.map(|card| (card.path(), card.output())).collect();
        if templates.has(search::TEMPLATE) {
            made.extend(search::index(&model, &mut memos.search));
        }
        made.append(&mut served.made);
        build.outputs = collect(made, &served, &places, &rendered, &files, sources);
    }
    build
}

/// Every article of the sources, and what there is to tell of those that could not be read.
pub(crate) fn articles(
    sources: &Sources,
    config: &SiteConfig,
    now: DateTime<FixedOffset>,
    memos: &mut Memos,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Arc<Article>> {
    let files = files::sort(sources, config, diagnostics);
    let around = Around {
        sources,
        config,
        pictures: &measure(&files, sources, config, memos),
        moment: &Moment { now, time: None },
        environment: "development",
        strings: &Strings::read(sources, &config.lang, &mut Vec::new()),
        templates: None,
    };
    read_articles(&files, &around, memos, diagnostics).0
}

/// The files of the website.
fn collect(
    index: Vec<(String, Output)>,
    served: &Served,
    places: &[Place],
    rendered: &[Arc<Made>],
    files: &Files<'_>,
    sources: &Sources,
) -> Outputs {
    let mut outputs = Outputs::default();
    // First: what the author made at the same place wins.
    for (path, output) in index {
        outputs.insert(path, output);
    }
    for copied in &files.copied {
        if let Some(sheet) = served.sheets.get(&*copied.output) {
            outputs.insert(&*copied.output, sheet.clone());
        } else if let Some(file) = sources.get(copied.path) {
            outputs.insert(
                &*copied.output,
                Output::new(Arc::new(file.bytes()), file.fingerprint),
            );
        }
    }
    for (place, made) in places.iter().zip(rendered) {
        if let Ok(made) = made.as_ref() {
            outputs.insert(place.output.as_str(), made.clone());
        }
    }
    outputs
}
