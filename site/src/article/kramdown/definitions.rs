//! Where the name of a link leads: to kramdown all up to the title is the address, with its blanks and brackets.
//!
//! It must not know the lines around.

/// Whether a line says where a name leads, and how CommonMark has it where that is otherwise.
pub(super) fn defined(line: &str) -> Option<Option<String>> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let inside = line[indent..].strip_prefix('[').filter(|_| indent < 4)?;
    let (label, rest) = inside.split_once("]:")?;
    if label.is_empty() || label.starts_with('^') || label.contains([']', '[']) {
        return None;
    }
    let rest = rest.trim();
    let (address, title) = rest.split_at(length(rest));
    if address.is_empty() {
        return None;
    }
    let odd = address.contains([' ', '\t']) || !is_paired(address);
    if !odd || address.contains(['<', '>']) {
        return Some(None);
    }
    Some(Some(format!("[{label}]: <{address}>{title}\n")))
}

/// How long the address is: up to the title, where there is one.
fn length(text: &str) -> usize {
    let quote = text.chars().next_back().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        return text.len();
    };
    let mut opens = text.match_indices(quote).map(|(at, _)| at);
    let open = opens.find(|at| {
        let title = &text[at + 1..];
        text[..*at].ends_with([' ', '\t']) && title.len() > 1
    });
    open.map_or(text.len(), |open| text[..open].trim_end().len())
}

/// Whether the brackets of an address come in pairs.
fn is_paired(address: &str) -> bool {
    let mut depth = 0_usize;
    for byte in address.bytes() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return false,
            b')' => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

#[cfg(test)]
mod tests {
    use super::defined;

    #[test]
    fn an_address_is_all_up_to_its_title() {
        for (line, other) in [
            ("[1]: /a(b) \"t\"\n", Some(None)),
            (
                "[1]: /a) \"甲 'b'\"\n",
                Some(Some("[1]: </a)> \"甲 'b'\"\n")),
            ),
            (" [a b]: /c d\n", Some(Some("[a b]: </c d>\n"))),
            ("[a]: <b c>\n", Some(None)),
            ("[^1]: /a b\n", None),
            ("[a](b) c: d\n", None),
            ("[a] b]: c d\n", None),
        ] {
            assert_eq!(
                defined(line),
                other.map(|other| other.map(str::to_owned)),
                "{line}"
            );
        }
    }
}
