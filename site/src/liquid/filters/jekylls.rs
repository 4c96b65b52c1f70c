//! Jekyll's filters by way of the ones that templates have, so that both mean the same.
//!
//! They must not know the page.

use super::super::values::back;
use super::Row;
use super::function::{ANY, Given};
use super::metered::Effort;
use crate::config::SiteConfig;
use crate::render::Base;
use liquid_core::model::State;
use liquid_core::{Error, Result, Value, ValueView};
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

/// What calling one of the templates' filters costs.
const CALLED: u64 = 8_000;

/// Every filter of this file.
pub(super) fn all(config: &SiteConfig) -> Vec<Row> {
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
    let row = |(name, arguments): &(&'static str, &'static [&'static str])| {
        let (name, arguments) = (*name, *arguments);
        let byte = match name {
            "markdownify" => 600,
            "sort" | "group_by" => 60,
            _ => 30,
        };
        let effort = Effort { call: CALLED, byte };
        let engine = Arc::clone(&engine);
        let asks = move |input: &dyn ValueView, given: &Given<'_>| {
            engine.ask((name, arguments), input, given)
        };
        match name {
            "jsonify" => Row::new(name, ANY, effort, jsonify),
            "where" => Row::new(name, ANY, effort, move |input, given| {
                match without(input, given)? {
                    Some(items) => Ok(Value::Array(items)),
                    None => asks(input, given),
                }
            }),
            _ => Row::new(name, ANY, effort, asks),
        }
    };
    JEKYLLS.iter().map(row).collect()
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

    /// What the templates' filter makes of this. Arguments that it has no name for are left out.
    fn ask(
        &self,
        (filter, names): (&str, &[&str]),
        input: &dyn ValueView,
        given: &Given<'_>,
    ) -> Result<Value> {
        let mut context = Context::new();
        // The moment as Jekyll writes it is not quite the one that the dates' filters read.
        context.insert_value("input", back(input));
        let mut count = 0;
        for name in names {
            let Some(value) = given.value(count)? else {
                break;
            };
            context.insert_value(format!("given_{name}"), back(&value));
            count += 1;
        }
        let json = self
            .get()?
            .render(&template_name(filter, count), &context)
            .map_err(|error| Error::with_msg(first_line(&error.to_string())))?;
        let value: serde_json::Value =
            serde_json::from_str(&json).map_err(|error| Error::with_msg(error.to_string()))?;
        liquid_core::to_value(&value)
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

/// JSON as Jekyll writes it, with HTML as it is; but nothing in it can end a `script` element that it stands in.
fn jsonify(input: &dyn ValueView, _: &Given<'_>) -> Result<Value> {
    let json = serde_json::to_string(&back(input));
    let json = json.map_err(|error| Error::with_msg(error.to_string()))?;
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
    Ok(Value::scalar(out))
}

/// The items that have nothing, or an empty text, list or map, under this key: `where: "key", empty`.
fn without(input: &dyn ValueView, given: &Given<'_>) -> Result<Option<Vec<Value>>> {
    if given.count() != 2 || !matches!(given.value(1)?, Some(Value::State(_))) {
        return Ok(None);
    }
    let key = given.text(0)?.unwrap_or_default();
    let items = input.as_array().into_iter().flat_map(|list| list.values());
    let bare = |item: &&dyn ValueView| {
        let object = item.as_object();
        object
            .and_then(|item| item.get(key.as_str()))
            .is_none_or(|value| value.is_nil() || value.query_state(State::Empty))
    };
    Ok(Some(items.filter(bare).map(ValueView::to_value).collect()))
}

fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.trim_start_matches("error: ").to_owned()
}
