//! Filters of lists.
//!
//! They must not know what the lists hold.

use tera::{Kwargs, State, Tera, TeraResult, Value};

pub(super) fn register(engine: &mut Tera) {
    engine.register_filter("where", |list: &[Value], kwargs: Kwargs, _: &State| {
        let key: &str = kwargs.must_get("key")?;
        let value: &Value = kwargs.must_get("value")?;
        let kept: Vec<Value> = list
            .iter()
            .filter(|item| has(item, key, value))
            .cloned()
            .collect();
        TeraResult::Ok(kept)
    });
    engine.register_filter("limit", |list: &[Value], kwargs: Kwargs, _: &State| {
        let most: usize = kwargs.must_get("n")?;
        TeraResult::Ok(list[..most.min(list.len())].to_vec())
    });
}

/// Whether the item's key has this value, or is a list that holds it, as in Jekyll.
fn has(item: &Value, key: &str, value: &Value) -> bool {
    match item.get_from_path(key) {
        Some(found) => match found.as_array() {
            Some(list) if !value.is_array() => list.contains(value),
            _ => found == value,
        },
        None => value.is_none(),
    }
}
