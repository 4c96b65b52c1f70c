//! The keys that mean something, so that a slip of the pen can be told from a key of the author's own.
//!
//! It must not know what they mean.

use super::reader::Reader;
use post::{Diagnostic, Value};

/// Those with a meaning here or in Jekyll.
const KNOWN: &[&str] = &[
    "title",
    "description",
    "url",
    "baseurl",
    "lang",
    "locale",
    "author",
    "timezone",
    "permalink",
    "paginate",
    "paginate_path",
    "future",
    "show_drafts",
    "unpublished",
    "limit_posts",
    "exclude",
    "include",
    "keep_files",
    "defaults",
    "collections",
    "excerpt_separator",
    "feed",
    "plugins",
    "markdown",
    "kramdown",
    "highlighter",
    "encoding",
    "source",
    "destination",
    "collections_dir",
    "plugins_dir",
    "layouts_dir",
    "data_dir",
    "includes_dir",
    "safe",
    "host",
    "port",
    "theme",
    "liquid",
    "sass",
    "incremental",
    "email",
    "logo",
    "repository",
    "tagline",
    "time",
    "data",
    "templates_dir",
    "cache_dir",
    "disable_disk_cache",
    "strict_front_matter",
    "show_dir_listing",
    "livereload",
    "markdown_ext",
    "lsi",
    "csv_reader",
    "tsv_reader",
    "detach",
    "quiet",
    "verbose",
    "webrick",
    "whitelist",
    "gems",
    "remote_theme",
    "math",
    "report",
    "llm",
    "wordcloud",
    "topics",
    "assets",
    "commonmark",
];

impl Reader<'_> {
    /// Warns of a key that nobody knows and that looks like one that is known. A slip of the pen is short, and it stands among
    /// few keys: what some program wrote is not searched.
    pub(super) fn unknown_keys(&mut self) {
        let keys = self.values.keys().filter_map(Value::as_str).take(1000);
        for key in keys.filter(|key| key.len() <= 64) {
            if KNOWN.contains(&key) {
                continue;
            }
            let near = KNOWN
                .iter()
                .map(|known| (strsim::damerau_levenshtein(key, known), *known))
                .min()
                .filter(|(distance, known)| *distance <= 1 + known.len() / 8 && known.len() > 3);
            if let Some((_, known)) = near {
                let message = Diagnostic::warning(
                    "config-key",
                    format!("`{key}` is not a key that means something here"),
                    format!("`{key}` 不是有意义的配置键"),
                )
                .help(
                    format!("did you mean `{known}`?"),
                    format!("是不是想写 `{known}`？"),
                );
                let placed = self.place(message, key);
                self.diagnostics.push(placed);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_schema_for_editors_has_every_key() {
        let schema = include_str!("../../../docs/config.schema.json");
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        let missing: Vec<&str> = super::KNOWN
            .iter()
            .copied()
            .filter(|key| schema["properties"].get(*key).is_none())
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
