//! What a straight quote becomes: kramdown's rules, which are those of John Gruber's SmartyPants, tried one after the other.
//!
//! They must not know nodes.

use super::shown;

/// What stands in the place of a quote and of the character before it.
pub(super) type Set = [Option<char>; 3];

fn is_quote(c: Option<&char>) -> bool {
    matches!(c, Some('"' | '\''))
}

/// Whether a character is markup of its own wherever it stands, so that a quote behind it stands behind nothing.
fn is_markup(c: char) -> bool {
    matches!(c, '*' | '_' | '[' | '`') || shown(c) != c
}

/// Whether the rules are asked here: at a quote, or at the character before one.
pub(super) fn begin(chars: &[char], at: usize) -> bool {
    let before = !matches!(chars.get(at), Some('\\')) && !is_markup(chars[at]);
    is_quote(chars.get(at)) || before && is_quote(chars.get(at + 1))
}

/// What becomes of what the characters begin with, and of how many.
pub(super) fn set(chars: &[char]) -> (usize, Set) {
    let first = chars.first().copied();
    let at = |number: usize| chars.get(number).copied();
    let opens = is_quote(chars.first());
    // `"*emphasis`
    let marks = |c: Option<char>| matches!(c, Some('_' | '*'));
    if opens && marks(at(1)) && at(2).is_some_and(|c| !is_blank(c)) {
        return (1, [first.map(opening), None, None]);
    }
    let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_punctuation());
    let dots = at(2) == Some('.') && at(3) == Some('.');
    let is_word = |c: Option<char>| c.is_some_and(|c| c == '_' || c.is_alphanumeric());
    if opens && ends(at(1)) && !dots && is_word(at(1)) == is_word(at(2)) {
        return (1, [first.map(closing), None, None]);
    }
    let blank = usize::from(first.is_some_and(is_blank));
    let kept = first.filter(|_| blank == 1);
    let letter = |c: Option<char>| c.is_some_and(|c| c == '_' || c.is_ascii_alphanumeric());
    match (at(blank), at(blank + 1)) {
        (Some('"'), Some('\'')) if letter(at(blank + 2)) => {
            return (blank + 2, [kept, Some('“'), Some('‘')]);
        }
        (Some('\''), Some('"')) if letter(at(blank + 2)) => {
            return (blank + 2, [kept, Some('‘'), Some('“')]);
        }
        _ => {}
    }
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let decade = digit(at(blank + 1)) && digit(at(blank + 2)) && at(blank + 3) == Some('s');
    if at(blank) == Some('\'') && decade {
        return (blank + 1, [kept, Some('’'), None]);
    }
    let second = at(1).filter(|_| is_quote(chars.get(1)));
    match (first, second) {
        (Some(_), Some(quote)) if blank == 1 && letter(at(2)) => {
            return (2, [kept, Some(opening(quote)), None]);
        }
        (Some(before), Some(quote)) if is_closed_behind(before) => {
            return (2, [Some(shown(before)), Some(closing(quote)), None]);
        }
        _ => {}
    }
    let genitive = at(1) == Some('s') && !is_word(at(2));
    if opens && (at(1).is_none_or(is_blank) || genitive) {
        return (1, [first.map(closing), None, None]);
    }
    // Single quotes come first, also before a double one.
    let open_second = |quote: char| second == Some(quote);
    match first {
        Some(before) if open_second('\'') => (2, [Some(shown(before)), Some('‘'), None]),
        Some('\'') => (1, [Some('‘'), None, None]),
        Some(before) if open_second('"') => (2, [Some(shown(before)), Some('“'), None]),
        Some('"') => (1, [Some('“'), None, None]),
        other => (1, [other, None, None]),
    }
}

fn is_closed_behind(c: char) -> bool {
    !matches!(c, ' ' | '\\' | '\t' | '\r' | '\n' | '[' | '{' | '(' | '-')
}

fn is_blank(c: char) -> bool {
    c.is_ascii_whitespace()
}

fn opening(quote: char) -> char {
    if quote == '"' { '“' } else { '‘' }
}

fn closing(quote: char) -> char {
    if quote == '"' { '”' } else { '’' }
}
