//! Posts to a website.
