//! The zone that dates are read and shown in.
//!
//! It must not know the machine's zone: the same sources make the same site everywhere.

use crate::article::date::Written;
use chrono::{DateTime, FixedOffset, NaiveDateTime, Offset, TimeZone, Utc};

/// Where the site's clock hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// A place, with its daylight saving.
    Place(chrono_tz::Tz),
    /// A fixed distance from UTC.
    Fixed(FixedOffset),
}

impl Zone {
    /// Where no zone is named: that of the machines on which GitHub Pages runs Jekyll, so that addresses stay what they were.
    pub const UTC: Self = Self::Place(chrono_tz::UTC);

    /// An IANA name, in letters of any case, or an offset such as `+08:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(place) = text.parse() {
            return Some(Self::Place(place));
        }
        let mut places = chrono_tz::TZ_VARIANTS.iter();
        let place = places.find(|place| place.name().eq_ignore_ascii_case(text));
        let place = place.map(|place| Self::Place(*place));
        place.or_else(|| super::super::article::date::offset(text).map(Self::Fixed))
    }

    /// The moment that a wall clock in this zone shows as `naive`. In the hour that daylight saving skips, the hour after.
    pub fn moment(&self, naive: NaiveDateTime) -> DateTime<FixedOffset> {
        match self {
            Self::Fixed(offset) => first(offset, naive),
            Self::Place(place) => first(place, naive),
        }
    }

    /// The moment of a date as it was written.
    pub fn of(&self, written: Written) -> DateTime<FixedOffset> {
        let fixed = |offset: FixedOffset| written.local.and_local_timezone(offset).single();
        match written.offset.and_then(fixed) {
            Some(moment) => self.show(moment),
            None => self.moment(written.local),
        }
    }

    /// The same moment as this zone's clock shows it.
    pub fn show(&self, moment: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        match self {
            Self::Fixed(offset) => moment.with_timezone(offset),
            Self::Place(place) => moment.with_timezone(place).fixed_offset(),
        }
    }
}

fn first<Z: TimeZone>(zone: &Z, naive: NaiveDateTime) -> DateTime<FixedOffset> {
    let local = zone.from_local_datetime(&naive).earliest();
    let local = local.or_else(|| {
        zone.from_local_datetime(&(naive + chrono::TimeDelta::hours(1)))
            .earliest()
    });
    match local {
        Some(moment) => moment.fixed_offset(),
        None => Utc
            .from_utc_datetime(&naive)
            .with_timezone(&Utc.fix())
            .fixed_offset(),
    }
}
