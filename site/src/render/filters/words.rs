//! Liquid's filters of texts and numbers that Tera has under other names or not at all.
//!
//! They must not know the site.

use crate::article::typography;
use std::borrow::Cow;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

pub(super) fn register(engine: &mut Tera) {
    type Change = fn(&str) -> String;
    let changes: [(&'static str, Change); 8] = [
        ("upcase", |text| text.to_uppercase()),
        ("downcase", |text| text.to_lowercase()),
        ("strip", |text| text.trim().to_owned()),
        ("lstrip", |text| text.trim_start().to_owned()),
        ("rstrip", |text| text.trim_end().to_owned()),
        ("inspect", |text| format!("{text:?}")),
        ("smartify", |text| typography::smart(text).into_owned()),
        ("url_decode", |text| {
            let plain = text.replace('+', " ");
            percent_encoding::percent_decode_str(&plain)
                .decode_utf8_lossy()
                .into_owned()
        }),
    ];
    for (name, change) in changes {
        engine.register_filter(name, move |text: Cow<'_, str>, _: Kwargs, _: &State| {
            change(&text)
        });
    }
    engine.register_filter("append", |text: Cow<'_, str>, kwargs: Kwargs, _: &State| {
        let more: &Value = kwargs.must_get("with")?;
        TeraResult::Ok(format!("{text}{more}"))
    });
    engine.register_filter(
        "prepend",
        |text: Cow<'_, str>, kwargs: Kwargs, _: &State| {
            let more: &Value = kwargs.must_get("with")?;
            TeraResult::Ok(format!("{more}{text}"))
        },
    );
    engine.register_filter("remove", |text: Cow<'_, str>, kwargs: Kwargs, _: &State| {
        let gone: &str = kwargs.must_get("text")?;
        TeraResult::Ok(text.replace(gone, ""))
    });
    engine.register_filter(
        "remove_first",
        |text: Cow<'_, str>, kwargs: Kwargs, _: &State| {
            let gone: &str = kwargs.must_get("text")?;
            TeraResult::Ok(text.replacen(gone, "", 1))
        },
    );
    engine.register_filter(
        "replace_first",
        |text: Cow<'_, str>, kwargs: Kwargs, _: &State| {
            let (from, to): (&str, &str) = (kwargs.must_get("from")?, kwargs.must_get("to")?);
            TeraResult::Ok(text.replacen(from, to, 1))
        },
    );
    engine.register_filter(
        "truncatewords",
        |text: Cow<'_, str>, kwargs: Kwargs, _: &State| {
            let most = kwargs.get::<usize>("length")?.unwrap_or(15).max(1);
            let words: Vec<&str> = text.split_whitespace().collect();
            TeraResult::Ok(match words.len() > most {
                true => words[..most].join(" ") + kwargs.get::<&str>("end")?.unwrap_or("..."),
                false => text.into_owned(),
            })
        },
    );
    engine.register_filter("to_integer", |value: Value, _: Kwargs, _: &State| {
        let number = match value.as_bool() {
            Some(yes) => Some(f64::from(u8::from(yes))),
            None => value
                .as_f64()
                .or_else(|| value.as_str()?.trim().parse().ok()),
        };
        number.map_or(0, |number| number.trunc() as i64)
    });
    type Sum = fn(f64, f64) -> f64;
    let sums: [(&'static str, Sum); 6] = [
        ("plus", |a, b| a + b),
        ("minus", |a, b| a - b),
        ("times", |a, b| a * b),
        ("modulo", |a, b| a.rem_euclid(b)),
        ("at_least", f64::max),
        ("at_most", f64::min),
    ];
    for (name, sum) in sums {
        engine.register_filter(name, move |value: Value, kwargs: Kwargs, _: &State| {
            let (a, b) = (number(&value)?, number(kwargs.must_get::<&Value>("n")?)?);
            TeraResult::Ok(whole(sum(a, b)))
        });
    }
    engine.register_filter("divided_by", |value: Value, kwargs: Kwargs, _: &State| {
        let by: &Value = kwargs.must_get("n")?;
        let (a, b) = (number(&value)?, number(by)?);
        if b == 0.0 {
            return Err(Error::message("divided by 0"));
        }
        // Whole numbers divide to whole numbers, as in Liquid.
        let whole_numbers = a.fract() == 0.0 && !by.is_f64();
        Ok(whole(if whole_numbers {
            (a / b).floor()
        } else {
            a / b
        }))
    });
    engine.register_filter("ceil", |value: Value, _: Kwargs, _: &State| {
        TeraResult::Ok(whole(number(&value)?.ceil()))
    });
    engine.register_filter("floor", |value: Value, _: Kwargs, _: &State| {
        TeraResult::Ok(whole(number(&value)?.floor()))
    });
}

fn number(value: &Value) -> TeraResult<f64> {
    let found = value
        .as_f64()
        .or_else(|| value.as_str()?.trim().parse().ok());
    found.ok_or_else(|| Error::message(format!("`{value}` is not a number")))
}

/// A whole number as one.
fn whole(number: f64) -> Value {
    match number.fract() == 0.0 && number.abs() < 9e15 {
        true => Value::from(number as i64),
        false => Value::from(number),
    }
}
