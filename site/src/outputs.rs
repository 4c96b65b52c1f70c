//! What a build makes, as a value: the files of the website, by path.
//!
//! It must not know the disk; how outputs reach it, whole or not at all, is the edge's business.

use fingerprint::Fingerprint;
use memchr::memmem;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A file that is copied as it is.
#[derive(Clone, Debug)]
pub struct Copied<'a> {
    /// Where it stands among the sources.
    pub path: &'a str,
    /// Where it is written.
    pub output: Cow<'a, str>,
}

/// Bytes that others hold too.
pub type Shared = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Pieces shorter than this are not worth sharing.
const LEAST_SHARED: usize = 256;

/// One file of the website. Cloning it copies no bytes.
#[derive(Clone)]
pub struct Output {
    content: Content,
    fingerprint: Fingerprint,
}

#[derive(Clone)]
enum Content {
    Whole(Shared),
    Woven(Arc<Woven>),
    Made(Arc<dyn Fn() -> Vec<u8> + Send + Sync>),
    Named(Arc<dyn Fn() -> Vec<u8> + Send + Sync>),
}

/// A page is mostly its article, which is in memory already: of such a page only what stands around it is kept.
struct Woven {
    own: Box<[u8]>,
    shared: Shared,
    /// Up to where the own bytes go before a shared piece, and the piece.
    cuts: Vec<(usize, Range<usize>)>,
}

impl Output {
    /// A file with this content, shared with whoever holds it already.
    pub fn new(bytes: Shared, fingerprint: Fingerprint) -> Self {
        let content = Content::Whole(bytes);
        Self {
            content,
            fingerprint,
        }
    }

    /// A file with this content; what it has in common with these pieces of `shared`, in their order, is not kept twice.
    pub fn woven(
        bytes: Vec<u8>,
        shared: Shared,
        pieces: impl Iterator<Item = Range<usize>>,
        fingerprint: Fingerprint,
    ) -> Self {
        let text = (*shared).as_ref();
        let mut own = Vec::new();
        let mut cuts = Vec::new();
        let mut at = 0;
        for piece in pieces.filter(|piece| piece.len() >= LEAST_SHARED) {
            let Some(found) = find(&bytes[at..], &text[piece.clone()]) else {
                continue;
            };
            own.extend_from_slice(&bytes[at..at + found]);
            at += found + piece.len();
            cuts.push((own.len(), piece));
        }
        if cuts.is_empty() {
            return Self::new(Arc::new(bytes.into_boxed_slice()), fingerprint);
        }
        own.extend_from_slice(&bytes[at..]);
        let woven = Woven {
            own: own.into_boxed_slice(),
            shared,
            cuts,
        };
        Self {
            content: Content::Woven(Arc::new(woven)),
            fingerprint,
        }
    }

    /// A file whose content is made whenever it is asked for, always the same: what can be made quickly of what is in
    /// memory already is not kept beside it.
    pub fn made(make: impl Fn() -> Vec<u8> + Send + Sync + 'static) -> Self {
        let fingerprint = Fingerprint::of_bytes(&make());
        Self {
            content: Content::Made(Arc::new(make)),
            fingerprint,
        }
    }

    /// A file whose path and fingerprint stand for what it is made of: nothing is made before somebody asks for the bytes, and a
    /// file that is there under its path is the right one.
    pub fn named(
        fingerprint: Fingerprint,
        make: impl Fn() -> Vec<u8> + Send + Sync + 'static,
    ) -> Self {
        Self {
            content: Content::Named(Arc::new(make)),
            fingerprint,
        }
    }

    /// Whether a file under its path needs not be compared: see [`Output::named`].
    pub fn is_named(&self) -> bool {
        matches!(self.content, Content::Named(_))
    }

    /// The content.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        match &self.content {
            Content::Whole(bytes) => Cow::Borrowed((**bytes).as_ref()),
            Content::Woven(woven) => woven.parts().collect::<Vec<_>>().concat().into(),
            Content::Made(make) | Content::Named(make) => make().into(),
        }
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        match &self.content {
            Content::Whole(bytes) => (**bytes).as_ref().len(),
            Content::Woven(woven) => woven.parts().map(<[u8]>::len).sum(),
            Content::Made(make) | Content::Named(make) => make().len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether these are the bytes.
    pub fn is(&self, bytes: &[u8]) -> bool {
        match &self.content {
            Content::Whole(own) => (**own).as_ref() == bytes,
            Content::Made(make) | Content::Named(make) => make() == bytes,
            Content::Woven(woven) => {
                let mut rest = Some(bytes);
                for part in woven.parts() {
                    rest = rest.and_then(|rest| rest.strip_prefix(part));
                }
                rest.is_some_and(<[u8]>::is_empty)
            }
        }
    }

    /// The fingerprint of the content.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}

impl Woven {
    fn parts(&self) -> impl Iterator<Item = &[u8]> {
        let shared = (*self.shared).as_ref();
        let begins = std::iter::once(0).chain(self.cuts.iter().map(|(until, _)| *until));
        let woven = begins.zip(&self.cuts);
        let woven = woven.flat_map(move |(from, (until, piece))| {
            [&self.own[from..*until], &shared[piece.clone()]]
        });
        let last = self.cuts.last().map_or(0, |(until, _)| *until);
        woven.chain(std::iter::once(&self.own[last..]))
    }
}

/// Where a long piece stands. Found by its beginning: a search that is clever about the whole of it costs more than it saves.
fn find(bytes: &[u8], piece: &[u8]) -> Option<usize> {
    let beginning = &piece[..piece.len().min(64)];
    memmem::find_iter(bytes, beginning).find(|at| bytes[*at..].starts_with(piece))
}

impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.is_named() {
            true => write!(f, "Output({})", self.fingerprint),
            false => write!(f, "Output({} bytes, {})", self.len(), self.fingerprint),
        }
    }
}

impl PartialEq for Output {
    fn eq(&self, other: &Self) -> bool {
        self.is(&other.bytes())
    }
}

impl Eq for Output {}

/// The files of the website, by path below its root, with `/` and without one at the beginning (`2025/12/04/a.html`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outputs {
    files: BTreeMap<String, Output>,
}

impl Outputs {
    /// Adds a file, or replaces it.
    pub fn insert(&mut self, path: impl Into<String>, output: Output) {
        self.files.insert(path.into(), output);
    }

    /// The file at this path.
    pub fn get(&self, path: &str) -> Option<&Output> {
        self.files.get(path)
    }

    /// Every file, in the order of the paths' bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Output)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_woven_file_has_the_bytes_it_was_made_of() {
        let long = |c: char| c.to_string().repeat(300);
        let article = format!("{}\0{}\0short", long('a'), long('b'));
        let pieces = [0..300, 301..601, 602..607];
        for page in [
            format!("<p>{}<i>{}</p>", long('a'), long('b')),
            format!("{}{}", long('a'), long('b')),
            // In another order, cut short, begun twice, not there at all.
            format!("{}-{}", long('b'), long('a')),
            format!("{}{}b", &long('a')[1..], long('b')),
            format!("{}.{}", &long('a')[..70], long('a')),
            "short".to_owned(),
            String::new(),
        ] {
            let name = Fingerprint::of_bytes(page.as_bytes());
            let shared: Shared = Arc::new(article.clone());
            let output = Output::woven(
                page.clone().into_bytes(),
                shared,
                pieces.iter().cloned(),
                name,
            );
            assert_eq!(&*output.bytes(), page.as_bytes());
            assert_eq!(output.len(), page.len());
            assert!(output.is(page.as_bytes()), "{page}");
            assert!(!output.is(format!("{page}.").as_bytes()));
            assert!(page.is_empty() || !output.is(&page.as_bytes()[1..]));
        }
    }
}
