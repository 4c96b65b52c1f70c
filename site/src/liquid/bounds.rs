//! What one body may cost. A loop in a loop in a loop, a text that is doubled forty times or put in the place of each of its own
//! letters is small to write, and would take all time and all memory.
//!
//! Work is counted and never measured, so that the same body ends the same way on every machine: a unit is about a nanosecond of a
//! common one. A body may do as much as takes well under a second, and more where it is long or sees a large site. It must not know
//! what is carried out.

use super::values::MARKDOWN;
use liquid_core::model::ValueCow;
use liquid_core::{Error, Result, Runtime, ValueView};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::rc::Rc;

/// What any body may do.
const MOST: u64 = 300_000_000;
/// What it may do more for each byte of the site that it sees.
const FOR_SEEN: u64 = 300;
/// What it may do more for each byte of its own: what stands there is written once.
const FOR_OWN: u64 = 320;

/// One value, in bytes, unless the body sees more: then it may be as large as all of that.
pub(super) const LARGEST: usize = 10_000_000;

/// One round of a loop.
pub(super) const ROUND: u64 = 900;
/// One tag or block, carried out.
pub(super) const TAG: u64 = 100;
/// One value, looked up.
const LOOKUP: u64 = 120;
/// One frame that is looked through for it.
pub(super) const FRAME: u64 = 30;
/// A byte of a tag that stands in a loop, each time that the loop goes round, beside the byte itself.
pub(super) const TAG_BYTE: usize = 3;
/// A byte of Liquid, parsed.
pub(super) const PARSED: u64 = 300;
/// Any text of Liquid, parsed.
pub(super) const PARSING: u64 = 10_000;
/// A byte that a body shows and that is then read as Markdown.
const WRITTEN_MARKDOWN: u64 = 300;
/// A byte that a body shows and that is HTML.
const WRITTEN: u64 = 20;
/// A byte that is remembered of a value larger than [`LARGEST`].
const OF_A_LARGE_ONE: u64 = 20;
/// Of values up to this size it is not remembered how large they are.
const SMALL: usize = 16_000;

/// What has been done for one body, and how much may be.
#[derive(Debug)]
pub(super) struct Meter {
    done: Cell<u64>,
    most: u64,
    /// How large a value may be.
    largest: usize,
    large: Cell<bool>,
    /// How many loops and includes stand in each other here.
    depth: Cell<u64>,
    /// The size of large values that stay where they are while the body is carried out, by place and length.
    sizes: RefCell<BTreeMap<(usize, i64), usize>>,
}

/// What stays where the runtime's tags find it.
#[derive(Default)]
struct Kept(Rc<Meter>);

impl Default for Meter {
    fn default() -> Self {
        Self::new(0, 0)
    }
}

impl Meter {
    /// For a body of so many bytes that sees so many of the site.
    pub(super) fn new(own: usize, seen: usize) -> Self {
        let more = (own as u64)
            .saturating_mul(FOR_OWN)
            .saturating_add((seen as u64).saturating_mul(FOR_SEEN));
        Self {
            done: Cell::default(),
            most: MOST.saturating_add(more),
            largest: LARGEST.max(seen),
            large: Cell::default(),
            depth: Cell::default(),
            sizes: RefCell::default(),
        }
    }

    /// Counts work.
    pub(super) fn add(&self, work: u64) {
        self.done.set(self.done.get().saturating_add(work));
    }

    /// Counts work.
    ///
    /// # Errors
    /// It is too much.
    pub(super) fn spend(&self, work: u64) -> Result<()> {
        self.add(work);
        self.within()
    }

    /// Counts work that looks through the frames: more, the more there are.
    ///
    /// # Errors
    /// It is too much.
    pub(super) fn spend_here(&self, work: u64) -> Result<()> {
        self.spend(work + 2 * FRAME * self.depth.get())
    }

    /// Does something one frame deeper.
    pub(super) fn deeper<T>(&self, does: impl FnOnce() -> T) -> T {
        self.depth.set(self.depth.get() + 1);
        let done = does();
        self.depth.set(self.depth.get() - 1);
        done
    }

    /// # Errors
    /// What has been done is too much, or a value too large.
    pub(super) fn within(&self) -> Result<()> {
        match self.too_much() {
            Some((told, _)) => Err(Error::with_msg(told)),
            None => Ok(()),
        }
    }

    /// What is too much, in English and Chinese.
    pub(super) fn too_much(&self) -> Option<(&'static str, &'static str)> {
        if self.large.get() {
            return Some((
                "a value has more than 10 MB, and more than all that the body sees",
                "有一个值超过 10 MB，也超过了正文所能看到的全部内容",
            ));
        }
        (self.done.get() > self.most).then_some((
            "its loops, its filters and what it shows are more work than one body may be",
            "循环、过滤器和所显示的内容超过了一篇正文允许的工作量",
        ))
    }

    /// Whether a value may be remembered. If not, [`Meter::within`] says so.
    pub(super) fn may_be_kept(&self, value: &dyn ValueView) -> bool {
        let size = size(value, self.largest);
        // Of what is as large as the site there may be few.
        let each = if size > LARGEST { OF_A_LARGE_ONE } else { 1 };
        self.add((size as u64).saturating_mul(each));
        self.may_be(size)
    }

    /// Whether a value of so many bytes may be. If not, [`Meter::within`] says so.
    pub(super) fn may_be(&self, size: usize) -> bool {
        if size > self.largest {
            self.large.set(true);
        }
        size <= self.largest
    }

    /// Room for a value of so many bytes, before it is made.
    ///
    /// # Errors
    /// It would be too large, or it is too much work.
    pub(super) fn room(&self, size: usize) -> Result<()> {
        match self.may_be(size) {
            true => self.spend(size as u64),
            false => self
                .within()
                .and_then(|()| Err(Error::with_msg("a value is too large"))),
        }
    }

    /// Counts what looking up this value costs, and what an operator may do with it. `stays` says that a value that is not copied stays
    /// where it is until the body is done.
    pub(super) fn look(&self, found: Option<&ValueCow<'_>>, stays: bool) {
        let size = match found {
            None => 0,
            Some(ValueCow::Borrowed(value)) if stays => self.size_where_it_stays(*value),
            Some(value) => size(value.as_view(), LARGEST),
        };
        // The parts of a list or map are copied and compared one by one.
        let parts = found.is_some_and(|found| found.is_array() || found.is_object());
        let each = if parts { 3 } else { 1 };
        self.add(LOOKUP + each * size as u64);
    }

    fn size_where_it_stays(&self, value: &dyn ValueView) -> usize {
        let length = match (value.as_array(), value.as_object()) {
            (Some(items), _) => items.size(),
            (_, Some(map)) => map.size(),
            // Most operators see whether texts are equal.
            _ => return size(value, LARGEST) / 8,
        };
        let known = size(value, SMALL);
        if known <= SMALL {
            return known;
        }
        let place = (std::ptr::from_ref(value).cast::<()>().addr(), length);
        let mut sizes = self.sizes.borrow_mut();
        *sizes.entry(place).or_insert_with(|| size(value, LARGEST))
    }
}

/// Lets a runtime's tags and filters count on this meter.
pub(super) fn keep(meter: &Rc<Meter>, runtime: &dyn Runtime) {
    runtime.registers().get_mut::<Kept>().0 = Rc::clone(meter);
}

/// The meter that is counted on.
pub(super) fn meter(runtime: &dyn Runtime) -> Rc<Meter> {
    Rc::clone(&runtime.registers().get_mut::<Kept>().0)
}

/// What a byte costs that this body shows.
pub(super) fn written(runtime: &dyn Runtime) -> u64 {
    let markdown = runtime.try_get(&[MARKDOWN.into()]);
    match markdown.and_then(|value| value.as_scalar()?.to_bool()) {
        Some(true) => WRITTEN_MARKDOWN,
        _ => WRITTEN,
    }
}

/// The same writer, whose bytes are counted.
pub(super) struct Counted<'a> {
    pub out: &'a mut dyn Write,
    pub meter: &'a Meter,
    /// What a byte costs.
    pub each: u64,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.meter.add((count as u64).saturating_mul(self.each));
        match self.meter.within() {
            Ok(()) => Ok(count),
            Err(_) => Err(io::ErrorKind::FileTooLarge.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// About how many bytes a value has, counted no further than `most`.
pub(super) fn size(value: &dyn ValueView, most: usize) -> usize {
    let add = |sum: usize, one: &dyn ValueView| match sum > most {
        true => sum,
        false => sum + 16 + size(one, most - sum),
    };
    if let Some(items) = value.as_array() {
        return items.values().fold(0, add);
    }
    if let Some(map) = value.as_object() {
        return map.values().fold(0, add);
    }
    match value.as_scalar() {
        Some(scalar) if scalar.type_name() == "string" => scalar.to_kstr().len(),
        _ => 0,
    }
}
