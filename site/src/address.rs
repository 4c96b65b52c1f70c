//! Addresses of the site: how one is written, what a relative one means, and which file is served there.
//!
//! It must not know articles, nor which other addresses there are.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use post::Text;

/// What cannot stand in an address. `%` can: an address that is encoded already comes through unchanged.
pub const ODD: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The file that is served at an address: `/a/` → `a/index.html`, `/a` → `a.html`, `/a.xml` → `a.xml`.
///
/// # Errors
/// An address that would leave the site's folder or that no file system can hold, with the reason.
pub fn output(url: &str) -> Result<String, Text> {
    let decoded = percent_encoding::percent_decode_str(url)
        .decode_utf8()
        .map_err(|_| Text::new("it is not UTF-8 behind its `%`", "百分号后面不是 UTF-8"))?;
    // `%2F` is a slash, too.
    let decoded = squeeze(&decoded);
    let path = decoded.trim_start_matches('/');
    if path.split('/').any(|part| matches!(part, "." | "..")) {
        return Err(Text::new("it climbs out of the site", "它会跑到网站之外"));
    }
    let private = |part: &str| part.eq_ignore_ascii_case(".git") || part.starts_with(".site-");
    if path.split('/').any(private) {
        return Err(Text::new(
            "that name is kept for git or for this program",
            "这个名称留给 git 或本程序使用",
        ));
    }
    if path.chars().any(|c| c.is_control() || c == '\\') {
        return Err(Text::new(
            "it has a control character or a backslash",
            "其中有控制字符或反斜杠",
        ));
    }
    // 255 bytes are what common file systems take for a name; a temporary name is a little longer.
    if path.split('/').any(|part| part.len() > 240) {
        return Err(Text::new("a part of it is too long", "其中一段太长"));
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    Ok(match name {
        "" => format!("{path}index.html"),
        name if has_extension(name) => path.to_owned(),
        _ => format!("{path}.html"),
    })
}

/// Whether a name ends in something that servers take for a type. `v1.2` or `第1.5版` do not.
fn has_extension(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty()
            && (1..=11).contains(&extension.len())
            && extension.bytes().all(|b| b.is_ascii_alphanumeric())
            && extension.bytes().any(|b| b.is_ascii_alphabetic())
    })
}

/// An address as it stands in HTML and feeds: everything percent-encoded that RFC 3986 does not let stand.
pub fn encode(url: &str) -> String {
    utf8_percent_encode(url, ODD).to_string()
}

/// A readable path as an address: as [`encode`], with `%`, `#` and `?` encoded too, since in a path they are letters.
pub fn encode_path(path: &str) -> String {
    encode(path).replace('#', "%23").replace('?', "%3F")
}

/// The path that a relative address means on the page at `page`.
pub fn resolve(page: &str, relative: &str) -> String {
    let folder = page.rfind('/').map_or("", |at| &page[..at]);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let mut path = parts.join("/");
    if relative.ends_with('/') && !path.is_empty() {
        path.push('/');
    }
    path
}

/// One slash where there were several: empty placeholders leave such runs.
pub fn squeeze(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        if !(c == '/' && out.ends_with('/')) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_file_inside_the_site() {
        let file = |url: &str| output(url).map_err(|reason| reason.en);
        assert_eq!(file("/").as_deref(), Ok("index.html"));
        assert_eq!(file("/a/").as_deref(), Ok("a/index.html"));
        assert_eq!(file("/about").as_deref(), Ok("about.html"));
        assert_eq!(file("/v1.2").as_deref(), Ok("v1.2.html"));
        assert_eq!(file("/%E4%BD%A0/a.html").as_deref(), Ok("你/a.html"));
        assert_eq!(file("/a/%2Fb/%2f").as_deref(), Ok("a/b/index.html"));
        for url in [
            "/../a",
            "/a/%2e%2e/b",
            "/a\\b",
            "/a\u{0}",
            "/.Git/config",
            "/.site-manifest",
        ] {
            assert!(file(url).is_err(), "{url:?}");
        }
    }
}
