//! How a value is shown: Liquid's maps have no order, so one that is printed whole is written by its keys, in Ruby's form as Jekyll
//! prints it, and a fraction has its point (`3.0`). Everything else is left to the library.
//!
//! It must not know what the values mean.

use super::super::bounds;
use super::super::translate::SHOWN;
use super::Row;
use super::function::{ANY, Given};
use super::metered::Effort;
use liquid_core::{Result, Value, ValueView};

/// What a byte of a map costs that is written in Ruby's form.
const WRITTEN_WHOLE: u64 = 20;

/// The filter.
pub(super) fn row() -> Row {
    Row::new(SHOWN, ANY, Effort { call: 60, byte: 2 }, shown)
}

fn shown(input: &dyn ValueView, given: &Given<'_>) -> Result<Value> {
    if let Some(number) = fraction(input) {
        return Ok(Value::scalar(number));
    }
    if !has_map(input) {
        return Ok(input.to_value());
    }
    let size = bounds::size(input, bounds::LARGEST) as u64;
    given.meter().spend(WRITTEN_WHOLE.saturating_mul(size))?;
    Ok(Value::scalar(whole(input)))
}

/// A fraction as Ruby writes it.
fn fraction(value: &dyn ValueView) -> Option<String> {
    if value.type_name() != "fractional number" {
        return None;
    }
    let number = value.as_scalar()?.to_float()?;
    let size = number.abs();
    if !number.is_finite() || number != 0.0 && !(1e-4..1e16).contains(&size) {
        return None;
    }
    Some(match number.fract() == 0.0 {
        true => format!("{number:.1}"),
        false => number.to_string(),
    })
}

fn has_map(value: &dyn ValueView) -> bool {
    value.is_object()
        || value
            .as_array()
            .is_some_and(|items| items.values().any(has_map))
}

/// A list shows its items one after the other, a map its pairs.
fn whole(value: &dyn ValueView) -> String {
    match value.as_array() {
        Some(items) => items.values().map(whole).collect(),
        None if value.is_object() => inside(value),
        None => fraction(value).unwrap_or_else(|| value.to_kstr().into_string()),
    }
}

/// `{"a"=>1, "b"=>["c", nil]}`
fn inside(value: &dyn ValueView) -> String {
    if let Some(map) = value.as_object() {
        let pairs = map
            .iter()
            .map(|(key, value)| (key.into_string(), inside(value)));
        let mut pairs: Vec<(String, String)> = pairs.collect();
        pairs.sort();
        let pairs = pairs.iter().map(|(key, value)| format!("{key:?}=>{value}"));
        return format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "));
    }
    if let Some(items) = value.as_array() {
        let items = items.values().map(inside);
        return format!("[{}]", items.collect::<Vec<_>>().join(", "));
    }
    let text = fraction(value).unwrap_or_else(|| value.to_kstr().into_string());
    match value.type_name() {
        "string" => format!("{text:?}"),
        _ if value.is_nil() => "nil".into(),
        _ => text,
    }
}
