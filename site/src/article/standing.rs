//! What a line of a body stands in, for those that write lines anew before they are parsed: code between fences or by its indentation,
//! elements whose content is nobody's to read, elements that hold blocks, a block of HTML.
//!
//! It looks at lines one after the other and must not know what becomes of them.

use super::fence::Fence;
use super::tags;

/// Stands in the marks of what is tied together, and in what would end it too early; of the private use area, so no text of an author's.
pub(super) const TIE: char = '\u{f8fd}';
/// Begins HTML that is one block to its end, and ends it.
pub(super) const OPEN: &str = "<!--\u{f8fd}";
pub(super) const CLOSE: &str = "\u{f8fd}-->";

/// What is open where the next line begins.
#[derive(Clone, Default)]
pub(super) struct Standing {
    fence: Fence,
    raw: Option<&'static str>,
    /// Elements that hold blocks.
    depth: usize,
    /// A block of HTML, which a blank line ends.
    html: bool,
    /// The line before had something on it.
    text: bool,
    /// How far the text of the list's item is indented, where one is open.
    item: usize,
    /// The line before was code by its indentation.
    code: bool,
    /// The line before began an item of a list.
    begun: bool,
    /// HTML that is one block.
    tied: bool,
}

/// Where one line stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stands {
    /// Nothing is on it.
    Blank,
    /// In code between fences, or in an element that nobody reads; or it opens or closes one.
    Verbatim,
    /// In an element that holds blocks, but it does not open one.
    Within {
        /// Whether it goes on a block of HTML.
        html: bool,
        /// The line before had something on it.
        after_text: bool,
    },
    /// In code by its indentation.
    Indented,
    /// In a block of HTML, or it begins one.
    Html {
        /// The line before had something on it.
        after_text: bool,
    },
    /// In text.
    Text {
        /// The line before had something on it.
        after_text: bool,
    },
}

impl Standing {
    /// How far the text of the item is indented that the line before began.
    pub(super) fn begun(&self) -> Option<usize> {
        Some(self.item).filter(|_| self.begun && self.text)
    }

    /// Whether the line before is code by its indentation, outside of lists and elements.
    pub(super) fn is_below_code(&self) -> bool {
        self.code && self.text && self.item == 0 && self.raw.is_none()
    }

    /// How far the text of the item is indented that the next line may go on.
    pub(super) fn indent(&self) -> usize {
        self.item
    }

    /// A block has been passed over, in an item with this indentation: what follows begins anew.
    pub(super) fn passed(&mut self, item: usize) {
        (self.text, self.html, self.begun, self.code) = (false, false, false, false);
        self.item = item;
    }

    /// How far the text of an item is indented that the next line goes on, however far it is indented itself.
    pub(super) fn lazy(&self) -> Option<usize> {
        let is_read = !self.fence.is_open() && self.raw.is_none() && !self.tied && self.depth == 0;
        Some(self.item).filter(|item| *item > 0 && self.text && is_read)
    }

    /// Whether the next line is code between fences.
    pub(super) fn is_fenced(&self) -> bool {
        self.fence.is_open()
    }

    /// Where the next line stands to kramdown, to which what stands right below code is code.
    pub(super) fn of_kramdown(&mut self, line: &str) -> Stands {
        match self.is_below_code() && goes_on(line) {
            true => self.of(&format!("    {}", line.trim_start())),
            false => self.of(line),
        }
    }

    /// Where the next line stands.
    pub(super) fn of(&mut self, line: &str) -> Stands {
        let bare = line.trim();
        let indent = indentation(line);
        if self.tied || is_tied(bare) {
            self.tied = !bare.contains(CLOSE);
            self.passed(self.item);
            return Stands::Verbatim;
        }
        let after_text = std::mem::replace(&mut self.text, !bare.is_empty());
        self.html &= !bare.is_empty();
        self.begun = false;
        // No fence begins in code by its indentation.
        let goes_on = self.code && after_text && indent >= self.item + 4;
        if self.raw.is_none() && !goes_on && self.fence.has(line) {
            self.code = false;
            return Stands::Verbatim;
        }
        if bare.is_empty() {
            return Stands::Blank;
        }
        if let Some(name) = self.raw {
            self.code = false;
            if bare.contains(&format!("</{name}")) {
                self.raw = None;
            }
            return Stands::Verbatim;
        }
        // A line of text that is indented less still belongs to the item, unless it is blank before it.
        let ends = !after_text || bare.starts_with(['>', '#']);
        if ends && indent < self.item {
            self.item = indent;
        }
        let indented = indent >= self.item + 4;
        // Code goes on over blank lines; text that goes on may be indented as far as it likes.
        let code = indented && (!after_text || self.code);
        self.code = code && self.depth == 0;
        let marker = marker(bare).filter(|_| !indented);
        self.begun = marker.is_some();
        if let Some(width) = marker {
            self.item = indent + width;
        }
        let within = self.depth > 0;
        let opens = !indented && bare.starts_with('<');
        if within || opens {
            self.elements(bare);
        }
        self.html |= opens && !after_text && !is_address(bare) && !is_of_text(bare);
        if within {
            let html = self.html;
            return Stands::Within { html, after_text };
        }
        match (code, self.html) {
            (true, _) => Stands::Indented,
            (_, true) => Stands::Html { after_text },
            _ => Stands::Text { after_text },
        }
    }

    /// Counts the elements that a line opens and closes.
    fn elements(&mut self, line: &str) {
        for (at, _) in line.match_indices('<') {
            let rest = &line[at + 1..];
            let (closes, rest) = match rest.strip_prefix('/') {
                Some(rest) => (true, rest),
                None => (false, rest),
            };
            let name = tags::name(rest);
            if tags::holds_blocks(&name) {
                self.depth = match closes {
                    true => self.depth.saturating_sub(1),
                    false => self.depth + 1,
                };
            } else if let Some(raw) = tags::raw(&name)
                && !closes
                && !rest.contains(&format!("</{raw}"))
            {
                self.raw = Some(raw);
                return;
            }
        }
    }
}

/// Whether a line holds what begins a block of HTML that is tied together; most lines have no bracket at all.
fn is_tied(bare: &str) -> bool {
    memchr::memchr(b'<', bare.as_bytes()).is_some_and(|at| bare[at..].contains(OPEN))
}

/// Whether a line right below code is code, too: lists of attributes, and what ends a block, are not.
pub(super) fn goes_on(line: &str) -> bool {
    let bare = line.trim();
    let indented = line.starts_with("    ") || line.starts_with('\t');
    !bare.is_empty()
        && !indented
        && bare != "^"
        && !bare.starts_with("{:")
        && !bare.starts_with('<')
}

/// How far a line is indented, in columns; a tab goes on to the next fourth.
fn indentation(line: &str) -> usize {
    let blanks = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t'));
    blanks.fold(0, |columns, byte| match byte {
        b'\t' => columns / 4 * 4 + 4,
        _ => columns + 1,
    })
}

/// How far behind its beginning the text of a list's item stands: `- a` has 2, `10.  a` has 5.
fn marker(bare: &str) -> Option<usize> {
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match digits {
        0 => bare.starts_with(['-', '*', '+']).then_some(1),
        1..=9 => bare[digits..].starts_with(['.', ')']).then_some(digits + 1),
        _ => None,
    }?;
    let blanks = indentation(&bare[mark..]);
    match blanks {
        0 => None,
        1..=4 => Some(mark + blanks),
        _ => Some(mark + 1),
    }
}

/// Whether a line begins with an element that stands in text, and text follows it.
fn is_of_text(line: &str) -> bool {
    let name = tags::name(line[1..].trim_start_matches('/'));
    let alone = line.ends_with('>') && line.matches('<').count() == 1;
    tags::is_span(&name) && !alone
}

/// Whether a line begins with an address in pointed brackets.
fn is_address(line: &str) -> bool {
    let name = line[1..].split([' ', '>']).next().unwrap_or_default();
    name.contains([':', '@'])
}
