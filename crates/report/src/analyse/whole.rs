//! All tweets of a dataset at a glance: what repeats what, what is advertising, and which tweets are to be read closely.
//!
//! Each tweet is kept as a [`Glance`], so that a million of them fit; their texts stay where they are. It must not know stories
//! or reports.

use super::advertising::Rules;
use super::duplicates;
use super::earlier::{self, Earlier};
use super::glance::{Glance, glance};
use super::sketch::bare;
use crate::label::{Ad, AdLevel};
use crate::tweet::Tweet;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// From this share of Chinese tweets on, in percent, an author without any is a stranger.
const MOSTLY: usize = 62;
/// How many tweets are read closely at most; of more, those that most people speak of and for.
const CLOSELY: usize = 6_000;

/// For how many tweets room is made before they are there.
const MANY: usize = 10_000_000;

/// Tweets that can be gone through more than once, always in the same order.
pub trait Tweets: Sync {
    /// Hands on all tweets, in parts of any size.
    fn each(&self, take: &mut dyn FnMut(&[Tweet]));

    /// Hands on some of them with their places; `wanted` is in rising order. It is asked after [`Tweets::each`].
    fn some(&self, wanted: &[usize], take: &mut dyn FnMut(usize, &Tweet)) {
        let (mut wanted, mut begin) = (wanted, 0);
        self.each(&mut |part| {
            while let Some((place, rest)) = wanted.split_first()
                && let Some(tweet) = place.checked_sub(begin).and_then(|i| part.get(i))
            {
                take(*place, tweet);
                wanted = rest;
            }
            begin += part.len();
        });
    }
}

impl Tweets for [Tweet] {
    fn each(&self, take: &mut dyn FnMut(&[Tweet])) {
        take(self);
    }

    fn some(&self, wanted: &[usize], take: &mut dyn FnMut(usize, &Tweet)) {
        for &place in wanted {
            take(place, &self[place]);
        }
    }
}

/// What is known of the dataset as a whole.
pub(super) struct Whole {
    /// In the order of time and id.
    pub(super) glances: Vec<Glance>,
    /// The place in the dataset's own order of each glance.
    pub(super) places: Vec<u32>,
    /// The earliest tweet that each repeats.
    pub(super) originals: Vec<Option<usize>>,
    /// Those that are or repeat a tweet of an earlier report, and that.
    pub(super) known: HashMap<usize, String>,
    pub(super) ads: Vec<Ad>,
    strangers: BTreeSet<u64>,
    pub(super) totals: Totals,
}

/// Numbers that the report gives for the dataset as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) tweets: usize,
    pub(super) authors: usize,
    pub(super) advertising: usize,
    /// Advertising by its first reason.
    pub(super) reasons: BTreeMap<String, usize>,
    pub(super) self_promotion: usize,
    /// Repetitions that are not advertising.
    pub(super) repeats: usize,
    /// Tweets that are neither, but stood in an earlier report.
    pub(super) known: usize,
    /// Tweets that are none of these.
    pub(super) counted: usize,
    pub(super) counted_authors: usize,
    /// Of those, by language.
    pub(super) languages: BTreeMap<String, usize>,
    /// Of those, with a clearly good and a clearly bad mood.
    pub(super) moods: (usize, usize),
    /// How many of those were read closely.
    pub(super) read: usize,
}

/// A tweet to be read closely, with what the others say about it.
pub(super) struct Chosen {
    pub(super) tweet: Tweet,
    pub(super) stranger: bool,
    /// It sells a little, or half of what its author writes is advertising.
    pub(super) promotes: bool,
    /// How near it is to advertising, in thousandths: above 0 it would be.
    pub(super) advertising: i32,
    /// How many later tweets repeat it.
    pub(super) copies: usize,
    /// Its place among all tweets.
    pub(super) at: usize,
}

impl Whole {
    /// Looks at all tweets, of which there are about so `many`.
    pub(super) fn of(
        tweets: &(impl Tweets + ?Sized),
        many: usize,
        rules: &Rules,
        earlier: &[Earlier],
    ) -> Self {
        let mut glances = Vec::with_capacity(many.min(MANY));
        tweets.each(&mut |part| {
            glances.par_extend(part.par_iter().map(|tweet| glance(tweet, rules)));
        });
        Self::from_glances(glances, tweets, rules, earlier)
    }

    /// As [`Whole::of`], where somebody has looked already. The glances are in the order of the tweets.
    pub(super) fn from_glances(
        mut glances: Vec<Glance>,
        tweets: &(impl Tweets + ?Sized),
        rules: &Rules,
        earlier: &[Earlier],
    ) -> Self {
        let mut places: Vec<u32> = (0..glances.len() as u32).collect();
        let key = |glance: &Glance| (glance.time, glance.id.clone());
        if !glances.is_sorted_by(|a, b| (a.time, &a.id) <= (b.time, &b.id)) {
            places.sort_by_cached_key(|&i| key(&glances[i as usize]));
            let mut slots: Vec<Option<Glance>> = glances.into_iter().map(Some).collect();
            let sorted = places.iter().filter_map(|&i| slots[i as usize].take());
            glances = sorted.collect();
        }
        let mut fetch = |wanted: &BTreeSet<usize>| {
            let mut texts = HashMap::new();
            each_of(tweets, &places, wanted, &mut |at, tweet| {
                texts.insert(at, bare(&tweet.text));
            });
            texts
        };
        let originals = duplicates::originals(glances.len(), |i| &glances[i].sketch, &mut fetch);
        let known = earlier::known(earlier, glances.len(), |i| &glances[i].sketch, &mut fetch);
        let copies = copies(&glances, &originals);
        let first = |i: usize, stranger: bool| {
            let glance = &glances[i];
            let key = (glance.author, originals[i].unwrap_or(i));
            let copies = copies.get(&key).copied().unwrap_or(1) as usize;
            glance.weighed.verdict(copies, stranger, rules)
        };
        let mut ads: Vec<Ad> = (0..glances.len())
            .into_par_iter()
            .map(|i| first(i, false))
            .collect();
        let strangers = strangers(&glances, &ads);
        if !strangers.is_empty() {
            let again = |(i, ad): (usize, &mut Ad)| {
                if !glances[i].speaks && strangers.contains(&glances[i].author) {
                    *ad = first(i, true);
                }
            };
            ads.par_iter_mut().enumerate().for_each(again);
        }
        let mut whole = Self {
            totals: Totals::default(),
            glances,
            places,
            originals,
            known,
            ads,
            strangers,
        };
        whole.totals = whole.count();
        whole
    }

    /// Whether a tweet takes part in the report.
    fn counts(&self, i: usize) -> bool {
        self.originals[i].is_none()
            && !self.known.contains_key(&i)
            && self.ads[i].level != AdLevel::Advertising
    }

    fn count(&self) -> Totals {
        let mut totals = Totals {
            tweets: self.glances.len(),
            ..Totals::default()
        };
        let mut authors: Vec<(u64, bool)> = Vec::with_capacity(self.glances.len());
        for (i, glance) in self.glances.iter().enumerate() {
            authors.push((glance.author, self.counts(i)));
            match self.ads[i].level {
                AdLevel::Advertising => {
                    totals.advertising += 1;
                    let reason = self.ads[i].reasons.first().cloned().unwrap_or_default();
                    *totals.reasons.entry(reason).or_default() += 1;
                    continue;
                }
                AdLevel::SelfPromotion => totals.self_promotion += 1,
                AdLevel::None => {}
            }
            if self.originals[i].is_some() {
                totals.repeats += 1;
                continue;
            }
            if self.known.contains_key(&i) {
                totals.known += 1;
                continue;
            }
            totals.counted += 1;
            let language = glance.language.as_str().to_owned();
            *totals.languages.entry(language).or_default() += 1;
            // What leans too little to be told is counted on neither side.
            let mood = glance.mood.unwrap_or(0);
            totals.moods.0 += usize::from(mood > 150);
            totals.moods.1 += usize::from(mood < -150);
        }
        authors.par_sort_unstable();
        authors.dedup();
        totals.counted_authors = authors.iter().filter(|(_, counted)| *counted).count();
        authors.dedup_by_key(|(author, _)| *author);
        totals.authors = authors.len();
        totals.read = totals.counted.min(CLOSELY);
        totals
    }

    /// The tweets to be read closely, in the order of time.
    pub(super) fn chosen(&self, tweets: &(impl Tweets + ?Sized)) -> Vec<Chosen> {
        let mut copies: HashMap<usize, (usize, Vec<u64>)> = HashMap::new();
        for (i, original) in self.originals.iter().enumerate() {
            if let Some(original) = original {
                let known = copies.entry(*original).or_default();
                known.0 += 1;
                if known.1.len() < 64 && !known.1.contains(&self.glances[i].author) {
                    known.1.push(self.glances[i].author);
                }
            }
        }
        let counted: Vec<usize> = (0..self.glances.len())
            .filter(|&i| self.counts(i))
            .collect();
        let wanted: BTreeSet<usize> = match counted.len() > CLOSELY {
            false => counted.into_iter().collect(),
            true => {
                let voices = |i: usize| copies.get(&i).map_or(0, |(_, authors)| authors.len());
                self.heard(&counted, voices)
            }
        };
        let mut adverts: HashMap<u64, (usize, usize)> = HashMap::new();
        for (glance, ad) in self.glances.iter().zip(&self.ads) {
            let known = adverts.entry(glance.author).or_default();
            *known = (
                known.0 + 1,
                known.1 + usize::from(ad.level == AdLevel::Advertising),
            );
        }
        let promotes = |at: usize| {
            let (all, adverts) = adverts
                .get(&self.glances[at].author)
                .copied()
                .unwrap_or_default();
            self.ads[at].level == AdLevel::SelfPromotion || adverts * 2 >= all
        };
        let mut chosen = Vec::with_capacity(wanted.len());
        each_of(tweets, &self.places, &wanted, &mut |at, tweet| {
            let glance = &self.glances[at];
            chosen.push(Chosen {
                tweet: tweet.clone(),
                stranger: !glance.speaks && self.strangers.contains(&glance.author),
                promotes: promotes(at),
                advertising: self.ads[at].score,
                copies: copies.get(&at).map_or(0, |(copies, _)| *copies),
                at,
            });
        });
        chosen.sort_unstable_by_key(|chosen| chosen.at);
        chosen
    }

    /// Of too many tweets those to be read: what several people pass on before what is liked, and a second tweet of an author
    /// after the first ones of others.
    fn heard(&self, counted: &[usize], voices: impl Fn(usize) -> usize) -> BTreeSet<usize> {
        let score = |i: usize| {
            let glance = &self.glances[i];
            let voices = usize::BITS - voices(i).leading_zeros();
            6 * voices + u32::from(glance.attention) + 8 * u32::from(glance.named)
        };
        // Of a million tweets each of these is held: they are as small as can be.
        let mut ranked: Vec<(u64, std::cmp::Reverse<u32>, u32)> = counted
            .iter()
            .map(|&i| {
                (
                    self.glances[i].author,
                    std::cmp::Reverse(score(i)),
                    i as u32,
                )
            })
            .collect();
        ranked.par_sort_unstable();
        let mut order: Vec<(std::cmp::Reverse<i32>, u64, u32)> = Vec::with_capacity(ranked.len());
        for own in ranked.chunk_by(|a, b| a.0 == b.0) {
            for (place, (_, score, i)) in own.iter().enumerate() {
                let later = usize::BITS - place.leading_zeros();
                let score = score.0 as i32 - 4 * later as i32;
                // Among equals chance decides, always the same way.
                let chance = self.glances[*i as usize].sketch.id;
                order.push((std::cmp::Reverse(score), chance, *i));
            }
        }
        drop(ranked);
        order.par_sort_unstable();
        let first = order.into_iter().take(CLOSELY);
        first.map(|(.., i)| i as usize).collect()
    }
}

/// Goes through the wanted tweets, which are named by their place in the order of time.
fn each_of(
    tweets: &(impl Tweets + ?Sized),
    places: &[u32],
    wanted: &BTreeSet<usize>,
    take: &mut dyn FnMut(usize, &Tweet),
) {
    if wanted.is_empty() {
        return;
    }
    let mut wanted: Vec<(usize, usize)> =
        wanted.iter().map(|&at| (places[at] as usize, at)).collect();
    wanted.sort_unstable();
    let (places, ats): (Vec<usize>, Vec<usize>) = wanted.into_iter().unzip();
    let mut ats = places.iter().zip(ats);
    tweets.some(&places, &mut |place, tweet| {
        // What could not be read the second time is passed over.
        if let Some((_, at)) = ats.find(|(wanted, _)| **wanted == place) {
            take(at, tweet);
        }
    });
}

/// How many tweets of an author say what a tweet says, where it is more than one: by the author and the earliest of them.
fn copies(glances: &[Glance], originals: &[Option<usize>]) -> HashMap<(u64, usize), u32> {
    let own = glances.iter().zip(originals).enumerate();
    let mut all: Vec<(u64, u32)> = own
        .map(|(i, (glance, original))| (glance.author, original.unwrap_or(i) as u32))
        .collect();
    all.par_sort_unstable();
    all.chunk_by(|a, b| a == b)
        .filter(|same| same.len() > 1)
        .map(|same| ((same[0].0, same[0].1 as usize), same.len() as u32))
        .collect()
}

/// The authors who never write Chinese, where most authors do: on a personal timeline these are mostly advertisers.
fn strangers(glances: &[Glance], ads: &[Ad]) -> BTreeSet<u64> {
    let is_chinese = |glance: &Glance| glance.language.as_str() == "zh";
    let honest = || {
        let pairs = glances.iter().zip(ads);
        pairs.filter(|(_, ad)| ad.level != AdLevel::Advertising)
    };
    let chinese = honest().filter(|(glance, _)| is_chinese(glance)).count();
    if chinese * 100 / honest().count().max(1) < MOSTLY {
        return BTreeSet::new();
    }
    let writers: BTreeSet<u64> = glances
        .iter()
        .filter(|glance| is_chinese(glance))
        .map(|glance| glance.author)
        .collect();
    glances
        .iter()
        .map(|glance| glance.author)
        .filter(|author| !writers.contains(author))
        .collect()
}
