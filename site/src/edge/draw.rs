//! A [`Diagnostic`] as the text an author reads: message, place, the line itself with a mark under it, what to do.
//!
//! It must not know where the text goes.

use annotate_snippets::renderer::DEFAULT_TERM_WIDTH;
use annotate_snippets::{
    AnnotationKind, Element, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use post::{Diagnostic, Severity, Text};

/// The longest excerpt that is drawn, in characters; what is longer is cut around its column.
const LONGEST: usize = 160;

/// The message in the author's language.
pub(crate) fn in_language(text: &Text, zh: bool) -> &str {
    if zh { &text.zh } else { &text.en }
}

/// The diagnostic as text for a terminal, with colours if asked for.
pub(crate) fn draw(diagnostic: &Diagnostic, zh: bool, colour: bool) -> String {
    let (level, help) = levels(diagnostic.severity, zh);
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut group = level
        .primary_title(in_language(&diagnostic.message, zh))
        .id(diagnostic.code)
        .elements(std::iter::empty::<Element<'_>>());
    if let Some(at) = &diagnostic.at {
        let line = at.line as usize;
        match &diagnostic.excerpt {
            Some(excerpt) if line > 0 => {
                let (shown, span) = cut(excerpt, at.column as usize);
                let mark = AnnotationKind::Primary.span(span);
                let snippet = Snippet::source(shown).path(&at.file).line_start(line);
                group = group.element(snippet.annotation(mark));
            }
            _ => {
                let mut origin = Origin::path(&at.file);
                if line > 0 {
                    origin = origin.line(line).char_column(at.column.max(1) as usize);
                }
                group = group.element(origin);
            }
        }
    }
    if let Some(text) = &diagnostic.help {
        group = group.element(help.message(normalize_untrusted_str(in_language(text, zh))));
    }
    renderer.term_width(DEFAULT_TERM_WIDTH).render(&[group])
}

/// The diagnostic as one line of JSON.
pub(crate) fn as_json(diagnostic: &Diagnostic, zh: bool) -> String {
    let at = diagnostic.at.as_ref();
    let help = diagnostic.help.as_ref().map(|help| in_language(help, zh));
    serde_json::json!({
        "severity": severity(diagnostic.severity),
        "code": diagnostic.code,
        "message": in_language(&diagnostic.message, zh),
        "file": at.map(|at| &at.file),
        "line": at.map(|at| at.line),
        "column": at.map(|at| at.column),
        "help": help,
    })
    .to_string()
}

/// The diagnostic as a command of GitHub Actions, which shows it beside the file.
pub(crate) fn as_annotation(diagnostic: &Diagnostic, zh: bool) -> String {
    let data = |text: &str| {
        text.replace('%', "%25")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let level = match diagnostic.severity {
        Severity::Note => "notice",
        other => severity(other),
    };
    let place = diagnostic.at.as_ref().map_or_else(String::new, |at| {
        format!("file={},line={},", property(&at.file), at.line.max(1))
    });
    let message = data(in_language(&diagnostic.message, zh));
    format!(
        "::{level} {place}title={}::{message}",
        property(diagnostic.code)
    )
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn levels(severity: Severity, zh: bool) -> (Level<'static>, Level<'static>) {
    let (level, name) = match severity {
        Severity::Error => (Level::ERROR, "错误"),
        Severity::Warning => (Level::WARNING, "警告"),
        Severity::Note => (Level::NOTE, "说明"),
    };
    if zh {
        (level.with_name(name), Level::HELP.with_name("办法"))
    } else {
        (level, Level::HELP)
    }
}

/// The part of a line around a column (from 1; 0 is the whole line), and the bytes of that part to mark.
fn cut(line: &str, column: usize) -> (String, std::ops::Range<usize>) {
    let line = line.trim_end();
    let first = column.saturating_sub(LONGEST / 2);
    let shown: String = line.chars().skip(first).take(LONGEST).collect();
    let span = match column.checked_sub(first + 1).filter(|_| column > 0) {
        None => 0..shown.len(),
        Some(at) => {
            let start = shown
                .char_indices()
                .nth(at)
                .map_or(shown.len(), |(start, _)| start);
            let width = shown[start..].chars().next().map_or(0, char::len_utf8);
            start..start + width
        }
    };
    (shown, span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_place_line_mark_and_help_in_both_languages() {
        let diagnostic = Diagnostic::error("front-matter", "not YAML", "不是 YAML")
            .at("_posts/a.md", 3, 4)
            .excerpt("标题：[a")
            .help("close it", "请补上括号");
        assert_eq!(
            draw(&diagnostic, false, false),
            "error[front-matter]: not YAML\n --> _posts/a.md:3:4\n  |\n3 | 标题：[a\n  |       ^\n  |\n  = help: close it"
        );
        let zh = draw(&diagnostic, true, false);
        assert!(zh.starts_with("错误[front-matter]: 不是 YAML"), "{zh}");
        assert!(zh.ends_with("= 办法: 请补上括号"), "{zh}");
    }

    #[test]
    fn text_cannot_forge_an_annotation() {
        let diagnostic = Diagnostic::warning("x", "100%\n::error::forged", "").at("a,b:c.md", 0, 0);
        assert_eq!(
            as_annotation(&diagnostic, false),
            "::warning file=a%2Cb%3Ac.md,line=1,title=x::100%25%0A::error::forged"
        );
    }

    #[test]
    fn a_line_of_any_length_with_any_character_is_drawn_short() {
        for column in [0, 1, 7, 5_000_000, u32::MAX] {
            let drawn = draw(
                &Diagnostic::warning("x", "m", "m")
                    .at("a", 1, column)
                    .excerpt("\u{1b}[2J字\u{202e}".repeat(100_000)),
                false,
                false,
            );
            assert!(drawn.len() < 3000, "{} bytes", drawn.len());
            assert!(!drawn.contains(['\u{1b}', '\u{202e}']), "{drawn:?}");
        }
    }
}
