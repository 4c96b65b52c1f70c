//! `for` and `tablerow`: like the library's, but what is not there is nothing inside them too, as in Jekyll, and they end.
//!
//! The library's own lay the loop's variable over what is seen, and a field that an item does not have is an error there; a blog's
//! lists are full of such items. It must not know what is in the lists.

use super::super::bounds::{self, Meter};
use super::super::frames::Over;
use super::super::translate::WEIGHT;
use super::block::Block;
use super::items::{List, integer};
use liquid_core::error::ResultLiquidExt as _;
use liquid_core::model::KString;
use liquid_core::parser::{BlockElement, TryMatchToken};
use liquid_core::runtime::{Interrupt, InterruptRegister};
use liquid_core::{
    Error, Expression, Language, Object, Renderable, Result, Runtime, TagBlock, TagTokenIter,
    Template, Value, ValueView,
};
use std::io::Write;

pub(super) const FOR: Block = Block {
    start: "for",
    end: "endfor",
    read: |arguments, block, language| read(Kind::Item, arguments, block, language),
};

pub(super) const TABLEROW: Block = Block {
    start: "tablerow",
    end: "endtablerow",
    read: |arguments, block, language| read(Kind::Cell, arguments, block, language),
};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// `for`
    Item,
    /// `tablerow`
    Cell,
}

fn read(
    kind: Kind,
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
        kind,
        name,
        list,
        limit: None,
        offset: None,
        columns: None,
        reversed: false,
        weight: 0,
        inside: Template::new(Vec::new()),
        otherwise: Template::new(Vec::new()),
    };
    while let Some(token) = arguments.next() {
        match token.as_str() {
            "reversed" => each.reversed = true,
            "limit" => each.limit = Some(number(&mut arguments)?),
            "offset" => each.offset = Some(number(&mut arguments)?),
            "cols" if kind == Kind::Cell => each.columns = Some(number(&mut arguments)?),
            WEIGHT => {
                let weight = number(&mut arguments)?.into_literal();
                let weight = weight.and_then(|weight| weight.as_scalar()?.to_integer());
                each.weight = weight.map_or(0, i64::unsigned_abs);
            }
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

fn number(arguments: &mut TagTokenIter<'_>) -> Result<Expression> {
    let colon = arguments.expect_next("a colon is missing")?;
    colon
        .expect_str(":")
        .into_result_custom_msg("a colon is missing")?;
    let value = arguments.expect_next("a number is missing")?;
    value.expect_value().into_result()
}

#[derive(Debug)]
struct Loop {
    kind: Kind,
    name: KString,
    list: List,
    limit: Option<Expression>,
    offset: Option<Expression>,
    columns: Option<Expression>,
    reversed: bool,
    /// How many bytes stand inside.
    weight: u64,
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
        let meter = bounds::meter(runtime);
        let mut items = self.list.items((from, most), runtime, &meter)?;
        if self.reversed {
            items.reverse();
        }
        if items.is_empty() && self.kind == Kind::Item {
            return self.otherwise.render_to(out, runtime);
        }
        match self.kind {
            Kind::Item => self.each_item(items, out, runtime, &meter),
            Kind::Cell => {
                let columns = count(&self.columns)?.unwrap_or(items.len());
                self.each_cell(items, columns.max(1), out, (runtime, &meter))
            }
        }
    }
}

impl Loop {
    fn tag(&self) -> &'static str {
        match self.kind {
            Kind::Item => FOR.start,
            Kind::Cell => TABLEROW.start,
        }
    }

    fn each_item(
        &self,
        items: Vec<Value>,
        out: &mut dyn Write,
        runtime: &dyn Runtime,
        meter: &Meter,
    ) -> Result<()> {
        let outer = runtime.try_get(&["forloop".into()]);
        let outer = outer.map_or(Value::Nil, |outer| outer.to_value());
        let length = items.len() as i64;
        for (index, item) in (0_i64..).zip(items) {
            let mut place = place(index, length);
            place.insert("parentloop".into(), outer.clone());
            let goes_on = self.round(item, ("forloop", place), out, (runtime, meter))?;
            if !goes_on {
                break;
            }
        }
        Ok(())
    }

    fn each_cell(
        &self,
        items: Vec<Value>,
        columns: usize,
        out: &mut dyn Write,
        (runtime, meter): (&dyn Runtime, &Meter),
    ) -> Result<()> {
        let failed = |error: std::io::Error| Error::with_msg(error.to_string());
        let length = items.len();
        writeln!(out, "<tr class=\"row1\">").map_err(failed)?;
        for (index, item) in items.into_iter().enumerate() {
            let (row, column) = (index / columns + 1, index % columns + 1);
            if column == 1 && index > 0 {
                write!(out, "</tr>\n<tr class=\"row{row}\">").map_err(failed)?;
            }
            let mut place = place(index as i64, length as i64);
            for (name, number) in [("row", row), ("col", column), ("col0", column - 1)] {
                place.insert(name.into(), Value::scalar(number as i64));
            }
            place.insert("col_first".into(), Value::scalar(column == 1));
            place.insert("col_last".into(), Value::scalar(column == columns));
            write!(out, "<td class=\"col{column}\">").map_err(failed)?;
            let goes_on = self.round(item, ("tablerowloop", place), out, (runtime, meter))?;
            write!(out, "</td>").map_err(failed)?;
            if !goes_on {
                break;
            }
        }
        writeln!(out, "</tr>").map_err(failed)
    }

    /// Once what stands inside. Whether the loop goes on.
    fn round(
        &self,
        item: Value,
        (name, place): (&'static str, Object),
        out: &mut dyn Write,
        (runtime, meter): (&dyn Runtime, &Meter),
    ) -> Result<bool> {
        meter.spend_here(bounds::ROUND.saturating_add(self.weight))?;
        let mut frame = Object::new();
        frame.insert(name.into(), Value::Object(place));
        frame.insert(self.name.clone(), item);
        let scope = Over {
            outer: runtime,
            own: &frame,
            meter,
        };
        meter
            .deeper(|| self.inside.render_to(out, &scope))
            .trace_with(|| format!("{{% {} {} %}}", self.tag(), self.name).into())?;
        let interrupt = scope.registers().get_mut::<InterruptRegister>().reset();
        Ok(!matches!(interrupt, Some(Interrupt::Break)))
    }
}

/// `forloop` and `tablerowloop`
fn place(index: i64, length: i64) -> Object {
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
    place
}
