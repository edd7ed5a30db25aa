//! The contract of a store. One suite (in the `store` crate) holds for every backend.
//!
//! A store is an ordered map with one global revision. Two views of it exist: [`Store::durable`], what would
//! survive a power cut now, and [`Store::tip`], which also holds commits that wait for their disk write. Writers
//! work on the tip, so that a group commit does not make them collide; nobody is answered from the tip before it
//! is durable ([`Store::commit`] resolves then).

use std::any::Any;
use std::collections::HashSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use imbl::OrdMap;
use tokio::sync::watch;

use crate::Key;
use crate::key::KeyRange;
use crate::record::Entry;

/// Counts commits. Every commit that writes gets the next number.
pub type Revision = u64;

/// A consistent, immutable view. Cloning is cheap.
#[derive(Clone, Default)]
pub struct Snapshot {
    pub revision: Revision,
    /// Changes when staged commits were dropped because the disk refused them: revisions of another epoch are void.
    pub epoch: u64,
    pub map: OrdMap<Key, Entry>,
}

/// One write: a new value, or nothing (a deletion).
#[derive(Clone)]
pub struct Written {
    pub key: Key,
    pub value: Option<(Bytes, Arc<dyn Any + Send + Sync>)>,
}

/// What a transaction read and wants written.
#[derive(Clone, Default)]
pub struct Commit {
    pub base: Revision,
    pub epoch: u64,
    pub keys: HashSet<Key>,
    pub ranges: Vec<KeyRange>,
    pub writes: Vec<Written>,
}

/// Why a commit was not made.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum CommitError {
    /// A key or range that it read has changed since. Nothing was written: look again.
    #[error("a record that was read has changed")]
    Conflict,
    /// The disk refused. Nothing was written.
    #[error("the store cannot write: {0}")]
    Unavailable(String),
}

/// The keys that one revision wrote or deleted.
#[derive(Clone, Debug)]
pub struct Change {
    pub revision: Revision,
    pub keys: Arc<[Key]>,
}

/// The asked-for revisions are no longer remembered: read everything anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compacted;

pub type CommitFuture = Pin<Box<dyn Future<Output = Result<Revision, CommitError>> + Send>>;

/// Ordered keys, snapshots, optimistic transactions, a watch.
pub trait Store: Send + Sync + 'static {
    /// What has reached the disk.
    fn durable(&self) -> Snapshot;

    /// That, and what is on its way there.
    fn tip(&self) -> Snapshot;

    /// Validates and stages at once; the future resolves when the writes are durable. A commit without writes
    /// resolves when everything up to its base is durable.
    ///
    /// INVARIANT: refused exactly when a key or range it read was changed by a revision after its base.
    fn commit(&self, commit: Commit) -> CommitFuture;

    /// Every change after `since`, oldest first, without gaps; only durable ones.
    ///
    /// # Errors
    /// [`Compacted`] when they are no longer remembered.
    fn changes(&self, since: Revision) -> Result<Vec<Change>, Compacted>;

    /// Every change that leads from one snapshot to a later one, oldest first, without gaps; also those that are on
    /// their way to the disk only.
    ///
    /// # Errors
    /// [`Compacted`] when they are no longer remembered, or when no changes lead there: `to` is older, or of another
    /// epoch.
    fn between(&self, from: &Snapshot, to: &Snapshot) -> Result<Vec<Change>, Compacted>;

    /// The newest durable revision, as something to wait on.
    fn revisions(&self) -> watch::Receiver<Revision>;

    /// Forgets everything, in milliseconds. Only a store made to be thrown away can.
    ///
    /// # Errors
    /// `Unavailable` for a store that keeps its data.
    fn reset(&self) -> Result<(), CommitError> {
        Err(CommitError::Unavailable("this store keeps its data".into()))
    }
}
