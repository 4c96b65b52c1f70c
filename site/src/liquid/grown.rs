//! The library's filters whose result can be far larger than what they are given, or whose work can grow faster: the same results,
//! but never more than fits, and no two of many compared with each other.
//!
//! They must not know Jekyll.

use super::bounds;
use super::metered::room;
use liquid_core::model::ValueViewCmp;
use liquid_core::parser::{
    Filter, FilterArguments, FilterReflection, ParameterReflection, ParseFilter,
};
use liquid_core::{Error, Expression, Result, Runtime, Value, ValueView};
use std::collections::BTreeMap;
use std::fmt;

/// What each does with its input and its arguments.
type Work = fn(&dyn ValueView, &[String], &dyn Runtime) -> Result<Value>;

/// All of them: name, how many arguments have to be there, how many may, and what is done.
const ALL: [(&str, usize, usize, Work); 4] = [
    ("replace", 1, 2, replace),
    ("join", 0, 1, join),
    ("split", 1, 1, split),
    ("uniq", 0, 0, uniq),
];

/// Every filter of this file.
pub(super) fn all() -> impl Iterator<Item = Box<dyn ParseFilter>> {
    ALL.into_iter().map(|(name, least, most, work)| {
        let filter: Box<dyn ParseFilter> = Box::new(Grown {
            name,
            least,
            most,
            work,
        });
        filter
    })
}

#[derive(Clone, Copy)]
struct Grown {
    name: &'static str,
    least: usize,
    most: usize,
    work: Work,
}

impl FilterReflection for Grown {
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

impl ParseFilter for Grown {
    fn parse(&self, arguments: FilterArguments<'_>) -> Result<Box<dyn Filter>> {
        let given: Vec<Expression> = arguments.positional.collect();
        if !(self.least..=self.most).contains(&given.len()) {
            let Self {
                name, least, most, ..
            } = self;
            let told = format!(
                "`{name}` wants {least} to {most} arguments and not {}",
                given.len()
            );
            return Err(Error::with_msg(told));
        }
        Ok(Box::new(Ready { of: *self, given }))
    }

    fn reflection(&self) -> &dyn FilterReflection {
        self
    }
}

struct Ready {
    of: Grown,
    given: Vec<Expression>,
}

impl fmt::Debug for Ready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple(self.of.name).field(&self.given).finish()
    }
}

impl fmt::Display for Ready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.of.name)
    }
}

impl Filter for Ready {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let mut given = Vec::new();
        for argument in &self.given {
            given.push(argument.evaluate(runtime)?.to_kstr().into_string());
        }
        (self.of.work)(input, &given, runtime)
    }
}

fn replace(input: &dyn ValueView, given: &[String], runtime: &dyn Runtime) -> Result<Value> {
    let text = input.to_kstr();
    let from = given.first().map_or("", String::as_str);
    let to = given.get(1).map_or("", String::as_str);
    let times = text.matches(from).count();
    let size = text
        .len()
        .saturating_add(times.saturating_mul(to.len().saturating_sub(from.len())));
    room(size, runtime)?;
    Ok(Value::scalar(text.replace(from, to)))
}

fn join(input: &dyn ValueView, given: &[String], runtime: &dyn Runtime) -> Result<Value> {
    let between = given.first().map_or(" ", String::as_str);
    let Some(items) = input.as_array() else {
        return Ok(Value::scalar(input.to_kstr().into_string()));
    };
    let texts: Vec<_> = items.values().map(ValueView::to_kstr).collect();
    let own: usize = texts.iter().map(|text| text.len()).sum();
    room(
        own.saturating_add(between.len().saturating_mul(texts.len())),
        runtime,
    )?;
    let mut joined = String::with_capacity(own);
    for (number, text) in texts.iter().enumerate() {
        if number > 0 {
            joined.push_str(between);
        }
        joined.push_str(text.as_str());
    }
    Ok(Value::scalar(joined))
}

/// Each item of a list takes room beside its text.
const ITEM: usize = 16;

/// As Ruby splits: at nothing into letters, at a blank into words, and without what is empty at the end.
fn split(input: &dyn ValueView, given: &[String], runtime: &dyn Runtime) -> Result<Value> {
    let text = input.to_kstr();
    if text.is_empty() {
        return Ok(Value::Array(Vec::new()));
    }
    let at = given.first().map_or("", String::as_str);
    let items = text.matches(at).count().saturating_add(1);
    room(
        text.len().saturating_add(items.saturating_mul(ITEM)),
        runtime,
    )?;
    // An item takes as long as a hundred bytes of a text.
    bounds::meter(runtime).spend((items as u64).saturating_mul(100))?;
    let mut items: Vec<&str> = match at {
        "" => text.split("").skip(1).collect(),
        " " => text.split_whitespace().collect(),
        at => text.split(at).collect(),
    };
    let full = items.iter().rposition(|item| !item.is_empty());
    items.truncate(full.map_or(0, |last| last + 1));
    let items = items.into_iter().map(|item| Value::scalar(item.to_owned()));
    Ok(Value::Array(items.collect()))
}

/// What comparing two values costs.
const COMPARED: u64 = 60;

fn uniq(input: &dyn ValueView, _: &[String], runtime: &dyn Runtime) -> Result<Value> {
    let Some(items) = input.as_array() else {
        let one = (!input.is_nil()).then(|| input.to_value());
        return Ok(Value::Array(one.into_iter().collect()));
    };
    let meter = bounds::meter(runtime);
    let mut kept: Vec<Value> = Vec::new();
    // Only texts that are equal can be equal values; of all else each is compared with each.
    let mut alike: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
    for item in items.values() {
        let text = item
            .as_scalar()
            .filter(|scalar| scalar.type_name() == "string");
        let name = text.map(|scalar| scalar.to_kstr().into_string());
        let earlier = alike.entry(name).or_default();
        meter.spend(COMPARED * (earlier.len() as u64 + 4))?;
        let known = earlier
            .iter()
            .any(|at| ValueViewCmp::new(kept[*at].as_view()) == ValueViewCmp::new(item));
        if !known {
            earlier.push(kept.len());
            kept.push(item.to_value());
        }
    }
    Ok(Value::Array(kept))
}
