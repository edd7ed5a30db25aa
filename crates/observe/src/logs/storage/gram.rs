//! Filters that tell which blocks cannot hold a string, so that a search need not read them. Pure.
//!
//! A filter is a set of marks of a block's messages: a Bloom filter whose three bits for a mark are in one cell of 64.
//! Marks are made of a few bytes each and of nothing around them, so that a string found *anywhere* in a message, also
//! inside of words, has marks of its own that its message has too:
//!
//! * where a word ends: three bytes of it and the four that follow, which most often begin the next word;
//! * of words of [`LONG`] bytes and more (ids): of every [`WINDOW`] consecutive runs of [`RUN`] bytes the least hash (a
//!   "minimizer"), so that every piece of [`LONG`] bytes has one.
//!
//! Words are runs of letters, digits, `_` and bytes beyond ASCII. A string without marks rules nothing out.
//!
//! Every block has a salt of its own: a string whose bits are set by chance in one block is no likelier to find them set
//! in the next, and how much is read in vain is about the same for every string.
//!
//! INVARIANT: `marks(message) ⊇ marks(part)` for every part of every message.

/// Bytes of a filter for every thousand of messages.
const SHARE: usize = 20;
/// A filter with more of its bits set tells nothing any more.
const FULL: f64 = 0.7;
/// Bytes before and after the end of a word that make its mark.
const BEFORE: usize = 3;
const AFTER: usize = 4;
const RUN: usize = 8;
const WINDOW: usize = 16;
const LONG: usize = RUN + WINDOW - 1;
/// Runs that are looked at together.
const TOGETHER: usize = 32;

/// The eight bytes from `at`; zeros beyond the end.
fn eight(text: &[u8], at: usize) -> u64 {
    let whole = text.get(at..at + 8).and_then(|b| <[u8; 8]>::try_from(b).ok());
    whole.map_or_else(
        || {
            let rest = text.get(at..).unwrap_or_default();
            rest.iter().rev().fold(0, |n, b| (n << 8) | u64::from(*b))
        },
        u64::from_le_bytes,
    )
}

fn is_word(b: u8) -> bool {
    let letter = (b | 0x20).wrapping_sub(b'a') < 26;
    letter | (b.wrapping_sub(b'0') < 10) | (b == b'_') | (b >= 0x80)
}

/// Which of 64 bytes belong to words, a bit for each.
fn words_in(bytes: &[u8; 64]) -> u64 {
    let flags = bytes.map(|b| u8::from(is_word(b)));
    let (eights, _) = flags.as_chunks::<8>();
    eights.iter().rev().fold(0, |all, eight| {
        // Eight flags, side by side in the highest byte.
        (all << 8) | (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56)
    })
}

/// The words of a text, as places.
fn each_word(text: &[u8], mut each: impl FnMut(usize, usize)) {
    // Where the last word began, and whether it goes on.
    let (mut start, mut open) = (0, 0);
    for (at, chunk) in (0..).step_by(64).zip(text.chunks(64)) {
        let words = match chunk.try_into() {
            Ok(whole) => words_in(whole),
            Err(_) => {
                let mut padded = [0; 64];
                padded.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
                words_in(&padded)
            }
        };
        let after = (words << 1) | open;
        let (starts, mut ends) = (words & !after, !words & after);
        while ends != 0 {
            let end = ends & ends.wrapping_neg();
            if let Some(last) = (starts & (end - 1)).checked_ilog2() {
                start = at + last as usize;
            }
            each(start, at + end.trailing_zeros() as usize);
            ends ^= end;
        }
        if let Some(last) = starts.checked_ilog2() {
            start = at + last as usize;
        }
        open = words >> 63;
    }
    if open == 1 {
        each(start, text.len());
    }
}

/// Every mark of a text.
fn marks_of(text: &[u8], mut mark: impl FnMut(u64)) {
    each_word(text, |start, end| {
        if end >= BEFORE && end + AFTER <= text.len() {
            mark(eight(text, end - BEFORE) << (8 * (8 - BEFORE - AFTER)));
        }
        if end - start >= LONG {
            minimizers(text.get(start..end).unwrap_or_default(), &mut mark);
        }
    });
}

/// The hashes that are least of [`WINDOW`] consecutive ones; the same one after the other only once.
fn minimizers(word: &[u8], mark: &mut impl FnMut(u64)) {
    let mut last = None;
    for from in (0..=word.len().saturating_sub(LONG)).step_by(TOGETHER + 1 - WINDOW) {
        let part = word.get(from..).unwrap_or_default();
        let mut hashes = [i32::MAX; TOGETHER];
        for (hash, run) in hashes.iter_mut().zip(part.windows(RUN)) {
            let run = <[u8; RUN]>::try_from(run).map_or(0, u64::from_le_bytes);
            *hash = (run.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as i32;
        }
        let least = lesser::<8>(lesser::<4>(lesser::<2>(lesser::<1>(hashes))));
        let windows = (part.len() + 1 - LONG).min(TOGETHER + 1 - WINDOW);
        for hash in least.into_iter().take(windows) {
            if last != Some(hash) {
                last = Some(hash);
                mark(u64::from(hash.cast_unsigned()));
            }
        }
    }
}

/// Each number, or the one so far on when it is less.
fn lesser<const FAR: usize>(of: [i32; TOGETHER]) -> [i32; TOGETHER] {
    let mut least = of;
    for (a, b) in least.iter_mut().zip(of.get(FAR..).unwrap_or_default()) {
        *a = (*a).min(*b);
    }
    least
}

/// What every message that holds this text has; empty when nothing is known.
pub(crate) fn probes(text: &[u8]) -> Vec<u64> {
    let mut all = Vec::new();
    marks_of(text, |m| all.push(m));
    all
}

/// The filter of some messages, of a size in proportion to their bytes.
pub(crate) struct Filter {
    salt: u64,
    cells: Vec<u64>,
}

impl Filter {
    pub(crate) fn sized(raw: usize, salt: u64) -> Filter {
        Filter {
            salt,
            cells: vec![0; (raw * SHARE / 8000).max(8)],
        }
    }

    pub(crate) fn add(&mut self, message: &[u8]) {
        let (salt, cells) = (self.salt, &mut self.cells);
        marks_of(message, |mark| {
            let (cell, bits) = place(mark, salt, cells.len());
            if let Some(cell) = cells.get_mut(cell) {
                *cell |= bits;
            }
        });
    }

    /// As it is stored; empty when it is too full to tell anything.
    pub(crate) fn finish(self) -> Vec<u8> {
        let set: u32 = self.cells.iter().map(|b| b.count_ones()).sum();
        let full = f64::from(set) > FULL * 64.0 * self.cells.len() as f64;
        if full {
            return Vec::new();
        }
        self.cells.into_iter().flat_map(u64::to_le_bytes).collect()
    }
}

/// Whether messages with this stored filter may have all the marks.
pub(crate) fn may_hold(stored: &[u8], salt: u64, probes: &[u64]) -> bool {
    stored.is_empty()
        || probes.iter().all(|mark| {
            let (cell, bits) = place(*mark, salt, stored.len() / 8);
            eight(stored, cell * 8) & bits == bits
        })
}

/// Where a mark is in a filter: which cell, and which of its bits.
fn place(mark: u64, salt: u64, cells: usize) -> (usize, u64) {
    let x = (mark ^ salt.wrapping_mul(0xbf58_476d_1ce4_e5b9)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 32)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let cell = ((x >> 32) * cells as u64) >> 32;
    let bits = 1 << (x & 63) | 1 << ((x >> 6) & 63) | 1 << ((x >> 12) & 63);
    (cell as usize, bits)
}

#[cfg(test)]
mod tests;
