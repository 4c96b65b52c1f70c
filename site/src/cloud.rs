//! The words of a report in their places (`_data/<slug>/cloud.yaml`), for a page to set them as text.
//!
//! It must not know how they were laid out, or how a page shows them.

use crate::model::{Model, Placed};
use crate::sources::{SourceFile, Sources};
use crate::view::{Fields, Seen};
use fingerprint::{Fingerprint, Memo};
use post::Diagnostic;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// More words than this are no picture any more.
const MOST: usize = 400;
/// What a number of the file may be.
const RANGE: std::ops::RangeInclusive<i64> = -20_000..=20_000;
/// Inks are told apart up to here.
const INKS: usize = 6;

/// What must be encoded in a query; letters of any script stand as they are, which is a third of the length.
const QUERY: &str = " \"#%&'+<=>\\`|";

/// The words of one report.
#[derive(Clone)]
pub struct Cloud {
    /// The words as they stand in the file, the heaviest first.
    pub words: Vec<Word>,
    /// What templates see.
    pub seen: Seen,
    /// The name of all of it.
    pub name: Fingerprint,
}

/// A word in its place.
#[derive(Clone, Debug, Deserialize)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Its weight.
    pub weight: u64,
    /// Which of the inks it is set in.
    #[serde(default)]
    pub ink: usize,
    size: i64,
    x: i64,
    y: i64,
    length: i64,
}

#[derive(Deserialize)]
struct File {
    width: i64,
    height: i64,
    words: Vec<Word>,
}

/// The words of one report, or what is wrong with their file.
pub type Read = Result<Cloud, Box<Diagnostic>>;

/// What earlier builds worked out.
pub type Memos = Memo<Read>;

/// For each post its words, where it is a report that has them.
pub fn read(
    model: &Model,
    data: &str,
    sources: &Sources,
    memo: &mut Memos,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<Arc<Read>>> {
    let path = |post: &Placed| Some(format!("{data}{}/cloud.yaml", post.dataset.as_ref()?));
    let found: BTreeMap<usize, (String, &SourceFile)> = model
        .posts
        .iter()
        .enumerate()
        .filter_map(|(number, post)| {
            let path = path(post)?;
            let file = sources.get(&path)?;
            Some((number, (path, file)))
        })
        .collect();
    let files: Vec<&(String, &SourceFile)> = found.values().collect();
    let read = memo.map(
        &files,
        |(path, file)| Fingerprint::of(&(path, file.fingerprint)),
        |(path, file)| parse(path, file),
    );
    let mut clouds = vec![None; model.posts.len()];
    for (number, read) in found.keys().zip(read) {
        if let Err(error) = read.as_ref() {
            diagnostics.push((**error).clone());
        }
        clouds[*number] = Some(read);
    }
    clouds
}

fn parse(path: &str, source: &SourceFile) -> Read {
    let refused = |reason: String, line: usize| {
        Box::new(
            Diagnostic::warning(
                "cloud",
                format!("the words of the cloud cannot be read: {reason}"),
                format!("无法读取词云的词：{reason}"),
            )
            .at(path, line as u32, 0)
            .help(
                "write it anew with `site report` and the name of the dataset; until then the page shows the picture",
                "请用 `site report` 加数据集名称重新生成；在此之前页面显示图片",
            ),
        )
    };
    let file: File =
        post::yaml::from_str(&String::from_utf8_lossy(&source.bytes())).map_err(|error| {
            let line = error.location().map_or(0, |at| at.line());
            refused(error.to_string(), line)
        })?;
    let numbers = file.words.iter();
    let mut numbers = numbers
        .flat_map(|word| [word.size, word.x, word.y, word.length])
        .chain([file.width, file.height]);
    if file.words.is_empty() || file.words.len() > MOST || !numbers.all(|n| RANGE.contains(&n)) {
        return Err(refused("numbers out of range".to_owned(), 0));
    }
    let words: Vec<Seen> = file.words.iter().map(seen).collect();
    let sizes = file.words.chunk_by(|a, b| a.size == b.size);
    let mut from = 0;
    let sizes = sizes.map(|group| {
        let own = words[from..from + group.len()].to_vec();
        from += group.len();
        Seen::record(vec![Fields::new([
            ("size", Seen::of(group[0].size)),
            ("words", Seen::list(own)),
        ])])
    });
    let sizes = Seen::list(sizes.collect());
    let seen = Seen::record(vec![Fields::new([
        ("width", Seen::of(file.width)),
        ("height", Seen::of(file.height)),
        ("sizes", sizes),
        ("words", Seen::list(words)),
    ])]);
    Ok(Cloud {
        name: seen.name(),
        words: file.words,
        seen,
    })
}

fn seen(word: &Word) -> Seen {
    // Characters of one width, a square each, need no help to be as long as they were drawn.
    let square = word.text.chars().all(words::is_han);
    let length = (!square).then_some(word.length);
    Seen::record(vec![Fields::new([
        ("text", Seen::of(word.text.as_str())),
        ("weight", Seen::of(word.weight)),
        ("ink", Seen::of(word.ink % INKS)),
        ("x", Seen::of(word.x)),
        ("y", Seen::of(word.y)),
        ("length", length.map_or_else(Seen::none, Seen::of)),
        ("query", Seen::of(query(&word.text))),
    ])])
}

fn query(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_ascii_control() || QUERY.contains(c) {
            true => out.push_str(&format!("%{:02X}", c as u32)),
            false => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_as_short_as_it_can_be_and_ends_where_it_ends() {
        assert_eq!(query("大模型"), "大模型");
        assert_eq!(query("R&D 100%\n"), "R%26D%20100%25%0A");
    }

    #[test]
    fn a_file_that_is_no_cloud_is_told_and_let_be() {
        let read = |text: &str| parse("_data/a/cloud.yaml", &SourceFile::new(text.as_bytes()));
        let word = "{text: 甲, weight: 3, size: 40, x: 10, y: 50, length: 40}";
        let fine = read(&format!("width: 800\nheight: 480\nwords: [{word}]\n"));
        assert_eq!(fine.map(|cloud| cloud.words.len()).ok(), Some(1));
        for broken in [
            "words: 3".to_owned(),
            "width: 800\nheight: 480\nwords: []\n".to_owned(),
            format!("width: 99999999\nheight: 480\nwords: [{word}]\n"),
            "width: 1\nheight: 1\nwords: [{text: 甲, weight: -1}]\n".to_owned(),
        ] {
            assert!(read(&broken).is_err(), "{broken}");
        }
    }
}
