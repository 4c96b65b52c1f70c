//! `site check`: what is broken in the website as it was written, and what its reports say beyond their tweets.
//!
//! It must not know what counts as broken.

use super::{Blog, Outcome, build, check_external, check_report};
use crate::cli::{self, CheckWhat};
use crate::edge::folders;
use crate::edge::terminal::{Terminal, number};
use post::Diagnostic;
use site::check;
use site::config::SiteConfig;

/// Checks the destination.
///
/// # Errors
/// A website that has not been built; what the disk refuses. Findings are shown.
pub(super) fn run(args: &cli::Check, blog: &Blog, terminal: &mut Terminal) -> Outcome {
    let sources = blog.scanner().scan().sources;
    if let Some(CheckWhat::Report(report)) = &args.what {
        return check_report::run(report, args.format, &sources, blog, terminal);
    }
    let (config, _) = SiteConfig::read(&sources, &build::settings(&args.which));
    let files = folders::tree(&blog.destination)?;
    if files.is_empty() {
        return Err(Box::new(not_built(&blog.destination.display().to_string())));
    }
    let seen: check::Files<'_> = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .collect();
    let mut findings = {
        let _busy = terminal.busy("checking", "正在检查");
        let mut findings = check::check(&seen, &config.url, &config.baseurl);
        let reports = check_report::reports(blog)?;
        findings.extend(check_report::findings(blog, &sources, &reports)?);
        findings
    };
    if args.outside.external {
        let links = check::outside(&seen, &config.url, &config.baseurl);
        findings.extend(check_external::run(&links, &args.outside, blog, terminal)?);
    }
    check_report::show(&findings, args.format, terminal);
    let (count, found) = (number(files.len()), number(findings.len()));
    terminal.say(
        format!("{count} files checked, {found} findings"),
        format!("检查了 {count} 个文件，发现 {found} 个问题"),
    );
    Ok(())
}

fn not_built(folder: &str) -> Diagnostic {
    Diagnostic::error(
        "not-built",
        format!("there is no website in `{folder}`"),
        format!("“{folder}”里没有网站"),
    )
    .help("run `site build` first", "请先运行 `site build`")
}
