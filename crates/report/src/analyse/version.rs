//! The version that follows a name: `-R1`, ` V3.2`, ` Opus 4.5`, `3-235B-A22B`, `-5.1-Codex-Max`.
//!
//! It must not know names. A number that counts something is no version.

/// Words of versions, longest first where one begins another.
const WORDS: &[&str] = &[
    "Deep Think",
    "Deep Research",
    "Computer Use",
    "Flash-Lite",
    "Flash Lite",
    "Codex",
    "Coder",
    "Pro",
    "Maxi",
    "Max",
    "Mini",
    "mini",
    "Nano",
    "nano",
    "Turbo",
    "Ultra",
    "Flash",
    "Lite",
    "lite",
    "Opus",
    "Sonnet",
    "Haiku",
    "Large",
    "Medium",
    "Small",
    "Tiny",
    "Preview",
    "preview",
    "Thinking",
    "thinking",
    "VLM",
    "VL",
    "Omni",
    "omni",
    "Speciale",
    "Distill",
    "Image",
    "image",
    "Video",
    "Audio",
    "Realtime",
    "realtime",
    "Live",
    "Native",
    "TTS",
    "ASR",
    "OCR",
    "Instruct",
    "Instant",
    "Chat",
    "Base",
    "Next",
    "Math",
    "Prover",
    "Exp",
    "Terminus",
    "Fast",
    "Heavy",
    "Imagine",
    "Vision",
    "Scout",
    "Maverick",
    "Behemoth",
    "Plus",
    "Air",
    "High",
    "Reasoning",
    "reasoning",
    "Embedding",
    "embedding",
    "Robotics",
    "Voice",
    "Zero",
    "Linear",
    "Dev",
    "Schnell",
    "Kontext",
    "Edit",
    "Guard",
    "Captioner",
    "Researcher",
    "Lightning",
    "Highspeed",
    "oss",
    "OSS",
    "pro",
    "max",
    "high",
    "low",
    "medium",
    "SWE",
    "MoE",
    "MTP",
    "Open",
    "Code",
    "Gen",
    "Alpha",
    "large",
    "flash",
    "sonnet",
    "opus",
    "haiku",
    "coder",
    "instruct",
    "chat",
    "exp",
    "turbo",
    "plus",
    "vl",
    "base",
    "it",
    "omni",
    "dev",
    "schnell",
    "VLM",
    "TDT",
    "V",
    "Live",
];
/// The most parts of a version.
const PARTS: usize = 6;

/// The version at the beginning of `rest`; empty when there is none. `digit` says that what stands before ends in a digit, so
/// that a fraction may go on with it.
pub(super) fn version(rest: &str, digit: bool) -> &str {
    let mut end = if digit { fraction(rest) } else { 0 };
    // 豆包大模型 1.6
    let filler = ["大模型", "模型"]
        .iter()
        .find(|word| rest[end..].starts_with(**word));
    let filled = filler.map_or(0, |word| word.len());
    for part in 0..PARTS {
        let from = end + if part == 0 { filled } else { 0 };
        let after = &rest[from..];
        let gap = usize::from(after.starts_with([' ', '-', '\u{2011}']));
        let gap = if after.starts_with('\u{2011}') {
            3
        } else {
            gap
        };
        let hyphen = gap > 0 && !after.starts_with(' ');
        let length = number(&after[gap..], hyphen, part > 0).or_else(|| {
            let word = WORDS
                .iter()
                .find(|word| after[gap..].strip_prefix(**word).is_some_and(ends_here))?;
            let lower = word.starts_with(|c: char| c.is_ascii_lowercase());
            // A small word after a blank is prose, but for the usual sizes.
            let prose = lower && !hyphen && !matches!(*word, "mini" | "nano" | "pro" | "max");
            (gap > 0 && !prose && filled * usize::from(part == 0) == 0).then_some(word.len())
        });
        let Some(length) =
            length.filter(|length| ends_here(&after[gap + length..]) && (gap > 0 || part == 0))
        else {
            break;
        };
        // A figure that stands behind a number counts something: `ARC-AGI-2 45.1`.
        let figure = after[gap..gap + length]
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b'.');
        let numbered = (digit || part > 0) && rest[..from].ends_with(|c: char| c.is_ascii_digit());
        if figure && gap > 0 && !hyphen && numbered {
            break;
        }
        end = from + gap + length;
    }
    &rest[..end]
}

/// The length of `.2` after `V3`.
pub(super) fn fraction(rest: &str) -> usize {
    let digits = rest.strip_prefix('.').map_or(0, |rest| {
        rest.bytes().take_while(u8::is_ascii_digit).count()
    });
    if digits == 0 { 0 } else { digits + 1 }
}

/// The length of `V3.2`, `R1`, `4o`, `2.5`, `8B`, `A22B`, `M2`, and after a hyphen of `0528`, when that is what stands here and it is no
/// quantity.
fn number(text: &str, hyphen: bool, later: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let letter = |b: &u8| b"vVrRkKoOmMtTsS".contains(b) || (hyphen && b"aAxXeEzZ".contains(b));
    let mark = usize::from(bytes.first().is_some_and(letter));
    let digits = bytes[mark..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let sized = text[mark + digits..].starts_with(['B', 'b', 'M', 'T']);
    let dated = hyphen && later && matches!(digits, 4 | 6 | 8);
    if digits == 0 || (digits > 3 && !dated) || (mark == 0 && digits > 2 && !sized && !dated) {
        return None;
    }
    let mut end = mark + digits;
    while bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        end += 1 + bytes[end + 1..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
    }
    if bytes.get(end) == Some(&b'x') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        // 8x7B
        end += 1 + bytes[end + 1..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
    }
    end += bytes[end..]
        .iter()
        .take(2)
        .take_while(|b| b.is_ascii_alphabetic())
        .count();
    (mark == 1 || hyphen || !counts(text[end..].trim_start())).then_some(end)
}

/// Whether what follows a number is counted by it.
fn counts(after: &str) -> bool {
    let measure = after.starts_with([
        '%', '个', '亿', '万', '美', '年', '月', '天', '倍', '条', '次', '名', '位', '家', '人',
        '分', '小', '秒', '周', '元', '块', '日', '号', '千', '百', '岁', '点', '台', '款', '种',
        '度', '层', '行', '句', '套', '张', '届', '季', '刀', '篇',
    ]);
    let word: String = after
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    let english = matches!(
        word.as_str(),
        "million"
            | "billion"
            | "trillion"
            | "times"
            | "years"
            | "days"
            | "hours"
            | "minutes"
            | "mins"
            | "min"
            | "hrs"
            | "stars"
            | "tokens"
            | "lines"
            | "seconds"
            | "weeks"
            | "months"
            | "users"
            | "people"
            | "of"
            | "percent"
            | "tips"
            | "ways"
            | "things"
            | "prompts"
            | "more"
            | "other"
            | "x"
    );
    measure || english
}

fn ends_here(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_to_their_end_and_quantities_are_none() {
        for (rest, expected) in [
            ("-5.1-Codex-Max is", "-5.1-Codex-Max"),
            ("3-235B-A22B 开源", "3-235B-A22B"),
            (" Opus 4.5、", " Opus 4.5"),
            (" 4 Maverick", " 4 Maverick"),
            ("-V3.2-Speciale", "-V3.2-Speciale"),
            ("-R1-0528 is out", "-R1-0528"),
            ("-M2 发布", "-M2"),
            (" 4.1 Fast.", " 4.1 Fast"),
            ("大模型 1.6", "大模型 1.6"),
            ("大模型很好", ""),
            (" 3 天", ""),
            ("-2 45.1, up", "-2"),
            (" 3 8B", " 3 8B"),
            (" 20 mins 写了", ""),
            (" 5 million users", ""),
            (" is fast", ""),
            ("-oss-120b", "-oss-120b"),
            (" K2 Thinking", " K2 Thinking"),
            (" 2.5 Flash-Lite Preview", " 2.5 Flash-Lite Preview"),
        ] {
            assert_eq!(version(rest, false), expected, "{rest}");
        }
        assert_eq!(version(".5 Pro", true), ".5 Pro");
    }
}
