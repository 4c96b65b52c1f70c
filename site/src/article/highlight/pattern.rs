//! One regular expression of a grammar, made ready to be asked whether it matches at a given place of a line: most places are
//! told by their first character, and the others are looked at alone, not with all that follows.
//!
//! It must not know grammars. Whether and what it matches is what `fancy_regex` says of the same text, as in syntect.

use super::automata::{Exact, Groups};
use super::first::{Set, begins_at_border, first, looks_back, parsed};
use super::sieve::Sieve;
use fancy_regex::{Expr, Regex, RegexBuilder};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is known of the next match of an expression that looks far back, in one line.
pub(super) type Known = Option<Option<(usize, usize)>>;

/// A regular expression.
pub(super) struct Pattern {
    /// No other pattern has it.
    pub(super) number: usize,
    text: String,
    tree: Option<Expr>,
    /// The symbols at which it may match.
    pub(super) first: Set,
    /// Whether every match begins at the border of a word.
    at_border: bool,
    looks: Looks,
    /// These are made when they are first needed; `None` if they cannot be. The automaton is made some twenty times as fast as
    /// the expressions, which know all letters there are.
    alone: OnceLock<Option<Sieve>>,
    here: OnceLock<Option<Regex>>,
    behind_another: OnceLock<Option<Regex>>,
}

/// How far an expression looks back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    /// Not at all: the text from the place on tells all.
    Ahead,
    /// At the character before.
    OneBack,
    /// Further: it is searched for in the line.
    FarBack,
}

/// What an automaton can say of a place.
enum Told<'a> {
    /// There is no match.
    None,
    /// There is one, and this tells it.
    Match(&'a Exact),
    /// Nothing.
    Nothing,
}

impl Pattern {
    /// An expression in Oniguruma's syntax.
    pub(super) fn new(text: &str) -> Self {
        let tree = parsed(text);
        let expr = tree.as_ref();
        let looks = match expr.and_then(|expr| looks_back(expr, &mut false)) {
            Some(0) => Looks::Ahead,
            Some(1) => Looks::OneBack,
            _ => Looks::FarBack,
        };
        static NUMBERS: AtomicUsize = AtomicUsize::new(0);
        Self {
            number: NUMBERS.fetch_add(1, Ordering::Relaxed),
            text: text.to_owned(),
            first: expr.map_or(Set::ALL, |expr| first(expr, Set::ALL)),
            at_border: expr.is_some_and(begins_at_border),
            tree,
            looks,
            alone: OnceLock::new(),
            here: OnceLock::new(),
            behind_another: OnceLock::new(),
        }
    }

    /// Whether what is known of its next match is worth keeping.
    pub(super) fn looks_far_back(&self) -> bool {
        self.looks == Looks::FarBack
    }

    /// What the expression says, where it could be read.
    pub(super) fn tree(&self) -> Option<&Expr> {
        self.tree.as_ref()
    }

    /// What the automaton of this expression alone says of a match that begins at `at`.
    fn told(&self, line: &str, at: usize) -> Told<'_> {
        let alone = self
            .alone
            .get_or_init(|| Sieve::new(&[Some(self.tree.as_ref()?)]));
        let Some(alone) = alone else {
            return Told::Nothing;
        };
        match (alone.any_at(line, at), alone.exact(0)) {
            (Some(false), _) => Told::None,
            (Some(true), Some(exact)) => Told::Match(exact),
            _ => Told::Nothing,
        }
    }

    /// Where a match that begins at `at` ends.
    pub(super) fn end(&self, line: &str, at: usize, known: &mut Known) -> Option<usize> {
        if self.at_border && is_word_before(line, at) == is_word_after(line, at) {
            return None;
        }
        match self.told(line, at) {
            Told::None => return None,
            Told::Match(exact) => return exact.end(line, at),
            Told::Nothing => {}
        }
        if self.looks != Looks::FarBack {
            let (regex, from) = self.at(line, at)?;
            return Some(from + regex.find(&line[from..]).ok()??.end());
        }
        let next = match known {
            Some(None) => None,
            Some(Some((from, until))) if *from >= at => Some((*from, *until)),
            _ => {
                let found = self.far()?.find_from_pos(line, at).ok().flatten();
                *known = Some(found.map(|found| (found.start(), found.end())));
                known.flatten()
            }
        };
        next.filter(|(from, _)| *from == at).map(|(_, until)| until)
    }

    /// The groups of the match that begins at `at`.
    pub(super) fn groups(&self, line: &str, at: usize) -> Groups {
        if let Told::Match(exact) = self.told(line, at) {
            return exact.groups(line, at).unwrap_or_default();
        }
        let found = match self.looks {
            Looks::FarBack => self.far().map(|regex| (regex, 0, at)),
            _ => self.at(line, at).map(|(regex, from)| (regex, from, 0)),
        };
        let groups = found.and_then(|(regex, from, begin)| {
            let groups = regex.captures_from_pos(&line[from..], begin).ok()??;
            let place = |group: fancy_regex::Match<'_>| (from + group.start(), from + group.end());
            let mut groups: Groups = groups.iter().map(|group| group.map(place)).collect();
            // A character before it may have been taken in.
            if let Some(Some((begin, _))) = groups.first_mut() {
                *begin = at;
            }
            Some(groups)
        });
        groups.unwrap_or_default()
    }

    /// The expression for a match at this place, and from where on it has to see the line.
    fn at(&self, line: &str, at: usize) -> Option<(&Regex, usize)> {
        // A line break ends a remark, where the expression has remarks.
        let end = if has_remarks(&self.text) { "\n)" } else { ")" };
        let before = line[..at].chars().next_back();
        let (regex, begin, from) = match before.filter(|_| self.looks == Looks::OneBack) {
            Some(before) => (&self.behind_another, r"\A(?s:.)(?:", at - before.len_utf8()),
            None => (&self.here, r"\A(?:", at),
        };
        let regex = regex.get_or_init(|| made(&[begin, &self.text, end].concat()));
        Some((regex.as_ref()?, from))
    }

    fn far(&self) -> Option<&Regex> {
        self.here.get_or_init(|| made(&self.text)).as_ref()
    }
}

fn made(text: &str) -> Option<Regex> {
    RegexBuilder::new(text).oniguruma_mode(true).build().ok()
}

/// Whether blanks do not count and `#` begins a remark, to the end of the expression.
fn has_remarks(text: &str) -> bool {
    let flags = text
        .strip_prefix("(?")
        .and_then(|rest| rest.split_once(')'));
    flags.is_some_and(|(flags, _)| {
        flags.bytes().all(|flag| flag.is_ascii_lowercase()) && flags.contains('x')
    })
}

fn is_word_before(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    before.is_some_and(is_word)
}

fn is_word_after(line: &str, at: usize) -> bool {
    line[at..].chars().next().is_some_and(is_word)
}

fn is_word(c: char) -> bool {
    match c.is_ascii() {
        true => c.is_ascii_alphanumeric() || c == '_',
        false => regex_syntax::is_word_character(c),
    }
}
