//! The site map and robots.txt: what search engines are told.
//!
//! It must not know which pages there are.

use super::xml::{document, text};
use quick_xml::Writer;
use std::io;

/// A site map as a value: addresses with the dates of their last change.
#[derive(Hash)]
pub struct Sitemap {
    pub(super) entries: Vec<(String, Option<String>)>,
}

impl Sitemap {
    /// The map as XML.
    pub fn xml(&self) -> Vec<u8> {
        document(|out| self.write(out))
    }

    fn write(&self, out: &mut Writer<Vec<u8>>) -> io::Result<()> {
        out.create_element("urlset")
            .with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"))
            .write_inner_content(|out| {
                self.entries.iter().try_for_each(|(address, changed)| {
                    out.create_element("url").write_inner_content(|out| {
                        text(out, "loc", address)?;
                        match changed {
                            Some(changed) => text(out, "lastmod", changed),
                            None => Ok(()),
                        }
                    })?;
                    Ok(())
                })
            })?;
        Ok(())
    }
}

/// The text of robots.txt: everything may be read, and where the map is.
pub fn robots(map: &str) -> String {
    format!("User-agent: *\nDisallow:\n\nSitemap: {map}\n")
}
