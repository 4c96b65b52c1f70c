//! Words in an alphabet, with what may stand inside them.

use super::{is_word_char, prefix};
use crate::script::is_spaced;
use crate::token::Kind;

/// What may follow a dot inside a name that is no number: `Node.js`, `x.ai`.
const SUFFIXES: [&str; 9] = ["js", "ai", "py", "rs", "cpp", "net", "app", "dev", "AI"];

/// A word with its inner hyphens, apostrophes and dots; a [`Kind::Name`] when it carries a digit.
pub(super) fn word(rest: &str, first: char) -> Option<(usize, Kind)> {
    if matches!(first, '\'' | '’') {
        return possessive(rest).map(|length| (length, Kind::Punctuation));
    }
    if !first.is_ascii_digit() && !is_spaced(first) {
        return None;
    }
    let mut end = run(rest);
    while let Some(more) = continuation(&rest[..end], &rest[end..]) {
        end += more;
    }
    let named = rest[..end].bytes().any(|b| b.is_ascii_digit());
    Some((end, if named { Kind::Name } else { Kind::Latin }))
}

fn run(text: &str) -> usize {
    prefix(text, is_word_char)
        .trim_end_matches('_')
        .len()
        .max(1)
}

/// How much of `tail` still belongs to the word that ends before it.
fn continuation(head: &str, tail: &str) -> Option<usize> {
    let sign = tail.chars().next()?;
    let after = &tail[sign.len_utf8()..];
    let more = prefix(after, is_word_char).len();
    let follows = match sign {
        '-' => more > 0,
        '\'' | '’' => (1..=2).contains(&more) && !matches!(&after[..more], "s" | "S"),
        '.' => {
            let next = &after[..more];
            let versioned = head.ends_with(|c: char| c.is_ascii_digit())
                && next.starts_with(|c: char| c.is_ascii_digit());
            versioned || (SUFFIXES.contains(&next) && !head.contains('.'))
        }
        '&' => more > 0 && is_initials(head) && is_initials(&after[..more]),
        '+' => {
            let plus = prefix(tail, |c| c == '+').len();
            return (more == 0 && head.len() == 1 && plus == 2).then_some(plus);
        }
        '#' => return (more == 0 && matches!(head, "C" | "F")).then_some(1),
        _ => false,
    };
    follows.then_some(sign.len_utf8() + more)
}

/// `AT` and `T` of `AT&T`.
fn is_initials(word: &str) -> bool {
    word.len() <= 3 && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// `'s` after a name: nobody looks for it, but it must not stick to the name.
fn possessive(rest: &str) -> Option<usize> {
    let sign = rest.chars().next()?.len_utf8();
    let tail = &rest[sign..];
    (prefix(tail, is_word_char) == "s").then_some(sign + 1)
}
