//! A function as a tag: all else that the library asks of a tag with values behind its name is written here once.
//!
//! It must not know what any tag does.

use super::super::bounds::{self, PARSED, PARSING};
use super::super::grammar;
use super::Shared;
use liquid_core::{
    Expression, Language, ParseTag, Renderable, Result, Runtime, TagReflection, TagTokenIter,
    Template, Value, ValueView,
};
use std::fmt;
use std::io::Write;
use std::sync::Arc;

/// What a tag does with its values.
pub(super) type Work = fn(&Given<'_>, &mut dyn Write) -> Result<()>;

/// The values behind a tag's name, where they can be read.
pub(super) struct Given<'a> {
    /// The first as text, with the Liquid in it carried out.
    pub first: &'a str,
    pub others: &'a [Value],
    pub language: &'a Language,
    pub shared: &'a Shared,
    pub runtime: &'a dyn Runtime,
}

/// A tag that is a function.
#[derive(Clone)]
pub(super) struct Tag {
    pub name: &'static str,
    pub work: Work,
    pub shared: Arc<Shared>,
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

/// A function where a text asks for it.
struct Call {
    tag: Tag,
    values: Vec<Expression>,
    language: Language,
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
                Template::new(grammar::read(&first, &self.language)?).render(runtime)?
            }
            false => first,
        };
        let given = Given {
            first: &first,
            others: values.get(1..).unwrap_or_default(),
            language: &self.language,
            shared: &self.tag.shared,
            runtime,
        };
        (self.tag.work)(&given, out)
    }
}
