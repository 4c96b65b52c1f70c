//! What pages say their own address is, for search engines and for whoever shares them.
//!
//! It must not know how addresses are made. A page may name another site (it was published there first), but not a
//! second page of this one that does the same, nor two addresses at once.

use super::Files;
use super::address::{Address, Base, file_for};
use super::page::{Link, Page};
use post::Diagnostic;
use std::collections::BTreeMap;

/// Pages whose canonical address misleads.
pub(super) fn findings(
    pages: &BTreeMap<&str, Page>,
    files: &Files<'_>,
    base: &Base,
) -> Vec<Diagnostic> {
    let target = |path: &str, link: &Link| match base.resolve(path, &link.address) {
        Ok(Address::Here { file, .. }) => file_for(&file, files),
        _ => None,
    };
    let mut findings = Vec::new();
    for (path, page) in pages {
        let Some(link) = page.canonicals.first() else {
            continue;
        };
        if let Some(second) = page.canonicals.get(1) {
            findings.push(two(link, second).at(*path, second.line, 0));
        }
        // A redirect's canonical address is where it sends the reader.
        let Some(named) = target(path, link).filter(|named| named != path && !page.is_redirect)
        else {
            continue;
        };
        let settled = pages.get(named).is_none_or(|other| {
            let own = other.canonicals.first();
            own.is_none_or(|own| target(named, own) == Some(named))
        });
        if !settled {
            findings.push(chain(link, named).at(*path, link.line, 0));
        }
    }
    findings
}

fn two(first: &Link, second: &Link) -> Diagnostic {
    Diagnostic::error(
        "canonical",
        format!(
            "two canonical addresses: `{}` and `{}`",
            first.address, second.address
        ),
        format!(
            "有两个规范地址（canonical）：“{}”和“{}”",
            first.address, second.address
        ),
    )
    .help(
        "search engines then believe neither: keep one",
        "搜索引擎两个都不会采信：请只留一个",
    )
}

fn chain(link: &Link, named: &str) -> Diagnostic {
    Diagnostic::error(
        "canonical",
        format!(
            "its canonical address `{}` is {named}, which names another page in turn",
            link.address
        ),
        format!(
            "规范地址“{}”是 {named}，而那一页又指向别的页面",
            link.address
        ),
    )
    .help(
        "name the page that is meant to be found",
        "请写最终希望被搜到的那一页",
    )
}
