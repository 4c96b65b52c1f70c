//! Linear models over n-grams: learnt from labelled texts by `train`, shipped as small files, applied with integers only.
//!
//! It must not know tweets. A model is data: which texts it was learnt from stands in its first line.

mod feelings;
mod grams;
mod lexicon;
mod model;
mod texts;
mod train;

pub(crate) use model::Model;
pub(crate) use texts::{advertising, chinese, english, finance};
pub(crate) use train::{Example, Settings, train};

/// A text as a model sees it: blocks of hashed features, each block counting as much as another however long it is.
pub(crate) type Features = Vec<Vec<u32>>;
