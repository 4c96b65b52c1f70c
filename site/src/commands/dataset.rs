//! The files of one dataset: read with messages an author understands, written without touching what a person edited.
//!
//! It must not know what an analysis says.

use super::Blog;
use super::hand::{self, Edits};
use super::ledger::{Ledger, Verdict};
use crate::edge::files::{self, Keep};
use crate::edge::spool::Spool;
use crate::edge::{folders, lock};
use fingerprint::Fingerprint;
use post::Diagnostic;
use std::borrow::Cow;

/// A file to be written: its path in the blog's folder, and its content.
pub(super) type File = (String, Vec<u8>);

/// The path of a dataset's file in the blog's folder.
pub(super) fn path(slug: &str, name: &str) -> String {
    format!("_data/{slug}/{name}")
}

/// The dataset that an argument names: its slug, or the path of its folder.
///
/// # Errors
/// What cannot be the name of a folder in `_data`.
pub(super) fn slug(argument: &str) -> Result<&str, Box<Diagnostic>> {
    let bare = argument.trim_end_matches('/');
    let slug = bare.rsplit_once("_data/").map_or(bare, |(_, slug)| slug);
    if is_name(slug) {
        return Ok(slug);
    }
    Err(Box::new(
        Diagnostic::error(
            "dataset",
            format!("`{argument}` cannot be the name of a dataset"),
            format!("“{argument}”不能作为数据集的名称"),
        )
        .help(
            "name a folder of _data/; to begin from files of tweets, add `--dataset NAME`",
            "请写 _data/ 下某个文件夹的名称；若要从推文文件开始，请加上 `--dataset 名称`",
        ),
    ))
}

/// Whether a text can stand as one part of a path, on every system.
pub(super) fn is_name(text: &str) -> bool {
    let odd = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    !text.is_empty() && !text.starts_with('.') && text.len() <= 200 && !text.contains(odd)
}

/// The post as the program last wrote it, from which a person's edits are told.
const BASE: &str = "written.md";

/// Writes files of a dataset, each whole or not at all. What a person edited stays as it is and comes back as an error to
/// show, unless `edits` says otherwise; only posts are merged. `composed_from` tells what the post was made from, if
/// the files are a post.
///
/// # Errors
/// What the disk refuses; another program at work on the same dataset.
pub(super) fn write(
    blog: &Blog,
    slug: &str,
    files: &[File],
    composed_from: Option<String>,
    edits: Edits,
) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    write_all(blog, slug, files, &mut [], composed_from, edits)
}

/// [`write`] with files that are too long for memory.
///
/// # Errors
/// As of [`write`].
pub(super) fn write_all(
    blog: &Blog,
    slug: &str,
    files: &[File],
    long: &mut [(String, Spool)],
    composed_from: Option<String>,
    edits: Edits,
) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let folder = format!("_data/{slug}");
    let at = blog.root.join(&folder);
    folders::make_folder(&at).map_err(|error| refused(&folder, &error))?;
    let _lock = lock::inside(&at)?;

    let ledger_path = path(slug, "written.yaml");
    let base_path = path(slug, BASE);
    let all = files.iter().map(|(path, _)| path);
    let all = all.chain(long.iter().map(|(path, _)| path));
    for path in all.chain([&ledger_path, &base_path]) {
        files::remove_unfinished(&blog.root.join(path));
    }
    let known = read(blog, &ledger_path)?;
    let mut ledger = Ledger::parse(known.as_deref().unwrap_or_default());
    let mut edited = Vec::new();
    let mut conflicts = Vec::new();
    // Path, what the program says, what is written; and of the long ones, which.
    let mut pending = Vec::new();
    let mut settled = Vec::new();
    let mut pending_long = Vec::new();
    for (path, new) in files {
        let existing = read(blog, path)?;
        let old = existing.as_deref().map(Fingerprint::of_bytes);
        match ledger.judge(path, old, Fingerprint::of_bytes(new)) {
            Verdict::Same => settled.push((path, new)),
            Verdict::Edited if edits == Edits::Merge && is_post(path) => {
                let Some(base) = read(blog, &base_path)? else {
                    edited.push(hand::no_base(path));
                    continue;
                };
                let (merged, marks) = hand::merged(&base, &existing.unwrap_or_default(), new);
                conflicts.extend(marks.into_iter().map(|line| hand::conflict(path, line)));
                pending.push((path, new, Cow::Owned(merged)));
            }
            Verdict::Edited if edits != Edits::Overwrite => edited.push(left_alone(path)),
            Verdict::Edited | Verdict::Write => {
                pending.push((path, new, Cow::Borrowed(new.as_slice())));
            }
        }
    }
    let mut settled_long = Vec::new();
    for (path, new) in long {
        let old = files::fingerprint(&blog.root.join(path.as_str()));
        let old = old.map_err(|error| refused(path, &error))?;
        let content = new.fingerprint().map_err(|error| refused(path, &error))?;
        match ledger.judge(path, old, content) {
            Verdict::Edited if edits != Edits::Overwrite => edited.push(left_alone(path)),
            Verdict::Same => settled_long.push((path, content)),
            Verdict::Edited | Verdict::Write => pending_long.push((path, new, content)),
        }
    }
    if !pending.is_empty() || !pending_long.is_empty() {
        for (path, new, _) in &pending {
            ledger.begin(path, Fingerprint::of_bytes(new));
        }
        for (path, _, content) in &pending_long {
            ledger.begin(path, *content);
        }
        let text = ledger.emit();
        put(blog, &ledger_path, text.as_bytes())?;
        for (path, _, written) in &pending {
            if read(blog, path)?.as_deref() != Some(written.as_ref()) {
                put(blog, path, written)?;
            }
        }
        for (path, new, content) in pending_long {
            let reader = new.reader().map_err(|error| refused(path, &error))?;
            files::write_from(&blog.root.join(path.as_str()), reader, Keep::Authored)
                .map_err(|error| refused(path, &error))?;
            settled_long.push((path, content));
        }
    }
    for (path, content) in settled_long {
        ledger.end(path, content);
    }
    for (path, new) in settled
        .into_iter()
        .chain(pending.into_iter().map(|(path, new, _)| (path, new)))
    {
        ledger.end(path, Fingerprint::of_bytes(new));
        if is_post(path) && read(blog, &base_path)?.as_ref() != Some(new) {
            put(blog, &base_path, new)?;
        }
    }
    if composed_from.is_some() && edited.is_empty() {
        ledger.composed_from = composed_from;
    }
    let text = ledger.emit();
    if read(blog, &ledger_path)?.as_deref() != Some(text.as_bytes()) {
        put(blog, &ledger_path, text.as_bytes())?;
    }
    edited.append(&mut conflicts);
    Ok(edited)
}

/// What to tell of a file that the system refuses.
pub(super) fn refused(path: &str, error: &std::io::Error) -> Box<Diagnostic> {
    Box::new(files::refused(path, error))
}

fn is_post(path: &str) -> bool {
    path.starts_with("_posts/")
}

/// The bytes of a file of the blog, if it is there.
///
/// # Errors
/// What the disk refuses.
pub(super) fn read(blog: &Blog, path: &str) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
    files::read(&blog.root.join(path)).map_err(|error| Box::new(files::refused(path, &error)))
}

/// The bytes of a file that another command makes.
///
/// # Errors
/// A file that is not there, with the command; what the disk refuses.
pub(super) fn need(blog: &Blog, path: &str, command: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
    read(blog, path)?.ok_or_else(|| {
        Box::new(
            Diagnostic::error("dataset", "there is no such file yet", "还没有这个文件")
                .at(path, 0, 0)
                .help(
                    format!("make it with `{command}`"),
                    format!("请用 `{command}` 生成"),
                ),
        )
    })
}

fn put(blog: &Blog, path: &str, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    let file = blog.root.join(path);
    let folder = file.parent().map_or(Ok(()), folders::make_folder);
    folder
        .and_then(|()| files::write(&file, bytes, Keep::Authored))
        .map_err(|error| Box::new(files::refused(path, &error)))
}

fn left_alone(path: &str) -> Diagnostic {
    Diagnostic::error(
        "edited",
        "this file has been edited since the program wrote it: it is left as it is",
        "这个文件在程序写入之后被人修改过：保持原样，没有覆盖",
    )
    .at(path, 0, 0)
    .help(
        "to overwrite it with what the program would write, add `--force`; `site report --merge` takes up what is new in a post",
        "如果确实要用程序生成的内容覆盖，请加上 `--force`；文章可以用 `site report --merge` 合并新内容",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_leads_out_of_its_folder() {
        assert_eq!(
            slug("_data/ai_20251204_20251204/").unwrap(),
            "ai_20251204_20251204"
        );
        assert_eq!(slug("日报").unwrap(), "日报");
        for hostile in [
            "", ".", "..", "../x", "a/b", "/etc", "a\\b", "C:x", "a\nb", ".git",
        ] {
            assert!(slug(hostile).is_err(), "{hostile:?}");
        }
    }
}
