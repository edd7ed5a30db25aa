//! Scanning for vulnerabilities: there is no scanner. Settings are kept and shown; asking for a scan is answered as a
//! registry in which it is switched off answers.

use kernel::{Access, Cx, Fault, Txn};
use wire::ecr as w;

use crate::image::ops::one;
use crate::repository::record::{Repository, arn};
use crate::{fault, rules};

/// What images of a repository with `scanOnPush` show.
pub(crate) fn unscanned() -> w::ImageScanStatus {
    w::ImageScanStatus {
        status: Some("FAILED".into()),
        description: Some("Longshore has no scanner".into()),
    }
}

pub(crate) fn start(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::StartImageScanRequest,
) -> Result<w::StartImageScanResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    one(t, &r, &req.image_id)?;
    Err(w::fault::validation_exception("This feature is disabled"))
}

pub(crate) fn findings(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeImageScanFindingsRequest,
) -> Result<w::DescribeImageScanFindingsResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    let image = one(t, &r, &req.image_id)?;
    let digest = image.digest.to_string();
    Err(fault::no_scan(
        &r.scope,
        &r.name,
        Some(&digest),
        req.image_id.image_tag.as_deref(),
    ))
}

pub(crate) fn put(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::PutImageScanningConfigurationRequest,
) -> Result<w::PutImageScanningConfigurationResponse, Fault> {
    let mut r = (*rules::find(cx, t, req)?).clone();
    r.scan_on_push = req.image_scanning_configuration.scan_on_push.unwrap_or(false);
    let answer = w::PutImageScanningConfigurationResponse {
        registry_id: Some(r.scope.account.to_string()),
        repository_name: Some(r.name.clone()),
        image_scanning_configuration: Some(w::ImageScanningConfiguration {
            scan_on_push: Some(r.scan_on_push),
        }),
    };
    t.put(r)?;
    Ok(answer)
}

pub(crate) fn rule(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::BatchGetRepositoryScanningConfigurationRequest,
) -> Result<Access, Fault> {
    rules::scanning(cx, t, req)
}

pub(crate) fn batch_get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::BatchGetRepositoryScanningConfigurationRequest,
) -> Result<w::BatchGetRepositoryScanningConfigurationResponse, Fault> {
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for name in &req.repository_names {
        match t.get::<Repository>(&Repository::at(cx.scope(), name))? {
            Some(r) => found.push(w::RepositoryScanningConfiguration {
                repository_arn: Some(arn(cx.scope(), name)),
                repository_name: Some(name.clone()),
                scan_on_push: Some(r.scan_on_push),
                scan_frequency: Some(if r.scan_on_push { "SCAN_ON_PUSH" } else { "MANUAL" }.into()),
                applied_scan_filters: Some(Vec::new()),
            }),
            None => failures.push(w::RepositoryScanningConfigurationFailure {
                repository_name: Some(name.clone()),
                failure_code: Some("REPOSITORY_NOT_FOUND".into()),
                failure_reason: Some(fault::no_repository(cx.scope(), name).message),
            }),
        }
    }
    Ok(w::BatchGetRepositoryScanningConfigurationResponse {
        scanning_configurations: Some(found),
        failures: Some(failures),
    })
}
