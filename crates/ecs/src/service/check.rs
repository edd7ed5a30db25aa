//! What CreateService and UpdateService may say (pure, but for the target groups, which ELB is asked about).

use kernel::{Cx, Fault, Txn};
use wire::{ecs as w, elbv2 as lb};

use super::record::{Controller, Scheduling, Service};
use crate::fault;
use crate::refs::{self, ECS};
use crate::task_definition::{self, NetworkMode};

/// What a service may be called.
pub(crate) fn name(given: &str) -> Result<(), Fault> {
    if refs::is_name(given) {
        Ok(())
    } else {
        Err(fault::invalid(
            "Invalid service name: only letters, numbers, hyphens and underscores are allowed, up to 255 characters.",
        ))
    }
}

/// Members that nothing here honours yet are refused by name.
pub(crate) fn refuse<T>(member: &str, given: Option<&[T]>) -> Result<(), Fault> {
    match given {
        Some(list) if !list.is_empty() => Err(fault::unsupported(member)),
        _ => Ok(()),
    }
}

pub(crate) fn controller(given: Option<&w::DeploymentController>) -> Result<Controller, Fault> {
    match given.map(|c| c.r#type.as_str()) {
        None | Some("ECS") => Ok(Controller::Ecs),
        Some("EXTERNAL") => Ok(Controller::External),
        Some(other) => Err(fault::unsupported(&format!("deploymentController {other}"))),
    }
}

pub(crate) fn scheduling(given: Option<&str>) -> Scheduling {
    match given {
        Some("DAEMON") => Scheduling::Daemon,
        _ => Scheduling::Replica,
    }
}

pub(crate) fn count(given: i32) -> Result<i32, Fault> {
    if given < 0 {
        return Err(fault::invalid(
            "Desired count must be greater than or equal to 0.",
        ));
    }
    Ok(given)
}

pub(crate) fn grace(given: Option<i32>, balanced: bool) -> Result<(), Fault> {
    match given {
        Some(n) if n < 0 => Err(fault::invalid(
            "healthCheckGracePeriodSeconds must be greater than or equal to 0.",
        )),
        Some(n) if n > 0 && !balanced => Err(fault::invalid(
            "Health check grace period is only valid for services configured to use load balancers",
        )),
        _ => Ok(()),
    }
}

/// Whether the service's zones are kept even: by default if they can be (ECS Developer Guide, "Balancing an Amazon ECS
/// service across Availability Zones").
pub(crate) fn rebalancing(given: Option<&str>, s: &Service, launch: Option<&str>) -> Result<bool, Fault> {
    if given == Some("DISABLED") {
        return Ok(false);
    }
    let constraints = s.placement.placement_constraints.as_deref().unwrap_or_default();
    let by_zone = |text: &str| text.contains("availability-zone");
    let strategy = s.placement.placement_strategy.as_deref().and_then(<[_]>::first);
    let first_by_zone = strategy
        .is_none_or(|p| p.r#type.as_deref() == Some("spread") && p.field.as_deref().is_some_and(by_zone));
    let wrong = [
        (
            s.scheduling == Scheduling::Daemon,
            "the DAEMON scheduling strategy",
        ),
        (
            s.controller == Controller::External,
            "the EXTERNAL deployment controller",
        ),
        (launch == Some("EXTERNAL"), "the EXTERNAL launch type"),
        (
            s.configuration.maximum_percent.is_some_and(|n| n <= 100),
            "a maximumPercent of 100 or less",
        ),
        (
            constraints
                .iter()
                .any(|c| c.expression.as_deref().is_some_and(by_zone)),
            "a placement constraint on the Availability Zone",
        ),
        (
            !first_by_zone,
            "a first placement strategy other than spread over attribute:ecs.availability-zone",
        ),
    ];
    match wrong.into_iter().find(|(is, _)| *is) {
        None => Ok(true),
        Some((_, what)) if given == Some("ENABLED") => Err(fault::invalid(format!(
            "Availability Zone rebalancing does not support {what}. Set availabilityZoneRebalancing to DISABLED to use it."
        ))),
        Some(_) => Ok(false),
    }
}

pub(crate) fn propagate(given: Option<&str>) -> String {
    given.unwrap_or("NONE").to_owned()
}

/// The deployment configuration with its defaults: 100 and 200 percent, a DAEMON's 0 and 100. What is given replaces
/// what was, member by member.
pub(crate) fn configuration(
    before: Option<&w::DeploymentConfiguration>,
    given: Option<&w::DeploymentConfiguration>,
    scheduling: Scheduling,
) -> Result<w::DeploymentConfiguration, Fault> {
    let (minimum, maximum) = match scheduling {
        Scheduling::Replica => (100, 200),
        Scheduling::Daemon => (0, 100),
    };
    let mut c = before.cloned().unwrap_or(w::DeploymentConfiguration {
        minimum_healthy_percent: Some(minimum),
        maximum_percent: Some(maximum),
        strategy: Some("ROLLING".into()),
        bake_time_in_minutes: Some(0),
        deployment_circuit_breaker: Some(w::DeploymentCircuitBreaker::default()),
        ..Default::default()
    });
    let Some(given) = given else { return Ok(c) };
    if given
        .alarms
        .as_ref()
        .is_some_and(|a| a.enable || !a.alarm_names.is_empty())
    {
        return Err(fault::unsupported("deploymentConfiguration.alarms"));
    }
    if let Some(other) = given.strategy.as_deref().filter(|s| *s != "ROLLING") {
        return Err(fault::unsupported(&format!(
            "deploymentConfiguration.strategy {other}"
        )));
    }
    refuse(
        "deploymentConfiguration.lifecycleHooks",
        given.lifecycle_hooks.as_deref(),
    )?;
    for (member, there) in [
        ("linearConfiguration", given.linear_configuration.is_some()),
        ("canaryConfiguration", given.canary_configuration.is_some()),
        (
            "earlySuccessCriteria",
            given.early_success_criteria.as_ref().is_some_and(|e| e.enable),
        ),
    ] {
        if there {
            return Err(fault::unsupported(&format!("deploymentConfiguration.{member}")));
        }
    }
    if let Some(b) = &given.deployment_circuit_breaker {
        breaker(b)?;
        c.deployment_circuit_breaker = Some(b.clone());
    }
    c.minimum_healthy_percent = given.minimum_healthy_percent.or(c.minimum_healthy_percent);
    c.maximum_percent = given.maximum_percent.or(c.maximum_percent);
    c.bake_time_in_minutes = given.bake_time_in_minutes.or(c.bake_time_in_minutes);
    if c.bake_time_in_minutes.is_some_and(|n| !(0..=1440).contains(&n)) {
        return Err(fault::invalid("bakeTimeInMinutes must be between 0 and 1440."));
    }
    let (low, high) = (
        c.minimum_healthy_percent.unwrap_or(minimum),
        c.maximum_percent.unwrap_or(maximum),
    );
    if low < 0 {
        return Err(fault::invalid(
            "minimumHealthyPercent must be greater than or equal to 0.",
        ));
    }
    if !(1..=1_000_000).contains(&high) {
        return Err(fault::invalid("maximumPercent must be greater than 0."));
    }
    if scheduling == Scheduling::Daemon && high != 100 {
        return Err(fault::invalid(
            "maximumPercent must be 100 for services that use the DAEMON scheduling strategy.",
        ));
    }
    if low > high || (low == 100 && high == 100) {
        return Err(fault::invalid(format!(
            "The specified deployment configuration, minimumHealthyPercent: {low} and maximumPercent: {high}, would block deployments: maximumPercent must be greater than minimumHealthyPercent."
        )));
    }
    Ok(c)
}

fn breaker(b: &w::DeploymentCircuitBreaker) -> Result<(), Fault> {
    if b.rollback && !b.enable {
        return Err(fault::invalid(
            "deploymentCircuitBreaker.rollback cannot be enabled when deploymentCircuitBreaker.enable is false.",
        ));
    }
    match &b.threshold_configuration {
        Some(t) if t.value < 1 => Err(fault::invalid(
            "deploymentCircuitBreaker.thresholdConfiguration.value must be greater than 0.",
        )),
        Some(t) if t.r#type != "COUNT" && t.value > 100 => Err(fault::invalid(
            "deploymentCircuitBreaker.thresholdConfiguration.value must be at most 100 for percent types.",
        )),
        _ => Ok(()),
    }
}

/// Every target group exists, is used by a load balancer and of the type that the tasks' network needs; every container
/// has the port.
pub(crate) fn load_balancers(
    cx: &Cx<'_>,
    t: &mut Txn,
    given: &[w::LoadBalancer],
    definition: &str,
) -> Result<(), Fault> {
    if given.is_empty() {
        return Ok(());
    }
    let d = task_definition::active(cx, t, definition)?;
    for b in given {
        if b.load_balancer_name.is_some() {
            return Err(fault::unsupported("loadBalancers.loadBalancerName"));
        }
        if b.advanced_configuration.is_some() {
            return Err(fault::unsupported("loadBalancers.advancedConfiguration"));
        }
        let arn = b.target_group_arn.as_deref().unwrap_or_default();
        let (name, port) = (b.container_name.as_deref().unwrap_or_default(), b.container_port);
        let containers = d.definition.container_definitions.as_deref().unwrap_or_default();
        let Some(container) = containers.iter().find(|c| c.name.as_deref() == Some(name)) else {
            return Err(fault::invalid(format!(
                "The container {name} does not exist in the task definition."
            )));
        };
        let ports = container.port_mappings.as_deref().unwrap_or_default();
        if !ports.iter().any(|p| p.container_port == port && port.is_some()) {
            return Err(fault::invalid(format!(
                "The container {name} did not have a container port {} defined.",
                port.unwrap_or(0)
            )));
        }
        let ask = lb::DescribeTargetGroupsInput {
            target_group_arns: Some(vec![arn.to_owned()]),
            ..Default::default()
        };
        let found = cx
            .as_service::<lb::DescribeTargetGroups>(ECS, t, &ask)
            .map_err(|f| {
                fault::invalid(format!(
                    "Unable to retrieve the target group {arn}: {}",
                    f.message
                ))
            })?;
        let group = found
            .target_groups
            .into_iter()
            .flatten()
            .next()
            .unwrap_or_default();
        if group.load_balancer_arns.as_ref().is_none_or(Vec::is_empty) {
            return Err(fault::invalid(format!(
                "The target group with targetGroupArn {arn} does not have an associated load balancer."
            )));
        }
        let awsvpc = d.network_mode() == NetworkMode::Awsvpc;
        let (need, mode) = if awsvpc {
            ("ip", "awsvpc")
        } else {
            ("instance", d.network_mode().as_str())
        };
        let kind = group.target_type.as_deref().unwrap_or_default();
        if kind != need {
            return Err(fault::invalid(format!(
                "The provided target group {arn} has target type {kind}, which is incompatible with the {mode} network mode specified in the task definition."
            )));
        }
    }
    Ok(())
}
