//! An upload from its beginning to the link it becomes.

use std::sync::Arc;

use kernel::{Cx, Fault, Scope, Txn};
use wire::ecr::fault as f;

use super::record::{Link, Upload};
use crate::blobs::{Blobs, Lease};
use crate::fault;
use crate::names::Digest;

/// An upload that nobody has written to yet. Its file is made once this is committed.
pub(crate) fn begin(
    cx: &Cx<'_>,
    t: &mut Txn,
    scope: &Scope,
    repository: &str,
    id: &str,
) -> Result<(), Fault> {
    t.put(Upload {
        scope: scope.clone(),
        repository: repository.to_owned(),
        id: id.to_owned(),
        began: cx.now,
        short: false,
        too_small: false,
    })
}

/// The upload, or ECR's error.
pub(crate) fn find(t: &mut Txn, scope: &Scope, repository: &str, id: &str) -> Result<Arc<Upload>, Fault> {
    t.get::<Upload>(&Upload::at(scope, repository, id))?
        .ok_or_else(|| fault::no_upload(scope, repository, id))
}

/// Verifies what was received and gives it its name; the caller links to it while it holds the blobs.
/// What does not have the digest is forgotten.
pub(crate) async fn seal(blobs: &Blobs, id: &str, lease: Lease, digest: &Digest) -> Result<u64, Fault> {
    let size = lease.len();
    let is = lease.digest();
    if is.as_ref() != Some(digest) {
        drop(lease);
        blobs.discard(id).await.map_err(broken)?;
        return Err(f::invalid_layer_exception(format!(
            "Layer digest '{digest}' does not match the digest '{}' that was calculated of what was uploaded",
            is.map(|d| d.to_string()).unwrap_or_default()
        )));
    }
    blobs.keep(id, lease, digest).await.map_err(broken)?;
    Ok(size)
}

/// The upload becomes a link.
pub(crate) fn link(
    cx: &Cx<'_>,
    t: &mut Txn,
    scope: &Scope,
    repository: &str,
    upload: Option<&str>,
    (digest, size): (&Digest, u64),
) -> Result<(), Fault> {
    if let Some(id) = upload {
        t.delete(&Upload::at(scope, repository, id));
    }
    t.put(Link {
        scope: scope.clone(),
        repository: repository.to_owned(),
        digest: digest.clone(),
        size,
        since: cx.now,
    })
}

#[allow(clippy::needless_pass_by_value, reason = "it is what map_err gives")]
pub(crate) fn broken(e: std::io::Error) -> Fault {
    Fault::internal(format!("the layers' folder: {e}"))
}
