//! THE function: the whole site from its sources. Everything it needs comes in as a value, today's date included.
//!
//! It must not know the disk, the clock, the terminal or how pages are served.

mod check;
mod files;
mod lasting;
mod liquid;
mod place;
mod render;

use crate::article::highlight::Fences;
use crate::article::{self, Article, Input};
use crate::assets::{self, Served};
use crate::cards;
use crate::cloud;
use crate::config::SiteConfig;
use crate::model::pictures::Pictures;
use crate::model::{self, Model, Moment};
use crate::outputs::{Output, Outputs};
use crate::pages::{Known, Made, Place, Plan, SiteViews, Strings};
use crate::related;
use crate::render::{Base, Templates};
use crate::search;
use crate::sources::{SourceFile, Sources};
use crate::trends;
use chrono::{DateTime, FixedOffset};
pub use files::Copied;
use files::Files;
use fingerprint::Memo;
pub use lasting::Lasting;
use post::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the command line decides about a build; everything else stands in the sources.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Posts dated after this moment are not published (unless `future`).
    pub now: DateTime<FixedOffset>,
    /// What templates see as `site.time`. `None` means the newest post's time, so that a build on another day
    /// gives the same bytes; an author who writes `--now` gets that.
    pub time: Option<DateTime<FixedOffset>>,
    /// Publish `_drafts/` too (`--drafts`); also switched on by `show_drafts: true`.
    pub drafts: bool,
    /// Publish posts dated after `now`; `None` leaves it to the configuration.
    pub future: Option<bool>,
    /// Publish what says `published: false`.
    pub unpublished: bool,
    /// Publish only this many posts, the newest.
    pub limit_posts: Option<usize>,
    /// Replaces `baseurl` of the configuration.
    pub baseurl: Option<String>,
    /// Replaces `url` of the configuration (a development server says where it listens).
    pub url: Option<String>,
    /// Configuration files, later ones win; empty means `_config.yml`.
    pub configs: Vec<String>,
    /// What templates see as `jekyll.environment`.
    pub environment: String,
}

impl Settings {
    /// A build at this moment, with everything else as the configuration says.
    pub fn at(now: DateTime<FixedOffset>) -> Self {
        Self {
            now,
            time: None,
            drafts: false,
            future: None,
            unpublished: false,
            limit_posts: None,
            baseurl: None,
            url: None,
            configs: Vec::new(),
            environment: "development".into(),
        }
    }
}

/// What earlier builds worked out. It changes only the time a build takes, never its result.
#[derive(Default)]
pub struct Memos {
    articles: Memo<ReadArticle>,
    liquid: liquid::Memos,
    fences: Fences,
    sizes: Memo<Option<(u32, u32)>>,
    templates: Option<Arc<Templates>>,
    places: model::Places,
    pages: Memo<Made>,
    known: Known,
    links: Memo<Vec<Diagnostic>>,
    search: search::Memos,
    trends: Memo<ReadTrends>,
    related: related::Memos,
    clouds: cloud::Memos,
    cards: cards::Memos,
    assets: assets::Memos,
    /// No other build will follow.
    once: bool,
}

impl Memos {
    /// For a single build: what it needs no more goes while it is made.
    pub fn once() -> Self {
        Self {
            once: true,
            ..Self::default()
        }
    }
}

type ReadArticle = Result<Arc<Article>, Box<Diagnostic>>;
type ReadTrends = (Vec<trends::Story>, Vec<Diagnostic>);

/// How much of a build was done anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Economy {
    /// Articles that were parsed.
    pub articles_read: usize,
    /// Pages that were rendered.
    pub pages_rendered: usize,
}

/// What is in a build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Published posts.
    pub posts: usize,
    /// Rendered pages of every kind, posts among them.
    pub pages: usize,
    /// Files copied as they are.
    pub files: usize,
}

/// A built site.
#[derive(Debug, Default)]
pub struct Build {
    /// The website; empty when a diagnostic is an error, so that an old site stays whole.
    pub outputs: Outputs,
    /// Everything there is to tell, by file and line.
    pub diagnostics: Vec<Diagnostic>,
    /// How much was done anew.
    pub economy: Economy,
    /// What is in it.
    pub counts: Counts,
    /// For which other moments it would be the same; `None` when for none.
    pub lasting: Option<Lasting>,
}

impl Build {
    /// Whether nothing stops this build from being published.
    pub fn is_ok(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// The whole site as a function of its sources and settings. `memos` changes only the time it takes.
pub fn build(sources: &Sources, settings: &Settings, memos: &mut Memos) -> Build {
    let (config, mut diagnostics) = SiteConfig::read(sources, settings);
    let files = files::sort(sources, &config, &mut diagnostics);
    let now = settings.time.or(config.time).unwrap_or(settings.now);
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
        time: settings.time.or(config.time),
    };
    let (articles, sheets) = read_articles(
        &files,
        &Around {
            sources,
            config: &config,
            pictures: &pictures,
            moment: &moment,
            environment: &settings.environment,
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
    let templates = compile(sources, &config, &served, memos, &mut diagnostics);
    let strings = Strings::read(sources, &config.lang, &mut diagnostics);
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
        taken: files.copied.iter().map(|copied| copied.output).collect(),
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
    };
    read_articles(&files, &around, memos, diagnostics).0
}

/// What articles stand among: only the ones with Liquid look at it.
struct Around<'a> {
    sources: &'a Sources,
    config: &'a SiteConfig,
    pictures: &'a Pictures,
    moment: &'a Moment,
    environment: &'a str,
}

/// Map 1: every file with front matter, read by itself. Then the further parts of the page that shows the list of posts, where its Liquid
/// makes each of them.
fn read_articles(
    files: &Files<'_>,
    around: &Around<'_>,
    memos: &mut Memos,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Arc<Article>>, Vec<Arc<Article>>) {
    let config = around.config;
    memos.fences.next_build();
    let fences = &memos.fences;
    let mut given = config.defaults.given();
    let inputs: Vec<Input<'_>> = files
        .articles
        .iter()
        .map(|found| Input {
            path: found.path,
            home: found.home,
            file: found.file,
            kind: found.kind,
            collection: found.collection,
            dataset: files.dataset_of(found),
            defaults: given.to(
                &found.path[found.home..],
                &found.kind.names(found.collection),
                &config.collections_dir,
            ),
            zone: config.zone,
            excerpt_separator: &config.excerpt_separator,
            baseurl: &config.baseurl,
            dialect: config.dialect,
        })
        .collect();
    let read = memos.articles.map(&inputs, Input::name, |input| {
        let read = article::read(input, fences).map(Arc::new);
        // Liquid is carried out on the text as it was written.
        if read.as_ref().is_ok_and(|article| article.liquid.is_none()) {
            input.file.let_go();
        }
        read
    });
    let anew = liquid::carried_out(&inputs, &read, files, around, fences, &mut memos.liquid);
    match memos.once {
        true => memos.fences.end(),
        false => memos.fences.end_build(),
    }
    for input in &inputs {
        input.file.let_go();
    }
    let mut articles = Vec::with_capacity(read.len());
    for (number, result) in read.iter().enumerate() {
        match anew.articles.get(&number).unwrap_or(result).as_ref() {
            Ok(article) => {
                diagnostics.extend(article.told.iter().cloned());
                articles.push(Arc::clone(article));
            }
            Err(error) => diagnostics.push((**error).clone()),
        }
    }
    let sheets = anew.sheets.iter().map(|sheet| match sheet.as_ref() {
        Ok(article) => Some(Arc::clone(article)),
        Err(error) => {
            // Most mistakes are those of the first part, and have been told.
            if !diagnostics.contains(error) {
                diagnostics.push((**error).clone());
            }
            None
        }
    });
    let sheets = sheets.collect::<Vec<_>>().into_iter().flatten().collect();
    (articles, sheets)
}

/// What is talked about over many reports, where the templates have a place for it.
fn read_trends(
    sources: &Sources,
    templates: &Templates,
    memos: &mut Memos,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<ReadTrends>> {
    let wanted = ["topic", "trends", "week"]
        .iter()
        .any(|name| templates.has(name));
    let file = sources.get(trends::PATH).filter(|_| wanted);
    let file: Vec<&SourceFile> = file.into_iter().collect();
    let read = memos.trends.map(
        &file,
        |file| file.fingerprint,
        |file| trends::read(&file.bytes()),
    );
    let read = read.into_iter().next()?;
    diagnostics.extend(read.1.iter().cloned());
    Some(read)
}

/// How large the blog's pictures are, by their first bytes.
fn measure(
    files: &Files<'_>,
    sources: &Sources,
    config: &SiteConfig,
    memos: &mut Memos,
) -> Pictures {
    let found: Vec<(&str, &SourceFile)> = files
        .copied
        .iter()
        .filter(|copied| Pictures::is_picture(copied.output))
        .filter_map(|copied| Some((copied.output, sources.get(copied.path)?)))
        .collect();
    let sizes = memos.sizes.map(
        &found,
        |(_, file)| file.fingerprint,
        |(_, file)| {
            let size = imagesize::blob_size(&file.bytes()).ok()?;
            Some((
                u32::try_from(size.width).ok()?,
                u32::try_from(size.height).ok()?,
            ))
        },
    );
    let sizes = found.iter().zip(&sizes);
    let sizes = sizes.map(|((path, _), size)| ((*path).to_owned(), **size));
    Pictures::new(&config.baseurl, sizes.collect())
}

fn compile(
    sources: &Sources,
    config: &SiteConfig,
    served: &Served,
    memos: &mut Memos,
    diagnostics: &mut Vec<Diagnostic>,
) -> Arc<Templates> {
    let base = Base {
        url: config.url.clone(),
        baseurl: config.baseurl.clone(),
        addresses: Arc::clone(&served.addresses),
        dialect: config.dialect,
    };
    let folder = &config.templates_dir;
    let (templates, mistakes) = Templates::compile(sources, folder, base, memos.templates.take());
    // A broken set is parsed again, so that its mistakes are told again.
    if mistakes.is_empty() {
        memos.templates = Some(Arc::clone(&templates));
    }
    diagnostics.extend(mistakes);
    templates
}

/// The files that should have become articles and did not.
fn unread<'a>(files: &Files<'a>, articles: &[Arc<Article>]) -> Vec<&'a str> {
    if articles.len() == files.articles.len() {
        return Vec::new();
    }
    let read: BTreeSet<&str> = articles.iter().map(|one| one.path.as_str()).collect();
    let paths = files.articles.iter().map(|found| found.path);
    paths.filter(|path| !read.contains(path)).collect()
}

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
        if let Some(sheet) = served.sheets.get(copied.output) {
            outputs.insert(copied.output, sheet.clone());
        } else if let Some(file) = sources.get(copied.path) {
            outputs.insert(
                copied.output,
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
