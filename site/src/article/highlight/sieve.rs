//! Which of many rules may match at a place, told at once: an automaton of all their expressions, each made somewhat more
//! generous where an automaton cannot follow it (looking around, repeating what was found).
//!
//! It must not know grammars. It gives up where more than ASCII has to be looked at; else it may say too much, never too little.

use super::automata::{Exact, generous};
use fancy_regex::Expr;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{NFA, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input, MatchKind, PatternSet};
use regex_syntax::hir::Hir;

/// An automaton of many expressions.
pub(super) struct Sieve {
    dfa: DFA,
    caches: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync>>,
    /// The expressions of which the automaton says neither too much nor too little.
    exact: Vec<Option<Exact>>,
}

impl Sieve {
    /// The automaton of these expressions; `None` if it would be too large. What is not told may match anywhere.
    pub(super) fn new(trees: &[Option<&Expr>]) -> Option<Self> {
        let exact = trees.iter().map(|tree| Exact::of((*tree)?)).collect();
        let generous = trees
            .iter()
            .map(|tree| tree.map_or_else(Hir::empty, |tree| generous(tree, true)));
        let config = NFA::config()
            .utf8(false)
            .which_captures(WhichCaptures::None);
        let config = config.nfa_size_limit(Some(LARGEST));
        let nfa = NFA::compiler()
            .configure(config)
            .build_many_from_hir(&generous.collect::<Vec<_>>());
        let config = DFA::config()
            .match_kind(MatchKind::All)
            .skip_cache_capacity_check(true);
        let config = (0x80..=0xff).fold(config, |config, byte| config.quit(byte, true));
        let dfa = DFA::builder()
            .configure(config)
            .build_from_nfa(nfa.ok()?)
            .ok()?;
        let own = dfa.clone();
        Some(Self {
            dfa,
            caches: Pool::new(Box::new(move || own.create_cache())),
            exact,
        })
    }

    /// The expression with this number, where that it may match means that it does.
    pub(super) fn exact(&self, number: usize) -> Option<&Exact> {
        self.exact.get(number)?.as_ref()
    }

    /// Whether any of the expressions may match at `at`; `None` where that depends on more than ASCII.
    pub(super) fn any_at(&self, line: &str, at: usize) -> Option<bool> {
        let input = Input::new(line).range(at..).anchored(Anchored::Yes);
        let found = self.dfa.try_search_fwd(&mut self.caches.get(), &input);
        Some(found.ok()?.is_some())
    }

    /// The numbers of the expressions that may match at `at`; `None` where that depends on more than ASCII.
    pub(super) fn at(&self, line: &str, at: usize, found: &mut PatternSet) -> Option<()> {
        found.clear();
        let input = Input::new(line).range(at..).anchored(Anchored::Yes);
        let mut cache = self.caches.get();
        self.dfa
            .try_which_overlapping_matches(&mut cache, &input, found)
            .ok()
    }
}

/// The most bytes an automaton may have before it runs.
const LARGEST: usize = 4 << 20;
