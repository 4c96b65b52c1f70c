//! Filters that make addresses.
//!
//! They must not know which addresses exist.

use super::Base;
use crate::address::{encode, encode_path};
use crate::article::links::{below, has_scheme};
use crate::model::terms;
use std::borrow::Cow;
use tera::{Kwargs, State, Tera};

pub(super) fn register(engine: &mut Tera, base: &Base) {
    let site = base.clone();
    engine.register_filter(
        "relative_url",
        move |address: Cow<'_, str>, _: Kwargs, _: &State| relative(&address, &site),
    );
    let site = base.clone();
    engine.register_filter(
        "absolute_url",
        move |address: Cow<'_, str>, _: Kwargs, _: &State| absolute(&address, &site),
    );
    engine.register_filter(
        "strip_index",
        |address: Cow<'_, str>, _: Kwargs, _: &State| {
            let stripped = address.strip_suffix("index.html");
            stripped
                .filter(|rest| rest.ends_with('/'))
                .unwrap_or(&address)
                .to_owned()
        },
    );
    for (name, folder) in [("tag_url", "tags"), ("category_url", "categories")] {
        let site = base.clone();
        engine.register_filter(name, move |term: Cow<'_, str>, _: Kwargs, _: &State| {
            let path = format!("{}/{folder}/{}/", site.baseurl, terms::slug(&term));
            encode_path(&path)
        });
    }
}

/// An address below the site's path. A relative one is taken from the site's root, as Jekyll does.
fn relative(address: &str, site: &Base) -> String {
    if has_scheme(address) || address.starts_with("//") || address.starts_with('#') {
        return encode(address);
    }
    let rooted = match address.starts_with('/') {
        true => Cow::Borrowed(address),
        false => Cow::Owned(format!("/{address}")),
    };
    let plain = match rooted.strip_prefix(site.baseurl.as_str()) {
        Some(inside) if inside.starts_with('/') => inside,
        _ => &rooted,
    };
    match site.addresses.get(plain) {
        Some(named) => encode_path(&below(&site.baseurl, named)),
        None => encode(&below(&site.baseurl, &rooted)),
    }
}

fn absolute(address: &str, site: &Base) -> String {
    if has_scheme(address) || address.starts_with("//") {
        return encode(address);
    }
    format!("{}{}", site.url, relative(address, site))
}
