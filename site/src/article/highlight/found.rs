//! What is known of a line of code while it is read, and the match found in it that goes before all others.
//!
//! It must not know contexts, nor what a match does.

use super::automata::{Exact, Groups};
use super::grammar::Rule;
use super::pattern::{Known, Pattern};
use regex_automata::PatternSet;
use std::sync::Arc;

/// The match that goes before all others.
pub(super) struct Best<'a> {
    pub(super) rule: &'a Rule,
    pub(super) found_by: FoundBy<'a>,
    pub(super) from: usize,
    pub(super) until: usize,
    /// It would only undo the step before.
    pub(super) loops: bool,
}

/// Which of the ways to ask an expression found a match.
pub(super) enum FoundBy<'a> {
    Exact(&'a Exact),
    Pattern(&'a Pattern),
    Filled(Arc<Pattern>),
}

impl Best<'_> {
    /// What was matched.
    pub(super) fn groups(&self, text: &str) -> Groups {
        match &self.found_by {
            FoundBy::Exact(exact) => exact.groups(text, self.from).unwrap_or_default(),
            FoundBy::Pattern(pattern) => pattern.groups(text, self.from),
            FoundBy::Filled(pattern) => pattern.groups(text, self.from),
        }
    }
}

/// What is known of a line while it is read.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// Of patterns that look far back, by their numbers.
    known: Vec<(usize, Known)>,
    /// Where, and at which height of the stack, a context was entered without moving on.
    pub(super) entered: (usize, usize),
    /// Which rules may match at a place.
    pub(super) may: PatternSet,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            known: Vec::new(),
            entered: (0, 0),
            may: PatternSet::new(0),
        }
    }

    /// Where the match of an expression ends that begins here.
    pub(super) fn end(&mut self, pattern: &Pattern, at: usize) -> Option<usize> {
        if !pattern.looks_far_back() {
            return pattern.end(self.text, at, &mut None);
        }
        let known = self
            .known
            .iter()
            .position(|(number, _)| *number == pattern.number);
        let known = known.unwrap_or_else(|| {
            self.known.push((pattern.number, None));
            self.known.len() - 1
        });
        pattern.end(self.text, at, &mut self.known[known].1)
    }
}
