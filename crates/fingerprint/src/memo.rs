//! A parallel map that remembers its last call: only items whose key was not there last time are computed.
//!
//! It must not know what it computes. Correctness rests on one promise of the caller: equal keys mean equal results.

use crate::{ByName, Fingerprint};
use rayon::prelude::*;
use std::sync::Arc;

/// The results of the last [`Memo::map`], by key. It changes only the time a call takes, never its result.
pub struct Memo<V> {
    last: ByName<Arc<V>>,
    computed: usize,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self {
            last: ByName::default(),
            computed: 0,
        }
    }
}

impl<V: Send + Sync> Memo<V> {
    /// `items.map(compute)`, in order and in parallel. An item whose key was among the last call's keys gets that
    /// call's result. Results of items that have gone are dropped, so memory follows the size of the input.
    ///
    /// `compute` must be a function of what `key` names: nothing else the item holds may change its result.
    pub fn map<T: Sync>(
        &mut self,
        items: &[T],
        key: impl Fn(&T) -> Fingerprint + Sync,
        compute: impl Fn(&T) -> V + Sync,
    ) -> Vec<Arc<V>> {
        let results = self.map_each(items.par_iter(), |item| key(item), |item| compute(item));
        results.into_iter().map(|(_, value)| value).collect()
    }

    /// The same for items that nobody else needs: each is dropped when its result is there. With the results come their keys.
    pub fn map_owned<T: Send>(
        &mut self,
        items: Vec<T>,
        key: impl Fn(&T) -> Fingerprint + Sync,
        compute: impl Fn(&T) -> V + Sync,
    ) -> Vec<(Fingerprint, Arc<V>)> {
        self.map_each(items.into_par_iter(), key, compute)
    }

    fn map_each<T: Send>(
        &mut self,
        items: impl IndexedParallelIterator<Item = T>,
        key: impl Fn(&T) -> Fingerprint + Sync,
        compute: impl Fn(&T) -> V + Sync,
    ) -> Vec<(Fingerprint, Arc<V>)> {
        let last = &self.last;
        let results: Vec<(Fingerprint, Arc<V>, bool)> = items
            .map(|item| {
                let key = key(&item);
                match last.get(&key) {
                    Some(value) => (key, Arc::clone(value), false),
                    None => (key, Arc::new(compute(&item)), true),
                }
            })
            .collect();
        self.computed = results.iter().filter(|(_, _, fresh)| *fresh).count();
        self.last = results
            .iter()
            .map(|(key, value, _)| (*key, Arc::clone(value)))
            .collect();
        let results = results.into_iter();
        results.map(|(key, value, _)| (key, value)).collect()
    }

    /// How many items the last call computed (the others were remembered).
    pub fn computed(&self) -> usize {
        self.computed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(memo: &mut Memo<usize>, items: &[&str]) -> Vec<usize> {
        memo.map(items, |i| Fingerprint::of(*i), |i| i.len())
            .iter()
            .map(|v| **v)
            .collect()
    }

    #[test]
    fn computes_only_what_is_new_and_forgets_what_is_gone() {
        let mut memo = Memo::default();
        assert_eq!(lengths(&mut memo, &["a", "bb"]), [1, 2]);
        assert_eq!(memo.computed(), 2);
        assert_eq!(lengths(&mut memo, &["bb", "ccc"]), [2, 3]);
        assert_eq!(memo.computed(), 1);
        assert_eq!(lengths(&mut memo, &["a"]), [1]);
        assert_eq!(
            memo.computed(),
            1,
            "the result of an item that went away is not kept"
        );
    }
}
