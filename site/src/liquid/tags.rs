//! Jekyll's tags: `highlight`, `include`, `link`, `post_url`; the others are the library's.
//!
//! They must not know how a body is shown, nor that Jekyll writes their arguments without quotes (`translate`).

use super::bounds::{self, PARSED, PARSING, ROUND};
use super::comment::Comment;
use super::each::Each;
use super::frames::Over;
use super::metered::Counting;
use super::mistake;
use crate::article;
use crate::article::highlight::Fences;
use crate::sources::SourceFile;
use liquid_core::{
    BlockReflection, Error, Expression, Language, Object, ParseBlock, ParseTag, Renderable, Result,
    Runtime, TagBlock, TagReflection, TagTokenIter, Template, Value, ValueView,
};
use liquid_lib::stdlib;
use std::collections::BTreeMap;
use std::io::Write;
use std::rc::Rc;
use std::sync::Arc;

/// Says to the tags whether what they write will be read as Markdown.
pub(super) const MARKDOWN: &str = "__markdown";
/// The folder of the body's file, which `include_relative` looks in.
pub(super) const FOLDER: &str = "__folder";
const DEPTH: &str = "__depth";

/// What any code costs that is highlighted.
const HIGHLIGHTING: u64 = 20_000;
/// What a byte of it costs.
const HIGHLIGHTED: u64 = 2_000;

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
    /// Whether mistakes in includes are errors.
    pub strict: super::Strict,
}

pub(super) fn register(language: &mut Language, shared: &Arc<Shared>) {
    let mut tag = |tag: Box<dyn ParseTag>| {
        let name = tag.reflection().tag().to_owned();
        let tag: Box<dyn ParseTag> = Box::new(Counting(tag));
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
        let block: Box<dyn ParseBlock> = Box::new(Counting(block));
        language.blocks.register(name, block);
    };
    block(Box::new(stdlib::RawBlock));
    block(Box::new(stdlib::IfBlock));
    block(Box::new(stdlib::UnlessBlock));
    block(Box::new(stdlib::IfChangedBlock));
    block(Box::new(Each::Item));
    block(Box::new(Each::Cell));
    block(Box::new(Comment));
    block(Box::new(stdlib::CaptureBlock));
    block(Box::new(stdlib::CaseBlock));
    block(Box::new(Highlight));
}

/// The includes that a body has shown, so that one in a loop is parsed once.
#[derive(Default)]
struct Parsed(BTreeMap<String, Rc<Template>>);

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
                let work = PARSING + PARSED.saturating_mul(first.len() as u64);
                bounds::meter(runtime).spend(work)?;
                let elements = super::parsed(&first, &self.language)?;
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
        let meter = bounds::meter(runtime);
        meter.spend_here(ROUND + text.len() as u64)?;
        let mut given = Object::new();
        for pair in values[1..].chunks_exact(2) {
            given.insert(pair[0].to_kstr().into_string().into(), pair[1].clone());
        }
        let mut frame = Object::new();
        frame.insert("include".into(), Value::Object(given));
        frame.insert(DEPTH.into(), Value::scalar(depth + 1));
        let known = runtime
            .registers()
            .get_mut::<Parsed>()
            .0
            .get(&path)
            .cloned();
        let include = match known {
            Some(include) => include,
            None => {
                meter.spend(PARSING + PARSED.saturating_mul(text.len() as u64))?;
                let elements =
                    super::parse_include((&path, &text), &self.language, shared.strict, runtime)
                        .map_err(|error| mistake::inside(&error, &path, &text, file))?;
                let include = Rc::new(Template::new(elements));
                let mut parsed = runtime.registers().get_mut::<Parsed>();
                parsed.0.insert(path, Rc::clone(&include));
                include
            }
        };
        let scope = Over {
            outer: runtime,
            own: &frame,
            meter: &meter,
        };
        meter.deeper(|| include.render_to(out, &scope))
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
            let work = HIGHLIGHTING + HIGHLIGHTED.saturating_mul(code.len() as u64);
            bounds::meter(runtime).spend(work)?;
            article::Code::new(&options, code, None).html(&Fences::default())
        };
        out.write_all(text.as_bytes())
            .map_err(|error| Error::with_msg(error.to_string()))
    }
}
