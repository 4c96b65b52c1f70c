//! Every article in its place among the others, as a body that is carried out before the reduce sees it.
//!
//! It must not know what bodies are written in.

use crate::model::{Model, Placed};
use crate::view::{Fields, Seen};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An article in its place, with its neighbours.
pub(super) struct Place<'a> {
    pub placed: &'a Placed,
    previous: Option<&'a Placed>,
    next: Option<&'a Placed>,
    /// Its place among the posts.
    pub post: Option<usize>,
}

impl Place<'_> {
    /// `page`, at this address where it is not its own.
    pub(super) fn page(&self, elsewhere: Option<String>) -> Seen {
        Seen::record(self.layers(elsewhere))
    }

    /// The layers of it.
    pub(super) fn layers(&self, elsewhere: Option<String>) -> Vec<Fields> {
        let card = |other: Option<&Placed>| other.map_or_else(Seen::none, |one| one.card.clone());
        let mut layers = self.placed.layers.clone();
        layers.push(Fields::new([
            ("previous", card(self.previous)),
            ("next", card(self.next)),
        ]));
        layers.extend(elsewhere.map(|url| Fields::new([("url", Seen::of(url))])));
        layers
    }
}

/// Every article that is published, by its path.
pub(super) fn places(model: &Model) -> BTreeMap<&str, Place<'_>> {
    let mut places = BTreeMap::new();
    for (number, placed) in model.posts.iter().enumerate() {
        let newer = number.checked_sub(1);
        places.insert(
            placed.article.path.as_str(),
            Place {
                placed,
                previous: model.posts.get(number + 1).map(Arc::as_ref),
                next: newer.and_then(|n| model.posts.get(n)).map(Arc::as_ref),
                post: Some(number),
            },
        );
    }
    for placed in &model.pages {
        places.insert(
            placed.article.path.as_str(),
            Place {
                placed,
                previous: None,
                next: None,
                post: None,
            },
        );
    }
    for documents in model.collections.iter().map(|own| &own.documents) {
        for (number, placed) in documents.iter().enumerate() {
            let before = number.checked_sub(1);
            places.insert(
                placed.article.path.as_str(),
                Place {
                    placed,
                    previous: before.and_then(|n| documents.get(n)),
                    next: documents.get(number + 1),
                    post: None,
                },
            );
        }
    }
    places
}
