//! Reading a line of code by a grammar: what syntect's parser does with the same grammar, step for step, but asking at each place
//! only the rules that may match there. A test holds the two together.
//!
//! It must not know classes or HTML.

use super::first::symbol;
use super::found::{Best, FoundBy, Line};
use super::grammar::{Link, Rule, Rules, Situation, filled, rules};
use super::pattern::Pattern;
use super::scopes::{Steps, enter_and_leave};
use regex_automata::{PatternID, PatternSet};
use std::sync::Arc;
use syntect::parsing::syntax_definition::{MatchOperation, MatchPattern};
use syntect::parsing::{ScopeStackOp, SyntaxReference};

/// No grammar nests deeper in code that anyone reads.
const DEEPEST: usize = 100;

/// Between two lines: the contexts that have been entered.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Parse {
    stack: Vec<Level>,
    first_line: bool,
    /// How high the stack was when each rule of a lent context entered another one: what was lent below does not hold there.
    lent_from: Vec<usize>,
}

#[derive(Clone)]
struct Level {
    link: Link,
    lent: Vec<Link>,
    /// What the match that led here found, where something here repeats it.
    found: Option<Arc<[Option<String>]>>,
    /// The rules that hold while it is the topmost, for what is lent from this height on.
    rules: Option<(usize, Arc<Rules>)>,
}

impl PartialEq for Level {
    fn eq(&self, other: &Self) -> bool {
        let ids = |level: &Self| level.lent.iter().map(|link| link.id).collect::<Vec<_>>();
        self.link.id == other.link.id && self.found == other.found && ids(self) == ids(other)
    }
}

impl Eq for Level {}

impl Parse {
    pub(super) fn new(syntax: &SyntaxReference) -> Option<Self> {
        let start = Level {
            link: Link::start(syntax)?,
            lent: Vec::new(),
            found: None,
            rules: None,
        };
        Some(Self {
            stack: vec![start],
            first_line: true,
            lent_from: Vec::new(),
        })
    }

    /// Reads the next line: how the scopes change, and where.
    pub(super) fn line(&mut self, text: &str) -> Option<Steps> {
        let mut steps = Vec::new();
        if self.first_line {
            let scopes = &self.stack.last()?.link.context.meta_content_scope;
            steps.extend(scopes.first().map(|scope| (0, ScopeStackOp::Push(*scope))));
            self.first_line = false;
        }
        let mut line = Line::new(text);
        let mut at = 0;
        loop {
            let height = self.stack.len();
            while self.lent_from.last().is_some_and(|from| *from >= height) {
                self.lent_from.pop();
            }
            let holding = self.rules()?;
            let Some(best) = self.best(&mut line, at, &holding) else {
                return Some(steps);
            };
            if best.loops {
                match text[at..].char_indices().nth(1) {
                    Some((next, _)) => at += next,
                    None => return Some(steps),
                }
                continue;
            }
            if best.until <= at && matches!(best.rule.said.operation, MatchOperation::Push(_)) {
                line.entered = (best.until, height + 1);
            }
            at = best.until;
            if best.rule.lent.is_some() {
                self.lent_from.push(height);
            }
            self.carry_out(text, &best, &mut steps)?;
        }
    }

    /// The rules that hold now.
    fn rules(&mut self) -> Option<Arc<Rules>> {
        let from = self.lent_from();
        let known = &self.stack.last()?.rules;
        if let Some((_, rules)) = known.as_ref().filter(|(known, _)| *known == from) {
            return Some(Arc::clone(rules));
        }
        let rules = rules(&self.situation()?)?;
        self.stack.last_mut()?.rules = Some((from, Arc::clone(&rules)));
        Some(rules)
    }

    /// From which height of the stack on what is lent holds.
    fn lent_from(&self) -> usize {
        self.lent_from.last().copied().unwrap_or(0)
    }

    fn situation(&self) -> Option<Situation> {
        let top = self.stack.last()?;
        Some(Situation {
            lent: self.lent().map(|(link, _)| link.id).collect(),
            own: top.link.id,
        })
    }

    /// What has been lent to the topmost context, with what the levels that lent it have found.
    fn lent(&self) -> impl Iterator<Item = (&Link, &Option<Arc<[Option<String>]>>)> {
        let levels = self
            .stack
            .get(self.lent_from()..)
            .unwrap_or_default()
            .iter();
        levels.flat_map(|level| level.lent.iter().map(|link| (link, &level.found)))
    }

    /// The first match from `at` on; of two at the same place the one whose rule comes first.
    fn best<'a>(&self, line: &mut Line<'_>, at: usize, holding: &'a Rules) -> Option<Best<'a>> {
        let bytes = line.text.as_bytes();
        let may_loop = line.entered == (at, self.stack.len());
        // Rules that would do nothing at their next match.
        let mut idle: Vec<u16> = Vec::new();
        let sieve = holding.sieve();
        if line.may.capacity() < holding.rules.len() {
            line.may = PatternSet::new(holding.rules.len());
        }
        let mut place = at;
        loop {
            let mut best: Option<Best<'_>> = None;
            let rules = &holding.by_symbol[symbol(bytes, place)];
            let sieve = sieve.filter(|_| !rules.is_empty());
            let told = sieve.and_then(|sieve| sieve.at(line.text, place, &mut line.may));
            for number in rules {
                let place_of_rule = usize::from(*number);
                if told.is_some() && !line.may.contains(PatternID::new_unchecked(place_of_rule)) {
                    continue;
                }
                let rule = &holding.rules[place_of_rule];
                if idle.contains(number) {
                    continue;
                }
                let exact = sieve
                    .filter(|_| told.is_some())
                    .and_then(|sieve| sieve.exact(place_of_rule));
                let (found_by, until) = match (exact, self.filled(rule)) {
                    (Some(exact), None) => (FoundBy::Exact(exact), exact.end(line.text, place)),
                    (None, None) => {
                        let pattern = &*rule.pattern;
                        (FoundBy::Pattern(pattern), line.end(pattern, place))
                    }
                    (_, Some(pattern)) => {
                        let until = line.end(&pattern, place);
                        (FoundBy::Filled(pattern), until)
                    }
                };
                let Some(until) = until else { continue };
                let does_something = match rule.said.operation {
                    MatchOperation::None => place != until,
                    MatchOperation::Push(_) => self.stack.len() < DEEPEST,
                    _ => true,
                };
                if !does_something {
                    idle.push(*number);
                    continue;
                }
                let is_pop = matches!(rule.said.operation, MatchOperation::Pop);
                let loops = may_loop && until <= at && is_pop;
                best = Some(Best {
                    rule,
                    found_by,
                    from: place,
                    until,
                    loops,
                });
                if !loops {
                    return best;
                }
            }
            if best.is_some() {
                return best;
            }
            place += match line.text.get(place..)?.chars().next() {
                Some(c) => c.len_utf8(),
                None => return None,
            };
        }
    }

    /// The rule's expression with what an earlier match found, where it repeats that.
    fn filled(&self, rule: &Rule) -> Option<Arc<Pattern>> {
        if !rule.said.has_captures {
            return None;
        }
        let found = match rule.lent {
            Some(number) => self
                .lent()
                .nth(number)
                .and_then(|(_, found)| found.as_ref()),
            None => self.stack.last().and_then(|level| level.found.as_ref()),
        };
        found.map(|found| filled(rule.said.regex.regex_str(), found))
    }

    fn carry_out(&mut self, text: &str, best: &Best<'_>, steps: &mut Steps) -> Option<()> {
        let said = best.rule.said;
        let context = self.stack.last()?.link.context;
        enter_and_leave(true, best.from, context, &said.operation, steps)?;
        steps.extend(
            said.scope
                .iter()
                .map(|scope| (best.from, ScopeStackOp::Push(*scope))),
        );
        if let Some(captures) = &said.captures {
            let groups = best.groups(text);
            let mut inner: Vec<((usize, i32), ScopeStackOp)> = Vec::new();
            for (group, scopes) in captures {
                if let Some(Some((from, until))) = groups.get(*group)
                    && from != until
                {
                    // Of two that begin together the longer one goes first.
                    let rank = -((until - from) as i32);
                    inner.extend(
                        scopes
                            .iter()
                            .map(|scope| ((*from, rank), ScopeStackOp::Push(*scope))),
                    );
                    inner.push(((*until, i32::MIN), ScopeStackOp::Pop(scopes.len())));
                }
            }
            inner.sort_by_key(|(place, _)| *place);
            steps.extend(inner.into_iter().map(|((at, _), step)| (at, step)));
        }
        if !said.scope.is_empty() {
            steps.push((best.until, ScopeStackOp::Pop(said.scope.len())));
        }
        enter_and_leave(false, best.until, context, &said.operation, steps)?;
        self.change_stack(text, best, said)
    }

    fn change_stack(&mut self, text: &str, best: &Best<'_>, said: &MatchPattern) -> Option<()> {
        let (to, mut kept) = match &said.operation {
            MatchOperation::Push(to) => (to, Vec::new()),
            // What was lent to a context stays with what takes its place.
            MatchOperation::Set(to) => (to, self.stack.pop()?.lent),
            MatchOperation::Pop => return self.stack.pop().map(|_| ()),
            MatchOperation::None => return Some(()),
        };
        for (number, reference) in to.iter().enumerate() {
            let mut lent = std::mem::take(&mut kept);
            if number + 1 == to.len()
                && let Some(reference) = &said.with_prototype
            {
                lent.push(Link::of(reference)?);
            }
            let link = Link::of(reference)?;
            let repeats =
                link.context.uses_backrefs || lent.iter().any(|lent| lent.context.uses_backrefs);
            let found = repeats.then(|| {
                let groups = best.groups(text).into_iter();
                groups
                    .map(|group| group.map(|(from, until)| text[from..until].to_owned()))
                    .collect()
            });
            let rules = None;
            self.stack.push(Level {
                link,
                lent,
                found,
                rules,
            });
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::grammar::SYNTAXES;
    use super::Parse;
    use syntect::parsing::ParseState;
    use syntect::util::LinesWithEndings;

    /// Languages and programs in them; each is read as every one of the languages.
    const PROGRAMS: [(&str, &str); 10] = [
        (
            "rust",
            "/* a /* b */ 注 */ fn x<'a>(s: &'a str) -> u8 {\n  let r = r#\"a\"b\"#; s.len() as u8 + 0x1f_u8\n}\n#[derive(Debug)] struct é;\n",
        ),
        (
            "bash",
            "cat <<'EOF' | grep -c \"$x\" > /dev/null\n$y `z` 中\nEOF\nif [[ -f ${a:-b} ]]; then echo $((1 + 2)); fi # 尾\n",
        ),
        (
            "ruby",
            "x = <<~A + %w(a b)\n  #{y} a\nA\n  A\ndef f(a, b = :c) = a =~ /b#{c}/i ? 1 : 2\n",
        ),
        (
            "python",
            "@a.b\nasync def f(x: int = 1, *y) -> str:\n    \"\"\"多 行\n    \"\"\"\n    return f'{x!r:>{y}}' if not x else rb\"\\x00\" # z\n",
        ),
        (
            "js",
            "const f = async ({ a = 1 }, ...b) => `x${a + `y${b}`}`;\nlet r = /[/\\]]+/gi, o = { if: 1, 'a-b'() {} }, 变 = a\n  / 2;\nfoo.prototype.bar = function () { return this?.x ?? 0b1 };\n",
        ),
        (
            "html",
            "<!doctype html><!-- 注 -->\n<script>let a = \"</b>\"; // c\n</script><style>.a > b:hover { margin: -1px }</style>\n<p class='x' data-y=z>a &amp; b\n",
        ),
        (
            "cpp",
            "#define A(x) \\\n  (x << 2)\ntemplate <typename T> struct B : C { int d() const override; };\nint main() { char c = 'x'; return a->b[3] == 0x1u; } // 完\n",
        ),
        (
            "yaml",
            "a: &x [1, 2.5, null]\nb: |\n  多行\n   文字\nc: {d: \"e\\n\", 'f': *x} # g\n- !!str 2025-01-01\n",
        ),
        (
            "sql",
            "SELECT `a`.b, COUNT(*) AS c FROM t -- 注\nWHERE d <> 'e''f' AND g >= 1.5;\n/* x\n*/ CREATE TABLE IF NOT EXISTS h (i INT);\n",
        ),
        (
            "go",
            "func (a *B) C(d ...string) (e map[string]int, err error) {\n\tf := `raw\n中`; g <- h; goto L\n\treturn nil, fmt.Errorf(\"%w\", err)\n}\n",
        ),
    ];

    #[test]
    fn reads_code_as_syntect_does() {
        for (language, _) in PROGRAMS {
            let syntax = SYNTAXES.find_syntax_by_token(language).unwrap();
            // Often enough that the automata come to be used.
            let programs = PROGRAMS.iter().chain(&PROGRAMS).chain(&PROGRAMS);
            for (cut, (_, program)) in programs.enumerate() {
                let cut = program.char_indices().nth(cut).map_or(0, |(at, _)| at);
                let (mut own, mut theirs) = (Parse::new(syntax).unwrap(), ParseState::new(syntax));
                for line in LinesWithEndings::from(&program[cut..]) {
                    let expected = theirs.parse_line(line, &SYNTAXES).ok();
                    assert_eq!(own.line(line), expected, "{language}: {line}");
                }
            }
        }
    }
}
