//! Style sheets without blanks and comments, and with what they import in the place of the import.
//!
//! It must not know where sheets are linked. The reading and the writing of CSS are the Sass compiler's, which has to know all of it.

use super::Memo;
use crate::address::resolve;
use crate::outputs::{Copied, Output};
use crate::sources::Sources;
use fingerprint::Fingerprint;
use grass_compiler::{ErrorKind, InputSyntax, Options, OutputStyle, from_string};
use post::Diagnostic;
use std::collections::BTreeMap;
use std::sync::Arc;

type Made = Result<Output, Box<Diagnostic>>;

/// Imports inside imports, at most.
const DEPTH: usize = 8;

/// Every sheet, by path; one that cannot be read is left as it is, with a warning.
pub(super) fn all(
    copied: &[Copied<'_>],
    sources: &Sources,
    memo: &mut Memo<Made>,
) -> (BTreeMap<String, Output>, Vec<Diagnostic>) {
    let files: Vec<(&str, Arc<[u8]>)> = copied
        .iter()
        .filter(|one| one.output.ends_with(".css") && !one.output.ends_with(".min.css"))
        .filter_map(|one| Some((&*one.output, sources.get(one.path)?.bytes())))
        .collect();
    let texts: BTreeMap<&str, &str> = files
        .iter()
        .filter_map(|(path, bytes)| Some((*path, std::str::from_utf8(bytes).ok()?)))
        .collect();
    let whole: Vec<(&str, String)> = texts
        .iter()
        .map(|(path, text)| (*path, bundled(path, text, &texts, DEPTH)))
        .collect();
    let made = memo.map(
        &whole,
        |(path, text)| Fingerprint::of(&(path, text)),
        |(path, text)| {
            let bytes = minified(text, path)?.into_bytes();
            let name = Fingerprint::of_bytes(&bytes);
            Ok(Output::new(Arc::new(bytes.into_boxed_slice()), name))
        },
    );
    let mut sheets = BTreeMap::new();
    let mut told = Vec::new();
    for ((path, _), made) in whole.iter().zip(made) {
        match made.as_ref() {
            Ok(output) => _ = sheets.insert((*path).to_owned(), output.clone()),
            Err(warning) => told.push((**warning).clone()),
        }
    }
    (sheets, told)
}

/// A sheet without blanks and comments.
///
/// # Errors
/// What is not understood, as a warning with its place.
pub fn minified(text: &str, path: &str) -> Result<String, Box<Diagnostic>> {
    let options = Options::default()
        .style(OutputStyle::Compressed)
        .quiet(true)
        .allows_charset(false)
        .input_syntax(InputSyntax::Css);
    let css = from_string(text, &options).map_err(|error| {
        let whole = error.to_string();
        let (reason, line, column) = match error.kind() {
            ErrorKind::ParseError { message, loc, .. } => {
                (message, loc.begin.line as u32 + 1, loc.begin.column as u32 + 1)
            }
            _ => (whole, 0, 0),
        };
        let told = Diagnostic::warning(
            "css",
            format!("the style sheet stays as it was written, because its reader does not know this: {reason}"),
            format!("样式表保持原样，因为无法读懂这里：{reason}"),
        );
        Box::new(told.at(path, line, column))
    })?;
    // Text that is not ASCII says so: a sheet can be served without a word about its encoding.
    Ok(match css.is_ascii() {
        true => css,
        false => format!("@charset \"UTF-8\";{}", css.trim_start_matches('\u{feff}')),
    })
}

/// The text with the sheets that it imports at its beginning in the place of the imports. All of them or none: an import must not
/// stand behind a rule.
fn bundled(path: &str, text: &str, sheets: &BTreeMap<&str, &str>, depth: usize) -> String {
    let mut rest = skipped(text);
    let mut out = String::new();
    while let Some((address, media, after)) = import(rest) {
        let Some((found, inner)) = sheet(path, address, sheets).filter(|_| depth > 0) else {
            return text.to_owned();
        };
        let inner = bundled(found, inner, sheets, depth - 1);
        let elsewhere = found.rsplit_once('/').map(|(folder, _)| folder)
            != path.rsplit_once('/').map(|(folder, _)| folder);
        // Its own addresses begin at its folder; an import that stayed cannot be moved.
        if elsewhere && inner.contains("url(")
            || inner.contains("@import")
            || inner.contains("@charset")
        {
            return text.to_owned();
        }
        match media {
            "" => out.push_str(&inner),
            media => out.push_str(&format!("@media {media} {{\n{inner}\n}}")),
        }
        out.push('\n');
        rest = skipped(after);
    }
    out.push_str(rest);
    out
}

/// The sheet of the site that an import means.
fn sheet<'a>(
    path: &str,
    address: &str,
    sheets: &BTreeMap<&'a str, &'a str>,
) -> Option<(&'a str, &'a str)> {
    if address.contains(':') || address.starts_with('/') || address.contains(['?', '#']) {
        return None;
    }
    let wanted = resolve(&format!("/{path}"), address);
    sheets
        .get_key_value(wanted.as_str())
        .map(|(path, text)| (*path, *text))
}

/// `@import "address" media;` at the beginning of a text: address, media, and what follows.
fn import(text: &str) -> Option<(&str, &str, &str)> {
    let rest = text.strip_prefix("@import")?;
    let (rule, after) = rest.split_once(';')?;
    let rule = rule.trim();
    let inner = match rule.strip_prefix("url(") {
        Some(inner) => inner.trim_start(),
        None => rule,
    };
    let quote = inner.chars().next()?;
    let (address, media) = match quote {
        '"' | '\'' => inner[1..].split_once(quote)?,
        _ => inner
            .split_once(')')
            .map(|(address, media)| (address.trim_end(), media))?,
    };
    let media = match rule.starts_with("url(") && matches!(quote, '"' | '\'') {
        true => media.trim_start().strip_prefix(')')?,
        false => media,
    };
    let media = media.trim();
    // Layers and conditions are the browser's.
    let plain =
        !media.contains("layer") && !media.contains("supports") && !media.contains(['{', '}']);
    plain.then_some((address, media, after))
}

/// The text from its first rule on, and without `@charset`, which is said again where it is needed.
fn skipped(text: &str) -> &str {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let after = match rest.strip_prefix("/*") {
            Some(comment) => comment.split_once("*/").map(|(_, after)| after),
            None => rest
                .strip_prefix("@charset")
                .and_then(|rest| rest.split_once(';'))
                .map(|(_, after)| after),
        };
        match after {
            Some(after) => rest = after.trim_start(),
            None => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_imported_stands_in_the_place_of_the_import() {
        let sheets = BTreeMap::from([
            (
                "css/a.css",
                "/* a */ @import url(\"b.css\") print;\n@import 'c/d.css';\n.a { width: calc(1px + 2vw) }",
            ),
            ("css/b.css", ".b { background: url(b.png) }"),
            ("css/c/d.css", ".d { color: red }"),
            ("css/e.css", "@import \"c/f.css\";.e { color: blue }"),
            ("css/c/f.css", ".f { background: url(f.png) }"),
            ("css/round.css", "@import \"round.css\";.r { top: 0 }"),
        ]);
        let of = |path: &str| minified(&bundled(path, sheets[path], &sheets, DEPTH), path).unwrap();
        assert_eq!(
            of("css/a.css"),
            "@media print{.b{background:url(b.png)}}.d{color:red}.a{width:calc(1px + 2vw)}"
        );
        // Its picture would be looked for in another folder.
        assert_eq!(of("css/e.css"), "@import \"c/f.css\";.e{color:blue}");
        assert_eq!(of("css/round.css"), "@import \"round.css\";.r{top:0}");
    }

    #[test]
    fn what_is_not_understood_is_left_alone_and_told() {
        let told = minified(".a { top: 0 }\n.b { & .c { top: 0 } }", "a.css").unwrap_err();
        assert_eq!(told.at.map(|at| at.line), Some(2));
        assert!(
            minified(".a::after{content:\"词\"}", "a.css")
                .unwrap()
                .starts_with("@charset")
        );
    }
}
