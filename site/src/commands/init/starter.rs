//! The files of a new blog. The theme is that of the blog that ships with the program; a test sees that none is missing.
//!
//! It must not know where they are written.

use crate::cli::Language;

/// A file of the shipped blog, by its path there.
macro_rules! shipped {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../../../", $path)))),*]
    };
}

/// What every new blog has.
const THEME: &[(&str, &str)] = shipped![
    "_data/i18n/en.yaml",
    "_data/i18n/zh-CN.yaml",
    "_templates/404.html",
    "_templates/archive.html",
    "_templates/article.html",
    "_templates/base.html",
    "_templates/categories.html",
    "_templates/category.html",
    "_templates/components.html",
    "_templates/home.html",
    "_templates/page.html",
    "_templates/partials/footer.html",
    "_templates/partials/head.html",
    "_templates/partials/masthead.html",
    "_templates/partials/seal.html",
    "_templates/partials/share.html",
    "_templates/period.html",
    "_templates/post.html",
    "_templates/report/ai.md",
    "_templates/report/general.md",
    "_templates/report/markets.md",
    "_templates/report/phrases.en.yaml",
    "_templates/report/phrases.zh.yaml",
    "_templates/report/weibo.md",
    "_templates/search.html",
    "_templates/tag.html",
    "_templates/tags.html",
    "_templates/topic.html",
    "_templates/topics.html",
    "_templates/trends.html",
    "_templates/week.html",
    "_templates/weeks.html",
    "assets/css/article.css",
    "assets/css/cloud.css",
    "assets/css/code.css",
    "assets/css/dark.css",
    "assets/css/extras.css",
    "assets/css/lists.css",
    "assets/css/main.css",
    "assets/css/print.css",
    "assets/css/search.css",
    "assets/css/theme.css",
    "assets/css/topics.css",
    "assets/icons/favicon.svg",
    "assets/js/article.js",
    "assets/js/code.js",
    "assets/js/scheme.js",
    "assets/js/search-index.js",
    "assets/js/search.js",
];

/// The files, by path: the theme, and what a language and `first_post`, the path of the first post, ask for. Texts hold
/// `@title@`, `@url@`, `@baseurl@` and `@date@` to be filled in, each a whole YAML value.
pub(super) fn files(language: Language, first_post: &str) -> Vec<(String, &'static str)> {
    let (config, welcome) = match language {
        Language::Chinese => (
            include_str!("../../../starter/_config.zh-CN.yml"),
            include_str!("../../../starter/welcome.zh-CN.md"),
        ),
        Language::English => (
            include_str!("../../../starter/_config.en.yml"),
            include_str!("../../../starter/welcome.en.md"),
        ),
    };
    let own = [
        ("_config.yml", config),
        (first_post, welcome),
        (".gitignore", include_str!("../../../starter/gitignore")),
        (
            ".github/workflows/pages.yml",
            include_str!("../../../starter/pages.yml"),
        ),
    ];
    let all = own.iter().chain(THEME);
    all.map(|(path, text)| ((*path).to_owned(), *text))
        .collect()
}

#[cfg(test)]
#[allow(
    clippy::disallowed_methods,
    reason = "a test looks at the shipped blog"
)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn the_whole_theme_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut shipped: Vec<String> = Vec::new();
        for folder in [
            "_templates",
            "_data/i18n",
            "assets/css",
            "assets/icons",
            "assets/js",
        ] {
            for entry in walkdir::WalkDir::new(root.join(folder))
                .into_iter()
                .flatten()
            {
                let path = entry.path().strip_prefix(&root).unwrap();
                if entry.file_type().is_file() {
                    shipped.push(path.to_str().unwrap().replace('\\', "/"));
                }
            }
        }
        shipped.sort();
        let mut listed: Vec<_> = THEME.iter().map(|(path, _)| (*path).to_owned()).collect();
        listed.sort();
        assert_eq!(listed, shipped);
    }

    /// Actions are pinned by commit, and the two workflows differ only in where the program comes from.
    #[test]
    fn the_workflows_name_the_same_actions_by_commit() {
        let ours = include_str!("../../../../.github/workflows/pages.yml");
        let starter = include_str!("../../../starter/pages.yml");
        let actions = |text: &'static str| -> Vec<&str> {
            let lines = text.lines().filter_map(|line| line.split_once("uses: "));
            let mut names: Vec<_> = lines.map(|(_, name)| name).collect();
            names.sort();
            names.dedup();
            names
        };
        assert_eq!(actions(ours), actions(starter));
        let release = include_str!("../../../../.github/workflows/release.yml");
        let audit = include_str!("../../../../.github/workflows/audit.yml");
        let all = [ours, release, audit].into_iter().flat_map(actions);
        for action in all {
            let commit = action.split_once('@').unwrap().1.split(' ').next().unwrap();
            assert!(
                commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit()),
                "{action}"
            );
        }
    }
}
