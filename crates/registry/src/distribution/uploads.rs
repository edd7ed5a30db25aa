//! Uploads: begun, continued, asked about, finished, given up; or a layer mounted from another repository.

use std::collections::BTreeMap;
use std::io;

use bytes::Bytes;
use http::header::{CONTENT_RANGE, LOCATION, RANGE};
use http::request::Parts;
use http::{HeaderName, StatusCode};
use http_body_util::BodyExt as _;
use hyper::body::Body as HttpBody;
use tokio::sync::mpsc;

use super::refusal::Refusal;
use super::{Answer, Talk, created, empty};
use crate::blobs::Lease;
use crate::layer::record::{Link, Upload};
use crate::layer::upload::{self, seal};
use crate::names::{Digest, is_repository};
use crate::repository::ops::on_push;
use crate::settings::account;

const UPLOAD: HeaderName = HeaderName::from_static("docker-upload-uuid");
/// So much is gathered before it is written, and written while the next is gathered.
const BATCH: usize = 1 << 20;

fn unknown() -> Refusal {
    Refusal::new(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry")
}

fn parse(text: Option<&String>) -> Result<Digest, Refusal> {
    text.and_then(|t| Digest::parse(t))
        .ok_or_else(|| Refusal::new(400, "DIGEST_INVALID", "the digest is not a valid SHA-256 digest"))
}

/// Where an upload stands. Clients read `0-0` as nothing received yet.
fn standing(status: StatusCode, name: &str, id: &str, received: u64) -> Answer {
    empty(
        status,
        &[
            (LOCATION, format!("/v2/{name}/blobs/uploads/{id}")),
            (UPLOAD, id.to_owned()),
            (RANGE, format!("0-{}", received.saturating_sub(1))),
        ],
    )
}

pub(super) async fn begin<B>(
    talk: &Talk,
    head: &Parts,
    body: B,
    name: &str,
    query: &BTreeMap<String, String>,
) -> Answer
where
    B: HttpBody<Data = Bytes> + Send + Unpin,
    B::Error: std::fmt::Display,
{
    if let (Some(mount), Some(from)) = (query.get("mount"), query.get("from"))
        && let Some(digest) = Digest::parse(mount)
        && is_repository(from)
        && mounted(talk, name, from, &digest).await?
    {
        return created(format!("/v2/{name}/blobs/{digest}"), &digest);
    }
    let id = talk.kernel.dice.uuid();
    talk.kernel
        .transact(&talk.call, false, |cx, t| {
            let action = "ecr:InitiateLayerUpload";
            match talk.repository(cx, t, name, action) {
                Err(f) if f.code == "RepositoryNotFoundException" => {
                    on_push(cx, t, &talk.scope, name)?.ok_or(f)?;
                }
                found => drop(found?),
            }
            upload::begin(cx, t, &talk.scope, name, &id)
        })
        .await?;
    talk.registry.blobs.begin(&id).await?;
    if query.contains_key("digest") {
        return put(talk, head, body, name, &id, query).await;
    }
    standing(StatusCode::ACCEPTED, name, &id, 0)
}

/// Links a layer of another repository, when the registry allows it and the caller may pull it there. Whoever may not
/// learns nothing: the upload begins as if there were no such layer.
async fn mounted(talk: &Talk, name: &str, from: &str, digest: &Digest) -> Result<bool, Refusal> {
    let _held = talk.registry.blobs.hold().await;
    talk.on(name, "ecr:InitiateLayerUpload", false, |cx, t, r| {
        if account::value(t, &r.scope, account::BLOB_MOUNTING)? != "ENABLED" {
            return Ok(false);
        }
        let pull = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
        if pull.iter().any(|a| talk.repository(cx, t, from, a).is_err()) {
            return Ok(false);
        }
        let Some(link) = t.get::<Link>(&Link::at(&r.scope, from, digest))? else {
            return Ok(false);
        };
        upload::link(cx, t, &r.scope, name, None, (digest, link.size))?;
        Ok(true)
    })
    .await
}

/// The upload of a caller who may go on with it, for this request alone.
async fn lease(talk: &Talk, name: &str, id: &str, action: &str) -> Result<Lease, Refusal> {
    talk.on(name, action, true, |_, t, r| {
        upload::find(t, &r.scope, &r.name, id).map(|_| ())
    })
    .await?;
    talk.registry.blobs.lease(id).await?.ok_or_else(unknown)
}

/// Refuses bytes that do not continue what is there.
fn continues(head: &Parts, received: u64, name: &str, id: &str) -> Result<(), Refusal> {
    let Some(range) = head.headers.get(CONTENT_RANGE).and_then(|v| v.to_str().ok()) else {
        return Ok(());
    };
    let range = range.strip_prefix("bytes ").unwrap_or(range);
    let first = range.split('-').next().and_then(|n| n.trim().parse::<u64>().ok());
    if first == Some(received) {
        return Ok(());
    }
    Err(Refusal::new(
        416,
        "BLOB_UPLOAD_INVALID",
        "the range does not begin where the upload stands",
    )
    .with(LOCATION, format!("/v2/{name}/blobs/uploads/{id}"))
    .with(UPLOAD, id.to_owned())
    .with(RANGE, format!("0-{}", received.saturating_sub(1))))
}

/// Adds a body to an upload. What arrived before a body broke off stays: the upload can be resumed there.
pub(super) async fn receive<B>(lease: Lease, mut body: B) -> Result<Lease, Refusal>
where
    B: HttpBody<Data = Bytes> + Send + Unpin,
    B::Error: std::fmt::Display,
{
    if body.is_end_stream() {
        return Ok(lease);
    }
    let (pieces, mut batches) = mpsc::channel::<Vec<Bytes>>(2);
    let writer = tokio::spawn(async move {
        let mut lease = lease;
        while let Some(batch) = batches.recv().await {
            lease = lease.append(batch).await?;
        }
        io::Result::Ok(lease)
    });
    let ended = feed(&mut body, pieces).await;
    let lease = writer.await.unwrap_or_else(|e| Err(io::Error::other(e)))?;
    ended.map(|()| lease)
}

/// Hands a body over in batches. Ends early when nobody takes them; the writer knows why.
async fn feed<B>(body: &mut B, pieces: mpsc::Sender<Vec<Bytes>>) -> Result<(), Refusal>
where
    B: HttpBody<Data = Bytes> + Send + Unpin,
    B::Error: std::fmt::Display,
{
    let (mut batch, mut size) = (Vec::new(), 0);
    let ended = loop {
        match body.frame().await {
            None => break Ok(()),
            Some(Err(e)) => {
                let why = format!("the body broke off: {e}");
                break Err(Refusal::new(400, "BLOB_UPLOAD_INVALID", why));
            }
            Some(Ok(frame)) => {
                let Ok(data) = frame.into_data() else { continue };
                size += data.len();
                batch.push(data);
                if size >= BATCH {
                    size = 0;
                    if pieces.send(std::mem::take(&mut batch)).await.is_err() {
                        return Ok(());
                    }
                }
            }
        }
    };
    if !batch.is_empty() {
        // Nobody there: the writer says why.
        let _ = pieces.send(batch).await;
    }
    ended
}

pub(super) async fn patch<B>(talk: &Talk, head: &Parts, body: B, name: &str, id: &str) -> Answer
where
    B: HttpBody<Data = Bytes> + Send + Unpin,
    B::Error: std::fmt::Display,
{
    let lease = lease(talk, name, id, "ecr:UploadLayerPart").await?;
    continues(head, lease.len(), name, id)?;
    let lease = receive(lease, body).await?;
    standing(StatusCode::ACCEPTED, name, id, lease.len())
}

pub(super) async fn put<B>(
    talk: &Talk,
    head: &Parts,
    body: B,
    name: &str,
    id: &str,
    query: &BTreeMap<String, String>,
) -> Answer
where
    B: HttpBody<Data = Bytes> + Send + Unpin,
    B::Error: std::fmt::Display,
{
    let digest = parse(query.get("digest"))?;
    let lease = lease(talk, name, id, "ecr:CompleteLayerUpload").await?;
    continues(head, lease.len(), name, id)?;
    let lease = receive(lease, body).await?;
    let blobs = &talk.registry.blobs;
    let _held = blobs.hold().await;
    let size = match seal(blobs, id, lease, &digest).await {
        Ok(size) => size,
        Err(fault) => {
            // What it was is forgotten: the client begins anew.
            forget(talk, name, id).await?;
            return Err(fault.into());
        }
    };
    talk.on(name, "ecr:CompleteLayerUpload", false, |cx, t, r| {
        upload::find(t, &r.scope, &r.name, id)?;
        upload::link(cx, t, &r.scope, &r.name, Some(id), (&digest, size))
    })
    .await?;
    created(format!("/v2/{name}/blobs/{digest}"), &digest)
}

async fn forget(talk: &Talk, name: &str, id: &str) -> Result<(), Refusal> {
    let key = Upload::at(&talk.scope, name, id);
    talk.kernel
        .transact(&talk.call, false, |_, t| {
            t.delete(&key);
            Ok(())
        })
        .await?;
    Ok(())
}

pub(super) async fn status(talk: &Talk, name: &str, id: &str) -> Answer {
    talk.on(name, "ecr:UploadLayerPart", true, |_, t, r| {
        upload::find(t, &r.scope, &r.name, id).map(|_| ())
    })
    .await?;
    let received = talk.registry.blobs.received(id).await?.ok_or_else(unknown)?;
    standing(StatusCode::NO_CONTENT, name, id, received)
}

pub(super) async fn delete(talk: &Talk, name: &str, id: &str) -> Answer {
    talk.on(name, "ecr:InitiateLayerUpload", true, |_, t, r| {
        upload::find(t, &r.scope, &r.name, id).map(|_| ())
    })
    .await?;
    forget(talk, name, id).await?;
    talk.registry.blobs.discard(id).await?;
    empty(StatusCode::NO_CONTENT, &[])
}
