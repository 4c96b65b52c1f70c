//! Highlighting line by line, each line once: what a line becomes depends on its text and on the state the highlighter is in
//! before it, and in a blog most lines of code have stood after the same state before.
//!
//! It must not know languages, nor how long a fence may be.

use super::classes::write_run;
use super::grammar::SYNTAXES;
use super::walk::Parse;
use fingerprint::Fingerprint;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use syntect::parsing::{ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxReference};

/// How many bytes of HTML are remembered; lines that come later are worked out each time.
const MOST_BYTES: usize = 24 << 20;
/// How many states with the same scopes are told apart. Here-documents make a state of every word that ends one.
const MOST_ALIKE: usize = 64;

/// Between two lines: all that the rest of the text depends on.
#[derive(PartialEq, Eq)]
struct State {
    parse: Parse,
    scopes: ScopeStack,
    /// The class of the span that is open.
    open: &'static str,
}

/// The lines worked out so far.
#[derive(Default)]
pub(super) struct Lines {
    states: Vec<Arc<State>>,
    /// The numbers of states by their scopes.
    alike: HashMap<Vec<Scope>, Vec<usize>>,
    /// By the state before a line and the line: its HTML and the state behind it.
    lines: HashMap<(usize, Fingerprint), (Arc<str>, usize)>,
    bytes: usize,
}

impl Lines {
    /// The number of this state; `None` when too many are alike.
    fn number(&mut self, state: &Arc<State>) -> Option<usize> {
        let alike = self.alike.entry(state.scopes.scopes.clone()).or_default();
        if let Some(known) = alike.iter().find(|n| self.states[**n] == *state) {
            return Some(*known);
        }
        if alike.len() == MOST_ALIKE {
            return None;
        }
        alike.push(self.states.len());
        self.states.push(Arc::clone(state));
        Some(self.states.len() - 1)
    }

    fn remember(&mut self, before: usize, line: Fingerprint, html: &str, after: usize) {
        if self.bytes + html.len() <= MOST_BYTES {
            self.bytes += html.len();
            self.lines.insert((before, line), (html.into(), after));
        }
    }
}

/// Writes the code with its spans; `None` when the highlighter gives up on it.
pub(super) fn spans(
    syntax: &SyntaxReference,
    code: &str,
    lines: &Mutex<Lines>,
    out: &mut String,
) -> Option<()> {
    let mut state = Arc::new(State {
        parse: Parse::new(syntax)?,
        scopes: ScopeStack::new(),
        open: "",
    });
    let mut number = lock(lines).number(&state);
    for line in syntect::util::LinesWithEndings::from(code) {
        let name = Fingerprint::of_bytes(line.as_bytes());
        if let Some(before) = number {
            let lines = lock(lines);
            if let Some((html, after)) = lines.lines.get(&(before, name)) {
                out.push_str(html);
                (number, state) = (Some(*after), Arc::clone(&lines.states[*after]));
                continue;
            }
        }
        let from = out.len();
        let after = Arc::new(one(&state, line, out)?);
        let mut lines = lock(lines);
        let then = lines.number(&after);
        if let (Some(before), Some(then)) = (number, then) {
            lines.remember(before, name, &out[from..], then);
        }
        (number, state) = (then, after);
    }
    if !state.open.is_empty() {
        out.push_str("</span>");
    }
    Some(())
}

/// The same without a memory, by syntect's own parser: it is slower, but bears lines of any length, because it asks each rule once
/// for all that is left of a line.
pub(super) fn long(syntax: &SyntaxReference, code: &str, out: &mut String) -> Option<()> {
    let (mut parse, mut scopes, mut open) = (ParseState::new(syntax), ScopeStack::new(), "");
    for line in syntect::util::LinesWithEndings::from(code) {
        let steps = parse.parse_line(line, &SYNTAXES).ok()?;
        write_line(line, steps, &mut scopes, &mut open, out)?;
    }
    if !open.is_empty() {
        out.push_str("</span>");
    }
    Some(())
}

/// Writes one line; the state behind it.
fn one(before: &State, line: &str, out: &mut String) -> Option<State> {
    let mut parse = before.parse.clone();
    let mut scopes = before.scopes.clone();
    let mut open = before.open;
    let steps = parse.line(line)?;
    write_line(line, steps, &mut scopes, &mut open, out)?;
    Some(State {
        parse,
        scopes,
        open,
    })
}

/// Writes a line whose scopes change in these steps.
fn write_line(
    line: &str,
    steps: Vec<(usize, ScopeStackOp)>,
    scopes: &mut ScopeStack,
    open: &mut &'static str,
    out: &mut String,
) -> Option<()> {
    let mut at = 0;
    for (until, step) in steps {
        write_run(line.get(at..until)?, scopes, open, out);
        at = until;
        scopes.apply(&step).ok()?;
    }
    write_run(line.get(at..)?, scopes, open, out);
    Some(())
}

fn lock(lines: &Mutex<Lines>) -> MutexGuard<'_, Lines> {
    // A panic elsewhere leaves at worst a missing entry.
    lines.lock().unwrap_or_else(PoisonError::into_inner)
}
