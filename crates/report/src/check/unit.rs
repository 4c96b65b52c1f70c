//! A post's Markdown as units of evidence: a paragraph, an item, a heading, a quotation, each with its links and its
//! quoted words.
//!
//! It reads what is published, however it was made, and must not know tweets.

use std::collections::BTreeMap;

/// What a unit is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Heading(u8),
    Text,
    /// Lines behind `>`: all but the line of the source is somebody's words.
    Quotation,
}

/// A link that stands in a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Its words.
    pub(super) label: String,
    /// Its address; for a note `[^t:ID]`, the note.
    pub(super) address: String,
}

/// Words in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    pub(super) words: String,
    /// The link that follows at once, as its place among the unit's links.
    pub(super) source: Option<usize>,
    /// In marks that also stand around names and titles.
    pub(super) loose: bool,
}

/// A piece of a post that stands or falls with its evidence.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Counted from 1, in the body.
    pub(super) line: usize,
    pub(super) shape: Shape,
    pub(super) links: Vec<Link>,
    pub(super) quotes: Vec<Quote>,
    /// Its own words: without the quoted ones and without handles.
    pub(super) said: String,
}

/// What footnotes lead to, by their labels.
type Notes<'a> = BTreeMap<&'a str, &'a str>;

/// Stands for a link in a text whose links are taken out.
const LINK: char = '\u{1}';

/// The units of a body, in order.
pub(super) fn units(body: &str) -> Vec<Unit> {
    let mut units: Vec<(usize, Shape, String)> = Vec::new();
    let (mut fence, mut open, mut figure) = (None, false, false);
    let notes: Notes<'_> = body.lines().filter_map(note).collect();
    for (line, text) in (1..).zip(body.lines()) {
        let bare = text.trim();
        let fences = ["```", "~~~"]
            .into_iter()
            .find(|mark| bare.starts_with(mark));
        if fence.is_some() {
            fence = fence.filter(|mark| Some(*mark) != fences);
            continue;
        }
        if fences.is_some() || bare.is_empty() {
            (fence, open) = (fences, false);
            continue;
        }
        // A chart is compared as a whole.
        if figure || bare.starts_with(FIGURE) {
            (figure, open) = (!bare.ends_with("</figure>"), false);
            continue;
        }
        if note(bare).is_some() {
            open = false;
            continue;
        }
        if bare.starts_with("![") && bare.ends_with(')') && bare.matches("](").count() == 1 {
            open = false;
            continue;
        }
        let level = bare.bytes().take_while(|b| *b == b'#').count();
        let (shape, own, text) = if (1..=6).contains(&level) && bare[level..].starts_with(' ') {
            (Shape::Heading(level as u8), true, bare[level..].trim())
        } else if let Some(rest) = bare.strip_prefix('>') {
            (Shape::Quotation, false, rest.trim())
        } else {
            let item = item(bare);
            (
                Shape::Text,
                item.is_some() || bare.starts_with('|'),
                item.unwrap_or(bare),
            )
        };
        match units.last_mut() {
            Some((_, last, all)) if open && !own && *last == shape => {
                all.push('\n');
                all.push_str(text);
            }
            _ => units.push((line, shape, text.to_owned())),
        }
        open = !matches!(shape, Shape::Heading(_));
    }
    units
        .into_iter()
        .map(|(line, shape, text)| unit(line, shape, &text, &notes))
        .collect()
}

/// How a chart begins.
const FIGURE: &str = "<figure class=\"chart\"";

/// The charts of a body with the lines they begin on.
pub(super) fn charts(body: &str) -> Vec<(usize, String)> {
    let mut charts: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (line, text) in (1..).zip(body.lines()) {
        if text.trim_start().starts_with(FIGURE) {
            charts.push((line, String::new()));
            open = true;
        }
        if let (true, Some((_, chart))) = (open, charts.last_mut()) {
            chart.push_str(text.trim());
            chart.push('\n');
            open = !text.trim_end().ends_with("</figure>");
        }
    }
    charts
}

/// What follows the mark of a list item.
fn item(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 => text.strip_prefix(['-', '*', '+'])?,
        _ => text[digits..].strip_prefix(['.', ')'])?,
    };
    rest.starts_with(' ').then(|| rest.trim_start())
}

fn unit(line: usize, shape: Shape, text: &str, notes: &Notes<'_>) -> Unit {
    let (plain, links) = without_links(text, notes);
    let (said, quotes) = match shape {
        Shape::Quotation => quotation(&plain),
        _ => without_quotes(&plain),
    };
    Unit {
        line,
        shape,
        links,
        quotes,
        said: said.replace(LINK, " "),
    }
}

/// The text with a mark for each link, Markdown's own characters gone; and the links.
fn without_links(text: &str, notes: &Notes<'_>) -> (String, Vec<Link>) {
    let (mut out, mut links) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if c == '\\' {
            let escaped = after.chars().next();
            out.extend(escaped);
            rest = &after[escaped.map_or(0, char::len_utf8)..];
            continue;
        }
        if c == '['
            && let Some((link, length)) = link(rest, notes)
        {
            if !is_source(&link.label) {
                out.push_str(&link.label);
            }
            out.push(LINK);
            links.push(link);
            rest = &rest[length..];
            continue;
        }
        // An address that stands as it is, is a link, too.
        if c == 'h'
            && let Some(length) = address(rest)
        {
            out.push(LINK);
            links.push(Link {
                label: String::new(),
                address: rest[..length].to_owned(),
            });
            rest = &rest[length..];
            continue;
        }
        if let Some(stars) = rest.strip_prefix("**") {
            rest = stars;
            continue;
        }
        out.push(c);
        rest = after;
    }
    (out, links)
}

/// The length of the address that a text begins with.
fn address(text: &str) -> Option<usize> {
    let bare = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let ends = |c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, ')' | '>' | ']' | '"');
    let end = bare.find(ends).unwrap_or(bare.len());
    let bare = bare[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    let scheme = text.find("//")? + 2;
    (!bare.is_empty()).then_some(scheme + bare.len())
}

/// `[label](address)`, `[^t:ID]` or another footnote at the beginning of a text, and its length.
fn link(text: &str, notes: &Notes<'_>) -> Option<(Link, usize)> {
    if let Some(rest) = text.strip_prefix("[^t:") {
        let end = rest.find(']')?;
        let link = Link {
            label: String::new(),
            address: text[1..4 + end].to_owned(),
        };
        return Some((link, end + 5));
    }
    if let Some(rest) = text.strip_prefix("[^") {
        let end = rest.find(']')?;
        let link = Link {
            label: String::new(),
            address: (*notes.get(&rest[..end])?).to_owned(),
        };
        return Some((link, end + 3));
    }
    let mut close = None;
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '[' | '\n' => return None,
            ']' => {
                close = Some(at);
                break;
            }
            _ => {}
        }
    }
    let close = close?;
    let target = text[close + 1..].strip_prefix('(')?;
    let end = target.find(')')?;
    let address = target[..end].split_whitespace().next().unwrap_or_default();
    Some((
        Link {
            label: text[1..close].replace('\\', ""),
            address: address.trim_matches(['<', '>']).to_owned(),
        },
        close + 2 + end + 1,
    ))
}

/// The label of a footnote and the first address in it, of a line that says what the footnote is. A note `[^t:ID]` needs none:
/// its label says which tweet is meant.
fn note(line: &str) -> Option<(&str, &str)> {
    let (label, rest) = line.trim().strip_prefix("[^")?.split_once("]:")?;
    let at = rest.find("https://").or_else(|| rest.find("http://"));
    let Some(at) = at else {
        return label.starts_with("t:").then_some((label, ""));
    };
    let ends = |c: char| c.is_whitespace() || matches!(c, ')' | '>' | ']' | '，' | '。' | '）');
    let address = &rest[at..];
    Some((
        label,
        &address[..address.find(ends).unwrap_or(address.len())],
    ))
}

/// A label that only says where the words are from.
fn is_source(label: &str) -> bool {
    let label = label.trim();
    label.starts_with('@')
        || matches!(
            label,
            "来源" | "原文" | "链接" | "推文" | "source" | "link" | "tweet"
        )
        || label.bytes().all(|b| b.is_ascii_digit())
}

/// The number of links before a place.
fn links_before(plain: &str) -> usize {
    plain.matches(LINK).count()
}

/// The words of a quotation, and what is said beside them: the line that begins with a dash.
fn quotation(plain: &str) -> (String, Vec<Quote>) {
    let own = |line: &&str| line.starts_with(['—', '–']) || line.starts_with("--");
    let words: Vec<&str> = plain.lines().filter(|line| !own(line)).collect();
    let said: Vec<&str> = plain.lines().filter(own).collect();
    let words = words.join(" ");
    let source = (links_before(plain) > 0).then(|| links_before(&words));
    let quote = Quote {
        words: words.replace(LINK, " "),
        source: source.filter(|at| *at < links_before(plain)),
        loose: false,
    };
    (said.join(" "), vec![quote])
}

/// Where the `’` stands that a source follows: other ones are apostrophes.
fn before_source(text: &str) -> Option<usize> {
    let mut marks = text.match_indices('’');
    let at = marks.find(|(at, mark)| {
        let follows = text[at + mark.len()..].strip_prefix(" (");
        follows.is_some_and(|rest| rest.starts_with(LINK))
    });
    at.map(|(at, _)| at)
}

/// What stands outside of quotation marks, and what inside.
fn without_quotes(plain: &str) -> (String, Vec<Quote>) {
    const MARKS: [(char, char, bool); 5] = [
        ('“', '”', false),
        ('‘', '’', false),
        ('「', '」', true),
        ('『', '』', true),
        ('"', '"', false),
    ];
    let (mut said, mut quotes) = (String::new(), Vec::new());
    let mut at = 0;
    while let Some(c) = plain[at..].chars().next() {
        let inside = at + c.len_utf8();
        let marks = MARKS.iter().find(|(open, ..)| *open == c);
        let end = marks.and_then(|(_, close, _)| match close {
            '’' => before_source(&plain[inside..]),
            _ => plain[inside..].find(*close),
        });
        let (Some((_, close, loose)), Some(end)) = (marks, end) else {
            said.push(c);
            at = inside;
            continue;
        };
        let words = &plain[inside..inside + end];
        at = inside + end + close.len_utf8();
        let follows =
            plain[at..].trim_start_matches(['（', '(', ' ', '。', '，', ',', '.', '—', '-']);
        let source = follows
            .starts_with(LINK)
            .then(|| links_before(&plain[..at]));
        if *loose && source.is_none() {
            // A name or a title rather than somebody's words: it is checked as our own.
            said.push_str(words);
        } else {
            said.push(' ');
            quotes.push(Quote {
                words: words.replace(LINK, " "),
                source,
                loose: *loose,
            });
        }
    }
    (said, quotes)
}
