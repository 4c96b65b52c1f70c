//! What earlier builds worked out. It changes only the time a build takes, never its result.
//!
//! It must not know in which order a build goes.

use crate::article::Article;
use crate::article::highlight::Fences;
use crate::pages::{Known, Made};
use crate::render::Templates;
use crate::{assets, cards, cloud, model, related, search, trends};
use fingerprint::Memo;
use post::Diagnostic;
use std::sync::Arc;

/// What earlier builds worked out. It changes only the time a build takes, never its result.
#[derive(Default)]
pub struct Memos {
    pub(super) articles: Memo<ReadArticle>,
    pub(super) bodies: BodyMemos,
    pub(super) fences: Fences,
    pub(super) sizes: Memo<Option<(u32, u32)>>,
    pub(super) templates: Option<Arc<Templates>>,
    pub(super) places: model::Places,
    pub(super) pages: Memo<Made>,
    pub(super) known: Known,
    pub(super) links: Memo<Vec<Diagnostic>>,
    pub(super) search: search::Memos,
    pub(super) trends: Memo<ReadTrends>,
    pub(super) related: related::Memos,
    pub(super) clouds: cloud::Memos,
    pub(super) cards: cards::Memos,
    pub(super) assets: assets::Memos,
    /// No other build will follow.
    pub(super) once: bool,
}

impl Memos {
    /// For a single build: what it needs no more goes while it is made.
    pub fn once() -> Self {
        Self {
            once: true,
            ..Self::default()
        }
    }
}

/// An article, or why it could not be read.
pub(super) type ReadArticle = Result<Arc<Article>, Box<Diagnostic>>;
/// What is talked about, and what there is to tell of the file that says so.
pub(super) type ReadTrends = (Vec<trends::Story>, Vec<Diagnostic>);

/// What the last build carried out, by rounds.
#[derive(Default)]
pub(super) struct BodyMemos {
    pub(super) made: [Memo<ReadArticle>; 3],
    pub(super) places: [model::Places; 3],
    pub(super) related: related::Memos,
}
