//! `where_exp`, `find_exp` and `group_by_exp`: filters whose argument is Liquid itself.
//!
//! They must not know Jekyll's other filters.

use super::bounds::{self, PARSED, PARSING, size};
use super::frames::Over;
use liquid_core::model::Object;
use liquid_core::parser::{FilterArguments, ParameterReflection};
use liquid_core::{
    Error, Expression, Filter, FilterReflection, Language, ParseFilter, Renderable, Result,
    Runtime, Template, Value, ValueView, parser,
};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The names of these filters.
pub(super) const NAMES: [&str; 3] = ["where_exp", "find_exp", "group_by_exp"];

/// What asking one item costs beside its size and the length of what is asked.
const ASKED: u64 = 700;

/// `where_exp: "item", "item.x > 1"`: the expression is Liquid.
#[derive(Clone)]
pub(super) struct ByExpression {
    pub name: &'static str,
    /// What the expression may say.
    pub language: Arc<Language>,
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
            of: self.clone(),
            given: arguments.positional.collect(),
        }))
    }

    fn reflection(&self) -> &dyn FilterReflection {
        self
    }
}

struct Asking {
    of: ByExpression,
    given: Vec<Expression>,
}

impl fmt::Debug for Asking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple(self.of.name).field(&self.given).finish()
    }
}

impl fmt::Display for Asking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.of.name)
    }
}

impl Filter for Asking {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let name = self.of.name;
        let [variable, expression] = self.given.as_slice() else {
            let told = format!("{name} wants a name and an expression");
            return Err(Error::with_msg(told));
        };
        let variable = variable.evaluate(runtime)?.to_kstr().into_string();
        let expression = expression.evaluate(runtime)?.to_kstr().into_string();
        let groups_by = name == "group_by_exp";
        let source = match groups_by {
            false => format!("{{% if {expression} %}}true{{% endif %}}"),
            true => format!("{{{{ {expression} }}}}"),
        };
        let meter = bounds::meter(runtime);
        let length = expression.len() as u64;
        meter.spend(PARSING + length.saturating_mul(PARSED))?;
        let asks = Template::new(parser::parse(&source, &self.of.language)?);
        let answer = |item: &Value| -> Result<String> {
            meter.spend(ASKED + length + size(item, bounds::LARGEST) as u64)?;
            let mut own = Object::new();
            own.insert(variable.clone().into(), item.clone());
            let (outer, meter) = (runtime, meter.as_ref());
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
        let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
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
        let kept = |groups: Vec<(String, Vec<Value>)>| {
            let kept = groups.into_iter().find(|(name, _)| name == "true");
            kept.map(|(_, items)| items).unwrap_or_default()
        };
        Ok(match name {
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
