//! Which pictures the blog has and how large they are, so that an article can show one by its bare name and a page does not
//! jump when it arrives.
//!
//! It must not know articles.

use crate::address::{encode, encode_path, resolve};
use crate::article::links::{below, has_scheme};
use crate::assets::{Addresses, Served};
use fingerprint::Fingerprint;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The pictures among the site's files.
pub struct Pictures {
    baseurl: String,
    sizes: BTreeMap<String, Option<(u32, u32)>>,
    /// Where they stand under the name of their content.
    addresses: Arc<Addresses>,
    /// Each in other widths.
    widths: BTreeMap<String, Vec<(String, u32)>>,
    /// How wide they stand on a page.
    shown: String,
}

/// A picture that an address names.
pub struct Found {
    /// Its address: root-relative without `baseurl` where it is known to be in the blog, else as it was written.
    pub url: String,
    /// Width and height in pixels, where the program can tell.
    pub size: Option<(u32, u32)>,
    /// Whether it was looked for in the blog and is not there.
    pub missing: bool,
}

impl Pictures {
    /// Pictures by path, with their sizes in pixels.
    pub fn new(baseurl: &str, sizes: BTreeMap<String, Option<(u32, u32)>>) -> Self {
        Self {
            baseurl: baseurl.to_owned(),
            sizes,
            addresses: Arc::default(),
            widths: BTreeMap::new(),
            shown: String::new(),
        }
    }

    /// The name of all that is known of them.
    pub fn name(&self) -> Fingerprint {
        Fingerprint::of(&(
            &self.baseurl,
            &self.sizes,
            &*self.addresses,
            &self.widths,
            &self.shown,
        ))
    }

    /// Sizes in pixels by path.
    pub fn sizes(&self) -> &BTreeMap<String, Option<(u32, u32)>> {
        &self.sizes
    }

    /// The same, as they are served; `shown` says how wide they stand on a page.
    pub fn served(&mut self, served: &mut Served, shown: &str) {
        self.addresses = Arc::clone(&served.addresses);
        self.widths = std::mem::take(&mut served.widths);
        shown.clone_into(&mut self.shown);
    }

    /// Whether a file is a picture, by its extension.
    pub fn is_picture(path: &str) -> bool {
        let extension = path
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        matches!(
            extension.as_str(),
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg"
        )
    }

    /// The picture that `address` names on the page at `page`. A bare name is looked for beside the page, then in `assets/`.
    pub fn find(&self, address: &str, page: &str) -> Found {
        let elsewhere = |missing| Found {
            url: address.to_owned(),
            size: None,
            missing,
        };
        if address.is_empty() || has_scheme(address) || address.starts_with("//") {
            return elsewhere(false);
        }
        let plain = address.split(['?', '#']).next().unwrap_or(address);
        let plain = percent_encoding::percent_decode_str(plain).decode_utf8_lossy();
        let path = match plain.strip_prefix('/') {
            Some(rooted) => {
                let below = plain.strip_prefix(self.baseurl.as_str());
                below
                    .filter(|rest| !self.baseurl.is_empty() && rest.starts_with('/'))
                    .map_or_else(|| rooted.to_owned(), |rest| rest[1..].to_owned())
            }
            None => resolve(page, &plain),
        };
        if let Some(size) = self.sizes.get(&path) {
            return Found {
                url: format!("/{path}"),
                size: *size,
                missing: false,
            };
        }
        let bare = !plain.contains('/');
        let asset = format!("assets/{plain}");
        match self.sizes.get(&asset) {
            Some(size) if bare => Found {
                url: format!("/{asset}"),
                size: *size,
                missing: false,
            },
            // A report names its cloud before the cloud is drawn: the address is right either way.
            _ if bare && plain.starts_with("wordcloud_") => Found {
                url: format!("/{asset}"),
                size: None,
                missing: true,
            },
            _ => elsewhere(true),
        }
    }

    /// The attributes of an `img` that shows `address` on the page at `page`, with a blank before each.
    pub fn attributes(&self, address: &str, page: &str) -> String {
        let found = self.find(address, page);
        let named = self.addresses.get(&found.url);
        let source = match (named, found.url.strip_prefix('/')) {
            (Some(named), _) => encode_path(&below(&self.baseurl, named)),
            (None, Some(rest)) if !rest.starts_with('/') => {
                let below = below(&self.baseurl, &found.url);
                match found.url == address {
                    true => encode(&below),
                    false => encode_path(&below),
                }
            }
            _ => encode(&found.url),
        };
        let mut out = String::from(" src=\"");
        crate::article::highlight::escape(&source, &mut out);
        out.push('"');
        if let Some(widths) = self.widths.get(&found.url) {
            let candidates = widths.iter().map(|(address, width)| {
                let address = encode_path(&below(&self.baseurl, address)).replace(',', "%2C");
                format!("{address} {width}w")
            });
            let set = candidates.collect::<Vec<_>>().join(", ");
            for (name, value) in [("srcset", &set), ("sizes", &self.shown)] {
                out.push_str(&format!(" {name}=\""));
                crate::article::highlight::escape(value, &mut out);
                out.push('"');
            }
        }
        if let Some((width, height)) = found.size {
            out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_name_is_looked_for_beside_the_page_and_in_assets() {
        let sizes = [
            ("assets/wordcloud_a.jpg", Some((1600, 900))),
            ("2025/12/04/near.png", Some((1, 2))),
        ];
        let sizes = sizes
            .into_iter()
            .map(|(path, size)| (path.to_owned(), size));
        let pictures = Pictures::new("/blog", sizes.collect());
        let attributes = |address: &str| pictures.attributes(address, "/2025/12/04/a.html");
        for (address, expected) in [
            (
                "wordcloud_a.jpg",
                " src=\"/blog/assets/wordcloud_a.jpg\" width=\"1600\" height=\"900\"",
            ),
            (
                "/assets/wordcloud_a.jpg",
                " src=\"/blog/assets/wordcloud_a.jpg\" width=\"1600\" height=\"900\"",
            ),
            (
                "near.png",
                " src=\"/blog/2025/12/04/near.png\" width=\"1\" height=\"2\"",
            ),
            (
                "wordcloud_later.jpg",
                " src=\"/blog/assets/wordcloud_later.jpg\"",
            ),
            ("other.jpg", " src=\"other.jpg\""),
            (
                "https://a.b/c.jpg?x=1&y=\"",
                " src=\"https://a.b/c.jpg?x=1&amp;y=%22\"",
            ),
        ] {
            assert_eq!(attributes(address), expected, "{address}");
        }
    }
}
