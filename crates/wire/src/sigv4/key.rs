//! Key derivation and HMAC, and a bounded cache of derived keys.

use super::ALGORITHM;
use aws_lc_rs::{constant_time, digest, hmac};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What a derived key is bound to: day, region and service.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Scope {
    /// `YYYYMMDD`.
    pub date: String,
    pub region: String,
    pub service: String,
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}/aws4_request", self.date, self.region, self.service)
    }
}

/// Lower-case hex of the SHA-256 of `bytes`.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from(if n < 10 { b'0' + n } else { b'a' + n - 10 });
    bytes
        .iter()
        .flat_map(|b| [digit(b >> 4), digit(b & 15)])
        .collect()
}

pub(crate) fn derive(secret: &str, scope: &Scope) -> hmac::Key {
    let step = |key: &[u8], text: &str| hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes());
    let day = step(format!("AWS4{secret}").as_bytes(), &scope.date);
    let region = step(day.as_ref(), &scope.region);
    let service = step(region.as_ref(), &scope.service);
    hmac::Key::new(hmac::HMAC_SHA256, step(service.as_ref(), "aws4_request").as_ref())
}

pub(crate) fn string_to_sign(amz_date: &str, scope: &Scope, canonical: &[u8]) -> String {
    format!("{ALGORITHM}\n{amz_date}\n{scope}\n{}", sha256_hex(canonical))
}

pub(crate) fn signature(key: &hmac::Key, string_to_sign: &str) -> String {
    hex(hmac::sign(key, string_to_sign.as_bytes()).as_ref())
}

/// Equality that takes the same time wherever the first difference is.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    constant_time::verify_slices_are_equal(a.as_bytes(), b.as_bytes()).is_ok()
}

struct Entry {
    secret: String,
    key: Arc<hmac::Key>,
}

type Generation = HashMap<(String, Scope), Entry>;

/// Derived keys by access key and scope; deriving one costs as much as the rest of a verification.
///
/// Two generations bound it: when the young one is full it becomes the old one, and a hit in the old
/// one moves the entry back. So at most `capacity` entries live, and what is in use stays.
pub struct KeyCache {
    half: usize,
    generations: Mutex<(Generation, Generation)>,
}

impl Default for KeyCache {
    fn default() -> Self {
        KeyCache::new(4096)
    }
}

impl std::fmt::Debug for KeyCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyCache")
            .field("capacity", &(self.half * 2))
            .finish_non_exhaustive()
    }
}

impl KeyCache {
    /// A cache of at most `capacity` keys (at least two).
    pub fn new(capacity: usize) -> KeyCache {
        KeyCache {
            half: (capacity / 2).max(1),
            generations: Mutex::default(),
        }
    }

    /// The key for `secret`, and whether it was known. A changed secret is never served an old key.
    pub(crate) fn get(&self, id: &str, secret: &str, scope: &Scope) -> (Arc<hmac::Key>, bool) {
        let slot = (id.to_owned(), scope.clone());
        let mut held = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = held.0.get(&slot).filter(|e| same(&e.secret, secret)) {
            return (entry.key.clone(), true);
        }
        if let Some(entry) = held.1.remove(&slot).filter(|e| same(&e.secret, secret)) {
            let key = entry.key.clone();
            self.insert(&mut held, slot, entry);
            return (key, true);
        }
        drop(held);
        (Arc::new(derive(secret, scope)), false)
    }

    pub(crate) fn keep(&self, id: &str, secret: &str, scope: &Scope, key: Arc<hmac::Key>) {
        let mut held = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        self.insert(
            &mut held,
            (id.to_owned(), scope.clone()),
            Entry {
                secret: secret.to_owned(),
                key,
            },
        );
    }

    fn insert(&self, held: &mut (Generation, Generation), slot: (String, Scope), entry: Entry) {
        if held.0.len() >= self.half {
            held.1 = std::mem::take(&mut held.0);
        }
        held.0.insert(slot, entry);
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        let held = self.generations.lock().unwrap();
        held.0.len() + held.1.len()
    }
}
