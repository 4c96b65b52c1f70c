//! The days of a dataset: those asked for, or those of its tweets.
//!
//! It must not know any format.

use super::Options;
use crate::dataset::Window;
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use post::Diagnostic;

/// The days asked for; where not asked, those of the tweets.
pub(super) fn window(
    options: &Options,
    first: Option<DateTime<Utc>>,
    last: Option<DateTime<Utc>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Window {
    let zone: FixedOffset = options.zone;
    let day = |time: DateTime<Utc>| time.with_timezone(&zone).date_naive();
    let from = options.from.or(first.map(day)).or(options.to);
    let to = options.to.or(last.map(day)).or(options.from);
    let today = options.now.map(|now| now.with_timezone(&zone).date_naive());
    if let (Some(from), Some(to)) = (from, to) {
        if let Some(window) = Window::days(from, to, zone) {
            return window;
        }
        diagnostics.push(
            Diagnostic::error(
                "import-window",
                format!("the window ends on {to}, before it begins on {from}"),
                format!("时间窗口的结束日 {to} 早于开始日 {from}"),
            )
            .help(
                "give --from a day that is not after --to",
                "请让 --from 不晚于 --to",
            ),
        );
    } else {
        diagnostics.push(
            Diagnostic::error(
                "import-window",
                "no tweets, so the dataset's days are not known",
                "没有推文，无法确定数据集的日期",
            )
            .help("give --from and --to", "请用 --from 和 --to 指定日期"),
        );
    }
    let fallback = from.or(today).unwrap_or_default();
    let epoch = DateTime::<Utc>::UNIX_EPOCH.with_timezone(&zone);
    Window::days(fallback, fallback, zone).unwrap_or(Window {
        from: NaiveDate::default(),
        to: NaiveDate::default(),
        start: epoch,
        end: epoch,
    })
}
