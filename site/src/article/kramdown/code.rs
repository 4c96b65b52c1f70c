//! Where a line is code between backticks.
//!
//! It must not know the lines around.

/// Whether a place in a line stands in code: as many backticks open it as close it, and those that nothing closes are text. Code that
/// goes on in the next line is code, too.
pub(super) fn in_code(line: &str, at: usize) -> bool {
    let bytes = line.as_bytes();
    let run = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|byte| **byte == b'`')
            .count()
    };
    let next = |from: usize| Some(from + memchr::memchr(b'`', bytes.get(from..)?)?);
    let mut from = 0;
    while let Some(open) = next(from).filter(|open| *open < at) {
        let length = run(open);
        let begun = open + length;
        let mut look = begun;
        let close = loop {
            match next(look) {
                Some(found) if run(found) == length => break Some(found),
                Some(found) => look = found + run(found),
                None => break None,
            }
        };
        match close {
            Some(close) if close >= at => return true,
            Some(close) => from = close + length,
            // A single one may be closed in the next line.
            None if length == 1 => return true,
            None => from = begun,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::in_code;

    #[test]
    fn runs_of_backticks_open_and_close() {
        for (line, code) in [
            ("a `<b` c", true),
            ("a `b` <c", false),
            ("``<b `c` d``", true),
            ("``b `c` <d``", true),
            ("``b`` <d `e`", false),
            ("a ``` b <c", false),
            ("a ` b <c", true),
        ] {
            let at = line.find('<').unwrap();
            assert_eq!(in_code(line, at), code, "{line}");
        }
    }
}
