//! Names of several words, and names with their version, as one token: `Sam Altman`, `DeepSeek V3.2`, `Gemini 2.5 Pro`.
//!
//! It must not know how a text is cut into pieces.

use crate::lexer::Piece;
use crate::script::is_han;
use crate::token::Kind;
use std::collections::{HashMap, HashSet};

/// One name a line; a `+` at its end says that versions may follow it.
pub(crate) const SHIPPED: &str = include_str!("../data/names.txt");

/// What may follow the version of a product.
const TIERS: [&str; 25] = [
    "Pro", "Flash", "Mini", "mini", "Max", "Ultra", "Turbo", "Sonnet", "Opus", "Haiku", "Preview",
    "Nano", "nano", "Lite", "Plus", "Thinking", "Air", "Coder", "Codex", "Exp", "Distill",
    "Instruct", "VL", "Omni", "Speciale",
];

/// The most words a listed name has; longer ones are not looked for.
const MOST_WORDS: usize = 4;

/// Longest piece, in bytes, that can be a version.
const LONGEST_VERSION: usize = 14;

/// Names that stay whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// By their [`spelling`], and whether versions may follow them.
    known: HashMap<String, bool>,
    /// How they begin: most words of a text begin no name, which is told without spelling them.
    beginnings: HashSet<Beginning>,
}

/// The first two characters in lower case, without blanks; one alone stands before a nought.
type Beginning = (char, char);

impl Names {
    /// Lists a name, unless it is listed.
    pub(crate) fn add(&mut self, name: &str) {
        let spelling = spelling(name);
        self.beginnings.insert(beginning(&spelling));
        self.known.entry(spelling).or_insert(false);
    }

    /// Lists a name and says whether versions may follow it.
    pub(crate) fn set(&mut self, name: &str, versions: bool) {
        self.add(name);
        self.known.insert(spelling(name), versions);
    }

    /// How many of `words` pieces that stand in a row are the longest listed name, and whether versions may follow it.
    fn longest(&self, text: &str, pieces: &[Piece], words: usize) -> Option<(usize, bool)> {
        let written = |count: usize| &text[pieces[0].at..pieces[count - 1].end()];
        let begins = beginning(written(words));
        if ![begins, (begins.0, '\0')]
            .iter()
            .any(|known| self.beginnings.contains(known))
        {
            return None;
        }
        (1..=words)
            .rev()
            .find_map(|count| Some((count, *self.known.get(&spelling(written(count)))?)))
    }
}

fn beginning(written: &str) -> Beginning {
    let mut letters = written
        .chars()
        .filter(|c| *c != ' ')
        .flat_map(char::to_lowercase);
    let mut next = || letters.next().unwrap_or_default();
    (next(), next())
}

/// How a name is looked up: lower case, no space between Han characters and others.
fn spelling(name: &str) -> String {
    let mut spelling = String::with_capacity(name.len());
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let between = c == ' '
            && (spelling.chars().next_back().is_some_and(is_han)
                || rest.peek().is_some_and(|next| is_han(*next)));
        if !between {
            spelling.extend(c.to_lowercase());
        }
    }
    spelling
}

/// Joins the pieces of names. `is_common` tells words that no version follows, in lower case.
pub(crate) fn join(
    text: &str,
    pieces: Vec<Piece>,
    names: &Names,
    is_common: &dyn Fn(&str) -> bool,
) -> Vec<Piece> {
    let mut joined = Vec::with_capacity(pieces.len());
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        let taken = if matches!(first.kind, Kind::Latin | Kind::Name) {
            name(text, rest, names, is_common)
        } else {
            None
        };
        match taken {
            Some((count, kind)) => {
                let last = rest[count - 1];
                joined.push(Piece {
                    at: first.at,
                    length: last.end() - first.at,
                    kind,
                });
                rest = &rest[count..];
            }
            None => {
                joined.push(*first);
                rest = &rest[1..];
            }
        }
    }
    joined
}

/// How many of the pieces that `pieces` begins with are one name.
fn name(
    text: &str,
    pieces: &[Piece],
    names: &Names,
    is_common: &dyn Fn(&str) -> bool,
) -> Option<(usize, Kind)> {
    let words = spaced(text, pieces, MOST_WORDS);
    let listed = names.longest(text, pieces, words);
    let (base, versions) = listed.unwrap_or((1, false));
    let spaced = spaced(text, pieces, base + 3);
    let version = |at: usize| {
        at < spaced && is_version(text, &pieces[at], versions, pieces[0].of(text), is_common)
    };
    let tier = |at: usize| at < spaced && TIERS.contains(&pieces[at].of(text));
    let mut count = base;
    if version(count) {
        count += 1;
    }
    if count > base || pieces[0].kind == Kind::Name {
        while tier(count) && count < base + 3 {
            count += 1;
        }
    }
    (listed.is_some() || count > 1).then_some((count, Kind::Name))
}

/// How many pieces, at most `most`, stand in a row with one space between them.
fn spaced(text: &str, pieces: &[Piece], most: usize) -> usize {
    let gaps = pieces.windows(2).take(most.saturating_sub(1));
    1 + gaps
        .take_while(|pair| match &text[pair[0].end()..pair[1].at] {
            " " => true,
            // Han characters and others need no space between them.
            gap => gap.is_empty() && (pair[0].kind == Kind::Han) != (pair[1].kind == Kind::Han),
        })
        .count()
}

/// Whether a piece is the version of the name before it. After a listed family any short piece with a digit is one; after
/// another capitalised word only the unmistakable `V3.2` and `R1`.
fn is_version(
    text: &str,
    piece: &Piece,
    listed: bool,
    head: &str,
    is_common: &dyn Fn(&str) -> bool,
) -> bool {
    let written = piece.of(text);
    if written.len() > LONGEST_VERSION || !matches!(piece.kind, Kind::Name | Kind::Number) {
        return false;
    }
    let plain = |number: &str| {
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    };
    if listed {
        let year = written.len() == 4 && (written.starts_with("19") || written.starts_with("20"));
        piece.kind == Kind::Name || (plain(written) && written.len() <= 5 && !year)
    } else {
        head.starts_with(char::is_uppercase)
            && !is_common(&head.to_lowercase())
            && written.strip_prefix(['V', 'v', 'R']).is_some_and(plain)
    }
}
