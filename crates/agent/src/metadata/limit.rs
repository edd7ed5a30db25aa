//! A bucket of requests for each task. Pure: time comes in.

use std::collections::HashMap;

use parking_lot::Mutex;

/// The official agent's defaults (`ECS_TASK_METADATA_RPS_LIMIT`): requests a second, and how many at once.
const RATE: f64 = 40.0;
const BURST: f64 = 60.0;

#[derive(Default)]
pub(super) struct Limits {
    buckets: Mutex<HashMap<String, Bucket>>,
}

struct Bucket {
    left: f64,
    at_ms: i64,
}

impl Limits {
    /// Takes one request out of `whose` bucket, if one is left.
    pub(super) fn take(&self, whose: &str, now_ms: i64) -> bool {
        let mut buckets = self.buckets.lock();
        // A full bucket is the same as none.
        if buckets.len() > 1024 {
            buckets.retain(|_, b| now_ms - b.at_ms < 2000);
        }
        let full = Bucket {
            left: BURST,
            at_ms: now_ms,
        };
        let b = buckets.entry(whose.to_owned()).or_insert(full);
        let seconds = (now_ms - b.at_ms).max(0) as f64 / 1000.0;
        b.left = (b.left + seconds * RATE).min(BURST);
        b.at_ms = now_ms;
        let some = b.left >= 1.0;
        if some {
            b.left -= 1.0;
        }
        some
    }
}
