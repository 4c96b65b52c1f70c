//! What the name of a file and its folders say of an article.
//!
//! It must not know what is in the file.

/// Whether a file is Markdown by its extension.
pub fn is_markdown(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or_default();
    matches!(
        extension.to_ascii_lowercase().as_str(),
        "md" | "markdown" | "mkdown" | "mkdn" | "mkd"
    )
}

/// A file name without its extension.
pub fn stem(file_name: &str) -> &str {
    match file_name.rfind('.') {
        Some(at) if at > 0 => &file_name[..at],
        _ => file_name,
    }
}

/// A title from a slug, as Jekyll makes it: words apart and with capitals.
pub(super) fn titled(slug: &str) -> String {
    let capital = |word: &str| {
        let mut chars = word.chars();
        let first: String = chars
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        first + &chars.as_str().to_lowercase()
    };
    let words = slug.trim_end_matches('-').split('-');
    words.map(capital).collect::<Vec<_>>().join(" ")
}

/// The folders above `_posts`, and of a document those of the folder of its collection.
pub(super) fn folder_categories(path: &str, collection: Option<&str>) -> Vec<String> {
    let folders: Vec<&str> = path.split('/').collect();
    let special =
        |part: &&str| matches!(*part, "_posts" | "_drafts") || part.strip_prefix('_') == collection;
    match folders.iter().position(special) {
        Some(at) => folders[..at].iter().map(|s| (*s).to_owned()).collect(),
        None => Vec::new(),
    }
}
