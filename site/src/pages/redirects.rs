//! Addresses that lead on: `redirect_from` and `redirect_to` of the front matter, as jekyll-redirect-from means them.
//!
//! A file on a static host cannot answer with a redirect: the page tells browsers and search engines itself, without script.

use super::{Page, Plan, Work};
use crate::address::{encode, encode_path, output};
use crate::article::Article;
use crate::article::highlight::escape;
use crate::article::links::has_scheme;
use post::Diagnostic;
use std::collections::BTreeSet;

impl Plan<'_> {
    /// Adds the pages of old addresses, and puts one in the place of every article that has moved elsewhere.
    pub(super) fn redirect(&mut self, pages: &mut Vec<Page>) {
        let mut more = Vec::new();
        let mut told = Vec::new();
        let model = self.model;
        let mut there: Option<BTreeSet<String>> = None;
        for placed in model.articles() {
            let article = &placed.article;
            if let Some(target) = &article.redirect_to {
                match self.target(target) {
                    Some(address) => {
                        let own = pages.iter_mut().filter(|page| page.output == placed.output);
                        for page in own {
                            page.work = Work::Text(self.page(&address));
                            // Where it leads to follows from other articles too.
                            page.glance = None;
                            page.listed = None;
                        }
                    }
                    None => told.push(no_target(article, target)),
                }
            }
            if article.redirect_from.is_empty() {
                continue;
            }
            let there = there.get_or_insert_with(|| {
                let outputs = pages.iter().map(|page| page.output.clone());
                outputs.collect()
            });
            let here = format!(
                "{}{}{}",
                self.config.url,
                self.config.baseurl,
                encode_path(&placed.url)
            );
            let mut seen = BTreeSet::new();
            for from in &article.redirect_from {
                let url = format!("/{}", from.trim().trim_start_matches('/'));
                match output(&url) {
                    Ok(output) if output != placed.output && there.contains(&output) => {
                        told.push(
                            Diagnostic::warning(
                                "redirect",
                                format!("`redirect_from: {from}` is left out: a page stands there"),
                                format!("`redirect_from: {from}` 没有生效：那里已有页面"),
                            )
                            .at(&article.path, 0, 0),
                        );
                    }
                    Ok(output) if output != placed.output && seen.insert(output.clone()) => more
                        .push(Page {
                            output,
                            url,
                            origin: Some(article.path.clone()),
                            listed: None,
                            glance: None,
                            work: Work::Text(self.page(&here)),
                        }),
                    Ok(_) => {}
                    Err(reason) => told.push(
                        Diagnostic::error(
                            "redirect",
                            format!(
                                "`redirect_from: {from}` cannot be an address: {}",
                                reason.en
                            ),
                            format!("`redirect_from: {from}` 不能作为地址：{}", reason.zh),
                        )
                        .at(&article.path, 0, 0),
                    ),
                }
            }
        }
        pages.append(&mut more);
        self.site.diagnostics.append(&mut told);
    }

    /// The whole address of where an article has gone; `None` for what no page should lead to.
    fn target(&self, target: &str) -> Option<String> {
        let target = target.trim();
        let lower = target.to_ascii_lowercase();
        if lower.starts_with("https://") || lower.starts_with("http://") {
            return Some(encode(target));
        }
        let inside =
            !has_scheme(target) && !target.starts_with("//") && !target.contains(['\\', '\n']);
        let path = target.trim_start_matches('/');
        (inside && !target.is_empty()).then(|| {
            format!(
                "{}{}/{}",
                self.config.url,
                self.config.baseurl,
                encode(path)
            )
        })
    }

    fn page(&self, address: &str) -> String {
        let mut to = String::new();
        escape(address, &mut to);
        let mut text = String::new();
        escape(self.strings.text("moved"), &mut text);
        let lang = self.config.lang.replace(['"', '<', '>', '&'], "");
        format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{text}</title>\n\
             <link rel=\"canonical\" href=\"{to}\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"refresh\" content=\"0; url={to}\">\n</head>\n<body>\n<main>\n<h1>{text}</h1>\n\
             <p><a href=\"{to}\">{to}</a></p>\n</main>\n</body>\n</html>\n"
        )
    }
}

fn no_target(article: &Article, target: &str) -> Diagnostic {
    Diagnostic::error(
        "redirect",
        format!("`redirect_to: {target}` is not where a page can lead to"),
        format!("`redirect_to: {target}` 不是可以跳转的地址"),
    )
    .at(&article.path, 0, 0)
    .help(
        "write `https://…`, or an address of this site such as `/about/`",
        "请写 `https://…`，或本站的地址，例如 `/about/`",
    )
}
