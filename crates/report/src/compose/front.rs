//! The front matter of a report: the keys of a Jekyll post in one order and one way of quoting.
//!
//! It must not know the body.

use crate::analysis::Header;
use post::{Diagnostic, FrontMatter, quoted};

/// The front matter: as the author wrote it where that was kept, else `layout`, `title`, `date`, `posttime`, and then
/// `tags`, `description` and `image` when the report has them.
///
/// # Errors
/// A kept block that is not front matter.
pub fn front_matter(header: &Header) -> Result<FrontMatter, Box<Diagnostic>> {
    if let Some(source) = &header.source {
        let (front, rest) = FrontMatter::parse("analysis.yaml", source)?;
        if rest.is_empty() {
            return Ok(front);
        }
        return Err(Box::new(
            Diagnostic::error(
                "front-matter",
                "`header.source` is more than a block of front matter",
                "`header.source` 不只是一段 front matter",
            )
            .help(
                "keep only the lines from `---` to `---`, or remove the key",
                "只保留从“---”到“---”的几行，或删去这个键",
            ),
        ));
    }
    let mut lines = vec![
        ("layout", "post".to_owned()),
        ("title", quoted(&header.title)),
        ("date", quoted(&header.date)),
        ("posttime", quoted(&header.posttime)),
    ];
    if !header.tags.is_empty() {
        let tags: Vec<String> = header.tags.iter().map(|tag| quoted(tag)).collect();
        lines.push(("tags", format!("[{}]", tags.join(", "))));
    }
    if let Some(description) = &header.description {
        lines.push(("description", quoted(description)));
    }
    if let Some(image) = &header.image {
        lines.push(("image", quoted(image)));
    }
    FrontMatter::compose(lines)
}
