//! `site new`: a file to begin writing in.
//!
//! It must not know how posts are published.

use super::{Blog, Outcome};
use crate::cli::New;
use crate::edge::files::{self, Keep};
use crate::edge::terminal::Terminal;
use crate::edge::{clock, folders};
use chrono::{DateTime, FixedOffset};
use post::{Diagnostic, FrontMatter, PostName, quoted};

/// The longest slug in bytes: file systems take 255 for a name, and the date and half-written names need some of them.
const LONGEST: usize = 120;

/// Makes the file and says where it is.
///
/// # Errors
/// A title without a letter; a file of that name; what the disk refuses.
pub(super) fn run(what: &New, blog: &Blog, terminal: &Terminal) -> Outcome {
    let (New::Post(begun) | New::Page(begun) | New::Draft(begun)) = what;
    let here = clock::now();
    let time = begun.now.map_or(here, |moment| moment.at(*here.offset()));
    let slug = named(&begun.title)?;
    let (folder, name, front) = match what {
        New::Post(_) => (
            "_posts/",
            PostName::new(time.date_naive(), slug).file_name(),
            front("post", &begun.title, Some(time))?,
        ),
        New::Page(_) => ("", format!("{slug}.md"), front("page", &begun.title, None)?),
        // A draft gets its date when it is published.
        New::Draft(_) => (
            "_drafts/",
            format!("{slug}.md"),
            front("post", &begun.title, None)?,
        ),
    };
    let name = format!("{folder}{name}");
    let path = blog.root.join(&name);
    let refused = |error| Box::new(files::refused(&name, &error));
    if files::read(&path).map_err(refused)?.is_some() {
        return Err(Box::new(exists(&name)));
    }
    folders::make_folder(&blog.root.join(folder)).map_err(refused)?;
    let text = format!("{}\n", front.source());
    files::write(&path, text.as_bytes(), Keep::Authored).map_err(refused)?;
    terminal.print(&name, &name);
    Ok(())
}

fn named(title: &str) -> Result<String, Box<Diagnostic>> {
    let slug = slug(title);
    if slug.is_empty() {
        return Err(Box::new(
            Diagnostic::error(
                "title",
                "the title has neither a letter nor a digit to name the file after",
                "标题里没有可以用作文件名的文字",
            )
            .help("give the text a title", "请起一个标题"),
        ));
    }
    Ok(slug)
}

fn front(
    layout: &str,
    title: &str,
    time: Option<DateTime<FixedOffset>>,
) -> Result<FrontMatter, Box<Diagnostic>> {
    let date = time.map(|time| quoted(&time.format("%Y-%m-%d %H:%M:%S %z").to_string()));
    let lines = [
        ("layout", layout.to_owned()),
        ("title", quoted(title.trim())),
    ];
    FrontMatter::compose(lines.into_iter().chain(date.map(|date| ("date", date))))
}

/// A title as part of a file name and an address: letters and digits of every script, with `-` for all that lies between.
pub(super) fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= LONGEST {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

pub(super) fn exists(name: &str) -> Diagnostic {
    Diagnostic::error(
        "exists",
        "there is a file of this name already",
        "已经有同名的文件",
    )
    .at(name, 0, 0)
    .help(
        "write on in it, or choose another title",
        "请继续编辑它，或换一个标题",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_of_any_script_names_a_file_safely() {
        for (title, expected) in [
            ("你好，世界！", "你好-世界"),
            ("../../etc/passwd", "etc-passwd"),
            ("  Rust 1.95: What's New?  ", "rust-1-95-what-s-new"),
            ("C:\\nul\0", "c-nul"),
            ("！？", ""),
        ] {
            assert_eq!(slug(title), expected);
        }
        assert!(slug(&"长".repeat(1000)).len() < LONGEST + 4);
    }

    #[test]
    fn what_is_written_reads_back() {
        let time = DateTime::parse_from_rfc3339("2025-12-04T10:01:40+08:00").unwrap();
        let title = "说“你好”: \"a\" # b";
        let front = front("post", title, Some(time)).unwrap();
        let (read, _) = FrontMatter::parse("a.md", front.source()).unwrap();
        assert_eq!(read.str("title"), Some(title));
        assert_eq!(read.str("date"), Some("2025-12-04 10:01:40 +0800"));
    }
}
