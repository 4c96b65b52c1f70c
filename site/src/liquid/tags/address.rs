//! `{% link %}` and `{% post_url %}`: the address of a file.
//!
//! They must not know how addresses are made.

use super::Shared;
use super::call::Given;
use liquid_core::{Error, Result};
use std::io::Write;

pub(super) fn link(given: &Given<'_>, out: &mut dyn Write) -> Result<()> {
    let path = given.first.trim_start_matches('/');
    let address = given.shared.addresses.get(path).cloned();
    show("link", address, given, out)
}

pub(super) fn post_url(given: &Given<'_>, out: &mut dyn Write) -> Result<()> {
    let address = post_address(given.shared, given.first);
    show("post_url", address, given, out)
}

fn show(tag: &str, address: Option<String>, given: &Given<'_>, out: &mut dyn Write) -> Result<()> {
    let wanted = given.first;
    let Some(address) = address else {
        return Err(
            Error::with_msg(format!("there is no `{wanted}` for {{% {tag} %}}"))
                .context("variable", wanted.to_owned()),
        );
    };
    write!(out, "{}{address}", given.shared.baseurl)
        .map_err(|error| Error::with_msg(error.to_string()))
}

/// `2019-02-04-hello` with or without folders before it: where it says so exactly, else the first of that name.
fn post_address(shared: &Shared, name: &str) -> Option<String> {
    let wanted = name.trim_start_matches('/');
    let (folder, wanted) = wanted.rsplit_once('/').unwrap_or(("", wanted));
    let named = shared.addresses.iter().filter(|(path, _)| {
        let (above, file) = path.rsplit_once('/').unwrap_or(("", path));
        above.split('/').any(|part| part == "_posts") && crate::article::stem(file) == wanted
    });
    let stands = |path: &str| {
        let above = path.rsplit_once('/').map_or("", |(above, _)| above);
        let plain = above.replace("_posts/", "").replace("_posts", "");
        plain.trim_matches('/') == folder
    };
    let exact = named.clone().find(|(path, _)| stands(path));
    let any = || named.clone().next().filter(|_| folder.is_empty());
    exact.or_else(any).map(|(_, address)| address.clone())
}
