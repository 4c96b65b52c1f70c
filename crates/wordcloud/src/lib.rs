//! Weighted words to a picture.
