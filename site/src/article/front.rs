//! Front matter, key by key: what Jekyll's authors write, in all the ways they write it.
//!
//! It must not know the body, except where it is asked to cut an excerpt.

use super::date::{self, Written};
use super::heading::{Entry, Heading, contents};
use super::links::safe;
use super::{Input, Kind, seen_names, seen_values, text};
use crate::config::{Zone, lay_over};
use crate::view::{Fields, Seen};
use chrono::{DateTime, FixedOffset};
use post::{Diagnostic, Mapping, Value};
use tera::value::{Key, Map};

/// How many tags, or categories, an article may have.
const MOST_NAMES: usize = 100;

/// An article's front matter under reading.
pub(super) struct Front<'a> {
    /// The file.
    pub path: &'a str,
    /// The block as it stands in the file, to say where.
    pub source: &'a str,
    /// What it means, with the site's defaults below.
    pub values: &'a Mapping,
}

impl Front<'_> {
    /// A text; numbers and switches as they are written.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        match self.values.get(key)? {
            Value::String(s) => Some(s.clone()).filter(|s| !s.is_empty()),
            Value::Number(n) => Some(n.to_string()),
            Value::Bool(b) => Some(b.to_string()),
            _ => None,
        }
    }

    /// A yes or no; YAML 1.1's words are taken too. Anything else that is there means yes.
    pub(super) fn switch(&self, key: &str) -> Option<bool> {
        match self.values.get(key)? {
            Value::Null => None,
            Value::Bool(b) => Some(*b),
            Value::String(s) => Some(!matches!(
                s.to_ascii_lowercase().as_str(),
                "no" | "off" | "false" | "n"
            )),
            _ => Some(true),
        }
    }

    /// The tags, as often as they are written: a single `tag` if there is one, else `tags` as a list or as one text split at blanks. As in Jekyll, where a page's `tag` is
    /// no tag: it is the one that the page is about.
    ///
    /// # Errors
    /// More of them than a post can have.
    pub(super) fn tags(&self, kind: Kind) -> Result<Vec<String>, Box<Diagnostic>> {
        let mut names = Names {
            repeated: true,
            ..Names::default()
        };
        match self.values.get("tag").filter(|_| kind != Kind::Page) {
            None | Some(Value::Null) => names.split_and_add(self.values.get("tags")),
            single => names.add(single),
        }
        self.few("tags", names)
    }

    /// Each tag and each category has a page, and each of these lists the post with all of its names: their square is written.
    fn few(&self, key: &str, names: Names) -> Result<Vec<String>, Box<Diagnostic>> {
        if names.names.len() <= MOST_NAMES {
            return Ok(names.names);
        }
        let message = Diagnostic::error(
            "too-many",
            format!("`{key}` has more than {MOST_NAMES} names"),
            format!("`{key}` 超过 {MOST_NAMES} 个"),
        );
        let message = self.place(key, message);
        Err(Box::new(message.help(
            "keep those that readers would look for",
            "请只保留读者会用来查找的",
        )))
    }

    /// The categories: `categories` as a list or as one text split at blanks, then a single `category`.
    ///
    /// # Errors
    /// More of them than a post can have.
    pub(super) fn categories(&self, kind: Kind) -> Result<Vec<String>, Box<Diagnostic>> {
        let mut names = Names::default();
        names.split_and_add(self.values.get("categories"));
        names.add(self.values.get("category").filter(|_| kind != Kind::Page));
        self.few("categories", names)
    }

    /// Texts as a list, or a single one.
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        match self.values.get(key) {
            Some(Value::Sequence(items)) => {
                let texts = items.iter().filter_map(Value::as_str);
                texts
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned)
                    .collect()
            }
            _ => self.text(key).into_iter().collect(),
        }
    }

    /// The picture: a text, or a map with `path`, `url` or `src`. Never an address that runs something.
    pub(super) fn image(&self) -> Option<String> {
        let shows = |url: &String| !safe(url, true).is_empty() || url.starts_with("data:image/");
        let image = match self.values.get("image")? {
            Value::String(s) => Some(s.clone()),
            Value::Mapping(map) => ["path", "url", "src"]
                .iter()
                .find_map(|key| map.get(*key).and_then(Value::as_str))
                .map(str::to_owned),
            _ => None,
        };
        image.filter(shows)
    }

    /// A date in the site's zone.
    ///
    /// # Errors
    /// A value that is not a date, with its line.
    pub(super) fn date(
        &self,
        key: &str,
        zone: Zone,
        kind: Kind,
    ) -> Result<Option<DateTime<FixedOffset>>, Box<Diagnostic>> {
        let written = match self.values.get(key) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::String(s)) if s.trim().is_empty() => return Ok(None),
            Some(Value::String(s)) => {
                date::parse(s).map(|written| self.as_yaml_reads(key, written))
            }
            // `20251204` is a number to YAML.
            Some(Value::Number(number)) => date::parse(&number.to_string()),
            Some(_) => None,
        };
        match written {
            Some(written) => {
                // A page's clock is that of its own date, where it names one; all others show the site's.
                let own = written.offset.filter(|_| kind == Kind::Page);
                let zone = own.map_or(zone, Zone::Fixed);
                Ok(Some(zone.of(written)))
            }
            None => Err(Box::new(
                self.place(
                    key,
                    Diagnostic::error(
                        "date",
                        format!("`{key}` is not a date"),
                        format!("`{key}` 不是日期"),
                    )
                    .help(
                        "write it like `2025-12-04 10:01:40 +0800`",
                        "请写成 `2025-12-04 10:01:40 +0800` 的样子",
                    ),
                ),
            )),
        }
    }

    /// A bare date with seconds and without a zone is a time in UTC, because YAML 1.1 has timestamps, as Jekyll's YAML does;
    /// one in quotes, or written more shortly, is text, which the site's clock reads.
    fn as_yaml_reads(&self, key: &str, written: Written) -> Written {
        let value = self
            .line_of(key)
            .and_then(|(_, line)| Some(line.split_once(':')?.1.trim()));
        match value {
            Some(value) if written.offset.is_none() && date::is_timestamp(value) => Written {
                offset: date::offset("Z"),
                ..written
            },
            _ => written,
        }
    }

    fn line_of(&self, key: &str) -> Option<(usize, &str)> {
        self.source.lines().enumerate().find(|(_, line)| {
            line.trim_start_matches(['"', '\''])
                .strip_prefix(key)
                .is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with(':'))
        })
    }

    fn place(&self, key: &str, message: Diagnostic) -> Diagnostic {
        match self.line_of(key) {
            Some((number, line)) => message.at(self.path, number as u32 + 1, 1).excerpt(line),
            None => message.at(self.path, 0, 0),
        }
    }
}

/// Names, each once or as often as it was written.
#[derive(Default)]
struct Names {
    names: Vec<String>,
    repeated: bool,
}

impl Names {
    fn add(&mut self, value: Option<&Value>) {
        let name = match value {
            Some(Value::Sequence(items)) => {
                return items.iter().for_each(|item| self.add(Some(item)));
            }
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(n)) => n.to_string(),
            Some(Value::Bool(b)) => b.to_string(),
            _ => return,
        };
        // Beyond that they are too many, whichever they are.
        let is_new = self.repeated || !self.names.contains(&name);
        if self.names.len() <= MOST_NAMES && !name.is_empty() && is_new {
            self.names.push(name);
        }
    }

    fn split_and_add(&mut self, value: Option<&Value>) {
        match value {
            Some(Value::String(text)) => text
                .split_whitespace()
                .for_each(|word| self.add(Some(&Value::from(word)))),
            other => self.add(other),
        }
    }
}

/// What a file of this sort says where the site's defaults lie below its own front matter. As in Jekyll, a null of a page's
/// own takes a default away and one of a document's does not; the categories of both are a document's.
pub(super) fn merged(kind: Kind, defaults: &Mapping, own: &Mapping) -> Mapping {
    if defaults.is_empty() {
        return own.clone();
    }
    let mut values = defaults.clone();
    lay_over(&mut values, own);
    if kind == Kind::Page {
        values.extend(
            own.iter()
                .filter(|(_, value)| value.is_null())
                .map(|(k, v)| (k.clone(), v.clone())),
        );
        return values;
    }
    if let (Some(below), Some(above)) = (defaults.get("categories"), own.get("categories")) {
        let mut names = Names::default();
        names.split_and_add(Some(below));
        names.split_and_add(Some(above));
        values.insert("categories".into(), names.names.into());
    }
    values
}

/// What the file says, worked out.
pub(super) struct Facts<'a> {
    pub title: &'a str,
    pub date: Option<DateTime<FixedOffset>>,
    pub modified: Option<DateTime<FixedOffset>>,
    pub slug: &'a str,
    pub tags: &'a [String],
    pub categories: &'a [String],
    pub layout: Option<&'a str>,
    pub description: Option<&'a str>,
    pub dataset: Option<&'a str>,
    pub words: usize,
}

impl Facts<'_> {
    /// What lists show of the article: its own keys, then those with a meaning.
    pub(super) fn card(&self, input: &Input<'_>, values: &Mapping) -> Fields {
        let kind = input.kind;
        let path = &input.path[input.home..];
        let text = |text: Option<&str>| text.map_or_else(Seen::none, Seen::of);
        let moment = |date: Option<DateTime<FixedOffset>>| {
            date.map_or_else(Seen::none, |date| Seen::of(date.to_rfc3339()))
        };
        let name = path.rsplit('/').next().unwrap_or(path);
        // A page may call itself otherwise.
        let shown = values.get("path").and_then(Value::as_str);
        let shown = shown.filter(|_| kind == Kind::Page).unwrap_or(path);
        let meant: [(&str, Seen); 17] = [
            (
                "kind",
                Seen::of(match kind {
                    Kind::Page => "page",
                    Kind::Document => "document",
                    Kind::Post | Kind::Draft => "post",
                }),
            ),
            (
                "title",
                text(Some(self.title).filter(|title| !title.is_empty())),
            ),
            ("date", moment(self.date)),
            ("last_modified_at", moment(self.modified)),
            ("slug", Seen::of(self.slug)),
            ("collection", text(input.collection)),
            ("tags", seen_names(self.tags)),
            ("categories", seen_names(self.categories)),
            ("layout", text(self.layout)),
            ("description", text(self.description)),
            ("dataset", text(self.dataset)),
            (
                "reading_minutes",
                Seen::of(text::reading_minutes(self.words)),
            ),
            ("draft", Seen::of(kind == Kind::Draft)),
            ("path", Seen::of(shown)),
            ("relative_path", Seen::of(path)),
            ("name", Seen::of(name)),
            (
                "ext",
                Seen::of(name.rfind('.').map_or("", |at| &name[at..])),
            ),
        ];
        let own = seen_values(values).filter(|(key, _)| meant.iter().all(|(name, _)| name != key));
        let usual = ["lang", "author"].into_iter();
        let absent = usual.filter(|key| !values.contains_key(*key));
        let absent = absent.map(|key| (Key::from(key), Seen::none()));
        let own: Vec<(Key<'static>, Seen)> = own
            .map(|(key, seen)| (Key::from(key), seen))
            .chain(absent)
            .collect();
        let meant = meant.into_iter().map(|(key, seen)| (Key::from(key), seen));
        Fields::new(own.into_iter().chain(meant))
    }
}

/// The table of contents as the engine's value. Until a page shows it the headings are kept as one text: apart they weigh several
/// times what they say.
pub(super) fn toc(headings: &[Heading]) -> Seen {
    fn value(entries: &[Entry]) -> tera::Value {
        let items = entries.iter().map(|entry| {
            let heading = &entry.heading;
            let map: Map = [
                (Key::from("id"), tera::Value::from(heading.id.as_str())),
                (Key::from("title"), tera::Value::from(heading.text.as_str())),
                (Key::from("level"), tera::Value::from(heading.level)),
                (Key::from("children"), value(&entry.children)),
            ]
            .into_iter()
            .collect();
            tera::Value::from(map)
        });
        tera::Value::from(items.collect::<Vec<_>>())
    }
    let headings: Vec<(u8, &str, &str)> = headings
        .iter()
        .map(|heading| (heading.level, &*heading.id, &*heading.text))
        .collect();
    let kept = serde_json::to_string(&headings).unwrap_or_default();
    Seen::anew(kept.into_boxed_str(), |kept| {
        let headings: Vec<(u8, String, String)> = serde_json::from_str(kept).unwrap_or_default();
        let headings = headings.into_iter();
        let headings = headings.map(|(level, id, text)| Heading { level, id, text });
        value(&contents(&headings.collect::<Vec<_>>()))
    })
}

/// The beginning of a body up to the separator, with the link definitions that stand behind it.
pub(super) fn excerpt(body: &str, separator: &str) -> String {
    let body = body.trim_start_matches(['\n', ' ']);
    if separator.is_empty() {
        return String::new();
    }
    let Some(at) = memchr::memmem::find(body.as_bytes(), separator.as_bytes()) else {
        return body.to_owned();
    };
    let (head, tail) = (&body[..at], &body[at + separator.len()..]);
    let mut head = head.to_owned();
    if head.contains('[') {
        for line in tail.lines() {
            // Of links and of footnotes.
            if let Some(label) = label(line)
                && (!label.starts_with('^') || head.contains(&format!("[{label}]")))
            {
                head.push_str("\n\n");
                head.push_str(line);
            }
        }
    }
    head
}

/// What a line defines, if it is a definition: `[label]: …`.
fn label(line: &str) -> Option<&str> {
    let inside = line.trim_start_matches(' ').strip_prefix('[')?;
    let label = &inside[..inside.find("]:")?];
    (!label.contains(']')).then_some(label)
}
