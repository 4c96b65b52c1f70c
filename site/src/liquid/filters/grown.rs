//! The library's filters whose result can be far larger than what they are given, or whose work can grow faster: the same results,
//! but never more than fits, and no two of many compared with each other.
//!
//! They must not know Jekyll.

use super::Row;
use super::function::Given;
use super::metered::Effort;
use liquid_core::model::ValueViewCmp;
use liquid_core::{Result, Value, ValueView};
use std::collections::BTreeMap;

/// Every filter of this file.
pub(super) fn all() -> [Row; 4] {
    [
        Row::new("replace", 1..=2, Effort::WALK, replace),
        Row::new("join", 0..=1, Effort::WALK, join),
        Row::new("split", 1..=1, Effort::WALK, split),
        Row::new("uniq", 0..=0, Effort::WALK, uniq),
    ]
}

fn replace(input: &dyn ValueView, given: &Given<'_>) -> Result<Value> {
    let text = input.to_kstr();
    let from = given.text(0)?.unwrap_or_default();
    let to = given.text(1)?.unwrap_or_default();
    let times = text.matches(&from).count();
    let size = text
        .len()
        .saturating_add(times.saturating_mul(to.len().saturating_sub(from.len())));
    given.meter().room(size)?;
    Ok(Value::scalar(text.replace(&from, &to)))
}

fn join(input: &dyn ValueView, given: &Given<'_>) -> Result<Value> {
    let between = given.text(0)?.unwrap_or_else(|| " ".into());
    let Some(items) = input.as_array() else {
        return Ok(Value::scalar(input.to_kstr().into_string()));
    };
    let texts: Vec<_> = items.values().map(ValueView::to_kstr).collect();
    let own: usize = texts.iter().map(|text| text.len()).sum();
    let size = own.saturating_add(between.len().saturating_mul(texts.len()));
    given.meter().room(size)?;
    let mut joined = String::with_capacity(own);
    for (number, text) in texts.iter().enumerate() {
        if number > 0 {
            joined.push_str(&between);
        }
        joined.push_str(text.as_str());
    }
    Ok(Value::scalar(joined))
}

/// Each item of a list takes room beside its text.
const ITEM: usize = 16;

/// As Ruby splits: at nothing into letters, at a blank into words, and without what is empty at the end.
fn split(input: &dyn ValueView, given: &Given<'_>) -> Result<Value> {
    let text = input.to_kstr();
    let at = given.text(0)?.unwrap_or_default();
    if text.is_empty() {
        return Ok(Value::Array(Vec::new()));
    }
    let items = text.matches(&at).count().saturating_add(1);
    let meter = given.meter();
    meter.room(text.len().saturating_add(items.saturating_mul(ITEM)))?;
    // An item takes as long as a hundred bytes of a text.
    meter.spend((items as u64).saturating_mul(100))?;
    let mut items: Vec<&str> = match at.as_str() {
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

fn uniq(input: &dyn ValueView, given: &Given<'_>) -> Result<Value> {
    let Some(items) = input.as_array() else {
        let one = (!input.is_nil()).then(|| input.to_value());
        return Ok(Value::Array(one.into_iter().collect()));
    };
    let meter = given.meter();
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
