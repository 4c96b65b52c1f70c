//! What a body sees: the site and its own page at the ground, and over them the variables of each loop and include. Every look is
//! counted, and what is not there is nothing, as in Jekyll, unless the site is strict.
//!
//! They must not know what is looked up.

use super::bounds::{self, Meter};
use liquid_core::model::{KString, KStringCow, KStringRef, ScalarCow, Value, ValueCow, try_find};
use liquid_core::runtime::{PartialStore, Registers};
use liquid_core::{Object, ObjectView, Result, Runtime, ValueView};
use std::collections::BTreeSet;

/// The lowest frame.
pub(super) struct Ground<'r> {
    pub inside: &'r dyn Runtime,
    pub meter: &'r Meter,
    /// Whether what is not there is an error.
    pub strict: bool,
}

/// Variables over another frame.
pub(super) struct Over<'r> {
    pub outer: &'r dyn Runtime,
    pub own: &'r Object,
    pub meter: &'r Meter,
}

fn nothing<'a>() -> ValueCow<'a> {
    ValueCow::Owned(Value::Nil)
}

impl Runtime for Ground<'_> {
    fn partials(&self) -> &dyn PartialStore {
        self.inside.partials()
    }

    fn name(&self) -> Option<KStringRef<'_>> {
        self.inside.name()
    }

    fn roots(&self) -> BTreeSet<KStringCow<'_>> {
        self.inside.roots()
    }

    fn try_get(&self, path: &[ScalarCow<'_>]) -> Option<ValueCow<'_>> {
        let found = self.inside.try_get(path);
        self.meter.look(found.as_ref(), true);
        match self.strict {
            true => found,
            false => found.or_else(|| Some(nothing())),
        }
    }

    fn get(&self, path: &[ScalarCow<'_>]) -> Result<ValueCow<'_>> {
        let found = match self.strict {
            true => {
                let found = self.inside.get(path)?;
                self.meter.look(Some(&found), true);
                found
            }
            false => self.try_get(path).unwrap_or_else(nothing),
        };
        self.meter.within()?;
        Ok(found)
    }

    /// Nothing is remembered that is too large.
    fn set_global(&self, name: KString, value: Value) -> Option<Value> {
        let kept = self.meter.may_be_kept(&value);
        self.inside
            .set_global(name, if kept { value } else { Value::Nil })
    }

    fn set_index(&self, name: KString, value: Value) -> Option<Value> {
        self.inside.set_index(name, value)
    }

    fn get_index<'a>(&'a self, name: &str) -> Option<ValueCow<'a>> {
        self.inside.get_index(name)
    }

    fn registers(&self) -> &Registers {
        self.inside.registers()
    }
}

impl Over<'_> {
    /// What stands in this frame, or else a look into the one below.
    fn own(&self, path: &[ScalarCow<'_>]) -> Option<Option<ValueCow<'_>>> {
        self.meter.add(bounds::FRAME);
        let key = path.first()?.to_kstr();
        if !self.own.contains_key(key.as_str()) {
            return None;
        }
        let found = try_find(self.own.as_value(), path);
        self.meter.look(found.as_ref(), false);
        Some(found)
    }
}

impl Runtime for Over<'_> {
    fn partials(&self) -> &dyn PartialStore {
        self.outer.partials()
    }

    fn name(&self) -> Option<KStringRef<'_>> {
        self.outer.name()
    }

    fn roots(&self) -> BTreeSet<KStringCow<'_>> {
        let mut roots = self.outer.roots();
        roots.extend(self.own.keys().map(|key| key.clone().into()));
        roots
    }

    fn try_get(&self, path: &[ScalarCow<'_>]) -> Option<ValueCow<'_>> {
        match self.own(path) {
            Some(found) => found.or_else(|| Some(nothing())),
            None => self.outer.try_get(path).or_else(|| Some(nothing())),
        }
    }

    fn get(&self, path: &[ScalarCow<'_>]) -> Result<ValueCow<'_>> {
        let found = self.try_get(path).unwrap_or_else(nothing);
        self.meter.within()?;
        Ok(found)
    }

    fn set_global(&self, name: KString, value: Value) -> Option<Value> {
        self.outer.set_global(name, value)
    }

    fn set_index(&self, name: KString, value: Value) -> Option<Value> {
        self.outer.set_index(name, value)
    }

    fn get_index<'a>(&'a self, name: &str) -> Option<ValueCow<'a>> {
        self.outer.get_index(name)
    }

    fn registers(&self) -> &Registers {
        self.outer.registers()
    }
}
