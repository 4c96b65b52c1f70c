//! Jekyll's tags: `highlight`, `include`, `link`, `post_url`; the others are the library's.
//!
//! Jekyll writes their arguments bare (`{% include a/b.html key="v" %}`), which is no Liquid: they are put into quotes before the
//! text is parsed. They must not know how a body is shown.

use super::comment::Comment;
use crate::article;
use crate::article::highlight::Fences;
use crate::sources::SourceFile;
use liquid_core::runtime::StackFrame;
use liquid_core::{
    BlockReflection, Error, Expression, Language, Object, ParseBlock, ParseTag, Renderable, Result,
    Runtime, TagBlock, TagReflection, TagTokenIter, Template, Value, ValueView, parser,
};
use liquid_lib::stdlib;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

/// Says to the tags whether what they write will be read as Markdown.
pub(super) const MARKDOWN: &str = "__markdown";
/// The folder of the body's file, which `include_relative` looks in.
pub(super) const FOLDER: &str = "__folder";
/// The filter that everything shown goes through last.
pub(super) const SHOWN: &str = "__shown";
const DEPTH: &str = "__depth";

/// Includes within includes: more than this is a circle.
const DEEPEST: i64 = 30;

/// What the tags look things up in.
#[derive(Debug)]
pub(super) struct Shared {
    /// The address of each file.
    pub addresses: BTreeMap<String, String>,
    /// The text of each include.
    pub includes: BTreeMap<String, String>,
    /// Every file, where some body includes what stands beside it.
    pub beside: BTreeMap<String, SourceFile>,
    pub baseurl: String,
}

pub(super) fn register(language: &mut Language, shared: &Arc<Shared>) {
    let mut tag = |tag: Box<dyn ParseTag>| {
        let name = tag.reflection().tag().to_owned();
        language.tags.register(name, tag);
    };
    tag(Box::new(stdlib::AssignTag));
    tag(Box::new(stdlib::BreakTag));
    tag(Box::new(stdlib::ContinueTag));
    tag(Box::new(stdlib::CycleTag));
    tag(Box::new(stdlib::IncrementTag));
    tag(Box::new(stdlib::DecrementTag));
    for name in ["include", "include_relative", "link", "post_url"] {
        tag(Box::new(Tag {
            name,
            shared: Arc::clone(shared),
        }));
    }
    let mut block = |block: Box<dyn ParseBlock>| {
        let name = block.reflection().start_tag().to_owned();
        language.blocks.register(name, block);
    };
    block(Box::new(stdlib::RawBlock));
    block(Box::new(stdlib::IfBlock));
    block(Box::new(stdlib::UnlessBlock));
    block(Box::new(stdlib::IfChangedBlock));
    block(Box::new(super::each::Each));
    block(Box::new(stdlib::TableRowBlock));
    block(Box::new(Comment));
    block(Box::new(stdlib::CaptureBlock));
    block(Box::new(stdlib::CaseBlock));
    block(Box::new(Highlight));
}

/// The text with the bare arguments of Jekyll's tags in quotes, and with what is shown put into the form that Jekyll shows it in.
/// What stands between `raw` and `endraw` is left alone.
pub(super) fn translated(text: &str) -> String {
    translated_where(text, &mut |_, _| true)
}

/// The same without what is shown and does not pass: `keeps` is given its place in the text and what it is translated to.
pub(super) fn translated_where(text: &str, keeps: &mut dyn FnMut(usize, &str) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some(at) = memchr::memmem::find_iter(rest.as_bytes(), b"{")
        .find(|at| rest[at + 1..].starts_with(['{', '%']))
    {
        let shows = rest[at + 1..].starts_with('{');
        let end = if shows { "}}" } else { "%}" };
        // `{%}` opens a tag and does not close it.
        let Some(length) = rest[at + 2..].find(end).map(|inside| inside + 2) else {
            if shows {
                out.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
                continue;
            }
            break;
        };
        let (before, tag) = (&rest[..at], &rest[at..at + length + 2]);
        out.push_str(before);
        rest = &rest[at + length + 2..];
        let dash = |one: bool| if one { "-" } else { "" };
        let inside = &tag[2..tag.len() - 2];
        let (opens, closes) = (inside.starts_with('-'), inside.ends_with('-'));
        if shows {
            let closes = dash(closes && inside.len() > 1);
            let inside = inside.strip_suffix(closes).unwrap_or(inside);
            // Nothing is shown by `{{ }}`, which the library does not know.
            if inside.trim_matches('-').trim().is_empty() {
                out.push_str(&format!("{{{{{}nil{closes}}}}}", dash(opens)));
                continue;
            }
            let shown = format!("{{{{{inside}| {SHOWN} {closes}}}}}");
            match keeps(text.len() - rest.len() - tag.len(), &shown) {
                true => out.push_str(&shown),
                // The lines below keep their numbers.
                false => out.extend(tag.chars().filter(|c| *c == '\n')),
            }
            continue;
        }
        let inside = inside.trim_matches('-').trim();
        let (name, arguments) = inside
            .split_once(char::is_whitespace)
            .unwrap_or((inside, ""));
        let quoted = match name {
            "link" | "post_url" => Some(quote(arguments.trim())),
            "highlight" => Some(highlight(arguments.trim())),
            "include" | "include_cached" | "include_relative" => Some(include(arguments.trim())),
            _ => None,
        };
        match quoted {
            Some(arguments) => {
                let name = name.trim_end_matches("_cached");
                out.push_str(&format!(
                    "{{%{} {name} {arguments} {}%}}",
                    dash(opens),
                    dash(closes)
                ));
            }
            None => out.push_str(tag),
        }
        if matches!(name, "raw" | "comment") {
            let length = end_of_block(rest, name);
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    out.push_str(rest);
    out
}

/// Up to where the tag stands that ends such a block.
fn end_of_block(text: &str, name: &str) -> usize {
    let ends = |at: &usize| {
        let inside = text[at + 2..].trim_start_matches('-').trim_start();
        let rest = inside
            .strip_prefix("end")
            .and_then(|rest| rest.strip_prefix(name));
        rest.is_some_and(|rest| rest.trim_start().trim_start_matches('-').starts_with("%}"))
    };
    let mut tags = text.match_indices("{%").map(|(at, _)| at);
    tags.find(ends).unwrap_or(text.len())
}

/// The language and what else there is, without quotes inside: `ruby mark_lines="1 2"` as `ruby mark_lines=1 2`.
fn highlight(options: &str) -> String {
    format!("\"{}\"", options.replace(['"', '\''], ""))
}

fn quote(text: &str) -> String {
    let text = text.trim_matches(['"', '\'']);
    match text.contains('"') {
        true => format!("'{text}'"),
        false => format!("\"{text}\""),
    }
}

/// `a/b.html key="v" other=page.x` as `"a/b.html" "key" "v" "other" page.x`.
fn include(arguments: &str) -> String {
    let (file, rest) = arguments.split_at(end_of_name(arguments));
    let mut rest = rest.trim_start();
    let mut out = quote(file);
    while let Some((key, value)) = rest.split_once('=') {
        let value = value.trim_start();
        let quoted = value.starts_with(['"', '\'']);
        let end = match quoted {
            true => end_of_text(value),
            false => value.find(char::is_whitespace).unwrap_or(value.len()),
        };
        let given = match &value[..end] {
            text if quoted && text.contains('\\') && text.len() > 1 => {
                literal(&text[1..text.len() - 1])
            }
            plain => plain.to_owned(),
        };
        out.push_str(&format!(" {} {given}", quote(key.trim())));
        rest = value[end..].trim_start();
    }
    out
}

/// Where a file's name ends: at a blank, but for those inside `{{ … }}`.
fn end_of_name(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let blank = rest.find(char::is_whitespace).unwrap_or(rest.len());
        match rest.find("{{").filter(|open| *open < blank) {
            Some(open) => match rest[open..].find("}}") {
                Some(close) => at += open + close + 2,
                None => return text.len(),
            },
            None => return at + blank,
        }
    }
}

/// Where a text in quotes ends, after its last quote; `\"` does not end it.
fn end_of_text(text: &str) -> usize {
    let mark = text.chars().next();
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if Some(c) == mark => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A text with `\"` in it, as Liquid can say it: in the quotes that it does not have itself.
fn literal(text: &str) -> String {
    let text = text.replace("\\\"", "\"").replace("\\'", "'");
    match text.contains('"') {
        true => format!("'{}'", text.replace('\'', "\u{2019}")),
        false => format!("\"{text}\""),
    }
}

#[derive(Clone, Debug)]
struct Tag {
    name: &'static str,
    shared: Arc<Shared>,
}

impl TagReflection for Tag {
    fn tag(&self) -> &str {
        self.name
    }

    fn description(&self) -> &str {
        ""
    }
}

impl ParseTag for Tag {
    fn parse(
        &self,
        arguments: TagTokenIter<'_>,
        language: &Language,
    ) -> Result<Box<dyn Renderable>> {
        let mut values = Vec::new();
        for token in arguments {
            values.push(token.expect_value().into_result()?);
        }
        Ok(Box::new(Call {
            tag: self.clone(),
            values,
            language: language.clone(),
        }))
    }

    fn reflection(&self) -> &dyn TagReflection {
        self
    }
}

struct Call {
    tag: Tag,
    values: Vec<Expression>,
    language: Language,
}

impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple(self.tag.name).field(&self.values).finish()
    }
}

impl Renderable for Call {
    fn render_to(&self, out: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        let mut values = Vec::new();
        for value in &self.values {
            values.push(value.evaluate(runtime)?.into_owned());
        }
        let first = values
            .first()
            .map(|value| value.to_kstr().into_string())
            .unwrap_or_default();
        // `{% include {{ page.part }}.html %}`
        let first = match first.contains("{{") {
            true => {
                let elements = parser::parse(&first, &self.language)?;
                Template::new(elements).render(runtime)?
            }
            false => first,
        };
        let shared = &self.tag.shared;
        let address = match self.tag.name {
            "link" => shared.addresses.get(first.trim_start_matches('/')).cloned(),
            "post_url" => post_address(shared, &first),
            _ => return self.include(&first, &values, out, runtime),
        };
        let Some(address) = address else {
            let name = self.tag.name;
            return Err(
                Error::with_msg(format!("there is no `{first}` for {{% {name} %}}"))
                    .context("variable", first),
            );
        };
        write!(out, "{}{address}", shared.baseurl)
            .map_err(|error| Error::with_msg(error.to_string()))
    }
}

impl Call {
    fn include(
        &self,
        file: &str,
        values: &[Value],
        out: &mut dyn Write,
        runtime: &dyn Runtime,
    ) -> Result<()> {
        let shared = &self.tag.shared;
        let (path, text) = match self.tag.name {
            "include_relative" => {
                let folder = runtime.try_get(&[FOLDER.into()]);
                let folder = folder.map(|value| value.to_kstr().into_string());
                let path = match folder.as_deref() {
                    None | Some("") => file.to_owned(),
                    Some(folder) => format!("{folder}/{file}"),
                };
                let text = shared.beside.get(&path).map(super::text_of);
                (path, text)
            }
            _ => (
                format!("_includes/{file}"),
                shared.includes.get(file).cloned(),
            ),
        };
        let Some(text) = text else {
            return Err(Error::with_msg(format!("there is no `{path}`"))
                .context("variable", file.to_owned()));
        };
        let depth = runtime.try_get(&[DEPTH.into()]);
        let depth = depth
            .and_then(|value| value.as_scalar()?.to_integer())
            .unwrap_or(0);
        if depth >= DEEPEST {
            return Err(Error::with_msg(format!("`{path}` includes itself")));
        }
        let mut given = Object::new();
        for pair in values[1..].chunks_exact(2) {
            given.insert(pair[0].to_kstr().into_string().into(), pair[1].clone());
        }
        let mut frame = Object::new();
        frame.insert("include".into(), Value::Object(given));
        frame.insert(DEPTH.into(), Value::scalar(depth + 1));
        let elements = parser::parse(&translated(&text), &self.language)?;
        let scope = StackFrame::new(runtime, &frame);
        Template::new(elements).render_to(out, &super::Lenient(&scope))
    }
}

/// `2019-02-04-hello` with or without folders before it: where it says so exactly, else the first of that name.
fn post_address(shared: &Shared, name: &str) -> Option<String> {
    let wanted = name.trim_start_matches('/');
    let (folder, wanted) = wanted.rsplit_once('/').unwrap_or(("", wanted));
    let named = shared.addresses.iter().filter(|(path, _)| {
        let (above, file) = path.rsplit_once('/').unwrap_or(("", path));
        above.split('/').any(|part| part == "_posts") && crate::article::stem(file) == wanted
    });
    let stands = |path: &str| {
        let above = path.rsplit_once('/').map_or("", |(above, _)| above);
        let plain = above.replace("_posts/", "").replace("_posts", "");
        plain.trim_matches('/') == folder
    };
    let exact = named.clone().find(|(path, _)| stands(path));
    let any = || named.clone().next().filter(|_| folder.is_empty());
    exact.or_else(any).map(|(_, address)| address.clone())
}

/// `{% highlight ruby linenos %}`
#[derive(Clone, Copy, Debug)]
struct Highlight;

impl BlockReflection for Highlight {
    fn start_tag(&self) -> &str {
        "highlight"
    }

    fn end_tag(&self) -> &str {
        "endhighlight"
    }

    fn description(&self) -> &str {
        ""
    }
}

impl ParseBlock for Highlight {
    fn parse(
        &self,
        mut arguments: TagTokenIter<'_>,
        mut block: TagBlock<'_, '_>,
        language: &Language,
    ) -> Result<Box<dyn Renderable>> {
        let options = arguments.expect_next("a language is missing")?;
        let options = options.expect_value().into_result()?;
        let inside = Template::new(block.parse_all(language)?);
        block.assert_empty();
        Ok(Box::new(Code { options, inside }))
    }

    fn reflection(&self) -> &dyn BlockReflection {
        self
    }
}

#[derive(Debug)]
struct Code {
    options: Expression,
    inside: Template,
}

impl Renderable for Code {
    fn render_to(&self, out: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        let options = self.options.evaluate(runtime)?.to_kstr().into_string();
        let code = self.inside.render(runtime)?;
        let code = code.trim_matches(['\n', '\r']);
        let markdown = runtime.try_get(&[MARKDOWN.into()]);
        let markdown = markdown
            .and_then(|value| value.as_scalar()?.to_bool())
            .unwrap_or(false);
        let text = if markdown {
            let mut fence = String::from("```");
            while code.contains(&fence) {
                fence.push('`');
            }
            // What follows a fence has no backticks.
            let info = options.replace('`', "");
            format!("\n\n{fence}{info}\n{code}\n{fence}\n\n")
        } else {
            article::Code::new(&options, code, None).html(&Fences::default())
        };
        out.write_all(text.as_bytes())
            .map_err(|error| Error::with_msg(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_arguments_come_into_quotes() {
        for (bare, quoted) in [
            (
                "a {% post_url 2019-02-04-a %} b",
                "a {% post_url \"2019-02-04-a\" %} b",
            ),
            (
                "{%- include a/b.html k=\"v w\" o=page.x -%}",
                "{%- include \"a/b.html\" \"k\" \"v w\" \"o\" page.x -%}",
            ),
            ("{% if a %}{% endif %}", "{% if a %}{% endif %}"),
            (
                "{ {{- a | b -}} {{}} {{ }",
                "{ {{- a | b | __shown -}} {{nil}} {{ }",
            ),
            (
                "{% raw %}{{ a }}{% link b.md %}{%- endraw %}{{a}}",
                "{% raw %}{{ a }}{% link b.md %}{%- endraw %}{{a| __shown }}",
            ),
            (
                "{% highlight ruby mark_lines=\"1 2\" %}",
                "{% highlight \"ruby mark_lines=1 2\" %}",
            ),
            (
                "{% highlight ruby linenos %}",
                "{% highlight \"ruby linenos\" %}",
            ),
        ] {
            assert_eq!(translated(bare), quoted);
        }
    }
}
