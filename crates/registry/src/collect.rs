//! Freeing the disk: layers that no image has, blobs that nobody links to, uploads that nobody goes on with.
//!
//! INVARIANT: what was pushed within [`GRACE`] stays, so a push that takes its time finds at its end what it brought at
//! its beginning. INVARIANT: a blob goes only while nobody can link to it ([`crate::Blobs`]'s gate), and only if nobody does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use kernel::{Call, Fault, Kernel, Key, Record as _, Scope, Txn};

use crate::image::record::Image;
use crate::layer::record::{Link, Upload};
use crate::layer::upload::broken;
use crate::names::Digest;
use crate::{Registry, lifecycle};

/// How long a layer stays that no image has.
pub(crate) const GRACE: Duration = Duration::from_secs(24 * 3600);

/// One round. Answers how many blobs went.
///
/// # Errors
/// Internal faults only: the store or the disk.
pub async fn collect(kernel: &Arc<Kernel>, registry: &Registry) -> Result<usize, Fault> {
    collect_older(kernel, registry, GRACE).await
}

pub(crate) async fn collect_older(
    kernel: &Arc<Kernel>,
    registry: &Registry,
    age: Duration,
) -> Result<usize, Fault> {
    let call = Call::by_service(lifecycle::used::ECR, Scope::new("", ""));
    for (scope, repository) in repositories(kernel)? {
        kernel
            .transact(&call, false, |cx, t| unlink(t, &scope, &repository, cx.now - age))
            .await?;
    }
    let (blobs, uploads) = registry.blobs.idle(age).await.map_err(broken)?;
    // Uploads first: their records go with them.
    for id in &uploads {
        registry.blobs.discard(id).await.map_err(broken)?;
    }
    let gone: BTreeSet<_> = uploads.iter().cloned().collect();
    kernel
        .transact(&call, false, |_, t| {
            for u in t.peek::<Upload>(&Key::all(Upload::KIND))? {
                if gone.contains(&u.id) {
                    t.delete(&u.key());
                }
            }
            Ok(())
        })
        .await?;
    let mut removed = 0;
    if !blobs.is_empty() {
        let _alone = registry.blobs.alone().await;
        let linked: BTreeSet<Digest> = Txn::on(kernel.store.tip())
            .peek::<Link>(&Key::all(Link::KIND))?
            .iter()
            .map(|l| l.digest.clone())
            .collect();
        for digest in blobs.iter().filter(|d| !linked.contains(d)) {
            registry.blobs.remove(digest).await.map_err(broken)?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Repositories that have layers.
fn repositories(kernel: &Kernel) -> Result<BTreeSet<(Scope, String)>, Fault> {
    let links = Txn::on(kernel.store.durable()).peek::<Link>(&Key::all(Link::KIND))?;
    Ok(links
        .iter()
        .map(|l| (l.scope.clone(), l.repository.clone()))
        .collect())
}

/// Removes the links of a repository that are older than `before` and that no image of it has.
fn unlink(t: &mut Txn, scope: &Scope, repository: &str, before: kernel::Time) -> Result<(), Fault> {
    let mut links: BTreeMap<_, _> = t
        .range::<Link>(&Link::all(scope, repository))?
        .into_iter()
        .filter(|l| l.since < before)
        .map(|l| (l.digest.clone(), l))
        .collect();
    if links.is_empty() {
        return Ok(());
    }
    for image in t.range::<Image>(&Image::all(scope, repository))? {
        for (digest, _) in &image.facts.blobs {
            links.remove(digest);
        }
    }
    links.values().for_each(|l| t.delete(&l.key()));
    Ok(())
}
