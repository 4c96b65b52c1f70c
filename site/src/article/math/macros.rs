//! Commands of LaTeX that packages define and MathJax knows, written with those that every reader of LaTeX knows: brackets of physicists,
//! numbers of equations, colours.
//!
//! It must not know MathML.

/// A command: its name, how many arguments it has, and what stands for it.
const MACROS: [(&str, usize, &str); 54] = [
    ("label", 1, ""),
    ("notag", 0, ""),
    ("nonumber", 0, ""),
    ("tag", 1, "\\qquad(\\text{#1})"),
    ("eqref", 1, "(\\text{#1})"),
    ("ref", 1, "\\text{#1}"),
    ("color", 1, ""),
    ("textcolor", 2, "{#2}"),
    ("hspace", 1, "\\ "),
    ("vspace", 1, ""),
    ("mbox", 1, "\\text{#1}"),
    ("hbox", 1, "\\text{#1}"),
    ("bm", 1, "\\boldsymbol{#1}"),
    ("vb", 1, "\\mathbf{#1}"),
    ("va", 1, "\\vec{\\mathbf{#1}}"),
    ("vu", 1, "\\hat{\\mathbf{#1}}"),
    ("ket", 1, "\\left|#1\\right\\rangle "),
    ("Ket", 1, "\\left|#1\\right\\rangle "),
    ("bra", 1, "\\left\\langle #1\\right|"),
    ("Bra", 1, "\\left\\langle #1\\right|"),
    ("Braket", 1, "\\left\\langle #1\\right\\rangle "),
    ("ev", 1, "\\left\\langle #1\\right\\rangle "),
    ("expval", 1, "\\left\\langle #1\\right\\rangle "),
    (
        "mel",
        3,
        "\\left\\langle #1\\right|#2\\left|#3\\right\\rangle ",
    ),
    ("comm", 2, "\\left[#1,#2\\right]"),
    ("acomm", 2, "\\left\\{#1,#2\\right\\}"),
    ("abs", 1, "\\left|#1\\right|"),
    ("norm", 1, "\\left\\|#1\\right\\|"),
    ("set", 1, "\\left\\{#1\\right\\}"),
    ("Set", 1, "\\left\\{#1\\right\\}"),
    ("dd", 0, "\\mathrm{d}"),
    ("dv", 2, "\\frac{\\mathrm{d}#o #1}{\\mathrm{d}#2#o}"),
    ("pdv", 2, "\\frac{\\partial#o #1}{\\partial #2#o}"),
    ("trace", 0, "\\operatorname{tr}"),
    ("tr", 0, "\\operatorname{tr}"),
    ("Tr", 0, "\\operatorname{Tr}"),
    ("rank", 0, "\\operatorname{rank}"),
    ("grad", 0, "\\nabla "),
    ("div", 0, "\\nabla\\cdot "),
    ("curl", 0, "\\nabla\\times "),
    ("laplacian", 0, "\\nabla^2 "),
    ("cross", 0, "\\times "),
    ("e", 0, "\\mathrm{e}"),
    ("R", 0, "\\mathbb{R}"),
    ("RR", 0, "\\mathbb{R}"),
    ("N", 0, "\\mathbb{N}"),
    ("NN", 0, "\\mathbb{N}"),
    ("Z", 0, "\\mathbb{Z}"),
    ("ZZ", 0, "\\mathbb{Z}"),
    ("Q", 0, "\\mathbb{Q}"),
    ("QQ", 0, "\\mathbb{Q}"),
    ("C", 0, "\\mathbb{C}"),
    ("CC", 0, "\\mathbb{C}"),
    ("unicode", 0, ""),
];

/// What stands for the delimiters behind `\qty`.
const SIZED: [(char, char, &str, &str); 4] = [
    ('(', ')', "\\left(", "\\right)"),
    ('[', ']', "\\left[", "\\right]"),
    ('{', '}', "\\left\\{", "\\right\\}"),
    ('|', '|', "\\left|", "\\right|"),
];

/// How often commands are looked for in what stood for commands, and how long a formula may become.
const DEEPEST: usize = 12;
const LONGEST: usize = 60_000;

/// A formula with plain commands; those that are neither known here nor `known` are names that are shown upright.
pub(super) fn plain(source: &str, known: impl Fn(&str) -> bool) -> String {
    let mut formula = source.to_owned();
    for _ in 0..DEEPEST {
        let next = once(&formula, &known);
        if next == formula || next.len() > LONGEST {
            break;
        }
        formula = next;
    }
    formula
}

fn once(source: &str, known: &impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(source.len() * 2);
    let mut rest = source;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let length = behind.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (name, after) = behind.split_at(length);
        if name.is_empty() {
            let one = behind.chars().next().map_or(0, char::len_utf8);
            out.push_str(&rest[at..=at + one]);
            rest = &behind[one..];
            continue;
        }
        rest = match instead(name, after, known(name)) {
            Some((text, left)) => {
                out.push_str(&text);
                left
            }
            None => {
                out.push_str(&rest[at..=at + length]);
                after
            }
        };
    }
    out + rest
}

/// What stands for a command, and what follows its arguments.
fn instead<'s>(name: &str, after: &'s str, known: bool) -> Option<(String, &'s str)> {
    if known {
        return None;
    }
    if matches!(name, "qty" | "pqty" | "bqty") {
        return sized(after);
    }
    if name == "braket" {
        let (first, left) = argument(after)?;
        return Some(match argument(left).filter(|_| left.starts_with('{')) {
            Some((second, left)) => (
                format!("\\left\\langle {first}|{second}\\right\\rangle "),
                left,
            ),
            None => (format!("\\left\\langle {first}\\right\\rangle "), left),
        });
    }
    let Some((_, count, text)) = MACROS.iter().find(|(known, ..)| *known == name) else {
        return Some((format!("\\operatorname{{{name}}}"), after));
    };
    let mut left = after.strip_prefix('*').unwrap_or(after);
    let mut order = "";
    if text.contains("#o")
        && let Some((inside, behind)) = left.strip_prefix('[').and_then(|l| l.split_once(']'))
    {
        (order, left) = (inside, behind);
    }
    let power = match order.is_empty() {
        true => String::new(),
        false => format!("^{{{order}}}"),
    };
    let mut text = text.replace("#o", &power);
    // A derivative of nothing is one by its only argument.
    let alone = matches!(name, "dv" | "pdv")
        && argument(left).is_some_and(|(_, behind)| !behind.trim_start().starts_with('{'));
    if alone {
        text = text.replace("#1", "").replace("#2", "#1");
    }
    for number in 1..=count - usize::from(alone) {
        let (inside, behind) = argument(left).unwrap_or(("", left));
        text = text.replace(&format!("#{number}"), inside);
        left = behind;
    }
    Some((text, left))
}

/// `\qty(x)`: brackets as high as what they hold.
fn sized(after: &str) -> Option<(String, &str)> {
    let (open, close, left, right) = SIZED.iter().find(|(open, ..)| after.starts_with(*open))?;
    let inside = &after[1..];
    let mut depth = 0_usize;
    let end = inside.char_indices().find_map(|(at, c)| {
        if c == *close && depth == 0 {
            return Some(at);
        }
        if c == *open {
            depth += 1;
        } else if c == *close {
            depth -= 1;
        }
        None
    })?;
    Some((
        format!("{left}{}{right}", &inside[..end]),
        &inside[end + 1..],
    ))
}

/// The argument that a text begins with, without its braces, and what follows it.
fn argument(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let Some(inside) = text.strip_prefix('{') else {
        let length = match text.strip_prefix('\\') {
            Some(name) => {
                1 + name
                    .bytes()
                    .take_while(u8::is_ascii_alphabetic)
                    .count()
                    .max(1)
            }
            None => text.chars().next()?.len_utf8(),
        };
        return text.split_at_checked(length);
    };
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' if depth == 0 => return Some((&inside[..at], &inside[at + 1..])),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn commands_of_packages_are_written_with_plain_ones() {
        let known = |name: &str| {
            matches!(
                name,
                "left"
                    | "right"
                    | "langle"
                    | "rangle"
                    | "frac"
                    | "mathbf"
                    | "mathrm"
                    | "text"
                    | "operatorname"
                    | "partial"
            )
        };
        for (source, written) in [
            (
                "a\\label{x}=\\ket{\\vb{b}} \\\\",
                "a=\\left|\\mathbf{b}\\right\\rangle  \\\\",
            ),
            (
                "\\braket{a}{b}\\braket{a|b}",
                "\\left\\langle a|b\\right\\rangle \\left\\langle a|b\\right\\rangle ",
            ),
            (
                "\\qty(a(b)c)\\dv[2]{f}{x}",
                "\\left(a(b)c\\right)\\frac{\\mathrm{d}^{2} f}{\\mathrm{d}x^{2}}",
            ),
            ("\\dv{x} y", "\\frac{\\mathrm{d} }{\\mathrm{d}x} y"),
            ("\\foo a\\{\\vb k", "\\operatorname{foo} a\\{\\mathbf{k}"),
            ("\\eqref{a\\}b} \\vb{", "(\\text{a\\}b}) \\mathbf{}{"),
        ] {
            assert_eq!(plain(source, known), written);
        }
    }
}
