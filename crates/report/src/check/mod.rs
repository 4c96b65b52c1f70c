//! Whether a post keeps its promise: every quotation is verbatim, every number, name, date and link has its tweet.
//!
//! It reads the Markdown as it is published, written by the program or by a person, and the tweets; never the analysis the
//! post came from, so that it shares no mistake with it. What counts the whole dataset (`15 位作者`) is counted anew. It
//! must not change anything.

mod bm25;
mod finding;
mod front;
mod judge;
mod number;
mod reversal;
mod source;
mod support;
mod swapped;
mod twin;
mod unit;

pub use support::{Unsupported, unsupported};

use crate::dataset::Dataset;
use crate::tweet::Tweet;
use crate::{analyse, compose};
use judge::Judge;
use post::{Diagnostic, Post};
use source::Sources;
use swapped::Frames;

/// Everything in a post that its tweets do not bear out. `file` is how the post is named in what is told; `options` are those
/// the report was analysed with.
pub fn check(
    file: &str,
    post: &Post,
    dataset: &Dataset,
    tweets: &[Tweet],
    options: &analyse::Options,
) -> Vec<Diagnostic> {
    let analysed = analyse::analyse(dataset, tweets, options);
    let counted =
        compose::post(&analysed.analysis).map_or_else(|_| String::new(), |post| post.body);
    let drawn = unit::charts(&counted);
    let counted = unit::units(&counted);
    let sources = Sources::new(dataset, tweets);
    let above = post.emit().lines().count() - post.body.lines().count();
    let units = unit::units(&post.body);
    let frames = Frames::of(&counted, &sources);
    let mut findings = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        let line = (above + unit.line) as u32;
        let judge = Judge {
            sources: &sources,
            unit,
            section: twin::section(&units, at),
            twin: twin::twin(unit, &counted),
        };
        let mut found = judge.findings();
        if !found.iter().any(Diagnostic::is_error) {
            found.extend(frames.swapped(unit, &sources));
        }
        findings.extend(found.into_iter().map(|found| found.at(file, line, 0)));
    }
    let strange = unit::charts(&post.body).into_iter().filter(|(_, chart)| {
        let anew = |(_, known): &(usize, String)| known == chart;
        !drawn.iter().any(anew)
    });
    findings.extend(strange.map(|(line, _)| finding::chart().at(file, (above + line) as u32, 0)));
    findings.extend(
        front::front(post, dataset, &sources, &analysed.analysis)
            .into_iter()
            .map(|found| found.at(file, 1, 0)),
    );
    findings
}

/// The tweets of a dataset, ready to bear out single lines that are not printed yet.
pub(crate) struct Proof<'a> {
    sources: Sources<'a>,
}

impl<'a> Proof<'a> {
    pub(crate) fn new(dataset: &'a Dataset, tweets: &'a [Tweet]) -> Self {
        Self {
            sources: Sources::new(dataset, tweets),
        }
    }

    /// What the tweets that a line of Markdown links do not bear out. Nothing counts as counted.
    pub(crate) fn findings(&self, line: &str) -> Vec<Diagnostic> {
        let units = unit::units(&format!("- {line}"));
        let judge = |at: usize| Judge {
            sources: &self.sources,
            unit: &units[at],
            section: &units[at..=at],
            twin: None,
        };
        (0..units.len())
            .flat_map(|at| judge(at).findings())
            .collect()
    }

    /// Whether a text is a name that one of some tweets has, in any spelling that the gazetteer knows.
    pub(crate) fn named(&self, text: &str, cited: &[usize]) -> bool {
        let names = self.sources.names_of(text);
        let mentioned = |name| cited.iter().any(|at| self.sources.mentions(*at, name));
        !names.is_empty() && names.iter().all(mentioned)
    }
}

/// What the number before these characters counts are tweets and authors: only a count can prove it.
const COUNTED: [char; 2] = ['位', '条'];
