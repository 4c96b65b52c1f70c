//! The words of an analysis as a picture.
//!
//! It must not know how words are found, nor how they are laid out.

use crate::analysis::{Analysis, Language};
use post::Diagnostic;
use wordcloud::{Style, Word, layout};

/// The picture that the post shows at its end, as the bytes of a JPEG.
///
/// # Errors
/// No word that can be drawn.
pub fn cloud(analysis: &Analysis) -> Result<Vec<u8>, Box<Diagnostic>> {
    let words: Vec<Word> = analysis
        .words
        .iter()
        .map(|word| Word {
            text: word.text.clone(),
            weight: word.weight as f64,
            group: word.group,
            link: None,
        })
        .collect();
    let style = Style {
        title: match analysis.style.language {
            Language::Chinese => format!("词云图：{}", analysis.header.title),
            Language::English => format!("Word cloud: {}", analysis.header.title),
        },
        ..Style::default()
    };
    let picture = layout(&words, &style).map_err(|error| {
        Box::new(
            Diagnostic::error(
                "word-cloud",
                format!("the word cloud cannot be drawn: {error}"),
                format!("无法绘制词云：{error}"),
            )
            .at(&analysis.file, 0, 0)
            .help(
                "give at least one word under `words` in analysis.yaml",
                "请在 analysis.yaml 的 `words` 下至少写一个词",
            ),
        )
    })?;
    Ok(picture.jpeg())
}
