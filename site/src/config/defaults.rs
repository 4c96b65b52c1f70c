//! `defaults` of the configuration: front matter by path and type, with Jekyll's precedence.
//!
//! It must not know what the keys mean.

use super::reader::Reader;
use post::{Mapping, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Clone, Debug)]
struct Scope {
    path: String,
    kind: Option<String>,
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
            let Some(values) = entry.get("values").and_then(Value::as_mapping) else {
                read.wrong::<()>(
                    "defaults",
                    "a list whose entries have `scope` and `values`",
                    "列表，每项都要有 `scope` 和 `values`",
                );
                continue;
            };
            let text = |key: &str| {
                let scope = entry.get("scope").and_then(Value::as_mapping);
                scope.and_then(|scope| scope.get(key).and_then(Value::as_str))
            };
            let path = text("path").unwrap_or_default();
            scopes.push(Scope {
                path: match path.strip_prefix('/') {
                    Some(rooted) => rooted.trim_end_matches('/').to_owned(),
                    None => path.trim_start_matches("./").to_owned(),
                },
                kind: text("type").filter(|kind| !kind.is_empty()).map(plural),
                values: values.clone(),
            });
        }
        // The more specific path wins, then a scope with a type, then the later one: the winner is laid on last.
        scopes.sort_by_key(|scope| (scope.path.len(), scope.kind.is_some()));
        Self { scopes }
    }

    /// The same values for files to which the same scopes apply.
    pub fn given(&self) -> Given<'_> {
        Given {
            scopes: &self.scopes,
            laid: BTreeMap::new(),
        }
    }
}

/// What files get, worked out once for all that get the same.
pub struct Given<'a> {
    scopes: &'a [Scope],
    laid: BTreeMap<Vec<usize>, Arc<Mapping>>,
}

impl Given<'_> {
    /// What a file of this path and of one of these types (`posts`, `pages`, a collection's label) gets. The path is the one
    /// below the folder of the collections, which `home` names.
    pub fn to(&mut self, path: &str, kinds: &[&str], home: &str) -> Arc<Mapping> {
        let numbered = self.scopes.iter().enumerate();
        let applying = numbered.filter(|(_, scope)| applies(scope, path, kinds, home));
        let applying: Vec<usize> = applying.map(|(number, _)| number).collect();
        if let Some(laid) = self.laid.get(&applying) {
            return Arc::clone(laid);
        }
        let mut values = Mapping::new();
        for number in &applying {
            lay_over(&mut values, &self.scopes[*number].values);
        }
        let values = Arc::new(values);
        self.laid.insert(applying, Arc::clone(&values));
        values
    }
}

/// Jekyll takes the older singular names too.
fn plural(kind: &str) -> String {
    match kind {
        "post" | "page" | "draft" => format!("{kind}s"),
        other => other.to_owned(),
    }
}

/// Lays one mapping over another, inner mappings too. What is null says nothing.
pub(crate) fn lay_over(below: &mut Mapping, above: &Mapping) {
    for (key, value) in above {
        match (below.get_mut(key), value) {
            (Some(_), Value::Null) => {}
            (Some(Value::Mapping(inner)), Value::Mapping(more)) => lay_over(inner, more),
            (Some(old), new) => *old = new.clone(),
            (None, new) => _ = below.insert(key.clone(), new.clone()),
        }
    }
}

fn applies(scope: &Scope, path: &str, kinds: &[&str], home: &str) -> bool {
    let same_kind = scope
        .kind
        .as_deref()
        .is_none_or(|kind| kinds.contains(&kind));
    let inside = scope.path.strip_prefix(home).filter(|_| !home.is_empty());
    let wanted = inside
        .and_then(|rest| rest.strip_prefix('/'))
        .unwrap_or(&scope.path);
    let below = || path.starts_with(wanted);
    let like = || wanted.contains('*') && super::paths::glob(wanted, path);
    same_kind && (below() || like())
}
