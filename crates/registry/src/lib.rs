//! Amazon Elastic Container Registry (API version 2015-09-21), and the registry itself: OCI Distribution 1.1 at `/v2/`.
//!
//! * [`repository`] — names, settings, policies, tags · [`settings`] — what holds for a whole registry
//! * [`image`] — manifests and the tags that point at them · [`layer`] — links to blobs, uploads
//! * [`blobs`] — the bytes of layers · [`collect`] — freeing the disk of what nobody links to
//! * [`upstream`] — other registries, as a client
//! * [`lifecycle`] — which images expire · [`scan`] — there is no scanner
//! * [`distribution`] — what docker, podman and skopeo speak · [`token`] — who they are
//!
//! The host in an image's name is ignored: account and region come from the token, so a repository has one name whatever
//! the way to it. INVARIANT: nothing is visible before it is whole and on the disk; what was acknowledged stays.

mod blobs;
mod collect;
pub mod distribution;
mod fault;
mod image;
mod layer;
mod lifecycle;
mod names;
mod repository;
mod rules;
mod scan;
mod settings;
#[cfg(test)]
mod tests;
mod token;
mod upstream;

use std::sync::Arc;

use kernel::{Fault, Parts};
use wire::ecr as w;

pub use blobs::{Blobs, Stretch};
pub use collect::collect;
pub use names::Digest;
pub use upstream::{Answered, Imports, Upstream};

/// Says what is wrong with a resource's policy, as IAM would read it.
pub type Grammar = fn(&str) -> Result<(), String>;

/// What the registry needs besides the kernel.
pub struct Registry {
    pub blobs: Blobs,
    /// `localhost:<port>`, where docker finds it unless the caller came another way.
    pub host: Arc<str>,
    pub grammar: Grammar,
    /// The way to other registries.
    pub upstream: Arc<dyn Upstream>,
    pub imports: Imports,
}

/// Everything this crate serves besides `/v2/`.
#[must_use]
pub fn parts(registry: &Arc<Registry>) -> Parts {
    repositories(registry)
        .and(images(registry))
        .and(registry_wide(registry))
        .controller(lifecycle::expire::Expiry)
}

fn repositories(r: &Arc<Registry>) -> Parts {
    let (h1, h2, h3, grammar) = (
        Arc::clone(&r.host),
        Arc::clone(&r.host),
        Arc::clone(&r.host),
        r.grammar,
    );
    Parts::new()
        .op::<w::CreateRepository>(rules::create, move |c, t, i| {
            repository::ops::create(c, t, i, &h1)
        })
        .op::<w::DescribeRepositories>(rules::describe, move |c, t, i| {
            repository::ops::describe(c, t, i, &h2)
        })
        .op::<w::DeleteRepository>(rules::repository, move |c, t, i| {
            repository::ops::delete(c, t, i, &h3)
        })
        .op::<w::SetRepositoryPolicy>(rules::repository, move |c, t, i| {
            repository::policy::set(c, t, i, &grammar)
        })
        .op::<w::GetRepositoryPolicy>(rules::repository, repository::policy::get)
        .op::<w::DeleteRepositoryPolicy>(rules::repository, repository::policy::delete)
        .op::<w::PutImageTagMutability>(rules::repository, repository::ops::put_mutability)
        .op::<w::PutImageScanningConfiguration>(rules::repository, scan::put)
        .op::<w::TagResource>(repository::tag::rule_tag, repository::tag::tag)
        .op::<w::UntagResource>(repository::tag::rule_untag, repository::tag::untag)
        .op::<w::ListTagsForResource>(repository::tag::rule_list, repository::tag::list)
        .op::<w::PutLifecyclePolicy>(rules::repository, lifecycle::ops::put)
        .op::<w::GetLifecyclePolicy>(rules::repository, lifecycle::ops::get)
        .op::<w::DeleteLifecyclePolicy>(rules::repository, lifecycle::ops::delete)
        .op::<w::StartLifecyclePolicyPreview>(rules::repository, lifecycle::ops::start_preview)
        .op::<w::GetLifecyclePolicyPreview>(rules::repository, lifecycle::ops::get_preview)
}

fn images(r: &Arc<Registry>) -> Parts {
    let (r1, r2, r3, host) = (Arc::clone(r), Arc::clone(r), Arc::clone(r), Arc::clone(&r.host));
    Parts::new()
        .op::<w::PutImage>(rules::repository, image::put::op)
        .op::<w::ListImages>(rules::repository, image::ops::list)
        .op::<w::DescribeImages>(rules::repository, image::ops::describe)
        .op::<w::BatchGetImage>(rules::repository, image::batch::get)
        .op::<w::BatchDeleteImage>(rules::repository, image::batch::delete)
        .op::<w::ListImageReferrers>(rules::repository, image::referrers::list)
        .op::<w::DescribeImageReplicationStatus>(rules::repository, image::replicate::status)
        .op::<w::StartImageScan>(rules::repository, scan::start)
        .op::<w::DescribeImageScanFindings>(rules::repository, scan::findings)
        .op::<w::BatchCheckLayerAvailability>(rules::repository, layer::ops::check)
        .op_async::<w::InitiateLayerUpload, _, _>(rules::repository, move |k, c, i| {
            layer::ops::initiate(Arc::clone(&r1), k, c, i)
        })
        .op_async::<w::UploadLayerPart, _, _>(rules::repository, move |k, c, i| {
            layer::ops::part(Arc::clone(&r2), k, c, i)
        })
        .op_async::<w::CompleteLayerUpload, _, _>(rules::repository, move |k, c, i| {
            layer::ops::complete(Arc::clone(&r3), k, c, i)
        })
        .op::<w::GetDownloadUrlForLayer>(rules::repository, move |c, t, i| {
            layer::ops::download_url(c, t, i, &host)
        })
}

fn registry_wide(r: &Arc<Registry>) -> Parts {
    let (host, grammar, registry) = (Arc::clone(&r.host), r.grammar, Arc::clone(r));
    Parts::new()
        .op::<w::GetAuthorizationToken>(rules::any, move |c, t, i| token::get(c, t, i, &host))
        .op::<w::CreatePullThroughCacheRule>(rules::any, settings::cache::ops::create)
        .op::<w::DescribePullThroughCacheRules>(rules::any, settings::cache::ops::describe)
        .op::<w::UpdatePullThroughCacheRule>(rules::any, settings::cache::ops::update)
        .op::<w::DeletePullThroughCacheRule>(rules::any, settings::cache::ops::delete)
        .op_async::<w::ValidatePullThroughCacheRule, _, _>(rules::any, move |k, c, i| {
            settings::cache::ops::validate(Arc::clone(&registry), k, c, i)
        })
        .op::<w::DescribeRegistry>(rules::any, settings::replication::describe)
        .op::<w::PutReplicationConfiguration>(rules::any, settings::replication::put)
        .op::<w::GetRegistryPolicy>(rules::any, settings::policy::get)
        .op::<w::PutRegistryPolicy>(rules::any, move |c, t, i| {
            settings::policy::put(c, t, i, &grammar)
        })
        .op::<w::DeleteRegistryPolicy>(rules::any, settings::policy::delete)
        .op::<w::GetRegistryScanningConfiguration>(rules::any, settings::scanning::get)
        .op::<w::PutRegistryScanningConfiguration>(rules::any, settings::scanning::put)
        .op::<w::BatchGetRepositoryScanningConfiguration>(scan::rule, scan::batch_get)
        .op::<w::GetAccountSetting>(rules::any, settings::account::get)
        .op::<w::PutAccountSetting>(rules::any, settings::account::put)
        .op::<w::CreateRepositoryCreationTemplate>(rules::any, move |c, t, i| {
            settings::template::create(c, t, i, &grammar)
        })
        .op::<w::DescribeRepositoryCreationTemplates>(rules::any, settings::template::describe)
        .op::<w::UpdateRepositoryCreationTemplate>(rules::any, move |c, t, i| {
            settings::template::update(c, t, i, &grammar)
        })
        .op::<w::DeleteRepositoryCreationTemplate>(rules::any, settings::template::delete)
}

/// One page of a list: 100 items unless told otherwise.
fn page<T>(
    items: Vec<T>,
    name: impl Fn(&T) -> String,
    token: Option<&str>,
    size: Option<i32>,
) -> Result<(Vec<T>, Option<String>), Fault> {
    let size = size.and_then(|n| usize::try_from(n).ok()).unwrap_or(100);
    kernel::page::page(items, name, token, size)
        .map_err(|()| fault::parameter("Invalid parameter at 'nextToken' failed to satisfy constraint"))
}
