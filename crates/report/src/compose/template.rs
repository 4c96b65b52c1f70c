//! The templates of posts, `_templates/report/<profile>.md`: which sections, in which order, under which headings, in which words.
//!
//! They see a report's sections as Markdown that is ready to stand in a post, and its statements in parts; whatever comes from a tweet is
//! escaped before they see it, and what they are given is never read as a template. It must not know the disk, nor what a report says.

use super::{blocks, escape, statement};
use crate::analysis::{Analysis, Block, Evidence, Kind, Language, Role, Statement, Style};
use post::Diagnostic;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::{Context, ErrorKind, Tera};

/// Where templates stand in a blog.
pub const FOLDER: &str = "_templates/report/";

const SHIPPED: [(&str, &str); 4] = [
    ("ai.md", include_str!("../../../../_templates/report/ai.md")),
    (
        "markets.md",
        include_str!("../../../../_templates/report/markets.md"),
    ),
    (
        "general.md",
        include_str!("../../../../_templates/report/general.md"),
    ),
    (
        "weibo.md",
        include_str!("../../../../_templates/report/weibo.md"),
    ),
];

/// Templates by their names in the folder.
pub struct Templates {
    engine: Tera,
}

impl Templates {
    /// The shipped templates, with those of a blog in their place; `(name below the folder, text)`.
    ///
    /// # Errors
    /// What the engine cannot read, with file, line and column.
    pub fn read(own: &[(String, String)]) -> Result<Self, Box<Diagnostic>> {
        let mut texts: BTreeMap<&str, &str> = SHIPPED.into_iter().collect();
        texts.extend(
            own.iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        );
        let mut engine = Tera::default();
        engine
            .add_raw_templates(texts)
            .map_err(|error| told(&error, ""))?;
        Ok(Self { engine })
    }

    /// Whether a template is word for word the shipped one of that name.
    pub fn is_shipped(name: &str, text: &[u8]) -> bool {
        let same = |(known, shipped): &(&str, &str)| *known == name && shipped.as_bytes() == text;
        SHIPPED.iter().any(same)
    }

    /// The body of a report whose analysis names a template, without the white space around it.
    pub(super) fn body(
        &self,
        analysis: &Analysis,
        template: &str,
    ) -> Result<String, Box<Diagnostic>> {
        let name = format!("{template}.md");
        let mut context = Context::new();
        let view = View::of(analysis, template);
        context.insert("slug", &view.slug);
        context.insert("title", &view.title);
        context.insert("date", &view.date);
        context.insert("profile", &view.profile);
        context.insert("language", &view.language);
        context.insert("preamble", &view.preamble);
        context.insert("sections", &view.sections);
        let text = self
            .engine
            .render(&name, &context)
            .map_err(|error| told(&error, &name))?;
        Ok(tidy(&text))
    }
}

/// One empty line wherever there are several, and none at the ends: a section that is empty leaves no gap.
fn tidy(text: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    for line in text.lines() {
        let empty = line.trim().is_empty();
        if !empty {
            out.push(line);
        } else if out.last().is_some_and(|last| !last.is_empty()) {
            out.push("");
        }
    }
    while out.last().is_some_and(|last| last.is_empty()) {
        out.pop();
    }
    out.join("\n")
}

/// What a template sees of a report.
struct View {
    slug: String,
    title: String,
    date: String,
    profile: String,
    language: &'static str,
    preamble: String,
    sections: BTreeMap<&'static str, Section>,
}

#[derive(Default, Serialize)]
struct Section {
    heading: String,
    level: u8,
    /// Everything below the heading.
    body: String,
    blocks: Vec<Part>,
}

/// A block in parts.
#[derive(Serialize)]
struct Part {
    kind: &'static str,
    /// The block as it is written where a template does not write it.
    markdown: String,
    items: Vec<Said>,
}

/// A statement in parts.
#[derive(Serialize)]
struct Said {
    kind: &'static str,
    markdown: String,
    label: String,
    text: String,
    n_tweets: u64,
    n_authors: u64,
    sources: Vec<Source>,
}

/// A tweet that a statement rests on.
#[derive(Serialize)]
struct Source {
    link: String,
    handle: String,
    quote: String,
}

impl View {
    fn of(analysis: &Analysis, template: &str) -> Self {
        let style = analysis.style;
        // A template may name any section; one that the report does not have is empty.
        let mut sections: BTreeMap<&'static str, Section> = ROLES
            .iter()
            .map(|role| (name(*role), Section::default()))
            .collect();
        let mut preamble: Vec<String> = Vec::new();
        let mut current: Option<&'static str> = None;
        for block in &analysis.blocks {
            let written = blocks::markdown(block, style);
            if let Block::Heading {
                role: Some(role),
                level,
                text,
            } = block
            {
                current = Some(name(*role));
                let section = sections.entry(name(*role)).or_default();
                section.heading = escape::heading(text);
                section.level = *level;
                continue;
            }
            match current.and_then(|role| sections.get_mut(role)) {
                None => preamble.push(written),
                Some(section) => {
                    let gap = if section.body.is_empty() { "" } else { "\n\n" };
                    section.body.push_str(gap);
                    section.body.push_str(&written);
                    section.blocks.push(part(block, written, style));
                }
            }
        }
        Self {
            slug: escape::text(&analysis.slug),
            title: escape::text(&analysis.header.title),
            date: escape::text(&analysis.header.date),
            profile: template.to_owned(),
            language: match style.language {
                Language::Chinese => "zh",
                Language::English => "en",
            },
            preamble: preamble.join("\n\n"),
            sections,
        }
    }
}

fn part(block: &Block, markdown: String, style: Style) -> Part {
    let (kind, items): (&'static str, Vec<Said>) = match block {
        Block::Heading { .. } => ("heading", Vec::new()),
        Block::Paragraph(one) => ("paragraph", vec![said(one, style)]),
        Block::List { items, .. } => ("list", items.iter().map(|one| said(one, style)).collect()),
        Block::Quote { said: one, .. } => {
            let quoted = Statement::new(Kind::Opinion, "").with([one.clone()]);
            ("quote", vec![said(&quoted, style)])
        }
        Block::Table { .. } => ("table", Vec::new()),
        Block::Chart { .. } => ("chart", Vec::new()),
        Block::Sources { .. } => ("sources", Vec::new()),
        Block::Picture { .. } => ("picture", Vec::new()),
        Block::Raw { .. } => ("raw", Vec::new()),
    };
    Part {
        kind,
        markdown,
        items,
    }
}

fn said(one: &Statement, style: Style) -> Said {
    let source = |evidence: &Evidence| Source {
        link: statement::link(evidence, style),
        handle: escape::text(&evidence.handle),
        quote: evidence
            .quote
            .as_deref()
            .map(|words| statement::quotation(words, style.language))
            .unwrap_or_default(),
    };
    Said {
        kind: match one.kind {
            Kind::Fact => "fact",
            Kind::Metric => "metric",
            Kind::Opinion => "opinion",
            Kind::Inference => "inference",
            Kind::Unchecked => "unchecked",
        },
        markdown: statement::line(one, style),
        label: one.label.as_deref().map(escape::text).unwrap_or_default(),
        text: match one.markup {
            true => one.text.clone(),
            false => escape::text(&one.text),
        },
        n_tweets: one.n_tweets,
        n_authors: one.n_authors,
        sources: one.evidence.iter().map(source).collect(),
    }
}

const ROLES: [Role; 13] = [
    Role::Title,
    Role::Summary,
    Role::Overview,
    Role::KeyPoints,
    Role::Details,
    Role::Opinions,
    Role::Events,
    Role::Markets,
    Role::Special,
    Role::Advertising,
    Role::Method,
    Role::Sources,
    Role::Cloud,
];

/// A section's name in templates: as in analysis.yaml.
fn name(role: Role) -> &'static str {
    match role {
        Role::Title => "title",
        Role::Summary => "summary",
        Role::Overview => "overview",
        Role::KeyPoints => "key_points",
        Role::Details => "details",
        Role::Opinions => "opinions",
        Role::Events => "events",
        Role::Markets => "markets",
        Role::Special => "special",
        Role::Advertising => "advertising",
        Role::Method => "method",
        Role::Sources => "sources",
        Role::Cloud => "cloud",
    }
}

/// What the engine complains of, with the place where it stands.
fn told(error: &tera::Error, fallback: &str) -> Box<Diagnostic> {
    let plain = |text: &str| {
        let sentence = text.trim_end_matches('.');
        Diagnostic::error("template", sentence, format!("模板：{sentence}"))
    };
    Box::new(match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            plain(report.message()).at(
                format!("{FOLDER}{}", report.filename()),
                span.start_line as u32,
                span.start_col as u32 + 1,
            )
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            plain(&error.to_string()).at(format!("{FOLDER}{tpl}"), 1, 1)
        }
        _ => {
            // `error: …` and ` --> name:line:column`, where the engine has several mistakes to tell.
            let text = error.to_string();
            let first = text.lines().next().unwrap_or_default();
            let locus = text
                .lines()
                .find_map(|line| line.trim_start().strip_prefix("--> "));
            let mut parts = locus.unwrap_or(fallback).rsplitn(3, ':');
            let column = parts.next().and_then(|n| n.trim().parse().ok());
            let line = parts.next().and_then(|n| n.parse().ok());
            let name = parts.next().unwrap_or(fallback);
            plain(first.trim_start_matches("error: ")).at(
                format!("{FOLDER}{name}"),
                line.unwrap_or(0),
                column.unwrap_or(0),
            )
        }
    })
}
