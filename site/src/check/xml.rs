//! Feeds and sitemaps: well-formed, and every address in them leads to a page that is there.
//!
//! It must not know HTML pages. Reading XML is quick-xml's.

use super::Files;
use super::address::{Address, Base, file_for};
use post::Diagnostic;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What is wrong with one XML file.
pub(super) fn findings(
    path: &str,
    bytes: &[u8],
    files: &Files<'_>,
    base: &Base,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let Ok(text) = std::str::from_utf8(bytes) else {
        return vec![Diagnostic::error("xml", "not UTF-8", "不是 UTF-8 编码").at(path, 0, 0)];
    };
    let mut reader = Reader::from_str(text);
    let mut in_location = false;
    loop {
        let at = usize::try_from(reader.buffer_position())
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                findings.push(
                    Diagnostic::error(
                        "xml",
                        format!("not well-formed XML: {error}"),
                        format!("不是格式良好的 XML：{error}"),
                    )
                    .at(path, line(bytes, at), 0),
                );
                break;
            }
        };
        let address = match event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                in_location = tag.local_name().as_ref() == "loc";
                if tag.local_name().as_ref() == "link" {
                    attribute(&tag, "href")
                } else {
                    None
                }
            }
            Event::End(_) => {
                in_location = false;
                None
            }
            Event::Text(text) if in_location => Some(text.trim().to_owned()),
            _ => None,
        };
        let Some(address) = address.filter(|address| !address.is_empty()) else {
            continue;
        };
        let broken = match base.resolve(path, &address) {
            Ok(Address::Here { file, .. }) => file_for(&file, files).is_none(),
            Ok(Address::Elsewhere) => false,
            Err(_) => true,
        };
        if broken {
            findings.push(
                Diagnostic::error(
                    "broken-link",
                    format!("`{address}` leads to nothing on this site"),
                    format!("“{address}”在本站没有对应的文件"),
                )
                .at(path, line(bytes, at), 0),
            );
        }
    }
    findings
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name)?;
    quick_xml::escape::unescape(&attribute.value)
        .map(|value| value.into_owned())
        .ok()
}

fn line(bytes: &[u8], offset: usize) -> u32 {
    let newlines = bytes[..offset]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count();
    u32::try_from(newlines).map_or(u32::MAX, |lines| lines + 1)
}
