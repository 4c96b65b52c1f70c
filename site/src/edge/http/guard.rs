//! Who may ask: a page of another website must not read this one through the author's browser.
//!
//! A browser sends the name it was given as `Host`. A website that makes its name lead to 127.0.0.1 (DNS rebinding) is
//! betrayed by that name; one that asks from its own pages is betrayed by `Origin`. It must not know what is asked for.

use hyper::Uri;
use hyper::http::uri::Authority;
use std::net::IpAddr;

/// Why a request is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Not what a browser sends: no host, or one that is not readable.
    Malformed,
    /// Somebody else's name.
    Stranger,
}

/// Checks the headers `Host` and `Origin`. With `beyond_loopback` the author lets other machines in, by address or by
/// a name of the local network.
pub(super) fn check(
    host: Option<&str>,
    origin: Option<&str>,
    beyond_loopback: bool,
) -> Result<(), Refusal> {
    let host: Authority = host
        .and_then(|host| host.parse().ok())
        .ok_or(Refusal::Malformed)?;
    if !is_ours(host.host(), beyond_loopback) {
        return Err(Refusal::Stranger);
    }
    match origin {
        None => Ok(()),
        Some(origin) => {
            let origin: Uri = origin.parse().map_err(|_| Refusal::Stranger)?;
            if origin.authority() == Some(&host) {
                Ok(())
            } else {
                Err(Refusal::Stranger)
            }
        }
    }
}

fn is_ours(host: &str, beyond_loopback: bool) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = bare.parse::<IpAddr>() {
        return beyond_loopback || address.is_loopback();
    }
    let name = host.to_ascii_lowercase();
    // The public name system has no `.local`: only a neighbour can claim such a name.
    name == "localhost"
        || name.ends_with(".localhost")
        || (beyond_loopback && name.ends_with(".local"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_in_this_machine_and_nobody_else() {
        for (host, origin, beyond, expected) in [
            (Some("localhost:4000"), None, false, Ok(())),
            (
                Some("127.0.0.1:4000"),
                Some("http://127.0.0.1:4000"),
                false,
                Ok(()),
            ),
            (Some("[::1]:4000"), None, false, Ok(())),
            (Some("192.168.1.2:4000"), None, true, Ok(())),
            (Some("mac.local:4000"), None, true, Ok(())),
            (
                Some("192.168.1.2:4000"),
                None,
                false,
                Err(Refusal::Stranger),
            ),
            (Some("evil.example"), None, true, Err(Refusal::Stranger)),
            (
                Some("localhost.evil.example"),
                None,
                false,
                Err(Refusal::Stranger),
            ),
            (
                Some("localhost:4000"),
                Some("https://evil.example"),
                false,
                Err(Refusal::Stranger),
            ),
            (
                Some("localhost:4000"),
                Some("http://localhost:8000"),
                false,
                Err(Refusal::Stranger),
            ),
            (
                Some("localhost:4000"),
                Some("null"),
                false,
                Err(Refusal::Stranger),
            ),
            (Some("local host"), None, false, Err(Refusal::Malformed)),
            (None, None, false, Err(Refusal::Malformed)),
        ] {
            assert_eq!(check(host, origin, beyond), expected, "{host:?} {origin:?}");
        }
    }
}
