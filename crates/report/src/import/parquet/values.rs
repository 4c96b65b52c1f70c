//! A row of Parquet as an object of JSON: whole numbers exactly, times as text, texts that hold objects opened, nothing where
//! nothing is.
//!
//! It must not know files.

use super::super::table;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use parquet::basic::{LogicalType, TimeUnit, TimestampType};
use parquet::data_type::Decimal;
use parquet::record::{Field, Row};
use parquet::schema::types::{Type, TypePtr};
use serde_json::{Map, Value};

/// The columns that have a value, under their names.
pub(super) fn object(row: Row, of: Option<&Type>) -> Value {
    // A row has its columns in the order of the schema.
    let types = of.filter(|of| of.is_group()).map(Type::get_fields);
    let types = types.unwrap_or_default().iter().map(Some);
    let columns = row.into_columns().into_iter();
    let with_types = columns.zip(types.chain(std::iter::repeat(None)));
    let mut object = Map::new();
    for ((name, field), of) in with_types {
        let value = value(field, of);
        if !value.is_null() && !name.is_empty() {
            object.insert(name, value);
        }
    }
    Value::Object(object)
}

fn value(field: Field, of: Option<&TypePtr>) -> Value {
    let said = of.and_then(|of| of.get_basic_info().logical_type_ref());
    let stamp = match said {
        Some(LogicalType::Timestamp(stamp)) => Some(stamp),
        _ => None,
    };
    match field {
        Field::Null => Value::Null,
        Field::Bool(yes) => yes.into(),
        Field::Byte(n) => n.into(),
        Field::Short(n) => n.into(),
        Field::Int(n) => n.into(),
        Field::Long(n) => match stamp {
            Some(stamp) => time(moment(n, stamp.unit), Some(stamp)),
            None => n.into(),
        },
        Field::UByte(n) => n.into(),
        Field::UShort(n) => n.into(),
        Field::UInt(n) => n.into(),
        Field::ULong(n) => n.into(),
        // What is no number, pandas' missing ones, becomes nothing.
        Field::Float16(n) => n.to_f64().into(),
        Field::Float(n) => f64::from(n).into(),
        Field::Double(n) => n.into(),
        Field::Decimal(n) => decimal(&n).into(),
        Field::Str(text) => table::value(text),
        Field::Bytes(bytes) => table::value(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Date(days) => NaiveDate::default()
            .checked_add_signed(TimeDelta::days(days.into()))
            .map(|day| day.to_string())
            .into(),
        Field::TimeMillis(n) => of_day(i64::from(n) / 1_000),
        Field::TimeMicros(n) => of_day(n / 1_000_000),
        Field::TimestampMillis(n) => time(DateTime::from_timestamp_millis(n), stamp),
        Field::TimestampMicros(n) => time(DateTime::from_timestamp_micros(n), stamp),
        Field::Group(row) => object(row, of.map(AsRef::as_ref)),
        Field::ListInternal(list) => {
            let elements = list.elements().iter();
            elements.map(|one| value(one.clone(), None)).collect()
        }
        Field::MapInternal(map) => {
            let entries = map.entries().iter().filter_map(|(key, inner)| {
                let key = match value(key.clone(), None) {
                    Value::String(key) => key,
                    other => other.to_string(),
                };
                Some((key, value(inner.clone(), None))).filter(|(_, inner)| !inner.is_null())
            });
            Value::Object(entries.collect())
        }
    }
}

/// A time: in the dataset's zone where the column says that it is in none.
fn time(at: Option<DateTime<Utc>>, stamp: Option<&TimestampType>) -> Value {
    let local = stamp.is_some_and(|stamp| !stamp.is_adjusted_to_u_t_c);
    at.map(|at| match local {
        true => at.naive_utc().format("%Y-%m-%d %H:%M:%S%.f").to_string(),
        false => at.to_rfc3339(),
    })
    .into()
}

fn moment(n: i64, unit: TimeUnit) -> Option<DateTime<Utc>> {
    match unit {
        TimeUnit::MILLIS => DateTime::from_timestamp_millis(n),
        TimeUnit::MICROS => DateTime::from_timestamp_micros(n),
        TimeUnit::NANOS => Some(DateTime::from_timestamp_nanos(n)),
    }
}

fn of_day(seconds: i64) -> Value {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!("{hours:02}:{minutes:02}:{:02}", seconds % 60).into()
}

/// A decimal number, all of its digits.
fn decimal(number: &Decimal) -> String {
    // 38 digits are the most that writers use.
    let (bytes, scale) = (number.data(), number.scale().clamp(0, 38) as usize);
    let negative = bytes.first().is_some_and(|first| *first > 127);
    // Sixteen bytes hold as many; of longer ones the first are only signs.
    let mut whole = [if negative { 255 } else { 0 }; 16];
    let kept = &bytes[bytes.len().saturating_sub(16)..];
    whole[16 - kept.len()..].copy_from_slice(kept);
    let value = i128::from_be_bytes(whole);
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = scale + 1);
    let (before, after) = digits.split_at(digits.len() - scale);
    let sign = if value < 0 { "-" } else { "" };
    match after.is_empty() {
        true => format!("{sign}{before}"),
        false => format!("{sign}{before}.{after}"),
    }
}
