//! What is stored of a series: a namespace, a name, and dimensions in the order of their names.

use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};
use wire::cloudwatch as w;

use crate::logs::storage::StreamId;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Series {
    pub scope: Scope,
    pub namespace: String,
    pub name: String,
    pub dimensions: Vec<(String, String)>,
    /// Names the samples: 32 hex digits, random.
    pub id: String,
    pub created: Time,
}

impl Record for Series {
    const KIND: &'static str = "cloudwatch.series";

    fn key(&self) -> Key {
        Series::at(&self.scope, &self.namespace, &self.name, &self.dimensions)
    }
}

impl Series {
    pub(crate) fn at(scope: &Scope, namespace: &str, name: &str, dimensions: &[(String, String)]) -> Key {
        // JSON keeps any two lists apart.
        let text = serde_json::json!(dimensions).to_string();
        Key::new(Self::KIND, scope, &[namespace, name, &text])
    }

    pub(crate) fn stream_id(&self) -> StreamId {
        StreamId(u128::from_str_radix(&self.id, 16).unwrap_or(0))
    }

    pub(crate) fn view(&self) -> w::Metric {
        let dimensions = self.dimensions.iter().map(|(name, value)| w::Dimension {
            name: name.clone(),
            value: value.clone(),
        });
        w::Metric {
            namespace: Some(self.namespace.clone()),
            metric_name: Some(self.name.clone()),
            dimensions: Some(dimensions.collect()),
        }
    }
}

/// Dimensions in the order of their names.
pub(crate) fn sorted(dimensions: Option<&[w::Dimension]>) -> Vec<(String, String)> {
    let all = dimensions.unwrap_or_default().iter();
    let mut all: Vec<_> = all.map(|d| (d.name.clone(), d.value.clone())).collect();
    all.sort();
    all
}
