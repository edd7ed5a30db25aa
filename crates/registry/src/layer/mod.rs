//! Layers: links from repositories to blobs, and uploads under way.
//!
//! * [`upload`] — beginning, continuing, finishing one, for the API and for `docker push` alike · [`ops`] — the API
//!
//! INVARIANT: a blob can be read through a repository only if the repository links to it; knowing a digest gives nothing.

pub(crate) mod ops;
pub(crate) mod record;
pub(crate) mod upload;
