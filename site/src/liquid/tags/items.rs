//! What a loop goes over.
//!
//! It must not know what is done with each item.

use super::super::bounds::{self, Meter};
use liquid_core::{Error, Expression, Result, Runtime, Value, ValueView};

#[derive(Debug)]
pub(super) enum List {
    Of(Expression),
    Numbers(Expression, Expression),
}

impl List {
    /// Its items from a place on, and no more than so many.
    ///
    /// # Errors
    /// They cannot be read, or are too much work.
    pub(super) fn items(
        &self,
        (from, most): (usize, usize),
        runtime: &dyn Runtime,
        meter: &Meter,
    ) -> Result<Vec<Value>> {
        let (first, last) = match self {
            Self::Numbers(first, last) => (first, last),
            Self::Of(list) => {
                let list = list.evaluate(runtime)?;
                let size = bounds::size(list.as_view(), bounds::LARGEST);
                meter.spend((size as u64).saturating_mul(2))?;
                let items = items_of(&list);
                return Ok(items.into_iter().skip(from).take(most).collect());
            }
        };
        let first = integer(first, runtime)?.saturating_add_unsigned(from as u64);
        let numbers = first..=integer(last, runtime)?;
        let mut items = Vec::new();
        for number in numbers.take(most) {
            meter.spend(bounds::ROUND / 10)?;
            items.push(Value::scalar(number));
        }
        Ok(items)
    }
}

/// A list's items; of a map its pairs, by their keys; one of anything else, and none of nothing.
fn items_of(list: &dyn ValueView) -> Vec<Value> {
    if let Some(items) = list.as_array() {
        return items.values().map(ValueView::to_value).collect();
    }
    if let Some(map) = list.as_object() {
        let mut pairs: Vec<(String, Value)> = map
            .iter()
            .map(|(key, value)| (key.into_string(), value.to_value()))
            .collect();
        pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
        let pair = |(key, value)| Value::Array(vec![Value::scalar(key), value]);
        return pairs.into_iter().map(pair).collect();
    }
    match list.is_nil() || list.to_kstr().is_empty() {
        true => Vec::new(),
        false => vec![list.to_value()],
    }
}

/// # Errors
/// It is not a whole number.
pub(super) fn integer(expression: &Expression, runtime: &dyn Runtime) -> Result<i64> {
    let value = expression.evaluate(runtime)?;
    let number = value.as_scalar().and_then(|scalar| scalar.to_integer());
    number.ok_or_else(|| Error::with_msg(format!("`{}` is not a whole number", value.to_kstr())))
}
