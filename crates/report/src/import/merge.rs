//! Two records of one tweet become one, the same whichever comes first: every field is the greater of two under a fixed
//! order, so that neither the order of files nor the number of threads shows in the result.

use crate::tweet::{Author, Counts, Relation, Tweet};

/// The merged tweet of two records with one id. Commutative and associative.
pub(super) fn merge(a: Tweet, b: Tweet) -> Tweet {
    // The surer source; of two like ones, the earlier time.
    let sure = |tweet: &Tweet| (tweet.time.is_none(), tweet.time_source as u8, tweet.time);
    let (time, time_source) = if sure(&a) <= sure(&b) {
        (a.time, a.time_source)
    } else {
        (b.time, b.time_source)
    };
    Tweet {
        id: a.id,
        author: Author {
            handle: fuller(a.author.handle, b.author.handle),
            name: fuller(a.author.name, b.author.name),
            bio: fuller(a.author.bio, b.author.bio),
            followers: a.author.followers.max(b.author.followers),
        },
        text: fuller(a.text, b.text),
        time,
        time_source,
        url: better(a.url, b.url, |x| {
            (
                !x.contains("/i/status/"),
                x.len(),
                std::cmp::Reverse(x.clone()),
            )
        }),
        lang: better(a.lang, b.lang, |x| (x.len(), std::cmp::Reverse(x.clone()))),
        counts: counts(a.counts, b.counts),
        media: {
            let rank = |m: &Vec<crate::tweet::Media>| {
                let key: Vec<_> = m.iter().map(|m| (m.kind as u8, m.url.clone())).collect();
                (m.len(), std::cmp::Reverse(key))
            };
            if rank(&a.media) >= rank(&b.media) {
                a.media
            } else {
                b.media
            }
        },
        relations: relations(a.relations, b.relations),
        promoted: a.promoted || b.promoted,
    }
}

/// The longer text; of two as long, the one that sorts first.
fn fuller(a: String, b: String) -> String {
    let rank = |s: &String| (s.chars().count(), std::cmp::Reverse(s.clone()));
    if rank(&a) >= rank(&b) { a } else { b }
}

fn better<T, K: Ord>(a: Option<T>, b: Option<T>, rank: impl Fn(&T) -> K) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if rank(&a) >= rank(&b) { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// Counts only grow, so the greater is the newer.
fn counts(a: Counts, b: Counts) -> Counts {
    Counts {
        likes: a.likes.max(b.likes),
        retweets: a.retweets.max(b.retweets),
        replies: a.replies.max(b.replies),
        quotes: a.quotes.max(b.quotes),
        bookmarks: a.bookmarks.max(b.bookmarks),
        views: a.views.max(b.views),
    }
}

/// One relation of each kind; the one that says more.
fn relations(a: Vec<Relation>, b: Vec<Relation>) -> Vec<Relation> {
    let mut all = a;
    all.extend(b);
    all.sort_by(|x, y| {
        let rank = |r: &Relation| (r.kind as u8, r.id.is_empty(), r.handle.is_empty());
        (rank(x), &x.id, &x.handle).cmp(&(rank(y), &y.id, &y.handle))
    });
    all.dedup_by_key(|relation| relation.kind);
    all
}
