//! What is said to the author: progress and diagnostics on standard error, results on standard output.
//!
//! It must not know what a command does.

use super::draw;
use indicatif::{ProgressBar, ProgressStyle};
use post::{Diagnostic, Severity, Text};
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

/// Puts bytes on standard output as they are: what another program reads.
pub(crate) fn raw(bytes: &[u8]) {
    // A reader who has gone away is no reason to stop.
    let _ = io::stdout().lock().write_all(bytes);
}

/// How many of the lesser messages are drawn before the rest is only counted.
const MOST: usize = 30;

/// Where messages go, and in which language.
pub(crate) struct Terminal {
    zh: bool,
    quiet: bool,
    colour: bool,
    moving: bool,
    errors: usize,
}

impl Terminal {
    /// The terminal of this process; `quiet` leaves warnings and errors.
    pub(crate) fn new(zh: bool, quiet: bool) -> Self {
        let attended = io::stderr().is_terminal();
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        Self {
            zh,
            quiet,
            colour: attended && !set("NO_COLOR"),
            moving: attended && !quiet && !set("CI"),
            errors: 0,
        }
    }

    /// Whether the author reads Chinese.
    pub(crate) fn zh(&self) -> bool {
        self.zh
    }

    /// Whether an error was shown.
    pub(crate) fn failed(&self) -> bool {
        self.errors > 0
    }

    /// What was wrong has been put right: the program's end is no longer a failure.
    pub(crate) fn repaired(&mut self) {
        self.errors = 0;
    }

    /// Draws diagnostics, the worst last, where the eye is: every error, and of the others the first.
    pub(crate) fn show(&mut self, diagnostics: &[Diagnostic]) {
        let mut text = String::new();
        for severity in [Severity::Note, Severity::Warning, Severity::Error] {
            if self.quiet && severity == Severity::Note {
                continue;
            }
            let these: Vec<_> = diagnostics
                .iter()
                .filter(|d| d.severity == severity)
                .collect();
            // Every error is to be put right, so every error is shown.
            let most = match severity {
                Severity::Error => these.len(),
                Severity::Warning | Severity::Note => MOST,
            };
            for diagnostic in these.iter().take(most) {
                text.push_str(&draw::draw(diagnostic, self.zh, self.colour));
                text.push_str("\n\n");
            }
            if these.len() > most {
                let more = these.len() - most;
                text.push_str(&self.pick(
                    format!("… and {more} more of this kind\n\n"),
                    format!("……另有 {more} 条同类信息\n\n"),
                ));
            }
            if severity == Severity::Error {
                self.errors += these.len();
            }
        }
        // A reader who has gone away is no reason to stop.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Writes diagnostics to standard output in another form, one a line, for programs.
    pub(crate) fn record(
        &mut self,
        diagnostics: &[Diagnostic],
        form: fn(&Diagnostic, bool) -> String,
    ) {
        let mut text = String::new();
        for diagnostic in diagnostics {
            text.push_str(&form(diagnostic, self.zh));
            text.push('\n');
            self.errors += usize::from(diagnostic.is_error());
        }
        let _ = io::stdout().lock().write_all(text.as_bytes());
    }

    /// One line about what was done.
    pub(crate) fn say(&self, en: impl Into<String>, zh: impl Into<String>) {
        if !self.quiet {
            let _ = writeln!(io::stderr().lock(), "{}", self.pick(en, zh));
        }
    }

    /// A result, on standard output, for people and pipes alike.
    pub(crate) fn print(&self, en: impl Into<String>, zh: impl Into<String>) {
        if !self.quiet {
            let _ = writeln!(io::stdout().lock(), "{}", self.pick(en, zh));
        }
    }

    /// Shows that something is going on until the returned value is dropped; only where somebody watches.
    pub(crate) fn busy(&self, en: impl Into<String>, zh: impl Into<String>) -> Busy {
        if !self.moving {
            return Busy(None);
        }
        let bar = ProgressBar::new_spinner();
        // The template is a constant: if it were wrong the default would do.
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(self.pick(en, zh));
        bar.enable_steady_tick(Duration::from_millis(100));
        Busy(Some(bar))
    }

    fn pick(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        draw::in_language(&Text::new(en, zh), self.zh).to_owned()
    }
}

/// A moving sign that work goes on; it disappears with this value.
pub(crate) struct Busy(Option<ProgressBar>);

impl Drop for Busy {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// `1234567` as `1,234,567`.
pub(crate) fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A duration as people say it: `85 ms`, `1.23 s`.
pub(crate) fn seconds(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.2} s", time.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(
            [0, 999, 1000, 1_234_567].map(number),
            ["0", "999", "1,000", "1,234,567"]
        );
    }
}
