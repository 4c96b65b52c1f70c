//! The scopes that a context brings with it: when they come and go as contexts are entered and left, in syntect's order.
//!
//! It must not know rules or lines.

use super::grammar::Link;
use syntect::parsing::ScopeStackOp;
use syntect::parsing::syntax_definition::{Context, ContextReference, MatchOperation};

/// How the scopes change, and where.
pub(super) type Steps = Vec<(usize, ScopeStackOp)>;

/// The scopes that hold for all of a context, and for all within it, before (`initial`) and after the match that changes it.
pub(super) fn enter_and_leave(
    initial: bool,
    at: usize,
    context: &Context,
    operation: &MatchOperation,
    steps: &mut Steps,
) -> Option<()> {
    let (to, is_set) = match operation {
        MatchOperation::Pop => {
            let scopes = match initial {
                true => &context.meta_content_scope,
                false => &context.meta_scope,
            };
            if !scopes.is_empty() {
                steps.push((at, ScopeStackOp::Pop(scopes.len())));
            }
            if !initial && context.clear_scopes.is_some() {
                steps.push((at, ScopeStackOp::Restore));
            }
            return Some(());
        }
        MatchOperation::Push(to) => (to, false),
        MatchOperation::Set(to) => (to, true),
        MatchOperation::None => return Some(()),
    };
    let resolved = |reference: &ContextReference| Link::of(reference).map(|link| link.context);
    let contexts: Vec<&Context> = to.iter().map(resolved).collect::<Option<_>>()?;
    if initial {
        if is_set && context.clear_scopes.is_some() {
            steps.push((at, ScopeStackOp::Restore));
        }
        for context in contexts {
            if let Some(amount) = context.clear_scopes.filter(|_| !is_set) {
                steps.push((at, ScopeStackOp::Clear(amount)));
            }
            steps.extend(
                context
                    .meta_scope
                    .iter()
                    .map(|scope| (at, ScopeStackOp::Push(*scope))),
            );
        }
        return Some(());
    }
    let own = context.meta_scope.len() + context.meta_content_scope.len();
    let anew = (is_set && own > 0)
        || contexts
            .iter()
            .any(|to| !to.meta_content_scope.is_empty() || (is_set && to.clear_scopes.is_some()));
    if !anew {
        return Some(());
    }
    // Away with what was put there before the match, so that everything comes in its order.
    let pushed: usize = contexts.iter().map(|to| to.meta_scope.len()).sum();
    let away = pushed + if is_set { own } else { 0 };
    if away > 0 {
        steps.push((at, ScopeStackOp::Pop(away)));
    }
    for context in contexts {
        if let Some(amount) = context.clear_scopes.filter(|_| is_set) {
            steps.push((at, ScopeStackOp::Clear(amount)));
        }
        let scopes = context.meta_scope.iter().chain(&context.meta_content_scope);
        steps.extend(scopes.map(|scope| (at, ScopeStackOp::Push(*scope))));
    }
    Some(())
}
