//! Filters that count, as Ruby counts: a text is the number that it begins with, and what is no number is nought.
//!
//! They must not know Jekyll.

use super::Row;
use super::function::Given;
use super::metered::Effort;
use liquid_core::{Error, Result, Value, ValueView};

/// Every filter of this file.
pub(super) fn all() -> Vec<Row> {
    let own: [(&str, Own); 3] = [
        ("abs", |number| number.map(i64::checked_abs, f64::abs)),
        ("ceil", |number| whole(number.real().ceil(), number)),
        ("floor", |number| whole(number.real().floor(), number)),
    ];
    let own = own.map(|(name, work)| {
        let work = move |input: &dyn ValueView, _: &Given<'_>| Ok(work(Number::of(input)).value());
        Row::new(name, 0..=0, Effort::NONE, work)
    });
    let with: [(&str, With); 7] = [
        ("plus", |a, b| {
            Ok(a.with(b, i64::checked_add, |a, b| decimal(a + b)))
        }),
        ("minus", |a, b| {
            Ok(a.with(b, i64::checked_sub, |a, b| decimal(a - b)))
        }),
        ("times", |a, b| {
            Ok(a.with(b, i64::checked_mul, |a, b| decimal(a * b)))
        }),
        ("divided_by", |a, b| {
            divisor(b)?;
            Ok(a.with(b, floored, |a, b| a / b))
        }),
        ("modulo", |a, b| {
            divisor(b)?;
            Ok(a.with(b, rest, |a, b| a - b * (a / b).floor()))
        }),
        ("at_least", |a, b| {
            Ok(if b.real() > a.real() { b } else { a })
        }),
        ("at_most", |a, b| {
            Ok(if b.real() < a.real() { b } else { a })
        }),
    ];
    let with = with.map(|(name, work)| {
        let work = move |input: &dyn ValueView, given: &Given<'_>| {
            let other = given.value(0)?.unwrap_or(Value::Nil);
            Ok(work(Number::of(input), Number::of(&other))?.value())
        };
        Row::new(name, 1..=1, Effort::NONE, work)
    });
    let round = Row::new("round", 0..=1, Effort::NONE, round);
    own.into_iter().chain(with).chain([round]).collect()
}

type Own = fn(Number) -> Number;
type With = fn(Number, Number) -> Result<Number>;

#[derive(Clone, Copy)]
enum Number {
    Whole(i64),
    Real(f64),
}

impl Number {
    fn of(value: &dyn ValueView) -> Self {
        let scalar = value.as_scalar();
        let read = scalar.and_then(|scalar| match scalar.type_name() {
            "whole number" => scalar.to_integer().map(Self::Whole),
            "fractional number" => scalar.to_float().map(Self::Real),
            "string" => Some(Self::read(&scalar.to_kstr())),
            _ => None,
        });
        read.unwrap_or(Self::Whole(0))
    }

    /// The number that a text is, or the whole one that it begins with.
    fn read(text: &str) -> Self {
        let text = text.trim();
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let digits = |text: &str| {
            let end = text.find(|c: char| !c.is_ascii_digit());
            end.unwrap_or(text.len())
        };
        let before = digits(unsigned);
        let behind = unsigned[before..].strip_prefix('.');
        if behind.is_some_and(|behind| !behind.is_empty() && digits(behind) == behind.len())
            && before > 0
        {
            return Self::Real(text.parse().unwrap_or_default());
        }
        let length = text.len() - unsigned.len() + before;
        Self::Whole(text[..length].parse().unwrap_or_default())
    }

    fn real(self) -> f64 {
        match self {
            Self::Whole(number) => number as f64,
            Self::Real(number) => number,
        }
    }

    fn map(self, whole: fn(i64) -> Option<i64>, real: fn(f64) -> f64) -> Self {
        match self {
            Self::Whole(number) => whole(number).map(Self::Whole),
            Self::Real(_) => None,
        }
        .unwrap_or_else(|| Self::Real(real(self.real())))
    }

    /// Two whole numbers make a whole one where there is room for it.
    fn with(
        self,
        other: Self,
        whole: fn(i64, i64) -> Option<i64>,
        real: fn(f64, f64) -> f64,
    ) -> Self {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => whole(a, b).map(Self::Whole),
            _ => None,
        }
        .unwrap_or_else(|| Self::Real(real(self.real(), other.real())))
    }

    fn value(self) -> Value {
        match self {
            Self::Whole(number) => Value::scalar(number),
            Self::Real(number) => Value::scalar(number),
        }
    }
}

/// A sum or product of decimal fractions, which are what authors write: `0.1` and `0.2` make `0.3`.
fn decimal(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}

/// What is made of a number by rounding it; the number itself where that is whole.
fn whole(rounded: f64, number: Number) -> Number {
    match number {
        Number::Whole(_) => number,
        Number::Real(_) => Number::Whole(rounded as i64),
    }
}

/// # Errors
/// It is nought.
fn divisor(number: Number) -> Result<()> {
    match number.real() == 0.0 {
        true => Err(Error::with_msg("divided by 0")),
        false => Ok(()),
    }
}

/// Division that rounds down, whatever the signs are.
fn floored(a: i64, b: i64) -> Option<i64> {
    let quotient = a.checked_div(b)?;
    Some(quotient - i64::from(a % b != 0 && (a < 0) != (b < 0)))
}

fn rest(a: i64, b: i64) -> Option<i64> {
    a.checked_sub(floored(a, b)?.checked_mul(b)?)
}

fn round(input: &dyn ValueView, given: &Given<'_>) -> Result<Value> {
    let number = Number::of(input);
    let places = given.value(0)?.map(|places| Number::of(&places).real());
    let places = places.unwrap_or(0.0);
    if places <= 0.0 {
        return Ok(whole(number.real().round(), number).value());
    }
    Ok(match number {
        Number::Whole(_) => number.value(),
        Number::Real(real) => {
            let scale = libm::pow(10.0, places.min(15.0).floor());
            Value::scalar((real * scale).round() / scale)
        }
    })
}
