//! `defaults` of the configuration: front matter by path and type, with Jekyll's precedence.
//!
//! It must not know what the keys mean.

use super::known::Reader;
use post::{Mapping, Value};

#[derive(Clone, Debug)]
struct Scope {
    path: String,
    kind: String,
    values: Mapping,
}

/// Front matter for files that have none of their own.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// In the order in which they are laid over each other.
    scopes: Vec<Scope>,
}

impl Defaults {
    pub(super) fn read(read: &mut Reader<'_>) -> Self {
        let list = match read.values.get("defaults") {
            None | Some(Value::Null) => return Self::default(),
            Some(Value::Sequence(list)) => list,
            Some(_) => {
                read.wrong::<()>("defaults", "a list of scopes", "作用域的列表");
                return Self::default();
            }
        };
        let mut scopes = Vec::new();
        for entry in list {
            let scope = entry.get("scope").and_then(Value::as_mapping);
            let values = entry.get("values").and_then(Value::as_mapping);
            let (Some(scope), Some(values)) = (scope, values) else {
                read.wrong::<()>(
                    "defaults",
                    "a list whose entries have `scope` and `values`",
                    "列表，每项都要有 `scope` 和 `values`",
                );
                continue;
            };
            let text = |key: &str| {
                let value = scope.get(key).and_then(Value::as_str).unwrap_or_default();
                value.trim_matches('/').to_owned()
            };
            scopes.push(Scope {
                path: text("path"),
                kind: text("type"),
                values: values.clone(),
            });
        }
        // The more specific path wins, then a scope with a type, then the later one: the winner is laid on last.
        scopes.sort_by_key(|scope| (scope.path.len(), !scope.kind.is_empty()));
        Self { scopes }
    }

    /// What a file of this path and type (`posts`, `drafts`, `pages`) gets.
    pub fn of(&self, path: &str, kind: &str) -> Mapping {
        let mut values = Mapping::new();
        for scope in self
            .scopes
            .iter()
            .filter(|scope| applies(scope, path, kind))
        {
            values.extend(scope.values.clone());
        }
        values
    }
}

fn applies(scope: &Scope, path: &str, kind: &str) -> bool {
    // Jekyll takes the older singular names too.
    let same_kind = scope.kind.is_empty()
        || scope.kind == kind
        || scope.kind.strip_suffix('s') == Some(kind)
        || kind.strip_suffix('s') == Some(&scope.kind);
    let below = scope.path.is_empty()
        || path
            .strip_prefix(scope.path.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        || (scope.path.contains('*') && super::paths::glob(&scope.path, path));
    same_kind && below
}
