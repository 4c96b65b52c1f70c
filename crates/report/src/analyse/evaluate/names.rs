//! Names of models found in texts, against those that a person marked.
//!
//! A line is `{"text": …, "names": ["GPT-5.1-Codex-Max", …]}`. A name counts as found when it was found as it stands, upper and lower case, blanks
//! and hyphens apart. It must not know how names are found.

use super::{Found, Measured};
use crate::analyse::models;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

/// Measures on lines of JSON.
pub(super) fn measure(files: &[(String, Vec<u8>)]) -> Measured {
    let text: Vec<_> = files
        .iter()
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .collect();
    let lines: Vec<&str> = text
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| !line.trim().is_empty())
        .collect();
    let judged: Vec<Option<(Found, Found)>> = lines.par_iter().map(|line| judge(line)).collect();
    let (mut versions, mut families) = (Found::default(), Found::default());
    for (exact, loose) in judged.iter().flatten() {
        add(&mut versions, exact);
        add(&mut families, loose);
    }
    let texts = judged.iter().flatten().count();
    Measured {
        texts,
        left_out: lines.len() - texts,
        shares: vec![
            ("recall".into(), versions.recall()),
            ("precision".into(), versions.precision()),
            ("F1".into(), versions.f1()),
            ("recall, version aside".into(), families.recall()),
        ],
        counts: vec![("names".into(), versions.right + versions.missed)],
    }
}

fn add(sum: &mut Found, one: &Found) {
    sum.right += one.right;
    sum.wrong += one.wrong;
    sum.missed += one.missed;
}

/// One text: names found in full, and names found at least in part.
fn judge(line: &str) -> Option<(Found, Found)> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = value.get("text")?.as_str()?;
    let marked = ["names", "models"]
        .iter()
        .find_map(|key| value.get(*key)?.as_array())?;
    let marked: BTreeSet<String> = marked
        .iter()
        .filter_map(|name| Some(key(name.as_str()?)))
        .collect();
    let found: BTreeSet<String> = models::find(text)
        .into_iter()
        .map(|range| key(&text[range]))
        .collect();
    let part = |name: &String| {
        found
            .iter()
            .any(|one| name.starts_with(one.as_str()) || one.starts_with(name.as_str()))
    };
    let right = marked.intersection(&found).count();
    let exact = Found {
        right: right as u64,
        wrong: (found.len() - right) as u64,
        missed: (marked.len() - right) as u64,
    };
    let near = marked.iter().filter(|name| part(name)).count();
    let loose = Found {
        right: near as u64,
        wrong: 0,
        missed: (marked.len() - near) as u64,
    };
    Some((exact, loose))
}

/// A name in a form that does not depend on how it is spaced.
fn key(name: &str) -> String {
    words::fold(name)
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '.' | '+'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_that_is_missed_is_a_name_missed() {
        let lines = "{\"text\":\"GPT-5.1-Codex-Max beats Gemini 3 Pro\",\"names\":[\"GPT 5.1 Codex Max\",\"gemini-3-pro\",\"Nothing 9\"]}\nno\n";
        let measured = measure(&[("a.jsonl".into(), lines.into())]);
        assert_eq!((measured.texts, measured.left_out), (1, 1));
        let recall = measured.shares[0].1;
        assert!((recall - 2.0 / 3.0).abs() < 1e-9, "{measured:?}");
    }
}
