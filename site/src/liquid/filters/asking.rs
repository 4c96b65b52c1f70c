//! `where_exp`, `find_exp` and `group_by_exp`: filters whose argument is Liquid itself.
//!
//! They must not know Jekyll's other filters.

use super::super::bounds::{self, PARSED, PARSING, size};
use super::super::frames::Over;
use super::super::grammar::read;
use super::super::translate::guarded;
use super::Row;
use super::function::{ANY, Given};
use super::metered::Effort;
use liquid_core::model::Object;
use liquid_core::parser::PluginRegistry;
use liquid_core::{
    Error, Language, ParseBlock, ParseFilter, Renderable, Result, Template, Value, ValueView,
};
use liquid_lib::stdlib;
use std::collections::BTreeMap;
use std::sync::Arc;

/// It counts for itself, by items.
const EFFORT: Effort = Effort { call: 60, byte: 2 };

/// What asking one item costs beside its size and the length of what is asked.
const ASKED: u64 = 700;

/// Items by what they answered, in the order of the first of each.
type Groups = Vec<(String, Vec<Value>)>;

/// Every filter of this file; what they ask may go through these filters.
pub(super) fn all(filters: &PluginRegistry<Box<dyn ParseFilter>>) -> [Row; 3] {
    let mut language = Language::empty();
    language.filters = filters.clone();
    let block: Box<dyn ParseBlock> = Box::new(stdlib::IfBlock);
    language.blocks.register("if".into(), block);
    let language = Arc::new(language);
    // How the expression is asked, and what is made of the answers.
    let row = |name: &'static str, asked: fn(&str) -> String, made: fn(Groups) -> Value| {
        let language = Arc::clone(&language);
        Row::new(name, ANY, EFFORT, move |input, given| {
            Ok(made(answers(name, (asked, &language), input, given)?))
        })
    };
    [
        row("where_exp", whether, |groups| Value::Array(true_of(groups))),
        row("find_exp", whether, |groups| {
            true_of(groups).into_iter().next().unwrap_or(Value::Nil)
        }),
        row("group_by_exp", what, |groups| {
            Value::Array(groups.into_iter().map(group).collect())
        }),
    ]
}

fn whether(expression: &str) -> String {
    let guarded = guarded(expression);
    let expression = guarded.as_deref().unwrap_or(expression);
    format!("{{% if {expression} %}}true{{% endif %}}")
}

fn what(expression: &str) -> String {
    format!("{{{{ {expression} }}}}")
}

/// `where_exp: "item", "item.x > 1"`: the items by what the expression says of each.
fn answers(
    name: &str,
    (asked, language): (fn(&str) -> String, &Language),
    input: &dyn ValueView,
    given: &Given<'_>,
) -> Result<Groups> {
    let (2, Some(variable), Some(expression)) = (given.count(), given.text(0)?, given.text(1)?)
    else {
        let told = format!("{name} wants a name and an expression");
        return Err(Error::with_msg(told));
    };
    let meter = given.meter();
    let length = expression.len() as u64;
    meter.spend(PARSING + length.saturating_mul(PARSED))?;
    let asks = Template::new(read(&asked(&expression), language)?);
    let answer = |item: &Value| -> Result<String> {
        meter.spend(ASKED + length + size(item, bounds::LARGEST) as u64)?;
        let mut own = Object::new();
        own.insert(variable.clone().into(), item.clone());
        let (outer, meter) = (given.runtime, meter.as_ref());
        asks.render(&Over {
            outer,
            own: &own,
            meter,
        })
    };
    let items: Vec<Value> = match input.as_array() {
        Some(list) => list.values().map(ValueView::to_value).collect(),
        None if input.is_nil() => Vec::new(),
        None => vec![input.to_value()],
    };
    let mut groups = Groups::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for item in items {
        let answer = answer(&item)?;
        match places.get(&answer) {
            Some(at) => groups[*at].1.push(item),
            None => {
                places.insert(answer.clone(), groups.len());
                groups.push((answer, vec![item]));
            }
        }
    }
    Ok(groups)
}

/// The items of which the expression is true.
fn true_of(groups: Groups) -> Vec<Value> {
    let kept = groups.into_iter().find(|(name, _)| name == "true");
    kept.map(|(_, items)| items).unwrap_or_default()
}

fn group((name, items): (String, Vec<Value>)) -> Value {
    let mut group = Object::new();
    group.insert("name".into(), Value::scalar(name));
    group.insert("size".into(), Value::scalar(items.len() as i64));
    group.insert("items".into(), Value::Array(items));
    Value::Object(group)
}
