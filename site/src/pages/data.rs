//! `site.data`: the files of the data folder, by folder and file name.
//!
//! It must not know what the data are for.

use crate::sources::Sources;
use crate::view::{Seen, from_yaml};
use post::Diagnostic;
use tera::Value;
use tera::value::{Key, Map};

/// Files and folders by name.
type Files = Vec<(Key<'static>, Seen)>;

/// How many cells of a table may be left out.
const MOST_MISSING: usize = 100_000;

/// Every YAML, JSON, CSV and TSV file below the folder, by the first part of its name, `None` where there is none; and what could not
/// be read.
pub(super) fn read(sources: &Sources, folder: &str) -> (Option<Files>, Vec<Diagnostic>) {
    let mut root = Map::new();
    let mut told = Vec::new();
    // A folder wins over a file of the same name: what lies deeper is read first, and stays.
    let mut files: Vec<_> = sources.under(folder).collect();
    files.sort_by_key(|(path, _)| std::cmp::Reverse(path.matches('/').count()));
    for (path, file) in files {
        let inside = &path[folder.len()..];
        let Some((stem, extension)) = inside.rsplit_once('.') else {
            continue;
        };
        let bytes = file.bytes();
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let value = match extension.to_ascii_lowercase().as_str() {
            // JSON is YAML's flow style.
            "yml" | "yaml" | "json" => match post::yaml::read(text) {
                Ok(value) => from_yaml(&value),
                Err(error) => {
                    told.push(super::strings::broken(path, &error));
                    continue;
                }
            },
            "csv" => table(path, text, b',', &mut told),
            "tsv" => table(path, text, b'\t', &mut told),
            _ => continue,
        };
        let keys: Vec<String> = stem.split('/').map(key).collect();
        insert(&mut root, &keys, value);
    }
    let files = (!root.is_empty()).then(|| {
        let files = root.into_iter();
        files.map(|(key, value)| (key, Seen::of(value))).collect()
    });
    (files, told)
}

/// A file's or folder's name as a template writes it: blanks become `_`, what is neither letter, digit, `_` nor `-` goes.
fn key(name: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '_' | '-');
    let kept: String = name.chars().filter(kept).collect();
    kept.split_whitespace().collect::<Vec<_>>().join("_")
}

/// A table whose first row names the columns, as a list of rows.
fn table(path: &str, text: &str, delimiter: u8, told: &mut Vec<Diagnostic>) -> Value {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let columns = reader.headers().cloned().unwrap_or_default();
    let mut rows = Vec::new();
    // A short row has every column, too: a wide first row must not make much of little.
    let mut missing = 0;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                let reason = error.to_string();
                let message = Diagnostic::error(
                    "data",
                    format!("the table cannot be read: {reason}"),
                    format!("无法读取表格：{reason}"),
                );
                told.push(message.at(path, u32::try_from(line).unwrap_or(0), 0));
                continue;
            }
        };
        missing += columns.len().saturating_sub(record.len());
        if missing > MOST_MISSING {
            let message = Diagnostic::error(
                "data",
                format!("more than {MOST_MISSING} cells of the table are missing"),
                format!("表格缺少的单元格超过 {MOST_MISSING} 个"),
            )
            .help(
                "its first row names more columns than its other rows have",
                "第一行的列数多于其他各行",
            );
            told.push(message.at(path, 1, 0));
            return Value::from(Vec::<Value>::new());
        }
        let row = columns.iter().enumerate().map(|(number, name)| {
            let value = record.get(number).map_or_else(Value::none, Value::from);
            (Key::from(name.to_owned()), value)
        });
        rows.push(Value::from(row.collect::<Map>()));
    }
    Value::from(rows)
}

/// Puts a value in its place, unless there is one.
fn insert(map: &mut Map, path: &[String], value: Value) {
    match path {
        [] => {}
        [name] => {
            let key = Key::from(name.clone());
            if !map.contains_key(&key) {
                map.insert(key, value);
            }
        }
        [folder, rest @ ..] => {
            let key = Key::from(folder.clone());
            let inner = map.get(&key).cloned().and_then(Value::into_map);
            let mut inner = inner.unwrap_or_default();
            insert(&mut inner, rest, value);
            map.insert(key, Value::from(inner));
        }
    }
}
