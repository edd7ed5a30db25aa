//! Cluster to wire.

use wire::ecs as w;

use super::record::{Cluster, StrategyItem};
use crate::tag;

/// What lives in a cluster, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Census {
    pub instances: i32,
    /// Running and pending tasks by launch type: EC2, FARGATE, EXTERNAL.
    pub running: [i32; 3],
    pub pending: [i32; 3],
    /// ACTIVE and DRAINING services, likewise.
    pub services: [[i32; 3]; 2],
}

/// Which optional parts `include` asks for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Include {
    pub configurations: bool,
    pub settings: bool,
    pub statistics: bool,
    pub tags: bool,
}

impl Include {
    pub(crate) const ALL: Self = Self {
        configurations: true,
        settings: true,
        statistics: false,
        tags: true,
    };
}

pub(crate) fn cluster(c: &Cluster, census: &Census, include: Include) -> w::Cluster {
    w::Cluster {
        cluster_arn: Some(c.arn()),
        cluster_name: Some(c.name.clone()),
        status: Some(if c.active { "ACTIVE" } else { "INACTIVE" }.into()),
        registered_container_instances_count: Some(census.instances),
        running_tasks_count: Some(census.running.iter().sum()),
        pending_tasks_count: Some(census.pending.iter().sum()),
        active_services_count: Some(census.services.first().iter().flat_map(|n| n.iter()).sum()),
        statistics: Some(if include.statistics {
            statistics(census)
        } else {
            Vec::new()
        }),
        tags: Some(if include.tags {
            tag::view(&c.tags)
        } else {
            Vec::new()
        }),
        settings: Some(if include.settings {
            vec![settings(c)]
        } else {
            Vec::new()
        }),
        configuration: c
            .configuration
            .as_ref()
            .filter(|_| include.configurations)
            .map(|d| d.0.clone()),
        capacity_providers: Some(c.capacity_providers.clone()),
        default_capacity_provider_strategy: Some(c.default_strategy.iter().map(strategy_item).collect()),
        service_connect_defaults: c.namespace.as_ref().map(|n| w::ClusterServiceConnectDefaults {
            namespace: Some(n.clone()),
        }),
        ..w::Cluster::default()
    }
}

pub(crate) fn strategy_item(i: &StrategyItem) -> w::CapacityProviderStrategyItem {
    w::CapacityProviderStrategyItem {
        capacity_provider: i.provider.clone(),
        weight: Some(i.weight),
        base: Some(i.base),
    }
}

fn settings(c: &Cluster) -> w::ClusterSetting {
    w::ClusterSetting {
        name: Some("containerInsights".into()),
        value: Some(c.container_insights.clone()),
    }
}

/// The names are those of `DescribeClusters` with `STATISTICS`.
fn statistics(n: &Census) -> Vec<w::KeyValuePair> {
    let [ec2, fargate, external] = n.running;
    let [active, draining] = n.services;
    let [ec2_active, fargate_active, external_active] = active;
    let [ec2_draining, fargate_draining, external_draining] = draining;
    let [ec2_pending, fargate_pending, external_pending] = n.pending;
    [
        ("runningEC2TasksCount", ec2),
        ("runningFargateTasksCount", fargate),
        ("pendingEC2TasksCount", ec2_pending),
        ("pendingFargateTasksCount", fargate_pending),
        ("runningExternalTasksCount", external),
        ("pendingExternalTasksCount", external_pending),
        ("activeEC2ServiceCount", ec2_active),
        ("activeFargateServiceCount", fargate_active),
        ("drainingEC2ServiceCount", ec2_draining),
        ("drainingFargateServiceCount", fargate_draining),
        ("activeExternalServiceCount", external_active),
        ("drainingExternalServiceCount", external_draining),
    ]
    .into_iter()
    .map(|(name, value)| w::KeyValuePair {
        name: Some(name.into()),
        value: Some(value.to_string()),
    })
    .collect()
}
