//! Whether a tweet by itself tells of what its own author makes: the name of the account stands in what it announces, it cheers, or
//! says that it built something.
//!
//! It must not know the accounts of the gazetteer, whose word is news.

use super::gazetteer::Mention;
use super::glance;
use super::news;
use crate::tweet::Tweet;

/// A part of a handle that is shorter names nobody.
const SHORTEST: usize = 3;
/// A whole handle that is shorter may stand in any word.
const WHOLE: usize = 5;
/// From so many bits of likes and reposts on (8,192) the world takes notice, and the launch is news whoever announces it.
const NOTICED: u8 = 14;

/// Whether a tweet cheers about something that the gazetteer does not know: so do those who made it.
pub(super) fn cheers(text: &str, mentions: &[Mention]) -> bool {
    let known = mentions.iter().any(|mention| mention.start < 12);
    !known && text.contains(['🎉', '🥳', '🎊']) && !text.starts_with("RT @")
}

/// Whether a tweet tells of what its own author made, and the world takes no notice.
pub(super) fn tells_of_own(tweet: &Tweet, text: &str) -> bool {
    glance::attention(tweet) < NOTICED && !text.starts_with("RT @") && news::builds(text)
}

/// Whether what a tweet announces bears the name of its author's account.
pub(super) fn is_own(tweet: &Tweet, announced: &str) -> bool {
    glance::attention(tweet) < NOTICED && names(&tweet.author.handle, announced)
}

fn names(handle: &str, announced: &str) -> bool {
    let squeezed = |text: &str| -> String {
        let letters = text.chars().filter(char::is_ascii_alphanumeric);
        letters.collect::<String>().to_lowercase()
    };
    let whole = squeezed(handle);
    if whole.len() >= WHOLE && squeezed(announced).contains(&whole) {
        return true;
    }
    let capital = |word: &&str| word.starts_with(|c: char| c.is_ascii_uppercase());
    let words: Vec<&str> = announced
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(capital)
        .collect();
    handle
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter(|part| part.len() >= SHORTEST)
        .any(|part| words.iter().any(|word| word.eq_ignore_ascii_case(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_that_stands_in_its_announcement_speaks_of_itself() {
        for (handle, announced, own) in [
            ("sample_vpn", "样例云VPN全新升级，强势回归", true),
            (
                "Demo_Secretary",
                "Demo Secretary: Second Edition 已正式上线",
                true,
            ),
            ("demopaint", "DemoPaint 2.0 is out", true),
            ("sample_writer", "Mistral 发布 Mistral Large 3", false),
            ("ai_news", "OpenAI 发布 AI 新闻助手", false),
        ] {
            assert_eq!(names(handle, announced), own, "{handle}: {announced}");
        }
    }
}
