//! Randomness as a dependency: real in production, seeded in tests and simulation.

use std::fmt::Write as _;

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use parking_lot::Mutex;

/// A source of random bytes.
pub trait Dice: Send + Sync + 'static {
    fn fill(&self, out: &mut [u8]);
}

impl dyn Dice {
    /// `n` random bytes as lower-case hexadecimal, `2 n` characters.
    #[must_use]
    pub fn hex(&self, n: usize) -> String {
        let mut bytes = vec![0; n];
        self.fill(&mut bytes);
        bytes.iter().fold(String::with_capacity(2 * n), |mut s, b| {
            let _ = write!(s, "{b:02x}");
            s
        })
    }

    /// A random (version 4) UUID, RFC 9562 section 5.4.
    #[must_use]
    pub fn uuid(&self) -> String {
        let mut b = [0u8; 16];
        self.fill(&mut b);
        let n = u128::from_be_bytes(b) & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
        let s = format!("{n:032x}");
        [
            s.get(..8),
            s.get(8..12),
            s.get(12..16),
            s.get(16..20),
            s.get(20..),
        ]
        .map(Option::unwrap_or_default)
        .join("-")
    }

    /// `n` characters drawn evenly from `alphabet` (at most 256 characters, ASCII).
    #[must_use]
    pub fn word(&self, n: usize, alphabet: &[u8]) -> String {
        let mut out = String::with_capacity(n);
        let limit = 256 - 256 % alphabet.len().max(1);
        let mut byte = [0u8; 1];
        while out.len() < n && !alphabet.is_empty() {
            self.fill(&mut byte);
            let b = usize::from(byte[0]);
            if b < limit {
                out.extend(alphabet.get(b % alphabet.len()).map(|c| char::from(*c)));
            }
        }
        out
    }
}

/// The operating system's cryptographic generator.
#[derive(Debug, Default)]
pub struct SystemDice(SystemRandom);

impl Dice for SystemDice {
    fn fill(&self, out: &mut [u8]) {
        // The generator cannot fail on a running Linux; should it, a repeated id is refused later as a conflict.
        if self.0.fill(out).is_err() {
            tracing::error!("the system's random generator failed");
        }
    }
}

/// A reproducible stream (SplitMix64), for tests and simulation only.
#[derive(Debug)]
pub struct SeededDice(Mutex<u64>);

impl SeededDice {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }

    /// The next 64 bits.
    pub fn next(&self) -> u64 {
        let mut s = self.0.lock();
        *s = s.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *s;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl Dice for SeededDice {
    fn fill(&self, out: &mut [u8]) {
        for chunk in out.chunks_mut(8) {
            let bytes = self.next().to_le_bytes();
            chunk.iter_mut().zip(bytes).for_each(|(o, b)| *o = b);
        }
    }
}
