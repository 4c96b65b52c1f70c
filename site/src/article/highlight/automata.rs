//! Regular expressions as automata of ASCII take them: `generous` may match more than the expression does, `Exact` neither more
//! nor less nor elsewhere.
//!
//! It must not know grammars, nor lines that are not ASCII.

use super::first::{Set, class, literal, one_character};
use fancy_regex::{Assertion, Expr, LookAround};
use regex_automata::meta::Regex;
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Capture, Class, ClassBytes, ClassBytesRange, Hir, Look, Repetition};
use std::sync::OnceLock;

/// Where the groups of a match stand; the first is the whole match.
pub(super) type Groups = Vec<Option<(usize, usize)>>;

/// An expression of which an automaton tells everything, in a line that is ASCII.
pub(super) struct Exact {
    /// What is matched, and what has to follow.
    hir: Hir,
    /// How long every match is.
    length: Option<usize>,
    /// The number of the group around what is matched, where something has to follow it.
    matched: Option<u32>,
    groups: u32,
    regex: OnceLock<Option<Regex>>,
}

impl Exact {
    /// `None` where an automaton cannot follow the expression.
    pub(super) fn of(expr: &Expr) -> Option<Self> {
        let parts = match expr {
            Expr::Concat(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        let (parts, follows) = match parts.split_last() {
            Some((Expr::LookAround(inner, LookAround::LookAhead), before)) => {
                (before, Some((inner, true)))
            }
            Some((Expr::LookAround(inner, LookAround::LookAheadNeg), before)) => {
                (before, Some((inner, false)))
            }
            _ => (parts, None),
        };
        let mut groups = 0;
        let own = parts.iter().map(|part| strict(part, &mut groups));
        let own = Hir::concat(own.collect::<Option<_>>()?);
        let lengths = (
            own.properties().minimum_len(),
            own.properties().maximum_len(),
        );
        let length = lengths.0.filter(|_| lengths.0 == lengths.1);
        let (hir, matched) = match follows {
            None => (own, None),
            Some((inner, comes)) => {
                let after = match comes {
                    true => strict(inner, &mut groups)?,
                    false => none_of(one_character(inner)?),
                };
                let matched = groups + 1;
                (Hir::concat(vec![group(matched, own), after]), Some(matched))
            }
        };
        Some(Self {
            hir,
            length,
            matched,
            groups,
            regex: OnceLock::new(),
        })
    }

    fn regex(&self) -> Option<&Regex> {
        let made = self.regex.get_or_init(|| {
            // It is always asked at one place: what only helps to search would cost more to make than it ever gives.
            let config = Regex::config()
                .utf8_empty(false)
                .auto_prefilter(false)
                .hybrid(false)
                .dfa(false);
            Regex::builder()
                .configure(config)
                .build_from_hir(&self.hir)
                .ok()
        });
        made.as_ref()
    }

    /// Where the match ends that begins at `at`: there is one.
    pub(super) fn end(&self, line: &str, at: usize) -> Option<usize> {
        match (self.length, self.matched) {
            (Some(length), _) => Some(at + length),
            (None, Some(_)) => self
                .groups(line, at)?
                .first()
                .copied()?
                .map(|(_, until)| until),
            (None, None) => {
                let input = Input::new(line).range(at..).anchored(Anchored::Yes);
                Some(self.regex()?.search_half(&input)?.offset())
            }
        }
    }

    /// The groups of the match that begins at `at`.
    pub(super) fn groups(&self, line: &str, at: usize) -> Option<Groups> {
        let input = Input::new(line).range(at..).anchored(Anchored::Yes);
        let most = self.matched.unwrap_or(self.groups) as usize;
        let mut slots: Vec<Option<NonMaxUsize>> = vec![None; (most + 1) * 2];
        self.regex()?.search_slots(&input, &mut slots)?;
        let place = |pair: &[Option<NonMaxUsize>]| Some((pair[0]?.get(), pair[1]?.get()));
        let mut groups: Groups = slots.chunks_exact(2).map(place).collect();
        if self.matched.is_some() {
            let matched = groups.pop()?;
            groups[0] = matched;
        }
        Some(groups)
    }
}

/// The expression itself; `None` where it looks around, repeats what it found or takes back no choice.
fn strict(expr: &Expr, groups: &mut u32) -> Option<Hir> {
    Some(match expr {
        Expr::Concat(parts) => {
            let parts = parts.iter().map(|part| strict(part, groups));
            Hir::concat(parts.collect::<Option<_>>()?)
        }
        Expr::Alt(parts) => {
            let parts = parts.iter().map(|part| strict(part, groups));
            Hir::alternation(parts.collect::<Option<_>>()?)
        }
        Expr::Group(inner) => {
            *groups += 1;
            let number = *groups;
            group(number, strict(inner, groups)?)
        }
        Expr::Repeat {
            child,
            lo,
            hi,
            greedy,
        } => repeated(strict(child, groups)?, *lo, *hi, *greedy),
        Expr::Delegate {
            inner,
            casei,
            size: 1,
        } => of_set(class(inner, *casei)?),
        Expr::Empty | Expr::Any { .. } | Expr::Literal { .. } | Expr::Assertion(_) => {
            generous(expr, false)
        }
        _ => return None,
    })
}

fn group(index: u32, inner: Hir) -> Hir {
    Hir::capture(Capture {
        index,
        name: None,
        sub: Box::new(inner),
    })
}

fn repeated(child: Hir, least: usize, most: usize, greedy: bool) -> Hir {
    Hir::repetition(Repetition {
        min: u32::try_from(least).unwrap_or(u32::MAX),
        max: u32::try_from(most).ok(),
        greedy,
        sub: Box::new(child),
    })
}

/// The end of the text, or a character that is none of these.
fn none_of(set: Set) -> Hir {
    Hir::alternation(vec![of_set(set.but()), Hir::look(Look::End)])
}

/// The texts that an expression matches, and perhaps some more. `last` says that nothing has to follow.
pub(super) fn generous(expr: &Expr, last: bool) -> Hir {
    match expr {
        Expr::Empty | Expr::LookAround(_, LookAround::LookBehind | LookAround::LookBehindNeg) => {
            Hir::empty()
        }
        Expr::Any { newline: true } => any(),
        Expr::Any { newline: false } => Hir::class(Class::Bytes(ClassBytes::new([
            ClassBytesRange::new(0, b'\n' - 1),
            ClassBytesRange::new(b'\n' + 1, 255),
        ]))),
        Expr::Literal { val, casei: false } => Hir::literal(val.as_bytes()),
        Expr::Literal { val, casei: true } => Hir::concat(
            val.chars()
                .map(|c| literal(c.encode_utf8(&mut [0; 4]), true).map_or_else(any, of_set))
                .collect(),
        ),
        Expr::Concat(parts) => {
            let numbered = parts.iter().enumerate();
            Hir::concat(
                numbered
                    .map(|(number, part)| generous(part, last && number + 1 == parts.len()))
                    .collect(),
            )
        }
        Expr::Alt(parts) => {
            Hir::alternation(parts.iter().map(|part| generous(part, last)).collect())
        }
        Expr::Group(inner) | Expr::AtomicGroup(inner) => generous(inner, last),
        Expr::Repeat {
            child,
            lo,
            hi,
            greedy,
        } => repeated(generous(child, false), *lo, *hi, *greedy),
        // What only has to follow is as good as matched, where nothing else does.
        Expr::LookAround(inner, LookAround::LookAhead) if last => generous(inner, true),
        Expr::LookAround(inner, LookAround::LookAheadNeg) if last => match one_character(inner) {
            Some(set) => none_of(set),
            None => Hir::empty(),
        },
        Expr::LookAround(..) => Hir::empty(),
        Expr::Assertion(assertion) => Hir::look(match assertion {
            Assertion::StartText => Look::Start,
            Assertion::EndText => Look::End,
            Assertion::StartLine { crlf: false } => Look::StartLF,
            Assertion::StartLine { crlf: true } => Look::StartCRLF,
            Assertion::EndLine { crlf: false } => Look::EndLF,
            Assertion::EndLine { crlf: true } => Look::EndCRLF,
            Assertion::LeftWordBoundary => Look::WordStartAscii,
            Assertion::RightWordBoundary => Look::WordEndAscii,
            Assertion::WordBoundary => Look::WordAscii,
            Assertion::NotWordBoundary => Look::WordAsciiNegate,
        }),
        Expr::Delegate { size: 0, .. } => anything(),
        Expr::Delegate { inner, casei, .. } => class(inner, *casei).map_or_else(any, of_set),
        _ => anything(),
    }
}

fn any() -> Hir {
    Hir::class(Class::Bytes(ClassBytes::new([ClassBytesRange::new(
        0, 255,
    )])))
}

fn anything() -> Hir {
    repeated(any(), 0, usize::MAX, true)
}

fn of_set(set: Set) -> Hir {
    let ranges = set.ascii().map(|code| ClassBytesRange::new(code, code));
    Hir::class(Class::Bytes(ClassBytes::new(ranges)))
}
