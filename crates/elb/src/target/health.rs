//! DescribeTargetHealth.

use kernel::{Cx, Fault, Txn};
use wire::elbv2 as w;
use wire::proxy::{Health, Reason};

use super::ops::port;
use super::reach;
use super::record::Target;
use crate::target_group::record::TargetGroup;
use crate::{fault, names, target};

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeTargetHealthInput,
) -> Result<w::DescribeTargetHealthOutput, Fault> {
    if req.include.as_ref().is_some_and(|i| !i.is_empty()) {
        return Err(fault::unsupported("`Include` of DescribeTargetHealth"));
    }
    let g = names::group(cx, t, &req.target_group_arn)?;
    let used = !target::balancers_of(t, &g)?.is_empty();
    let all = t.range::<Target>(&Target::all_of(&g.scope, &g.name))?;
    let mut shown: Vec<w::TargetHealthDescription> = match req.targets.as_deref().filter(|a| !a.is_empty()) {
        None => all.iter().map(|x| view(&g, x, used)).collect(),
        Some(asked) => {
            let mut shown = Vec::new();
            for a in asked {
                let port = port(&g, a)?;
                let found = all.iter().find(|x| x.id == a.id && x.port == port);
                shown.push(found.map_or_else(|| unregistered(&g, a, port), |x| view(&g, x, used)));
            }
            shown
        }
    };
    let silent = |x: &&std::sync::Arc<Target>| {
        x.health == Some(Health::Unhealthy) && x.reason == Some(Reason::Timeout) && x.draining_until.is_none()
    };
    for x in all.iter().filter(silent) {
        let same = |d: &&mut w::TargetHealthDescription| {
            let target = d.target.as_ref();
            target.is_some_and(|a| a.id == x.id && a.port == Some(x.port.into()))
        };
        let Some(told) = shown.iter_mut().find(same).and_then(|d| d.target_health.as_mut()) else {
            continue;
        };
        if let Some(why) = reach::missing(cx, t, &g, x)? {
            told.description = Some(why);
        }
    }
    Ok(w::DescribeTargetHealthOutput {
        target_health_descriptions: Some(shown),
    })
}

fn described(
    g: &TargetGroup,
    target: w::TargetDescription,
    health: w::TargetHealth,
) -> w::TargetHealthDescription {
    let port = g.health.port.map(i32::from).or(target.port);
    w::TargetHealthDescription {
        target: Some(target),
        health_check_port: port.map(|p| p.to_string()),
        target_health: Some(health),
        ..Default::default()
    }
}

fn view(g: &TargetGroup, x: &Target, used: bool) -> w::TargetHealthDescription {
    let target = w::TargetDescription {
        id: x.id.clone(),
        port: Some(x.port.into()),
        availability_zone: x.zone.clone(),
        quic_server_id: None,
    };
    described(g, target, state(x, used))
}

/// The states in AWS's words (Application Load Balancers guide, "Target health status").
pub(super) fn state(x: &Target, used: bool) -> w::TargetHealth {
    let told = |state: &str, reason: &str, description: &str| w::TargetHealth {
        state: Some(state.into()),
        reason: Some(reason.into()),
        description: Some(description.into()),
    };
    if x.draining_until.is_some() {
        return told(
            "draining",
            "Target.DeregistrationInProgress",
            "Target deregistration is in progress",
        );
    }
    if !used {
        return told(
            "unused",
            "Target.NotInUse",
            "Target group is not configured to receive traffic from the load balancer",
        );
    }
    match x.health {
        None => told(
            "initial",
            "Elb.RegistrationInProgress",
            "Target registration is in progress",
        ),
        Some(Health::Initial) => told(
            "initial",
            "Elb.InitialHealthChecking",
            "Initial health checks in progress",
        ),
        Some(Health::Healthy) => w::TargetHealth {
            state: Some("healthy".into()),
            ..Default::default()
        },
        Some(Health::Unhealthy) => told(
            "unhealthy",
            x.reason.unwrap_or(Reason::FailedHealthChecks).code(),
            x.description.as_deref().unwrap_or("Health checks failed"),
        ),
    }
}

fn unregistered(g: &TargetGroup, a: &w::TargetDescription, port: u16) -> w::TargetHealthDescription {
    let target = w::TargetDescription {
        id: a.id.clone(),
        port: Some(port.into()),
        ..Default::default()
    };
    let health = w::TargetHealth {
        state: Some("unused".into()),
        reason: Some("Target.NotRegistered".into()),
        description: Some("Target is not registered to the target group".into()),
    };
    described(g, target, health)
}
