//! The tags of a body each by itself, to find the one that goes wrong: the library tells what is wrong and not where.
//!
//! It must not know how tags are carried out.

/// The tags that are tried, and what closes each: a condition fails whatever depends on it.
const TRIED: [(&str, &str, &str); 7] = [
    ("assign", "assign", ""),
    ("if", "if", "{% endif %}"),
    ("elsif", "if", "{% endif %}"),
    ("unless", "unless", "{% endunless %}"),
    ("for", "for", "{% endfor %}"),
    ("include", "include", ""),
    ("include_relative", "include_relative", ""),
];

/// More tags than an author looks through are not tried.
const MOST: usize = 100;

/// Where each tag stands, and a text that carries out this one alone, behind what is assigned before it.
pub(super) fn tags(body: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut assigned = String::new();
    for (at, _) in body.match_indices("{%") {
        if found.len() >= MOST {
            break;
        }
        // `{%}` opens a tag and does not close it.
        let inside = &body[at + 2..];
        let Some(end) = inside.find("%}") else {
            break;
        };
        let inside = inside[..end].trim_matches('-').trim();
        let (name, said) = inside
            .split_once(char::is_whitespace)
            .unwrap_or((inside, ""));
        let Some((_, name, close)) = TRIED.iter().find(|(tried, ..)| *tried == name) else {
            continue;
        };
        let tag = format!("{{% {name} {said} %}}{close}");
        found.push((at, format!("{assigned}{tag}")));
        if *name == "assign" {
            assigned.push_str(&tag);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn each_tag_stands_behind_what_is_assigned() {
        let body = "a {% assign b = 1 %}{{ b }}\n{%- elsif b -%}{% raw %}{% for c in b %}{% if";
        assert_eq!(tags("{%} {% b"), []);
        let found = tags(body);
        let found: Vec<(usize, &str)> = found.iter().map(|(at, text)| (*at, &**text)).collect();
        assert_eq!(
            found,
            [
                (2, "{% assign b = 1 %}"),
                (28, "{% assign b = 1 %}{% if b %}{% endif %}"),
                (52, "{% assign b = 1 %}{% for c in b %}{% endfor %}"),
            ]
        );
    }
}
