//! Numbers with everything that belongs to them: sign, currency, separators, unit.

use super::{is_word_char, prefix};

/// Units that are written directly after the digits.
const LATIN_UNITS: [&str; 62] = [
    "k", "K", "m", "M", "b", "B", "t", "T", "w", "x", "X", "bn", "Bn", "mn", "mm", "GB", "MB",
    "TB", "KB", "PB", "kb", "GW", "MW", "kW", "KW", "kWh", "W", "V", "Hz", "GHz", "MHz", "nm",
    "ms", "s", "h", "hr", "hrs", "min", "mins", "px", "fps", "st", "nd", "rd", "th", "am", "pm",
    "AM", "PM", "d", "y", "yr", "bps", "bp", "USD", "USDT", "USDC", "U", "km", "kg", "cm", "tps",
];

/// Words that may follow after one space.
const LATIN_MAGNITUDES: [&str; 6] = [
    "billion", "million", "trillion", "thousand", "Billion", "Million",
];

const HAN_MAGNITUDES: [char; 9] = ['十', '百', '千', '万', '萬', '亿', '億', '兆', '多'];

/// Longest first where one begins another.
const HAN_UNITS: [&str; 44] = [
    "美元",
    "美金",
    "人民币",
    "港元",
    "港币",
    "欧元",
    "日元",
    "英镑",
    "元",
    "块钱",
    "倍",
    "年",
    "个月",
    "月份",
    "月",
    "日",
    "号",
    "天",
    "小时",
    "分钟",
    "秒",
    "周",
    "岁",
    "个点",
    "个",
    "人",
    "次",
    "名",
    "家",
    "篇",
    "条",
    "张",
    "款",
    "项",
    "点",
    "位",
    "卡",
    "吨",
    "公里",
    "米",
    "度",
    "期",
    "折",
    "刀",
];

const CURRENCIES: [char; 7] = ['$', '€', '£', '¥', '￥', '₿', '₩'];

/// The length of the number that `rest` begins with; `None` too when letters follow that are no unit (`3D`, `4o`).
pub(super) fn number(rest: &str, fresh: bool) -> Option<usize> {
    if !fresh {
        return None;
    }
    let signed = rest.strip_prefix(['+', '-', '−', '~', '≈']).unwrap_or(rest);
    let bare = signed.strip_prefix(CURRENCIES).unwrap_or(signed);
    let digits = digits(bare)?;
    let start = rest.len() - bare.len() + digits;
    unit(&rest[start..]).map(|unit| start + unit)
}

/// Digits, with single separators between digits only.
fn digits(text: &str) -> Option<usize> {
    let mut end = prefix(text, |c| c.is_ascii_digit()).len();
    if end == 0 {
        return None;
    }
    while let Some(tail) = text[end..].strip_prefix(['.', ',', ':', '/', '-']) {
        match prefix(tail, |c| c.is_ascii_digit()).len() {
            0 => break,
            more => end += 1 + more,
        }
    }
    Some(end)
}

/// The length of the unit, 0 for none, or `None` when the letters that follow make this a word and no number.
fn unit(tail: &str) -> Option<usize> {
    let letters = prefix(tail, is_word_char);
    if !letters.is_empty() {
        let hyphenated = tail[letters.len()..]
            .strip_prefix('-')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
        return (LATIN_UNITS.contains(&letters) && !hyphenated).then_some(letters.len());
    }
    if tail.starts_with(['%', '‰', '％', '℃', '°']) {
        return tail.chars().next().map(char::len_utf8);
    }
    if let Some(after) = tail.strip_prefix(' ') {
        let word = prefix(after, |c| c.is_ascii_alphabetic());
        return Some(if LATIN_MAGNITUDES.contains(&word) {
            1 + word.len()
        } else {
            0
        });
    }
    let magnitude = prefix(tail, |c| HAN_MAGNITUDES.contains(&c)).len();
    let rest = &tail[magnitude..];
    let unit = HAN_UNITS
        .into_iter()
        .find(|unit| rest.starts_with(unit))
        .map_or(0, str::len);
    Some(magnitude + unit)
}
