//! What the configuration says of style sheets, scripts and pictures: the key `assets`.
//!
//! It must not know which files there are.

use super::reader::Reader;
use post::{Mapping, Value};

/// How files are served that are copied otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    /// Addresses carry the name of the content, so that browsers may keep what they have for good.
    pub hash: bool,
    /// Style sheets lose blanks and comments, and have in them what they import.
    pub minify: bool,
    /// The widths in pixels that pictures are offered in, besides their own.
    pub widths: Vec<u32>,
    /// How wide pictures stand on a page, as the attribute `sizes` has it.
    pub sizes: String,
    /// The quality of scaled pictures, 1 to 100.
    pub quality: u8,
}

impl Default for Assets {
    fn default() -> Self {
        Self {
            hash: false,
            minify: false,
            widths: Vec::new(),
            sizes: "(min-width: 48em) 46em, 100vw".into(),
            quality: 80,
        }
    }
}

/// The widths of `widths: true`.
const USUAL: [u32; 3] = [480, 800, 1280];

impl Assets {
    /// Reads the key. As anything but a mapping it is the author's own.
    pub(super) fn read(read: &mut Reader<'_>) -> Self {
        let mut assets = Self::default();
        let Some(Value::Mapping(map)) = read.values.get("assets") else {
            return assets;
        };
        assets.hash = switch(read, map, "hash");
        assets.minify = switch(read, map, "minify");
        match map.get("widths") {
            None | Some(Value::Null | Value::Bool(false)) => {}
            Some(Value::Bool(true)) => assets.widths = USUAL.into(),
            Some(Value::Sequence(items)) if items.iter().all(|item| width(item).is_some()) => {
                assets.widths = items.iter().filter_map(width).collect();
                assets.widths.sort_unstable();
                assets.widths.dedup();
            }
            Some(_) => wrong(
                read,
                "a mapping in which `widths` is `true` or a list of up to 8 widths in pixels, from 16 to 8192",
                "一组设置，其中 `widths` 是 `true` 或最多 8 个像素宽度（16 到 8192）的列表",
            ),
        }
        match map.get("sizes") {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) if !text.contains(['"', '<', '>', '&']) => {
                assets.sizes.clone_from(text);
            }
            Some(_) => wrong(
                read,
                "a mapping in which `sizes` is a text such as `(min-width: 48em) 46em, 100vw`",
                "一组设置，其中 `sizes` 是文字，例如 `(min-width: 48em) 46em, 100vw`",
            ),
        }
        match map.get("quality") {
            None | Some(Value::Null) => {}
            Some(value) => match value.as_u64().filter(|n| (1..=100).contains(n)) {
                Some(quality) => assets.quality = quality as u8,
                None => wrong(
                    read,
                    "a mapping in which `quality` is a number from 1 to 100",
                    "一组设置，其中 `quality` 是 1 到 100 的整数",
                ),
            },
        }
        if assets.widths.len() > 8 {
            assets.widths.truncate(8);
        }
        assets
    }
}

fn width(value: &Value) -> Option<u32> {
    let width = value.as_u64().filter(|n| (16..=8192).contains(n))?;
    u32::try_from(width).ok()
}

fn switch(read: &mut Reader<'_>, map: &Mapping, key: &str) -> bool {
    match map.get(key) {
        None | Some(Value::Null) => false,
        Some(Value::Bool(on)) => *on,
        Some(_) => {
            wrong(
                read,
                &format!("a mapping in which `{key}` is `true` or `false`"),
                &format!("一组设置，其中 `{key}` 是 `true` 或 `false`"),
            );
            false
        }
    }
}

fn wrong(read: &mut Reader<'_>, en: &str, zh: &str) {
    read.wrong::<()>("assets", en, zh);
}
