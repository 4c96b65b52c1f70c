//! A dataset: tweets of whole days under one name, and where they came from. It is `dataset.yaml`.
//!
//! It must not know input formats or what the analysis says.

use crate::llm::Usage;
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What `dataset.yaml` holds: identity, window, inputs, counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dataset {
    /// `<name>_<from>_<to>`, dates as `YYYYMMDD`: the post's title, and the stem of every file about it.
    pub slug: String,
    /// The name the author gave: letters, digits, `_` and `-` only, so it can stand in a path and in YAML.
    pub name: String,
    /// The days, and the zone they are days in.
    pub window: Window,
    /// When the report counts as written: `--now`, or else the time of the newest tweet kept, in the dataset's zone.
    pub as_of: DateTime<FixedOffset>,
    /// The files read, in the order of their names.
    pub inputs: Vec<Input>,
    /// What became of their records.
    pub counts: ImportCounts,
    /// The datasets whose tweets it holds, in their order, where it is a roll-up of shorter ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rollup: Vec<String>,
    /// What a language model did for the report, where one was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub llm: Option<Usage>,
}

/// Whole days in a zone, both included; as instants it is half-open, `start <= t < end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, included.
    pub to: NaiveDate,
    /// The first instant of `from`; its offset is the dataset's zone.
    pub start: DateTime<FixedOffset>,
    /// The first instant after `to`.
    pub end: DateTime<FixedOffset>,
}

impl Window {
    /// The days `from..=to` in `zone`; `None` when `to` is before `from` or a day is outside the calendar.
    pub fn days(from: NaiveDate, to: NaiveDate, zone: FixedOffset) -> Option<Self> {
        if to < from {
            return None;
        }
        let midnight = |day: NaiveDate| day.and_hms_opt(0, 0, 0)?.and_local_timezone(zone).single();
        Some(Self {
            from,
            to,
            start: midnight(from)?,
            end: midnight(to.succ_opt()?)?,
        })
    }

    /// The dataset's zone.
    pub fn zone(&self) -> FixedOffset {
        *self.start.offset()
    }

    /// Whether an instant lies inside.
    pub fn contains(&self, time: DateTime<Utc>) -> bool {
        self.start <= time && time < self.end
    }
}

/// One input file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The file's name without its folder: a path would tell about the author's machine.
    pub file: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// XXH3-128 of its bytes.
    pub hash: String,
    /// The format most of its records had.
    pub format: String,
    /// Records read from it.
    pub records: u64,
}

/// What became of the records: `read == kept + duplicates + outside + without_time + rejected`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ImportCounts {
    pub read: u64,
    pub kept: u64,
    /// Records with the id of one that was kept, from the same or another file.
    pub duplicates: u64,
    pub outside: u64,
    /// Tweets whose time is not known: they cannot be placed in the window.
    pub without_time: u64,
    pub rejected: u64,
}
