//! Words that an author adds to the dictionary: few, looked up by their first character.
//!
//! It must not know the compiled dictionary.

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

/// Words beside the stock ones.
#[derive(Clone, Debug, Default)]
pub(super) struct UserWords {
    /// For each first character from `FIRST` to `LAST`, one plus its place in `lists`; 0 for those without words. The
    /// last place is that of all other characters. Empty while there are no words.
    places: Vec<u16>,
    /// Words and logarithms of their frequencies.
    lists: Vec<Vec<(Box<[char]>, f64)>>,
}

fn place(c: char) -> usize {
    let other = (LAST - FIRST + 1) as usize;
    other.min(u32::from(c).wrapping_sub(FIRST) as usize)
}

impl UserWords {
    /// Adds a word; one that is there gets the new frequency.
    pub(super) fn add(&mut self, word: Vec<char>, log: f64) {
        let Some(&first) = word.first() else { return };
        self.places.resize((LAST - FIRST + 2) as usize, 0);
        let place = &mut self.places[place(first)];
        if *place == 0 {
            self.lists.push(Vec::new());
            // There are fewer characters than this type can count.
            *place = self.lists.len() as u16;
        }
        let list = &mut self.lists[usize::from(*place) - 1];
        list.retain(|(known, _)| **known != *word);
        list.push((word.into(), log));
    }

    /// Calls `emit(characters, logarithm)` for every word that `chars` begin with.
    #[inline]
    pub(super) fn prefixes(&self, chars: &[char], mut emit: impl FnMut(usize, f64)) {
        let list = chars
            .first()
            .and_then(|first| self.places.get(place(*first)))
            .and_then(|place| usize::from(*place).checked_sub(1))
            .and_then(|list| self.lists.get(list));
        for (word, log) in list.into_iter().flatten() {
            if chars.starts_with(word) {
                emit(word.len(), *log);
            }
        }
    }
}
