//! Whether a post keeps its promise: every quotation is verbatim, every number, name, date and link has its tweet.
//!
//! It reads the Markdown as it is published, written by the program or by a person, and the tweets; never the analysis the
//! post came from, so that it shares no mistake with it. What counts the whole dataset (`15 位作者`) is counted anew. It
//! must not change anything.

mod bm25;
mod finding;
mod number;
mod reversal;
mod source;
mod support;
mod unit;

pub use support::{Unsupported, unsupported};

use crate::analysis::Analysis;
use crate::dataset::Dataset;
use crate::tweet::Tweet;
use crate::{analyse, compose, llm};
use number::Numbers;
use post::{Diagnostic, Post};
use source::{Known, Sources};
use std::collections::BTreeSet;
use unit::{Shape, Unit};

/// Shortest words in quotation marks that count as a quotation when no link follows, in characters.
const QUOTATION: usize = 6;

/// How much of two units has to be the same for one to be the edited other, in hundredths.
const TWIN: usize = 80;

/// How much of a description has to be the same for it to be the counted one with an edit, in hundredths.
const NEAR: usize = 55;

/// What the number before these characters counts are tweets and authors: only a count can prove it.
const COUNTED: [char; 2] = ['位', '条'];

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
    let mut findings = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        let line = (above + unit.line) as u32;
        let judge = Judge {
            sources: &sources,
            unit,
            section: section(&units, at),
            twin: twin(unit, &counted),
        };
        findings.extend(
            judge
                .findings()
                .into_iter()
                .map(|found| found.at(file, line, 0)),
        );
    }
    let strange = unit::charts(&post.body).into_iter().filter(|(_, chart)| {
        let anew = |(_, known): &(usize, String)| known == chart;
        !drawn.iter().any(anew)
    });
    findings.extend(strange.map(|(line, _)| finding::chart().at(file, (above + line) as u32, 0)));
    findings.extend(
        front(post, dataset, &sources, &analysed.analysis)
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

/// What the front matter says of the dataset.
fn front(
    post: &Post,
    dataset: &Dataset,
    sources: &Sources<'_>,
    analysis: &Analysis,
) -> Vec<Diagnostic> {
    let header = &analysis.header;
    let mut findings = tags(post, sources, analysis);
    let date = dataset.as_of.format("%Y-%m-%d").to_string();
    for key in ["date", "posttime"] {
        let written = post.front.str(key).unwrap_or(&date);
        let day = written.get(..10).unwrap_or(written);
        let last = dataset.window.to.format("%Y-%m-%d").to_string();
        if day < last.as_str() && day < date.as_str() {
            findings.push(finding::front_date(key, written, &last));
        }
    }
    let known = number::read(header.description.as_deref().unwrap_or_default());
    if let Some(written) = post.front.str("description") {
        let numbers = number::read(written).numbers;
        let strange = numbers
            .iter()
            .find(|one| COUNTED.iter().any(|c| one.1 == Some(*c)) && !known.numbers.contains(one));
        findings.extend(strange.map(|(number, _)| finding::count(number, written)));
        let anew = header.description.as_deref() == Some(written);
        let names = sources.names_of(written).into_iter();
        let strange = names
            .filter(|name| !anew && !sources.all().any(|tweet| sources.mentions(tweet, name)))
            .map(|name| finding::name(&name.shown, false));
        findings.extend(strange);
        if !anew {
            let counted = header.description.as_deref().unwrap_or_default();
            findings.extend(clauses(written, counted, sources));
        }
    }
    findings
}

/// What a description that differs from the counted one says in each clause: one tweet has all its names and none of its verbs
/// turned round. A description that is the counted one but for a name has another name than it should.
fn clauses(written: &str, counted: &str, sources: &Sources<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let near = likeness(&pairs(written), &pairs(counted)) >= NEAR;
    for clause in written.split(['；', '。', ';', '：', '\n']) {
        let names: Vec<_> = sources
            .names_of(clause)
            .into_iter()
            .filter(|name| !name.is_subject())
            .collect();
        let telling: Vec<usize> = sources
            .all()
            .filter(|tweet| names.iter().all(|name| sources.mentions(*tweet, name)))
            .collect();
        let strange = names
            .iter()
            .find(|name| telling.is_empty() || (near && !counted.contains(&name.shown)));
        findings.extend(strange.map(|name| finding::name(&name.shown, false)));
        if strange.is_none() && !names.is_empty() && !counted.contains(clause.trim()) {
            let texts: Vec<&str> = telling.iter().map(|tweet| sources.text(*tweet)).collect();
            findings.extend(reversal::turned(clause, &texts).map(finding::reversal));
        }
    }
    findings
}

/// Tags are names that the report tells of: among those counted, or in a heading or a label of the post.
fn tags(post: &Post, sources: &Sources<'_>, analysis: &Analysis) -> Vec<Diagnostic> {
    let tags = post.front.get("tags").and_then(|tags| tags.as_sequence());
    let bold = |line: &&str| line.trim_start().starts_with('#') || line.contains("**");
    let told: String = post
        .body
        .lines()
        .filter(bold)
        .flat_map(|line| {
            let label = line.split("**").nth(1);
            [label.unwrap_or(line), "\n"]
        })
        .collect();
    let told = words::fold(&told);
    tags.into_iter()
        .flatten()
        .filter_map(|tag| tag.as_str())
        .filter(|tag| !analysis.header.tags.iter().any(|known| known == tag))
        .flat_map(|tag| sources.names_of(tag))
        .filter(|name| !name.is_subject() && !told.contains(&words::fold(&name.shown)))
        .map(|name| finding::name(&name.shown, false))
        .collect()
}

/// The units from a heading to the next of its rank; a unit that is none, alone.
fn section(units: &[Unit], at: usize) -> &[Unit] {
    let Shape::Heading(level) = units[at].shape else {
        return &units[at..=at];
    };
    let end = units[at + 1..]
        .iter()
        .position(|unit| matches!(unit.shape, Shape::Heading(other) if other <= level))
        .map_or(units.len(), |length| at + 1 + length);
    &units[at..end]
}

/// The unit of what is counted anew that says the same, or nearly.
fn twin<'a>(unit: &Unit, counted: &'a [Unit]) -> Option<&'a Unit> {
    // A row of a table is what its first cell says, whatever number stands in it.
    if let Some(cell) = first_cell(&unit.said) {
        return counted
            .iter()
            .find(|other| first_cell(&other.said) == Some(cell));
    }
    let own = pairs(&unit.said);
    counted
        .iter()
        .filter(|other| other.shape == unit.shape)
        .map(|other| (likeness(&own, &pairs(&other.said)), other))
        // Of equals the first.
        .rev()
        .max_by_key(|(same, _)| *same)
        .filter(|(same, _)| *same >= TWIN)
        .map(|(_, other)| other)
}

/// The first cell of a row whose others are numbers.
fn first_cell(said: &str) -> Option<&str> {
    let (cell, rest) = said.trim().strip_prefix('|')?.split_once('|')?;
    let numbers = rest
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '|' | ' '));
    (numbers && rest.contains(|c: char| c.is_ascii_digit())).then(|| cell.trim())
}

/// The pairs of neighbouring characters, sorted.
fn pairs(text: &str) -> Vec<(char, char)> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut pairs: Vec<_> = chars.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.sort_unstable();
    pairs
}

/// How much of two texts is the same, in hundredths.
fn likeness(own: &[(char, char)], theirs: &[(char, char)]) -> usize {
    2 * common(own, theirs) * 100 / (own.len() + theirs.len()).max(1)
}

/// How many values two sorted lists share.
fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, n) = (i + 1, j + 1, n + 1),
        }
    }
    n
}

/// One unit before its evidence.
struct Judge<'a> {
    sources: &'a Sources<'a>,
    unit: &'a Unit,
    section: &'a [Unit],
    twin: Option<&'a Unit>,
}

impl Judge<'_> {
    fn findings(&self) -> Vec<Diagnostic> {
        if llm::is_note(self.unit.said.trim()) {
            return Vec::new();
        }
        let mut findings: Vec<Diagnostic> = Vec::new();
        let mut own: Vec<Option<usize>> = Vec::new();
        for link in &self.unit.links {
            match self.sources.resolve(link) {
                Known::Elsewhere => own.push(None),
                Known::Tweet(tweet) => own.push(Some(tweet)),
                Known::Wrong(found) => {
                    own.push(None);
                    findings.push(*found);
                }
            }
        }
        let cited: BTreeSet<usize> = match self.unit.shape {
            Shape::Heading(_) => self.cited_below(),
            _ => own.iter().flatten().copied().collect(),
        };
        let broken = !findings.is_empty();
        findings.extend(self.quotes(&own, &cited));
        findings.extend(self.dates(&cited));
        // A link that leads nowhere is told; what it should have proved would only repeat it.
        if !broken {
            findings.extend(self.numbers(&cited));
            findings.extend(self.names(&cited));
            findings.extend(self.handles(&cited));
            findings.extend(self.reversals(&cited));
            findings.extend(self.related(&own));
        }
        findings
    }

    fn cited_below(&self) -> BTreeSet<usize> {
        let links = self.section.iter().flat_map(|unit| &unit.links);
        links
            .filter_map(|link| match self.sources.resolve(link) {
                Known::Tweet(tweet) => Some(tweet),
                _ => None,
            })
            .collect()
    }

    /// Words in quotation marks stand in the tweet whose link follows them, or else in one that the unit cites.
    fn quotes(&self, own: &[Option<usize>], cited: &BTreeSet<usize>) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for quote in &self.unit.quotes {
            let linked = quote.source.and_then(|at| own.get(at).copied());
            let said = match linked {
                Some(Some(tweet)) => self.sources.has_words(tweet, &quote.words),
                // The link itself was told.
                Some(None) => continue,
                None if quote.loose || quote.words.chars().count() < QUOTATION => continue,
                None if cited.is_empty() => self
                    .sources
                    .all()
                    .any(|i| self.sources.has_words(i, &quote.words)),
                None => cited
                    .iter()
                    .any(|i| self.sources.has_words(*i, &quote.words)),
            };
            if !said {
                let elsewhere = self
                    .sources
                    .all()
                    .find(|i| self.sources.has_words(*i, &quote.words));
                findings.push(finding::quote(
                    &quote.words,
                    elsewhere.map(|i| self.sources.handle(i)),
                ));
            }
        }
        findings
    }

    /// Dates lie in the window or stand in a cited tweet; times of day are those of a cited tweet.
    fn dates(&self, cited: &BTreeSet<usize>) -> Vec<Diagnostic> {
        let found = number::read(&self.unit.said);
        let evidence = self.sources.numbers(cited);
        let mut findings = Vec::new();
        // The days of the report before stand where the program compares with it.
        let frame = |twin: &Unit| cited.is_empty() && twin.said == self.unit.said;
        if self.twin.is_some_and(frame) {
            return findings;
        }
        for &(year, month, day) in &found.dates {
            let said = evidence.iter().any(|known| {
                known.dates.iter().any(|&(y, m, d)| {
                    (m, d) == (month, day) && (year.is_none() || y.is_none() || y == year)
                })
            });
            if !self.sources.in_window(year, month, day) && !said {
                findings.push(finding::date(year, month, day));
            }
        }
        for &(hour, minute) in &found.times {
            let of_tweet = cited
                .iter()
                .any(|i| self.sources.time(*i) == Some((hour, minute)));
            let said = evidence
                .iter()
                .any(|known| known.times.contains(&(hour, minute)));
            let counted =
                self.counted().times.contains(&(hour, minute)) && self.twin_has_the_same_links();
            if !(of_tweet || said || counted) {
                findings.push(finding::time(hour, minute));
            }
        }
        findings
    }

    /// Numbers stand in a cited tweet; those that count tweets and authors come out when they are counted anew.
    fn numbers(&self, cited: &BTreeSet<usize>) -> Vec<Diagnostic> {
        let evidence = self.sources.numbers(cited);
        let symbols = number::read(&self.sources.symbols(&self.unit.said));
        let counted = self.counted();
        let mut findings = Vec::new();
        for (place, (number, after)) in number::read(&self.unit.said).numbers.iter().enumerate() {
            // The number a heading or an item begins with is its place.
            if place == 0
                && matches!(self.unit.shape, Shape::Heading(_))
                && self.unit.said.starts_with(&format!("{number}."))
            {
                continue;
            }
            let one = (number.clone(), *after);
            let counts = COUNTED.iter().any(|c| *after == Some(*c));
            let said = !counts
                && evidence
                    .iter()
                    .copied()
                    .chain([&symbols])
                    .any(|known| number::has(known, number, *after));
            if said || counted.numbers.contains(&one) {
                continue;
            }
            if (counts || first_cell(&self.unit.said).is_some()) && self.twin.is_some() {
                findings.push(finding::count(number, &self.unit.said));
            } else if cited.is_empty() && self.sources.anywhere(number) {
                findings.push(finding::unsupported_number(number, true));
            } else {
                findings.push(finding::unsupported_number(number, false));
            }
        }
        findings
    }

    fn counted(&self) -> Numbers {
        self.twin
            .map_or_else(Numbers::default, |twin| number::read(&twin.said))
    }

    fn twin_has_the_same_links(&self) -> bool {
        self.twin.is_some_and(|twin| twin.links == self.unit.links)
    }

    /// Names stand in a cited tweet, in any spelling that the gazetteer knows.
    fn names(&self, cited: &BTreeSet<usize>) -> Vec<Diagnostic> {
        // What cites nothing, such as the title and the counts, is proved by being made anew.
        let frame = match (self.unit.shape, self.twin) {
            (Shape::Heading(1..=3), Some(twin)) => twin.said == self.unit.said,
            (_, Some(twin)) => cited.is_empty() && twin.said == self.unit.said,
            (_, None) => false,
        };
        if frame {
            return Vec::new();
        }
        let anew = self.twin.is_some_and(|twin| twin.said == self.unit.said);
        let mut findings = Vec::new();
        let mut told = BTreeSet::new();
        for name in self.sources.names_of(&self.unit.said) {
            if (anew && name.is_subject()) || !told.insert(name.shown.clone()) {
                continue;
            }
            // A capital at the beginning of the program's own English sentences names nothing.
            let frame = |twin: &Unit| twin.said.contains(&name.shown);
            if name.is_word() && self.twin.is_some_and(frame) {
                continue;
            }
            if cited.iter().any(|i| self.sources.mentions(*i, &name)) {
                continue;
            }
            let somewhere = self.sources.all().any(|i| self.sources.mentions(i, &name));
            findings.push(finding::name(&name.shown, cited.is_empty() && somewhere));
        }
        findings
    }

    /// Accounts that are named without a link wrote a cited tweet, or are named in one.
    fn handles(&self, cited: &BTreeSet<usize>) -> Vec<Diagnostic> {
        let anew = self.twin.is_some_and(|twin| twin.said == self.unit.said);
        let known = |handle: &str, tweet: usize| {
            self.sources.handle(tweet).eq_ignore_ascii_case(handle)
                || self.sources.addresses(tweet, handle)
        };
        let strange = source::handles(&self.unit.said)
            .into_iter()
            .filter(|handle| match cited.is_empty() {
                true => !self.sources.all().any(|tweet| known(handle, tweet)),
                false => !cited.iter().any(|tweet| known(handle, *tweet)),
            });
        strange
            .filter(|_| !anew)
            .map(|handle| finding::name(&format!("@{handle}"), false))
            .collect()
    }

    /// No verb is the opposite of what the cited tweets say.
    fn reversals(&self, cited: &BTreeSet<usize>) -> Option<Diagnostic> {
        let anew = self.twin.is_some_and(|twin| twin.said == self.unit.said);
        if anew || cited.is_empty() {
            return None;
        }
        let texts: Vec<&str> = cited.iter().map(|i| self.sources.text(*i)).collect();
        reversal::turned(&self.unit.said, &texts).map(finding::reversal)
    }

    /// A cited tweet says something of what the unit says.
    fn related(&self, own: &[Option<usize>]) -> Vec<Diagnostic> {
        if self.unit.shape != Shape::Text || self.twin_has_the_same_links() {
            return Vec::new();
        }
        let quoted: BTreeSet<usize> = self
            .unit
            .quotes
            .iter()
            .filter_map(|quote| quote.source)
            .collect();
        let words: String = self
            .unit
            .quotes
            .iter()
            .fold(self.unit.said.clone(), |all, quote| {
                all + " " + &quote.words
            });
        own.iter()
            .enumerate()
            .filter(|(at, _)| !quoted.contains(at))
            .filter_map(|(_, tweet)| *tweet)
            .filter(|tweet| !self.sources.shares(*tweet, &words))
            .map(|tweet| finding::unrelated(self.sources.handle(tweet)))
            .collect()
    }
}
