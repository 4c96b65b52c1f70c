//! The line with which a tweet presents a thing: a title that names it, with what there is to say of it below.
//!
//! It must not know what happened: that is a headline.

use super::has_strange_name;
use super::headline::{Headline, fits, names_first};
use super::lists::reports;
use crate::analyse::alone::points_away;
use crate::analyse::gazetteer::Mention;
use crate::analyse::sentences::{Sentence, width};

/// How wide a title may be, a Chinese character counting 2.
const WIDEST: usize = 64;
/// How wide what stands below it must be.
const BODY: usize = 30;

/// The first line of a Chinese tweet, where it names something and the rest of the tweet tells of it. `named` are the names of the
/// gazetteer in the tweet that are no subjects.
pub(super) fn title(
    sentences: &[Sentence<'_>],
    text: &str,
    named: &[&Mention],
) -> Option<Headline> {
    let [first, second, ..] = sentences else {
        return None;
    };
    let bare = fits(first.text)?;
    let chinese = |text: &str| text.chars().any(words::is_han);
    let alone = text[first.end()..]
        .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\n')
        .starts_with('\n');
    let known = named.iter().any(|mention| mention.start < first.end());
    // Who says that something unknown was changed mostly changed it: that is no presentation.
    if reports(bare) && !known {
        return None;
    }
    let named_at = named
        .first()
        .map(|mention| mention.start.saturating_sub(first.at));
    if points_away(bare, named_at) {
        return None;
    }
    let names = known || has_strange_name(bare) || names_first(second.text);
    let below: usize = sentences[1..].iter().map(|one| width(one.text)).sum();
    // An aside or a question in the first line is no title: `终于来了，……`, `审核这么严格吗`.
    let line = !bare.contains(['，', ',', '。', '；', '！', '“'])
        && !bare.ends_with(['吗', '呢', '吧', '啊', '么', '嘛']);
    (alone && names && line && chinese(bare) && below >= BODY && width(bare) <= WIDEST).then(|| {
        Headline {
            place: first.place,
            words: crate::compose::escape::fold(bare),
        }
    })
}
