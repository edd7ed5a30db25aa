//! What is stored of a service.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Fault, Key, Record, Scope, Time, Txn};
use serde::{Deserialize, Serialize};

use crate::names;
use crate::tag::Tags;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Service {
    pub scope: Scope,
    pub id: String,
    /// Id of its namespace.
    pub namespace: String,
    pub name: String,
    pub description: Option<String>,
    /// `None` for one that is asked by API alone.
    pub dns: Option<Dns>,
    /// Whether somebody tells the health of its instances; else all are taken for well.
    pub custom_health: bool,
    pub created: Time,
    pub token: Option<String>,
    /// The request that made it, for its repetition.
    pub request: String,
    pub tags: Tags,
    pub attributes: BTreeMap<String, String>,
}

/// How DNS answers for a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Dns {
    /// `MULTIVALUE` or `WEIGHTED`.
    pub policy: String,
    /// TTLs in seconds by type of record.
    pub records: BTreeMap<String, i64>,
}

impl Service {
    pub(crate) fn at(scope: &Scope, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[id])
    }

    pub(crate) fn all(scope: &Scope) -> kernel::key::KeyRange {
        Key::new(Self::KIND, scope, &[]).children()
    }

    pub(crate) fn arn(&self) -> String {
        names::arn(&self.scope, "service", &self.id)
    }

    pub(crate) fn kind(&self) -> &'static str {
        match self.dns {
            Some(_) => "DNS_HTTP",
            None => "HTTP",
        }
    }
}

impl Record for Service {
    const KIND: &'static str = "servicediscovery.service";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.id)
    }
}

/// The services of a namespace.
pub(crate) fn of(t: &mut Txn, scope: &Scope, namespace: &str) -> Result<Vec<Arc<Service>>, Fault> {
    let mut all = t.range::<Service>(&Service::all(scope))?;
    all.retain(|s| s.namespace == namespace);
    Ok(all)
}
