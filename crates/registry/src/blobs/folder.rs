//! Files and folders: everything here waits for the disk.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use aws_lc_rs::digest::{Context, SHA256};
use bytes::Bytes;

use crate::names::Digest;

/// After so many bytes the disk is told to begin, so that the end does not wait for all of them.
const FLUSH: u64 = 16 << 20;

pub(super) fn prepare(root: &Path) -> io::Result<()> {
    fs::create_dir_all(root.join("uploads"))?;
    (0..=255u8).try_for_each(|n| fs::create_dir_all(root.join("blobs").join(format!("{n:02x}"))))
}

pub(super) fn place(root: &Path, digest: &Digest) -> PathBuf {
    let hex = digest.hex();
    root.join("blobs")
        .join(hex.get(..2).unwrap_or_default())
        .join(hex)
}

/// An upload under way.
pub(super) struct Staged {
    path: PathBuf,
    file: File,
    hash: Context,
    pub(super) len: u64,
    flushed: u64,
}

impl Staged {
    pub(super) fn create(path: PathBuf) -> io::Result<Self> {
        let file = OpenOptions::new().append(true).create_new(true).open(&path)?;
        Ok(Self {
            path,
            file,
            hash: Context::new(&SHA256),
            len: 0,
            flushed: 0,
        })
    }

    /// What an earlier process received.
    pub(super) fn resume(path: PathBuf) -> io::Result<Option<Self>> {
        let mut file = match OpenOptions::new().append(true).read(true).open(&path) {
            Ok(file) => file,
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(e),
        };
        let mut hash = Context::new(&SHA256);
        let mut piece = vec![0; 1 << 20];
        let mut len = 0;
        loop {
            let n = file.read(&mut piece)?;
            let Some(read) = piece.get(..n).filter(|r| !r.is_empty()) else {
                break;
            };
            hash.update(read);
            len += n as u64;
        }
        Ok(Some(Self {
            path,
            file,
            hash,
            len,
            flushed: len,
        }))
    }

    pub(super) fn append(&mut self, pieces: &[Bytes]) -> io::Result<()> {
        for piece in pieces {
            if let Err(e) = self.file.write_all(piece) {
                // What was written of it is taken back: length and hash speak of the same bytes.
                self.file.set_len(self.len)?;
                return Err(e);
            }
            self.hash.update(piece);
            self.len += piece.len() as u64;
        }
        if self.len - self.flushed >= FLUSH {
            self.flushed = self.len;
            let file = self.file.try_clone()?;
            tokio::task::spawn_blocking(move || file.sync_data());
        }
        Ok(())
    }

    pub(super) fn digest(&self) -> Digest {
        Digest::from_hash(self.hash.clone().finish().as_ref())
    }

    /// Gives it its name, once its bytes are on the disk.
    pub(super) fn keep(self, to: &Path) -> io::Result<()> {
        self.file.sync_data()?;
        drop(self.file);
        fs::rename(&self.path, to)?;
        match to.parent() {
            Some(folder) => File::open(folder)?.sync_all(),
            None => Ok(()),
        }
    }
}

pub(super) fn length(path: &Path) -> io::Result<Option<u64>> {
    match fs::metadata(path) {
        Ok(m) => Ok(Some(m.len())),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

pub(super) fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Names of files under `folder` that were not written to for `age`.
fn old(folder: &Path, age: Duration) -> io::Result<Vec<String>> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let meta = match entry.metadata() {
            Ok(meta) => meta,
            Err(e) if e.kind() == ErrorKind::NotFound => continue,
            Err(e) => return Err(e),
        };
        let idle = meta.modified()?.elapsed().unwrap_or_default();
        if meta.is_file() && idle >= age {
            out.extend(entry.file_name().into_string());
        }
    }
    Ok(out)
}

pub(super) fn idle(root: &Path, age: Duration) -> io::Result<(Vec<Digest>, Vec<String>)> {
    let mut blobs = Vec::new();
    for folder in fs::read_dir(root.join("blobs"))? {
        let names = old(&folder?.path(), age)?;
        blobs.extend(names.iter().filter_map(|n| Digest::parse(&format!("sha256:{n}"))));
    }
    Ok((blobs, old(&root.join("uploads"), age)?))
}
