//! Filters in Liquid: the library's, and Jekyll's by way of the ones that templates have, so that both mean the same.
//!
//! They must not know the page.

use crate::config::SiteConfig;
use crate::render::Base;
use liquid_core::model::Object;
use liquid_core::parser::{FilterArguments, ParameterReflection};
use liquid_core::runtime::RuntimeBuilder;
use liquid_core::{
    Error, Expression, Filter, FilterReflection, Language, ParseFilter, Renderable, Result,
    Runtime, Template, Value, ValueView, parser,
};
use liquid_lib::stdlib;
use std::fmt;
use std::sync::Arc;
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
    let mut add = |filter: Box<dyn ParseFilter>| {
        let name = filter.reflection().name().to_owned();
        language.filters.register(name, filter);
    };
    library(&mut add);
    let base = Base {
        url: config.url.clone(),
        baseurl: config.baseurl.clone(),
        // An address in a body is read where the plain one is: both are there.
        addresses: Arc::default(),
        dialect: config.dialect,
    };
    let mut engine = Tera::new();
    crate::render::filters(&mut engine, &base);
    let engine = Arc::new(engine);
    for (name, arguments) in JEKYLLS {
        add(Box::new(Jekylls {
            name,
            arguments,
            engine: Arc::clone(&engine),
        }));
    }
    add(Box::new(super::shown::Shown));
    for name in ["where_exp", "find_exp", "group_by_exp"] {
        add(Box::new(ByExpression { name }));
    }
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

/// The library's own.
fn library(add: &mut dyn FnMut(Box<dyn ParseFilter>)) {
    add(Box::new(stdlib::Abs));
    add(Box::new(stdlib::Append));
    add(Box::new(stdlib::AtLeast));
    add(Box::new(stdlib::AtMost));
    add(Box::new(stdlib::Capitalize));
    add(Box::new(stdlib::Ceil));
    add(Box::new(stdlib::Compact));
    add(Box::new(stdlib::Concat));
    add(Box::new(stdlib::Date));
    add(Box::new(stdlib::Default));
    add(Box::new(stdlib::DividedBy));
    add(Box::new(stdlib::Downcase));
    add(Box::new(stdlib::Escape));
    add(Box::new(stdlib::EscapeOnce));
    add(Box::new(stdlib::First));
    add(Box::new(stdlib::Floor));
    add(Box::new(stdlib::Join));
    add(Box::new(stdlib::Last));
    add(Box::new(stdlib::Lstrip));
    add(Box::new(stdlib::Map));
    add(Box::new(stdlib::Minus));
    add(Box::new(stdlib::Modulo));
    add(Box::new(stdlib::NewlineToBr));
    add(Box::new(stdlib::Plus));
    add(Box::new(stdlib::Prepend));
    add(Box::new(stdlib::Remove));
    add(Box::new(stdlib::RemoveFirst));
    add(Box::new(stdlib::Replace));
    add(Box::new(stdlib::ReplaceFirst));
    add(Box::new(stdlib::Reverse));
    add(Box::new(stdlib::Round));
    add(Box::new(stdlib::Rstrip));
    add(Box::new(stdlib::Size));
    add(Box::new(stdlib::Slice));
    add(Box::new(stdlib::SortNatural));
    add(Box::new(stdlib::Split));
    add(Box::new(stdlib::Strip));
    add(Box::new(stdlib::StripNewlines));
    add(Box::new(stdlib::Times));
    add(Box::new(stdlib::Truncate));
    add(Box::new(stdlib::TruncateWords));
    add(Box::new(stdlib::Uniq));
    add(Box::new(stdlib::Upcase));
    add(Box::new(stdlib::UrlDecode));
    add(Box::new(stdlib::UrlEncode));
}

/// A filter that templates have too.
#[derive(Clone)]
struct Jekylls {
    name: &'static str,
    arguments: &'static [&'static str],
    engine: Arc<Tera>,
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
        let mut context = Context::new();
        // The moment as Jekyll writes it is not quite the one that the dates' filters read.
        context.insert_value("input", super::values::back(input));
        let mut call = String::new();
        for (name, value) in self.of.arguments.iter().zip(&self.given) {
            let value = value.evaluate(runtime)?.into_owned();
            context.insert_value(format!("given_{name}"), super::values::back(&value));
            let comma = if call.is_empty() { "" } else { ", " };
            call.push_str(&format!("{comma}{name}=given_{name}"));
        }
        // Through JSON, since what comes out may be a list.
        let name = self.of.name;
        let template = format!("{{{{ input | {name}({call}) | jsonify }}}}");
        let json = self
            .of
            .engine
            .render_str(&template, &context, false)
            .map_err(|error| Error::with_msg(first_line(&error.to_string())))?;
        let value: serde_json::Value =
            serde_json::from_str(&json).map_err(|error| Error::with_msg(error.to_string()))?;
        liquid_core::to_value(&value)
    }
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

/// `where_exp: "item", "item.x > 1"`: the expression is Liquid.
#[derive(Clone, Copy, Debug)]
struct ByExpression {
    name: &'static str,
}

impl FilterReflection for ByExpression {
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

impl ParseFilter for ByExpression {
    fn parse(&self, arguments: FilterArguments<'_>) -> Result<Box<dyn Filter>> {
        Ok(Box::new(Asking {
            name: self.name,
            given: arguments.positional.collect(),
        }))
    }

    fn reflection(&self) -> &dyn FilterReflection {
        self
    }
}

#[derive(Debug)]
struct Asking {
    name: &'static str,
    given: Vec<Expression>,
}

impl fmt::Display for Asking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Filter for Asking {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let [variable, expression] = self.given.as_slice() else {
            return Err(Error::with_msg(format!(
                "{} wants a name and an expression",
                self.name
            )));
        };
        let variable = variable.evaluate(runtime)?.to_kstr().into_string();
        let expression = expression.evaluate(runtime)?.to_kstr().into_string();
        let condition = self.name != "group_by_exp";
        let source = match condition {
            true => format!("{{% if {expression} %}}true{{% endif %}}"),
            false => format!("{{{{ {expression} }}}}"),
        };
        let mut language = Language::empty();
        let block: Box<dyn liquid_core::ParseBlock> = Box::new(stdlib::IfBlock);
        language.blocks.register("if".into(), block);
        library(&mut |filter| {
            let name = filter.reflection().name().to_owned();
            language.filters.register(name, filter);
        });
        let asks = Template::new(parser::parse(&source, &language)?);
        let answer = |item: &Value| -> Result<String> {
            let mut globals = Object::new();
            globals.insert(variable.clone().into(), item.clone());
            let runtime = RuntimeBuilder::new().set_globals(&globals).build();
            asks.render(&super::Lenient(&runtime))
        };
        let items: Vec<Value> = match input.as_array() {
            Some(list) => list.values().map(ValueView::to_value).collect(),
            None if input.is_nil() => Vec::new(),
            None => vec![input.to_value()],
        };
        let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
        for item in items {
            let name = answer(&item)?;
            match groups.iter_mut().find(|(known, _)| *known == name) {
                Some((_, items)) => items.push(item),
                None => groups.push((name, vec![item])),
            }
        }
        let kept = |groups: Vec<(String, Vec<Value>)>| {
            let kept = groups.into_iter().find(|(name, _)| name == "true");
            kept.map(|(_, items)| items).unwrap_or_default()
        };
        Ok(match self.name {
            "where_exp" => Value::Array(kept(groups)),
            "find_exp" => kept(groups).into_iter().next().unwrap_or(Value::Nil),
            _ => Value::Array(groups.into_iter().map(group).collect()),
        })
    }
}

fn group((name, items): (String, Vec<Value>)) -> Value {
    let mut group = Object::new();
    group.insert("name".into(), Value::scalar(name));
    group.insert("size".into(), Value::scalar(items.len() as i64));
    group.insert("items".into(), Value::Array(items));
    Value::Object(group)
}
