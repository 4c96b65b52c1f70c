//! What a site has for Markdown, where it says so.
//!
//! It must not know how Markdown is read.

use super::reader::Reader;
use post::Value;

/// What a site has for Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dialect {
    /// Nothing but CommonMark, with these extensions.
    pub plain: Option<Extensions>,
    /// The number of the first line of every block of code, where their lines have numbers.
    pub numbered: Option<u32>,
    /// `smart_quotes` that are all straight: quotes stay as they were written.
    pub straight: bool,
    /// `auto_ids: false`: headings have the ids that their author gave them.
    pub no_ids: bool,
    /// `input: kramdown`: ids of headings are made of letters of ASCII.
    pub latin_ids: bool,
    /// `hard_wrap`: every line break is one for the reader.
    pub hard_wrap: bool,
    /// `parse_block_html`: what stands in elements is Markdown.
    pub reads_html: bool,
    /// `footnote_backlink` with the sign that asks for its form as text, as Chirpy has it.
    pub text_arrow: bool,
    /// `toc_levels`: the levels of headings that `{:toc}` leaves out, one bit each.
    pub unlisted: u8,
}

/// Which of GitHub's extensions there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Extensions {
    /// Tables.
    pub table: bool,
    /// `~~struck~~`.
    pub strikethrough: bool,
    /// Addresses that are links without being written as such.
    pub autolink: bool,
    /// `- [ ]`.
    pub tasklist: bool,
    /// `[^1]`.
    pub footnotes: bool,
}

impl Extensions {
    /// Switches on the extension of this name; whether there is one.
    pub fn add(&mut self, name: &str) -> bool {
        let known = match name.to_ascii_lowercase().as_str() {
            "table" => &mut self.table,
            "strikethrough" => &mut self.strikethrough,
            "autolink" => &mut self.autolink,
            "tasklist" => &mut self.tasklist,
            "footnotes" => &mut self.footnotes,
            // Jekyll's has it; here an author's own HTML is passed through.
            "tagfilter" => return true,
            _ => return false,
        };
        *known = true;
        true
    }
}

impl Dialect {
    /// What the configuration says.
    pub(super) fn read(read: &mut Reader<'_>) -> Self {
        Self {
            plain: read.plain_markdown(),
            numbered: read.line_numbers(),
            straight: read.kramdown("smart_quotes").is_some_and(is_straight),
            no_ids: read.kramdown("auto_ids") == Some(&Value::Bool(false)),
            latin_ids: read.kramdown("input").and_then(Value::as_str) == Some("kramdown"),
            hard_wrap: read.kramdown("hard_wrap") == Some(&Value::Bool(true)),
            reads_html: read.kramdown("parse_block_html") == Some(&Value::Bool(true)),
            text_arrow: read
                .kramdown("footnote_backlink")
                .is_some_and(is_text_arrow),
            unlisted: read.kramdown("toc_levels").map_or(0, unlisted),
        }
    }

    /// Whether `{:toc}` shows headings of this level.
    pub fn lists(self, level: u8) -> bool {
        self.unlisted >> level & 1 == 0
    }
}

/// Whether quotes are set as they were written: `apos,apos,quot,quot`, as a text or a list, by names or by numbers.
fn is_straight(value: &Value) -> bool {
    let straight = |name: &str| matches!(name.trim(), "apos" | "quot" | "39" | "34");
    match value {
        Value::String(names) => names.split(',').all(straight),
        Value::Sequence(names) => names.iter().all(|name| name.as_str().is_some_and(straight)),
        _ => false,
    }
}

/// Whether an arrow is to be drawn as text and not as a picture.
fn is_text_arrow(value: &Value) -> bool {
    let sign =
        |text: &str| text.contains('\u{fe0e}') || text.to_ascii_lowercase().contains("&#xfe0e;");
    value.as_str().is_some_and(sign)
}

/// The levels that a range (`2..3`, `2-3`), a list or a text with commas leaves out, one bit each.
fn unlisted(value: &Value) -> u8 {
    let level = |text: &str| text.trim().parse::<u8>().ok().filter(|level| *level <= 6);
    let range = |text: &str| {
        let (first, last) = text.split_once("..").or_else(|| text.split_once('-'))?;
        Some(level(first)?..=level(last)?)
    };
    let shown: Vec<u8> = match value {
        Value::String(text) => match range(text) {
            Some(range) => range.collect(),
            None => text.split(',').filter_map(level).collect(),
        },
        Value::Sequence(levels) => levels
            .iter()
            .filter_map(|one| one.as_u64().and_then(|one| u8::try_from(one).ok()))
            .filter(|one| *one <= 6)
            .collect(),
        _ => Vec::new(),
    };
    match shown.is_empty() {
        true => 0,
        false => shown
            .iter()
            .fold(0b0111_1110, |bits, level| bits & !(1 << level)),
    }
}

impl Reader<'_> {
    /// What the site says of one of kramdown's options.
    fn kramdown(&self, option: &str) -> Option<&Value> {
        self.values.get("kramdown")?.get(option)
    }

    /// The extensions of `markdown: CommonMark`; `None` where the site has ours.
    fn plain_markdown(&mut self) -> Option<Extensions> {
        let plain = match self.values.get("markdown") {
            Some(Value::String(name)) => name.eq_ignore_ascii_case("commonmark"),
            _ => false,
        };
        if !plain {
            return None;
        }
        let said = self.values.get("commonmark").and_then(Value::as_mapping);
        let names = said.and_then(|said| said.get("extensions"));
        let mut extensions = Extensions::default();
        for name in names.and_then(Value::as_sequence).into_iter().flatten() {
            if !name.as_str().is_some_and(|name| extensions.add(name)) {
                self.wrong::<()>(
                    "commonmark",
                    "a mapping whose `extensions` are some of table, strikethrough, autolink, tasklist, footnotes",
                    "一组设置，其中 `extensions` 取自 table、strikethrough、autolink、tasklist、footnotes",
                );
                break;
            }
        }
        Some(extensions)
    }

    /// `kramdown.syntax_highlighter_opts`: the number of the first line of code, where lines have numbers. As in Jekyll `block` is heard
    /// before what stands beside it.
    fn line_numbers(&mut self) -> Option<u32> {
        let kramdown = self.values.get("kramdown")?;
        let said = kramdown.get("syntax_highlighter_opts")?;
        let block = said.get("block");
        let value = |key: &str| block.and_then(|own| own.get(key)).or_else(|| said.get(key));
        let numbered = match value("line_numbers")? {
            Value::Bool(said) => *said,
            // Rouge's older word for it.
            Value::String(how) => matches!(how.as_str(), "table" | "inline"),
            _ => false,
        };
        let first = value("start_line").map_or(Some(1), Value::as_u64);
        let first = first.and_then(|first| u32::try_from(first).ok());
        if numbered && first.is_none() {
            self.wrong::<()>(
                "kramdown",
                "options whose `start_line` is a whole number",
                "一组选项，其中 `start_line` 是整数",
            );
        }
        first.filter(|_| numbered)
    }
}
