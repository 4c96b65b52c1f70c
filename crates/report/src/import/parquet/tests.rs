//! Files of Parquet written here, and what they become.

use super::values;
use crate::import::{Imported, Options, Reading, Source, import};
use chrono::FixedOffset;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, Decimal, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::record::{Field, Row};
use parquet::schema::parser::parse_message_type;
use std::io::Cursor;
use std::sync::Arc;

/// A value of a column; none where there is none.
enum Column {
    Whole(Vec<Option<i64>>),
    Float(Vec<Option<f64>>),
    Text(Vec<Option<&'static str>>),
}

fn given<T>(values: Vec<Option<T>>) -> (Vec<T>, Vec<i16>) {
    let levels = values.iter().map(|one| i16::from(one.is_some())).collect();
    (values.into_iter().flatten().collect(), levels)
}

fn file(schema: &str, columns: Vec<Column>, packed: Compression) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let how = WriterProperties::builder().set_compression(packed).build();
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(how)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for column in columns {
        let mut to = group.next_column().unwrap().unwrap();
        match column {
            Column::Whole(values) => {
                let (values, levels) = given(values);
                to.typed::<Int64Type>()
                    .write_batch(&values, Some(&levels), None)
            }
            Column::Float(values) => {
                let (values, levels) = given(values);
                to.typed::<DoubleType>()
                    .write_batch(&values, Some(&levels), None)
            }
            Column::Text(values) => {
                let (values, levels) = given(values);
                let values: Vec<ByteArray> = values.into_iter().map(ByteArray::from).collect();
                to.typed::<ByteArrayType>()
                    .write_batch(&values, Some(&levels), None)
            }
        }
        .unwrap();
        to.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    bytes
}

fn read(bytes: Vec<u8>) -> Imported {
    let options = Options {
        dataset: "demo_columns".to_owned(),
        from: None,
        to: None,
        zone: FixedOffset::east_opt(8 * 3600).unwrap(),
        now: None,
        reading: Reading::default(),
    };
    let source = Source {
        file: "demo.parquet".to_owned(),
        reader: Box::new(Cursor::new(bytes)),
        account: None,
    };
    import([source], &options)
}

const TWEETS: &str = "message tweets {
    optional int64 tweet_id;
    optional int64 created_at (TIMESTAMP(NANOS,true));
    optional binary 推文内容 (STRING);
    optional group user { optional binary screen_name (STRING); optional int64 followers_count; }
    optional double favorite_count;
    optional binary quoted_tweet;
}";

fn tweets(packed: Compression) -> Vec<u8> {
    let columns = vec![
        Column::Whole(vec![
            Some(1_996_470_847_589_580_801),
            Some(1_996_470_847_589_580_803),
            None,
        ]),
        // 2025-12-04 10:00, half a second later, never.
        Column::Whole(vec![
            Some(1_764_842_400_000_000_000),
            Some(1_764_842_400_500_000_000),
            None,
        ]),
        Column::Text(vec![Some("今天发布"), Some("second"), Some("no id")]),
        // A user without a name: levels of a group count its fields too.
        Column::Text(vec![Some("demo_one"), Some("demo_two"), None]),
        Column::Whole(vec![Some(12), None, None]),
        Column::Float(vec![Some(3.0), Some(f64::NAN), None]),
        Column::Text(vec![
            None,
            Some("{'id_str': '1996470847589580801', 'user': {'screen_name': 'demo_one'}}"),
            None,
        ]),
    ];
    file(
        &TWEETS.replace("optional group", "required group"),
        columns,
        packed,
    )
}

#[test]
fn columns_become_tweets_in_every_packing() {
    for packed in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(Default::default()),
        Compression::LZ4_RAW,
        Compression::ZSTD(Default::default()),
    ] {
        let read = read(tweets(packed));
        let seen: Vec<String> = read
            .tweets
            .iter()
            .map(|tweet| {
                let at = tweet.time.map(|time| time.to_rfc3339());
                format!(
                    "{} {} {:?} {} {:?} {:?} {:?}",
                    tweet.id,
                    tweet.author.handle,
                    tweet.author.followers,
                    tweet.text,
                    at,
                    tweet.counts.likes,
                    tweet
                        .relations
                        .iter()
                        .map(|r| r.id.clone())
                        .collect::<Vec<_>>()
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                "1996470847589580801 demo_one Some(12) 今天发布 Some(\"2025-12-04T10:00:00+00:00\") Some(3) []",
                "1996470847589580803 demo_two None second Some(\"2025-12-04T10:00:00.500+00:00\") None [\"1996470847589580801\"]",
            ],
            "{packed}"
        );
        let rejected: Vec<_> = read.rejected.iter().map(|one| one.line).collect();
        assert_eq!((rejected, read.dataset.counts.read), (vec![3], 3));
        let input = &read.dataset.inputs[0];
        assert_eq!(
            (input.bytes, input.records),
            (tweets(packed).len() as u64, 3)
        );
    }
}

#[test]
fn values_stay_exact_and_local_times_name_no_zone() {
    let schema = "message one {
        required int64 id; required int64 at (TIMESTAMP(NANOS,false)); required int64 utc (TIMESTAMP(MICROS,true));
        required int32 day (DATE); required double missing; required binary likes; required binary rate;
    }";
    let schema = parse_message_type(schema).unwrap();
    let cents = Decimal::from_i64(-1_205, 18, 2);
    let row = Row::new(vec![
        ("id".to_owned(), Field::ULong(u64::MAX)),
        ("at".to_owned(), Field::Long(1_764_842_400_250_000_000)),
        (
            "utc".to_owned(),
            Field::TimestampMicros(1_764_842_400_250_000),
        ),
        ("day".to_owned(), Field::Date(20_426)),
        ("missing".to_owned(), Field::Double(f64::NAN)),
        ("likes".to_owned(), Field::Bytes(ByteArray::from("1.2万"))),
        ("rate".to_owned(), Field::Decimal(cents)),
    ]);
    assert_eq!(
        values::object(row, Some(&schema)).to_string(),
        r#"{"id":18446744073709551615,"at":"2025-12-04 10:00:00.250","utc":"2025-12-04T10:00:00.250+00:00","day":"2025-12-04","likes":"1.2万","rate":"-12.05"}"#
    );
}

#[test]
fn what_is_damaged_is_told_and_never_breaks_off() {
    let whole = tweets(Compression::SNAPPY);
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let counts = read(bytes).dataset.counts;
        let all = counts.kept + counts.duplicates + counts.outside + counts.without_time;
        assert_eq!(counts.read, all + counts.rejected, "byte {at}");
    }
    let cut = read(whole[..whole.len() - 20].to_vec());
    assert_eq!((cut.rejected.len(), cut.tweets.len()), (1, 0));
    assert!(
        cut.rejected[0].reason.contains("damaged"),
        "{:?}",
        cut.rejected
    );
}
