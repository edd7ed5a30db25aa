//! A stored value and its encoding. Records are never wire types: their shape is ours to keep and to migrate.

use std::any::Any;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Fault, Key, Revision};

/// Something the store keeps. Encoded as `<version> <JSON>`.
pub trait Record: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The first part of its keys, e.g. `ecs.task`.
    const KIND: &'static str;
    /// Counts up when the stored shape changes in a way that serde's defaults do not cover.
    const VERSION: u32 = 1;

    /// Where it is kept.
    fn key(&self) -> Key;

    /// Reads a value that an older version wrote.
    ///
    /// # Errors
    /// When that version is unknown.
    fn migrate(version: u32, _old: serde_json::Value) -> Result<Self, String> {
        Err(format!(
            "record `{}` has the unknown version {version}",
            Self::KIND
        ))
    }
}

/// One stored value: bytes as loaded, or the typed value as written; each is made from the other on first use.
#[derive(Clone)]
pub struct Entry {
    /// The revision that wrote it.
    pub revision: Revision,
    inner: Arc<Inner>,
}

struct Inner {
    bytes: Option<Bytes>,
    typed: OnceLock<Arc<dyn Any + Send + Sync>>,
}

/// Whether it is the same write, not whether the values are alike.
impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }
}

impl Entry {
    #[must_use]
    pub fn from_bytes(revision: Revision, bytes: Bytes) -> Self {
        Self {
            revision,
            inner: Arc::new(Inner {
                bytes: Some(bytes),
                typed: OnceLock::new(),
            }),
        }
    }

    /// A value as just written: only the typed form is kept, the bytes are on disk.
    #[must_use]
    pub fn from_typed(revision: Revision, typed: Arc<dyn Any + Send + Sync>) -> Self {
        Self {
            revision,
            inner: Arc::new(Inner {
                bytes: None,
                typed: OnceLock::from(typed),
            }),
        }
    }

    /// The typed value; decoded at the first look and shared from then on.
    ///
    /// # Errors
    /// An internal fault when the bytes are not what this record writes.
    pub fn typed<R: Record>(&self) -> Result<Arc<R>, Fault> {
        let any = match self.inner.typed.get() {
            Some(any) => Arc::clone(any),
            None => {
                let bytes = self.inner.bytes.as_deref().unwrap_or_default();
                let value: Arc<dyn Any + Send + Sync> =
                    Arc::new(decode::<R>(bytes).map_err(Fault::internal)?);
                Arc::clone(self.inner.typed.get_or_init(|| value))
            }
        };
        any.downcast::<R>()
            .map_err(|_| Fault::internal(format!("a `{}` record holds another type", R::KIND)))
    }
}

/// The stored bytes of a record.
///
/// # Errors
/// When it cannot be written as JSON (a map with keys that are not text).
pub fn encode<R: Record>(r: &R) -> Result<Bytes, Fault> {
    let mut out = Vec::with_capacity(256);
    out.extend_from_slice(R::VERSION.to_string().as_bytes());
    out.push(b' ');
    serde_json::to_writer(&mut out, r)
        .map_err(|e| Fault::internal(format!("encoding `{}`: {e}", R::KIND)))?;
    Ok(out.into())
}

/// Reads what [`encode`] wrote, of this version or, through [`Record::migrate`], an older one.
///
/// # Errors
/// Says which kind could not be read and why.
pub fn decode<R: Record>(bytes: &[u8]) -> Result<R, String> {
    let at = bytes
        .iter()
        .position(|b| *b == b' ')
        .ok_or_else(|| format!("record `{}` has no version", R::KIND))?;
    let (version, json) = bytes.split_at(at);
    let version: u32 = std::str::from_utf8(version)
        .ok()
        .and_then(|v| v.parse().ok())
        .ok_or_else(|| format!("record `{}` has no version", R::KIND))?;
    let bad = |e: serde_json::Error| format!("decoding `{}`: {e}", R::KIND);
    if version == R::VERSION {
        serde_json::from_slice(json).map_err(bad)
    } else {
        R::migrate(version, serde_json::from_slice(json).map_err(bad)?)
    }
}
