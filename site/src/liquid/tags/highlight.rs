//! `{% highlight ruby linenos %}`: code as a fence where Markdown is read, else coloured at once.
//!
//! It must not know how code is coloured.

use super::super::bounds;
use super::super::values::MARKDOWN;
use super::block::Block;
use crate::article;
use crate::article::highlight::Fences;
use liquid_core::{
    Error, Expression, Language, Renderable, Result, Runtime, TagBlock, TagTokenIter, Template,
    ValueView,
};
use std::io::Write;

/// What any code costs that is highlighted.
const HIGHLIGHTING: u64 = 20_000;
/// What a byte of it costs.
const HIGHLIGHTED: u64 = 2_000;

pub(super) const HIGHLIGHT: Block = Block {
    start: "highlight",
    end: "endhighlight",
    read,
};

fn read(
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
