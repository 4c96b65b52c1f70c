//! A request to a response, from one snapshot of the website.
//!
//! It must not know connections or how long anything takes.

use super::body::Body;
use super::guard::{self, Refusal};
use super::resolve::{Found, media_type, resolve};
use super::snapshot::Snapshot;
use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use site::Output;
use std::ops::Range;

/// What the program itself serves stands below this; no page can have such an address.
const OWN: &str = "/__site/";

/// The response to a request; `None` for a page that wants to be told of changes.
pub(super) fn respond<B>(
    request: &Request<B>,
    now: &Snapshot,
    beyond_loopback: bool,
) -> Option<Response<Body>> {
    let headers = request.headers();
    let host = match request.uri().authority() {
        // A request for a whole address, as proxies send: that counts, not the header.
        Some(authority) => Some(authority.as_str()),
        None => text(headers, header::HOST),
    };
    match guard::check(host, text(headers, header::ORIGIN), beyond_loopback) {
        Ok(()) => {}
        Err(Refusal::Malformed) => return Some(plain(StatusCode::BAD_REQUEST)),
        Err(Refusal::Stranger) => return Some(plain(StatusCode::FORBIDDEN)),
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED);
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(header::ALLOW, allowed);
        return Some(response);
    }
    let path = request.uri().path();
    if let Some(own) = path.strip_prefix(OWN).filter(|_| now.live) {
        return match own {
            "events" => None,
            "live.js" => Some(fixed("live.js", include_str!("live.js"))),
            "live.css" => Some(fixed("live.css", include_str!("live.css"))),
            _ => Some(plain(StatusCode::NOT_FOUND)),
        };
    }
    Some(match resolve(&now.outputs, &now.base, path) {
        Found::File(name, output) => file(headers, &name, output, now, StatusCode::OK),
        Found::Elsewhere(to) => elsewhere(&to, request.uri().query()),
        Found::Nothing(Some(page)) => file(headers, "404.html", page, now, StatusCode::NOT_FOUND),
        // Even where nothing can be built yet, the page has to hear of what is wrong, and of its coming.
        Found::Nothing(None) if now.live => {
            let page = with_script(
                b"<!doctype html><meta charset=utf-8><title>404</title><p>404</p>",
                "-",
            );
            start(StatusCode::NOT_FOUND, media_type("404.html"), page)
        }
        Found::Nothing(None) => plain(StatusCode::NOT_FOUND),
    })
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn start(status: StatusCode, media: &'static str, body: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::whole(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, media),
        // Kept, but asked about each time: what is on the screen is what is in the editor.
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn plain(status: StatusCode) -> Response<Body> {
    start(
        status,
        media_type("a.txt"),
        Bytes::from(format!("{status}\n")),
    )
}

fn fixed(name: &str, content: &'static str) -> Response<Body> {
    start(
        StatusCode::OK,
        media_type(name),
        Bytes::from_static(content.as_bytes()),
    )
}

fn elsewhere(to: &str, query: Option<&str>) -> Response<Body> {
    let mut response = plain(StatusCode::FOUND);
    let to = query.map_or_else(|| to.to_owned(), |query| format!("{to}?{query}"));
    if let Ok(to) = HeaderValue::from_str(&to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

fn file(
    headers: &HeaderMap,
    name: &str,
    output: &Output,
    now: &Snapshot,
    status: StatusCode,
) -> Response<Body> {
    let media = media_type(name);
    let tag = format!("\"{}\"", output.fingerprint());
    let Ok(etag) = HeaderValue::from_str(&tag) else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let known = text(headers, header::IF_NONE_MATCH).is_some_and(|tags| {
        tags.split(',')
            .any(|one| matches!(one.trim(), "*") || one.trim().trim_start_matches("W/") == tag)
    });
    let mut response = if known && status == StatusCode::OK {
        start(StatusCode::NOT_MODIFIED, media, Bytes::new())
    } else {
        let whole = content(output, media, now);
        let asked = text(headers, header::RANGE).filter(|_| {
            let condition = text(headers, header::IF_RANGE);
            status == StatusCode::OK && condition.is_none_or(|condition| condition == tag)
        });
        match asked.map_or(Asked::Whole, |asked| range(asked, whole.len())) {
            Asked::Whole => start(status, media, whole),
            Asked::Part(part) => {
                let place = format!("bytes {}-{}/{}", part.start, part.end - 1, whole.len());
                with_range(
                    start(StatusCode::PARTIAL_CONTENT, media, whole.slice(part)),
                    &place,
                )
            }
            Asked::Outside => {
                let place = format!("bytes */{}", whole.len());
                with_range(plain(StatusCode::RANGE_NOT_SATISFIABLE), &place)
            }
        }
    };
    response.headers_mut().insert(header::ETAG, etag);
    let ranges = HeaderValue::from_static("bytes");
    response.headers_mut().insert(header::ACCEPT_RANGES, ranges);
    response
}

fn with_range(mut response: Response<Body>, place: &str) -> Response<Body> {
    if let Ok(place) = HeaderValue::from_str(place) {
        response.headers_mut().insert(header::CONTENT_RANGE, place);
    }
    response
}

/// The bytes of a file; a page that is kept up to date gets the script that does it, before the end of its body.
fn content(output: &Output, media: &str, now: &Snapshot) -> Bytes {
    if !(now.live && media.starts_with("text/html")) {
        return Bytes::from(output.bytes().into_owned());
    }
    with_script(&output.bytes(), &output.fingerprint().to_string())
}

/// A page with the script that keeps it up to date; `name` is that of what the page shows.
fn with_script(bytes: &[u8], name: &str) -> Bytes {
    let end = bytes
        .windows(7)
        .rposition(|window| window.eq_ignore_ascii_case(b"</body>"))
        .unwrap_or(bytes.len());
    let script = format!("<script src=\"{OWN}live.js\" data-seen=\"{name}\" defer></script>");
    Bytes::from([&bytes[..end], script.as_bytes(), &bytes[end..]].concat())
}

#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Whole,
    Part(Range<usize>),
    Outside,
}

/// The part that a `Range` header asks for. More than one part, or what cannot be read, counts as the whole, which is
/// always allowed.
fn range(asked: &str, length: usize) -> Asked {
    let Some((first, last)) = asked
        .strip_prefix("bytes=")
        .and_then(|parts| parts.trim().split_once('-'))
    else {
        return Asked::Whole;
    };
    let part = match (first.parse::<usize>(), last.parse::<usize>()) {
        (Ok(first), Ok(last)) if first <= last => first..last.saturating_add(1).min(length),
        (Ok(first), Err(_)) if last.is_empty() => first..length,
        (Err(_), Ok(last)) if first.is_empty() => length.saturating_sub(last)..length,
        _ => return Asked::Whole,
    };
    if part.start < part.end {
        Asked::Part(part)
    } else {
        Asked::Outside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ranges() {
        for (asked, expected) in [
            ("bytes=0-3", Asked::Part(0..4)),
            ("bytes=5-", Asked::Part(5..10)),
            ("bytes=-3", Asked::Part(7..10)),
            ("bytes=-30", Asked::Part(0..10)),
            ("bytes=8-99", Asked::Part(8..10)),
            ("bytes=0-18446744073709551615", Asked::Part(0..10)),
            ("bytes=10-", Asked::Outside),
            ("bytes=-0", Asked::Outside),
            ("bytes=0-1,4-5", Asked::Whole),
            ("bytes=3-1", Asked::Whole),
            ("lines=1-2", Asked::Whole),
        ] {
            assert_eq!(range(asked, 10), expected, "{asked}");
        }
    }
}
