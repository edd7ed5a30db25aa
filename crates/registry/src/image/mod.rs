//! Images: manifests by digest, and the tags that point at them.
//!
//! * [`manifest`] — reading one (pure) · [`put`] — the one way in, for the API and for `docker push` alike
//! * [`ops`] — listing and describing · [`batch`] — getting and deleting several · [`referrers`] — who refers to one
//! * [`replicate`] — the same images in other regions and accounts
//!
//! INVARIANT: the bytes of a manifest are kept exactly as they were pushed. INVARIANT: everything a manifest refers to
//! was in the repository when it was put.

pub(crate) mod batch;
pub(crate) mod manifest;
pub(crate) mod ops;
pub(crate) mod put;
pub(crate) mod record;
pub(crate) mod referrers;
pub(crate) mod replicate;
pub(crate) mod view;
