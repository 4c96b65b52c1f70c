//! What the author says about advertising: `report.ads` in `_config.yml`.
//!
//! ```yaml
//! report:
//!   ads:
//!     threshold: 0.5            # a score above it is advertising; 0 unless said otherwise
//!     self_promotion: -0.27     # from here to the threshold a tweet that sells is marked, and kept
//!     allow: ["@sample_lab", example.org]   # never advertising
//!     block: [加微信, shop.example.com]      # always
//! ```
//!
//! It must not know how a tweet is weighed.

use post::{Diagnostic, Mapping, Value};
use report::analyse::{List, Rules};

/// Scores beyond this, in thousandths, are no tweet's.
const FARTHEST: f64 = 20.0;

/// The rules, and which wishes are none.
pub(super) fn rules(wish: Option<&Value>) -> (Rules, Vec<Diagnostic>) {
    let mut rules = Rules::default();
    let mut told = Vec::new();
    let wishes = match wish {
        None | Some(Value::Null) => return (rules, told),
        Some(Value::Mapping(wishes)) => wishes,
        Some(_) => {
            told.push(odd("ads", "a mapping of settings", "一组设置"));
            return (rules, told);
        }
    };
    for key in wishes.keys().filter_map(Value::as_str) {
        if !["threshold", "self_promotion", "allow", "block"].contains(&key) {
            let known = "threshold, self_promotion, allow, block";
            told.push(odd(
                &format!("ads.{key}"),
                &format!("one of: {known}"),
                &format!("以下之一：{known}"),
            ));
        }
    }
    for (key, score) in [
        ("threshold", &mut rules.advertising),
        ("self_promotion", &mut rules.self_promotion),
    ] {
        match wishes.get(key) {
            None => {}
            Some(value) => match value.as_f64().filter(|score| score.abs() <= FARTHEST) {
                Some(wanted) => *score = (wanted * 1000.0) as i32,
                None => told.push(odd(
                    &format!("ads.{key}"),
                    "a number from -20 to 20",
                    "-20 到 20 之间的数",
                )),
            },
        }
    }
    if rules.self_promotion > rules.advertising {
        if wishes.get("self_promotion").is_some() {
            told.push(odd(
                "ads.self_promotion",
                "a number that is not above the threshold",
                "不大于 threshold 的数",
            ));
        }
        rules.self_promotion = rules.advertising;
    }
    rules.allow = list(wishes, "allow", &mut told);
    rules.block = list(wishes, "block", &mut told);
    (rules, told)
}

/// A list of accounts, domains and words; one alone may stand without a list.
fn list(wishes: &Mapping, key: &str, told: &mut Vec<Diagnostic>) -> List {
    let mut list = List::default();
    let entries = match wishes.get(key) {
        None | Some(Value::Null) => return list,
        Some(Value::Sequence(entries)) => entries.as_slice(),
        Some(one) => std::slice::from_ref(one),
    };
    for entry in entries {
        match entry {
            Value::String(entry) => list.add(entry),
            Value::Number(number) => list.add(&number.to_string()),
            _ => told.push(odd(
                &format!("ads.{key}"),
                "a list of `@handle`, domains and words",
                "由 `@账号`、域名和词组成的列表",
            )),
        }
    }
    list
}

fn odd(key: &str, en: &str, zh: &str) -> Diagnostic {
    Diagnostic::warning(
        "config",
        format!("`report.{key}` is not understood, and has no effect"),
        format!("无法理解 `report.{key}`，已忽略"),
    )
    .at("_config.yml", 0, 0)
    .help(format!("write {en}"), format!("请写{zh}"))
}
