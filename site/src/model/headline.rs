//! What a post is called where readers meet it. The title of a report is the name of its dataset, which tells nobody what is
//! in it; its description does.
//!
//! It must not know where headlines are shown, nor which sentences reports are written in.

use std::borrow::Cow;

/// The short form of what a post says about itself, where its title is but a slug; else the title. “155 tweets’ topics: this; that.”
/// is “this; that” in short.
pub(super) fn headline<'a>(
    title: &'a str,
    slug: &str,
    description: Option<&'a str>,
) -> Cow<'a, str> {
    let is_slug = title == slug && title.contains('_');
    let Some(said) = description
        .map(str::trim)
        .filter(|said| is_slug && !said.is_empty())
    else {
        return Cow::Borrowed(title);
    };
    let mut parts = said.split(if said.contains('：') { "：" } else { ": " });
    let short = match (parts.next(), parts.next(), parts.next()) {
        (Some(_), Some(topics), None) if !topics.trim().is_empty() => topics,
        _ => said,
    };
    let short = short.trim().trim_end_matches(['。', '.']);
    // The dot between two names stays with the first of them.
    Cow::Owned(short.replace(" · ", "\u{a0}· "))
}

#[cfg(test)]
mod tests {
    use super::headline;

    #[test]
    fn a_slug_gives_way_to_what_the_post_says_of_itself() {
        let slug = "twitter_ai_20251204_20251204";
        let of = |said: &'static str| headline(slug, slug, Some(said)).into_owned();
        assert_eq!(
            of("155 条推文里的主要话题：美光退出 Crucial；Meta · Alan Dye。"),
            "美光退出 Crucial；Meta\u{a0}· Alan Dye"
        );
        assert_eq!(of("The main topics of 9 tweets: Bun; React."), "Bun; React");
        assert_eq!(of("一：二：三。"), "一：二：三");
        assert_eq!(of("没有冒号。"), "没有冒号");
        assert_eq!(of("结尾："), "结尾：");
        assert_eq!(of(" "), slug);
        assert_eq!(headline(slug, slug, None), slug);
        assert_eq!(headline("推报", "welcome", Some("一：二")), "推报");
        assert_eq!(headline("welcome", "welcome", Some("一：二")), "welcome");
    }
}
