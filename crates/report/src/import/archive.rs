//! The personal archive of X, and what may be opened of it: the tweets, the long tweets, the account's name. Messages,
//! addresses, contacts and everything else in it are nobody's business.
//!
//! It must not open anything itself.

/// Whether a file of an archive, by its name without folders, may be opened for tweets.
pub fn is_part(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".js") else {
        return false;
    };
    let numbered = |begin: &str| {
        stem.strip_prefix(begin).is_some_and(|rest| {
            rest.is_empty()
                || rest
                    .strip_prefix("-part")
                    .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        })
    };
    ["tweets", "tweet", "note-tweet"].into_iter().any(numbered)
}

/// Whether a file, by its name without folders, shows that its folder is an archive's.
pub fn is_sign(name: &str) -> bool {
    is_part(name) && !name.starts_with("note-")
}

/// The file that says whose archive it is.
pub const ACCOUNT: &str = "account.js";

/// Whether a file found in a folder or a ZIP is worth opening: not a picture, a page, a program, or a file that systems
/// leave behind. Scripts are opened only where they are parts of an archive.
pub fn is_candidate(name: &str) -> bool {
    const OTHER: [&str; 36] = [
        "jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "svg", "ico", "mp4", "mov", "webm",
        "m3u8", "ts", "mp3", "m4a", "wav", "html", "htm", "css", "pdf", "md", "py", "sh", "rs",
        "woff", "woff2", "ttf", "exe", "dll", "so", "doc", "docx", "yaml", "yml", "lock",
    ];
    if name.is_empty() || name.starts_with('.') || name == "Thumbs.db" {
        return false;
    }
    match name.rsplit_once('.') {
        Some((_, "js")) => is_part(name),
        Some((_, extension)) => !OTHER.contains(&extension.to_ascii_lowercase().as_str()),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tweets_are_opened() {
        for name in [
            "tweets.js",
            "tweet.js",
            "tweets-part1.js",
            "note-tweet.js",
            "tweet-part12.js",
        ] {
            assert!(is_part(name) && is_candidate(name), "{name}");
        }
        for name in [
            "direct-messages.js",
            "like.js",
            "account.js",
            "deleted-tweets.js",
            "tweet-headers.js",
            "tweets-part.js",
            "email-address-change.js",
            "contact.js",
            "tweetdeck.js",
        ] {
            assert!(!is_part(name) && !is_candidate(name), "{name}");
        }
        assert!(is_candidate("a.json.gz") && !is_candidate("a.MP4") && !is_candidate("._a.json"));
    }
}
