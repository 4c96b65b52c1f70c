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

pub use blocks::markdown;
pub use cloud::{Cloud, Set, SetWord, cloud};
pub use front::front_matter;
pub(crate) use statement::{JOINT, line};

use crate::analysis::Analysis;
use post::{Diagnostic, Post, PostName};

/// The post that says what the analysis says.
///
/// # Errors
/// A file name that is not a post's, or front matter kept from an author that no longer is YAML.
pub fn post(analysis: &Analysis) -> Result<Post, Box<Diagnostic>> {
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
        body: body(analysis),
    })
}

fn body(analysis: &Analysis) -> String {
    let style = analysis.style;
    let mut blocks: Vec<String> = analysis
        .blocks
        .iter()
        .map(|block| markdown(block, style))
        .collect();
    blocks.extend(notes::section(analysis));
    let margins = &analysis.margins;
    let body = format!("{}{}{}", margins.before, blocks.join("\n\n"), margins.after);
    if margins.crlf {
        body.replace('\n', "\r\n")
    } else {
        body
    }
}
