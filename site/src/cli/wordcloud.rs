//! The arguments of `site wordcloud`.
//!
//! It must not know how anything is done.

use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Wordcloud {
    /// Words, one a line, each with a tab and its weight, and if you like a tab and its group; - for standard input
    pub(crate) words: PathBuf,
    /// The picture, .jpg, .png, .webp or .svg
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Width in pixels
    #[arg(long, value_name = "PIXELS", default_value_t = 1600)]
    pub(crate) width: u32,
    /// Height in pixels
    #[arg(long, value_name = "PIXELS", default_value_t = 900)]
    pub(crate) height: u32,
    /// The most words that are drawn, the heaviest first
    #[arg(long = "words", value_name = "N", default_value_t = 120)]
    pub(crate) most: usize,
    /// The least size of type on a picture 1600 wide [default: 24, from 201 words on 12]
    #[arg(long, value_name = "PIXELS")]
    pub(crate) min_size: Option<f64>,
    /// Free border, as a part of the shorter side
    #[arg(long, value_name = "PART", default_value_t = 0.007)]
    pub(crate) margin: f64,
    /// light, dark, print, newspaper, or a ground and inks such as '#ffffff,#1a5fb4,#a51d2d'
    #[arg(long, value_name = "COLOURS", default_value = "light")]
    pub(crate) palette: String,
    /// The same as --palette dark
    #[arg(long)]
    pub(crate) dark: bool,
    /// A font file, or the name of one that the system has; characters it lacks come from the built-in font. Several are asked in
    /// turn
    #[arg(long, value_name = "FONT")]
    pub(crate) font: Vec<String>,
    /// Where words lead in an SVG, such as 'https://example.org/search?q={word}'
    #[arg(long, value_name = "URL")]
    pub(crate) link: Option<String>,
    /// The part of the words that is turned by a quarter, 0 to 1
    #[arg(long, value_name = "PART", default_value_t = 0.0)]
    pub(crate) turned: f64,
    /// The part of the Chinese words that is set top down, 0 to 1
    #[arg(long, value_name = "PART", default_value_t = 0.0)]
    pub(crate) stacked: f64,
    /// A shape for the words to fill: a PNG (what is opaque, or dark) or an SVG (its filled paths)
    #[arg(long, value_name = "FILE")]
    pub(crate) shape: Option<PathBuf>,
    /// An earlier list of words: those in both stay close to where they stood
    #[arg(long, value_name = "FILE")]
    pub(crate) before: Option<PathBuf>,
    /// An SVG that passes from the earlier list to this one and back
    #[arg(long, requires = "before")]
    pub(crate) animate: bool,
    /// What the picture shows, in one sentence, for those who do not see it
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
}
