//! Counts as people and pages write them: `12`, `"12"`, `1,234`, `12.0`, `3.4K`, `1.2万`.
//!
//! Only integer arithmetic, so that a count is the same everywhere.

/// The count that a text says, or `None` when it says none.
pub(super) fn count(text: &str) -> Option<u64> {
    let text = text.trim();
    if text.is_empty() || text.len() > 32 {
        return None;
    }
    if let Ok(plain) = text.parse::<u64>() {
        return Some(plain);
    }
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '，' | ' ' | '\u{a0}')))
        .unwrap_or(text.len());
    let scale: u64 = match text[end..].trim().trim_end_matches('+') {
        "" => 1,
        "K" | "k" | "千" => 1_000,
        "万" | "萬" | "w" | "W" => 10_000,
        "M" | "m" => 1_000_000,
        "亿" | "億" => 100_000_000,
        "B" | "b" => 1_000_000_000,
        _ => return None,
    };
    let digits: String = text[..end]
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    if (whole.is_empty() && fraction.is_empty()) || fraction.contains('.') {
        return None;
    }
    let whole: u64 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let mut value = whole.checked_mul(scale)?;
    let mut unit = scale;
    for digit in fraction.bytes() {
        unit /= 10;
        value = value.checked_add(unit.checked_mul(u64::from(digit - b'0'))?)?;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn counts_as_they_are_written() {
        for (text, expected) in [
            ("12", Some(12)),
            (" 1,234 ", Some(1_234)),
            ("12.0", Some(12)),
            ("3.4K", Some(3_400)),
            ("1.2万", Some(12_000)),
            ("100万+", Some(1_000_000)),
            ("1.25亿", Some(125_000_000)),
            ("", None),
            ("-3", None),
            ("赞", None),
            ("1.2.3", None),
            ("99999999999999999999", None),
            ("9e99", None),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
    }
}
