//! 个股与数字货币分析: listed companies, tokens, and companies on no exchange under their own heading; nothing else.

use super::desk::{Desk, plural};
use super::quotes::{self, Wanted};
use super::{heading, line, subheading};
use crate::analyse::claims::spaced;
use crate::analyse::gazetteer::{self, EntityKind};
use crate::analyse::reading::Term;
use crate::analysis::{Block, Kind, Role, Statement};
use std::collections::BTreeMap;

/// Words of a sentence that speaks of a market.
const MARKET: &[&str] = &[
    "股价",
    "股票",
    "市值",
    "涨",
    "跌",
    "抄底",
    "做空",
    "做多",
    "买入",
    "卖出",
    "财报",
    "估值",
    "盈利",
    "营收",
    "%",
    "亿美",
    "亿元",
    "万亿",
    "仓",
    "美元",
    "stock",
    "shares",
    "earnings",
    "revenue",
    "market cap",
    "bullish",
    "bearish",
    "short",
    "buy",
    "sell",
    "valuation",
    "price",
    "$",
];

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
        blocks.push(line(
            Kind::Metric,
            desk.say(
                "没有推文谈到上市公司、数字货币或可以辨认的未上市公司。",
                "No tweet speaks of a listed company, a cryptocurrency or a private company that can be made out.",
            ),
        ));
        return blocks;
    }
    let mut quiet: Vec<Named> = Vec::new();
    for group in [listed, tokens] {
        let mut shown = 0;
        for one in group {
            match (shown < 4).then(|| stock(desk, &one)).flatten() {
                Some(section) => {
                    blocks.extend(section);
                    shown += 1;
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
    let wanted = Wanted {
        tweets: &spoken,
        about: Some(&term),
        having: MARKET,
        telling: &[],
        strict: true,
        opinion: false,
        said: None,
        widest: 120,
    };
    let quotes = quotes::choose(desk, &wanted, 3);
    if quotes.is_empty() {
        return None;
    }
    let items = quotes
        .iter()
        .map(|quote| {
            let frame = match (desk.readings[quote.tweet].language, desk.when(quote.tweet)) {
                (_, when) if when.is_empty() => desk.say("推文写道：", "a tweet says:"),
                ("en", when) => desk.say(format!("{when} 的英文推文："), format!("at {when}:")),
                (_, when) => desk.say(format!("{when} 的推文："), format!("at {when}:")),
            };
            Statement::new(Kind::Opinion, frame).with([quotes::evidence(desk, quote)])
        })
        .collect();
    let (good, bad, all) = desk.moods(one.tweets.iter().copied());
    let (authors, tweets) = (one.authors, one.tweets.len());
    let mut text = desk.say(
        spaced(&[&format!("{authors} 位作者、{tweets} 条推文提到"), name]),
        format!(
            "{} by {} name {name}",
            plural(tweets, "tweet"),
            plural(authors, "author")
        ),
    );
    if all >= 3 {
        text.push_str(&desk.say(
            format!("；带有情绪的 {all} 条中，{good} 条偏正面，{bad} 条偏负面"),
            format!("; of {all} that show a mood, {good} are good and {bad} are bad"),
        ));
    }
    text.push_str(&desk.say(
        "。以上均为作者言论，不构成投资建议。",
        ". These are the words of their authors and no advice to invest.",
    ));
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

fn mention(desk: &Desk<'_>, one: &Named) -> Statement {
    let text = match (one.authors, one.tweets.len()) {
        (1, 1) => desk.say("一位作者提及", "named by one author"),
        (1, n) => desk.say(
            format!("一位作者提及 {n} 次"),
            format!("named {n} times by one author"),
        ),
        (a, n) => desk.say(
            format!("{a} 位作者、{n} 条推文提及"),
            format!("named by {a} authors in {n} tweets"),
        ),
    };
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
