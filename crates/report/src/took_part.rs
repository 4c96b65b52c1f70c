//! The line by which a report says that a language model took part in it: `llm` writes it, and `check` asks no tweet to bear it out.
//!
//! It must not know what a model wrote.

use crate::analysis::Language;

/// In Chinese and English.
const NOTES: [&str; 2] = [
    "部分导语、要点和观点由语言模型撰写，每一句都与所引推文逐项核对；没有通过核对的部分保留程序的原文。",
    "Part of the opening, the key points and the views was written by a language model; each sentence was compared with the tweets it cites, and what did not pass was left to the program's own text.",
];

/// The line in this language.
pub(crate) fn said_in(language: Language) -> &'static str {
    match language {
        Language::Chinese => NOTES[0],
        Language::English => NOTES[1],
    }
}

/// Whether a text is the line.
pub(crate) fn is_said(text: &str) -> bool {
    NOTES.contains(&text)
}
