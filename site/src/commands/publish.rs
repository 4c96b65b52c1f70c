//! `site publish`: a draft becomes a post.
//!
//! It must not know how a post is shown.

use super::{Blog, Outcome, new};
use crate::cli::Publish;
use crate::edge::files::{self, Keep};
use crate::edge::terminal::Terminal;
use crate::edge::{clock, folders};
use chrono::{DateTime, FixedOffset};
use post::{Diagnostic, PostName, quoted, split_front_matter};
use std::path::{Path, PathBuf};

const FOLDER: &str = "_drafts";

/// Moves the draft to `_posts/` under a post's name, with the date in its front matter; the rest of the text stays as it is.
///
/// # Errors
/// No such draft; a post of that name; what the disk refuses. The draft is removed only after the post is on the disk.
pub(super) fn run(args: &Publish, blog: &Blog, terminal: &Terminal) -> Outcome {
    let draft = find(&args.draft, blog)?;
    let shown = format!("{FOLDER}/{}", draft.display());
    let path = blog.root.join(FOLDER).join(&draft);
    let refused = |name: &str, error| Box::new(files::refused(name, &error));
    let bytes = files::read(&path).map_err(|error| refused(&shown, error))?;
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.ok_or_else(|| Box::new(unreadable(&shown)))?;
    let here = clock::now();
    let time = args.now.map_or(here, |moment| moment.at(*here.offset()));
    let (stem, extension) = stem(&draft);
    let mut post = PostName::new(time.date_naive(), stem);
    post.extension = extension;
    let mut target = PathBuf::from("_posts");
    target.extend(draft.parent());
    let folder = blog.root.join(&target);
    target.push(post.file_name());
    let name = slashed(&target);
    let to = blog.root.join(&target);
    if files::read(&to)
        .map_err(|error| refused(&name, error))?
        .is_some()
    {
        return Err(Box::new(new::exists(&name)));
    }
    folders::make_folder(&folder).map_err(|error| refused(&name, error))?;
    files::write(&to, dated(&text, time).as_bytes(), Keep::Authored)
        .map_err(|error| refused(&name, error))?;
    files::remove(&path).map_err(|error| refused(&shown, error))?;
    terminal.print(&name, &name);
    Ok(())
}

/// The draft's path below `_drafts`, found by what the author typed: with or without the folder and the ending.
fn find(asked: &Path, blog: &Blog) -> Result<PathBuf, Box<Diagnostic>> {
    let bare = asked.strip_prefix(".").unwrap_or(asked);
    let below = bare.strip_prefix(FOLDER).unwrap_or(bare);
    let inside = below
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_)));
    let drafts = folders::tree(&blog.root.join(FOLDER))?;
    let names = || drafts.iter().map(|(name, _)| Path::new(name));
    let found = names().find(|name| *name == below).or_else(|| {
        let wanted = slashed(below);
        names().find(|name| slashed(&name.with_extension("")) == wanted)
    });
    match found {
        Some(name) if inside => Ok(name.to_owned()),
        _ => Err(Box::new(missing(asked, names()))),
    }
}

fn missing<'a>(asked: &Path, names: impl Iterator<Item = &'a Path>) -> Diagnostic {
    let there: Vec<String> = names.take(8).map(slashed).collect();
    let diagnostic = Diagnostic::error("no-draft", "there is no such draft", "没有这篇草稿").at(
        asked.display().to_string(),
        0,
        0,
    );
    match there.is_empty() {
        true => diagnostic.help(
            "`_drafts/` is empty; `site new draft TITLE` begins one",
            "`_drafts/` 是空的；`site new draft 标题` 可以新建草稿",
        ),
        false => diagnostic.help(
            format!("these are there: {}", there.join(", ")),
            format!("现有草稿：{}", there.join("、")),
        ),
    }
}

fn unreadable(name: &str) -> Diagnostic {
    Diagnostic::error(
        "encoding",
        "the draft is not UTF-8 text",
        "草稿不是 UTF-8 文本",
    )
    .at(name, 0, 0)
    .help("save the file as UTF-8", "请把文件存成 UTF-8")
}

/// A path as it is written everywhere, with `/`.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// The slug and the ending of a draft's file. A draft may be named like a post already; its old date goes.
fn stem(draft: &Path) -> (String, String) {
    let name = draft.file_name().unwrap_or_default().to_string_lossy();
    if let Some(post) = PostName::parse(&name) {
        return (post.slug, post.extension);
    }
    match name.rsplit_once('.') {
        Some((stem, extension)) => (stem.to_owned(), extension.to_owned()),
        None => (name.into_owned(), "md".to_owned()),
    }
}

/// The text with this date in its front matter, which it gets if it has none; not a byte else changes.
fn dated(text: &str, time: DateTime<FixedOffset>) -> String {
    let line = format!(
        "date: {}",
        quoted(&time.format("%Y-%m-%d %H:%M:%S %z").to_string())
    );
    let Some((block, yaml, body)) = split_front_matter(text) else {
        return format!("---\n{line}\n---\n{text}");
    };
    let end = if block.contains("\r\n") { "\r\n" } else { "\n" };
    let begin = yaml.as_ptr() as usize - text.as_ptr() as usize;
    let (before, after) = (&text[..begin], &block[begin + yaml.len()..]);
    let mut kept = String::new();
    let mut written = false;
    for old in yaml.split_inclusive('\n') {
        if old.starts_with("date:") && !written {
            kept.push_str(&format!("{line}{end}"));
            written = true;
        } else {
            kept.push_str(old);
        }
    }
    if !written {
        kept.push_str(&format!("{line}{end}"));
    }
    format!("{before}{kept}{after}{body}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_is_written_and_nothing_else_changes() {
        let time = DateTime::parse_from_rfc3339("2025-12-04T10:01:40+08:00").unwrap();
        let date = "date: \"2025-12-04 10:01:40 +0800\"";
        for (draft, post) in [
            ("正文\n", format!("---\n{date}\n---\n正文\n")),
            (
                "---\ntitle: a\n---\nb",
                format!("---\ntitle: a\n{date}\n---\nb"),
            ),
            (
                "\u{feff}---\r\ndate: 2020-01-01\r\ntitle: a # b\r\n---\r\ndate: x\r\n",
                format!("\u{feff}---\r\n{date}\r\ntitle: a # b\r\n---\r\ndate: x\r\n"),
            ),
            ("---\n---\n", format!("---\n{date}\n---\n")),
        ] {
            assert_eq!(dated(draft, time), post);
        }
    }
}
