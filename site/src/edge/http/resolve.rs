//! An address to a file of the website, as GitHub Pages resolves it.
//!
//! It must not know the disk: only what a build made can be found, so no address leads anywhere else.

use percent_encoding::percent_decode_str;
use site::{Output, Outputs};

/// What stands at an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// A file, with its path below the site's root.
    File(String, &'a Output),
    /// The same address with a slash at its end, or the site's root.
    Elsewhere(String),
    /// Nothing; the website's own page for that, if it has one.
    Nothing(Option<&'a Output>),
}

/// Looks up the path of an address (without its query, still percent-encoded). `base` is the `baseurl`: empty, or `/blog`.
pub(super) fn resolve<'a>(outputs: &'a Outputs, base: &str, path: &str) -> Found<'a> {
    let nothing = || Found::Nothing(outputs.get("404.html"));
    let Some(below) = path.strip_prefix(base) else {
        return if path == "/" {
            Found::Elsewhere(format!("{base}/"))
        } else {
            nothing()
        };
    };
    let Some(below) = below.strip_prefix('/') else {
        return if below.is_empty() {
            Found::Elsewhere(format!("{base}/"))
        } else {
            nothing()
        };
    };
    let Ok(name) = percent_decode_str(below).decode_utf8() else {
        return nothing();
    };
    let file = |name: String| outputs.get(&name).map(|output| Found::File(name, output));
    if name.is_empty() || name.ends_with('/') {
        return file(format!("{name}index.html")).unwrap_or_else(nothing);
    }
    if let Some(found) = file(name.to_string()).or_else(|| file(format!("{name}.html"))) {
        return found;
    }
    if outputs.get(&format!("{name}/index.html")).is_some() {
        return Found::Elsewhere(format!("{path}/"));
    }
    nothing()
}

/// The media type of a file, by its extension; text is always UTF-8.
pub(super) fn media_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "rss" => "application/rss+xml; charset=utf-8",
        "txt" | "md" | "csv" | "tsv" | "yaml" | "yml" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fingerprint::Fingerprint;
    use std::sync::Arc;

    fn outputs(paths: &[&str]) -> Outputs {
        let mut outputs = Outputs::default();
        for path in paths {
            let content = Output::new(Arc::new(path.to_string()), Fingerprint::of_bytes(b""));
            outputs.insert(*path, content);
        }
        outputs
    }

    fn found(outputs: &Outputs, base: &str, path: &str) -> String {
        match resolve(outputs, base, path) {
            Found::File(path, _) => path,
            Found::Elsewhere(to) => format!("-> {to}"),
            Found::Nothing(page) => format!("nothing {}", page.is_some()),
        }
    }

    #[test]
    fn as_github_pages_does() {
        let site = outputs(&["index.html", "404.html", "a.html", "tags/大模型/index.html"]);
        for (path, expected) in [
            ("/", "index.html"),
            ("/a", "a.html"),
            ("/a.html", "a.html"),
            ("/tags/大模型", "-> /tags/大模型/"),
            (
                "/tags/%E5%A4%A7%E6%A8%A1%E5%9E%8B/",
                "tags/大模型/index.html",
            ),
            ("/none", "nothing true"),
            ("/../Cargo.toml", "nothing true"),
            ("/%2e%2e/%2e%2e/etc/passwd", "nothing true"),
            ("/%ff", "nothing true"),
            ("//a.html", "nothing true"),
        ] {
            assert_eq!(found(&site, "", path), expected, "{path}");
        }
    }

    #[test]
    fn below_a_baseurl() {
        let site = outputs(&["index.html", "a/index.html"]);
        for (path, expected) in [
            ("/", "-> /blog/"),
            ("/blog", "-> /blog/"),
            ("/blog/", "index.html"),
            ("/blog/a", "-> /blog/a/"),
            ("/blogs/", "nothing false"),
            ("/a/", "nothing false"),
        ] {
            assert_eq!(found(&site, "/blog", path), expected, "{path}");
        }
    }
}
