//! `{% include %}` and `{% include_relative %}`: another file's text, with values of its own.
//!
//! They must not know where files come from.

use super::super::bounds::{PARSED, PARSING, ROUND, meter};
use super::super::frames::Over;
use super::super::values::FOLDER;
use super::super::{mistake, parse};
use super::call::Given;
use liquid_core::{Error, Object, Renderable, Result, Template, Value, ValueView};
use std::collections::BTreeMap;
use std::io::Write;
use std::rc::Rc;

/// How many includes an include stands in.
const DEPTH: &str = "__depth";

/// Includes within includes: more than this is a circle.
const DEEPEST: i64 = 30;

/// The includes that a body has shown, so that one in a loop is parsed once.
#[derive(Default)]
struct Parsed(BTreeMap<String, Rc<Template>>);

pub(super) fn include(given: &Given<'_>, out: &mut dyn Write) -> Result<()> {
    let file = given.first;
    let text = given.shared.includes.get(file).cloned();
    show(format!("_includes/{file}"), text, given, out)
}

pub(super) fn include_relative(given: &Given<'_>, out: &mut dyn Write) -> Result<()> {
    let file = given.first;
    let folder = given.runtime.try_get(&[FOLDER.into()]);
    let folder = folder.map(|value| value.to_kstr().into_string());
    let path = match folder.as_deref() {
        None | Some("") => file.to_owned(),
        Some(folder) => format!("{folder}/{file}"),
    };
    let text = given.shared.beside.get(&path).map(parse::text_of);
    show(path, text, given, out)
}

fn show(path: String, text: Option<String>, given: &Given<'_>, out: &mut dyn Write) -> Result<()> {
    let (file, runtime) = (given.first, given.runtime);
    let Some(text) = text else {
        return Err(
            Error::with_msg(format!("there is no `{path}`")).context("variable", file.to_owned())
        );
    };
    let depth = runtime.try_get(&[DEPTH.into()]);
    let depth = depth
        .and_then(|value| value.as_scalar()?.to_integer())
        .unwrap_or(0);
    if depth >= DEEPEST {
        return Err(Error::with_msg(format!("`{path}` includes itself")));
    }
    let meter = meter(runtime);
    meter.spend_here(ROUND + text.len() as u64)?;
    let mut own = Object::new();
    for pair in given.others.chunks_exact(2) {
        own.insert(pair[0].to_kstr().into_string().into(), pair[1].clone());
    }
    let mut frame = Object::new();
    frame.insert("include".into(), Value::Object(own));
    frame.insert(DEPTH.into(), Value::scalar(depth + 1));
    let known = runtime
        .registers()
        .get_mut::<Parsed>()
        .0
        .get(&path)
        .cloned();
    let include = match known {
        Some(include) => include,
        None => {
            meter.spend(PARSING + PARSED.saturating_mul(text.len() as u64))?;
            let strict = given.shared.strict;
            let elements = parse::include((&path, &text), given.language, strict, runtime)
                .map_err(|error| mistake::inside(&error, &path, &text, file))?;
            let include = Rc::new(Template::new(elements));
            let mut parsed = runtime.registers().get_mut::<Parsed>();
            parsed.0.insert(path, Rc::clone(&include));
            include
        }
    };
    let scope = Over {
        outer: runtime,
        own: &frame,
        meter: &meter,
    };
    meter.deeper(|| include.render_to(out, &scope))
}
