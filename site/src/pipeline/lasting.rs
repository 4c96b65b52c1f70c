//! For which moments a build would have come out the same: the clock enters a build by nothing but which dates have passed.
//!
//! It must not know what time it is; it judges the moment that was built for.

use crate::article::{Article, Kind};
use crate::config::SiteConfig;
use crate::model::url;
use chrono::{DateTime, FixedOffset, TimeZone};
use std::sync::Arc;

/// The moments for which the same sources and settings make the same website.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lasting {
    /// The first; `None` when there is none.
    pub since: Option<DateTime<FixedOffset>>,
    /// The first that is too late; `None` when it never is.
    pub until: Option<DateTime<FixedOffset>>,
}

impl Lasting {
    /// Whether a moment is one of them.
    pub fn includes(&self, now: DateTime<FixedOffset>) -> bool {
        self.since.is_none_or(|since| since <= now) && self.until.is_none_or(|until| now < until)
    }

    /// What a build for `now` shares with others; `None` when it is like no other, because something without a date stands
    /// where the clock says.
    pub(super) fn of(
        articles: &[Arc<Article>],
        config: &SiteConfig,
        now: DateTime<FixedOffset>,
    ) -> Option<Self> {
        let mut lasting = Self::default();
        for article in articles {
            match article.date {
                Some(date) if date <= now => lasting.since = lasting.since.max(Some(date)),
                Some(date) => {
                    let sooner = lasting.until.is_none_or(|until| date < until);
                    lasting.until = if sooner { Some(date) } else { lasting.until };
                }
                None if is_placed_by_the_clock(article, config) => return None,
                None => {}
            }
        }
        Some(lasting)
    }
}

/// Whether an article without a date has another place or address at another moment.
fn is_placed_by_the_clock(article: &Article, config: &SiteConfig) -> bool {
    // Drafts stand among the posts as if they were written now.
    if article.kind == Kind::Draft {
        return config.drafts;
    }
    // Two moments that agree in no part of a date.
    let [one, other] = [981_173_106, 1_353_431_899].map(|seconds| {
        let moment = chrono::Utc.timestamp_opt(seconds, 0).single();
        moment.unwrap_or_default().fixed_offset()
    });
    url::of(article, config, one) != url::of(article, config, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lasts_from_the_newest_date_that_has_passed_to_the_next_that_comes() {
        let moment = |text: &str| text.parse::<DateTime<FixedOffset>>().unwrap();
        let lasting = Lasting {
            since: Some(moment("2025-12-04T10:00:00+08:00")),
            until: Some(moment("2025-12-05T10:00:00+08:00")),
        };
        for (now, included) in [
            ("2025-12-04T01:59:59Z", false),
            ("2025-12-04T02:00:00Z", true),
            ("2025-12-05T01:59:59Z", true),
            ("2025-12-05T02:00:00Z", false),
        ] {
            assert_eq!(lasting.includes(moment(now)), included, "{now}");
        }
        assert!(Lasting::default().includes(moment("1970-01-01T00:00:00Z")));
    }
}
