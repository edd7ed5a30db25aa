//! What is stored of a cluster.

use kernel::doc::Doc;
use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};
use wire::ecs as w;

use crate::tag::Tags;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Cluster {
    pub scope: Scope,
    pub name: String,
    pub active: bool,
    pub created: Time,
    /// `containerInsights`: `enhanced`, `enabled` or `disabled`.
    pub container_insights: String,
    /// Exec and storage settings, as AWS writes them.
    pub configuration: Option<Doc<w::ClusterConfiguration>>,
    pub capacity_providers: Vec<String>,
    pub default_strategy: Vec<StrategyItem>,
    /// ARN of the Service Connect namespace.
    pub namespace: Option<String>,
    pub tags: Tags,
}

/// One item of a capacity provider strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StrategyItem {
    pub provider: String,
    /// 0 to 1000.
    pub weight: i32,
    /// 0 to 100,000.
    pub base: i32,
}

impl Cluster {
    pub(crate) fn key_of(scope: &Scope, name: &str) -> Key {
        Key::new(Self::KIND, scope, &[name])
    }

    pub(crate) fn is_active(&self) -> bool {
        self.active
    }

    pub(crate) fn arn(&self) -> String {
        arn(&self.scope, &self.name)
    }
}

/// The ARN of a cluster.
pub(crate) fn arn(scope: &Scope, name: &str) -> String {
    scope.arn("ecs", format_args!("cluster/{name}"))
}

impl Record for Cluster {
    const KIND: &'static str = "ecs.cluster";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.name)
    }
}
