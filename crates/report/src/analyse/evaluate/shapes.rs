//! Labelled files -> labelled texts: the shapes described in docs/quality.md.
//!
//! It must not know models. A line that fits no shape is left out and counted.

use serde_json::Value;

/// A text with its label, as its file has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Labelled {
    pub(super) text: String,
    pub(super) label: String,
    /// Who wrote it, where the file says so.
    pub(super) author: String,
}

/// What one file holds, or texts and their labels as two files of as many lines.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) name: String,
    pub(super) labelled: Vec<Labelled>,
    /// Records that fitted no shape.
    pub(super) odd: usize,
}

/// Reads files, `(name, bytes)` each.
pub(super) fn read(files: &[(String, Vec<u8>)]) -> Vec<Set> {
    let mut sets = Vec::new();
    let mut rest = files;
    while let Some(((name, bytes), after)) = rest.split_first() {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_start_matches('\u{feff}');
        let next = after
            .first()
            .map(|(_, bytes)| String::from_utf8_lossy(bytes));
        let (labelled, odd) = match next.filter(|next| name.ends_with(".txt") && only_labels(next))
        {
            Some(labels) => {
                rest = &after[1..];
                (together(text, &labels), 0)
            }
            None => {
                rest = after;
                match name.rsplit('.').next() {
                    Some("jsonl") => lines(text, |line| record(&serde_json::from_str(line).ok()?)),
                    Some("json") => whole(text),
                    _ => lines(text, columns),
                }
            }
        };
        sets.push(Set {
            name: name.clone(),
            labelled,
            odd,
        });
    }
    sets
}

fn together(texts: &str, labels: &str) -> Vec<Labelled> {
    let pairs = texts.lines().zip(labels.lines());
    pairs
        .map(|(text, label)| Labelled {
            text: text.to_owned(),
            label: label.trim().to_owned(),
            author: String::new(),
        })
        .collect()
}

fn only_labels(text: &str) -> bool {
    let mut lines = text.lines().take(50).peekable();
    lines.peek().is_some()
        && lines.all(|line| line.trim().len() <= 12 && !line.trim().contains(' '))
}

fn lines(text: &str, read: impl Fn(&str) -> Option<Labelled>) -> (Vec<Labelled>, usize) {
    let (mut good, mut odd) = (Vec::new(), 0);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match read(line) {
            Some(one) => good.push(one),
            None => odd += 1,
        }
    }
    (good, odd)
}

/// An array of records, or FiQA's object of posts with the mood towards each of their targets.
fn whole(text: &str) -> (Vec<Labelled>, usize) {
    let (mut good, mut odd) = (Vec::new(), 0);
    match serde_json::from_str(text) {
        Ok(Value::Array(records)) => {
            for value in &records {
                match record(value) {
                    Some(one) => good.push(one),
                    None => odd += 1,
                }
            }
        }
        Ok(Value::Object(posts)) => {
            for post in posts.values() {
                let (Some(text), Some(Value::Array(targets))) =
                    (string(post, &["sentence", "text"]), post.get("info"))
                else {
                    odd += 1;
                    continue;
                };
                for target in targets {
                    match string(target, &["sentiment_score"]) {
                        Some(label) => good.push(Labelled {
                            text: text.clone(),
                            label,
                            author: String::new(),
                        }),
                        None => odd += 1,
                    }
                }
            }
        }
        _ => odd += 1,
    }
    (good, odd)
}

fn string(value: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match value.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

fn record(value: &Value) -> Option<Labelled> {
    let text = string(value, &["text", "content", "textCleaned", "sentence"])?;
    let label = string(
        value,
        &["label", "a", "clusterNo", "group", "sentiment_score"],
    )?;
    Some(Labelled {
        text,
        label,
        author: string(value, &["handle", "author"]).unwrap_or_default(),
    })
}

/// `id<TAB>label<TAB>text`, `label<TAB>text`, or `id,label,text` with commas in the text.
fn columns(line: &str) -> Option<Labelled> {
    let tabs: Vec<&str> = line.split('\t').collect();
    let (label, text) = match tabs.as_slice() {
        [label, text] => (*label, *text),
        [_, label, text, ..] => (*label, *text),
        _ => {
            let mut parts = line.splitn(3, ',').skip(1);
            (parts.next()?, parts.next()?)
        }
    };
    Some(Labelled {
        text: text.trim_matches('"').to_owned(),
        label: label.trim().to_owned(),
        author: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_read() {
        let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        let read = |files: &[(String, Vec<u8>)]| {
            let sets = read(files);
            let all: Vec<String> = sets
                .iter()
                .flat_map(|set| &set.labelled)
                .map(|one| format!("{}={}", one.text, one.label))
                .collect();
            (all.join("|"), sets.iter().map(|set| set.odd).sum::<usize>())
        };
        assert_eq!(
            read(&[file(
                "a.jsonl",
                "{\"text\":\"x\",\"a\":2,\"b\":2,\"handle\":\"h\"}\nno\n"
            )]),
            ("x=2".into(), 1)
        );
        assert_eq!(
            read(&[file(
                "a.json",
                "[{\"id\":1,\"content\":\"好\",\"label\":\"happy\"}]"
            )]),
            ("好=happy".into(), 0)
        );
        let fiqa = "{\"1\":{\"sentence\":\"up\",\"info\":[{\"sentiment_score\":\"0.4\"}]}}";
        assert_eq!(read(&[file("f.json", fiqa)]), ("up=0.4".into(), 0));
        assert_eq!(
            read(&[file("t.txt", "one\ntwo\n"), file("l.txt", "1\n0\n")]),
            ("one=1|two=0".into(), 0)
        );
        assert_eq!(
            read(&[file("w.csv", "42,1,好，真,好\n")]),
            ("好，真,好=1".into(), 0)
        );
        assert_eq!(
            read(&[file("w.tsv", "42\tpositive\tfine, thanks\n")]),
            ("fine, thanks=positive".into(), 0)
        );
    }
}
