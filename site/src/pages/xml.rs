//! XML as a value's own text.
//!
//! It must not know what is told in it.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::borrow::Cow;
use std::io;

/// A document with these elements.
pub(super) fn document(write: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>) -> Vec<u8> {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
    let declaration = Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None));
    // Writing into a Vec cannot fail.
    match out.write_event(declaration).and_then(|()| write(&mut out)) {
        Ok(()) => {
            let mut bytes = out.into_inner();
            bytes.push(b'\n');
            bytes
        }
        Err(_) => Vec::new(),
    }
}

/// An element with nothing but text.
pub(super) fn text(out: &mut Writer<Vec<u8>>, name: &str, value: &str) -> io::Result<()> {
    out.create_element(name)
        .write_text_content(BytesText::new(&clean(value)))?;
    Ok(())
}

/// Text without the characters that XML 1.0 cannot hold, not even escaped.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    let none = ['\u{fffe}', '\u{ffff}'];
    if !text.bytes().any(is_control) && !none.iter().any(|c| text.contains(*c)) {
        return text.into();
    }
    let holds = |c: &char| !c.is_ascii() || !is_control(*c as u8);
    text.chars()
        .filter(|c| holds(c) && !none.contains(c))
        .collect()
}
