//! What files gave, put in order: a dataset.
//!
//! It must not know files.

use super::days::window;
use super::found::Note;
use super::kept::Kept;
use super::store::Store;
use super::told::{check_name, nothing_kept, spool_refused};
use super::{Options, Rejected, Streamed, notes, retweets};
use crate::dataset::{Dataset, ImportCounts, Input};
use post::Diagnostic;

/// What files gave before it was put in order: what can be joined with what other files gave.
#[derive(Debug)]
pub(crate) struct Gathered {
    /// Each id once, in any order.
    pub(crate) store: Store,
    /// Long texts that still look for their tweets, and the records they came in.
    pub(crate) notes: Vec<(Note, Rejected)>,
    pub(crate) counts: ImportCounts,
    pub(crate) inputs: Vec<Input>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Puts what was gathered in order: a dataset.
pub(crate) fn finish(
    gathered: Gathered,
    options: &Options,
    set_aside: &mut dyn FnMut(Rejected),
) -> Streamed {
    let Gathered {
        store,
        notes: long,
        counts,
        inputs,
        mut diagnostics,
    } = gathered;
    let mut kept = Kept::new(options, store, set_aside);
    kept.counts = counts;
    let order = kept.store.order();
    let placed = notes::complete(&mut kept.store, &order, long.iter().map(|(note, _)| note));
    for ((note, record), placed) in long.into_iter().zip(placed) {
        kept.take_note(&note, record, placed);
    }
    let Kept {
        mut store, counts, ..
    } = kept;
    retweets::complete(&mut store, &order);
    diagnostics.extend(store.failure().map(|error| spool_refused(&error)));

    if let Some(problem) = check_name(&options.dataset) {
        diagnostics.insert(0, problem);
    }
    let first = order.first().map(|&place| store.key(place).time);
    let last = order.last().map(|&place| store.key(place).time);
    let window = window(options, first, last, &mut diagnostics);
    if order.is_empty() {
        diagnostics.push(nothing_kept(&counts));
    }
    let zone = options.zone;
    let as_of = options
        .now
        .or(last.map(|time| time.with_timezone(&zone)))
        .unwrap_or(window.start);
    let slug = format!(
        "{}_{}_{}",
        options.dataset,
        window.from.format("%Y%m%d"),
        window.to.format("%Y%m%d")
    );
    Streamed {
        dataset: Dataset {
            slug,
            name: options.dataset.clone(),
            window,
            as_of,
            inputs,
            counts,
            rollup: Vec::new(),
            llm: None,
        },
        diagnostics,
        store,
        order,
    }
}
