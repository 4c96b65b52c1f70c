//! Liquid in bodies, for the articles that ask for it with `render_with_liquid`: Jekyll's tags and filters, over the same `page`
//! and `site` that templates see. What comes out is the article's text, which is then read like any other.
//!
//! It must not know how an article is read, and it reads no file: includes and addresses come in as values.

mod alone;
mod body;
mod bounds;
mod filters;
mod frames;
mod grammar;
mod mistake;
mod parse;
mod tags;
mod translate;
mod values;

pub(crate) use body::{Asking, Sight};

use crate::address::encode_path;
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
use liquid_core::{Error, Language, Object, ObjectView, Renderable, Runtime};
use parse::{LeftOut, MOST_TOLD, Strict, text_of};
use post::Diagnostic;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// Where includes stand.
const INCLUDES: &str = "_includes/";

/// What bodies share: tags, filters, includes, and what they see of the site.
pub(crate) struct Liquid {
    language: Language,
    strict: Strict,
    /// The site as the bodies of each name see it.
    sites: BTreeMap<Fingerprint, Site>,
    /// What the includes look at.
    uses: Uses,
    /// The name of all but the sites.
    pub(crate) name: Fingerprint,
}

/// The site as bodies see it, and how many bytes it has.
struct Site {
    globals: Object,
    size: usize,
}

impl Liquid {
    /// Gathers what bodies may see. `relative` says whether any of them includes files that stand beside it.
    pub(crate) fn new(
        articles: &[Arc<Article>],
        sources: &Sources,
        config: &SiteConfig,
        now: DateTime<FixedOffset>,
        relative: bool,
    ) -> Self {
        let mut addresses = BTreeMap::new();
        for (path, _) in sources.iter() {
            addresses.insert(path.to_owned(), encode_path(&format!("/{path}")));
        }
        for article in articles {
            let url = encode_path(&url::of(article, config, article.date.unwrap_or(now)));
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
        let strict = Strict::of(config);
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
    pub(crate) fn uses(&self, own: &Uses) -> Uses {
        let mut uses = own.clone();
        uses.add(&self.uses);
        uses
    }

    /// Lets bodies see this site and this program.
    pub(crate) fn show(&mut self, site: &Seen, program: &Seen) {
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
    pub(crate) fn render(
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
            Err(error) => {
                let first = wrong.first().copied();
                let first = first.or_else(|| self.culprit(&error, asking.body, &seen));
                Err(Box::new(mistake::of(&error, first, asking)))
            }
        }
    }

    /// Where the first tag stands that by itself goes wrong in this way.
    fn culprit(&self, error: &Error, body: &str, seen: &Seeing<'_>) -> Option<usize> {
        let text = error.to_string();
        let message = mistake::sentence(&text);
        let mut tags = alone::tags(body).into_iter();
        let found = tags.find(|(_, text)| {
            let tried = self.carry_out(&translate::translated(text), seen);
            tried.is_err_and(|error| mistake::sentence(&error.to_string()) == message)
        });
        found.map(|(at, _)| at)
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
        own.insert(values::MARKDOWN.into(), Value::scalar(markdown));
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        own.insert(values::FOLDER.into(), Value::scalar(folder.to_owned()));
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
        let template = Template::new(parse::parse(text, &self.language, self.strict)?);
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

/// What one body sees.
struct Seeing<'a> {
    /// `site` and `jekyll`
    site: Option<&'a Object>,
    own: Object,
    meter: Rc<Meter>,
}
