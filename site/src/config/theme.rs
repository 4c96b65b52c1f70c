//! The variables of the theme's style sheets as `_config.yml` says them: colours for the light and the dark scheme, and what
//! both share.
//!
//! A value becomes part of a style sheet, so it must be one value and nothing else: what could end it, begin a rule or
//! fetch anything is refused here, before a template can see it. It must not know which variables a theme has.

use super::reader::Reader;
use post::{Mapping, Value};

/// Names and values, each fit to stand in a style sheet as `--name: value;`.
type Variables = Vec<(String, String)>;

/// What the configuration says of the theme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// For the light scheme.
    pub light: Variables,
    /// For the dark scheme.
    pub dark: Variables,
    /// For both.
    pub both: Variables,
}

/// The longest value: a stack of fonts fits well.
const LONGEST: usize = 400;

/// Functions that make a browser fetch something.
const FETCHING: [&str; 5] = ["url(", "image(", "image-set(", "src(", "element("];

impl Theme {
    /// `theme:` as a mapping. As a text, as Jekyll has it, it names a gem and says nothing here.
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let mut theme = Self::default();
        match reader.values.get("theme") {
            None | Some(Value::Null | Value::String(_)) => {}
            Some(Value::Mapping(map)) => {
                for (name, value) in map {
                    let name = name.as_str().unwrap_or_default();
                    match (name, value) {
                        ("light", Value::Mapping(inner)) => theme.light = scheme(reader, inner),
                        ("dark", Value::Mapping(inner)) => theme.dark = scheme(reader, inner),
                        _ => theme.both.extend(variable(reader, name, value)),
                    }
                }
            }
            Some(_) => {
                reader.wrong::<()>(
                    "theme",
                    "a mapping of variables, such as `light: {link: \"#0b5c77\"}`",
                    "一组变量，例如 `light: {link: \"#0b5c77\"}`",
                );
            }
        }
        theme
    }
}

fn scheme(reader: &mut Reader<'_>, map: &Mapping) -> Variables {
    let pairs = map.iter();
    let named = pairs.map(|(name, value)| (name.as_str().unwrap_or_default(), value));
    named
        .filter_map(|(name, value)| variable(reader, name, value))
        .collect()
}

fn variable(reader: &mut Reader<'_>, name: &str, value: &Value) -> Option<(String, String)> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let fine_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fine_name && is_value(&text) {
        return Some((name.to_owned(), text));
    }
    let told: String = name.chars().take(40).collect();
    reader.wrong(
        "theme",
        &format!(
            "variables of the theme with one CSS value each, without `;`, braces or addresses; `{told}` has none"
        ),
        &format!("主题的变量，每个变量一个 CSS 值，不含 `;`、花括号或网址；`{told}` 的值不是"),
    )
}

/// Whether a text is one value of CSS to its end: quotes and brackets closed, nothing that ends a declaration, nothing fetched.
fn is_value(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let odd =
        |c: char| c.is_control() || matches!(c, ';' | '{' | '}' | '<' | '>' | '\\' | '@' | '!');
    if text.is_empty()
        || text.len() > LONGEST
        || text.contains(odd)
        || lower.contains("/*")
        || FETCHING.iter().any(|function| lower.contains(function))
    {
        return false;
    }
    let (mut quote, mut open) = (None, Vec::new());
    for c in text.chars() {
        match (quote, c) {
            (Some(mark), _) => quote = Some(mark).filter(|mark| *mark != c),
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => open.push(')'),
            (None, '[') => open.push(']'),
            (None, ')' | ']') if open.pop() != Some(c) => return false,
            _ => {}
        }
    }
    quote.is_none() && open.is_empty()
}

#[cfg(test)]
mod tests {
    use super::is_value;

    #[test]
    fn one_value_and_nothing_else() {
        for fine in [
            "#114b3a",
            "40em",
            "oklch(62% .1 240 / .5)",
            "color-mix(in srgb, var(--ink) 8%, transparent)",
            "\"LXGW WenKai\", 'Noto Serif SC', serif",
            "calc((1rem + 2vw) * 2)",
        ] {
            assert!(is_value(fine), "{fine}");
        }
        for strange in [
            "",
            "red; } body { display: none",
            "red}",
            "red /* ",
            "url(https://a.b/c)",
            "URL('x')",
            "image-set('x' 1x)",
            "\"open",
            "rgb(1, 2",
            "a)b(",
            "([)]",
            "</style><script>",
            "\\75 rl(x)",
            "red\n}",
            "red !important",
            "@import 'x'",
        ] {
            assert!(!is_value(strange), "{strange}");
        }
        assert!(!is_value(&"a".repeat(401)));
    }
}
