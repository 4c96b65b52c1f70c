//! What is wrong between the parts of a site: two pages at one address, links that lead nowhere, templates that fail.
//!
//! It must not change anything; it only tells.

use crate::address::resolve;
use crate::article::links::below;
use crate::article::{Body, stem};
use crate::config::SiteConfig;
use crate::model::pictures::Pictures;
use crate::model::{Model, Placed};
use crate::outputs::Copied;
use crate::pages::{Made, Page, Place};
use crate::sources::Sources;
use fingerprint::{Fingerprint, Memo};
use post::{Diagnostic, PostName};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Tells of outputs that meet in one file, or in one file on a disk that does not tell capitals apart, or where one would
/// have to be a file and a folder at once.
pub(super) fn addresses(pages: &[Page], copied: &[Copied<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let from_pages = pages
        .iter()
        .map(|page| (page.output.as_str(), page.origin.as_deref()));
    let from_files = copied.iter().map(|one| (&*one.output, Some(one.path)));
    let mut seen: BTreeMap<String, (&str, Option<&str>)> = BTreeMap::new();
    for (output, origin) in from_pages.chain(from_files) {
        let Some((other, first)) = seen.insert(output.to_lowercase(), (output, origin)) else {
            continue;
        };
        let [one, two] = [first, origin].map(|origin| origin.unwrap_or("(made by the program)"));
        let message = match other == output {
            true => Diagnostic::error(
                "duplicate-url",
                format!("`{one}` and `{two}` have the same address `/{output}`"),
                format!("`{one}` 和 `{two}` 的地址相同：`/{output}`"),
            ),
            false => Diagnostic::error(
                "duplicate-url",
                format!(
                    "the addresses of `{one}` and `{two}` differ only in capitals: `/{other}`, `/{output}`"
                ),
                format!("`{one}` 和 `{two}` 的地址只有大小写不同：`/{other}`、`/{output}`"),
            ),
        };
        let message = message.help(
            "rename one of them or give it another `permalink`",
            "请给其中一个改名，或者另设 `permalink`",
        );
        diagnostics.push(message.at(origin.or(first).unwrap_or(output), 0, 0));
    }
    for (path, (output, origin)) in &seen {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        for folder in folders {
            if let Some((file, other)) = seen.get(folder) {
                let place = origin.or(*other).unwrap_or(output);
                diagnostics.push(
                    Diagnostic::error(
                        "duplicate-url",
                        format!("`/{file}` would have to be a file, and a folder for `/{output}`"),
                        format!("`/{file}` 既要是文件，又要是 `/{output}` 的文件夹"),
                    )
                    .at(place, 0, 0),
                );
            }
        }
    }
}

/// Warns of layouts that are asked for where there are no templates at all.
pub(super) fn bare(model: &Model, config: &SiteConfig, diagnostics: &mut Vec<Diagnostic>) {
    let Some((first, layout)) = model
        .articles()
        .find_map(|placed| Some((placed, placed.article.layout.as_deref()?)))
    else {
        return;
    };
    let folder = &config.templates_dir;
    let message = Diagnostic::warning(
        "layout",
        format!(
            "there is no layout `{layout}`, nor any other template: articles stand without a page around them"
        ),
        format!("没有布局 `{layout}`，也没有任何模板：文章外面没有页面框架"),
    );
    let message = message.help(
        format!("make `{folder}{layout}.html`, or begin a blog with `site init`"),
        format!("请新建 `{folder}{layout}.html`，或用 `site init` 新建博客"),
    );
    diagnostics.push(message.at(&first.article.path, 1, 1));
}

/// Warns of links and pictures of articles that lead nowhere in the site. What seems to lead to an article that could not be
/// read is left alone.
pub(super) fn links(
    model: &Model,
    pages: &[Page],
    copied: &[Copied<'_>],
    unread: &[&str],
    config: &SiteConfig,
    pictures: &Pictures,
    memo: &mut Memo<Vec<Diagnostic>>,
) -> Vec<Diagnostic> {
    let outputs: HashSet<&str> = pages
        .iter()
        .map(|page| page.output.as_str())
        .chain(copied.iter().map(|one| &*one.output))
        .collect();
    let unread = unread.iter().map(|path| slug(path)).collect::<Vec<_>>();
    let addresses: Vec<&str> = pages.iter().map(|page| page.output.as_str()).collect();
    let files: Vec<&str> = copied.iter().map(|one| &*one.output).collect();
    let around = Fingerprint::of(&(addresses, files, &unread));
    // What an article's place is named by covers the configuration and the pictures.
    let found = memo.map(
        &model.articles().collect::<Vec<_>>(),
        |placed| Fingerprint::of(&(placed.name, around)),
        |placed| {
            let mut told = Vec::new();
            links_of(placed, &outputs, &unread, config, pictures, &mut told);
            told
        },
    );
    found.iter().flat_map(|told| told.iter().cloned()).collect()
}

fn links_of(
    placed: &Placed,
    outputs: &HashSet<&str>,
    unread: &[&str],
    config: &SiteConfig,
    pictures: &Pictures,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Body::Html { whole, links, .. } = &placed.article.body else {
        return;
    };
    for (href, line) in links {
        if !leads_somewhere(href, placed, config, outputs)
            && !unread.iter().any(|slug| href.contains(*slug))
        {
            diagnostics.push(
                Diagnostic::warning(
                    "broken-link",
                    format!("the link `{href}` leads to no page of this site"),
                    format!("链接 `{href}` 在本站没有对应的页面"),
                )
                .at(&placed.article.path, *line, 0)
                .help(
                    "correct the address, or take the link away",
                    "请改正地址，或去掉这个链接",
                ),
            );
        }
    }
    for picture in &whole.pictures {
        if pictures.find(picture, &placed.url).missing {
            diagnostics.push(
                Diagnostic::warning(
                    "missing-picture",
                    format!("there is no picture `{picture}`"),
                    format!("没有图片 `{picture}`"),
                )
                .at(&placed.article.path, 0, 0)
                .help(
                    "put it into `assets/` or correct its address",
                    "请把它放进 `assets/`，或改正地址",
                ),
            );
        }
    }
}

/// What the address of an article most likely has in it.
fn slug(path: &str) -> &str {
    let name = stem(path.rsplit('/').next().unwrap_or(path));
    match PostName::parse(path.rsplit('/').next().unwrap_or(path)) {
        Some(_) => name.splitn(4, '-').last().unwrap_or(name),
        None => name,
    }
}

fn leads_somewhere(
    href: &str,
    placed: &Placed,
    config: &SiteConfig,
    outputs: &HashSet<&str>,
) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or(href);
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let path = match path.starts_with('/') {
        true => {
            // What the article's HTML says: below the base, wherever that was written.
            let full = below(&config.baseurl, &path).into_owned();
            match full.strip_prefix(config.baseurl.as_str()) {
                Some(inside) => inside.trim_start_matches('/').to_owned(),
                None => return true,
            }
        }
        false => resolve(&placed.url, &path),
    };
    let there = |path: &str| outputs.contains(path);
    let trimmed = path.trim_end_matches('/');
    path.is_empty() && there("index.html")
        || there(&path)
        || there(&format!("{trimmed}/index.html"))
        || there(&format!("{path}.html"))
}

/// Tells of files that changed while the website was made of them: what was made is neither of the old text nor of the new one.
pub(super) fn missed(sources: &Sources) -> impl Iterator<Item = Diagnostic> {
    let missed = sources.iter().filter(|(_, file)| file.was_missed());
    missed.map(|(path, _)| {
        Diagnostic::error(
            "changed",
            "this file changed while the website was being built",
            "生成网站时此文件被修改",
        )
        .at(path, 0, 0)
        .help("build again", "请重新生成")
    })
}

/// Tells of what templates did wrong: a mistake in a template once, however many pages it breaks, naming the first.
pub(super) fn failures(pages: &[Place], made: &[Arc<Made>], diagnostics: &mut Vec<Diagnostic>) {
    let mut told: Vec<(Diagnostic, &Place, usize)> = Vec::new();
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    for (page, made) in pages.iter().zip(made) {
        let Err(error) = made.as_ref() else { continue };
        let mut error = (**error).clone();
        if error.at.is_none() {
            // A layout that is not there is the article's mistake.
            error = error.at(page.origin.as_deref().unwrap_or(&page.url), 1, 1);
        }
        let key = (error.message.en.clone(), format!("{:?}", error.at));
        match places.get(&key) {
            Some(at) => told[*at].2 += 1,
            None => {
                places.insert(key, told.len());
                told.push((error, page, 0));
            }
        }
    }
    for (mut error, page, more) in told {
        let page_name = page.origin.as_deref().unwrap_or(&page.url);
        if error.at.as_ref().is_some_and(|at| at.file != page_name) {
            error.message.en += &format!(" (while making `{page_name}`");
            error.message.zh += &format!("（正在生成 `{page_name}`");
            if more > 0 {
                error.message.en += &format!(" and {more} more");
                error.message.zh += &format!("，另有 {more} 页");
            }
            error.message.en += ")";
            error.message.zh += "）";
        }
        diagnostics.push(error);
    }
}
