//! Filters in Liquid: the library's, and Jekyll's by way of the ones that templates have, so that both mean the same.
//!
//! They must not know the page.

use super::asking::{self, ByExpression};
use super::grown;
use super::metered::{Effort, Metered};
use crate::config::SiteConfig;
use crate::render::Base;
use liquid_core::parser::{FilterArguments, ParameterReflection};
use liquid_core::{
    Error, Expression, Filter, FilterReflection, Language, ParseBlock, ParseFilter, Result,
    Runtime, Value, ValueView,
};
use liquid_lib::stdlib;
use std::fmt;
use std::sync::{Arc, OnceLock};
use tera::{Context, Tera};

/// Jekyll's filters, with the names that the templates' filters give to the arguments.
const JEKYLLS: &[(&str, &[&str])] = &[
    ("relative_url", &[]),
    ("absolute_url", &[]),
    ("strip_index", &[]),
    ("date_to_xmlschema", &[]),
    ("date_to_rfc822", &[]),
    ("date_to_string", &["type", "style"]),
    ("date_to_long_string", &["type", "style"]),
    ("slugify", &["mode"]),
    ("markdownify", &[]),
    ("smartify", &[]),
    ("jsonify", &[]),
    ("number_of_words", &[]),
    ("xml_escape", &[]),
    ("cgi_escape", &[]),
    ("uri_escape", &[]),
    ("strip_html", &[]),
    ("normalize_whitespace", &[]),
    ("array_to_sentence_string", &["connector"]),
    ("to_integer", &[]),
    ("inspect", &[]),
    ("where", &["key", "value"]),
    ("find", &["key", "value"]),
    ("group_by", &["key"]),
    ("sort", &["key", "nils"]),
    ("push", &["value"]),
    ("unshift", &["value"]),
    ("pop", &["n"]),
    ("shift", &["n"]),
];

pub(super) fn register(language: &mut Language, config: &SiteConfig) {
    library(&mut |filter, effort| add(language, filter, effort));
    for filter in grown::all() {
        add(language, filter, Effort::WALK);
    }
    let base = Base {
        url: config.url.clone(),
        baseurl: config.baseurl.clone(),
        // An address in a body is read where the plain one is: both are there.
        addresses: Arc::default(),
        dialect: config.dialect,
    };
    let engine = Arc::new(Engine {
        base,
        made: OnceLock::new(),
    });
    for (name, arguments) in JEKYLLS {
        let filter = Box::new(Jekylls {
            name,
            arguments,
            engine: Arc::clone(&engine),
        });
        let byte = match *name {
            "markdownify" => 600,
            "sort" | "group_by" => 60,
            _ => 30,
        };
        add(language, filter, Effort { call: CALLED, byte });
    }
    let effort = Effort { call: 60, byte: 2 };
    add(language, Box::new(super::shown::Shown), effort);
    let mut inner = Language::empty();
    inner.filters = language.filters.clone();
    let block: Box<dyn ParseBlock> = Box::new(stdlib::IfBlock);
    inner.blocks.register("if".into(), block);
    let inner = Arc::new(inner);
    for name in asking::NAMES {
        let language_of = Arc::clone(&inner);
        let filter = Box::new(ByExpression {
            name,
            language: language_of,
        });
        // It counts for itself, by items.
        add(language, filter, Effort { call: 60, byte: 2 });
    }
}

/// What calling one of the templates' filters costs.
const CALLED: u64 = 8_000;

fn add(language: &mut Language, filter: Box<dyn ParseFilter>, effort: Effort) {
    let name = filter.reflection().name().to_owned();
    let filter: Box<dyn ParseFilter> = Box::new(Metered { filter, effort });
    language.filters.register(name, filter);
}

/// The templates' engine, made when a filter first asks for it.
struct Engine {
    base: Base,
    made: OnceLock<Tera>,
}

impl Engine {
    /// With a template for each filter and each number of its arguments.
    fn get(&self) -> Result<&Tera> {
        if let Some(engine) = self.made.get() {
            return Ok(engine);
        }
        let mut engine = Tera::new();
        crate::render::filters(&mut engine, &self.base);
        let calls = JEKYLLS.iter().flat_map(|(name, arguments)| {
            (0..=arguments.len()).map(|given| call_of(name, &arguments[..given]))
        });
        let added = engine.add_raw_templates(calls);
        added.map_err(|error| Error::with_msg(first_line(&error.to_string())))?;
        Ok(self.made.get_or_init(|| engine))
    }
}

/// The template that calls a filter with these arguments, and its name. The result goes through JSON, since it may be a list.
fn call_of(name: &str, arguments: &[&str]) -> (String, String) {
    let given = arguments
        .iter()
        .map(|argument| format!("{argument}=given_{argument}"));
    let given = given.collect::<Vec<_>>().join(", ");
    (
        template_name(name, arguments.len()),
        format!("{{{{ input | {name}({given}) | jsonify }}}}"),
    )
}

fn template_name(filter: &str, arguments: usize) -> String {
    format!("{filter} {arguments}")
}

/// The filter that a text asks for and that does not exist, if that is the parser's complaint.
pub(super) fn missing(error: &Error) -> Option<String> {
    let text = error.to_string();
    if !text.contains("Unknown filter") {
        return None;
    }
    let said = text.lines().find_map(|line| {
        let line = line.trim();
        line.strip_prefix("requested filter=")
            .or_else(|| line.strip_prefix("requested="))
    })?;
    Some(said.trim().to_owned())
}

/// Adds a filter that changes nothing.
pub(super) fn pass(language: &mut Language, name: String) {
    let filter: Box<dyn ParseFilter> = Box::new(Pass { name: name.clone() });
    language.filters.register(name, filter);
}

#[derive(Clone, Debug)]
struct Pass {
    name: String,
}

impl FilterReflection for Pass {
    fn name(&self) -> &str {
        &self.name
    }

    fn description(&self) -> &str {
        ""
    }

    fn positional_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }

    fn keyword_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }
}

impl ParseFilter for Pass {
    fn parse(&self, _: FilterArguments<'_>) -> Result<Box<dyn Filter>> {
        Ok(Box::new(self.clone()))
    }

    fn reflection(&self) -> &dyn FilterReflection {
        self
    }
}

impl fmt::Display for Pass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Filter for Pass {
    fn evaluate(&self, input: &dyn ValueView, _: &dyn Runtime) -> Result<Value> {
        Ok(input.to_value())
    }
}

/// A date is read in one form after the other.
const DATE: Effort = Effort {
    call: 25_000,
    byte: 20,
};
const SORT: Effort = Effort {
    call: 300,
    byte: 60,
};

/// The library's own, but for those of `grown`.
fn library(add: &mut dyn FnMut(Box<dyn ParseFilter>, Effort)) {
    let mut plain = |filter| add(filter, Effort::NONE);
    plain(Box::new(stdlib::Abs));
    plain(Box::new(stdlib::AtLeast));
    plain(Box::new(stdlib::AtMost));
    plain(Box::new(stdlib::Ceil));
    plain(Box::new(stdlib::DividedBy));
    plain(Box::new(stdlib::First));
    plain(Box::new(stdlib::Floor));
    plain(Box::new(stdlib::Last));
    plain(Box::new(stdlib::Minus));
    plain(Box::new(stdlib::Modulo));
    plain(Box::new(stdlib::Plus));
    plain(Box::new(stdlib::Round));
    plain(Box::new(stdlib::Size));
    plain(Box::new(stdlib::Times));
    let mut walk = |filter| add(filter, Effort::WALK);
    walk(Box::new(stdlib::Append));
    walk(Box::new(stdlib::Capitalize));
    walk(Box::new(stdlib::Compact));
    walk(Box::new(stdlib::Concat));
    walk(Box::new(stdlib::Default));
    walk(Box::new(stdlib::Downcase));
    walk(Box::new(stdlib::Escape));
    walk(Box::new(stdlib::EscapeOnce));
    walk(Box::new(stdlib::Lstrip));
    walk(Box::new(stdlib::Map));
    walk(Box::new(stdlib::NewlineToBr));
    walk(Box::new(stdlib::Prepend));
    walk(Box::new(stdlib::Remove));
    walk(Box::new(stdlib::RemoveFirst));
    walk(Box::new(stdlib::ReplaceFirst));
    walk(Box::new(stdlib::Reverse));
    walk(Box::new(stdlib::Rstrip));
    walk(Box::new(stdlib::Slice));
    walk(Box::new(stdlib::Strip));
    walk(Box::new(stdlib::StripNewlines));
    walk(Box::new(stdlib::Truncate));
    walk(Box::new(stdlib::TruncateWords));
    walk(Box::new(stdlib::Upcase));
    walk(Box::new(stdlib::UrlDecode));
    walk(Box::new(stdlib::UrlEncode));
    add(Box::new(stdlib::Date), DATE);
    add(Box::new(stdlib::SortNatural), SORT);
}

/// A filter that templates have too.
#[derive(Clone)]
struct Jekylls {
    name: &'static str,
    arguments: &'static [&'static str],
    engine: Arc<Engine>,
}

impl FilterReflection for Jekylls {
    fn name(&self) -> &str {
        self.name
    }

    fn description(&self) -> &str {
        ""
    }

    fn positional_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }

    fn keyword_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }
}

impl ParseFilter for Jekylls {
    fn parse(&self, arguments: FilterArguments<'_>) -> Result<Box<dyn Filter>> {
        Ok(Box::new(Bound {
            of: self.clone(),
            given: arguments.positional.collect(),
        }))
    }

    fn reflection(&self) -> &dyn FilterReflection {
        self
    }
}

struct Bound {
    of: Jekylls,
    given: Vec<Expression>,
}

impl fmt::Debug for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple(self.of.name).field(&self.given).finish()
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.of.name)
    }
}

impl Filter for Bound {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        if self.of.name == "where"
            && let [key, wanted] = self.given.as_slice()
            && let Value::State(_) = wanted.evaluate(runtime)?.into_owned()
        {
            let key = key.evaluate(runtime)?.to_kstr().into_string();
            return Ok(Value::Array(without(input, &key)));
        }
        let back = super::values::back;
        if self.of.name == "jsonify" {
            return Ok(Value::scalar(json(&back(input))?));
        }
        let mut context = Context::new();
        // The moment as Jekyll writes it is not quite the one that the dates' filters read.
        context.insert_value("input", back(input));
        let mut given = 0;
        for (name, value) in self.of.arguments.iter().zip(&self.given) {
            let value = value.evaluate(runtime)?.into_owned();
            context.insert_value(format!("given_{name}"), back(&value));
            given += 1;
        }
        let json = self
            .of
            .engine
            .get()?
            .render(&template_name(self.of.name, given), &context)
            .map_err(|error| Error::with_msg(first_line(&error.to_string())))?;
        let value: serde_json::Value =
            serde_json::from_str(&json).map_err(|error| Error::with_msg(error.to_string()))?;
        liquid_core::to_value(&value)
    }
}

/// JSON as Jekyll writes it, with HTML as it is; but nothing in it can end a `script` element that it stands in.
fn json(value: &tera::Value) -> Result<String> {
    let json = serde_json::to_string(value).map_err(|error| Error::with_msg(error.to_string()))?;
    let mut out = String::with_capacity(json.len());
    let mut rest = json.as_str();
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let begins = |what: &str| {
            let head = from.as_bytes().get(..what.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(what.as_bytes()))
        };
        let ends = ["</script", "<script", "<!--"].into_iter().any(begins);
        out.push_str(if ends { "\\u003c" } else { "<" });
        rest = &from[1..];
    }
    out.push_str(rest);
    Ok(out)
}

/// The items that have nothing, or an empty text, list or map, under this key: `where: "key", empty`.
fn without(input: &dyn ValueView, key: &str) -> Vec<Value> {
    let items = input.as_array().into_iter().flat_map(|list| list.values());
    let bare = |item: &&dyn ValueView| {
        let object = item.as_object();
        object.and_then(|item| item.get(key)).is_none_or(|value| {
            value.is_nil() || value.query_state(liquid_core::model::State::Empty)
        })
    };
    items.filter(bare).map(ValueView::to_value).collect()
}

fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.trim_start_matches("error: ").to_owned()
}
