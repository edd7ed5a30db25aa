//! Getting and deleting several images at once.

use std::collections::BTreeSet;

use kernel::{Cx, Fault, Txn};
use wire::ecr as w;

use super::manifest;
use super::record::{Image, Tag, named};
use super::{replicate, view};
use crate::names::Digest;
use crate::repository::record::Repository;
use crate::rules;

fn failure(id: &w::ImageIdentifier, code: &str, reason: impl Into<String>) -> w::ImageFailure {
    w::ImageFailure {
        image_id: Some(id.clone()),
        failure_code: Some(code.into()),
        failure_reason: Some(reason.into()),
    }
}

/// The image an identifier names, or why there is none.
fn look(
    t: &mut Txn,
    r: &Repository,
    id: &w::ImageIdentifier,
) -> Result<Result<std::sync::Arc<Image>, w::ImageFailure>, Fault> {
    let (digest, tag) = (id.image_digest.as_deref(), id.image_tag.as_deref());
    if digest.is_none() && tag.is_none() {
        let why = "Invalid request parameters: both tag and digest cannot be null";
        return Ok(Err(failure(id, "MissingDigestAndTag", why)));
    }
    let parsed = digest.and_then(Digest::parse);
    if digest.is_some() && parsed.is_none() {
        let why = "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'";
        return Ok(Err(failure(id, "InvalidImageDigest", why)));
    }
    if let Some(found) = named(t, &r.scope, &r.name, parsed.as_ref(), tag)? {
        return Ok(Ok(found));
    }
    if tag.is_some() && parsed.is_some() && named(t, &r.scope, &r.name, None, tag)?.is_some() {
        let why = "Tag does not match the digest";
        return Ok(Err(failure(id, "ImageTagDoesNotMatchDigest", why)));
    }
    Ok(Err(failure(id, "ImageNotFound", "Requested image not found")))
}

pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::BatchGetImageRequest,
) -> Result<w::BatchGetImageResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    let accepts = req.accepted_media_types.clone().unwrap_or_default();
    let (mut images, mut failures) = (Vec::new(), Vec::new());
    for id in &req.image_ids {
        match look(t, &r, id)? {
            Ok(image) if manifest::accepted(&accepts, &image.facts.media_type) => {
                images.push(view::image(&image, id.image_tag.as_deref()));
            }
            // ECR converts nothing either: what cannot be told in a type that was asked for is not found.
            Ok(_) => failures.push(failure(
                id,
                "ImageNotFound",
                "Requested image not found in an accepted media type",
            )),
            Err(why) => failures.push(why),
        }
    }
    Ok(w::BatchGetImageResponse {
        images: Some(images),
        failures: Some(failures),
    })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::BatchDeleteImageRequest,
) -> Result<w::BatchDeleteImageResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    let (mut ids, mut failures) = (Vec::new(), Vec::new());
    // What goes in the same call keeps nothing: an index and its images can be deleted together.
    let going: BTreeSet<_> = req
        .image_ids
        .iter()
        .filter_map(|id| id.image_digest.as_deref().and_then(Digest::parse))
        .collect();
    for id in &req.image_ids {
        match look(t, &r, id)? {
            Err(why) => failures.push(why),
            Ok(image) => match remove(t, &r, &image, id.image_tag.as_deref(), &going)? {
                Ok(gone) => ids.extend(gone),
                Err(why) => failures.push(failure(id, "ImageReferencedByManifestList", why)),
            },
        }
    }
    Ok(w::BatchDeleteImageResponse {
        image_ids: Some(ids),
        failures: Some(failures),
    })
}

/// Deletes an image with all of its tags, or one tag, and the image with its last one. Answers what went, or why nothing
/// did: an index still needs it.
pub(crate) fn remove(
    t: &mut Txn,
    r: &Repository,
    image: &Image,
    tag: Option<&str>,
    going: &BTreeSet<Digest>,
) -> Result<Result<Vec<w::ImageIdentifier>, String>, Fault> {
    let mut tags = t.range::<Tag>(&Tag::all(&r.scope, &r.name))?;
    tags.retain(|x| x.digest == image.digest);
    if let Some(tag) = tag
        && tags.len() > 1
    {
        t.delete(&Tag::at(&r.scope, &r.name, tag));
        return Ok(Ok(vec![view::identifier(&image.digest, Some(tag))]));
    }
    let holders: Vec<_> = t
        .range::<Image>(&Image::all(&r.scope, &r.name))?
        .iter()
        .filter(|i| i.facts.children.contains(&image.digest) && !going.contains(&i.digest))
        .map(|i| i.digest.to_string())
        .collect();
    if !holders.is_empty() {
        return Ok(Err(format!(
            "Requested image referenced by manifest list: [{}]",
            holders.join(", ")
        )));
    }
    let mut gone: Vec<_> = tags
        .iter()
        .map(|x| view::identifier(&image.digest, Some(&x.tag)))
        .collect();
    if gone.is_empty() {
        gone.push(view::identifier(&image.digest, None));
    }
    tags.iter().for_each(|x| t.delete(&kernel::Record::key(&**x)));
    replicate::forget(t, image);
    t.delete(&kernel::Record::key(image));
    Ok(Ok(gone))
}
