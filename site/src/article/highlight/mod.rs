//! Source code to HTML with classes; colours are the theme's business. Every distinct fence is worked out once.
//!
//! It must not know articles.

mod automata;
mod classes;
mod first;
mod found;
mod grammar;
mod lines;
mod pattern;
mod scopes;
mod sieve;
mod walk;

use fingerprint::{ByName, Fingerprint};
use grammar::SYNTAXES;
use lines::Lines;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use syntect::parsing::SyntaxReference;

pub use classes::escape;

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
