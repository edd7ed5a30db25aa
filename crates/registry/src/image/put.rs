//! Putting an image into a repository, for `PutImage` and for a pushed manifest alike.

use std::sync::Arc;

use kernel::{Cx, Fault, Txn};
use wire::ecr as w;
use wire::ecr::fault as f;

use super::manifest::{self, Facts};
use super::record::{Image, Tag};
use super::replicate::replicate;
use crate::layer::record::Link;
use crate::names::{self, Digest};
use crate::repository::record::Repository;
use crate::settings::cache::Compared;
use crate::{fault, rules};

/// What is put.
pub(crate) struct Given<'a> {
    pub text: &'a str,
    pub media_type: Option<&'a str>,
    pub tag: Option<&'a str>,
    /// What the caller says the digest is.
    pub digest: Option<&'a str>,
    /// The images of an index may come later: it is a copy of one that is whole elsewhere.
    pub partial: bool,
}

/// What came of it.
pub(crate) struct Done {
    pub image: Arc<Image>,
    /// It was there before, under the same tag.
    pub was_there: bool,
}

/// Puts an image; putting the same again changes nothing.
pub(crate) fn put(cx: &Cx<'_>, t: &mut Txn, r: &Repository, given: &Given<'_>) -> Result<Done, Fault> {
    let digest = Digest::of(given.text.as_bytes());
    if let Some(told) = given.digest
        && told != digest.to_string()
    {
        return Err(f::image_digest_does_not_match_exception(format!(
            "Image digest '{told}' does not match the digest '{digest}' that was calculated of the manifest"
        )));
    }
    if given.tag.is_some_and(|tag| !names::is_tag(tag)) {
        return Err(fault::invalid("imageTag"));
    }
    let facts = manifest::read(given.text, given.media_type).map_err(|why| {
        fault::parameter(format!(
            "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax': {why}"
        ))
    })?;
    let known = t.get::<Image>(&Image::at(&r.scope, &r.name, &digest))?;
    let mut was_there = known.is_some();
    let image = match known {
        Some(image) => image,
        None => {
            complete(t, r, &facts, given.partial)?;
            let image = Image {
                scope: r.scope.clone(),
                repository: r.name.clone(),
                digest: digest.clone(),
                manifest: given.text.to_owned(),
                facts,
                pushed: cx.now,
                pulled: None,
            };
            t.put(image.clone())?;
            Arc::new(image)
        }
    };
    if let Some(tag) = given.tag {
        was_there &= point(t, r, tag, &digest)?;
        // From now on it is what somebody pushed; an import says otherwise after this.
        let compared = Compared::at(&r.scope, &r.name, tag);
        if t.exists(&compared) {
            t.delete(&compared);
        }
    }
    if !was_there {
        replicate(cx, t, r, &image, given.tag)?;
    }
    Ok(Done { image, was_there })
}

/// Refuses a manifest that refers to what the repository does not have.
fn complete(t: &mut Txn, r: &Repository, facts: &Facts, partial: bool) -> Result<(), Fault> {
    let mut missing: Vec<_> = facts
        .blobs
        .iter()
        .filter(|(d, _)| !t.exists(&Link::at(&r.scope, &r.name, d)))
        .map(|(d, _)| d.to_string())
        .collect();
    missing.dedup();
    if !missing.is_empty() {
        return Err(f::layers_not_found_exception(format!(
            "Layers with digests '[{}]' required for pushing image into repository with name '{}' in the registry with id '{}' do not exist",
            missing.join(", "),
            r.name,
            r.scope.account
        )));
    }
    let missing: Vec<_> = facts
        .children
        .iter()
        .filter(|_| !partial)
        .filter(|d| !t.exists(&Image::at(&r.scope, &r.name, d)))
        .map(ToString::to_string)
        .collect();
    if !missing.is_empty() {
        return Err(f::referenced_images_not_found_exception(format!(
            "Images with digests '[{}]' required for pushing image into repository with name '{}' in the registry with id '{}' do not exist",
            missing.join(", "),
            r.name,
            r.scope.account
        )));
    }
    Ok(())
}

/// Points a tag at an image; answers whether it did already.
fn point(t: &mut Txn, r: &Repository, tag: &str, digest: &Digest) -> Result<bool, Fault> {
    match t.get::<Tag>(&Tag::at(&r.scope, &r.name, tag))? {
        Some(now) if now.digest == *digest => return Ok(true),
        Some(_) if r.mutability.fixes(tag) => {
            return Err(f::image_tag_already_exists_exception(format!(
                "The image tag '{tag}' already exists in the '{}' repository and cannot be overwritten because the repository is immutable.",
                r.name
            )));
        }
        _ => {}
    }
    t.put(Tag {
        scope: r.scope.clone(),
        repository: r.name.clone(),
        tag: tag.to_owned(),
        digest: digest.clone(),
    })?;
    Ok(false)
}

pub(crate) fn op(cx: &Cx<'_>, t: &mut Txn, req: &w::PutImageRequest) -> Result<w::PutImageResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    let done = put(
        cx,
        t,
        &r,
        &Given {
            text: &req.image_manifest,
            media_type: req.image_manifest_media_type.as_deref(),
            tag: req.image_tag.as_deref(),
            digest: req.image_digest.as_deref(),
            partial: false,
        },
    )?;
    if done.was_there {
        return Err(f::image_already_exists_exception(format!(
            "Image with digest '{}' and tag '{}' already exists in the repository with name '{}' in registry with id '{}'",
            done.image.digest,
            req.image_tag.as_deref().unwrap_or("null"),
            r.name,
            r.scope.account
        )));
    }
    Ok(w::PutImageResponse {
        image: Some(super::view::image(&done.image, req.image_tag.as_deref())),
    })
}
