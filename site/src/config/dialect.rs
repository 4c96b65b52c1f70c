//! What a site has for Markdown, where it says so.
//!
//! It must not know how Markdown is read.

/// What a site has for Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dialect {
    /// Nothing but CommonMark, with these extensions.
    pub plain: Option<Extensions>,
    /// The number of the first line of every block of code, where their lines have numbers.
    pub numbered: Option<u32>,
}

/// Which of GitHub's extensions there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Extensions {
    /// Tables.
    pub table: bool,
    /// `~~struck~~`.
    pub strikethrough: bool,
    /// Addresses that are links without being written as such.
    pub autolink: bool,
    /// `- [ ]`.
    pub tasklist: bool,
    /// `[^1]`.
    pub footnotes: bool,
}

impl Extensions {
    /// Switches on the extension of this name; whether there is one.
    pub fn add(&mut self, name: &str) -> bool {
        let known = match name.to_ascii_lowercase().as_str() {
            "table" => &mut self.table,
            "strikethrough" => &mut self.strikethrough,
            "autolink" => &mut self.autolink,
            "tasklist" => &mut self.tasklist,
            "footnotes" => &mut self.footnotes,
            // Jekyll's has it; here an author's own HTML is passed through.
            "tagfilter" => return true,
            _ => return false,
        };
        *known = true;
        true
    }
}
