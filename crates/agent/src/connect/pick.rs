//! Whose turn it is. In turn, but for those that failed too often of late (Amazon ECS Developer Guide, "Service Connect":
//! outlier detection, retries).

use std::collections::HashMap;
use std::net::SocketAddr;

use crate::runtime::Millis;

/// One is tried, and two more when that fails.
const TRIES: usize = 3;
/// So many failures in a row, and it is left out.
const FAILURES: u32 = 5;
/// For so long the first time, and that much longer each time, up to ten times as long.
const EJECTED: Millis = 30_000;
const LONGEST: u32 = 10;

/// The endpoints of one service.
#[derive(Debug, Default)]
pub(super) struct Picker {
    turn: usize,
    troubled: HashMap<SocketAddr, Trouble>,
}

#[derive(Debug, Default)]
struct Trouble {
    failures: u32,
    ejections: u32,
    until: Millis,
}

impl Picker {
    /// Whom to try, in this order. When all are left out, nobody is.
    pub(super) fn pick(&mut self, all: &[SocketAddr], now: Millis) -> Vec<SocketAddr> {
        self.troubled.retain(|a, _| all.contains(a));
        let out = |a: &SocketAddr| self.troubled.get(a).is_some_and(|t| t.until > now);
        let mut open: Vec<SocketAddr> = all.iter().filter(|a| !out(a)).copied().collect();
        if open.is_empty() {
            open = all.to_vec();
        }
        open.sort_unstable();
        let first = self.turn % open.len().max(1);
        self.turn = self.turn.wrapping_add(1);
        open.rotate_left(first);
        open.truncate(TRIES);
        open
    }

    /// How a try went.
    pub(super) fn told(&mut self, who: SocketAddr, well: bool, now: Millis) {
        if well {
            if let Some(t) = self.troubled.get_mut(&who) {
                t.failures = 0;
            }
            return;
        }
        let t = self.troubled.entry(who).or_default();
        t.failures += 1;
        if t.failures >= FAILURES {
            t.ejections = (t.ejections + 1).min(LONGEST);
            t.until = now + EJECTED * Millis::from(t.ejections);
            t.failures = 0;
        }
    }
}
