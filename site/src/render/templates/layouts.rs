//! Which template stands around which.

use post::{Diagnostic, FrontMatter};
use std::collections::BTreeMap;

/// The layout that a template names in its front matter.
pub(super) fn layout_of(front: &FrontMatter) -> Option<String> {
    let layout = front.str("layout");
    let layout = layout.filter(|layout| !matches!(*layout, "none" | "null"));
    layout.map(str::to_owned)
}

/// A template and those around it, from the inside out, as far as there are any, and what is wrong with them. `layouts` are the
/// layouts of all templates.
pub(super) fn chain(
    name: &str,
    layouts: &BTreeMap<&str, Option<String>>,
    folder: &str,
) -> (Vec<String>, Option<Diagnostic>) {
    let layout = |name: &str| layouts.get(name).cloned().flatten();
    let mut seen = vec![name.to_owned()];
    let mut next = layout(name);
    while let Some(outer) = next {
        let told = match find(layouts, &outer) {
            None => missing(&outer, folder, layouts),
            Some(found) if seen.contains(&found) => Diagnostic::error(
                "layout-loop",
                format!("the layout goes around in a circle: {}", seen.join(" → ")),
                format!("布局互相嵌套成环：{}", seen.join(" → ")),
            ),
            Some(found) => {
                next = layout(&found);
                seen.push(found);
                continue;
            }
        };
        return (seen, Some(told.at(format!("{folder}{name}"), 1, 1)));
    }
    (seen, None)
}

/// The template of a layout: `post` is `post.html`, else `post.xml` or any other, else the name as it is.
pub(super) fn find<T>(
    names: &BTreeMap<impl AsRef<str> + Ord + std::borrow::Borrow<str>, T>,
    layout: &str,
) -> Option<String> {
    let html = format!("{layout}.html");
    if names.contains_key(html.as_str()) {
        return Some(html);
    }
    if names.contains_key(layout) {
        return Some(layout.to_owned());
    }
    let stem = format!("{layout}.");
    names
        .keys()
        .map(AsRef::as_ref)
        .find(|name| name.starts_with(&stem))
        .map(str::to_owned)
}

pub(super) fn missing<T>(
    layout: &str,
    folder: &str,
    names: &BTreeMap<impl AsRef<str> + Ord, T>,
) -> Diagnostic {
    let near = names
        .keys()
        .map(|name| name.as_ref().trim_end_matches(".html"))
        .map(|name| (strsim::damerau_levenshtein(name, layout), name))
        .min();
    let message = Diagnostic::error(
        "layout",
        format!("there is no layout `{layout}`"),
        format!("没有布局 `{layout}`"),
    );
    match near {
        Some((distance, name)) if distance <= 2 => message.help(
            format!("did you mean `{name}`?"),
            format!("是不是想写 `{name}`？"),
        ),
        _ => message.help(
            format!("make `{folder}{layout}.html`, or change `layout`"),
            format!("请新建 `{folder}{layout}.html`，或修改 `layout`"),
        ),
    }
}
