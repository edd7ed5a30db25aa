//! Filters that tell which blocks cannot hold a string, so that a search need not read them. Pure.
//!
//! A filter is a set of marks of a block's messages, as a Bloom filter with two bits for each. Marks are made so that a
//! string found *anywhere* in a message, also inside of words, has marks of its own that its message has too:
//!
//! * where a word ends and the next begins, at most [`GAP`] bytes apart: up to three bytes of either and what is between;
//! * of words of [`LONG`] bytes and more (ids): of every [`WINDOW`] consecutive runs of [`RUN`] bytes the one whose hash
//!   is least (a "minimizer"), so that every piece of [`LONG`] bytes has one, whatever stands around it.
//!
//! Words are runs of letters, digits, `_` and bytes beyond ASCII. A string without marks rules nothing out.
//!
//! INVARIANT: `marks(message) ⊇ probes(part)` for every part of every message.

/// Bytes of a filter for every thousand of messages.
const SHARE: usize = 21;
/// A filter with more of its bits set tells nothing any more.
const FULL: f64 = 0.6;
const GAP: usize = 4;
const EDGE: usize = 3;
const RUN: usize = 8;
const WINDOW: usize = 13;
const LONG: usize = RUN + WINDOW - 1;

static WORD: [bool; 256] = words();

const fn words() -> [bool; 256] {
    let mut table = [false; 256];
    let mut b = 0_u8;
    loop {
        #[allow(
            clippy::indexing_slicing,
            reason = "a byte is below 256; const code has no `get_mut`"
        )]
        {
            table[b as usize] = b.is_ascii_alphanumeric() || b == b'_' || b >= 0x80;
        }
        if b == u8::MAX {
            return table;
        }
        b += 1;
    }
}

fn is_word(b: u8) -> bool {
    WORD.get(usize::from(b)).copied().unwrap_or(false)
}

fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (x ^ (x >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

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

/// Of the bytes from `from` to `to`, sixteen at most.
fn hash(text: &[u8], from: usize, to: usize) -> u64 {
    let kept = |n: usize| u64::MAX.checked_shr(64 - 8 * n.min(8) as u32).unwrap_or(0);
    let len = to - from;
    let low = eight(text, from) & kept(len);
    let high = match len > 8 {
        true => eight(text, from + 8) & kept(len - 8),
        false => 0,
    };
    mix(low ^ high.rotate_left(23).wrapping_mul(0xc2b2_ae3d_27d4_eb4f) ^ (len as u64) << 56)
}

/// The words of a text, as places.
fn each_word(text: &[u8], mut each: impl FnMut(usize, usize)) {
    let (mut start, mut inside) = (0, false);
    for (at, b) in text.iter().enumerate() {
        if is_word(*b) != inside {
            if inside {
                each(start, at);
            }
            (start, inside) = (at, !inside);
        }
    }
    if inside {
        each(start, text.len());
    }
}

/// Every mark of a message. With `part`, of any message that holds the text.
fn marks_of(text: &[u8], part: bool, mut mark: impl FnMut(u64)) {
    let mut before: Option<(usize, usize)> = None;
    let end_of_text = text.len();
    each_word(text, |start, end| {
        // At the ends of a part the rest of a word is unknown.
        let whole = |(s, e): (usize, usize)| !part || (s > 0 && e < end_of_text);
        if let Some((from, to)) = before
            && start - to <= GAP
            && (whole((from, to)) || to - from >= EDGE)
            && (whole((start, end)) || end - start >= EDGE)
        {
            mark(hash(
                text,
                from.max(to.saturating_sub(EDGE)),
                end.min(start + EDGE),
            ));
        }
        before = Some((start, end));
        if end - start >= LONG {
            minimizers(text.get(start..end).unwrap_or_default(), &mut mark);
        }
    });
}

fn minimizers(word: &[u8], mark: &mut impl FnMut(u64)) {
    let runs = word.windows(RUN).map(|w| {
        let bytes = <[u8; RUN]>::try_from(w).unwrap_or_default();
        let x = u64::from_le_bytes(bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        x ^ (x >> 32)
    });
    // The last hashes, of which the least is looked for; ties go to the later one.
    let mut recent = [u64::MAX; WINDOW];
    let (mut least, mut least_at, mut last) = (u64::MAX, 0, None);
    for (at, run) in runs.enumerate() {
        if let Some(slot) = recent.get_mut(at % WINDOW) {
            *slot = run;
        }
        if run <= least || at == 0 {
            (least, least_at) = (run, at);
        } else if least_at + WINDOW <= at {
            least = u64::MAX;
            for back in (at + 1 - WINDOW)..=at {
                let hash = recent.get(back % WINDOW).copied().unwrap_or(u64::MAX);
                if hash <= least {
                    (least, least_at) = (hash, back);
                }
            }
        }
        if at + 1 >= WINDOW && last != Some(least_at) {
            last = Some(least_at);
            mark(mix(least));
        }
    }
}

/// What every message that holds this text has; empty when nothing is known.
pub(crate) fn probes(text: &[u8]) -> Vec<u64> {
    let mut all = Vec::new();
    marks_of(text, true, |m| all.push(m));
    all
}

/// The filter of some messages, of a size in proportion to their bytes.
pub(crate) struct Filter(Vec<u8>);

impl Filter {
    pub(crate) fn sized(raw: usize) -> Filter {
        Filter(vec![0; (raw * SHARE / 1000).max(64)])
    }

    pub(crate) fn add(&mut self, message: &[u8]) {
        let bits = &mut self.0;
        marks_of(message, false, |mark| {
            for bit in places(mark, bits.len()) {
                if let Some(byte) = bits.get_mut(bit / 8) {
                    *byte |= 1 << (bit % 8);
                }
            }
        });
    }

    /// As it is stored; empty when it is too full to tell anything.
    pub(crate) fn finish(self) -> Vec<u8> {
        let set: u32 = self.0.iter().map(|b| b.count_ones()).sum();
        let full = f64::from(set) > FULL * 8.0 * self.0.len() as f64;
        if full { Vec::new() } else { self.0 }
    }
}

/// Whether messages with this stored filter may have all the marks.
pub(crate) fn may_hold(stored: &[u8], probes: &[u64]) -> bool {
    let is_set = |bit: usize| {
        stored
            .get(bit / 8)
            .is_some_and(|byte| byte & (1 << (bit % 8)) != 0)
    };
    stored.is_empty()
        || probes
            .iter()
            .all(|p| places(*p, stored.len()).into_iter().all(is_set))
}

fn places(mark: u64, bytes: usize) -> [usize; 2] {
    let bits = (bytes * 8) as u64;
    // Two independent halves of 32 bits.
    let place = |half: u64| ((half * bits) >> 32) as usize;
    [place(mark >> 32), place(mark & 0xffff_ffff)]
}

#[cfg(test)]
mod tests;
