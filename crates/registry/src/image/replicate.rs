//! Images in other regions and accounts: what is put into a repository is put into its replicas, in the same transaction.
//!
//! Layers are files of the whole installation, so what is copied are records. INVARIANT: a replica has everything that its
//! images refer to. What cannot be replicated is noted with the image and stops nobody's push.

use std::sync::Arc;

use kernel::authority::Question;
use kernel::key::KeyRange;
use kernel::{Cx, Fault, Key, Principal, Record, Scope, Txn};
use serde::{Deserialize, Serialize};
use wire::ecr as w;

use super::ops::one;
use super::record::{Image, Tag};
use super::view;
use crate::layer::record::Link;
use crate::repository::ops::fresh;
use crate::repository::record::Repository;
use crate::rules;
use crate::settings::{replication, template};

/// How replicating one image to one registry went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Replica {
    scope: Scope,
    repository: String,
    /// The digits of the image's digest.
    image: String,
    to: Scope,
    failure: Option<String>,
}

impl Replica {
    fn all(i: &Image) -> KeyRange {
        Key::new(Self::KIND, &i.scope, &[&i.repository, i.digest.hex()]).children()
    }
}

impl Record for Replica {
    const KIND: &'static str = "ecr.replica";
    fn key(&self) -> Key {
        let to = [&*self.to.account, &*self.to.region];
        Key::new(
            Self::KIND,
            &self.scope,
            &[&self.repository, &self.image, to[0], to[1]],
        )
    }
}

/// What is told of the replicas of a repository that goes.
pub(crate) fn of_repository(scope: &Scope, repository: &str) -> KeyRange {
    Key::new(Replica::KIND, scope, &[repository]).children()
}

/// Forgets how replicating an image went, which goes itself.
pub(crate) fn forget(t: &mut Txn, image: &Image) {
    for key in t.keys(&Replica::all(image)) {
        t.delete(&key);
    }
}

/// Puts an image that was just put into the repository's replicas, with its tag.
pub(crate) fn replicate(
    cx: &Cx<'_>,
    t: &mut Txn,
    r: &Repository,
    image: &Image,
    tag: Option<&str>,
) -> Result<(), Fault> {
    for to in replication::destinations(t, &r.scope, &r.name)? {
        let failure = copy(cx, t, image, tag, &to)?;
        t.put(Replica {
            scope: r.scope.clone(),
            repository: r.name.clone(),
            image: image.digest.hex().to_owned(),
            to,
            failure: failure.map(str::to_owned),
        })?;
    }
    Ok(())
}

/// Answers why it cannot be.
fn copy(
    cx: &Cx<'_>,
    t: &mut Txn,
    image: &Image,
    tag: Option<&str>,
    to: &Scope,
) -> Result<Option<&'static str>, Fault> {
    let (from, name) = (&image.scope, &*image.repository);
    if !lets(cx, t, from, to, name, "ecr:ReplicateImage")? {
        return Ok(Some("AccessDenied"));
    }
    let replica = match t.get::<Repository>(&Repository::at(to, name))? {
        Some(there) => there,
        None => {
            if !lets(cx, t, from, to, name, "ecr:CreateRepository")? {
                return Ok(Some("AccessDenied"));
            }
            let template = template::applied(t, to, name, "REPLICATION")?;
            let made = match template {
                Some(template) => template.repository(cx, to, name),
                None => fresh(cx, to.clone(), name),
            };
            t.put(made.clone())?;
            Arc::new(made)
        }
    };
    if let Some(tag) = tag {
        let there = t.get::<Tag>(&Tag::at(to, name, tag))?;
        if there.is_some_and(|x| x.digest != image.digest && replica.mutability.fixes(tag)) {
            return Ok(Some("ImageTagAlreadyExists"));
        }
    }
    put(cx, t, image, to)?;
    if let Some(tag) = tag {
        t.put(Tag {
            scope: to.clone(),
            repository: name.to_owned(),
            tag: tag.to_owned(),
            digest: image.digest.clone(),
        })?;
    }
    Ok(None)
}

/// An image with everything that it refers to.
fn put(cx: &Cx<'_>, t: &mut Txn, image: &Image, to: &Scope) -> Result<(), Fault> {
    let name = &*image.repository;
    let mut all = vec![image.clone()];
    while let Some(image) = all.pop() {
        for child in &image.facts.children {
            let child = t.get::<Image>(&Image::at(&image.scope, name, child))?;
            all.extend(child.map(|c| (*c).clone()));
        }
        for (digest, _) in &image.facts.blobs {
            if t.exists(&Link::at(to, name, digest)) {
                continue;
            }
            // It is linked to in the source as long as this is committed, so no collection takes it.
            if let Some(link) = t.get::<Link>(&Link::at(&image.scope, name, digest))? {
                t.put(Link {
                    scope: to.clone(),
                    since: cx.now,
                    ..(*link).clone()
                })?;
            }
        }
        if !t.exists(&Image::at(to, name, &image.digest)) {
            t.put(Image {
                scope: to.clone(),
                pushed: cx.now,
                pulled: None,
                ..image
            })?;
        }
    }
    Ok(())
}

/// Whether another account's registry lets the source's account do this; its own always does.
fn lets(
    cx: &Cx<'_>,
    t: &mut Txn,
    from: &Scope,
    to: &Scope,
    repository: &str,
    action: &str,
) -> Result<bool, Fault> {
    if from.account == to.account {
        return Ok(true);
    }
    let access = rules::access(t, to, repository)?;
    let question = Question {
        principal: &Principal::Root {
            account: Arc::clone(&from.account),
        },
        via: None,
        action,
        access: &access,
        scope: to,
        source_ip: None,
        secure: true,
        now: cx.now,
    };
    match cx.kernel.authority.authorize(t, &question) {
        Ok(()) => Ok(true),
        Err(f) if f.status < 500 => Ok(false),
        Err(f) => Err(f),
    }
}

/// `DescribeImageReplicationStatus`
pub(crate) fn status(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeImageReplicationStatusRequest,
) -> Result<w::DescribeImageReplicationStatusResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    let image = one(t, &r, &req.image_id)?;
    let replicas = t.range::<Replica>(&Replica::all(&image))?;
    let told = replicas.iter().map(|x| w::ImageReplicationStatus {
        region: Some(x.to.region.to_string()),
        registry_id: Some(x.to.account.to_string()),
        status: Some(if x.failure.is_some() { "FAILED" } else { "COMPLETE" }.into()),
        failure_code: x.failure.clone(),
    });
    Ok(w::DescribeImageReplicationStatusResponse {
        repository_name: Some(r.name.clone()),
        image_id: Some(view::identifier(&image.digest, req.image_id.image_tag.as_deref())),
        replication_statuses: Some(told.collect()),
    })
}
