//! Liquid in bodies, for the articles that ask for it with `render_with_liquid`: Jekyll's tags and filters, over the same `page`
//! and `site` that templates see. What comes out is the article's text, which is then read like any other.
//!
//! It must not know how an article is read, and it reads no file: includes and addresses come in as values.

mod asking;
mod bounds;
mod comment;
mod each;
mod filters;
mod frames;
mod grown;
mod metered;
mod mistake;
mod shown;
mod tags;
mod translate;
mod values;

use crate::article::Article;
use crate::config::SiteConfig;
use crate::model::url;
use crate::render::Uses;
use crate::sources::{SourceFile, Sources};
use crate::view::Seen;
use bounds::{Counted, Meter, PARSING};
use chrono::{DateTime, FixedOffset};
use fingerprint::Fingerprint;
use frames::Ground;
use liquid_core::model::Value;
use liquid_core::runtime::{RuntimeBuilder, StackFrame, Template};
use liquid_core::{Error, Language, Object, ObjectView, Renderable, Runtime, parser};
use post::Diagnostic;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// Of one body no more is told than an author looks through: each takes a walk through the body to its line.
const MOST_TOLD: usize = 50;

/// Of one body so many filters may be ones that nobody knows: for each the body is parsed anew.
const MOST_PASSED: usize = 100;

/// Where includes stand.
const INCLUDES: &str = "_includes/";

/// What bodies share: tags, filters, includes, and what they see of the site.
pub struct Liquid {
    language: Language,
    strict: Strict,
    /// The site as the bodies of each name see it.
    sites: BTreeMap<Fingerprint, Site>,
    /// What the includes look at.
    uses: Uses,
    /// The name of all but the sites.
    pub name: Fingerprint,
}

/// The site as bodies see it, and how many bytes it has.
struct Site {
    globals: Object,
    size: usize,
}

/// What is a mistake and not just nothing: `liquid` of the configuration.
#[derive(Clone, Copy, Debug)]
struct Strict {
    syntax: bool,
    variables: bool,
    filters: bool,
}

/// What a body may see.
pub struct Sight {
    /// `page`
    pub page: Seen,
    /// `paginator`, on the page that shows the list of posts.
    pub paginator: Seen,
    /// `site`, which [`Liquid::show`] has been told of.
    pub site: Fingerprint,
}

/// One body to carry out.
pub struct Asking<'a> {
    /// Its article, as far as it is known without.
    pub article: &'a Article,
    /// The text of the body.
    pub body: &'a str,
    /// How many lines of the file stand before it.
    pub lines_before: u32,
    /// What it may see.
    pub sight: &'a Sight,
}

impl Liquid {
    /// Gathers what bodies may see. `relative` says whether any of them includes files that stand beside it.
    pub fn new(
        articles: &[Arc<Article>],
        sources: &Sources,
        config: &SiteConfig,
        now: DateTime<FixedOffset>,
        relative: bool,
    ) -> Self {
        let mut addresses = BTreeMap::new();
        for (path, _) in sources.iter() {
            addresses.insert(path.to_owned(), url::encode_path(&format!("/{path}")));
        }
        for article in articles {
            let url = url::encode_path(&url::of(article, config, article.date.unwrap_or(now)));
            addresses.insert(article.relative_path().to_owned(), url);
        }
        let includes: BTreeMap<String, String> = sources
            .under(INCLUDES)
            .map(|(path, file)| (path[INCLUDES.len()..].to_owned(), text_of(file)))
            .collect();
        let beside: BTreeMap<String, SourceFile> = match relative {
            true => sources
                .iter()
                .map(|(path, file)| (path.to_owned(), file.clone()))
                .collect(),
            false => BTreeMap::new(),
        };
        let prints: Vec<_> = beside
            .iter()
            .map(|(path, f)| (path, f.fingerprint))
            .collect();
        let said = |key: &str| {
            let liquid = config.values.get("liquid");
            liquid.and_then(|said| said.get(key)?.as_bool()) == Some(true)
        };
        let mode = config
            .values
            .get("liquid")
            .and_then(|said| said.get("error_mode"));
        let (variables, filters) = (said("strict_variables"), said("strict_filters"));
        let mode = mode.and_then(|mode| mode.as_str());
        let strict = Strict {
            syntax: variables || filters || mode == Some("strict"),
            variables,
            filters,
        };
        let name = Fingerprint::of(&(
            (&addresses, &includes, prints),
            (&config.url, &config.baseurl),
            (strict.syntax, strict.variables, strict.filters),
        ));
        let mut uses = Uses::default();
        for text in includes.values() {
            uses.add(&Uses::of_text(text));
        }
        let shared = Arc::new(tags::Shared {
            addresses,
            includes,
            beside,
            baseurl: config.baseurl.clone(),
            strict,
        });
        let mut language = Language::empty();
        tags::register(&mut language, &shared);
        filters::register(&mut language, config);
        Self {
            language,
            strict,
            sites: BTreeMap::new(),
            uses,
            name,
        }
    }

    /// What a body looks at, with all that it could include.
    pub fn uses(&self, own: &Uses) -> Uses {
        let mut uses = own.clone();
        uses.add(&self.uses);
        uses
    }

    /// Lets bodies see this site and this program.
    pub fn show(&mut self, site: &Seen, program: &Seen) {
        self.sites.entry(site.name()).or_insert_with(|| {
            let mut globals = Object::new();
            globals.insert("site".into(), values::of(&site.value()));
            globals.insert("jekyll".into(), values::of(&program.value()));
            let size = bounds::size(globals.as_value(), usize::MAX);
            Site { globals, size }
        });
    }

    /// An article's body with its Liquid carried out, and what of it is no Liquid: as in Jekyll it shows nothing, unless the site is
    /// strict.
    ///
    /// # Errors
    /// What is wrong in the body, with its line.
    pub fn render(
        &self,
        asking: &Asking<'_>,
    ) -> Result<(String, Vec<Diagnostic>), Box<Diagnostic>> {
        let seen = self.seen(asking);
        let error = match self.carry_out(&translate::translated(asking.body), &seen) {
            Ok((text, left_out)) => return Ok((text, left_out)),
            Err(error) => error,
        };
        if let Some(told) = seen.meter.too_much() {
            return Err(Box::new(mistake::too_much(told, asking)));
        }
        // Which of the things that are shown it is: each is tried alone.
        let (mut wrong, mut asks) = (Vec::new(), false);
        let text = translate::translated_where(asking.body, &mut |at, tag| {
            let fails = self.carry_out(tag, &seen).is_err() && seen.meter.within().is_ok();
            if fails {
                wrong.push(at);
                asks |= translate::lacks_colon(tag);
            }
            !fails
        });
        let found = match wrong.first() {
            Some(_) if !self.strict.syntax && !asks => self.carry_out(&text, &seen),
            _ => Err(error),
        };
        if let Some(told) = seen.meter.too_much() {
            return Err(Box::new(mistake::too_much(told, asking)));
        }
        match found {
            Ok((text, left_out)) => {
                let told = wrong.iter().take(MOST_TOLD);
                let told = told.map(|at| mistake::nothing(*at, asking));
                Ok((text, told.chain(left_out).collect()))
            }
            Err(error) => Err(Box::new(mistake::of(
                &error,
                wrong.first().copied(),
                asking,
            ))),
        }
    }

    /// `page`, `paginator` and what the tags look at.
    fn seen(&self, asking: &Asking<'_>) -> Seeing<'_> {
        let path = &asking.article.path;
        let sight = asking.sight;
        let mut own = Object::new();
        let page = values::of(&sight.page.value());
        let page = match self.strict.variables {
            true => values::said(page),
            false => page,
        };
        own.insert("page".into(), page);
        own.insert("paginator".into(), values::of(&sight.paginator.value()));
        let markdown = crate::article::is_markdown(path);
        own.insert(tags::MARKDOWN.into(), Value::scalar(markdown));
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        own.insert(tags::FOLDER.into(), Value::scalar(folder.to_owned()));
        let site = self.sites.get(&sight.site);
        let size = site.map_or(0, |site| site.size);
        Seeing {
            site: site.map(|site| &site.globals),
            own,
            meter: Rc::new(Meter::new(asking.body.len(), size)),
        }
    }

    /// The text with its Liquid carried out, and what its includes left out.
    fn carry_out(
        &self,
        text: &str,
        seen: &Seeing<'_>,
    ) -> liquid_core::Result<(String, Vec<Diagnostic>)> {
        let meter = &seen.meter;
        meter.spend(PARSING)?;
        let template = Template::new(parse(text, &self.language, self.strict)?);
        let nothing = Object::new();
        let globals = seen.site.unwrap_or(&nothing);
        let runtime = RuntimeBuilder::new().set_globals(globals).build();
        bounds::keep(meter, &runtime);
        let frame = StackFrame::new(&runtime, &seen.own);
        let mut text = Vec::new();
        let mut out = Counted {
            each: bounds::written(&frame),
            out: &mut text,
            meter,
        };
        let rendered = template.render_to(
            &mut out,
            &Ground {
                inside: &frame,
                meter,
                strict: self.strict.variables,
            },
        );
        // What is too much is the cause of whatever else went wrong.
        meter.within()?;
        rendered?;
        let text = String::from_utf8(text).map_err(|error| Error::with_msg(error.to_string()))?;
        let left_out = std::mem::take(&mut runtime.registers().get_mut::<LeftOut>().0);
        Ok((text, left_out))
    }
}

/// The text, parsed. As in Jekyll a filter that does not exist changes nothing, unless the site is strict.
fn parse(
    text: &str,
    language: &Language,
    strict: Strict,
) -> liquid_core::Result<Vec<Box<dyn Renderable>>> {
    let mut extended: Option<Language> = None;
    let mut passed = 0;
    loop {
        let known = extended.as_ref().unwrap_or(language);
        let error = match parsed(text, known) {
            Ok(elements) => return Ok(elements),
            Err(error) => error,
        };
        let missing = filters::missing(&error).filter(|_| !strict.filters);
        let Some(name) = missing.filter(|name| known.filters.get(name).is_none()) else {
            return Err(error);
        };
        passed += 1;
        if passed > MOST_PASSED {
            return Err(error);
        }
        let mut more = known.clone();
        filters::pass(&mut more, name);
        extended = Some(more);
    }
}

/// What the includes of a body show that is no Liquid.
#[derive(Default)]
struct LeftOut(Vec<Diagnostic>);

/// An include's text, parsed. What is shown there and is no Liquid shows nothing, which is told, unless the site is strict.
fn parse_include(
    (path, text): (&str, &str),
    language: &Language,
    strict: Strict,
    runtime: &dyn Runtime,
) -> liquid_core::Result<Vec<Box<dyn Renderable>>> {
    let parses = |text: &str| parse(text, language, strict);
    parses(&translate::translated(text)).or_else(|error| {
        let mut wrong = Vec::new();
        let lenient = translate::translated_where(text, &mut |at, tag| {
            let keeps = strict.syntax || translate::lacks_colon(tag) || parses(tag).is_ok();
            if !keeps {
                wrong.push(at);
            }
            keeps
        });
        let parsed = parses(&lenient).map_err(|_| error)?;
        let told = &mut runtime.registers().get_mut::<LeftOut>().0;
        for at in wrong {
            let new = mistake::nothing_in(path, text, at);
            if told.len() < MOST_TOLD && !told.contains(&new) {
                told.push(new);
            }
        }
        Ok(parsed)
    })
}

fn parsed(text: &str, language: &Language) -> liquid_core::Result<Vec<Box<dyn Renderable>>> {
    match translate::too_deep(text) {
        true => Err(liquid_core::Error::with_msg(
            "blocks or brackets stand more than 100 deep in each other",
        )),
        false => parser::parse(text, language),
    }
}

fn text_of(file: &SourceFile) -> String {
    String::from_utf8_lossy(&file.bytes()).into_owned()
}

/// What one body sees.
struct Seeing<'a> {
    /// `site` and `jekyll`
    site: Option<&'a Object>,
    own: Object,
    meter: Rc<Meter>,
}
