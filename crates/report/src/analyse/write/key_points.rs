//! 核心信息: as many different stories as there are, at most ten, each once.

use super::desk::{Desk, plural};
use super::quotes::{self, Wanted};
use super::{heading, line};
use crate::analyse::sentences::width;
use crate::analyse::stories::{Story, is_personal};
use crate::analysis::{Block, Kind, Language, Role, Statement};

pub(super) fn section(desk: &mut Desk<'_>, most: usize) -> Vec<Block> {
    let mut items: Vec<Statement> = Vec::new();
    for story in desk.told() {
        if items.len() == most {
            break;
        }
        let point = point(desk, story, items.len());
        let fresh = |point: &Statement| items.iter().all(|known| known.label != point.label);
        items.extend(point.filter(fresh));
    }
    let mut blocks = vec![heading(
        3,
        Role::KeyPoints,
        &desk.say(
            format!("核心信息（{} 个关键信息点）", items.len()),
            format!("Key points ({})", items.len()),
        ),
    )];
    if items.is_empty() {
        blocks.push(line(
            Kind::Metric,
            desk.say(
                "没有推文达到列为关键信息的标准：至少要谈到一个可以辨认的公司、产品、人物或议题。",
                "No tweet speaks of a company, product, person or subject that can be made out, so there are no key points.",
            ),
        ));
        return blocks;
    }
    let few = items.len() < most;
    let found = items.len();
    blocks.push(Block::List {
        ordered: true,
        lead: None,
        items,
    });
    if few {
        blocks.push(line(
            Kind::Metric,
            match found {
                0..=4 => desk.say(
                    format!("消息稀少：可以独立成条的只有 {found} 条，个人随感不算在内，也没有为凑满 {most} 条而拆分。"),
                    format!("News is thin: only {found} stories stand by themselves; passing remarks are not counted, and none was split to make {most}."),
                ),
                _ => desk.say(
                    format!("可以独立成条的消息只有 {found} 条，没有为凑满 {most} 条而拆分或重复。"),
                    format!("Only {found} stories stand by themselves; none was split or repeated to make {most}."),
                ),
            },
        ));
    }
    blocks
}

/// The key point of a story: its headline, how many speak of it, and the words of one of them.
fn point(desk: &mut Desk<'_>, story: &Story, place: usize) -> Option<Statement> {
    let telling = quotes::telling(desk, &story.tweets);
    let wanted = Wanted {
        tweets: &story.tweets,
        about: story.term.as_ref(),
        having: &[],
        telling: &telling,
        strict: true,
        opinion: false,
        widest: 120,
    };
    let quote = quotes::choose(desk, &wanted, 1).into_iter().next()?;
    // What one author tells of themselves is no news, nor is what two have in common by subject alone.
    let idle = story.authors == 1 && !story.news && is_personal(&quote.words);
    if idle || (story.loose && !story.news && story.authors < 3) {
        return None;
    }
    // What one author remarks in passing is no news of the day, however few there are.
    if story.authors == 1 && !story.news && !quotes::tells_news(&quote.words) {
        return None;
    }
    // A lone remark must at least be a whole one.
    if story.tweets.len() == 1 && story.claims.is_empty() && width(&quote.words) < 36 {
        return None;
    }
    let mut evidence = vec![quotes::evidence(desk, &quote)];
    let said_by = &desk.readings[quote.tweet].author;
    let mut others: Vec<usize> = Vec::new();
    // Those who state the deed of the headline stand first.
    let sayers = story.claims.first().map_or(&[] as &[usize], |(_, by)| by);
    for &i in sayers.iter().chain(&story.tweets) {
        let author = &desk.readings[i].author;
        if author != said_by && others.iter().all(|&j| desk.readings[j].author != *author) {
            others.push(i);
        }
    }
    evidence.extend(others.iter().take(2).map(|&i| desk.evidence(i)));
    let english = !quote.words.chars().any(words::is_han);
    let frame = match desk.readings[quote.tweet].speaker {
        Some(entity) => desk.say(
            format!("{}官方账号写道：", shown(desk, entity)),
            format!("{}'s own account writes:", desk.names().entity(entity).name),
        ),
        None => match desk.language {
            Language::Chinese => frame(story, place, english),
            Language::English => english_frame(story, place),
        },
    };
    Some(
        Statement::new(Kind::Fact, frame)
            .labelled(story.headline())
            .with(evidence)
            .counted(story.tweets.len() as u64, story.authors as u64),
    )
}

/// A name before Chinese words, with a space where it is Latin.
fn shown(desk: &Desk<'_>, entity: usize) -> String {
    let name = &desk.names().entity(entity).name;
    let latin = name.ends_with(|c: char| c.is_ascii_alphanumeric());
    format!("{name}{}", if latin { " " } else { "" })
}

/// The Chinese sentence around the quotation. It varies by place, so that ten points do not sound like a log.
fn frame(story: &Story, place: usize, english: bool) -> String {
    let (authors, tweets) = (story.authors, story.tweets.len());
    let frames: Vec<String> = match (authors, tweets) {
        (1, 1) if english => vec![
            "一位英文作者写道：".into(),
            "英文推文原话：".into(),
            "来自英文时间线：".into(),
        ],
        (1, 1) => vec![
            "一位作者写道：".into(),
            "推文原话：".into(),
            "有作者提到：".into(),
            "一条推文这样说：".into(),
        ],
        (1, n) => vec![
            format!("同一位作者先后发了 {n} 条，其中写道："),
            format!("一位作者的 {n} 条推文都与此有关，其中一条是："),
        ],
        (2, _) => vec![
            "两位作者谈到，其中一位写道：".into(),
            "有两位作者提及：".into(),
            "两位作者先后说起，一条推文写道：".into(),
        ],
        (a, t) if place == 0 => vec![format!(
            "谈论最多的话题，{a} 位作者发了 {t} 条推文。其中写道："
        )],
        (a, t) => vec![
            format!("{a} 位作者谈到此事，其中一位写道："),
            format!("引出 {a} 位作者的 {t} 条推文，较有代表性的一句是："),
            format!("共有 {a} 位作者参与讨论，有人写道："),
            format!("{a} 位作者在 {t} 条推文里谈到它，一句概括是："),
            format!("{t} 条推文说到这件事，来自 {a} 位作者，例如："),
        ],
    };
    frames[place % frames.len()].clone()
}

/// The same in English.
fn english_frame(story: &Story, place: usize) -> String {
    let (authors, tweets) = (story.authors, story.tweets.len());
    let frames: Vec<String> = match (authors, tweets) {
        (1, 1) => vec![
            "one author writes:".into(),
            "in the words of the tweet:".into(),
            "one tweet has it that".into(),
        ],
        (1, n) => vec![
            format!("one author returns to it in {n} tweets, saying:"),
            format!("{n} tweets by one author; one of them says:"),
        ],
        (2, _) => vec![
            "two authors speak of it, one of them writing:".into(),
            "two authors bring it up:".into(),
        ],
        (a, t) if place == 0 => vec![format!(
            "the topic of the day, with {} in {}. One of them:",
            plural(a, "author"),
            plural(t, "tweet")
        )],
        (a, t) => vec![
            format!("{a} authors speak of it, one of them writing:"),
            format!("{t} tweets by {a} authors; one sums it up:"),
            format!("taken up by {a} authors, among them:"),
            format!("{a} authors write about it in {t} tweets, for example:"),
        ],
    };
    frames[place % frames.len()].clone()
}
