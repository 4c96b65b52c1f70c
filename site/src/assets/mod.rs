//! Style sheets, scripts and pictures as they are served where the configuration asks for more than a copy: sheets bundled and
//! without blanks, addresses that carry the name of the content, pictures in several widths.
//!
//! Every file stays at its own address too, so that no link from elsewhere breaks. It must not know articles or templates.

mod picture;
mod sheet;

use crate::config::Assets;
use crate::outputs::{Copied, Output};
use crate::sources::Sources;
use fingerprint::{Fingerprint, Memo};
use post::Diagnostic;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use sheet::minified;

/// What has an address with the name of its content, where that is asked for.
const NAMED: [&str; 16] = [
    "css", "js", "mjs", "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "woff", "woff2",
    "ttf", "otf", "eot",
];

/// What earlier builds worked out.
#[derive(Default)]
pub struct Memos {
    sheets: Memo<Result<Output, Box<Diagnostic>>>,
}

/// Addresses by the plain ones, both from the root and without `baseurl`.
pub type Addresses = BTreeMap<String, String>;

/// How the files of a site are served.
#[derive(Default)]
pub struct Served {
    /// Style sheets that are not as they were written, by path.
    pub sheets: BTreeMap<String, Output>,
    /// Where files stand under the name of their content.
    pub addresses: Arc<Addresses>,
    /// Pictures in other widths: for each the addresses and widths.
    pub widths: BTreeMap<String, Vec<(String, u32)>>,
    /// Files beside those that were written.
    pub made: Vec<(String, Output)>,
}

/// How these files are served. `sizes` are those of the pictures, by path.
pub fn serve(
    copied: &[Copied<'_>],
    sources: &Sources,
    config: &Assets,
    sizes: &BTreeMap<String, Option<(u32, u32)>>,
    memos: &mut Memos,
    diagnostics: &mut Vec<Diagnostic>,
) -> Served {
    let mut served = Served::default();
    if config.minify {
        let (sheets, told) = sheet::all(copied, sources, &mut memos.sheets);
        served.sheets = sheets;
        diagnostics.extend(told);
    }
    if !config.widths.is_empty() {
        scale(copied, sources, config, sizes, &mut served);
    }
    if config.hash {
        name(copied, sources, &mut served);
    }
    served
}

/// Offers pictures in other widths.
fn scale(
    copied: &[Copied<'_>],
    sources: &Sources,
    config: &Assets,
    sizes: &BTreeMap<String, Option<(u32, u32)>>,
    served: &mut Served,
) {
    for one in copied {
        let Some(Some(size)) = sizes.get(&*one.output) else {
            continue;
        };
        let Some(file) = sources.get(one.path) else {
            continue;
        };
        let mut offered = Vec::new();
        for width in picture::widths(&file.bytes(), *size, &config.widths) {
            let quality = config.quality;
            let made_of = (picture::VERSION, file.fingerprint, width, quality);
            let name = Fingerprint::of(&made_of);
            let path = beside(&one.output, &format!("{}.{width}.webp", short(name)));
            let bytes = file.bytes();
            let output = Output::named(name, move || picture::scaled(&bytes, width, quality));
            offered.push((format!("/{path}"), width));
            served.made.push((path, output));
        }
        if !offered.is_empty() {
            served.widths.insert(format!("/{}", one.output), offered);
        }
    }
}

/// Gives files a second address with the name of their content.
fn name(copied: &[Copied<'_>], sources: &Sources, served: &mut Served) {
    let mut addresses = Addresses::new();
    for one in copied {
        let (_, extension) = one.output.rsplit_once('.').unwrap_or_default();
        if !NAMED.contains(&extension.to_ascii_lowercase().as_str()) {
            continue;
        }
        let output = match (served.sheets.get(&*one.output), sources.get(one.path)) {
            (Some(sheet), _) => sheet.clone(),
            (None, Some(file)) => Output::new(Arc::new(file.bytes()), file.fingerprint),
            (None, None) => continue,
        };
        let path = beside(
            &one.output,
            &format!("{}.{extension}", short(output.fingerprint())),
        );
        addresses.insert(format!("/{}", one.output), format!("/{path}"));
        served.made.push((path, output));
    }
    served.addresses = Arc::new(addresses);
}

/// `a/b.png` with another ending.
fn beside(path: &str, ending: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    format!("{stem}.{ending}")
}

/// Enough of a name to tell contents apart.
fn short(name: Fingerprint) -> String {
    let mut text = name.to_string();
    text.truncate(16);
    text
}
