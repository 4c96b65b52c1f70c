//! Filters of text and HTML.
//!
//! They must not know the site beyond its address.

use super::Base;
use crate::article::text;
use crate::{address, slug};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::borrow::Cow;
use tera::{Kwargs, State, Tera, TeraResult, Value};

/// What `cgi_escape` leaves as it is.
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b' ');

pub(super) fn register(engine: &mut Tera, base: &Base) {
    let site = base.clone();
    engine.register_filter(
        "markdownify",
        move |text: Cow<'_, str>, _: Kwargs, _: &State| {
            Value::safe_string(&super::markdown(&text, &site))
        },
    );
    engine.register_filter(
        "slugify",
        |text: Cow<'_, str>, kwargs: Kwargs, _: &State| {
            let mode = kwargs.get::<&str>("mode")?.unwrap_or("default");
            TeraResult::Ok(slug::slugify_in(mode, &text))
        },
    );
    engine.register_filter("strip_html", |html: Cow<'_, str>, _: Kwargs, _: &State| {
        strip_html(&html)
    });
    engine.register_filter(
        "strip_newlines",
        |text: Cow<'_, str>, _: Kwargs, _: &State| text.replace(['\r', '\n'], ""),
    );
    engine.register_filter(
        "normalize_whitespace",
        |text: Cow<'_, str>, _: Kwargs, _: &State| text::one_line(&text),
    );
    engine.register_filter(
        "truncate_text",
        |text: Cow<'_, str>, kwargs: Kwargs, _: &State| {
            let length = kwargs.get::<usize>("length")?.unwrap_or(80);
            TeraResult::Ok(text::beginning(&text, length))
        },
    );
    engine.register_filter("compact", |text: Cow<'_, str>, _: Kwargs, _: &State| {
        compact(&text)
    });
    engine.register_filter(
        "in_place_of_picture",
        |html: Cow<'_, str>, kwargs: Kwargs, _: &State| {
            let picture = kwargs.must_get::<String>("picture")?;
            let put = kwargs.must_get::<String>("put")?;
            TeraResult::Ok(Value::safe_string(&in_place_of(&html, &picture, &put)))
        },
    );
    engine.register_filter(
        "number_of_words",
        |html: Cow<'_, str>, _: Kwargs, _: &State| text::words(&strip_html(&html)),
    );
    engine.register_filter(
        "reading_minutes",
        |html: Cow<'_, str>, _: Kwargs, _: &State| {
            text::reading_minutes(text::words(&strip_html(&html)))
        },
    );
    engine.register_filter("xml_escape", |text: Cow<'_, str>, _: Kwargs, _: &State| {
        let mut out = String::with_capacity(text.len());
        crate::article::highlight::escape(&text, &mut out);
        Value::safe_string(&out)
    });
    engine.register_filter("cgi_escape", |text: Cow<'_, str>, _: Kwargs, _: &State| {
        utf8_percent_encode(&text, FORM)
            .to_string()
            .replace(' ', "+")
    });
    engine.register_filter("uri_escape", |text: Cow<'_, str>, _: Kwargs, _: &State| {
        address::encode(&text)
    });
    engine.register_filter("jsonify", |value: &Value, _: Kwargs, _: &State| {
        jsonify(value)
    });
}

/// JSON that can stand inside a `script` element: nothing in it can end the element or begin a comment.
fn jsonify(value: &Value) -> TeraResult<Value> {
    let json = serde_json::to_string(value).map_err(tera::Error::message)?;
    let json = json
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    Ok(Value::safe_string(&json))
}

/// The text of HTML: tags, comments, scripts and styles taken out, the common entities read. The result is text, to be
/// escaped again where it is shown.
pub(super) fn strip_html(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let is = |prefix: &str| {
            rest.get(..prefix.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
        };
        let end = if is("<!--") {
            "-->"
        } else if is("<script") {
            "</script>"
        } else if is("<style") {
            "</style>"
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
        {
            ">"
        } else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        rest = rest.find(end).map_or("", |at| &rest[at + end.len()..]);
    }
    out.push_str(rest);
    if !out.contains('&') {
        return out;
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

/// A script or style sheet without what only its author needs: indentation, empty lines, and comments that have lines to themselves.
fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if in_comment {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// HTML with something else in the place of the first picture at this address, and of the paragraph around it if it has one to itself.
fn in_place_of(html: &str, picture: &str, put: &str) -> String {
    let mark = format!("<img src=\"{picture}\"");
    let found = html.find(&mark).and_then(|start| {
        let end = start + html[start..].find('>')? + 1;
        Some((start, end))
    });
    let Some((start, end)) = found else {
        return html.to_owned();
    };
    let (before, after) = (&html[..start], &html[end..]);
    let alone = before.strip_suffix("<p>").zip(after.strip_prefix("</p>"));
    let (before, after) = alone.unwrap_or((before, after));
    [before, put, after].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_text() {
        let html = "<p class=\"a\">一 &lt; 二<!-- <b> --> &amp;lt;</p><script>x<y</script>1 < 2";
        assert_eq!(strip_html(html), "一 < 二 &lt;1 < 2");
    }

    #[test]
    fn json_cannot_end_a_script() {
        let json = jsonify(&Value::from("</script><!-- & \u{2028}")).unwrap();
        assert_eq!(
            json.as_str(),
            Some("\"\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028\"")
        );
    }
}
