//! What a regular expression can begin with: the bytes at a place in the text that are worth trying it at.
//!
//! It must not know grammars. It may say too much, never too little.

use fancy_regex::{Assertion, Expr, LookAround};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// An expression in Oniguruma's syntax, as syntect's grammars are written in it; `None` if it is none.
pub(super) fn parsed(text: &str) -> Option<Expr> {
    // The library's flags for Unicode and for Oniguruma's ways; it names them to itself alone.
    const FLAGS: u32 = 1 << 5 | 1 << 6;
    Some(Expr::parse_tree_with_flags(text, FLAGS).ok()?.expr)
}

/// How many symbols there are: the ASCII characters, any other character, the end of the text.
pub(super) const SYMBOLS: usize = 130;
const OTHER: usize = 128;
const END: usize = 129;

/// A set of symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Set {
    ascii: u128,
    other: bool,
    end: bool,
}

impl Set {
    /// Every symbol.
    pub(super) const ALL: Self = Self {
        ascii: u128::MAX,
        other: true,
        end: true,
    };
    const NONE: Self = Self {
        ascii: 0,
        other: false,
        end: false,
    };

    /// Whether a symbol belongs to it.
    pub(super) fn has(self, symbol: usize) -> bool {
        match symbol {
            END => self.end,
            OTHER => self.other,
            _ => self.ascii >> symbol & 1 == 1,
        }
    }

    fn of(c: char) -> Self {
        let mut set = Self::NONE;
        match c.is_ascii() {
            true => set.ascii = 1 << c as u32,
            false => set.other = true,
        }
        set
    }

    /// The ASCII characters of it, as ranges.
    pub(super) fn ascii(self) -> impl Iterator<Item = u8> {
        (0..128_u8).filter(move |code| self.ascii >> code & 1 == 1)
    }

    fn or(self, with: Self) -> Self {
        Self {
            ascii: self.ascii | with.ascii,
            other: self.other || with.other,
            end: self.end || with.end,
        }
    }

    fn and(self, with: Self) -> Self {
        Self {
            ascii: self.ascii & with.ascii,
            other: self.other && with.other,
            end: self.end && with.end,
        }
    }

    /// All characters but these; what is not ASCII may still be another than those meant.
    pub(super) fn but(self) -> Self {
        Self {
            ascii: !self.ascii,
            other: true,
            end: true,
        }
    }
}

/// The symbol at a place in a text.
pub(super) fn symbol(text: &[u8], at: usize) -> usize {
    match text.get(at) {
        None => END,
        Some(byte) if byte.is_ascii() => usize::from(*byte),
        Some(_) => OTHER,
    }
}

/// The symbols at which this may match, if what follows it may match at `after`.
pub(super) fn first(expr: &Expr, after: Set) -> Set {
    let characters = Set {
        end: false,
        ..Set::ALL
    };
    match expr {
        Expr::Empty | Expr::LookAround(_, LookAround::LookBehind | LookAround::LookBehindNeg) => {
            after
        }
        Expr::Any { newline: true } => characters,
        Expr::Any { newline: false } => characters.and(Set::of('\n').but()),
        Expr::Literal { val, casei } => literal(val, *casei).unwrap_or(after),
        Expr::Concat(parts) => parts
            .iter()
            .rev()
            .fold(after, |after, part| first(part, after)),
        Expr::Alt(parts) => {
            let sets = parts.iter().map(|part| first(part, after));
            sets.fold(Set::NONE, Set::or)
        }
        Expr::Group(inner) | Expr::AtomicGroup(inner) => first(inner, after),
        Expr::Repeat { child, lo, .. } => {
            let some = first(child, Set::ALL);
            if *lo == 0 { some.or(after) } else { some }
        }
        Expr::LookAround(inner, LookAround::LookAhead) => first(inner, Set::ALL).and(after),
        Expr::LookAround(inner, LookAround::LookAheadNeg) => match one_character(inner) {
            Some(set) => set.but().and(after),
            None => after,
        },
        Expr::Assertion(Assertion::EndText) => Set {
            end: true,
            ..Set::NONE
        }
        .and(after),
        Expr::Assertion(Assertion::EndLine { .. }) => Set {
            end: true,
            ascii: 1 << b'\n' | 1 << b'\r',
            other: false,
        }
        .and(after),
        Expr::Assertion(_) => after,
        Expr::Delegate { size: 0, .. } => Set::ALL,
        Expr::Delegate { inner, casei, .. } => class(inner, *casei).unwrap_or(characters),
        _ => Set::ALL,
    }
}

/// How many characters before the place where it begins a match may depend on; `None` for more than can be told. `moved` says
/// whether characters have been matched by then, and becomes whether they have been afterwards.
pub(super) fn looks_back(expr: &Expr, moved: &mut bool) -> Option<usize> {
    match expr {
        Expr::Empty | Expr::Assertion(Assertion::EndText | Assertion::EndLine { .. }) => Some(0),
        Expr::Assertion(_) => Some(usize::from(!*moved)),
        Expr::Delegate { size: 0, .. } => Some(0),
        Expr::Any { .. } | Expr::Delegate { .. } => {
            *moved = true;
            Some(0)
        }
        Expr::Literal { val, .. } => {
            *moved |= !val.is_empty();
            Some(0)
        }
        Expr::Concat(parts) => {
            let mut most = 0;
            for part in parts {
                most = most.max(looks_back(part, moved)?);
            }
            Some(most)
        }
        Expr::Alt(parts) => {
            let (before, mut most) = (*moved, 0);
            *moved = true;
            for part in parts {
                let mut then = before;
                most = most.max(looks_back(part, &mut then)?);
                *moved &= then;
            }
            Some(most)
        }
        Expr::Group(inner) | Expr::AtomicGroup(inner) => looks_back(inner, moved),
        Expr::Repeat { child, lo, .. } => {
            let mut then = *moved;
            let most = looks_back(child, &mut then)?;
            *moved |= then && *lo > 0;
            Some(most)
        }
        Expr::LookAround(inner, LookAround::LookAhead | LookAround::LookAheadNeg) => {
            looks_back(inner, &mut moved.clone())
        }
        Expr::LookAround(inner, _) => one_character(inner).map(|_| 1),
        Expr::Backref { .. } => Some(0),
        _ => None,
    }
}

/// Whether every match begins at the border of a word.
pub(super) fn begins_at_border(expr: &Expr) -> bool {
    match expr {
        Expr::Assertion(Assertion::WordBoundary) => true,
        Expr::Concat(parts) => parts.first().is_some_and(begins_at_border),
        Expr::Alt(parts) => parts.iter().all(begins_at_border),
        Expr::Group(inner) | Expr::AtomicGroup(inner) => begins_at_border(inner),
        Expr::LookAround(inner, LookAround::LookAhead) => begins_at_border(inner),
        _ => false,
    }
}

pub(super) fn literal(text: &str, any_case: bool) -> Option<Set> {
    let c = text.chars().next()?;
    Some(match any_case {
        false => Set::of(c),
        // Some letters that are not ASCII have an ASCII letter for their other case.
        true => Set {
            other: true,
            ..Set::of(c.to_ascii_lowercase()).or(Set::of(c.to_ascii_uppercase()))
        },
    })
}

/// The set of an expression that matches exactly one character, where no character outside of it shares a symbol with one inside.
pub(super) fn one_character(expr: &Expr) -> Option<Set> {
    match expr {
        Expr::Any { .. } => Some(first(expr, Set::NONE)),
        Expr::Delegate { inner, casei, .. } => class(inner, *casei),
        Expr::Literal { val, casei } if val.chars().count() == 1 => literal(val, *casei),
        Expr::Group(inner) => one_character(inner),
        Expr::Alt(parts) => {
            let sets = parts.iter().map(one_character);
            sets.reduce(|a, b| Some(a?.or(b?))).flatten()
        }
        _ => None,
    }
}

/// The set of a class of characters as the regex crate writes it, exact among the ASCII characters; `None` where the text is
/// something else.
pub(super) fn class(text: &str, any_case: bool) -> Option<Set> {
    const WORD: u128 = 0x07ff_fffe_87ff_fffe_03ff_0000_0000_0000;
    const DIGIT: u128 = 0x03ff << 48;
    const BLANK: u128 = 0x0001_0000_3e00;
    let known = match text {
        r"\w" => Some(WORD),
        r"\W" => Some(!WORD),
        r"\d" => Some(DIGIT),
        r"\D" => Some(!DIGIT),
        r"\s" => Some(BLANK),
        r"\S" => Some(!BLANK),
        _ => None,
    };
    if let Some(ascii) = known {
        return Some(Set {
            ascii,
            other: true,
            end: false,
        });
    }
    // Without Unicode it is quicker; which letters, digits and blanks there are beyond ASCII need not be known.
    let parse = |unicode: bool| {
        let mut builder = ParserBuilder::new();
        builder
            .unicode(unicode)
            .utf8(false)
            .case_insensitive(any_case);
        builder.build().parse(text).ok()
    };
    let mut set = members(&parse(false).or_else(|| parse(true))?)?;
    set.other |= any_case || text.contains(['\\', ':']) || !text.is_ascii();
    Some(set)
}

fn members(hir: &Hir) -> Option<Set> {
    let mut set = Set::NONE;
    let mut add = |from: u32, to: u32| {
        for code in from..=to.min(127) {
            set.ascii |= 1 << code;
        }
        set.other |= to > 127;
    };
    match hir.kind() {
        HirKind::Class(Class::Bytes(class)) => {
            for range in class.ranges() {
                add(range.start().into(), range.end().into());
            }
        }
        HirKind::Class(Class::Unicode(class)) => {
            for range in class.ranges() {
                add(range.start().into(), range.end().into());
            }
        }
        HirKind::Literal(literal) if literal.0.len() == 1 => {
            add(literal.0[0].into(), literal.0[0].into());
        }
        _ => return None,
    }
    Some(set)
}
