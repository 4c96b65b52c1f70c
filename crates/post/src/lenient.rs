//! YAML whose mappings name a key twice: the later one wins, as in Ruby's reader, which real blogs were written for.
//!
//! It must not be lenient in anything else.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Error, Mapping, Value};
use std::fmt;

/// Reads a document. Only where a key stands twice it is read a second time, so that what is in order costs nothing more.
///
/// # Errors
/// What is not YAML, with the place.
pub fn read(text: &str) -> Result<Value, Error> {
    crate::depth::check(text)?;
    match serde_yaml::from_str::<Value>(text) {
        Err(error) if error.to_string().contains("duplicate entry") => {
            serde_yaml::from_str::<Lenient>(text).map(|Lenient(value)| value)
        }
        read => read,
    }
}

struct Lenient(Value);

impl<'de> Deserialize<'de> for Lenient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Lenient(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Sequence(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Mapping::new();
        while let Some((Lenient(key), Lenient(value))) = entries.next_entry()? {
            map.insert(key, value);
        }
        Ok(Value::Mapping(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_of_two_keys_wins() {
        let read = read("a: 1\nb: {c: x, c: [1, null, true]}\na: 2.5\n").unwrap();
        let plain = serde_yaml::from_str::<Value>("a: 2.5\nb: {c: [1, null, true]}\n").unwrap();
        assert_eq!(read, plain);
    }
}
