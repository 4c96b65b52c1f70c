//! The grammars that come with the program, made ready for [`walk`](super::walk): for each situation the rules that hold, by the
//! symbol at which each may match.
//!
//! It must not know lines of code.

use super::first::SYMBOLS;
use super::pattern::Pattern;
use super::sieve::Sieve;
use fancy_regex::Expr;
use serde_json::json;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, OnceLock, PoisonError, RwLock};
use syntect::parsing::syntax_definition::{
    Context, ContextId, ContextReference, MatchOperation, MatchPattern, Pattern as Entry,
    context_iter,
};
use syntect::parsing::{Scope, SyntaxReference, SyntaxSet};

/// The syntaxes that come with the program: a constant, unpacked when first needed.
pub(super) static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// A context of a grammar.
#[derive(Clone, Copy)]
pub(super) struct Link {
    pub(super) id: ContextId,
    pub(super) context: &'static Context,
}

impl Link {
    pub(super) fn of(reference: &ContextReference) -> Option<Self> {
        Some(Self {
            id: reference.id().ok()?,
            context: reference.resolve(&SYNTAXES).ok()?,
        })
    }

    /// syntect tells a context's number, but takes none: it does where numbers are read from elsewhere.
    fn numbered(syntax: usize, context: usize) -> Option<Self> {
        let id = json!({ "syntax_index": syntax, "context_index": context });
        Self::of(&serde_json::from_value(json!({ "Direct": id })).ok()?)
    }

    fn with(id: ContextId) -> Option<Self> {
        let id = serde_json::to_value(id).ok()?;
        Self::of(&serde_json::from_value(json!({ "Direct": id })).ok()?)
    }

    /// Where the reading of a text in this language begins.
    pub(super) fn start(syntax: &SyntaxReference) -> Option<Self> {
        static STARTS: LazyLock<RwLock<HashMap<Scope, Option<Link>>>> =
            LazyLock::new(RwLock::default);
        if let Some(known) = read(&STARTS).get(&syntax.scope) {
            return *known;
        }
        let number = SYNTAXES
            .syntaxes()
            .iter()
            .position(|one| one.name == syntax.name)?;
        let mut contexts = (0..).map_while(|context| Self::numbered(number, context));
        let found = contexts.find(|link| link.is_start(syntax));
        write(&STARTS).insert(syntax.scope, found);
        found
    }

    /// syntect begins with a context of its own: it pushes the grammar's main one at once.
    fn is_start(&self, syntax: &SyntaxReference) -> bool {
        let context = self.context;
        let at_once = |entry: &Entry| match entry {
            Entry::Match(rule) => {
                rule.regex.regex_str().is_empty()
                    && matches!(&rule.operation, MatchOperation::Push(to) if to.len() == 1)
            }
            Entry::Include(_) => false,
        };
        context.meta_content_scope == [syntax.scope]
            && matches!(context.patterns.as_slice(), [only] if at_once(only))
    }
}

/// Which contexts' rules hold: those that were lent to what stands above, then those of the topmost context.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Situation {
    pub(super) lent: Vec<ContextId>,
    pub(super) own: ContextId,
}

/// The rules of a situation.
pub(super) struct Rules {
    pub(super) rules: Vec<Rule>,
    /// By symbol the numbers of the rules that may match there, in their order.
    pub(super) by_symbol: Vec<Box<[u16]>>,
    asked: AtomicU32,
    sieve: OnceLock<Option<Sieve>>,
}

/// An automaton is made for a situation that has been asked about so often: it has to earn what it costs.
const OFTEN: u32 = 48;

impl Rules {
    /// The automaton of all rules, where it is worth having.
    pub(super) fn sieve(&self) -> Option<&Sieve> {
        if let Some(sieve) = self.sieve.get() {
            return sieve.as_ref();
        }
        if self.asked.fetch_add(1, Ordering::Relaxed) < OFTEN {
            return None;
        }
        let sieve = self.sieve.get_or_init(|| {
            let trees = self.rules.iter().map(Rule::tree);
            Sieve::new(&trees.collect::<Vec<_>>())
        });
        sieve.as_ref()
    }
}

/// A rule of a grammar in a situation.
pub(super) struct Rule {
    pub(super) pattern: Arc<Pattern>,
    pub(super) said: &'static MatchPattern,
    /// From which of the lent contexts it comes.
    pub(super) lent: Option<usize>,
}

impl Rule {
    /// What its expression says, unless another match has to fill it in.
    fn tree(&self) -> Option<&Expr> {
        self.pattern.tree().filter(|_| !self.said.has_captures)
    }
}

#[derive(Default)]
struct Known {
    situations: HashMap<Situation, Arc<Rules>>,
    /// By where the rule stands in memory, which is for ever.
    patterns: HashMap<usize, Arc<Pattern>>,
    /// Expressions that repeat what another one found.
    filled: HashMap<String, Arc<Pattern>>,
}

static KNOWN: LazyLock<RwLock<Known>> = LazyLock::new(RwLock::default);

/// How many filled expressions are remembered.
const MOST_FILLED: usize = 1000;

/// Forgets everything; what is asked for later is made ready again.
pub(super) fn forget() {
    *write(&KNOWN) = Known::default();
}

/// The rules that hold in a situation.
pub(super) fn rules(situation: &Situation) -> Option<Arc<Rules>> {
    if let Some(rules) = read(&KNOWN).situations.get(situation) {
        return Some(Arc::clone(rules));
    }
    let own = Link::with(situation.own)?;
    let mut rules = Vec::new();
    let mut known = write(&KNOWN);
    let lent = situation
        .lent
        .iter()
        .enumerate()
        .map(|(number, id)| (Some(number), *id));
    let prototype = own.context.prototype.map(|id| (None, id));
    for (lent, id) in lent.chain(prototype).chain([(None, situation.own)]) {
        for (context, at) in context_iter(&SYNTAXES, Link::with(id)?.context) {
            let said = context.match_at(at).ok()?;
            let place = std::ptr::from_ref(said).addr();
            let pattern = known.patterns.entry(place);
            let pattern = pattern.or_insert_with(|| Arc::new(Pattern::new(said.regex.regex_str())));
            rules.push(Rule {
                pattern: Arc::clone(pattern),
                said,
                lent,
            });
        }
    }
    let by_symbol = (0..SYMBOLS).map(|symbol| {
        let numbered = (0_u16..).zip(&rules);
        // What another match fills in is not known yet.
        let may =
            numbered.filter(|(_, rule)| rule.said.has_captures || rule.pattern.first.has(symbol));
        may.map(|(number, _)| number).collect()
    });
    let rules = Arc::new(Rules {
        by_symbol: by_symbol.collect(),
        rules,
        asked: AtomicU32::new(0),
        sieve: OnceLock::new(),
    });
    known
        .situations
        .insert(situation.clone(), Arc::clone(&rules));
    Some(rules)
}

/// The expression with `\1` and its like replaced by what these groups hold.
pub(super) fn filled(text: &str, groups: &[Option<String>]) -> Arc<Pattern> {
    let mut filled = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match (c, (c == '\\').then(|| characters.next()).flatten()) {
            ('\\', Some(digit)) if digit.is_ascii_digit() => {
                let number = digit as usize - '0' as usize;
                if let Some(Some(group)) = groups.get(number) {
                    filled.push_str(&regex_syntax::escape(group));
                }
            }
            ('\\', Some(other)) => filled.extend(['\\', other]),
            _ => filled.push(c),
        }
    }
    if let Some(pattern) = read(&KNOWN).filled.get(&filled) {
        return Arc::clone(pattern);
    }
    let pattern = Arc::new(Pattern::new(&filled));
    let mut known = write(&KNOWN);
    if known.filled.len() >= MOST_FILLED {
        known.filled.clear();
    }
    known.filled.insert(filled, Arc::clone(&pattern));
    pattern
}

fn read<T>(lock: &RwLock<T>) -> impl std::ops::Deref<Target = T> {
    // A panic elsewhere leaves at worst a missing entry.
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> impl std::ops::DerefMut<Target = T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
