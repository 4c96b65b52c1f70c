//! The work of a model on one report, packet by packet: ask, hold against the tweets, ask once more for what fails, keep the
//! offline text for the rest. However the endpoint behaves, a complete report comes of it.
//!
//! It must not know the network, nor how a sentence is judged.

use super::answer::{self, Answer};
use super::packet::{self, Packet, packets};
use super::place::{self, Written};
use super::reply::{Heard, Refusal, Reply};
use super::request::{Message, Request, tokens};
use super::verify::{Court, Title};
use super::{Settings, Usage, told};
use crate::analysis::{Analysis, Language, Statement};
use crate::check::Proof;
use crate::dataset::Dataset;
use crate::label::Label;
use crate::tweet::Tweet;
use post::Diagnostic;

/// After so many failures of the endpoint in a row it is not asked again.
const PATIENCE: usize = 2;

/// How much of an answer is sent back with what is wrong with it, in characters.
const SENT_BACK: usize = 4_000;

/// Asks a model.
pub type Ask<'a> = dyn FnMut(&Request) -> Result<Heard, Refusal> + 'a;

/// What came of the work.
#[derive(Debug)]
pub struct Improved {
    /// The report.
    pub analysis: Analysis,
    /// What was done.
    pub usage: Usage,
    /// What there is to tell.
    pub told: Vec<Diagnostic>,
}

/// What the work would need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The first question of every packet.
    pub requests: Vec<Request>,
    /// Tokens of these questions, roughly.
    pub tokens_in: u64,
    /// Tokens of their answers at most.
    pub tokens_out: u64,
}

/// What asking would cost, without asking.
pub fn plan(
    analysis: &Analysis,
    dataset: &Dataset,
    tweets: &[Tweet],
    labels: &[Label],
    settings: &Settings,
) -> Plan {
    let requests: Vec<Request> = packets(analysis, tweets, labels, settings.tweets)
        .iter()
        .map(|packet| question(packet, dataset, tweets, analysis.style.language, settings))
        .collect();
    Plan {
        tokens_in: requests.iter().map(Request::tokens).sum(),
        tokens_out: settings.answer * requests.len() as u64,
        requests,
    }
}

fn question(
    packet: &Packet,
    dataset: &Dataset,
    tweets: &[Tweet],
    language: Language,
    settings: &Settings,
) -> Request {
    let prompts = &settings.prompts;
    let task = match packet.topic {
        Some(_) => &prompts.topic,
        None => &prompts.lead,
    };
    let message = |role, content| Message { role, content };
    Request {
        model: settings.model.clone(),
        messages: vec![
            message("system", prompts.system_message()),
            message(
                "user",
                format!(
                    "{}\n\n{}",
                    task.trim_end(),
                    packet.text(dataset, tweets, language)
                ),
            ),
        ],
        answer: settings.answer,
    }
}

/// Lets a model write what it may of a report.
pub fn improve(
    offline: Analysis,
    dataset: &Dataset,
    tweets: &[Tweet],
    labels: &[Label],
    settings: &Settings,
    ask: &mut Ask<'_>,
) -> Improved {
    let language = offline.style.language;
    let proof = Proof::new(dataset, tweets);
    let court = Court {
        proof: &proof,
        tweets,
        language,
    };
    let packets = packets(&offline, tweets, labels, settings.tweets);
    let names: Vec<String> = packets
        .iter()
        .map(|packet| name(packet, &offline, labels))
        .collect();
    let mut talk = Talk {
        ask,
        usage: Usage {
            model: settings.model.clone(),
            ..Usage::default()
        },
        budget: settings.budget,
        spent: 0,
    };
    let mut analysis = offline;
    let mut told = Vec::new();
    let mut failures = 0;
    for (at, packet) in packets.iter().enumerate() {
        let left = packets.len() - at;
        let first = question(packet, dataset, tweets, language, settings);
        let item = packet.topic.as_deref().and_then(|topic| {
            let mut items = packet::key_points(&analysis).iter();
            items.find(|item| packet::topic_of(item, labels) == Some(topic) && !item.model)
        });
        let bench = Bench {
            court: &court,
            packet,
            item,
        };
        let outcome = section(&mut talk, &bench, first, settings);
        match outcome {
            Outcome::Written(written, left_out) => {
                failures = 0;
                talk.usage.written += 1;
                told.extend(
                    left_out
                        .iter()
                        .map(|wrong| told::dropped(&names[at], wrong)),
                );
                match &packet.topic {
                    Some(topic) => place::topic(&mut analysis, labels, topic, written),
                    None => place::lead(&mut analysis, written),
                }
            }
            Outcome::Failed(findings) => {
                failures = 0;
                talk.usage.replaced += 1;
                told.push(told::replaced(&names[at], &findings));
            }
            Outcome::Refused(why) => {
                talk.usage.replaced += 1;
                told.push(told::refused(&names[at], &why));
                failures += usize::from(why != Refusal::NotRecorded);
                if failures == PATIENCE && left > 1 {
                    talk.usage.replaced += left as u64 - 1;
                    told.push(told::given_up(left - 1));
                    break;
                }
            }
            Outcome::OverBudget => {
                talk.usage.replaced += left as u64;
                told.push(told::over_budget(left, settings.budget));
                break;
            }
        }
    }
    if talk.usage.written > 0 {
        place::note(&mut analysis);
        place::sources(&mut analysis);
    }
    Improved {
        analysis,
        usage: talk.usage,
        told,
    }
}

/// How a packet's section is called when something is told of it.
fn name(packet: &Packet, analysis: &Analysis, labels: &[Label]) -> String {
    let opening = match analysis.style.language {
        Language::Chinese => "导语",
        Language::English => "opening",
    };
    let Some(topic) = packet.topic.as_deref() else {
        return opening.into();
    };
    let mut items = packet::key_points(analysis).iter();
    let item = items.find(|item| packet::topic_of(item, labels) == Some(topic));
    let label = item.and_then(|item| item.label.clone());
    label.unwrap_or_else(|| topic.to_owned())
}

enum Outcome {
    /// What may be printed, and what was wrong with what was left out.
    Written(Written, Vec<Vec<String>>),
    Failed(Vec<String>),
    Refused(Refusal),
    OverBudget,
}

/// Questions and answers, with what they cost.
struct Talk<'a, 'b> {
    ask: &'a mut Ask<'b>,
    usage: Usage,
    budget: u64,
    spent: u64,
}

impl Talk<'_, '_> {
    /// Asks, unless the answer could cost more than is left; `None` then.
    fn ask(&mut self, request: &Request) -> Option<Result<Reply, Refusal>> {
        let estimate = request.tokens();
        if self.spent + estimate + request.answer > self.budget {
            return None;
        }
        Some((self.ask)(request).map(|heard| {
            let reply = heard.reply;
            // An endpoint that says nothing of its tokens, or too little to be true, is not free.
            let question = reply.tokens_in.max(estimate / 4);
            let answer = reply.tokens_out.max(tokens(&reply.content) / 4);
            self.usage.requests += 1;
            self.usage.cached += u64::from(heard.cached);
            self.usage.tokens_in += question;
            self.usage.tokens_out += answer;
            if !heard.cached {
                self.spent = self.spent.saturating_add(question).saturating_add(answer);
            }
            reply
        }))
    }
}

/// What may be printed of an answer, what is wrong with the sentences that may not, and with the answer as a whole.
#[derive(Default)]
struct Judged {
    written: Written,
    wrong: Vec<Vec<String>>,
}

/// A packet with what its answers are held against, and the offline key point that they may replace.
struct Bench<'a> {
    court: &'a Court<'a>,
    packet: &'a Packet,
    item: Option<&'a Statement>,
}

fn section(
    talk: &mut Talk<'_, '_>,
    bench: &Bench<'_>,
    first: Request,
    settings: &Settings,
) -> Outcome {
    let reply = match talk.ask(&first) {
        None => return Outcome::OverBudget,
        Some(Err(why)) => return Outcome::Refused(why),
        Some(Ok(reply)) => reply,
    };
    let judged = judge(bench, &reply);
    if judged.wrong.is_empty() {
        return Outcome::Written(judged.written, Vec::new());
    }
    let findings = judged.wrong.concat();
    let again = repair(first, &reply, &findings, settings);
    // Without an answer to the second question, what passed of the first one counts.
    let second = match talk.ask(&again) {
        Some(Ok(reply)) => judge(bench, &reply),
        Some(Err(_)) | None => Judged {
            wrong: judged.wrong.clone(),
            ..Judged::default()
        },
    };
    let better = match second.written.facts.is_empty() && !judged.written.facts.is_empty() {
        true => judged.written,
        false => second.written,
    };
    if better.is_empty() {
        return Outcome::Failed(second.wrong.concat());
    }
    talk.usage.repaired += u64::from(second.wrong.is_empty());
    Outcome::Written(better, second.wrong)
}

fn repair(first: Request, reply: &Reply, findings: &[String], settings: &Settings) -> Request {
    let list: Vec<String> = findings.iter().map(|one| format!("- {one}")).collect();
    let sent: String = reply.content.chars().take(SENT_BACK).collect();
    let mut again = first;
    again.messages.push(Message {
        role: "assistant",
        content: sent,
    });
    again.messages.push(Message {
        role: "user",
        content: settings
            .prompts
            .repair
            .replace("{findings}", &list.join("\n")),
    });
    again
}

fn judge(bench: &Bench<'_>, reply: &Reply) -> Judged {
    let Bench {
        court,
        packet,
        item,
    } = bench;
    let mut judged = Judged::default();
    if reply.cut {
        let short = "the answer was cut off: write less".to_owned();
        judged.wrong.push(vec![short]);
        return judged;
    }
    let Answer { title, sentences } = match answer::read(&reply.content) {
        Ok(answer) => answer,
        Err(problem) => {
            judged.wrong.push(vec![problem]);
            return judged;
        }
    };
    for (place, said) in sentences.iter().enumerate() {
        let fact = said.speaker.trim().is_empty();
        let headed = fact && place == 0 && packet.topic.is_some();
        let offline = match item {
            Some(item) if headed => Title::Offline(item),
            _ => Title::None,
        };
        let own = headed && !title.trim().is_empty();
        let found = match own {
            false => court.statement(packet, said, offline),
            true => court
                .statement(packet, said, Title::Own(&title))
                .or_else(|wrong| {
                    // A bad headline does not spoil a good sentence.
                    let alone = court.statement(packet, said, offline);
                    judged.wrong.extend(alone.is_ok().then(|| wrong.clone()));
                    alone.map_err(|_| wrong)
                }),
        };
        match found {
            Ok(statement) => keep(&mut judged.written, packet, statement, fact),
            Err(wrong) => judged.wrong.push(wrong),
        }
    }
    judged
}

/// A view has no place in the opening, nor a second fact in a topic: they are passed over, which is no fault.
fn keep(written: &mut Written, packet: &Packet, statement: Statement, fact: bool) {
    match (fact, &packet.topic) {
        (true, None) => written.facts.push(statement),
        (true, Some(_)) if written.facts.is_empty() => written.facts.push(statement),
        (false, Some(_)) => written.views.push(statement),
        _ => {}
    }
}
