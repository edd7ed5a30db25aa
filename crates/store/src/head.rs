//! The newest state and the way to it: validates commits, stages them, remembers what changed.

use std::collections::VecDeque;
use std::sync::Arc;

use kernel::Key;
use kernel::record::Entry;
use kernel::store::{Change, Commit, CommitError, Compacted, Revision, Snapshot, Written};

/// How many revisions are remembered for validation and for watchers. A transaction whose base is older is
/// refused (it looks again); a watcher that is further behind reads everything anew.
const REMEMBERED: usize = 16_384;

pub(crate) struct Head {
    tip: Snapshot,
    /// Changes of the remembered revisions, oldest first, without gaps, up to `tip.revision`.
    log: VecDeque<Change>,
}

impl Head {
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        Self {
            tip: snapshot,
            log: VecDeque::new(),
        }
    }

    pub(crate) fn tip(&self) -> Snapshot {
        self.tip.clone()
    }

    /// Validates and stages. Answers the new tip's revision; for a commit without writes, its base.
    pub(crate) fn stage(&mut self, c: &Commit) -> Result<Revision, CommitError> {
        if c.epoch != self.tip.epoch {
            return Err(CommitError::Conflict);
        }
        if c.writes.is_empty() {
            return Ok(c.base);
        }
        if self.changed_since(c.base, c) {
            return Err(CommitError::Conflict);
        }
        self.tip.revision += 1;
        let revision = self.tip.revision;
        for Written { key, value } in &c.writes {
            match value {
                Some((_, typed)) => self
                    .tip
                    .map
                    .insert(key.clone(), Entry::from_typed(revision, Arc::clone(typed))),
                None => self.tip.map.remove(key),
            };
        }
        self.remember(c.writes.iter().map(|w| w.key.clone()).collect());
        Ok(revision)
    }

    fn changed_since(&self, base: Revision, c: &Commit) -> bool {
        if base >= self.tip.revision {
            return false;
        }
        let Ok(newer) = self.after(base) else { return true };
        newer
            .flat_map(|change| change.keys.iter())
            .any(|key| c.keys.contains(key) || c.ranges.iter().any(|r| r.contains(key)))
    }

    fn after(&self, since: Revision) -> Result<impl Iterator<Item = &Change>, Compacted> {
        let first = self.log.front().map_or(self.tip.revision + 1, |c| c.revision);
        if since + 1 < first {
            return Err(Compacted);
        }
        let skip = usize::try_from(since + 1 - first).unwrap_or(usize::MAX);
        Ok(self.log.iter().skip(skip))
    }

    /// Changes after `since` up to `until`.
    pub(crate) fn changes(&self, since: Revision, until: Revision) -> Result<Vec<Change>, Compacted> {
        Ok(self
            .after(since)?
            .take_while(|c| c.revision <= until)
            .cloned()
            .collect())
    }

    /// Changes from one snapshot to a later one of the same epoch.
    pub(crate) fn between(&self, from: &Snapshot, to: &Snapshot) -> Result<Vec<Change>, Compacted> {
        // Revisions of another epoch are other revisions of the same numbers.
        if [from.epoch, to.epoch] != [self.tip.epoch; 2] || from.revision > to.revision {
            return Err(Compacted);
        }
        self.changes(from.revision, to.revision)
    }

    fn remember(&mut self, keys: Arc<[Key]>) {
        if self.log.len() >= REMEMBERED {
            self.log.pop_front();
        }
        let revision = self.tip.revision;
        self.log.push_back(Change { revision, keys });
    }

    /// Drops everything staged after `durable`; commits based on it are void from now on.
    pub(crate) fn rewind(&mut self, durable: &Snapshot) {
        let epoch = self.tip.epoch + 1;
        self.tip = Snapshot {
            epoch,
            ..durable.clone()
        };
        while self.log.back().is_some_and(|c| c.revision > durable.revision) {
            self.log.pop_back();
        }
    }

    /// Forgets every record. The deletions are a change like any other, so that watchers see them.
    pub(crate) fn clear(&mut self) -> Revision {
        let keys: Arc<[Key]> = self.tip.map.keys().cloned().collect();
        self.tip.revision += 1;
        self.tip.map = imbl::OrdMap::new();
        self.remember(keys);
        self.tip.revision
    }
}
