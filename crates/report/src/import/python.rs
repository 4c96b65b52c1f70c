//! Values as Python shows them in a cell (`{'likes': 3, 'reply': None}`), turned into JSON.
//!
//! It must not know tables.

use serde_json::Value;

/// The longest cell looked at.
const LONGEST: usize = 64 * 1024;

/// The object or list that a cell holds, as JSON or as Python's `repr`.
pub(super) fn value(cell: &str) -> Option<Value> {
    if cell.len() > LONGEST {
        return None;
    }
    let found = |text: &str| {
        let value = serde_json::from_str::<Value>(text).ok()?;
        (value.is_object() || value.is_array()).then_some(value)
    };
    found(cell).or_else(|| found(&as_json(cell)?))
}

/// The same value in the spelling of JSON.
fn as_json(cell: &str) -> Option<String> {
    let mut out = String::with_capacity(cell.len() + 16);
    let mut rest = cell;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c == '\'' || c == '"' {
            let (text, length) = string(rest, c)?;
            out.push_str(&serde_json::to_string(&text).ok()?);
            rest = &rest[length..];
        } else if c.is_ascii_alphabetic() {
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
                .unwrap_or(rest.len());
            out.push_str(
                match &cell[cell.len() - rest.len() - 1..cell.len() - rest.len() + end] {
                    "None" | "nan" | "NaN" => "null",
                    "True" => "true",
                    "False" => "false",
                    _ => return None,
                },
            );
            rest = &rest[end..];
        } else {
            // Tuples are lists.
            out.push(match c {
                '(' => '[',
                ')' => ']',
                c => c,
            });
        }
    }
    Some(out)
}

/// A string literal up to its closing quote, and how long it is with that.
fn string(text: &str, quote: char) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            c if c == quote => return Some((out, at + 1)),
            '\\' => match characters.next()?.1 {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                'r' => out.push('\r'),
                kind @ ('x' | 'u' | 'U') => {
                    let digits = match kind {
                        'x' => 2,
                        'u' => 4,
                        _ => 8,
                    };
                    let mut code = 0;
                    for _ in 0..digits {
                        code = code * 16 + characters.next()?.1.to_digit(16)?;
                    }
                    out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
                }
                other => out.push(other),
            },
            c => out.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_python_shows_is_read_and_prose_is_not() {
        for (cell, json) in [
            (
                r#"{'a': "it's", 'b': None, 'c': [True, 1.5], 'd': 'x\ny\u4f60'}"#,
                r#"{"a":"it's","b":null,"c":[true,1.5],"d":"x\ny你"}"#,
            ),
            (r#"{"a": 1}"#, r#"{"a":1}"#),
            ("[{'a': ('#b', 2)}]", r##"[{"a":["#b",2]}]"##),
        ] {
            assert_eq!(value(cell).unwrap().to_string(), json);
        }
        for prose in [
            "[thread]",
            "{not a value}",
            "[1/2] today",
            "{'a': datetime(1)}",
            "{'a",
        ] {
            assert_eq!(value(prose), None, "{prose}");
        }
    }
}
