//! A title in lines, as large as it can be.
//!
//! It must not know what else stands on a card.

use crate::article::text::joins_lines;
use wordcloud::measure;

/// The middle square, less its border.
const MIDDLE: f64 = 590.0;
/// The least and the greatest size of the title, and its lines.
const TITLE: [f64; 4] = [64.0, 56.0, 48.0, 42.0];
const LINES: usize = 3;
/// Characters that begin no line, and that end none.
const NOT_FIRST: &str = "，。、：；！？）」』》”’…—,.:;!?)]";
const NOT_LAST: &str = "（「『《“‘([";

/// A title in lines, in the largest size at which it needs few enough; cut short in the smallest.
pub(super) fn fitted(title: &str) -> (f64, Vec<String>) {
    // What lists several things has a line for each, where they fit.
    let parts = title.split(['；', ';']).map(str::trim);
    let parts = parts.filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.map(|part| part.replace('\u{a0}', " ")).collect();
    if (2..=LINES).contains(&parts.len()) {
        let fits = |size: &f64| parts.iter().all(|part| measure(part) * size <= MIDDLE);
        if let Some(size) = TITLE.into_iter().find(fits) {
            return (size, parts);
        }
    }
    let mut tried = (TITLE[0], Vec::new());
    for size in TITLE {
        tried = (size, rows(title, MIDDLE / size));
        if tried.1.len() <= LINES {
            // As narrow as so many lines can be, so that no line holds one character alone.
            let narrow =
                (50..=100).map(|part| rows(title, MIDDLE / size * f64::from(part) / 100.0));
            let even = narrow.into_iter().find(|rows| rows.len() <= tried.1.len());
            return (size, even.unwrap_or(tried.1));
        }
    }
    tried.1.truncate(LINES);
    if let Some(last) = tried.1.last_mut() {
        last.pop();
        last.push('…');
    }
    tried
}

/// Breaks a title into rows of at most `room` em: between Chinese characters and at blanks.
fn rows(title: &str, room: f64) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    let mut row = String::new();
    for unit in units(title) {
        let joined = format!("{row}{unit}");
        if !row.is_empty() && measure(joined.trim_end()) > room {
            rows.push(row.trim_end().to_owned());
            row = unit.trim_start().to_owned();
        } else {
            row = joined;
        }
        // A word longer than a row is broken anywhere.
        while measure(&row) > room && row.chars().count() > 1 {
            let fits = (1..row.chars().count()).rev().find(|n| {
                let head: String = row.chars().take(*n).collect();
                measure(&head) <= room
            });
            let head: String = row.chars().take(fits.unwrap_or(1)).collect();
            row = row[head.len()..].to_owned();
            rows.push(head);
        }
    }
    if !row.trim().is_empty() {
        rows.push(row.trim().to_owned());
    }
    rows
}

/// The pieces between which a line may break.
fn units(text: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
    {
        let breaks = before == ' ' || joins_lines(before) || joins_lines(c) || before == '_';
        match units.last_mut() {
            Some(unit)
                if !breaks || c == ' ' || NOT_FIRST.contains(c) || NOT_LAST.contains(before) =>
            {
                unit.push(c)
            }
            _ => units.push(c.to_string()),
        }
        before = c;
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_break_where_chinese_breaks() {
        assert_eq!(
            rows("人工智能领域 Twitter 推文总结报告", 9.0),
            ["人工智能领域", "Twitter 推文总结报", "告"]
        );
        assert_eq!(
            rows("推报：推文进，博客出", 6.0),
            ["推报：推文", "进，博客出"]
        );
        assert_eq!(rows("twitter_ai_20251204", 6.0).len(), 2);
        assert_eq!(
            fitted("美光退出 Crucial；Meta\u{a0}· Alan Dye；React"),
            (
                TITLE[0],
                ["美光退出 Crucial", "Meta · Alan Dye", "React"]
                    .map(String::from)
                    .into()
            )
        );
        let (size, rows) = fitted(&"很长的标题".repeat(40));
        assert_eq!((size, rows.len()), (TITLE[3], LINES));
        assert!(rows[2].ends_with('…'));
    }
}
