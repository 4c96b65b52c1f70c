//! What the lexer hands out: a piece of the text and what kind of piece it is.

/// A piece of a text. Pieces stand in the order of the text and never overlap; white space is in none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token<'a> {
    /// The piece as it was written.
    pub text: &'a str,
    /// What it is.
    pub kind: Kind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A Chinese word (or a lone Han character), cut by the segmenter.
    Han,
    /// A run of kana; katakana runs are words, hiragana runs are mostly grammar.
    Kana,
    /// A run of hangul.
    Hangul,
    /// A word in an alphabet with spaces between words: Latin, Greek, Cyrillic, …
    Latin,
    /// A name that must stay whole: from the list of names, or with a version or another digit in it
    /// (`GPT-4o`, `DeepSeek V3.2`, `Qwen3-235B-A22B`).
    Name,
    /// A number with its sign, currency and unit: `$3.5B`, `5000亿美元`, `2025-12-04`, `37%`.
    Number,
    /// A web or mail address.
    Url,
    /// `@handle`.
    Mention,
    /// `#tag` (or `#话题#`).
    Hashtag,
    /// `$NVDA`.
    Cashtag,
    /// One emoji with all its modifiers.
    Emoji,
    /// A run of letters of another script, such as Thai, which no list here can cut.
    Other,
    /// Anything else that is visible: punctuation and symbols, one character each.
    Punctuation,
}

impl Kind {
    /// Whether such a token says something a reader would look up or count: words and names, but no numbers,
    /// addresses, handles, emoji or punctuation.
    pub fn is_word(self) -> bool {
        matches!(
            self,
            Self::Han
                | Self::Kana
                | Self::Hangul
                | Self::Latin
                | Self::Name
                | Self::Hashtag
                | Self::Cashtag
                | Self::Other
        )
    }
}
