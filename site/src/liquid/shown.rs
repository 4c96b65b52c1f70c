//! How a value is shown: Liquid's maps have no order, so one that is printed whole is written by its keys, in Ruby's form as Jekyll
//! prints it. Everything else is left to the library.
//!
//! It must not know what the values mean.

use super::bounds;
use super::translate::SHOWN;
use liquid_core::model::ValueView;
use liquid_core::parser::{
    Filter, FilterArguments, FilterReflection, ParameterReflection, ParseFilter,
};
use liquid_core::{Result, Runtime, Value};
use std::fmt;

/// What a byte of a map costs that is written in Ruby's form.
const WRITTEN_WHOLE: u64 = 20;

/// The filter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown;

impl FilterReflection for Shown {
    fn name(&self) -> &str {
        SHOWN
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

impl ParseFilter for Shown {
    fn parse(&self, _: FilterArguments<'_>) -> Result<Box<dyn Filter>> {
        Ok(Box::new(*self))
    }

    fn reflection(&self) -> &dyn FilterReflection {
        self
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SHOWN)
    }
}

impl Filter for Shown {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        if !has_map(input) {
            return Ok(input.to_value());
        }
        let size = bounds::size(input, bounds::LARGEST) as u64;
        bounds::meter(runtime).spend(WRITTEN_WHOLE.saturating_mul(size))?;
        Ok(Value::scalar(whole(input)))
    }
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
        None => value.to_kstr().into_string(),
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
    let text = value.to_kstr().into_string();
    match value.type_name() {
        "string" => format!("{text:?}"),
        _ if value.is_nil() => "nil".into(),
        _ => text,
    }
}
