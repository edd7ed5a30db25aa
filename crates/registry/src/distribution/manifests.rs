//! Manifests: pulled by tag or digest, pushed, deleted.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderValue, LOCATION};
use http::request::Parts;
use http::{HeaderName, StatusCode};
use http_body_util::BodyExt as _;
use hyper::body::Body as HttpBody;
use kernel::{Kernel, Key, Record as _, Txn};

use super::deed::Imported;
use super::import::{self, Asked};
use super::refusal::Refusal;
use super::{Answer, DIGEST, Talk, empty};
use crate::blobs::whole;
use crate::image::batch;
use crate::image::manifest::{LONGEST, accepted};
use crate::image::put::{Given, put as put_image};
use crate::image::record::{Image, Tag, named};
use crate::names::{Digest, is_tag};
use crate::repository::ops::on_push;

const SUBJECT: HeaderName = HeaderName::from_static("oci-subject");
/// How exact the time of the last pull is; AWS promises a day.
const PULL_NOTE: Duration = Duration::from_secs(3600);

/// A tag or a digest.
fn reference(text: &str) -> Result<(Option<Digest>, Option<&str>), Refusal> {
    if text.contains(':') {
        let digest = Digest::parse(text);
        return match digest {
            Some(_) => Ok((digest, None)),
            None => Err(Refusal::new(
                400,
                "DIGEST_INVALID",
                "the digest is not a valid SHA-256 digest",
            )),
        };
    }
    match is_tag(text) {
        true => Ok((None, Some(text))),
        false => Err(Refusal::new(400, "TAG_INVALID", "the tag is not valid")),
    }
}

fn unknown() -> Refusal {
    Refusal::new(404, "MANIFEST_UNKNOWN", "Requested image not found")
}

pub(super) async fn get(talk: &Talk, head: &Parts, name: &str, text: &str) -> Answer {
    let (digest, tag) = reference(text)?;
    let found = talk
        .on(name, "ecr:BatchGetImage", true, |_, t, r| {
            named(t, &r.scope, &r.name, digest.as_ref(), tag)
        })
        .await;
    let (image, imported) = match found {
        Err(refusal) if !refusal.is_unknown_name() => return Err(refusal),
        found => through(talk, name, (digest, tag), found).await?,
    };
    let accepts: Vec<String> = head
        .headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|v| v.to_str().ok().map(str::to_owned))
        .collect();
    if !accepted(&accepts, &image.facts.media_type) {
        return Err(Refusal::new(
            404,
            "MANIFEST_UNKNOWN",
            format!(
                "the manifest is of the media type `{}`, which was not asked for",
                image.facts.media_type
            ),
        ));
    }
    if head.method == http::Method::GET {
        note_pull(&talk.kernel, &talk.call, &image);
    }
    let mut answer = empty(
        StatusCode::OK,
        &[
            (DIGEST, image.digest.to_string()),
            (ETAG, format!("\"{}\"", image.digest)),
            (CONTENT_TYPE, image.facts.media_type.clone()),
        ],
    )?;
    answer
        .headers_mut()
        .insert(CONTENT_LENGTH, HeaderValue::from(image.manifest.len()));
    *answer.body_mut() = whole(image.manifest.clone());
    if imported {
        answer.extensions_mut().insert(Imported);
    }
    Ok(answer)
}

/// What was found, or what is brought from an upstream; and whether it was.
async fn through(
    talk: &Talk,
    name: &str,
    (digest, tag): (Option<Digest>, Option<&str>),
    found: Result<Option<Arc<Image>>, Refusal>,
) -> Result<(Arc<Image>, bool), Refusal> {
    let asked = Asked {
        name: name.to_owned(),
        digest,
        tag: tag.map(str::to_owned),
    };
    let there = matches!(found, Ok(Some(_)));
    let Some(source) = import::wanted(talk, &asked, there).await? else {
        return Ok((found?.ok_or_else(unknown)?, false));
    };
    match (import::bring(talk, &asked, source).await, found) {
        (Ok(image), _) => Ok((image, true)),
        // What there is stays good while the upstream is away.
        (Err(_), Ok(Some(image))) => Ok((image, false)),
        (Err(refusal), _) => Err(refusal),
    }
}

/// Remembers that the image was pulled, beside the answer and not in its way.
fn note_pull(kernel: &Arc<Kernel>, call: &kernel::Call, image: &Image) {
    let now = kernel.clock.now();
    if image.pulled.is_some_and(|at| now < at + PULL_NOTE) {
        return;
    }
    let (kernel, call, key): (_, _, Key) = (Arc::clone(kernel), call.clone(), image.key());
    tokio::spawn(async move {
        let noted = kernel
            .transact(&call, false, |cx, t| match t.get::<Image>(&key)? {
                Some(image) => t.put(Image {
                    pulled: Some(cx.now),
                    ..(*image).clone()
                }),
                None => Ok(()),
            })
            .await;
        if let Err(e) = noted {
            tracing::warn!(error = %e, "the time of a pull was not noted");
        }
    });
}

pub(super) async fn put<B>(talk: &Talk, head: &Parts, body: B, name: &str, text: &str) -> Answer
where
    B: HttpBody<Data = Bytes> + Send + Unpin,
    B::Error: std::fmt::Display,
{
    let (digest, tag) = reference(text)?;
    let bytes = read(body).await?;
    let manifest = std::str::from_utf8(&bytes)
        .map_err(|_| Refusal::new(400, "MANIFEST_INVALID", "the manifest is not UTF-8"))?;
    let media_type = head.headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    let digest = digest.map(|d| d.to_string());
    let done = talk
        .kernel
        .transact(&talk.call, false, |cx, t| {
            let r = match talk.repository(cx, t, name, "ecr:PutImage") {
                Err(f) if f.code == "RepositoryNotFoundException" => {
                    on_push(cx, t, &talk.scope, name)?.ok_or(f)?
                }
                found => found?,
            };
            put_image(
                cx,
                t,
                &r,
                &Given {
                    text: manifest,
                    media_type,
                    tag,
                    digest: digest.as_deref(),
                    partial: false,
                },
            )
        })
        .await?;
    let digest = &done.image.digest;
    let mut headers = vec![
        (LOCATION, format!("/v2/{name}/manifests/{digest}")),
        (DIGEST, digest.to_string()),
    ];
    if let Some(subject) = &done.image.facts.subject {
        headers.push((SUBJECT, subject.to_string()));
    }
    empty(StatusCode::CREATED, &headers)
}

async fn read<B>(mut body: B) -> Result<Bytes, Refusal>
where
    B: HttpBody<Data = Bytes> + Send + Unpin,
    B::Error: std::fmt::Display,
{
    let mut out = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|e| {
            Refusal::new(
                400,
                "MANIFEST_INVALID",
                format!("the manifest did not arrive: {e}"),
            )
        })?;
        let Ok(data) = frame.into_data() else { continue };
        if out.len() + data.len() > LONGEST {
            return Err(Refusal::new(413, "SIZE_INVALID", "a manifest has at most 4 MiB"));
        }
        out.extend_from_slice(&data);
    }
    Ok(out.freeze())
}

/// By tag: the tag alone. By digest: the image with all of its tags.
pub(super) async fn delete(talk: &Talk, name: &str, text: &str) -> Answer {
    let (digest, tag) = reference(text)?;
    let done = talk
        .on(name, "ecr:BatchDeleteImage", false, |_, t: &mut Txn, r| {
            let Some(image) = named(t, &r.scope, &r.name, digest.as_ref(), tag)? else {
                return Ok(Err(unknown()));
            };
            if let Some(tag) = tag {
                t.delete(&Tag::at(&r.scope, &r.name, tag));
                return Ok(Ok(()));
            }
            Ok(
                batch::remove(t, r, &image, None, &std::collections::BTreeSet::new())?
                    .map(|_| ())
                    .map_err(|why| Refusal::new(409, "DENIED", why)),
            )
        })
        .await?;
    done?;
    empty(StatusCode::ACCEPTED, &[])
}
