//! The controller that deletes expired images: an hour after the last time, and when the policy is new.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Controller, Cx, Fault, Key, Plan, Record as _, Time, Txn, Write};

use super::{ops, plan, policy, used};
use crate::image::batch;
use crate::image::record::Image;
use crate::names::Digest;
use crate::repository::record::Repository;

/// AWS says "within 24 hours".
const EVERY: Duration = Duration::from_secs(3600);

pub(crate) struct Expiry;

impl Controller for Expiry {
    type Seen = Arc<Repository>;
    const NAME: &'static str = "ecr.lifecycle";
    const SERVICE: &'static str = used::ECR;

    fn wakes(&self, changed: &Key) -> Option<Key> {
        (changed.kind() == Repository::KIND).then(|| changed.clone())
    }

    fn sweep(&self, t: &mut Txn) -> Result<Vec<Key>, Fault> {
        Ok(t.keys(&Key::all(Repository::KIND)))
    }

    fn see(&self, t: &mut Txn, key: &Key) -> Result<Option<Self::Seen>, Fault> {
        Ok(t.get::<Repository>(key)?.filter(|r| r.lifecycle.is_some()))
    }

    fn plan(&self, r: &Self::Seen, now: Time) -> Plan {
        let last = r.lifecycle.as_ref().and_then(|l| l.evaluated);
        if let Some(due) = last.map(|at| at + EVERY).filter(|due| now < *due) {
            return Plan {
                wake: Some(due),
                ..Plan::default()
            };
        }
        let key = r.key();
        Plan {
            writes: vec![Write::with(
                format!("expire images of {}", r.name),
                move |cx, t| expire(cx, t, &key),
            )],
            wake: Some(now + EVERY),
            why: vec!["its lifecycle policy is due".into()],
        }
    }
}

fn expire(cx: &Cx<'_>, t: &mut Txn, key: &Key) -> Result<(), Fault> {
    let Some(r) = t.get::<Repository>(key)? else {
        return Ok(());
    };
    let Some(lifecycle) = r.lifecycle.clone() else {
        return Ok(());
    };
    let rules = policy::read(&lifecycle.text).map_err(Fault::internal)?;
    let seen = ops::look(cx, t, &r)?;
    let gone: BTreeSet<Digest> = plan::named(&rules, &seen, cx.now)
        .into_iter()
        .filter(|named| !named.kept)
        .map(|named| named.digest)
        .collect();
    for digest in &gone {
        if let Some(image) = t.get::<Image>(&Image::at(&r.scope, &r.name, digest))? {
            // The plan left no index without its images.
            let _ = batch::remove(t, &r, &image, None, &gone)?;
        }
    }
    let mut r = (*r).clone();
    r.lifecycle = Some(crate::repository::record::Lifecycle {
        evaluated: Some(cx.now),
        ..lifecycle
    });
    t.put(r)
}
