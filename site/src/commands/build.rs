//! `site build`: posts of new datasets, then the website, then the disk.
//!
//! It must not know how a page is made.

use super::{Blog, Outcome, compose};
use crate::cli;
use crate::edge::disk::{Scan, Scanner};
use crate::edge::files::{self, Keep};
use crate::edge::terminal::{Terminal, number, seconds};
use crate::edge::{clock, publish};
use sha2::{Digest, Sha256};
use site::{Build, Memos, Outputs, Settings};
use std::time::Instant;

/// Builds the website and writes what changed.
///
/// # Errors
/// A destination that is no place for a website; what the disk refuses. Errors in the sources are shown, and nothing is
/// written then.
pub(super) fn run(args: &cli::Build, blog: &Blog, terminal: &mut Terminal) -> Outcome {
    let begun = Instant::now();
    publish::check_place(&blog.root, &blog.destination)?;
    let mut memos = Memos::default();
    let built = {
        let _busy = terminal.busy("building", "正在生成");
        let mut scanner = blog.scanner();
        let scan = scanner.scan();
        make(
            scan,
            &mut scanner,
            &settings(&args.which),
            &mut memos,
            blog,
            terminal,
        )
    };
    terminal.show(&built.diagnostics);
    if !built.is_ok() {
        terminal.say(
            "nothing is written: the website stays as it was",
            "未写入任何内容：网站保持原样",
        );
        return Ok(());
    }
    let published = {
        let _busy = terminal.busy("writing", "正在写入");
        publish::publish(&built.outputs, &blog.root, &blog.destination)?
    };
    if let Some(path) = &args.manifest {
        let shown = path.display().to_string();
        files::write(path, manifest(&built.outputs).as_bytes(), Keep::Output)
            .map_err(|error| Box::new(files::refused(&shown, &error)))?;
    }
    let (posts, pages) = (number(built.counts.posts), number(built.counts.pages));
    let (written, unchanged) = (number(published.written), number(published.unchanged));
    let (removed, time) = (number(published.removed), seconds(begun.elapsed()));
    terminal.say(
        format!(
            "{posts} posts, {pages} pages: {written} files written, {unchanged} unchanged, {removed} removed, in {time}"
        ),
        format!(
            "{posts} 篇文章，{pages} 个页面：写入 {written} 个文件，{unchanged} 个未变，删除 {removed} 个，用时 {time}"
        ),
    );
    // The process ends here and gives back everything at once; a large blog's values one by one would take a while.
    std::mem::forget((built, memos));
    Ok(())
}

/// A line for each file: SHA-256, two blanks, path, in the order of the paths. A name with a line break is told by a
/// backslash before the line, as `sha256sum` writes it.
fn manifest(outputs: &Outputs) -> String {
    let mut text = String::new();
    for (path, output) in outputs.iter() {
        let escaped = path
            .replace('\\', "\\\\")
            .replace('\n', "\\n")
            .replace('\r', "\\r");
        if escaped != path {
            text.push('\\');
        }
        for byte in Sha256::digest(&*output.bytes()) {
            text.push_str(&format!("{byte:02x}"));
        }
        text.push_str("  ");
        text.push_str(&escaped);
        text.push('\n');
    }
    text
}

/// The website of what a scan found, after the posts of new datasets have been composed. What could not be read is told with
/// the rest.
pub(super) fn make(
    mut scan: Scan,
    scanner: &mut Scanner,
    settings: &Settings,
    memos: &mut Memos,
    blog: &Blog,
    terminal: &Terminal,
) -> Build {
    let mut told = Vec::new();
    let pending = compose::pending(&scan.sources);
    if !pending.is_empty() {
        told = compose::all(blog, &pending, terminal);
        scan = scanner.scan();
    }
    told.append(&mut scan.diagnostics);
    let mut built = site::build(&scan.sources, settings, memos);
    built.diagnostics.splice(0..0, told);
    built
}

/// What the command line says about a build.
pub(super) fn settings(which: &cli::Which) -> Settings {
    let now = clock::now();
    let asked = which.now.map(|moment| moment.at(*now.offset()));
    Settings {
        time: asked,
        drafts: which.drafts,
        future: which.future.then_some(true),
        unpublished: which.unpublished,
        limit_posts: which.limit_posts,
        baseurl: which.baseurl.clone(),
        configs: which.config.clone(),
        ..Settings::at(asked.unwrap_or(now))
    }
}
