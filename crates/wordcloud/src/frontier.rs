//! Where no place can be left: what found its place behind so many others that failed leaves none of these for anything as
//! large, for as long as a field only fills. So the full middle of a canvas is not looked through again for each of many
//! small words.
//!
//! It must not know fields or words.

use std::collections::VecDeque;

/// So many forms are remembered, the latest ones.
const MOST: usize = 64;

/// A form counts as no smaller than one that has at most this many times its sides.
const SLACK: (usize, usize) = (107, 100);

/// The forms that were tried, the oldest first.
#[derive(Default)]
pub(crate) struct Frontier {
    failed: VecDeque<Failure>,
}

struct Failure {
    width: usize,
    height: usize,
    /// The first of all places, in their order, that may be free.
    first: usize,
}

impl Frontier {
    /// The first place that may be free for a form of this width and height.
    pub(crate) fn first(&self, width: usize, height: usize) -> usize {
        let (width, height) = (slack(width), slack(height));
        let known = self.failed.iter();
        known
            .filter(|failed| failed.width <= width && failed.height <= height)
            .map(|failed| failed.first)
            .max()
            .unwrap_or(0)
    }

    /// A form looked for a place from [`Self::first`] on and found this one.
    pub(crate) fn note(&mut self, width: usize, height: usize, found: usize) {
        let near = |one: usize, other: usize| one <= slack(other) && other <= slack(one);
        let alike = |failed: &Failure| near(failed.width, width) && near(failed.height, height);
        let at = self.failed.iter().position(alike);
        let old = at.and_then(|at| self.failed.remove(at));
        self.failed.push_back(match old {
            Some(old) => Failure {
                width: old.width.max(width),
                height: old.height.max(height),
                first: old.first.max(found),
            },
            None => Failure {
                width,
                height,
                first: found,
            },
        });
        if self.failed.len() > MOST {
            self.failed.pop_front();
        }
    }
}

/// A side that counts as no smaller than this one.
fn slack(side: usize) -> usize {
    side * SLACK.0 / SLACK.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_as_large_need_not_look_where_one_failed() {
        let mut frontier = Frontier::default();
        frontier.note(100, 20, 7);
        assert_eq!(frontier.first(100, 20), 7);
        assert_eq!(frontier.first(300, 25), 7);
        // A little smaller is hardly worth a look, half as long is.
        assert_eq!(frontier.first(96, 20), 7);
        assert_eq!(frontier.first(50, 20), 0);
        frontier.note(96, 20, 9);
        assert_eq!((frontier.first(96, 20), frontier.first(89, 20)), (9, 0));
        frontier.note(80, 19, 5);
        assert_eq!(frontier.first(80, 19), 5);
    }
}
