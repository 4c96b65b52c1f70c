//! The site map and robots.txt: what search engines are told.
//!
//! It must not know articles.

use super::{Page, Plan, Work, feed};
use crate::model::url::encode_path;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// A site map as a value: addresses with the dates of their last change.
#[derive(Hash)]
pub struct Sitemap {
    entries: Vec<(String, Option<String>)>,
}

impl Sitemap {
    /// The map as XML.
    pub fn xml(&self) -> Vec<u8> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        // Writing into a Vec cannot fail.
        match self.write(&mut writer) {
            Ok(()) => {
                let mut bytes = writer.into_inner();
                bytes.push(b'\n');
                bytes
            }
            Err(_) => Vec::new(),
        }
    }

    fn write(&self, out: &mut Writer<Vec<u8>>) -> io::Result<()> {
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        out.create_element("urlset")
            .with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"))
            .write_inner_content(|out| {
                self.entries.iter().try_for_each(|(address, changed)| {
                    out.create_element("url").write_inner_content(|out| {
                        out.create_element("loc")
                            .write_text_content(BytesText::new(&feed::clean(address)))?;
                        if let Some(changed) = changed {
                            out.create_element("lastmod")
                                .write_text_content(BytesText::new(changed))?;
                        }
                        Ok(())
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

impl Plan<'_> {
    pub(super) fn site_map(&self, pages: &[Page]) -> Vec<Page> {
        let absolute = |path: &str| {
            format!(
                "{}{}{}",
                self.config.url,
                self.config.baseurl,
                encode_path(path)
            )
        };
        let entries = pages.iter().filter_map(|page| {
            let listed = page.listed.as_ref()?;
            Some((absolute(&page.url), listed.changed.clone()))
        });
        let page = |output: &str, work: Work| Page {
            output: output.to_owned(),
            url: format!("/{output}"),
            origin: None,
            listed: None,
            glance: None,
            work,
        };
        let map = Sitemap {
            entries: entries.collect(),
        };
        vec![
            page("sitemap.xml", Work::Sitemap(map)),
            page("robots.txt", Work::Text(robots(&absolute("/sitemap.xml")))),
        ]
    }
}
