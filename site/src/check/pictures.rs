//! Pictures as a visitor gets them: are they pictures at all, as heavy as a phone can bear, and is the room kept for them theirs?
//!
//! It must not know how pages are made. Only the head of a picture is read; nothing is decoded.

use super::Files;
use super::address::{Address, Base, file_for};
use super::page::{Page, Picture};
use post::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes from which a picture in a page keeps readers on a phone waiting: eight seconds at 2 Mbit/s.
const HEAVY: usize = 2_000_000;

/// How far the shape kept for a picture may be from its own, in hundredths: rounding, not another shape.
const ROUNDING: u64 = 3;

/// Endings of files whose first bytes say what they are and how large.
const RASTER: [&str; 6] = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"];

/// What is wrong with the pictures that pages draw. A file is told once, where it is first drawn.
pub(super) fn findings(
    pages: &BTreeMap<&str, Page>,
    files: &Files<'_>,
    base: &Base,
) -> Vec<Diagnostic> {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut findings = Vec::new();
    for (path, page) in pages {
        for picture in &page.pictures {
            let Some((name, bytes)) = file(path, picture, files, base) else {
                continue; // Told as a broken link, or on another site.
            };
            let size = imagesize::blob_size(bytes).ok();
            let of_the_file = match size {
                None => Some(damaged(name)),
                Some(_) if bytes.len() > HEAVY => Some(heavy(name, bytes.len())),
                Some(_) => None,
            };
            if let Some(finding) = of_the_file.filter(|_| told.insert(name)) {
                findings.push(finding.at(*path, picture.line, 0));
            }
            let own = size.map(|size| (size.width as u64, size.height as u64));
            if let (Some(room), Some(own)) = (picture.room, own)
                && !same_shape(room, own)
            {
                findings.push(distorted(picture, room, own).at(*path, picture.line, 0));
            }
        }
    }
    findings
}

/// The raster file of this site that a picture shows.
fn file<'f>(
    path: &str,
    picture: &Picture,
    files: &'f Files<'_>,
    base: &Base,
) -> Option<(&'f str, &'f [u8])> {
    let Ok(Address::Here { file, .. }) = base.resolve(path, &picture.address) else {
        return None;
    };
    let (name, bytes) = files.get_key_value(file_for(&file, files)?)?;
    let lower = name.to_ascii_lowercase();
    RASTER
        .iter()
        .any(|ending| lower.ends_with(ending))
        .then_some((*name, *bytes))
}

/// Equal proportions, as they are or turned by a quarter: cameras say in their notes which way is up.
fn same_shape(room: (u64, u64), own: (u64, u64)) -> bool {
    let near = |(width, height): (u64, u64)| {
        let (ours, theirs) = (room.0.saturating_mul(height), room.1.saturating_mul(width));
        // A side of a few pixels is rounded by more than hundredths.
        let rounding = (ours / 100).saturating_mul(ROUNDING).max(width.max(height));
        ours.abs_diff(theirs) <= rounding
    };
    near(own) || near((own.1, own.0))
}

fn damaged(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "image-damaged",
        format!("`{name}` is not a picture that browsers read"),
        format!("“{name}”不是浏览器能读的图片"),
    )
    .help(
        "its first bytes are of no known format: was it cut off, or is it a page saved under that name?",
        "文件开头不属于任何已知格式：是没有下载完整，还是把网页存成了这个名字？",
    )
}

fn heavy(name: &str, bytes: usize) -> Diagnostic {
    let (whole, tenth) = (bytes / 1_000_000, bytes / 100_000 % 10);
    Diagnostic::warning(
        "image-heavy",
        format!("`{name}` is {whole}.{tenth} MB: readers on a phone wait for it"),
        format!("“{name}”有 {whole}.{tenth} MB：手机上的读者要等很久"),
    )
    .help(
        "make it smaller: twice the width at which it is shown is enough",
        "请缩小图片：宽度为显示宽度的两倍就够了",
    )
}

fn distorted(picture: &Picture, room: (u64, u64), own: (u64, u64)) -> Diagnostic {
    let name = &picture.address;
    Diagnostic::warning(
        "image-size",
        format!(
            "`{name}` is {}x{} but is given the shape of {}x{}",
            own.0, own.1, room.0, room.1
        ),
        format!(
            "“{name}”的尺寸是 {}x{}，页面里却写成 {}x{} 的比例",
            own.0, own.1, room.0, room.1
        ),
    )
    .help(
        "correct `width` and `height`, or leave both out",
        "请改正 `width` 和 `height`，或者都不写",
    )
}
