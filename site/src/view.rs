//! What a template may see, as a value whose name is the fingerprint of its content.
//!
//! A page's memo key must be exactly what the page can see. So every part of a view carries the fingerprint of its own
//! content, and a whole is named by its parts (a Merkle tree): nothing can be seen that is not in the name. Parts are
//! shared between pages; the engine's own value of a part is made when a page that shows it is rendered, once.
//!
//! It must not know what the values mean, nor templates.

use fingerprint::Fingerprint;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};
use tera::Value;
use tera::value::{Key, Map, ValueKind};

/// One value that a template may see. Cloning it copies no text.
#[derive(Clone)]
pub struct Seen(Shape);

#[derive(Clone)]
enum Shape {
    /// A value as it is: most are short texts and numbers, which the engine keeps in place. There are dozens to each post, so
    /// their names are worked out where they are asked for, which is once.
    Plain(Value),
    /// A value made of others, kept from when it is first asked for.
    Made(Arc<Made>),
    /// A value that few pages show and that is large beside what it is made of: made whenever it is asked for.
    Anew(Arc<Anew<dyn Fn() -> Value + Send + Sync>>),
}

struct Made {
    name: Fingerprint,
    parts: Parts,
    value: OnceLock<Value>,
}

struct Anew<F: ?Sized> {
    name: Fingerprint,
    make: F,
}

enum Parts {
    Record(Vec<Fields>),
    List(Vec<Seen>),
}

impl Seen {
    /// A value, named by its content.
    pub fn of(value: impl Into<Value>) -> Self {
        Self(Shape::Plain(value.into()))
    }

    /// HTML that is not to be escaped.
    pub fn html(html: &str) -> Self {
        Self::of(Value::safe_string(html))
    }

    /// No value.
    pub fn none() -> Self {
        Self::of(Value::none())
    }

    /// A list.
    pub fn list(items: Vec<Self>) -> Self {
        let names: Vec<Fingerprint> = items.iter().map(Self::name).collect();
        Self::made(Fingerprint::of(&("list", names)), Parts::List(items))
    }

    /// A map made of layers; the later ones win.
    pub fn record(layers: Vec<Fields>) -> Self {
        let names: Vec<Fingerprint> = layers.iter().map(Fields::name).collect();
        Self::made(Fingerprint::of(&("record", names)), Parts::Record(layers))
    }

    /// A value that is made whenever it is asked for: `make` of `from`, and of nothing else.
    pub fn anew<T>(from: T, make: fn(&T) -> Value) -> Self
    where
        T: Hash + Send + Sync + 'static,
    {
        let made = Anew {
            name: Fingerprint::of(&from),
            make: move || make(&from),
        };
        Self(Shape::Anew(Arc::new(made)))
    }

    fn made(name: Fingerprint, parts: Parts) -> Self {
        let value = OnceLock::new();
        Self(Shape::Made(Arc::new(Made { name, parts, value })))
    }

    /// The fingerprint of everything that can be seen through it.
    pub fn name(&self) -> Fingerprint {
        match &self.0 {
            Shape::Plain(value) => Fingerprint::of(&Content(value)),
            Shape::Made(made) => made.name,
            Shape::Anew(made) => made.name,
        }
    }

    /// The engine's value, kept for the next page that shows it.
    pub fn value(&self) -> Value {
        match &self.0 {
            Shape::Plain(value) => value.clone(),
            Shape::Anew(made) => (made.make)(),
            Shape::Made(made) => made.value.get_or_init(|| made.parts.put_together()).clone(),
        }
    }

    /// The engine's value, made for one page alone and not kept.
    pub fn value_once(&self) -> Value {
        match &self.0 {
            Shape::Made(made) if made.value.get().is_none() => made.parts.put_together(),
            _ => self.value(),
        }
    }
}

impl Parts {
    fn put_together(&self) -> Value {
        match self {
            Self::List(items) => Value::from(items.iter().map(Seen::value).collect::<Vec<_>>()),
            Self::Record(layers) => {
                let room = layers.iter().map(|layer| layer.entries().len()).sum();
                let mut map = Map::with_capacity(room);
                for (key, seen) in layers.iter().flat_map(Fields::entries) {
                    map.insert(key.clone(), seen.value());
                }
                Value::from(map)
            }
        }
    }
}

/// Named values: a layer of a record, or the whole of what a template may see.
#[derive(Clone)]
pub struct Fields(Arc<(Fingerprint, Vec<(Key<'static>, Seen)>)>);

impl Fields {
    /// These names with these values.
    pub fn new<K: Into<Key<'static>>>(entries: impl IntoIterator<Item = (K, Seen)>) -> Self {
        let entries: Vec<(Key<'static>, Seen)> = entries
            .into_iter()
            .map(|(key, seen)| (key.into(), seen))
            .collect();
        let names: Vec<(Option<&str>, Fingerprint)> = entries
            .iter()
            .map(|(key, seen)| (key.as_str(), seen.name()))
            .collect();
        Self(Arc::new((Fingerprint::of(&names), entries)))
    }

    /// The fingerprint of everything that can be seen through them.
    pub fn name(&self) -> Fingerprint {
        self.0.0
    }

    /// Names and values in their order.
    pub fn entries(&self) -> &[(Key<'static>, Seen)] {
        &self.0.1
    }
}

/// The engine's value of a YAML value. Keys that are not text become text, as they do in JSON.
pub fn from_yaml(yaml: &post::Value) -> Value {
    match yaml {
        post::Value::Null => Value::none(),
        post::Value::Bool(b) => Value::from(*b),
        post::Value::Number(n) => match (n.as_u64(), n.as_i64()) {
            (Some(n), _) => Value::from(n),
            (_, Some(n)) => Value::from(n),
            _ => Value::from(n.as_f64().unwrap_or(f64::NAN)),
        },
        post::Value::String(s) => Value::from(s.as_str()),
        post::Value::Sequence(items) => {
            Value::from(items.iter().map(from_yaml).collect::<Vec<_>>())
        }
        post::Value::Mapping(map) => Value::from(
            map.iter()
                .map(|(key, value)| (Key::from(yaml_key(key)), from_yaml(value)))
                .collect::<Map>(),
        ),
        post::Value::Tagged(tagged) => from_yaml(&tagged.value),
    }
}

/// A YAML key as text.
pub fn yaml_key(key: &post::Value) -> String {
    match key {
        post::Value::String(s) => s.clone(),
        post::Value::Bool(b) => b.to_string(),
        post::Value::Number(n) => n.to_string(),
        _ => String::new(),
    }
}

/// Feeds everything that a template could tell apart to a hasher.
struct Content<'a>(&'a Value);

impl Hash for Content<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let value = self.0;
        (value.kind() as u8).hash(state);
        match value.kind() {
            ValueKind::String => {
                value.is_safe().hash(state);
                value.as_str().hash(state);
            }
            ValueKind::Array => {
                let items = value.as_array().unwrap_or_default();
                items.len().hash(state);
                for item in items {
                    Content(item).hash(state);
                }
            }
            ValueKind::Map => {
                for (key, value) in value.as_map().into_iter().flatten() {
                    key.to_string().hash(state);
                    Content(value).hash(state);
                }
                value.len().hash(state);
            }
            ValueKind::F64 => value.as_f64().unwrap_or_default().to_bits().hash(state),
            ValueKind::Bytes => value.as_bytes().hash(state),
            ValueKind::Bool => value.as_bool().hash(state),
            ValueKind::None | ValueKind::Undefined => {}
            _ => value.to_string().hash(state),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_follows_everything_that_can_be_seen() {
        let record = |title: &str| Seen::record(vec![Fields::new([("title", Seen::of(title))])]);
        assert_eq!(record("a").name(), record("a").name());
        assert_ne!(record("a").name(), record("b").name());
        assert_ne!(Seen::of("<b>").name(), Seen::html("<b>").name());
        assert_ne!(
            Seen::list(vec![record("a")]).name(),
            Seen::list(vec![]).name()
        );
    }
}
