//! What is stored of an operation.

use std::collections::BTreeMap;
use std::time::Duration;

use kernel::{Cx, Fault, Key, Record, Scope, Time, Txn};
use serde::{Deserialize, Serialize};

use crate::names;

/// How long an operation can be asked after.
pub(crate) const KEPT: Duration = Duration::from_secs(24 * 3600);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Operation {
    pub scope: Scope,
    pub id: String,
    /// Cloud Map's word: `CREATE_NAMESPACE`, …
    pub kind: String,
    pub created: Time,
    /// `NAMESPACE`, `SERVICE` and `INSTANCE`, with their ids.
    pub targets: BTreeMap<String, String>,
}

impl Operation {
    pub(crate) fn at(scope: &Scope, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[id])
    }

    pub(crate) fn all(scope: &Scope) -> kernel::key::KeyRange {
        Key::new(Self::KIND, scope, &[]).children()
    }
}

impl Record for Operation {
    const KIND: &'static str = "servicediscovery.operation";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.id)
    }
}

/// Writes down what this call does, and answers the id.
pub(crate) fn note(cx: &Cx<'_>, t: &mut Txn, kind: &str, targets: &[(&str, &str)]) -> Result<String, Fault> {
    let id = names::operation_id(cx);
    t.put(Operation {
        scope: cx.scope().clone(),
        id: id.clone(),
        kind: kind.to_owned(),
        created: cx.now,
        targets: targets
            .iter()
            .map(|(what, id)| ((*what).to_owned(), (*id).to_owned()))
            .collect(),
    })?;
    Ok(id)
}
