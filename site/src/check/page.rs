//! What one HTML page holds that can be right or wrong: links, ids, pictures, title.
//!
//! It must not know other pages. Tokenising is html5gum's, by the WHATWG rules a browser follows.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use std::collections::BTreeSet;

/// What the check needs of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: Option<String>,
    pub(super) links: Vec<Link>,
    pub(super) ids: BTreeSet<String>,
    /// Ids that stand a second time, with the line where they do.
    pub(super) repeated_ids: Vec<(String, u32)>,
    /// Lines of pictures without an `alt` attribute. An empty one is a statement: the picture is decoration.
    pub(super) pictures_without_alt: Vec<u32>,
    /// Pictures the page draws.
    pub(super) pictures: Vec<Picture>,
    /// What the page says its own address is.
    pub(super) canonicals: Vec<Link>,
    /// The page only sends the reader elsewhere.
    pub(super) is_redirect: bool,
}

/// An address a page points to.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) address: String,
    pub(super) line: u32,
}

/// A picture a page draws, with the room it keeps for it.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) address: String,
    pub(super) line: u32,
    /// Attributes in CSS pixels, where both are whole numbers.
    pub(super) room: Option<(u64, u64)>,
}

impl Page {
    /// Reads a page. HTML has no syntax errors: whatever the bytes are, a browser makes something of them.
    pub(super) fn read(html: &[u8]) -> Self {
        let mut page = Self::default();
        let lines = Lines::of(html);
        let mut in_title = false;
        // Titles of inline SVG pictures are not the page's.
        let mut svg_depth = 0usize;
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    match &tag.name[..] {
                        b"svg" if !tag.self_closing => svg_depth += 1,
                        b"title" => in_title = svg_depth == 0 && page.title.is_none(),
                        _ => {}
                    }
                    page.take(&tag, lines.line(tag.span.start));
                }
                Token::EndTag(tag) => match &tag.name[..] {
                    b"title" => in_title = false,
                    b"svg" => svg_depth = svg_depth.saturating_sub(1),
                    _ => {}
                },
                Token::String(text) if in_title => {
                    let text = String::from_utf8_lossy(&text);
                    page.title.get_or_insert_default().push_str(text.trim());
                }
                _ => {}
            }
        }
        page.title.take_if(|title| title.is_empty());
        page
    }

    fn take(&mut self, tag: &StartTag<usize>, line: u32) {
        let attribute = |name: &str| {
            tag.attributes
                .get(name.as_bytes())
                .map(|value| String::from_utf8_lossy(value).trim().to_owned())
        };
        let mut link = |address: Option<String>| {
            self.links
                .extend(address.map(|address| Link { address, line }));
        };
        match &tag.name[..] {
            b"a" | b"area" => link(attribute("href")),
            b"link" => {
                // Hints to the browser need not be files.
                let relation = attribute("rel").unwrap_or_default();
                if relation.eq_ignore_ascii_case("canonical") {
                    self.canonicals
                        .extend(attribute("href").map(|address| Link { address, line }));
                }
                if !matches!(relation.as_str(), "preconnect" | "dns-prefetch") {
                    link(attribute("href"));
                }
            }
            b"img" | b"source" | b"video" | b"audio" | b"track" | b"script" | b"iframe"
            | b"embed" => {
                link(attribute("src"));
                link(attribute("poster"));
                for candidate in attribute("srcset").iter().flat_map(|set| set.split(',')) {
                    link(candidate.split_whitespace().next().map(str::to_owned));
                }
            }
            b"meta" => {
                let kind = attribute("http-equiv").unwrap_or_default();
                self.is_redirect |= kind.eq_ignore_ascii_case("refresh");
                if matches!(
                    attribute("property").as_deref(),
                    Some("og:image" | "og:url")
                ) {
                    link(attribute("content"));
                }
            }
            _ => {}
        }
        if tag.name[..] == *b"img" {
            if attribute("alt").is_none() {
                self.pictures_without_alt.push(line);
            }
            let length = |name| attribute(name)?.parse().ok();
            self.pictures
                .extend(attribute("src").map(|address| Picture {
                    address,
                    line,
                    room: length("width").zip(length("height")),
                }));
        }
        let id = attribute("id").or_else(|| attribute("name").filter(|_| tag.name[..] == *b"a"));
        if let Some(id) = id.filter(|id| !id.is_empty())
            && !self.ids.insert(id.clone())
        {
            self.repeated_ids.push((id, line));
        }
    }
}

/// Where lines begin, to turn an offset into a line number without counting again from the top.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &[u8]) -> Self {
        Self(
            text.iter()
                .enumerate()
                .filter(|(_, byte)| **byte == b'\n')
                .map(|(at, _)| at)
                .collect(),
        )
    }

    fn line(&self, offset: usize) -> u32 {
        u32::try_from(self.0.partition_point(|newline| *newline < offset))
            .map_or(u32::MAX, |lines| lines + 1)
    }
}
