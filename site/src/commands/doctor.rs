//! `site doctor`: whether the blog is in order, before it is published: what a build would say with every draft and
//! future post out, and what no build looks at.
//!
//! It must not repair anything, and writes nothing.

use super::ledger::Ledger;
use super::{Blog, Outcome, build, dataset};
use crate::cli::Doctor;
use crate::edge::files::UNFINISHED;
use crate::edge::folders;
use crate::edge::terminal::{Terminal, number};
use post::{Diagnostic, PostName, Severity};
use site::config::SiteConfig;
use site::{Memos, Settings, SourceFile, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// Tells everything that is not as it should be.
///
/// # Errors
/// How many things there are to put right.
pub(super) fn run(args: &Doctor, blog: &Blog, terminal: &mut Terminal) -> Outcome {
    let scan = blog.scanner().scan();
    // What will be published one day is looked at today.
    let settings = Settings {
        drafts: true,
        future: Some(true),
        unpublished: true,
        ..build::settings(&args.which)
    };
    let mut told = scan.diagnostics;
    told.extend(site::build(&scan.sources, &settings, &mut Memos::once()).diagnostics);
    told.extend(address(&scan.sources, &settings));
    told.extend(datasets(&scan.sources));
    told.extend(leftovers(blog)?);
    terminal.show(&told);
    match told
        .iter()
        .filter(|one| one.severity != Severity::Note)
        .count()
    {
        0 => {
            terminal.say("the blog is in order", "博客一切正常");
            Ok(())
        }
        findings => {
            let n = number(findings);
            Err(Box::new(Diagnostic::error(
                "doctor",
                format!("{n} things to put right, each told above"),
                format!("有 {n} 处需要处理，见上文"),
            )))
        }
    }
}

/// What the configuration says about where the blog is published.
fn address(sources: &Sources, settings: &Settings) -> Vec<Diagnostic> {
    let (config, _) = SiteConfig::read(sources, settings);
    let mut told = Vec::new();
    let mut warn = |file: &str, en: String, zh: String, help: (&str, &str)| {
        let warning = Diagnostic::warning("url", en, zh).at(file, 0, 0);
        told.push(warning.help(help.0, help.1));
    };
    let bare = config
        .url
        .strip_prefix("https://")
        .or_else(|| config.url.strip_prefix("http://"));
    let like = (
        "write it like `url: https://name.github.io`, and the path, if there is one, as `baseurl`",
        "请写成 `url: https://name.github.io` 的样子；若有路径，写在 `baseurl` 里",
    );
    match bare {
        _ if config.url.is_empty() => warn(
            "_config.yml",
            "there is no `url`: feeds and the site map cannot name whole addresses".into(),
            "没有设置 `url`：订阅源和站点地图无法给出完整地址".into(),
            like,
        ),
        None => warn(
            "_config.yml",
            format!(
                "`url: {}` does not begin with https:// or http://",
                config.url
            ),
            format!("`url: {}` 不是以 https:// 或 http:// 开头", config.url),
            like,
        ),
        Some(host) if host.contains('/') => warn(
            "_config.yml",
            format!("`url: {}` has a path", config.url),
            format!("`url: {}` 里带有路径", config.url),
            like,
        ),
        Some(host) => {
            let cname = sources
                .get("CNAME")
                .map(|file| String::from_utf8_lossy(&file.bytes()).into_owned());
            if let Some(domain) = cname.as_deref().map(str::trim)
                && domain != host
            {
                warn(
                    "CNAME",
                    format!("`CNAME` says `{domain}`, and `url` in _config.yml says `{host}`"),
                    format!("`CNAME` 写的是 `{domain}`，而 _config.yml 的 `url` 是 `{host}`"),
                    ("let both name the same domain", "请让两处的域名一致"),
                );
            }
        }
    }
    told
}

/// Datasets that stand between two steps.
fn datasets(sources: &Sources) -> Vec<Diagnostic> {
    let mut files: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, _) in sources.under("_data/") {
        if let Some((slug, file)) = path["_data/".len()..].split_once('/') {
            files.entry(slug).or_default().insert(file);
        }
    }
    let posts: BTreeMap<String, &str> = sources
        .under("_posts/")
        .filter_map(|(path, _)| Some((PostName::parse(path.rsplit('/').next()?)?.slug, path)))
        .collect();
    let mut told = Vec::new();
    for (slug, names) in files {
        let folder = format!("_data/{slug}");
        let note = |en: String, zh: String, command: String| {
            Diagnostic::note("dataset", en, zh)
                .at(&folder, 0, 0)
                .help(format!("run `{command}`"), format!("请运行 `{command}`"))
        };
        if names.contains("tweets.jsonl") && !names.contains("analysis.yaml") {
            told.push(note(
                format!("the dataset `{slug}` is not analysed yet"),
                format!("数据集“{slug}”还没有分析"),
                format!("site analyse {slug}"),
            ));
        }
        if !names.contains("analysis.yaml") {
            continue;
        }
        let Some(path) = posts.get(slug) else {
            told.push(note(
                format!("the dataset `{slug}` has no post yet"),
                format!("数据集“{slug}”还没有文章"),
                format!("site report {slug}"),
            ));
            continue;
        };
        let ledger = sources.get(&dataset::path(slug, "written.yaml"));
        let ledger = Ledger::parse(&ledger.map(SourceFile::bytes).unwrap_or_default());
        let edited = sources
            .get(path)
            .is_some_and(|post| !ledger.is_ours(path, post.fingerprint));
        if edited {
            told.push(
                Diagnostic::note(
                    "edited",
                    "this report was edited by hand: `site report` leaves it alone",
                    "这篇报告经过手工修改：`site report` 不会覆盖它",
                )
                .at(*path, 0, 0),
            );
        }
    }
    told
}

/// Half-written files of runs that were stopped.
fn leftovers(blog: &Blog) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let mut told = Vec::new();
    for folder in ["", "_posts", "_data", "assets"] {
        let refused = |error| Box::new(crate::edge::files::refused(folder, &error));
        for name in folders::names(&blog.root.join(folder)).map_err(refused)? {
            if name.starts_with(UNFINISHED) {
                let path = format!("{folder}/{name}");
                told.push(
                    Diagnostic::warning(
                        "leftover",
                        "a run that was stopped left this behind",
                        "某次中断的运行留下了这个文件",
                    )
                    .at(path.trim_start_matches('/'), 0, 0)
                    .help(
                        "remove it: nothing reads it",
                        "可以删除：没有任何内容用到它",
                    ),
                );
            }
        }
    }
    Ok(told)
}
