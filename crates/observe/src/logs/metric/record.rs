//! What is stored of metric filters.

use std::collections::BTreeMap;

use kernel::key::KeyRange;
use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};
use wire::logs as w;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct MetricFilter {
    pub scope: Scope,
    pub group: String,
    pub name: String,
    pub pattern: String,
    pub created: Time,
    pub namespace: String,
    pub metric: String,
    /// A number or a selector.
    pub value: String,
    pub default: Option<f64>,
    /// Names and selectors.
    pub dimensions: BTreeMap<String, String>,
    pub unit: Option<String>,
}

impl Record for MetricFilter {
    const KIND: &'static str = "logs.metric-filter";

    fn key(&self) -> Key {
        MetricFilter::at(&self.scope, &self.group, &self.name)
    }
}

impl MetricFilter {
    pub(crate) fn at(scope: &Scope, group: &str, name: &str) -> Key {
        Key::new(Self::KIND, scope, &[group, name])
    }

    pub(crate) fn of_group(scope: &Scope, group: &str) -> KeyRange {
        Key::new(Self::KIND, scope, &[group]).children()
    }

    pub(crate) fn view(&self) -> w::MetricFilter {
        w::MetricFilter {
            filter_name: Some(self.name.clone()),
            filter_pattern: Some(self.pattern.clone()),
            metric_transformations: Some(vec![w::MetricTransformation {
                metric_name: self.metric.clone(),
                metric_namespace: self.namespace.clone(),
                metric_value: self.value.clone(),
                default_value: self.default,
                dimensions: (!self.dimensions.is_empty()).then(|| self.dimensions.clone()),
                unit: self.unit.clone(),
            }]),
            creation_time: Some(self.created.0),
            log_group_name: Some(self.group.clone()),
            ..w::MetricFilter::default()
        }
    }
}

/// A minute in which a group with that filter, which has a default value, got events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Minute {
    pub scope: Scope,
    pub group: String,
    pub filter: String,
    /// Its beginning, ms since 1970.
    pub start: i64,
    /// Whether one of the events matched: then no default is owed.
    pub matched: bool,
}

impl Record for Minute {
    const KIND: &'static str = "logs.metric-minute";

    fn key(&self) -> Key {
        Minute::at(&self.scope, &self.group, &self.filter, self.start)
    }
}

impl Minute {
    pub(crate) fn at(scope: &Scope, group: &str, filter: &str, start: i64) -> Key {
        Key::new(Self::KIND, scope, &[group, filter, &start.to_string()])
    }

    pub(crate) fn of_filter(scope: &Scope, group: &str, filter: &str) -> KeyRange {
        Key::new(Self::KIND, scope, &[group, filter]).children()
    }

    pub(crate) fn of_group(scope: &Scope, group: &str) -> KeyRange {
        Key::new(Self::KIND, scope, &[group]).children()
    }
}
