//! Map 2: every page by what it may see, where the last build did not make the same one.
//!
//! It must not know how pages are planned.

use super::Memos;
use crate::article::markdown::SLOT;
use crate::assets;
use crate::config::SiteConfig;
use crate::outputs::Output;
use crate::pages::{Made, Page, Place, Work};
use crate::render::{self, Content, Templates};
use fingerprint::Fingerprint;
use std::ops::Range;
use std::sync::Arc;

/// Renders all pages but those that need a template that cannot be used: that mistake has been told.
pub(super) fn all(
    pages: Vec<Page>,
    templates: &Templates,
    config: &SiteConfig,
    memos: &mut Memos,
) -> (Vec<Place>, Vec<Arc<Made>>) {
    let pages = pages.into_iter();
    let renderable = pages.filter(|page| !needs_broken(&page.work, templates));
    let (places, works): (Vec<Place>, Vec<Work>) = renderable.map(Page::apart).unzip();
    let rendered = memos.pages.map_owned(
        places.iter().zip(works).collect(),
        |(place, work)| match work {
            Work::Done { key, .. } => *key,
            _ => {
                let made_from = work.made_from(templates);
                Fingerprint::of(&(work.name(), made_from, is_small(place, config)))
            }
        },
        |(place, work)| render_page(place, work, templates, is_small(place, config)),
    );
    let glances = places.iter().map(|place| place.glance).zip(&rendered);
    let known =
        glances.filter_map(|(glance, (key, made))| Some((glance?, (*key, Arc::clone(made)))));
    memos.known = known.collect();
    (places, rendered.into_iter().map(|(_, made)| made).collect())
}

fn needs_broken(work: &Work, templates: &Templates) -> bool {
    let (content, layout) = match work {
        Work::Templates {
            content, layout, ..
        } => (content, layout.as_deref()),
        Work::Sass { content, .. } => (content, None),
        Work::Feed(_) | Work::Sitemap(_) | Work::Text(_) | Work::Done { .. } => return false,
    };
    templates.are_broken_for(layout, content.template())
}

/// Map 2: one page by what it may see.
fn render_page(place: &Place, work: &Work, templates: &Templates, small: bool) -> Made {
    let mut bytes = match work {
        Work::Templates {
            view,
            content,
            layout,
        } => render::page(templates, view, content, layout.as_deref())?,
        Work::Sass {
            view,
            content,
            sheets,
        } => {
            let text = render::page(templates, view, content, None)?;
            let text = String::from_utf8_lossy(&text).into_owned();
            let (path, before) = match content {
                Content::Template {
                    path, lines_before, ..
                } => (path.as_str(), *lines_before),
                _ => (place.output.as_str(), 0),
            };
            sheets.css(text, path, before)?.into_bytes()
        }
        Work::Feed(feed) => feed.text(),
        Work::Sitemap(map) => map.xml(),
        Work::Text(text) => text.clone().into_bytes(),
        Work::Done { made, .. } => return (**made).clone(),
    };
    if small
        && let Ok(text) = std::str::from_utf8(&bytes)
        && let Ok(css) = assets::minified(text, &place.output)
    {
        bytes = css.into_bytes();
    }
    let name = Fingerprint::of_bytes(&bytes);
    let Work::Templates {
        content: Content::Article(_, text),
        ..
    } = work
    else {
        // What grew by doubling is kept for as long as the site is.
        return Ok(Output::new(Arc::new(bytes.into_boxed_slice()), name));
    };
    let pieces = pieces((**text).as_ref());
    Ok(Output::woven(bytes, Arc::clone(text), pieces, name))
}

/// Whether a page is a style sheet that is to be written without blanks.
fn is_small(place: &Place, config: &SiteConfig) -> bool {
    config.assets.minify && place.output.ends_with(".css")
}

/// What stands between the slots of an article.
fn pieces(text: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let slots = memchr::memchr_iter(SLOT as u8, text);
    let ends = slots.clone().chain(std::iter::once(text.len()));
    let begins = std::iter::once(0).chain(slots.map(|at| at + 1));
    begins.zip(ends).map(|(from, until)| from..until)
}
