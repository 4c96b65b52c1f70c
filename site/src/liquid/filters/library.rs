//! The library's own filters, and what each costs; but for those of `grown` and `numbers`.
//!
//! It must not know what they do beyond how their work grows.

use super::metered::Effort;
use liquid_core::ParseFilter;
use liquid_lib::stdlib;

/// A date is read in one form after the other.
const DATE: Effort = Effort {
    call: 25_000,
    byte: 20,
};
const SORT: Effort = Effort {
    call: 300,
    byte: 60,
};

/// Adds them all.
pub(super) fn all(add: &mut dyn FnMut(Box<dyn ParseFilter>, Effort)) {
    let mut plain = |filter| add(filter, Effort::NONE);
    plain(Box::new(stdlib::First));
    plain(Box::new(stdlib::Last));
    plain(Box::new(stdlib::Size));
    let mut walk = |filter| add(filter, Effort::WALK);
    walk(Box::new(stdlib::Append));
    walk(Box::new(stdlib::Capitalize));
    walk(Box::new(stdlib::Compact));
    walk(Box::new(stdlib::Concat));
    walk(Box::new(stdlib::Default));
    walk(Box::new(stdlib::Downcase));
    walk(Box::new(stdlib::Escape));
    walk(Box::new(stdlib::EscapeOnce));
    walk(Box::new(stdlib::Lstrip));
    walk(Box::new(stdlib::Map));
    walk(Box::new(stdlib::NewlineToBr));
    walk(Box::new(stdlib::Prepend));
    walk(Box::new(stdlib::Remove));
    walk(Box::new(stdlib::RemoveFirst));
    walk(Box::new(stdlib::ReplaceFirst));
    walk(Box::new(stdlib::Reverse));
    walk(Box::new(stdlib::Rstrip));
    walk(Box::new(stdlib::Slice));
    walk(Box::new(stdlib::Strip));
    walk(Box::new(stdlib::StripNewlines));
    walk(Box::new(stdlib::Truncate));
    walk(Box::new(stdlib::TruncateWords));
    walk(Box::new(stdlib::Upcase));
    walk(Box::new(stdlib::UrlDecode));
    walk(Box::new(stdlib::UrlEncode));
    add(Box::new(stdlib::Date), DATE);
    add(Box::new(stdlib::SortNatural), SORT);
}
