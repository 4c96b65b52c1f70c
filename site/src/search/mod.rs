//! The search index: the Model -> files that a reader's browser fetches piece by piece, a few for each query, and ranks by
//! itself (`assets/js/search-index.js`). How it is laid out: docs/search.md.
//!
//! Documents have numbers, the oldest first, so that a new post changes the end of the index alone. What is counted is
//! counted in blocks of documents (`block`); an edit counts one block anew and puts together the shards whose parts changed.
//!
//! It must not know templates, or how results look.

mod block;
mod document;
mod shard;
mod terms;
mod text;

pub(crate) use document::{family, sections_of as sections};

use crate::article::Kind;
use crate::model::Model;
use crate::outputs::Output;
use block::{Block, DOCUMENTS, Spread};
use chrono::Datelike;
use document::Document;
use fingerprint::{Fingerprint, Memo};
use serde::Serialize;
use std::sync::Arc;

/// The folder of the index.
pub const FOLDER: &str = "search/index";

/// The template of the page that searches; without it there is no index.
pub const TEMPLATE: &str = "search";

/// How many documents one file of cards describes. Few: a page of results may need a file for each.
const CARDS: usize = 8;

/// What earlier builds worked out.
#[derive(Default)]
pub(crate) struct Memos {
    texts: Memo<Output>,
    cards: Memo<Output>,
    blocks: Memo<Block>,
    shards: Memo<Output>,
}

/// What a browser reads first.
#[derive(Serialize)]
struct Head {
    /// The layout's version.
    version: u32,
    /// How many documents there are.
    documents: usize,
    shards: u32,
    prefix: usize,
    /// How many cards a file has.
    cards: usize,
    /// How long each document is: a character whose code less 48 is four times the logarithm to base two.
    lengths: String,
}

/// The days of the documents, for filtering by date.
#[derive(Serialize)]
struct Days {
    /// How many documents have no date; they come first.
    undated: usize,
    /// Days since 1970-01-01 and how many documents each has.
    days: Vec<(i64, usize)>,
}

/// The files of the index, by path.
pub(crate) fn index(model: &Model, memos: &mut Memos) -> Vec<(String, Output)> {
    let documents = documents(model);
    let html = documents
        .iter()
        .map(|document| document.placed.size())
        .sum();
    let spread = Spread::of(html, documents.len());
    let blocks = blocks(&documents, spread, &mut memos.blocks);
    let mut files = texts(&documents, &mut memos.texts);
    files.extend(cards(&documents, &mut memos.cards));
    files.extend(shards(&blocks, spread, &mut memos.shards));
    let head = Head {
        version: 1,
        documents: documents.len(),
        shards: spread.shards,
        prefix: spread.prefix,
        cards: CARDS,
        lengths: blocks
            .iter()
            .flat_map(|block| &block.lengths)
            .map(|length| code(*length))
            .collect(),
    };
    files.push((format!("{FOLDER}/head.json"), json(&head)));
    files.push((format!("{FOLDER}/days.json"), json(&days(&documents))));
    files.push((
        format!("{FOLDER}/traditional.txt"),
        whole(terms::traditional().as_bytes().to_vec()),
    ));
    files
}

/// Pages and posts in the order of their numbers: without a date first, then the oldest first.
fn documents(model: &Model) -> Vec<Document<'_>> {
    let pages = model.pages.iter().filter(|page| {
        let article = &page.article;
        article.listed
            && !article.title.is_empty()
            && page.output.ends_with(".html")
            && page.output != "404.html"
    });
    let (undated, dated): (Vec<_>, Vec<_>) = model
        .posts
        .iter()
        .map(Arc::as_ref)
        .rev()
        .partition(|post| post.article.date.is_none());
    pages
        .chain(undated)
        .chain(dated)
        .filter_map(Document::of)
        .collect()
}

fn blocks(documents: &[Document<'_>], spread: Spread, memo: &mut Memo<Block>) -> Vec<Arc<Block>> {
    let chunks: Vec<&[Document<'_>]> = documents.chunks(DOCUMENTS).collect();
    memo.map(
        &chunks,
        |chunk| {
            let names: Vec<Fingerprint> = chunk.iter().map(|document| document.name).collect();
            Fingerprint::of(&(names, spread))
        },
        |chunk| Block::count(chunk, spread),
    )
}

fn texts(documents: &[Document<'_>], memo: &mut Memo<Output>) -> Vec<(String, Output)> {
    let outputs = memo.map(
        documents,
        |document| document.name,
        |document| Output::made(document::text_maker(&document.placed.article)),
    );
    let names = documents
        .iter()
        .map(|document| document::text_name(&document.placed.url));
    let names = names.map(|name| format!("{FOLDER}/text/{name}.json"));
    names
        .zip(outputs.iter().map(|output| (**output).clone()))
        .collect()
}

fn cards(documents: &[Document<'_>], memo: &mut Memo<Output>) -> Vec<(String, Output)> {
    let chunks: Vec<&[Document<'_>]> = documents.chunks(CARDS).collect();
    let outputs = memo.map(
        &chunks,
        |chunk| {
            Fingerprint::of(
                &chunk
                    .iter()
                    .map(|document| document.name)
                    .collect::<Vec<_>>(),
            )
        },
        |chunk| json(&chunk.iter().map(Document::card).collect::<Vec<_>>()),
    );
    let named = outputs.iter().enumerate();
    named
        .map(|(number, output)| (format!("{FOLDER}/cards/{number}.json"), (**output).clone()))
        .collect()
}

fn shards(blocks: &[Arc<Block>], spread: Spread, memo: &mut Memo<Output>) -> Vec<(String, Output)> {
    let numbers: Vec<u32> = (0..spread.shards).collect();
    let outputs = memo.map(
        &numbers,
        |number| {
            let parts: Vec<Fingerprint> = blocks
                .iter()
                .map(|block| block.part_name(*number))
                .collect();
            Fingerprint::of(&parts)
        },
        |number| whole(shard::shard(blocks, *number)),
    );
    let named = numbers.iter().zip(&outputs);
    named
        .map(|(number, output)| (format!("{FOLDER}/terms/{number:x}.bin"), (**output).clone()))
        .collect()
}

fn days(documents: &[Document<'_>]) -> Days {
    // Pages stand before all posts, whatever their dates.
    let day = |document: &Document<'_>| {
        let article = &document.placed.article;
        let date = article.date.filter(|_| article.kind != Kind::Page)?;
        Some(i64::from(date.num_days_from_ce()) - 719_163)
    };
    let undated = documents
        .iter()
        .take_while(|document| day(document).is_none())
        .count();
    let groups = documents[undated..].chunk_by(|a, b| day(a) == day(b));
    Days {
        undated,
        days: groups
            .filter_map(|group| Some((day(group.first()?)?, group.len())))
            .collect(),
    }
}

/// A length as one character.
fn code(length: u32) -> char {
    let log = libm::log2(f64::from(length.max(1)));
    // At most 4 · 32.
    char::from(48 + libm::round(log * 4.0).min(74.0) as u8)
}

fn json(value: &impl Serialize) -> Output {
    // Values of this module have text keys and no other numbers than whole ones: they can always be written.
    whole(serde_json::to_vec(value).unwrap_or_default())
}

fn whole(bytes: Vec<u8>) -> Output {
    let name = Fingerprint::of_bytes(&bytes);
    Output::new(Arc::new(bytes.into_boxed_slice()), name)
}
