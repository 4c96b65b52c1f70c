//! One body to carry out, and what it may see.
//!
//! It must not know how that is done.

use crate::article::Article;
use crate::view::Seen;
use fingerprint::Fingerprint;

/// What a body may see.
pub(crate) struct Sight {
    /// `page`
    pub page: Seen,
    /// `paginator`, on the page that shows the list of posts.
    pub paginator: Seen,
    /// `site`, which [`Liquid::show`] has been told of.
    pub site: Fingerprint,
}

/// One body to carry out.
pub(crate) struct Asking<'a> {
    /// Its article, as far as it is known without.
    pub article: &'a Article,
    /// The text of the body.
    pub body: &'a str,
    /// How many lines of the file stand before it.
    pub lines_before: u32,
    /// What it may see.
    pub sight: &'a Sight,
}
