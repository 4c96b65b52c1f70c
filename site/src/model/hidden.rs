//! Whether a text is published, and why not.
//!
//! It must not know where it would stand.

use crate::article::{Article, Kind};
use crate::config::SiteConfig;
use chrono::{DateTime, FixedOffset};

/// Why a text is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// It is a draft.
    Draft,
    /// Its date has not come.
    Future,
    /// It says `published: false`.
    Unpublished,
    /// `limit_posts` leaves it out.
    Limit,
}

impl Hidden {
    /// Its name in English and Chinese.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Draft => ("draft", "草稿"),
            Self::Future => ("future", "未到日期"),
            Self::Unpublished => ("unpublished", "不发布"),
            Self::Limit => ("beyond limit_posts", "超出 limit_posts"),
        }
    }
}

/// Why an article is not published; `None` when it is. (Of `limit_posts` only the whole blog can tell.)
pub fn hidden(
    article: &Article,
    config: &SiteConfig,
    now: DateTime<FixedOffset>,
) -> Option<Hidden> {
    if !(article.published || config.unpublished) {
        return Some(Hidden::Unpublished);
    }
    match article.kind {
        Kind::Page | Kind::Document => None,
        Kind::Draft => (!config.drafts).then_some(Hidden::Draft),
        Kind::Post => {
            let come = config.future || article.date.is_none_or(|date| date <= now);
            (!come).then_some(Hidden::Future)
        }
    }
}
