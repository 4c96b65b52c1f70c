//! 个股与数字货币分析: listed companies, tokens, and companies on no exchange under their own heading; nothing else.

use super::desk::Desk;
use super::quotes::{self, Quote, Wanted};
use super::telltale;
use super::{heading, line, subheading};
use crate::analyse::claims::spaced;
use crate::analyse::gazetteer::{self, EntityKind};
use crate::analyse::reading::Term;
use crate::analysis::{Block, Kind, Role, Statement};
use std::collections::BTreeMap;

/// An entity and the tweets that name it.
struct Named {
    entity: usize,
    tweets: Vec<usize>,
    authors: usize,
}

pub(super) fn section(desk: &mut Desk<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(
        3,
        Role::Markets,
        &desk.say("个股与数字货币分析", "Stocks and cryptocurrencies"),
    )];
    let listed = named(desk, EntityKind::Listed);
    let tokens = named(desk, EntityKind::Token);
    let private = named(desk, EntityKind::Private);
    if listed.is_empty() && tokens.is_empty() && private.is_empty() {
        blocks.push(line(Kind::Metric, desk.phrase("market.none", 0, &[])));
        return blocks;
    }
    let mut quiet: Vec<Named> = Vec::new();
    let mut quoted = false;
    for group in [listed, tokens] {
        let mut shown = 0;
        for one in group {
            match (shown < 4).then(|| stock(desk, &one)).flatten() {
                Some(section) => {
                    blocks.extend(section);
                    shown += 1;
                    quoted = true;
                }
                None => quiet.push(one),
            }
        }
    }
    if !quiet.is_empty() {
        blocks.push(subheading(desk.say(
            "其他被提及的上市公司与数字货币",
            "Other listed companies and cryptocurrencies that were named",
        )));
        blocks.push(Block::List {
            ordered: false,
            lead: None,
            items: quiet.iter().take(5).map(|one| mention(desk, one)).collect(),
        });
    }
    if !private.is_empty() {
        blocks.push(subheading(desk.say("未上市公司", "Private companies")));
        blocks.push(Block::List {
            ordered: false,
            lead: None,
            items: private
                .iter()
                .take(5)
                .map(|one| mention(desk, one))
                .collect(),
        });
    }
    if quoted {
        blocks.push(line(Kind::Metric, desk.phrase("market.words", 0, &[])));
    }
    blocks
}

/// Entities of a kind, those of most authors first.
fn named(desk: &Desk<'_>, kind: EntityKind) -> Vec<Named> {
    let names = gazetteer::shipped();
    let mut tweets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, reading) in desk.counted() {
        let mut own: Vec<usize> = reading
            .mentions
            .iter()
            .map(|mention| mention.entity)
            .collect();
        own.sort_unstable();
        own.dedup();
        for entity in own {
            if names.entity(entity).kind == kind {
                tweets.entry(entity).or_default().push(i);
            }
        }
    }
    let mut named: Vec<Named> = tweets
        .into_iter()
        .map(|(entity, tweets)| Named {
            entity,
            authors: desk.authors(tweets.iter().copied()),
            tweets,
        })
        .collect();
    named.sort_by_key(|one| {
        (
            usize::MAX - one.authors,
            usize::MAX - one.tweets.len(),
            one.entity,
        )
    });
    named
}

fn title(desk: &Desk<'_>, entity: usize) -> String {
    let entity = desk.names().entity(entity);
    match &entity.symbol {
        Some(symbol) if *symbol != entity.name => {
            let symbol = symbol.replace(':', ": ");
            desk.say(
                format!("{}（{symbol}）", entity.name),
                format!("{} ({symbol})", entity.name),
            )
        }
        _ => entity.name.clone(),
    }
}

fn stock(desk: &mut Desk<'_>, one: &Named) -> Option<Vec<Block>> {
    let term = Term::Entity(one.entity);
    let name = &desk.names().entity(one.entity).name;
    let spoken: Vec<usize> = one.tweets.clone();
    let market = telltale::words().market();
    let wanted = Wanted {
        tweets: &spoken,
        about: Some(&term),
        having: &market,
        telling: &[],
        strict: true,
        passed_on: false,
        opinion: false,
        said: None,
        widest: 120,
    };
    let moves = |quote: &Quote| tells_of_a_market(&quote.words, one.entity);
    let quotes = quotes::choose_of(desk, &wanted, 3, moves);
    if quotes.is_empty() {
        return None;
    }
    let items = quotes
        .iter()
        .map(|quote| {
            let when = desk.when(quote.tweet);
            let key = match (desk.readings[quote.tweet].language, when.is_empty()) {
                (_, true) => "market.said",
                ("en", _) => "market.said_english",
                _ => "market.said_at",
            };
            let frame = desk.phrase(key, 0, &[("time", when)]);
            Statement::new(Kind::Opinion, frame).with([quotes::evidence(desk, quote)])
        })
        .collect();
    let (good, bad, all) = desk.moods(one.tweets.iter().copied());
    let (authors, tweets) = (one.authors, one.tweets.len());
    let mood = match all >= 3 {
        true => {
            let values = [
                ("all", all.to_string()),
                ("good", good.to_string()),
                ("bad", bad.to_string()),
            ];
            desk.phrase("market.mood", 0, &values)
        }
        false => String::new(),
    };
    // A Latin name keeps a space from the Chinese before it.
    let name = desk.say(
        spaced(&["到", name]).trim_start_matches('到'),
        name.as_str(),
    );
    let values = [
        ("authors", desk.people(authors)),
        ("tweets", desk.tweets(tweets)),
        ("name", name),
        ("mood", mood),
    ];
    let key = match (authors, tweets) {
        (1, 1) => "market.heat_one",
        (1, _) => "market.heat_several",
        _ => "market.heat",
    };
    let text = desk.phrase(key, 0, &values);
    let heat = Statement::new(Kind::Metric, text)
        .labelled(desk.say("讨论情况", "How it is discussed"))
        .counted(one.tweets.len() as u64, one.authors as u64);
    Some(vec![
        subheading(title(desk, one.entity)),
        Block::List {
            ordered: false,
            lead: Some(desk.say("市场反应", "Market reaction")),
            items,
        },
        Block::Paragraph(heat),
    ])
}

/// What stands right before a name that something else is only compared with.
const COMPARED: [&str; 8] = [
    "unlike ", " like ", "such as ", " than ", " or ", "不像", "不如", "比",
];

/// Whether words say what moves a paper, what it costs, or give a sum of its business, and do not only name it beside another.
fn tells_of_a_market(words: &str, entity: usize) -> bool {
    let names = gazetteer::shipped().find(words);
    let compared = |at: usize| {
        let before = words[..at].trim_end_matches('$').to_lowercase();
        COMPARED.iter().any(|word| before.ends_with(word))
    };
    let own = names.iter().filter(|mention| mention.entity == entity);
    let mut stands = own.filter(|mention| !compared(mention.start)).peekable();
    let known = telltale::words();
    stands.peek().is_some()
        && (known.tells_of_a_market(&words.to_lowercase())
            || stands.any(|mention| is_priced(&words[mention.end..])))
}

/// Whether a price follows a name: ` 9.3 万`, ` about 3.2k`, ` 183`.
fn is_priced(after: &str) -> bool {
    let after = after.trim_start();
    let after = after.trim_start_matches(['约', '：', ':', '在']);
    let after = after.strip_prefix("about ").unwrap_or(after);
    let after = after.strip_prefix("at ").unwrap_or(after).trim_start();
    let figures = after
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b'.' || *b == b',');
    figures.filter(u8::is_ascii_digit).count() >= 2
}

fn mention(desk: &Desk<'_>, one: &Named) -> Statement {
    let key = match (one.authors, one.tweets.len()) {
        (1, 1) => "mention.one",
        (1, _) => "mention.often",
        _ => "mention.many",
    };
    let values = [
        ("authors", one.authors.to_string()),
        ("tweets", one.tweets.len().to_string()),
    ];
    let text = desk.phrase(key, 0, &values);
    let mut shown: Vec<usize> = Vec::new();
    for &i in &one.tweets {
        if shown.len() < 2
            && shown
                .iter()
                .all(|&j| desk.readings[j].author != desk.readings[i].author)
        {
            shown.push(i);
        }
    }
    Statement::new(Kind::Metric, text)
        .labelled(title(desk, one.entity))
        .with(shown.into_iter().map(|i| desk.evidence(i)))
        .counted(one.tweets.len() as u64, one.authors as u64)
}
