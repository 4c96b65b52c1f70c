//! `site adopt`: a report somebody wrote to `_data/<slug>/analysis.yaml`, from which `site report` makes the same bytes.
//!
//! It must not know the sections of a report.

use super::hand::Edits;
use super::{Blog, Outcome, dataset, evidence};
use crate::cli::{self, EvidenceRule};
use crate::edge::files;
use crate::edge::terminal::Terminal;
use fingerprint::Fingerprint;
use post::{Diagnostic, Post, PostName};
use report::files::to_yaml;
use report::{adopt, compose};

/// Adopts a report.
///
/// # Errors
/// A file that is not there, is not text or not named like a post; what the disk refuses.
pub(super) fn run(args: &cli::Adopt, blog: &Blog, terminal: &mut Terminal) -> Outcome {
    let shown = args.post.display().to_string();
    let name = args.post.file_name().and_then(|name| name.to_str());
    let name = name
        .and_then(PostName::parse)
        .filter(|name| dataset::is_name(&name.slug));
    let name = name.ok_or_else(|| Box::new(not_a_post(&shown)))?;
    let bytes = files::read(&args.post)
        .and_then(|bytes| bytes.ok_or_else(|| std::io::ErrorKind::NotFound.into()))
        .map_err(|error| Box::new(files::refused(&shown, &error)))?;
    let text = String::from_utf8(bytes).map_err(|error| Box::new(not_text(&shown, &error)))?;
    let post = Post::parse(name, &text)?;
    let slug = post.name.slug.clone();
    let (analysis, mut told) = adopt::adopt(&post);
    if args.evidence != EvidenceRule::Off {
        let require = args.evidence == EvidenceRule::Require;
        let missing = evidence::missing(&shown, &post, require, blog)?;
        let refused = require && !missing.is_empty();
        terminal.show(&missing);
        if refused {
            terminal.say(
                "nothing is adopted: every sentence needs a tweet",
                "没有收录：每句话都需要有推文为据",
            );
            return Ok(());
        }
        told.retain(|one| one.code != "adopt-evidence");
    }
    let path = dataset::path(&slug, "analysis.yaml");
    let yaml = to_yaml(&analysis)?;
    let again = compose::post(&analysis)?.emit();
    if again != text {
        return Err(Box::new(not_the_same(&shown, &text, &again)));
    }
    // The post, where it stands in the blog, counts as ours from now on: the analysis says all of it.
    let here = format!("_posts/{}", post.name.file_name());
    let mut files = vec![(path.clone(), yaml.clone().into_bytes())];
    if dataset::read(blog, &here)?.as_deref() == Some(text.as_bytes()) {
        files.push((here, text.into_bytes()));
    }
    told.extend(dataset::write(
        blog,
        &slug,
        &files,
        Some(Fingerprint::of_bytes(yaml.as_bytes()).to_string()),
        Edits::forced(args.force.force),
    )?);
    terminal.print(&path, &path);
    terminal.show(&told);
    Ok(())
}

fn not_a_post(shown: &str) -> Diagnostic {
    Diagnostic::error(
        "post-name",
        "this is not the file name of a post",
        "这不是文章的文件名",
    )
    .at(shown, 0, 0)
    .help(
        "name it like 2025-12-04-name.md",
        "请改成类似 2025-12-04-name.md 的名称",
    )
}

fn not_text(shown: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    Diagnostic::error("encoding", "this is not UTF-8 text", "这不是 UTF-8 文本")
        .at(shown, u32::try_from(line).unwrap_or(0), 0)
        .help("save the file as UTF-8", "请把文件另存为 UTF-8 编码")
}

fn not_the_same(shown: &str, text: &str, again: &str) -> Diagnostic {
    let line = text
        .lines()
        .zip(again.lines())
        .take_while(|(a, b)| a == b)
        .count();
    Diagnostic::error(
        "adopt",
        "this line would not come back as it is, so nothing is adopted",
        "这一行无法原样还原，因此没有收录",
    )
    .at(shown, u32::try_from(line + 1).unwrap_or(0), 1)
    .excerpt(text.lines().nth(line).unwrap_or_default())
    .help(
        "please report this as a fault of the program",
        "请把这个问题报告给开发者",
    )
}
