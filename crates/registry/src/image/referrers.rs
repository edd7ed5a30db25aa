//! Who refers to an image: signatures, attestations, bills of material (OCI Distribution 1.1, "Listing Referrers").

use std::sync::Arc;

use kernel::{Cx, Fault, Scope, Txn};
use wire::ecr as w;

use super::record::Image;
use crate::names::Digest;
use crate::{fault, page, rules};

/// All that refer to `subject`, of one of the types when some are given.
pub(crate) fn of(
    t: &mut Txn,
    scope: &Scope,
    repository: &str,
    subject: &Digest,
    types: Option<&[String]>,
) -> Result<Vec<Arc<Image>>, Fault> {
    let mut all = t.range::<Image>(&Image::all(scope, repository))?;
    all.retain(|i| {
        let wanted = types.is_none_or(|t| i.facts.artifact_type.as_ref().is_some_and(|a| t.contains(a)));
        i.facts.subject.as_ref() == Some(subject) && wanted
    });
    Ok(all)
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListImageReferrersRequest,
) -> Result<w::ListImageReferrersResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    let subject =
        Digest::parse(&req.subject_id.image_digest).ok_or_else(|| fault::invalid("subjectId.imageDigest"))?;
    let filter = req.filter.clone().unwrap_or_default();
    let mut all = of(t, &r.scope, &r.name, &subject, filter.artifact_types.as_deref())?;
    if filter
        .artifact_status
        .as_deref()
        .is_some_and(|s| s != "ACTIVE" && s != "ANY")
    {
        all.clear();
    }
    let (some, next_token) = page(
        all,
        |i| i.digest.to_string(),
        req.next_token.as_deref(),
        req.max_results,
    )?;
    let view = |i: &Arc<Image>| w::ImageReferrer {
        digest: i.digest.to_string(),
        media_type: i.facts.media_type.clone(),
        artifact_type: i.facts.artifact_type.clone(),
        size: i64::try_from(i.manifest.len()).unwrap_or(i64::MAX),
        annotations: (!i.facts.annotations.is_empty())
            .then(|| i.facts.annotations.clone().into_iter().collect()),
        artifact_status: Some("ACTIVE".into()),
    };
    Ok(w::ListImageReferrersResponse {
        referrers: Some(some.iter().map(view).collect()),
        next_token,
    })
}
