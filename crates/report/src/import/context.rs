//! What is known before a record is read: the zone, what the author said, and whose records they are.
//!
//! It must not know any format.

use super::Reading;
use super::json::Fields;
use chrono::FixedOffset;

/// What is known before a record is read.
#[derive(Clone, Debug)]
pub(super) struct Context<'c> {
    /// The zone of times without one.
    pub(super) zone: FixedOffset,
    /// What the author said about the files.
    pub(super) reading: &'c Reading,
    /// Whose records they are when they name nobody.
    pub(super) owner: Owner,
}

/// Where the tweets of a wrapper without authors come from.
#[derive(Clone, Debug, Default)]
pub(super) struct Owner {
    pub(super) handle: String,
    pub(super) name: String,
}

/// The owner a wrapper names, or else the one around it.
pub(super) fn owner(fields: &Fields<'_>, outer: &Owner) -> Owner {
    let mut owner = outer.clone();
    let inner = ["user", "author", "profile", "account"]
        .iter()
        .find_map(|key| fields.object(key));
    for place in [Some(fields), inner.as_ref()].into_iter().flatten() {
        for key in [
            "handle",
            "screen_name",
            "screenName",
            "username",
            "userName",
        ] {
            if let Some(handle) = place.string(key) {
                owner.handle = handle.into_owned();
                if let Some(name) = place.string("name") {
                    owner.name = name.into_owned();
                }
                return owner;
            }
        }
    }
    owner
}
