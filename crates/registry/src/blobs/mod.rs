//! The bytes of layers: one file for each digest, whoever links to it.
//!
//! `<root>/uploads/<id>` is being written; its length is how much of it there is, also after a restart.
//! `<root>/blobs/<2 digits>/<64 digits>` is whole, verified and on the disk.
//!
//! INVARIANT: a blob has its name only after its digest was verified and its bytes are synced. INVARIANT: whoever
//! makes a link to a blob holds [`Blobs::hold`] from before it looked until the link is committed, so that a
//! collection ([`Blobs::alone`]) never takes what is about to be linked.

mod folder;
mod stream;

use std::collections::HashMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::{OwnedMutexGuard, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::names::Digest;
use folder::Staged;
pub use stream::Stretch;
pub(crate) use stream::{Body, body, whole};

type Slot = Arc<tokio::sync::Mutex<Option<Staged>>>;

/// The folder of an installation's layers.
pub struct Blobs {
    root: PathBuf,
    uploads: Mutex<HashMap<String, Slot>>,
    gate: RwLock<()>,
}

/// An upload that one request has for itself.
pub(crate) struct Lease {
    staged: OwnedMutexGuard<Option<Staged>>,
}

impl Blobs {
    /// # Errors
    /// When the folders cannot be made.
    pub fn open(root: PathBuf) -> io::Result<Self> {
        folder::prepare(&root)?;
        Ok(Self {
            root,
            uploads: Mutex::default(),
            gate: RwLock::default(),
        })
    }

    fn staging(&self, id: &str) -> PathBuf {
        self.root.join("uploads").join(id)
    }

    fn place(&self, digest: &Digest) -> PathBuf {
        folder::place(&self.root, digest)
    }

    /// While this is held no blob is removed.
    pub(crate) async fn hold(&self) -> RwLockReadGuard<'_, ()> {
        self.gate.read().await
    }

    /// While this is held nobody makes a link.
    pub(crate) async fn alone(&self) -> RwLockWriteGuard<'_, ()> {
        self.gate.write().await
    }

    /// An empty upload.
    pub(crate) async fn begin(&self, id: &str) -> io::Result<()> {
        let path = self.staging(id);
        let staged = off(move || Staged::create(path)).await?;
        self.uploads
            .lock()
            .insert(id.to_owned(), Arc::new(tokio::sync::Mutex::new(Some(staged))));
        Ok(())
    }

    /// The upload, once nobody else has it; `None` when there is none. After a restart its bytes are hashed anew.
    pub(crate) async fn lease(&self, id: &str) -> io::Result<Option<Lease>> {
        let slot = Arc::clone(self.uploads.lock().entry(id.to_owned()).or_default());
        let mut staged = slot.lock_owned().await;
        if staged.is_none() {
            let path = self.staging(id);
            *staged = off(move || Staged::resume(path)).await?;
        }
        if staged.is_none() {
            self.uploads.lock().remove(id);
            return Ok(None);
        }
        Ok(Some(Lease { staged }))
    }

    /// How much of an upload there is.
    pub(crate) async fn received(&self, id: &str) -> io::Result<Option<u64>> {
        let path = self.staging(id);
        off(move || folder::length(&path)).await
    }

    /// Forgets an upload and its bytes.
    pub(crate) async fn discard(&self, id: &str) -> io::Result<()> {
        self.uploads.lock().remove(id);
        let path = self.staging(id);
        off(move || folder::remove(&path)).await
    }

    /// Makes a blob of what was received. The caller has compared the digest ([`Lease::digest`]).
    pub(crate) async fn keep(&self, id: &str, mut lease: Lease, digest: &Digest) -> io::Result<()> {
        let Some(staged) = lease.staged.take() else {
            return Ok(());
        };
        let to = self.place(digest);
        // The lease goes along: nobody opens the file by its old name until it has the new one, not even when the
        // request that waits for this is dropped.
        off(move || {
            let kept = staged.keep(&to);
            drop(lease);
            kept
        })
        .await?;
        self.uploads.lock().remove(id);
        Ok(())
    }

    /// How long a blob is; `None` when there is none.
    pub(crate) async fn length(&self, digest: &Digest) -> io::Result<Option<u64>> {
        let path = self.place(digest);
        off(move || folder::length(&path)).await
    }

    /// The bytes `range` of a blob, where they are.
    pub(crate) async fn part(&self, digest: &Digest, range: Range<u64>) -> io::Result<Stretch> {
        let path = self.place(digest);
        let file = Arc::new(off(move || folder::open(&path)).await?);
        Ok(Stretch { file, range })
    }

    /// Blobs and uploads that nobody has touched for `age`.
    pub(crate) async fn idle(&self, age: Duration) -> io::Result<(Vec<Digest>, Vec<String>)> {
        let root = self.root.clone();
        off(move || folder::idle(&root, age)).await
    }

    pub(crate) async fn remove(&self, digest: &Digest) -> io::Result<()> {
        let path = self.place(digest);
        off(move || folder::remove(&path)).await
    }

    /// Where it all is.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }
}

impl Lease {
    pub(crate) fn len(&self) -> u64 {
        self.staged.as_ref().map_or(0, |s| s.len)
    }

    /// Of everything received so far.
    pub(crate) fn digest(&self) -> Option<Digest> {
        self.staged.as_ref().map(Staged::digest)
    }

    /// Adds to the end, off the runtime's threads.
    pub(crate) async fn append(mut self, pieces: Vec<Bytes>) -> io::Result<Self> {
        off(move || {
            if let Some(staged) = self.staged.as_mut() {
                staged.append(&pieces)?;
            }
            Ok(self)
        })
        .await
    }
}

/// Runs what waits for a disk where that stops nobody.
async fn off<T: Send + 'static>(f: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(f)
        .await
        .unwrap_or_else(|e| Err(io::Error::other(e)))
}
