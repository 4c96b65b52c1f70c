//! The documents of collections, in their order: the author's, by a key of their front matter, or by date and path.
//!
//! It must not know addresses or templates.

use crate::article::Article;
use crate::config::{Collection, SiteConfig};
use post::Diagnostic;
use std::cmp::Ordering;
use std::sync::Arc;
use tera::Value;

/// Each collection with its documents in order.
pub(super) fn ordered<'a>(
    documents: Vec<Arc<Article>>,
    config: &'a SiteConfig,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(&'a Collection, Vec<Arc<Article>>)> {
    let mut gathered: Vec<(&'a Collection, Vec<Arc<Article>>)> = config
        .collections
        .iter()
        .map(|collection| (collection, Vec::new()))
        .collect();
    for document in documents {
        let label = document.collection.as_deref().unwrap_or_default();
        let found = gathered.iter_mut().find(|(one, _)| one.label == label);
        if let Some((_, documents)) = found {
            documents.push(document);
        }
    }
    for (collection, documents) in &mut gathered {
        sort(documents, collection);
        let key = collection
            .sort_by
            .as_deref()
            .filter(|_| collection.order.is_empty());
        let without =
            |document: &&Arc<Article>| key.is_some_and(|key| own(document, key).is_none());
        let told = documents.iter().filter(without).map(|document| {
            let key = key.unwrap_or_default();
            Diagnostic::warning(
                "sort-by",
                format!(
                    "'{key}' not defined: the document comes last in `{}`",
                    collection.label
                ),
                format!("没有 `{key}`：排在集合 `{}` 的最后", collection.label),
            )
            .at(&document.path, 1, 0)
        });
        diagnostics.extend(told);
    }
    gathered
}

fn sort(documents: &mut [Arc<Article>], collection: &Collection) {
    // Where one has no date there is no order by date.
    let dated = documents.iter().all(|document| document.date.is_some());
    documents.sort_by(|a, b| {
        let by_date = match dated {
            true => a.date.cmp(&b.date),
            false => Ordering::Equal,
        };
        by_date.then_with(|| a.relative_path().cmp(b.relative_path()))
    });
    if !collection.order.is_empty() {
        let place = |document: &Arc<Article>| {
            let inner = inner_path(document);
            let mut order = collection.order.iter();
            order
                .position(|entry| entry.trim_start_matches("./") == inner)
                .unwrap_or(usize::MAX)
        };
        documents.sort_by_key(place);
    } else if let Some(key) = &collection.sort_by {
        // Those without the key come last, as in Jekyll.
        documents.sort_by(|a, b| compare(own(a, key), own(b, key)));
    }
}

/// The path in the folder of the collection.
fn inner_path(document: &Article) -> &str {
    let path = document.relative_path();
    path.split_once('/').map_or(path, |(_, inner)| inner)
}

fn own(document: &Article, key: &str) -> Option<Value> {
    let mut entries = document.card.entries().iter();
    let found = entries.find(|(name, _)| name.as_str() == Some(key))?;
    Some(found.1.value()).filter(|value| !value.is_none())
}

fn compare(a: Option<Value>, b: Option<Value>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => match (a.as_f64(), b.as_f64()) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => a.to_string().cmp(&b.to_string()),
        },
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}
