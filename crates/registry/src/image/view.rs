//! An image as ECR shows it.

use wire::ecr as w;

use super::record::Image;
use crate::names::Digest;
use crate::repository::record::Repository;
use crate::scan;

pub(crate) fn identifier(digest: &Digest, tag: Option<&str>) -> w::ImageIdentifier {
    w::ImageIdentifier {
        image_digest: Some(digest.to_string()),
        image_tag: tag.map(str::to_owned),
    }
}

pub(crate) fn image(i: &Image, tag: Option<&str>) -> w::Image {
    w::Image {
        registry_id: Some(i.scope.account.to_string()),
        repository_name: Some(i.repository.clone()),
        image_id: Some(identifier(&i.digest, tag)),
        image_manifest: Some(i.manifest.clone()),
        image_manifest_media_type: Some(i.facts.media_type.clone()),
    }
}

/// `size` is the image's own, or the largest of an index's images.
pub(crate) fn detail(i: &Image, r: &Repository, tags: &[String], size: u64) -> w::ImageDetail {
    w::ImageDetail {
        registry_id: Some(i.scope.account.to_string()),
        repository_name: Some(i.repository.clone()),
        image_digest: Some(i.digest.to_string()),
        image_tags: (!tags.is_empty()).then(|| tags.to_vec()),
        image_size_in_bytes: i64::try_from(size).ok(),
        image_pushed_at: Some(i.pushed.into()),
        image_manifest_media_type: Some(i.facts.media_type.clone()),
        artifact_media_type: i.facts.artifact_type.clone(),
        last_recorded_pull_time: i.pulled.map(Into::into),
        subject_manifest_digest: i.facts.subject.as_ref().map(ToString::to_string),
        image_scan_status: r.scan_on_push.then(scan::unscanned),
        image_status: Some("ACTIVE".into()),
        ..Default::default()
    }
}
