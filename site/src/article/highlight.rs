//! Source code to HTML with classes; colours are the theme's business. Every distinct fence is worked out once.
//!
//! It must not know articles.

mod automata;
mod first;
mod grammar;
mod lines;
mod pattern;
mod scopes;
mod sieve;
mod walk;

use fingerprint::{ByName, Fingerprint};
use lines::Lines;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use syntect::parsing::{Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// The syntaxes that come with the program: a constant, unpacked when first needed.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Scopes that get a class, the most particular first.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    [
        ("comment", "comment"),
        ("punctuation.definition.comment", "comment"),
        ("constant.numeric", "number"),
        ("constant", "constant"),
        ("string", "string"),
        ("keyword.operator.word", "keyword"),
        ("keyword.operator", "operator"),
        ("keyword", "keyword"),
        ("storage", "storage"),
        ("entity.name.function", "function"),
        ("entity.name.tag", "tag"),
        ("entity.name.section", "heading"),
        ("entity.name", "type"),
        ("entity.other.inherited-class", "type"),
        ("entity.other.attribute-name", "attribute"),
        ("variable.parameter", "parameter"),
        ("variable.function", "function"),
        ("variable.other.readwrite", ""),
        ("variable", "variable"),
        ("support.function", "function"),
        ("support.type", "type"),
        ("support.class", "type"),
        ("support", "support"),
        ("markup.heading", "heading"),
        ("markup.bold", "bold"),
        ("markup.italic", "italic"),
        ("markup.inserted", "inserted"),
        ("markup.deleted", "deleted"),
        ("markup.raw", "string"),
        ("invalid", "invalid"),
    ]
    .into_iter()
    .filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, class)))
    .collect()
});

/// Fences longer than this stay plain: a highlighter's time is not worth a megabyte of log.
const LONGEST: usize = 200_000;

/// Lines longer than this are no one's handwriting; what our walk looks at of a line can grow with the square of its length.
const LONG_LINE: usize = 2000;

/// Fences that were worked out in this build and the one before, and the lines of this build's. A pure function's results:
/// they change only the time.
#[derive(Default)]
pub struct Fences {
    generations: Mutex<Generations>,
    lines: Mutex<Lines>,
}

#[derive(Default)]
struct Generations {
    now: ByName<Arc<str>>,
    before: ByName<Arc<str>>,
}

impl Fences {
    /// A new build begins: what neither it nor the last one uses will be forgotten.
    pub fn next_build(&mut self) {
        let generations = self.lock();
        let mut generations = generations;
        if !generations.now.is_empty() {
            generations.before = std::mem::take(&mut generations.now);
        }
    }

    /// All fences of a build have been seen: its lines are of no more use.
    pub fn end_build(&mut self) {
        *self.lines.get_mut().unwrap_or_else(PoisonError::into_inner) = Lines::default();
    }

    /// No other build will follow: what highlighting has made ready, expressions above all, is let go of.
    pub fn end(&mut self) {
        self.end_build();
        *self
            .generations
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner) = Generations::default();
        grammar::forget();
    }

    /// The code as HTML, escaped, with spans where the language is known.
    pub fn html(&self, language: &str, code: &str) -> Arc<str> {
        let name = Fingerprint::of(&(language, code));
        {
            let mut generations = self.lock();
            if let Some(html) = generations.now.get(&name) {
                return Arc::clone(html);
            }
            if let Some(html) = generations.before.remove(&name) {
                generations.now.insert(name, Arc::clone(&html));
                return html;
            }
        }
        let html: Arc<str> = highlight(language, code, &self.lines).into();
        self.lock().now.insert(name, Arc::clone(&html));
        html
    }

    fn lock(&self) -> MutexGuard<'_, Generations> {
        // A panic elsewhere leaves at worst a missing entry.
        self.generations
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn highlight(language: &str, code: &str, lines: &Mutex<Lines>) -> String {
    let mut out = String::with_capacity(code.len() * 2);
    match syntax(language) {
        Some(syntax) if code.len() <= LONGEST => {
            let done = match code.lines().any(|line| line.len() > LONG_LINE) {
                true => lines::long(syntax, code, &mut out),
                false => lines::spans(syntax, code, lines, &mut out),
            };
            if done.is_none() {
                out.clear();
                escape(code, &mut out);
            }
        }
        _ => escape(code, &mut out),
    }
    out
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let language = language.to_ascii_lowercase();
    let token = match language.as_str() {
        "" | "text" | "plain" | "plaintext" | "txt" => return None,
        "shell" | "console" | "zsh" | "shell-session" => "bash",
        "typescript" | "ts" | "jsx" | "tsx" | "mjs" => "js",
        "golang" => "go",
        "c++" => "cpp",
        "c#" | "csharp" => "cs",
        "objective-c" | "objc" => "m",
        "viml" | "vim" | "toml" => "ini",
        "jsonc" | "json5" => "json",
        "vue" | "svelte" => "html",
        other => other,
    };
    SYNTAXES.find_syntax_by_token(token)
}

/// Writes a run of text, in the span that is open if its class is the same.
fn write_run(run: &str, stack: &ScopeStack, open: &mut &'static str, out: &mut String) {
    if run.is_empty() {
        return;
    }
    let class = if run.trim().is_empty() {
        *open
    } else {
        class(stack)
    };
    if class != *open {
        if !open.is_empty() {
            out.push_str("</span>");
        }
        if !class.is_empty() {
            let _ = write!(out, "<span class=\"hl-{class}\">");
        }
        *open = class;
    }
    escape(run, out);
}

/// The class of the innermost scope that has one.
fn class(stack: &ScopeStack) -> &'static str {
    stack
        .as_slice()
        .iter()
        .rev()
        .find_map(|scope| {
            CLASSES
                .iter()
                .find(|(prefix, _)| prefix.is_prefix_of(*scope))
                .map(|(_, class)| *class)
        })
        .unwrap_or("")
}

/// Text as HTML text.
pub fn escape(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn highlight_alone(language: &str, code: &str) -> String {
        highlight(language, code, &Mutex::default())
    }

    #[test]
    fn remembered_lines_change_nothing() {
        let fences = [
            ("rust", "/* a\nb */ fn x() {}\nb */ fn x() {}\n"),
            ("rust", "b */ fn x() {}\nlet s = \"a\nb */ fn x() {}\n"),
            ("bash", "cat <<A\n$x\nA\n$x\ncat <<B\n$x\nA\n$x\nB\n"),
            ("html", "<script>\nlet a = 1;\n</script>\nlet a = 1;\n"),
            (
                "python",
                "def f():\n    \"\"\"a\n    b\n    \"\"\"\n    b\n",
            ),
            ("js", "b\n`a\nb\n`\n\nb\n"),
        ];
        let shared = Mutex::default();
        for (language, code) in fences.iter().chain(&fences) {
            assert_eq!(
                highlight(language, code, &shared),
                highlight_alone(language, code),
                "{code}"
            );
        }
    }

    #[test]
    fn long_lines_come_out_as_short_ones_do() {
        let lines = "let x = a.b(\"c\"); /* d */\n".repeat(8);
        for language in ["rust", "js", "java"] {
            let mut out = String::new();
            let syntax = syntax(language).unwrap();
            lines::long(syntax, &lines, &mut out).unwrap();
            assert_eq!(out, highlight_alone(language, &lines));
        }
        let letters = "a ".repeat(40_000);
        for language in ["bash", "make", "erlang", "ruby"] {
            assert!(
                highlight_alone(language, &letters).contains("a a"),
                "{language}"
            );
        }
    }

    #[test]
    fn marks_what_a_reader_looks_for() {
        let html = highlight_alone("rust", "// 注释\nlet x: u8 = 1;\n");
        assert_eq!(
            html,
            "<span class=\"hl-comment\">// 注释\n</span><span class=\"hl-storage\">let</span> x: \
             <span class=\"hl-storage\">u8 </span><span class=\"hl-operator\">= </span><span class=\"hl-number\">1</span>;\n"
        );
        assert_eq!(highlight_alone("no such", "<b>&"), "&lt;b&gt;&amp;");
    }

    #[test]
    fn forgets_what_two_builds_do_not_use() {
        let mut fences = Fences::default();
        fences.html("text", "a");
        fences.next_build();
        fences.html("text", "b");
        fences.next_build();
        fences.html("text", "b");
        let held = fences.lock();
        assert_eq!((held.now.len(), held.before.len()), (1, 0));
    }
}
