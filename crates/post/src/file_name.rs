//! The name of a post's file, `YYYY-MM-DD-slug.ext`, as Jekyll reads it.
//!
//! It must not know folders: which folder a post stands in is the site's business.

use chrono::NaiveDate;

/// A post's file name, taken apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PostName {
    /// The date in the name.
    pub date: NaiveDate,
    /// What follows the date, without the extension.
    pub slug: String,
    /// The extension without its dot, such as `md`.
    pub extension: String,
    /// The date exactly as it was written (Jekyll takes `25-1-2` too).
    written: String,
}

impl PostName {
    /// The name of a new Markdown post.
    pub fn new(date: NaiveDate, slug: impl Into<String>) -> Self {
        Self {
            date,
            slug: slug.into(),
            extension: "md".into(),
            written: date.format("%Y-%m-%d").to_string(),
        }
    }

    /// Takes a file name apart; `None` if it is not a post's. A year of two digits means 20xx, as in Ruby's `Date.parse`.
    pub fn parse(file_name: &str) -> Option<Self> {
        let mut parts = file_name.splitn(4, '-');
        let (year, month, day, rest) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let digits = |s: &str, least: usize, most: usize| {
            (least..=most).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())
        };
        if !(digits(year, 2, 4) && digits(month, 1, 2) && digits(day, 1, 2)) {
            return None;
        }
        let (slug, extension) = rest.rsplit_once('.')?;
        if slug.is_empty() || extension.is_empty() {
            return None;
        }
        let number: i32 = year.parse().ok()?;
        let century = if year.len() == 2 { 2000 } else { 0 };
        let date =
            NaiveDate::from_ymd_opt(century + number, month.parse().ok()?, day.parse().ok()?)?;
        Some(Self {
            date,
            slug: slug.to_owned(),
            extension: extension.to_owned(),
            written: format!("{year}-{month}-{day}"),
        })
    }

    /// The file name.
    pub fn file_name(&self) -> String {
        format!("{}-{}.{}", self.written, self.slug, self.extension)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_apart_what_jekyll_takes() {
        let name = PostName::parse("2025-12-04-twitter_ai_20251204_20251204.md").unwrap();
        assert_eq!(name.slug, "twitter_ai_20251204_20251204");
        assert_eq!(
            PostName::parse("2025-1-2-你好.a.markdown")
                .unwrap()
                .file_name(),
            "2025-1-2-你好.a.markdown"
        );
        for not_a_post in [
            "README.md",
            "2025-13-01-x.md",
            "2025-02-30-x.md",
            "2025-01-01-.md",
            "2025-01-01-x",
        ] {
            assert_eq!(PostName::parse(not_a_post), None, "{not_a_post}");
        }
    }
}
