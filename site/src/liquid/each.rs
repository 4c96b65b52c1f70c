//! `for`: like the library's, but what is not there is nothing inside it too, as in Jekyll.
//!
//! The library's own lays the loop's variable over what is seen, and a field that an item does not have is an error there; a blog's
//! lists are full of such items. It must not know what is in the lists.

use super::Lenient;
use liquid_core::error::ResultLiquidExt as _;
use liquid_core::model::KString;
use liquid_core::parser::{BlockElement, TryMatchToken};
use liquid_core::runtime::{Interrupt, InterruptRegister, StackFrame};
use liquid_core::{
    BlockReflection, Error, Expression, Language, Object, ParseBlock, Renderable, Result, Runtime,
    TagBlock, TagTokenIter, Template, Value, ValueView,
};
use std::io::Write;

/// The block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Each;

impl BlockReflection for Each {
    fn start_tag(&self) -> &str {
        "for"
    }

    fn end_tag(&self) -> &str {
        "endfor"
    }

    fn description(&self) -> &str {
        ""
    }
}

impl ParseBlock for Each {
    fn parse(
        &self,
        mut arguments: TagTokenIter<'_>,
        mut block: TagBlock<'_, '_>,
        language: &Language,
    ) -> Result<Box<dyn Renderable>> {
        let name = arguments.expect_next("a name is missing")?;
        let name = KString::from_ref(name.expect_identifier().into_result()?);
        let word = arguments.expect_next("\"in\" is missing")?;
        word.expect_str("in")
            .into_result_custom_msg("\"in\" is missing")?;
        let list = arguments.expect_next("a list or a range is missing")?;
        let list = match list.expect_value() {
            TryMatchToken::Matches(list) => List::Of(list),
            TryMatchToken::Fails(list) => {
                let (first, last) = list.expect_range().into_result()?;
                List::Numbers(first, last)
            }
        };
        let mut each = Loop {
            name,
            list,
            limit: None,
            offset: None,
            reversed: false,
            inside: Template::new(Vec::new()),
            otherwise: Template::new(Vec::new()),
        };
        while let Some(token) = arguments.next() {
            match token.as_str() {
                "reversed" => each.reversed = true,
                "limit" => each.limit = Some(number(&mut arguments)?),
                "offset" => each.offset = Some(number(&mut arguments)?),
                "," => {}
                _ => {
                    let error =
                        token.raise_custom_error("\"limit\", \"offset\" or \"reversed\" expected");
                    return Err(error);
                }
            }
        }
        let mut inside = Vec::new();
        while let Some(element) = block.next()? {
            match element {
                BlockElement::Tag(tag) if tag.name() == "else" => {
                    each.otherwise = Template::new(block.parse_all(language)?);
                    break;
                }
                BlockElement::Tag(tag) => inside.push(tag.parse(&mut block, language)?),
                other => inside.push(other.parse(&mut block, language)?),
            }
        }
        block.assert_empty();
        each.inside = Template::new(inside);
        Ok(Box::new(each))
    }

    fn reflection(&self) -> &dyn BlockReflection {
        self
    }
}

fn number(arguments: &mut TagTokenIter<'_>) -> Result<Expression> {
    let colon = arguments.expect_next("a colon is missing")?;
    colon
        .expect_str(":")
        .into_result_custom_msg("a colon is missing")?;
    let value = arguments.expect_next("a number is missing")?;
    value.expect_value().into_result()
}

#[derive(Debug)]
enum List {
    Of(Expression),
    Numbers(Expression, Expression),
}

impl List {
    fn items(&self, runtime: &dyn Runtime) -> Result<Vec<Value>> {
        let (first, last) = match self {
            Self::Numbers(first, last) => (first, last),
            Self::Of(list) => {
                let list = list.evaluate(runtime)?;
                return Ok(items_of(&list));
            }
        };
        let (first, last) = (integer(first, runtime)?, integer(last, runtime)?);
        Ok((first..=last).map(Value::scalar).collect())
    }
}

/// A list's items; of a map its pairs, by their keys; one of anything else, and none of nothing.
fn items_of(list: &dyn ValueView) -> Vec<Value> {
    if let Some(items) = list.as_array() {
        return items.values().map(ValueView::to_value).collect();
    }
    if let Some(map) = list.as_object() {
        let mut pairs: Vec<(String, Value)> = map
            .iter()
            .map(|(key, value)| (key.into_string(), value.to_value()))
            .collect();
        pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
        let pair = |(key, value)| Value::Array(vec![Value::scalar(key), value]);
        return pairs.into_iter().map(pair).collect();
    }
    match list.is_nil() || list.to_kstr().is_empty() {
        true => Vec::new(),
        false => vec![list.to_value()],
    }
}

fn integer(expression: &Expression, runtime: &dyn Runtime) -> Result<i64> {
    let value = expression.evaluate(runtime)?;
    let number = value.as_scalar().and_then(|scalar| scalar.to_integer());
    number.ok_or_else(|| Error::with_msg(format!("`{}` is not a whole number", value.to_kstr())))
}

#[derive(Debug)]
struct Loop {
    name: KString,
    list: List,
    limit: Option<Expression>,
    offset: Option<Expression>,
    reversed: bool,
    inside: Template,
    otherwise: Template,
}

impl Renderable for Loop {
    fn render_to(&self, out: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        let count = |asked: &Option<Expression>| -> Result<Option<usize>> {
            let number = asked.as_ref().map(|asked| integer(asked, runtime));
            Ok(number
                .transpose()?
                .map(|number| usize::try_from(number).unwrap_or(0)))
        };
        let from = count(&self.offset)?.unwrap_or(0);
        let most = count(&self.limit)?.unwrap_or(usize::MAX);
        let items = self.list.items(runtime)?;
        let mut items: Vec<Value> = items.into_iter().skip(from).take(most).collect();
        if self.reversed {
            items.reverse();
        }
        if items.is_empty() {
            return self.otherwise.render_to(out, runtime);
        }
        let outer = runtime.try_get(&["forloop".into()]);
        let outer = outer.map_or(Value::Nil, |outer| outer.to_value());
        let length = items.len() as i64;
        for (index, item) in (0_i64..).zip(items) {
            let mut frame = Object::new();
            frame.insert("forloop".into(), place(index, length, &outer));
            frame.insert(self.name.clone(), item);
            let scope = StackFrame::new(runtime, &frame);
            let scope = Lenient(&scope);
            self.inside
                .render_to(out, &scope)
                .trace_with(|| format!("{{% for {} %}}", self.name).into())?;
            let interrupt = scope.registers().get_mut::<InterruptRegister>().reset();
            if let Some(Interrupt::Break) = interrupt {
                break;
            }
        }
        Ok(())
    }
}

/// `forloop`
fn place(index: i64, length: i64, outer: &Value) -> Value {
    let mut place = Object::new();
    for (name, value) in [
        ("index", index + 1),
        ("index0", index),
        ("rindex", length - index),
        ("rindex0", length - index - 1),
        ("length", length),
    ] {
        place.insert(name.into(), Value::scalar(value));
    }
    place.insert("first".into(), Value::scalar(index == 0));
    place.insert("last".into(), Value::scalar(index + 1 == length));
    place.insert("parentloop".into(), outer.clone());
    Value::Object(place)
}
