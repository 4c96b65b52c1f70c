//! Tables (CSV, TSV, semicolons) as JSON objects, one a row, under the names of the first row.
//!
//! Cells may hold JSON or what Python shows of its values. A quote that never closes costs one row, not the rest of the file. It must not know what the columns mean.

use super::python;

/// The longest row; beyond it a quote was left open.
const LONGEST_ROW: usize = 1 << 20;

/// The columns of a table and what stands between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) columns: Vec<String>,
    separator: u8,
}

/// The header, when the first line of `text` can be one; `separator` when it is known.
pub(super) fn header(text: &str, separator: Option<u8>) -> Option<Header> {
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    let separators = match &separator {
        Some(separator) => std::slice::from_ref(separator),
        None => &[b',', b'\t', b';', b'|'][..],
    };
    separators
        .iter()
        .copied()
        .map(|separator| Header {
            columns: cells(line, separator)
                .into_iter()
                .map(|name| name.trim().to_owned())
                .collect(),
            separator,
        })
        .filter(|header| header.columns.len() > 1)
        .max_by_key(|header| header.columns.len())
}

/// Where the row at the start of `text` ends: at a line end outside quotes. `None` when more text is needed.
pub(super) fn row_end(text: &[u8], separator: &Header, last: bool) -> Option<usize> {
    let mut quoted = false;
    let mut at_cell_start = true;
    for (at, byte) in text.iter().enumerate().take(LONGEST_ROW) {
        match byte {
            b'"' if quoted => quoted = false,
            // A quote in the middle of a cell is a character, except where it doubles one that just closed.
            b'"' if at_cell_start || text[at - 1] == b'"' => quoted = true,
            b'\n' if !quoted => return Some(at),
            _ => {}
        }
        at_cell_start = *byte == separator.separator || *byte == b'\n';
    }
    if text.len() < LONGEST_ROW && !last {
        return None;
    }
    // The quote never closes: the row is its first line.
    Some(memchr::memchr(b'\n', text).unwrap_or(text.len()))
}

/// A row as the text of a JSON object; cells that are empty (as programs spell that, too) or without a name are left out.
pub(super) fn to_json(row: &str, header: &Header) -> String {
    let mut object = serde_json::Map::new();
    for (name, cell) in header.columns.iter().zip(cells(row, header.separator)) {
        let nothing = matches!(cell.trim(), "" | "None" | "nan" | "NaN" | "null" | "NULL");
        if !name.is_empty() && !nothing {
            object.insert(name.clone(), value(cell));
        }
    }
    serde_json::Value::Object(object).to_string()
}

/// A cell's value: text, unless it is an object or a list that a program wrote there, as JSON or as Python shows it.
pub(super) fn value(cell: String) -> serde_json::Value {
    let inner = cell.trim();
    let packed = inner.starts_with('{') && inner.ends_with('}')
        || inner.starts_with("[{") && inner.ends_with("}]");
    if packed && let Some(found) = python::value(inner) {
        return found;
    }
    serde_json::Value::String(cell)
}

fn cells(row: &str, separator: u8) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut characters = row.chars().peekable();
    let (mut quoted, mut at_start) = (false, true);
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted => {
                if characters.peek() == Some(&'"') {
                    characters.next();
                    cell.push('"');
                } else {
                    quoted = false;
                }
            }
            '"' if at_start => quoted = true,
            c if c == char::from(separator) && !quoted => {
                cells.push(std::mem::take(&mut cell));
                at_start = true;
                continue;
            }
            c => cell.push(c),
        }
        at_start = false;
    }
    cells.push(cell.trim_end_matches('\r').to_owned());
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_quotes_line_ends_and_a_quote_left_open() {
        let text = "id,text,likes\r\n1,\"a \"\"b\"\",\nc\",2\r\n2,5\" disk,\r\n3,\"open,1\n4,x,1\n";
        let header = header(text, None).unwrap();
        let mut rest = &text[text.find('\n').unwrap() + 1..];
        let mut rows = Vec::new();
        while !rest.is_empty() {
            let end = row_end(rest.as_bytes(), &header, true).unwrap();
            rows.push(to_json(&rest[..end], &header));
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        assert_eq!(
            rows,
            [
                r#"{"id":"1","text":"a \"b\",\nc","likes":"2"}"#,
                r#"{"id":"2","text":"5\" disk"}"#,
                r#"{"id":"3","text":"open,1"}"#,
                r#"{"id":"4","text":"x","likes":"1"}"#,
            ]
        );
    }
}
