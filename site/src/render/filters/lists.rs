//! Filters of lists, with Jekyll's names and meaning.
//!
//! Where Tera has a filter of the same name, its own arguments go on working: `sort(attribute=…)`, `group_by(attribute=…)`.
//! They must not know what the lists hold.

use std::cmp::Ordering;
use tera::value::{Key, Map};
use tera::{Context, Error, Kwargs, State, Tera, TeraResult, Value};

pub(super) fn register(engine: &mut Tera) {
    engine.register_filter("where", |list: Value, kwargs: Kwargs, _: &State| {
        let (key, value): (&str, &Value) = (kwargs.must_get("key")?, kwargs.must_get("value")?);
        keep(&list, |item| Ok(has(item, key, value)))
    });
    engine.register_filter("find", |list: Value, kwargs: Kwargs, _: &State| {
        let (key, value): (&str, &Value) = (kwargs.must_get("key")?, kwargs.must_get("value")?);
        let found = items(&list).into_iter().find(|item| has(item, key, value));
        TeraResult::Ok(found.unwrap_or_else(Value::none))
    });
    engine.register_filter("where_exp", |list: Value, kwargs: Kwargs, _: &State| {
        let asks = Expression::of(&kwargs, true)?;
        keep(&list, |item| Ok(asks.value(item)? == "true"))
    });
    engine.register_filter("find_exp", |list: Value, kwargs: Kwargs, _: &State| {
        let asks = Expression::of(&kwargs, true)?;
        for item in items(&list) {
            if asks.value(&item)? == "true" {
                return TeraResult::Ok(item);
            }
        }
        Ok(Value::none())
    });
    engine.register_filter("group_by", |list: Value, kwargs: Kwargs, _: &State| {
        if let Some(attribute) = kwargs.get::<&str>("attribute")? {
            // Tera's: a map from each value to its items.
            let groups = groups(&list, |item| Ok(at(item, attribute)))?;
            let map = groups
                .into_iter()
                .filter(|(name, _)| !name.is_none() && !name.is_undefined())
                .map(|(name, items)| (Key::from(name.to_string()), Value::from(items)));
            return TeraResult::Ok(Value::from(map.collect::<Map>()));
        }
        let key: &str = kwargs.must_get("key")?;
        Ok(grouped(groups(&list, |item| Ok(at(item, key)))?))
    });
    engine.register_filter("group_by_exp", |list: Value, kwargs: Kwargs, _: &State| {
        let asks = Expression::of(&kwargs, false)?;
        let groups = groups(&list, |item| Ok(Value::from(asks.value(item)?)))?;
        TeraResult::Ok(grouped(groups))
    });
    engine.register_filter("sort", |list: Value, kwargs: Kwargs, _: &State| {
        let key = kwargs
            .get::<&str>("key")?
            .or(kwargs.get::<&str>("attribute")?);
        let last = kwargs.get::<&str>("nils")? == Some("last");
        TeraResult::Ok(sorted(&list, key, last, |a, b| a.cmp(b)))
    });
    engine.register_filter("sort_natural", |list: Value, kwargs: Kwargs, _: &State| {
        let key = kwargs.get::<&str>("key")?;
        let lower = |value: &Value| value.to_string().to_lowercase();
        TeraResult::Ok(sorted(&list, key, true, |a, b| lower(a).cmp(&lower(b))))
    });
    engine.register_filter("map", |list: Value, kwargs: Kwargs, _: &State| {
        let key = match kwargs.get::<&str>("key")? {
            Some(key) => key,
            None => kwargs.must_get("attribute")?,
        };
        let values: Vec<Value> = items(&list).iter().map(|item| at(item, key)).collect();
        TeraResult::Ok(values)
    });
    engine.register_filter("limit", |list: Value, kwargs: Kwargs, _: &State| {
        let most: usize = kwargs.must_get("n")?;
        TeraResult::Ok(items(&list).into_iter().take(most).collect::<Vec<_>>())
    });
    engine.register_filter("offset", |list: Value, kwargs: Kwargs, _: &State| {
        let from: usize = kwargs.must_get("n")?;
        TeraResult::Ok(items(&list).into_iter().skip(from).collect::<Vec<_>>())
    });
    engine.register_filter("size", |value: Value, _: Kwargs, _: &State| {
        match value.as_str() {
            Some(text) => text.chars().count(),
            None => value.len().unwrap_or(0),
        }
    });
    engine.register_filter("compact", |list: Value, _: Kwargs, _: &State| {
        keep(&list, |item| Ok(!item.is_none() && !item.is_undefined()))
    });
    engine.register_filter("uniq", |list: Value, _: Kwargs, _: &State| {
        let mut once: Vec<Value> = Vec::new();
        for item in items(&list) {
            if !once.contains(&item) {
                once.push(item);
            }
        }
        once
    });
    engine.register_filter("concat", |list: Value, kwargs: Kwargs, _: &State| {
        let more: &Value = kwargs.must_get("with")?;
        let mut all = items(&list);
        all.extend(items(more));
        TeraResult::Ok(all)
    });
    engine.register_filter("push", |list: Value, kwargs: Kwargs, _: &State| {
        let mut all = items(&list);
        all.push(kwargs.must_get::<&Value>("value")?.clone());
        TeraResult::Ok(all)
    });
    engine.register_filter("unshift", |list: Value, kwargs: Kwargs, _: &State| {
        let mut all = items(&list);
        all.insert(0, kwargs.must_get::<&Value>("value")?.clone());
        TeraResult::Ok(all)
    });
    engine.register_filter("pop", |list: Value, kwargs: Kwargs, _: &State| {
        let mut all = items(&list);
        all.truncate(all.len().saturating_sub(kwargs.get("n")?.unwrap_or(1)));
        TeraResult::Ok(all)
    });
    engine.register_filter("shift", |list: Value, kwargs: Kwargs, _: &State| {
        let n: usize = kwargs.get("n")?.unwrap_or(1);
        TeraResult::Ok(items(&list).into_iter().skip(n).collect::<Vec<_>>())
    });
    engine.register_filter(
        "array_to_sentence_string",
        |list: Value, kwargs: Kwargs, _: &State| {
            let connector = kwargs.get::<&str>("connector")?.unwrap_or("and");
            let words: Vec<String> = items(&list).iter().map(Value::to_string).collect();
            TeraResult::Ok(sentence(&words, connector))
        },
    );
}

/// A list's items; a map's values; nothing of nothing; anything else is a list of one.
fn items(list: &Value) -> Vec<Value> {
    if let Some(items) = list.as_array() {
        return items.to_vec();
    }
    if let Some(map) = list.as_map() {
        return map.iter().map(|(_, value)| value.clone()).collect();
    }
    match list.is_none() || list.is_undefined() {
        true => Vec::new(),
        false => vec![list.clone()],
    }
}

fn keep(
    list: &Value,
    mut wanted: impl FnMut(&Value) -> TeraResult<bool>,
) -> TeraResult<Vec<Value>> {
    let mut kept = Vec::new();
    for item in items(list) {
        if wanted(&item)? {
            kept.push(item);
        }
    }
    Ok(kept)
}

fn at(item: &Value, key: &str) -> Value {
    item.get_from_path(key).cloned().unwrap_or_else(Value::none)
}

/// Whether the item's key has this value, or is a list that holds it, as in Jekyll; numbers and their texts are one.
fn has(item: &Value, key: &str, value: &Value) -> bool {
    let found = at(item, key);
    let same = |one: &Value| {
        one == value || (!one.is_none() && !value.is_none() && one.to_string() == value.to_string())
    };
    match found.as_array() {
        Some(list) if !value.is_array() => list.iter().any(same),
        // Nothing is not an empty text.
        _ if found.is_none() || value.is_none() => found.is_none() && value.is_none(),
        _ => same(&found),
    }
}

/// Items by what is said of them, in the order in which it is first said.
fn groups(
    list: &Value,
    of: impl Fn(&Value) -> TeraResult<Value>,
) -> TeraResult<Vec<(Value, Vec<Value>)>> {
    let mut groups: Vec<(Value, Vec<Value>)> = Vec::new();
    for item in items(list) {
        let name = of(&item)?;
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, items)) => items.push(item),
            None => groups.push((name, vec![item])),
        }
    }
    Ok(groups)
}

/// Groups as Jekyll hands them on: records with `name`, `items` and `size`.
fn grouped(groups: Vec<(Value, Vec<Value>)>) -> Value {
    let records = groups.into_iter().map(|(name, items)| {
        let name = match name.is_none() {
            true => Value::from(""),
            false => name,
        };
        let size = Value::from(items.len());
        let fields = [
            ("name", name),
            ("items", Value::from(items)),
            ("size", size),
        ];
        let fields = fields
            .into_iter()
            .map(|(key, value)| (Key::from(key), value));
        Value::from(fields.collect::<Map>())
    });
    Value::from(records.collect::<Vec<_>>())
}

/// In order, by a key if there is one. Those without it come first, or last.
fn sorted(
    list: &Value,
    key: Option<&str>,
    last: bool,
    order: impl Fn(&Value, &Value) -> Ordering,
) -> Vec<Value> {
    let own = |item: &Value| key.map_or_else(|| item.clone(), |key| at(item, key));
    let mut all: Vec<(Value, Value)> = items(list)
        .into_iter()
        .map(|item| (own(&item), item))
        .collect();
    all.sort_by(|(a, _), (b, _)| match (a.is_none(), b.is_none()) {
        (false, false) => order(a, b),
        (a, b) if last => a.cmp(&b),
        (a, b) => b.cmp(&a),
    });
    all.into_iter().map(|(_, item)| item).collect()
}

/// `a`, `a and b`, `a, b, and c`.
pub(crate) fn sentence(words: &[String], connector: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} {connector} {two}"),
        [most @ .., last] => format!("{}, {connector} {last}", most.join(", ")),
    }
}

/// An expression over one item, in Tera's language: it sees the item and nothing else.
struct Expression {
    name: String,
    engine: Tera,
}

impl Expression {
    /// `name` is what the expression calls the item, `exp` the expression; as a condition it is `true` or nothing.
    fn of(kwargs: &Kwargs, condition: bool) -> TeraResult<Self> {
        let name: &str = match kwargs.get("name")? {
            Some(name) => name,
            None => kwargs.must_get("variable")?,
        };
        let exp: &str = match kwargs.get("exp")? {
            Some(exp) => exp,
            None => kwargs.must_get("expression")?,
        };
        let source = match condition {
            true => format!("{{% if {exp} %}}true{{% endif %}}"),
            false => format!("{{{{ {exp} }}}}"),
        };
        let mut engine = Tera::new();
        super::register(&mut engine, &super::Base::default());
        engine.add_raw_template("expression", &source)?;
        Ok(Self {
            name: name.to_owned(),
            engine,
        })
    }

    fn value(&self, item: &Value) -> TeraResult<String> {
        let mut context = Context::new();
        context.insert_value(self.name.clone(), item.clone());
        self.engine.render("expression", &context).map_err(|error| {
            let text = error.to_string();
            Error::message(text.lines().next().unwrap_or_default().to_owned())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sifted_and_put_together_as_in_jekyll() {
        let mut engine = Tera::new();
        super::super::register(&mut engine, &super::super::Base::default());
        let item = |title: &str, tags: &[&str], n: Option<u64>| {
            let tags: Vec<Value> = tags.iter().map(|tag| Value::from(*tag)).collect();
            let n = n.map_or_else(Value::none, Value::from);
            let fields = [
                ("title", Value::from(title)),
                ("tags", Value::from(tags)),
                ("n", n),
            ];
            let fields = fields
                .into_iter()
                .map(|(key, value)| (Key::from(key), value));
            Value::from(fields.collect::<Map>())
        };
        let list = vec![
            item("b", &["x"], Some(2)),
            item("a", &["x", "y"], None),
            item("C", &[], Some(2)),
        ];
        let mut context = Context::new();
        context.insert_value("list", Value::from(list));
        for (template, expected) in [
            (
                "{{ list | where(key='tags', value='x') | map(key='title') | join }}",
                "ba",
            ),
            ("{{ list | where(key='n', value='2') | size }}", "2"),
            (
                "{{ list | where_exp(name='i', exp='i.n and i.n > 1') | map(key='title') | join }}",
                "bC",
            ),
            (
                "{% for g in list | group_by(key='n') %}{{ g.name }}:{{ g.size }};{% endfor %}",
                "2:2;:1;",
            ),
            (
                "{% for g in list | group_by_exp(name='i', exp='i.title | upcase') %}{{ g.name }}{% endfor %}",
                "BAC",
            ),
            (
                "{{ list | sort(key='title') | map(key='title') | join }}",
                "Cab",
            ),
            (
                "{{ list | sort_natural(key='title') | map(key='title') | join }}",
                "abC",
            ),
            (
                "{{ list | sort(key='n', nils='last') | map(key='title') | join }}",
                "bCa",
            ),
            (
                "{% set found = list | find(key='title', value='a') %}{{ found.title }}",
                "a",
            ),
            (
                "{{ list | map(key='title') | array_to_sentence_string(connector='和') }}",
                "b, a, 和 C",
            ),
            ("{{ list | shift | pop | map(key='title') | join }}", "a"),
        ] {
            assert_eq!(
                engine.render_str(template, &context, false).unwrap(),
                expected,
                "{template}"
            );
        }
    }
}
