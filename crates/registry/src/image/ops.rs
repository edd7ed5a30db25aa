//! Listing and describing images.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Cx, Fault, Txn};
use wire::ecr as w;

use super::record::{Image, named, tags};
use super::view;
use crate::names::Digest;
use crate::repository::record::Repository;
use crate::{fault, page, rules};

/// Whether an image with or without tags is asked for; archived ones do not exist here.
struct Wanted<'a> {
    tagged: Option<&'a str>,
    status: Option<&'a str>,
}

impl Wanted<'_> {
    fn has(&self, tags: &[String]) -> bool {
        let tagged = match self.tagged {
            Some("TAGGED") => !tags.is_empty(),
            Some("UNTAGGED") => tags.is_empty(),
            _ => true,
        };
        tagged && !matches!(self.status, Some("ARCHIVED" | "ACTIVATING"))
    }
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListImagesRequest,
) -> Result<w::ListImagesResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    let filter = req.filter.clone().unwrap_or_default();
    let wanted = Wanted {
        tagged: filter.tag_status.as_deref(),
        status: filter.image_status.as_deref(),
    };
    let tags = tags(t, &r.scope, &r.name)?;
    let mut ids = Vec::new();
    for image in t.range::<Image>(&Image::all(&r.scope, &r.name))? {
        let of = tags.get(&image.digest).map(Vec::as_slice).unwrap_or_default();
        if !wanted.has(of) {
            continue;
        }
        match of {
            [] => ids.push(view::identifier(&image.digest, None)),
            of => ids.extend(of.iter().map(|tag| view::identifier(&image.digest, Some(tag)))),
        }
    }
    let name = |i: &w::ImageIdentifier| {
        let part = |s: &Option<String>| s.clone().unwrap_or_default();
        format!("{} {}", part(&i.image_digest), part(&i.image_tag))
    };
    let (ids, next_token) = page(ids, name, req.next_token.as_deref(), req.max_results)?;
    Ok(w::ListImagesResponse {
        image_ids: Some(ids),
        next_token,
    })
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeImagesRequest,
) -> Result<w::DescribeImagesResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    let tags = tags(t, &r.scope, &r.name)?;
    if let Some(ids) = &req.image_ids {
        if req.next_token.is_some() || req.max_results.is_some() {
            return Err(fault::parameter(
                "The parameters 'nextToken' and 'maxResults' cannot be used together with 'imageIds'",
            ));
        }
        let mut found: BTreeMap<Digest, Arc<Image>> = BTreeMap::new();
        for id in ids {
            let image = one(t, &r, id)?;
            found.insert(image.digest.clone(), image);
        }
        let shown = found.values().map(|i| detail(t, i, &r, &tags));
        return Ok(w::DescribeImagesResponse {
            image_details: Some(shown.collect::<Result<_, _>>()?),
            next_token: None,
        });
    }
    let filter = req.filter.clone().unwrap_or_default();
    let wanted = Wanted {
        tagged: filter.tag_status.as_deref(),
        status: filter.image_status.as_deref(),
    };
    let mut all = t.range::<Image>(&Image::all(&r.scope, &r.name))?;
    all.retain(|i| wanted.has(tags.get(&i.digest).map(Vec::as_slice).unwrap_or_default()));
    let (some, next_token) = page(
        all,
        |i| i.digest.to_string(),
        req.next_token.as_deref(),
        req.max_results,
    )?;
    let shown = some.iter().map(|i| detail(t, i, &r, &tags));
    Ok(w::DescribeImagesResponse {
        image_details: Some(shown.collect::<Result<_, _>>()?),
        next_token,
    })
}

/// The image an identifier names, or ECR's error.
pub(crate) fn one(t: &mut Txn, r: &Repository, id: &w::ImageIdentifier) -> Result<Arc<Image>, Fault> {
    let (digest, tag) = (id.image_digest.as_deref(), id.image_tag.as_deref());
    if digest.is_none() && tag.is_none() {
        return Err(fault::parameter(
            "Invalid parameter at 'imageIds' failed to satisfy constraint: 'both tag and digest cannot be null'",
        ));
    }
    let parsed = digest.map(|d| Digest::parse(d).ok_or_else(|| fault::invalid("imageDigest")));
    let parsed = parsed.transpose()?;
    named(t, &r.scope, &r.name, parsed.as_ref(), tag)?
        .ok_or_else(|| fault::no_image(&r.scope, &r.name, digest, tag))
}

fn detail(
    t: &mut Txn,
    image: &Image,
    r: &Repository,
    tags: &BTreeMap<Digest, Vec<String>>,
) -> Result<w::ImageDetail, Fault> {
    let mut size = image.facts.size;
    for child in &image.facts.children {
        let child = t.get::<Image>(&Image::at(&r.scope, &r.name, child))?;
        size = size.max(child.map_or(0, |c| c.facts.size));
    }
    let of = tags.get(&image.digest).map(Vec::as_slice).unwrap_or_default();
    Ok(view::detail(image, r, of, size))
}
