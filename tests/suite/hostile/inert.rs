//! Whether a page can do anything at all: no script but the theme's own files, no handler, no address that runs, no frame.
//!
//! It must not know what the page says. Tokenising is html5gum's, by the rules a browser follows.

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// Elements that load or run something, or change what addresses mean; no page of the theme has one.
const FORBIDDEN: &[&str] = &[
    "iframe",
    "object",
    "embed",
    "base",
    "frame",
    "applet",
    "style",
    "plaintext",
    "xmp",
    "template",
    "form",
    "portal",
];
/// Attributes that hold an address.
const ADDRESSES: &[&str] = &[
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "poster",
    "data",
    "background",
    "cite",
    "ping",
    "manifest",
];

/// Checks a file by its name.
pub(super) fn check(path: &str, bytes: &[u8]) -> Result<(), String> {
    match path.rsplit_once('.').map(|(_, end)| end) {
        Some("html") => page(path, bytes),
        Some("json") => serde_json::from_slice::<serde_json::Value>(bytes)
            .map(drop)
            .map_err(|why| why.to_string()),
        Some("xml") => xml(bytes),
        _ => Ok(()),
    }
}

/// The text of the page's title.
pub(super) fn title(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut inside = false;
    for token in tokens(bytes) {
        match token {
            Token::StartTag(tag) => inside = tag.name[..] == *b"title",
            Token::EndTag(_) if inside => break,
            Token::String(part) if inside => text.push_str(&String::from_utf8_lossy(&part)),
            _ => {}
        }
    }
    text
}

fn tokens(bytes: &[u8]) -> Vec<Token<()>> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(bytes, emitter)
        .map(|token| match token {
            Ok(token) => token,
        })
        .collect()
}

fn page(path: &str, bytes: &[u8]) -> Result<(), String> {
    // The page where the blog is searched has the one form of the theme; it leads to itself.
    let searched = path == "search/index.html";
    let mut forms = 0;
    let mut script: Option<bool> = None;
    for token in tokens(bytes) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attribute = |name: &str| {
                    tag.attributes
                        .get(name.as_bytes())
                        .map(|value| String::from_utf8_lossy(value).into_owned())
                };
                let ours = searched
                    && name == "form"
                    && attribute("action").is_some_and(|to| to.ends_with("/search/"));
                forms += usize::from(ours);
                if FORBIDDEN.contains(&name.as_str()) && !(ours && forms == 1) {
                    return Err(format!("an element `{name}`"));
                }
                if name == "script" {
                    let data = attribute("type").as_deref() == Some("application/ld+json");
                    let ours = attribute("src")
                        .is_some_and(|src| src.starts_with('/') && src.contains("/assets/js/"));
                    if !(data || ours) {
                        return Err("a script".into());
                    }
                    script = Some(data);
                }
                // A list of tasks has boxes that nobody can press.
                if name == "input"
                    && !searched
                    && !(attribute("type").as_deref() == Some("checkbox")
                        && attribute("disabled").is_some())
                {
                    return Err("an input".into());
                }
                if name == "meta"
                    && attribute("http-equiv").is_some_and(|kind| {
                        !kind.eq_ignore_ascii_case("content-security-policy")
                            && !kind.eq_ignore_ascii_case("refresh")
                    })
                {
                    return Err("a meta that is not ours".into());
                }
                if name == "meta"
                    && attribute("http-equiv")
                        .is_some_and(|kind| kind.eq_ignore_ascii_case("refresh"))
                {
                    let content = attribute("content").unwrap_or_default();
                    let to = content
                        .strip_prefix("0; url=")
                        .ok_or(format!("a refresh to {content}"))?;
                    address(to, false)?;
                }
                for (key, value) in &tag.attributes {
                    let (key, value) =
                        (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
                    if key.starts_with("on") || matches!(&*key, "style" | "srcdoc" | "autofocus") {
                        return Err(format!("an attribute {key}={value} of {name}"));
                    }
                    if ADDRESSES.contains(&&*key) {
                        address(&value, name == "img")?;
                    }
                }
            }
            Token::EndTag(_) => script = None,
            Token::String(text) if script == Some(true) => {
                serde_json::from_slice::<serde_json::Value>(&text)
                    .map_err(|why| format!("data of a script: {why}"))?;
            }
            Token::String(text) if script == Some(false) && !text.trim_ascii().is_empty() => {
                return Err("a script with text".into());
            }
            _ => {}
        }
    }
    Ok(())
}

/// An address that only leads somewhere. What a browser leaves out of it is left out first.
fn address(raw: &str, picture: bool) -> Result<(), String> {
    let bare: String = raw
        .trim_start_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let end = bare
        .find([':', '/', '?', '#'])
        .filter(|at| bare.as_bytes()[*at] == b':');
    let Some(scheme) = end.map(|at| bare[..at].to_ascii_lowercase()) else {
        return Ok(());
    };
    let is_scheme = scheme
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let harmless = matches!(scheme.as_str(), "http" | "https" | "mailto")
        || (picture && bare.to_ascii_lowercase().starts_with("data:image/"));
    if harmless || !is_scheme {
        Ok(())
    } else {
        Err(format!("an address {raw:?}"))
    }
}

/// A feed is XML that another program reads: no entity of its own, and well-formed as far as tags go.
fn xml(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|why| why.to_string())?;
    // An author's own page may stand at a feed's address; its document type declares nothing.
    let text = text.strip_prefix("<!DOCTYPE html>").unwrap_or(text);
    if text.contains("<!DOCTYPE") || text.contains("<!ENTITY") {
        return Err("a document type".into());
    }
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    match text.chars().find(|c| !allowed(*c)) {
        Some(c) => Err(format!(
            "the character {:x}, which XML does not have",
            c as u32
        )),
        None => Ok(()),
    }
}
