//! IAM resource rules (Service Authorization Reference, Amazon Elastic Container Registry).

use std::sync::Arc;

pub(crate) use kernel::parts::any;
use kernel::{Access, Cx, Fault, Scope, Txn};
use wire::ecr as w;

use crate::repository::record::{self, Repository};
use crate::settings::policy;

/// A request on one repository.
pub(crate) trait Named {
    fn registry(&self) -> Option<&str>;
    fn repository(&self) -> &str;
}

macro_rules! named {
    ($($input:ident)*) => {$(
        impl Named for w::$input {
            fn registry(&self) -> Option<&str> {
                self.registry_id.as_deref()
            }
            fn repository(&self) -> &str {
                &self.repository_name
            }
        }
    )*};
}

named! {
    CreateRepositoryRequest DeleteRepositoryRequest SetRepositoryPolicyRequest GetRepositoryPolicyRequest
    DeleteRepositoryPolicyRequest PutImageTagMutabilityRequest PutImageScanningConfigurationRequest PutImageRequest
    ListImagesRequest DescribeImagesRequest BatchGetImageRequest BatchDeleteImageRequest ListImageReferrersRequest
    DescribeImageReplicationStatusRequest BatchCheckLayerAvailabilityRequest InitiateLayerUploadRequest
    UploadLayerPartRequest CompleteLayerUploadRequest GetDownloadUrlForLayerRequest PutLifecyclePolicyRequest
    GetLifecyclePolicyRequest DeleteLifecyclePolicyRequest StartLifecyclePolicyPreviewRequest
    GetLifecyclePolicyPreviewRequest StartImageScanRequest DescribeImageScanFindingsRequest
}

/// The registry a request is about: the caller's unless another is named.
pub(crate) fn registry(own: &Scope, id: Option<&str>) -> Scope {
    match id {
        Some(id) if *id != *own.account => Scope::new(id, Arc::clone(&own.region)),
        _ => own.clone(),
    }
}

pub(crate) fn scope<I: Named>(cx: &Cx<'_>, req: &I) -> Scope {
    registry(cx.scope(), req.registry())
}

/// The repository of a request, or ECR's error.
pub(crate) fn find<I: Named>(cx: &Cx<'_>, t: &mut Txn, req: &I) -> Result<Arc<Repository>, Fault> {
    record::find(t, &scope(cx, req), req.repository())
}

/// One repository with the policies that hold for it and its tags.
pub(crate) fn access(t: &mut Txn, scope: &Scope, name: &str) -> Result<Access, Fault> {
    let mut access = Access::on(record::arn(scope, name));
    let mut own = None;
    if let Some(r) = t.get::<Repository>(&Repository::at(scope, name))? {
        own.clone_from(&r.policy);
        for (key, value) in &r.tags {
            for prefix in ["aws", "ecr"] {
                access = access.with(format!("{prefix}:ResourceTag/{key}"), vec![value.clone()]);
            }
        }
    }
    access.policy = policy::with_registrys(t, scope, own.as_deref())?;
    Ok(access)
}

pub(crate) fn repository<I: Named>(cx: &Cx<'_>, t: &mut Txn, req: &I) -> Result<Access, Fault> {
    access(t, &scope(cx, req), req.repository())
}

pub(crate) fn create(cx: &Cx<'_>, _t: &mut Txn, req: &w::CreateRepositoryRequest) -> Result<Access, Fault> {
    let mut access = Access::on(record::arn(&scope(cx, req), &req.repository_name));
    let tags = req.tags.as_deref().unwrap_or_default();
    for tag in tags {
        access = access.with(format!("aws:RequestTag/{}", tag.key), vec![tag.value.clone()]);
    }
    Ok(access.with("aws:TagKeys", tags.iter().map(|t| t.key.clone()).collect()))
}

/// `DescribeRepositories`: the named ones, or all.
pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeRepositoriesRequest,
) -> Result<Access, Fault> {
    let scope = registry(cx.scope(), req.registry_id.as_deref());
    let names = req.repository_names.as_deref().unwrap_or_default();
    if let [one] = names {
        return access(t, &scope, one);
    }
    let mut resources: Vec<_> = names.iter().map(|n| record::arn(&scope, n)).collect();
    if resources.is_empty() {
        resources.push(record::arn(&scope, "*"));
    }
    Ok(Access {
        resources,
        ..Access::default()
    })
}

/// What an ARN names, as it is.
#[allow(clippy::unnecessary_wraps, reason = "every rule has the same shape")]
pub(crate) fn tagging(_cx: &Cx<'_>, _t: &mut Txn, arn: &str) -> Result<Access, Fault> {
    Ok(Access::on(arn))
}

pub(crate) fn scanning(
    cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::BatchGetRepositoryScanningConfigurationRequest,
) -> Result<Access, Fault> {
    Ok(Access {
        resources: req
            .repository_names
            .iter()
            .map(|n| record::arn(cx.scope(), n))
            .collect(),
        ..Access::default()
    })
}
