//! `site build`: posts of new datasets, then the website, then the disk.
//!
//! It must not know how a page is made.

use super::{Blog, Outcome, compose};
use crate::cli;
use crate::edge::disk::{Scan, Scanner};
use crate::edge::files::{self, Keep};
use crate::edge::publish::Published;
use crate::edge::record::Record;
use crate::edge::terminal::{Terminal, number, seconds};
use crate::edge::{clock, publish};
use sha2::{Digest, Sha256};
use site::{Build, Counts, Memos, Outputs, Settings};
use std::time::Instant;

/// Builds the website and writes what changed.
///
/// # Errors
/// A destination that is no place for a website; what the disk refuses. Errors in the sources are shown, and nothing is
/// written then.
pub(super) fn run(args: &cli::Build, blog: &Blog, terminal: &mut Terminal) -> Outcome {
    let begun = Instant::now();
    publish::check_place(&blog.root, &blog.destination)?;
    let settings = settings(&args.which);
    let mut memos = Memos::once();
    let (built, record) = {
        let _busy = terminal.busy("building", "正在生成");
        let mut scanner = blog.scanner().lending();
        let scan = scanner.scan();
        let scan = composed(scan, &mut scanner, blog, terminal);
        let record = record_of(&scan, &settings, blog);
        // Who wants a list of the files wants to have them made.
        let asked = record.as_ref().filter(|_| args.manifest.is_none());
        if let Some(last) = asked.and_then(|record| record.last(settings.now)) {
            terminal.show(&last.diagnostics);
            let published = Published {
                unchanged: last.files,
                ..Published::default()
            };
            tell(last.counts, published, begun, terminal);
            return Ok(());
        }
        // It remembers every file, for a second look.
        drop(scanner);
        (make(scan, &settings, &mut memos), record)
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
    if let Some(record) = record {
        record.keep(&built);
    }
    tell(built.counts, published, begun, terminal);
    // The process ends here and gives back everything at once; a large blog's values one by one would take a while.
    std::mem::forget((built, memos));
    Ok(())
}

/// What a build of what was scanned would be remembered as. What the scan complains of stands in no source.
fn record_of(scan: &Scan, settings: &Settings, blog: &Blog) -> Option<Record> {
    let sound = scan.diagnostics.is_empty();
    let record = || Record::of(&blog.root, &blog.destination, &scan.sources, settings);
    sound.then(record).flatten()
}

fn tell(counts: Counts, published: Published, begun: Instant, terminal: &Terminal) {
    let (posts, pages) = (number(counts.posts), number(counts.pages));
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

/// The scan after the posts of new datasets have been composed. What could not be read is told with the rest.
pub(super) fn composed(
    mut scan: Scan,
    scanner: &mut Scanner,
    blog: &Blog,
    terminal: &Terminal,
) -> Scan {
    let pending = compose::pending(&scan.sources);
    if !pending.is_empty() {
        let told = compose::all(blog, &pending, terminal);
        scan = scanner.scan();
        scan.diagnostics.splice(0..0, told);
    }
    scan
}

/// The website of what a scan found.
pub(super) fn make(mut scan: Scan, settings: &Settings, memos: &mut Memos) -> Build {
    let mut built = site::build(&scan.sources, settings, memos);
    built.diagnostics.splice(0..0, scan.diagnostics.drain(..));
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
