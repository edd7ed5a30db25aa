//! The layer calls of the API: what `docker push` does over `/v2/`, as AWS operations.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use kernel::{Call, Cx, Fault, Kernel, Txn};
use wire::ecr as w;
use wire::ecr::fault as f;
use wire::schema::Value;

use super::record::Link;
use super::upload::{self, broken};
use crate::names::Digest;
use crate::repository::view::host;
use crate::token::{self, Claims};
use crate::{Registry, fault, rules};

/// ECR tells clients to send parts of so many bytes, and refuses smaller ones than [`SMALLEST`] but the last.
const PART: i64 = 10 << 20;
const SMALLEST: i64 = 5 << 20;
/// How long a download URL is good for.
const URL_VALID: Duration = Duration::from_secs(3600);

pub(crate) fn check(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::BatchCheckLayerAvailabilityRequest,
) -> Result<w::BatchCheckLayerAvailabilityResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    let (mut layers, mut failures) = (Vec::new(), Vec::new());
    for given in &req.layer_digests {
        let Some(digest) = Digest::parse(given) else {
            failures.push(w::LayerFailure {
                layer_digest: Some(given.clone()),
                failure_code: Some("InvalidLayerDigest".into()),
                failure_reason: Some("Invalid layer digest".into()),
            });
            continue;
        };
        let link = t.get::<Link>(&Link::at(&r.scope, &r.name, &digest))?;
        layers.push(w::Layer {
            layer_digest: Some(given.clone()),
            layer_availability: Some(
                if link.is_some() {
                    "AVAILABLE"
                } else {
                    "UNAVAILABLE"
                }
                .into(),
            ),
            layer_size: link.and_then(|l| i64::try_from(l.size).ok()),
            media_type: None,
        });
    }
    Ok(w::BatchCheckLayerAvailabilityResponse {
        layers: Some(layers),
        failures: Some(failures),
    })
}

pub(crate) async fn initiate(
    registry: Arc<Registry>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::InitiateLayerUploadRequest>,
) -> Result<w::InitiateLayerUploadResponse, Fault> {
    let id = kernel.dice.uuid();
    kernel
        .transact(&call, false, |cx, t| {
            let r = rules::find(cx, t, &*req)?;
            upload::begin(cx, t, &r.scope, &r.name, &id)
        })
        .await?;
    registry.blobs.begin(&id).await.map_err(broken)?;
    Ok(w::InitiateLayerUploadResponse {
        upload_id: Some(id),
        part_size: Some(PART),
    })
}

pub(crate) async fn part(
    registry: Arc<Registry>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::UploadLayerPartRequest>,
) -> Result<w::UploadLayerPartResponse, Fault> {
    let scope = rules::registry(&call.scope, req.registry_id.as_deref());
    let (name, id) = (&*req.repository_name, &*req.upload_id);
    let missing = || fault::no_upload(&scope, name, id);
    kernel
        .transact(&call, true, |_, t| upload::find(t, &scope, name, id).map(|_| ()))
        .await?;
    let lease = registry
        .blobs
        .lease(id)
        .await
        .map_err(broken)?
        .ok_or_else(missing)?;
    let len = i64::try_from(lease.len()).unwrap_or(i64::MAX);
    let size = i64::try_from(req.layer_part_blob.0.len()).unwrap_or(i64::MAX);
    if req.part_first_byte != len || req.part_last_byte - req.part_first_byte + 1 != size || size > PART {
        let fault = f::invalid_layer_part_exception(format!(
            "Layer part with first byte {} and last byte {} of {size} bytes cannot follow byte {}",
            req.part_first_byte,
            req.part_last_byte,
            len - 1
        ));
        return Err(fault
            .with("registryId", Value::Str(scope.account.to_string()))
            .with("repositoryName", Value::Str(name.to_owned()))
            .with("uploadId", Value::Str(id.to_owned()))
            .with("lastValidByteReceived", Value::Int(len - 1)));
    }
    let lease = lease
        .append(vec![Bytes::from(req.layer_part_blob.0.clone())])
        .await
        .map_err(broken)?;
    kernel
        .transact(&call, false, |_, t| {
            let mut u = (*upload::find(t, &scope, name, id)?).clone();
            u.too_small |= u.short;
            u.short = size < SMALLEST;
            t.put(u)
        })
        .await?;
    drop(lease);
    Ok(w::UploadLayerPartResponse {
        registry_id: Some(scope.account.to_string()),
        repository_name: Some(name.to_owned()),
        upload_id: Some(id.to_owned()),
        last_byte_received: Some(len + size - 1),
    })
}

pub(crate) async fn complete(
    registry: Arc<Registry>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::CompleteLayerUploadRequest>,
) -> Result<w::CompleteLayerUploadResponse, Fault> {
    let scope = rules::registry(&call.scope, req.registry_id.as_deref());
    let (name, id) = (&*req.repository_name, &*req.upload_id);
    let missing = || fault::no_upload(&scope, name, id);
    let [given] = req.layer_digests.as_slice() else {
        return Err(fault::invalid("layerDigests"));
    };
    let digest = Digest::parse(given).ok_or_else(|| fault::invalid("layerDigests"))?;
    let (upload, linked) = kernel
        .transact(&call, true, |_, t| {
            let upload = upload::find(t, &scope, name, id)?;
            Ok((upload, t.exists(&Link::at(&scope, name, &digest))))
        })
        .await?;
    let lease = registry
        .blobs
        .lease(id)
        .await
        .map_err(broken)?
        .ok_or_else(missing)?;
    if lease.len() == 0 {
        return Err(f::empty_upload_exception(format!(
            "The upload with id '{id}' does not contain any layer parts"
        )));
    }
    if upload.too_small {
        return Err(f::layer_part_too_small_exception(
            "Layer parts must be at least 5 MiB in size, except the last",
        ));
    }
    if linked {
        return Err(f::layer_already_exists_exception(format!(
            "Layer with digest '{digest}' already exists in the repository with name '{name}' in registry with id '{}'",
            scope.account
        )));
    }
    let held = registry.blobs.hold().await;
    let size = upload::seal(&registry.blobs, id, lease, &digest).await?;
    kernel
        .transact(&call, false, |cx, t| {
            upload::find(t, &scope, name, id)?;
            upload::link(cx, t, &scope, name, Some(id), (&digest, size))
        })
        .await?;
    drop(held);
    Ok(w::CompleteLayerUploadResponse {
        registry_id: Some(scope.account.to_string()),
        repository_name: Some(name.to_owned()),
        upload_id: Some(id.to_owned()),
        layer_digest: Some(digest.to_string()),
    })
}

/// A URL that serves one layer to whoever has it, for an hour.
pub(crate) fn download_url(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetDownloadUrlForLayerRequest,
    default_host: &Arc<str>,
) -> Result<w::GetDownloadUrlForLayerResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    let link = match Digest::parse(&req.layer_digest) {
        Some(digest) => t.get::<Link>(&Link::at(&r.scope, &r.name, &digest))?,
        None => None,
    };
    let link = link.ok_or_else(|| {
        f::layers_not_found_exception(format!(
            "The layer with digest '{}' does not exist in the repository with name '{}' in the registry with id '{}'",
            req.layer_digest, r.name, r.scope.account
        ))
    })?;
    let grant = token::seal(
        cx,
        t,
        &Claims::Layer {
            registry: r.scope.clone(),
            repository: r.name.clone(),
            digest: link.digest.clone(),
            until: cx.now + URL_VALID,
        },
    )?;
    let host = host(cx, default_host);
    Ok(w::GetDownloadUrlForLayerResponse {
        download_url: Some(format!(
            "http://{host}/v2/{}/blobs/{}?grant={grant}",
            r.name, link.digest
        )),
        layer_digest: Some(link.digest.to_string()),
    })
}
