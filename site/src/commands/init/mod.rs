//! `site init`: a working blog in an empty folder.
//!
//! It must not know what the theme looks like: the files are those of the blog that ships with the program.

mod starter;

use super::Outcome;
use super::new::slug;
use crate::cli::{Init, Language};
use crate::edge::files::{self, Keep};
use crate::edge::terminal::{Terminal, number};
use crate::edge::{clock, folders};
use chrono::{DateTime, FixedOffset};
use post::{Diagnostic, quoted};
use std::path::Path;

/// What may stand in a folder that counts as empty: what hosts put into a new repository.
const HARMLESS: &[&str] = &[
    ".git",
    ".gitignore",
    ".gitattributes",
    ".github",
    "CNAME",
    "LICENSE",
    "LICENSE.md",
    "README.md",
    ".DS_Store",
];

/// Writes the blog. A file that is there already is never touched.
///
/// # Errors
/// A folder with something in it, unless `--add` says so; a URL that is none; what the disk refuses.
pub(super) fn run(args: &Init, terminal: &Terminal) -> Outcome {
    let shown = args.folder.display().to_string();
    let refused = |name: &str, error| Box::new(files::refused(name, &error));
    let there = folders::names(&args.folder).map_err(|error| refused(&shown, error))?;
    if let Some(other) = there.iter().find(|name| !HARMLESS.contains(&name.as_str()))
        && !args.add
    {
        return Err(Box::new(not_empty(&shown, other)));
    }
    let (url, baseurl) = address(args.url.as_deref().unwrap_or_default())?;
    let here = clock::now();
    let time = args.now.map_or(here, |moment| moment.at(*here.offset()));
    let title = title(args);
    let (mut written, mut kept) = (0, 0);
    for (path, text) in starter::files(args.language, &first_post(args.language, time)) {
        let text = fill(text, &title, url, baseurl, time);
        let to = args.folder.join(&path);
        if files::read(&to)
            .map_err(|error| refused(&path, error))?
            .is_some()
        {
            kept += 1;
            continue;
        }
        let folder = to.parent().unwrap_or(&args.folder);
        folders::make_folder(folder).map_err(|error| refused(&path, error))?;
        files::write(&to, text.as_bytes(), Keep::Authored)
            .map_err(|error| refused(&path, error))?;
        written += 1;
    }
    let (n, left) = (number(written), number(kept));
    terminal.say(
        format!("`{shown}` is a blog now: {n} files written, {left} that were there kept"),
        format!("“{shown}”现在是一个博客：写入 {n} 个文件，保留原有的 {left} 个"),
    );
    let source = match args.folder == Path::new(".") {
        true => String::new(),
        false => format!(" --source {}", quote(&shown)),
    };
    terminal.say(
        format!("next: site{source} serve --watch --open"),
        format!("接下来：site{source} serve --watch --open"),
    );
    Ok(())
}

/// A path as a shell takes it.
fn quote(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    match path.chars().all(plain) {
        true => path.to_owned(),
        false => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

fn title(args: &Init) -> String {
    let asked = args
        .title
        .as_deref()
        .map(str::trim)
        .filter(|title| !title.is_empty());
    if let Some(title) = asked {
        return title.to_owned();
    }
    // `.` has no name of its own.
    let whole = std::path::absolute(&args.folder).unwrap_or_else(|_| args.folder.clone());
    let name = whole
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_else(|| "推报".to_owned())
}

fn first_post(language: Language, time: DateTime<FixedOffset>) -> String {
    let title = match language {
        Language::Chinese => "从这里开始",
        Language::English => "Begin here",
    };
    format!("_posts/{}-{}.md", time.format("%Y-%m-%d"), slug(title))
}

/// The address of a website as `url` and `baseurl` of the configuration.
fn address(text: &str) -> Result<(&str, &str), Box<Diagnostic>> {
    if text.is_empty() {
        return Ok(("", ""));
    }
    let wrong = || {
        let message = Diagnostic::error(
            "url",
            format!("`{text}` is not the address of a website"),
            format!("“{text}”不是网站的地址"),
        );
        Box::new(message.help(
            "write it like `https://name.github.io/repository`",
            "请写成 `https://name.github.io/repository` 的样子",
        ))
    };
    let bare = text.trim_end_matches('/');
    let host = bare
        .strip_prefix("https://")
        .or_else(|| bare.strip_prefix("http://"));
    let host = host.ok_or_else(wrong)?;
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"\"'<>?#\\".contains(c);
    if host.is_empty() || host.starts_with('/') || !host.chars().all(plain) {
        return Err(wrong());
    }
    let end = bare.len() - host.find('/').map_or(0, |slash| host.len() - slash);
    Ok(bare.split_at(end))
}

fn fill(text: &str, title: &str, url: &str, baseurl: &str, time: DateTime<FixedOffset>) -> String {
    let time = quoted(&time.format("%Y-%m-%d %H:%M:%S %z").to_string());
    text.replace("@title@", &quoted(title))
        .replace("@url@", &quoted(url))
        .replace("@baseurl@", &quoted(baseurl))
        .replace("@date@", &time)
}

fn not_empty(folder: &str, other: &str) -> Diagnostic {
    Diagnostic::error(
        "not-empty",
        format!("the folder is not empty: it holds `{other}`"),
        format!("文件夹不是空的：里面有“{other}”"),
    )
    .at(folder, 0, 0)
    .help(
        "choose an empty folder; or `--add` what is missing, which touches no file that is there",
        "请选择空文件夹；或用 `--add` 只补充缺少的文件，原有文件不会改动",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_falls_into_host_and_path() {
        for (text, url, baseurl) in [
            ("", "", ""),
            ("https://a.example", "https://a.example", ""),
            ("https://a.example/", "https://a.example", ""),
            ("https://a.github.io/blog/", "https://a.github.io", "/blog"),
            ("http://例子.中国/博客/一", "http://例子.中国", "/博客/一"),
        ] {
            assert_eq!(address(text).unwrap(), (url, baseurl), "{text}");
        }
        for text in [
            "a.example",
            "https://",
            "https:///a",
            "ftp://a",
            "https://a b",
            "https://a?b",
        ] {
            assert!(address(text).is_err(), "{text}");
        }
    }
}
