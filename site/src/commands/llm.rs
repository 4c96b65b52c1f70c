//! `site report --llm`: the analysis with what a language model may add to it, before the post is composed.
//!
//! It must not know what the model is asked, nor how its answers are judged.

use super::analyse::{self, Loaded};
use super::hand::Edits;
use super::llm_answers::Answers;
use super::llm_wishes::{self, Wishes};
use super::{Blog, Outcome, dataset};
use crate::cli;
use crate::edge::files::{self, Keep};
use crate::edge::model::{self, Endpoint};
use crate::edge::terminal::{Terminal, number};
use post::{Diagnostic, Severity};
use report::files::{to_jsonl, to_yaml};
use report::llm::{self, Heard, Refusal, Request, Usage};
use std::path::Path;

/// Analyses a dataset and lets the model write. Whatever happens to the model, labels and analysis are written.
///
/// # Errors
/// A dataset that is not there or cannot be read; a record that is not there; what the disk refuses.
pub(super) fn run(
    slug: &str,
    args: &cli::Model,
    edits: Edits,
    blog: &Blog,
    terminal: &mut Terminal,
) -> Outcome {
    let Loaded {
        mut dataset,
        tweets,
        analysed,
    } = analyse::load(slug, None, blog, terminal)?;
    let (wishes, told) = llm_wishes::of(blog)?;
    terminal.show(&told);
    let mut analysis = analysed.analysis;
    let path = |name: &str| dataset::path(slug, name);
    if let Some(mut wishes) = wishes {
        wishes.settings.budget = args.budget.unwrap_or(wishes.settings.budget);
        if let Some(mut source) = source(&wishes, args, blog, &path("llm.jsonl"), terminal)? {
            let improved = {
                let _busy = terminal.busy("asking the model", "正在请求模型");
                let mut ask = |request: &Request| source.answer(request);
                let labels = &analysed.labels;
                let settings = &wishes.settings;
                llm::improve(analysis, &dataset, &tweets, labels, settings, &mut ask)
            };
            terminal.show(&improved.told);
            terminal.show(&source.told);
            if let Some(record) = &args.llm_record {
                put(record, &source.used.text())?;
            }
            say(&improved.usage, terminal);
            analysis = improved.analysis;
            dataset.llm = Some(improved.usage);
        }
    }
    let files = [
        (
            path("labels.jsonl"),
            to_jsonl(&analysed.labels)?.into_bytes(),
        ),
        (path("analysis.yaml"), to_yaml(&analysis)?.into_bytes()),
    ];
    let mut told = dataset::write(blog, slug, &files, None, edits)?;
    if dataset.llm.is_some() {
        let ledger = [(path("dataset.yaml"), to_yaml(&dataset)?.into_bytes())];
        let left = dataset::write(blog, slug, &ledger, None, Edits::Keep)?;
        // That the ledger finds no place in a file somebody edited is no failure.
        told.extend(left.into_iter().map(|one| Diagnostic {
            severity: Severity::Warning,
            ..one
        }));
    }
    terminal.show(&told);
    Ok(())
}

/// What the model would cost: nothing is sent and nothing written.
///
/// # Errors
/// As of [`run`].
pub(super) fn estimate(
    slug: &str,
    args: &cli::Model,
    blog: &Blog,
    terminal: &mut Terminal,
) -> Outcome {
    let loaded = analyse::load(slug, None, blog, terminal)?;
    let (wishes, told) = llm_wishes::of(blog)?;
    terminal.show(&told);
    let Some(wishes) = wishes else {
        return Ok(());
    };
    let settings = &wishes.settings;
    let Loaded {
        dataset,
        tweets,
        analysed,
    } = &loaded;
    let plan = llm::plan(
        &analysed.analysis,
        dataset,
        tweets,
        &analysed.labels,
        settings,
    );
    let cache = dataset::read(blog, &dataset::path(slug, "llm.jsonl"))?;
    let cache = Answers::read(&cache.unwrap_or_default());
    let known = |request: &&Request| cache.find(request).is_some();
    let cached = plan.requests.iter().filter(known).count();
    let new: Vec<&Request> = plan.requests.iter().filter(|one| !known(one)).collect();
    let questions: u64 = new.iter().map(|request| request.tokens()).sum();
    let answers = settings.answer * new.len() as u64;
    let budget = args.budget.unwrap_or(settings.budget);
    let counted = |n: u64| number(usize::try_from(n).unwrap_or(usize::MAX));
    let (requests, most) = (number(new.len()), number(new.len() * 2));
    let (questions_shown, answers_shown) = (counted(questions), counted(answers));
    let (model, url) = (&settings.model, &wishes.url);
    terminal.print(
        format!(
            "{model} at {url}\n{requests} requests, {most} if every answer is repaired; {cached} are answered in the cache\nabout {questions_shown} tokens of questions, at most {answers_shown} of answers; budget {}",
            counted(budget)
        ),
        format!(
            "{model}（{url}）\n{requests} 次请求，全部需要修正时 {most} 次；另有 {cached} 次已有缓存\n提问约 {questions_shown} token，回答至多 {answers_shown} token；预算 {}",
            counted(budget)
        ),
    );
    if let Some((input, output)) = wishes.price {
        let cost = (questions as f64 * input + answers as f64 * output) / 1e6;
        terminal.print(
            format!("at most {cost:.4} without repairs, by `llm.price`"),
            format!("不计修正，费用至多 {cost:.4}（按 `llm.price`）"),
        );
    }
    Ok(())
}

/// Where answers come from.
struct Source {
    /// Nobody is asked when this is not there.
    endpoint: Option<Endpoint>,
    known: Answers,
    /// Where new answers are kept at once, so that none is paid for twice.
    cache: Option<std::path::PathBuf>,
    used: Answers,
    told: Vec<Diagnostic>,
}

impl Source {
    fn answer(&mut self, request: &Request) -> Result<Heard, Refusal> {
        if let Some(reply) = self.known.find(request).cloned() {
            self.used.add(request, &reply);
            let cached = self.endpoint.is_some();
            return Ok(Heard { reply, cached });
        }
        let Some(endpoint) = &mut self.endpoint else {
            return Err(Refusal::NotRecorded);
        };
        let reply = endpoint.ask(request)?;
        self.known.add(request, &reply);
        self.used.add(request, &reply);
        if let Some(cache) = &self.cache
            && let Err(refused) = put(cache, &self.known.text())
        {
            // The answer counts all the same.
            self.told.push(Diagnostic {
                severity: Severity::Warning,
                ..*refused
            });
            self.cache = None;
        }
        Ok(Heard {
            reply,
            cached: false,
        })
    }
}

/// The record that is played, or the endpoint and the cache; `None` when the key is missing.
fn source(
    wishes: &Wishes,
    args: &cli::Model,
    blog: &Blog,
    cache: &str,
    terminal: &mut Terminal,
) -> Result<Option<Source>, Box<Diagnostic>> {
    let (used, told) = (Answers::default(), Vec::new());
    if let Some(record) = &args.llm_replay {
        let shown = record.display().to_string();
        let bytes = files::read(record)
            .and_then(|bytes| bytes.ok_or_else(|| std::io::ErrorKind::NotFound.into()))
            .map_err(|error| Box::new(files::refused(&shown, &error)))?;
        return Ok(Some(Source {
            endpoint: None,
            known: Answers::read(&bytes),
            cache: None,
            used,
            told,
        }));
    }
    let key = match &wishes.key {
        None => None,
        Some(name) => match model::from_environment(name) {
            Some(key) => Some(key),
            None => {
                terminal.show(&[llm_wishes::no_key(name)]);
                return Ok(None);
            }
        },
    };
    if key.is_some() && wishes.url.starts_with("http://") && !model::is_here(&wishes.url) {
        terminal.show(&[llm_wishes::in_the_clear(&wishes.url)]);
    }
    let known = Answers::read(&dataset::read(blog, cache)?.unwrap_or_default());
    Ok(Some(Source {
        endpoint: Some(Endpoint::new(&wishes.url, key, wishes.timeout, wishes.form)),
        known,
        cache: Some(blog.root.join(cache)),
        used,
        told,
    }))
}

fn put(path: &Path, text: &str) -> Result<(), Box<Diagnostic>> {
    let shown = path.display().to_string();
    files::write(path, text.as_bytes(), Keep::Authored)
        .map_err(|error| Box::new(files::refused(&shown, &error)))
}

fn say(usage: &Usage, terminal: &Terminal) {
    let Usage {
        model,
        requests,
        tokens_in,
        tokens_out,
        cached,
        repaired,
        written,
        replaced,
    } = usage;
    terminal.say(
        format!(
            "{model}: {requests} answers ({cached} from the cache), {tokens_in} + {tokens_out} tokens; {written} sections written, {repaired} of them after a repair, {replaced} left offline"
        ),
        format!(
            "{model}：{requests} 次回答（{cached} 次来自缓存），{tokens_in} + {tokens_out} token；写成 {written} 个部分，其中 {repaired} 个经过修正，{replaced} 个保留离线文本"
        ),
    );
}
