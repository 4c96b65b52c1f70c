//! Chinese words of mood (this project's), and what a text has of them: which feelings, denied or not, and which side has more.
//!
//! It must not know models.

use super::grams;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words by their first character, the longest first, with their feeling.
static WORDS: LazyLock<BTreeMap<char, Vec<(&'static str, &'static str)>>> = LazyLock::new(|| {
    let mut words: BTreeMap<char, Vec<(&str, &str)>> = BTreeMap::new();
    let mut feeling = "";
    for line in include_str!("../../../data/mood-zh.txt").lines() {
        if line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[') {
            feeling = name.trim_end_matches(']');
            continue;
        }
        for word in line.split_whitespace() {
            if let Some(first) = word.chars().next() {
                words.entry(first).or_default().push((word, feeling));
            }
        }
    }
    for same in words.values_mut() {
        same.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    words
});

/// How many characters after a denial it reaches.
const REACH: usize = 3;

/// Features of the feelings in a text in lower case, in which faces stand as `《…》`.
pub(super) fn marks(text: &str, out: &mut Vec<u32>) {
    let mark = |name: &str| grams::seed(name);
    let (mut good, mut bad, mut denied) = (0, 0, 0);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let found = WORDS.get(&first).into_iter().flatten();
        let Some(&(word, feeling)) = found.into_iter().find(|(word, _)| rest.starts_with(word))
        else {
            if matches!(
                first,
                '。' | ',' | '，' | '!' | '！' | '?' | '？' | ';' | '；'
            ) || first.is_whitespace()
            {
                denied = 0;
            }
            denied = usize::saturating_sub(denied, 1);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        rest = &rest[word.len()..];
        let turned = denied > 0 && !matches!(feeling, "deny" | "calm");
        let sign = match feeling {
            "joy" | "praise" | "good-face" => 1,
            "anger" | "swear" | "sad" | "fear" | "bad-face" => -1,
            _ => 0,
        };
        good += usize::from(sign == if turned { -1 } else { 1 });
        bad += usize::from(sign == if turned { 1 } else { -1 });
        out.push(match turned {
            true => mark(&format!("~{feeling}")),
            false => mark(feeling),
        });
        denied = match feeling {
            "deny" => REACH,
            _ => denied.saturating_sub(word.chars().count()),
        };
    }
    sides(good, bad, out);
    look(text, out);
}

/// Which side has more words, and how many each has.
fn sides(good: usize, bad: usize, out: &mut Vec<u32>) {
    for (name, count) in [("zh-good", good), ("zh-bad", bad)] {
        steps(name, count, &[1, 2, 3, 5], out);
    }
    let more = (good as i64 - bad as i64).clamp(-3, 3);
    out.push(grams::step(grams::seed("zh-more"), (more + 3) as u32));
    if good + bad == 0 {
        out.push(grams::seed("zh-none"));
    }
}

/// How the text looks: its length, its marks, whether it is written like news.
fn look(text: &str, out: &mut Vec<u32>) {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    let (mut length, mut digits, mut number) = (0, 0, false);
    for c in text.chars() {
        length += 1;
        digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
        number |= digits > 1;
        if matches!(c, '!' | '?' | '~' | '…' | '。' | ',' | '，') {
            *counts.entry(c).or_default() += 1;
        }
    }
    for rung in [8, 16, 32, 64, 120] {
        let side = if length > rung {
            "zh-longer"
        } else {
            "zh-shorter"
        };
        out.push(grams::step(grams::seed(side), rung as u32));
    }
    for (c, count) in counts {
        steps(&format!("zh-{c}"), count, &[1, 2, 3], out);
    }
    if number {
        out.push(grams::seed("zh-number"));
    }
    if text.contains('【') || (text.starts_with('《') && length > 30) {
        out.push(grams::seed("zh-headline"));
    }
}

fn steps(name: &str, count: usize, rungs: &[usize], out: &mut Vec<u32>) {
    let seed = grams::seed(name);
    let reached = rungs.iter().filter(|rung| count >= **rung);
    out.extend(reached.map(|rung| grams::step(seed, *rung as u32)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn denied_words_count_for_the_other_side() {
        let of = |text: &str| {
            let mut out = Vec::new();
            marks(text, &mut out);
            out
        };
        assert!(of("今天很开心").contains(&grams::seed("joy")));
        assert!(of("今天不太开心").contains(&grams::seed("~joy")));
        assert!(of("不。开心").contains(&grams::seed("joy")));
        assert!(of("《怒》").contains(&grams::seed("bad-face")));
        assert!(of("桌子").contains(&grams::seed("zh-none")));
    }
}
