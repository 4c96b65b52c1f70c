//! An analysis becomes a post and its pictures. One document model, one reader of it: whether tweets or an author wrote
//! the analysis makes no difference here.
//!
//! It must not know tweets, and it decides nothing about what is said.

mod blocks;
mod chart;
mod cloud;
pub mod escape;
mod front;
mod notes;
mod statement;
mod template;

pub(crate) use blocks::ONCE;
pub use blocks::markdown;
pub use cloud::{Cloud, Set, SetWord, cloud};
pub use front::front_matter;
pub(crate) use statement::{JOINT, line};
pub use template::{FOLDER as TEMPLATES, Templates};

use crate::analysis::Analysis;
use post::{Diagnostic, Post, PostName};

/// The post that says what the analysis says, in the form of the shipped templates.
///
/// # Errors
/// A file name that is not a post's, or front matter kept from an author that no longer is YAML.
pub fn post(analysis: &Analysis) -> Result<Post, Box<Diagnostic>> {
    post_by(analysis, &Templates::read(&[])?)
}

/// The post that says what the analysis says. An analysis that names no template, such as one read from a post, is written block by
/// block in its own order.
///
/// # Errors
/// As of [`post()`]; what a template does not find.
pub fn post_by(analysis: &Analysis, templates: &Templates) -> Result<Post, Box<Diagnostic>> {
    let name = PostName::parse(&analysis.file).ok_or_else(|| {
        Box::new(
            Diagnostic::error(
                "post-name",
                format!("`{}` is not the name of a post", analysis.file),
                format!("“{}”不是文章的文件名", analysis.file),
            )
            .help(
                "set `file` in analysis.yaml to `YYYY-MM-DD-slug.md`",
                "请把 analysis.yaml 里的 `file` 写成“年-月-日-名称.md”",
            ),
        )
    })?;
    let front = front_matter(&analysis.header)?;
    Ok(Post {
        name,
        front,
        body: body(analysis, templates)?,
    })
}

fn body(analysis: &Analysis, templates: &Templates) -> Result<String, Box<Diagnostic>> {
    let style = analysis.style;
    let mut parts: Vec<String> = match &analysis.template {
        Some(template) => vec![templates.body(analysis, template)?],
        None => {
            let blocks = analysis.blocks.iter();
            blocks.map(|block| markdown(block, style)).collect()
        }
    };
    parts.extend(notes::section(analysis));
    let margins = &analysis.margins;
    let body = format!("{}{}{}", margins.before, parts.join("\n\n"), margins.after);
    Ok(match margins.crlf {
        true => body.replace('\n', "\r\n"),
        false => body,
    })
}
