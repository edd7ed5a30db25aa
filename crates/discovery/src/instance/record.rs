//! What is stored of an instance, and the revision of a service's instances.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Fault, Key, Record, Scope, Txn};
use serde::{Deserialize, Serialize};

use crate::fault;
use crate::service::record::Service;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Instance {
    pub scope: Scope,
    /// Id of its service.
    pub service: String,
    pub id: String,
    pub attributes: BTreeMap<String, String>,
    pub token: Option<String>,
    /// What was last told of its health.
    pub healthy: bool,
}

impl Instance {
    pub(crate) fn at(scope: &Scope, service: &str, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[service, id])
    }

    pub(crate) fn all_of(scope: &Scope, service: &str) -> kernel::key::KeyRange {
        Key::new(Self::KIND, scope, &[service]).children()
    }

    /// Cloud Map's word; nobody knows where nobody tells.
    pub(crate) fn health(&self, s: &Service) -> &'static str {
        match (s.custom_health, self.healthy) {
            (false, _) => "UNKNOWN",
            (true, true) => "HEALTHY",
            (true, false) => "UNHEALTHY",
        }
    }
}

impl Record for Instance {
    const KIND: &'static str = "servicediscovery.instance";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.service, &self.id)
    }
}

pub(crate) fn find(t: &mut Txn, s: &Service, id: &str) -> Result<Arc<Instance>, Fault> {
    t.get::<Instance>(&Instance::at(&s.scope, &s.id, id))?
        .ok_or_else(|| fault::no_instance(id))
}

/// How often the instances of a service have changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Revision {
    pub scope: Scope,
    pub service: String,
    pub number: i64,
}

impl Revision {
    pub(crate) fn at(scope: &Scope, service: &str) -> Key {
        Key::new(Self::KIND, scope, &[service])
    }
}

impl Record for Revision {
    const KIND: &'static str = "servicediscovery.revision";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.service)
    }
}

pub(crate) fn revision(t: &mut Txn, s: &Service) -> Result<i64, Fault> {
    let there = t.get::<Revision>(&Revision::at(&s.scope, &s.id))?;
    Ok(there.map_or(1, |r| r.number))
}

/// Something that `DiscoverInstances` could show has changed.
pub(crate) fn changed(t: &mut Txn, s: &Service) -> Result<(), Fault> {
    let number = revision(t, s)? + 1;
    t.put(Revision {
        scope: s.scope.clone(),
        service: s.id.clone(),
        number,
    })
}
