//! Attributes of target groups (Application and Network Load Balancers guides, "Target group attributes").

use kernel::{Cx, Fault, Txn};
use wire::elbv2 as w;

use super::record::TargetGroup;
use crate::attribute::{self, Known, May, known};
use crate::load_balancer::record::Kind;
use crate::{fault, names};

const CROSS_ZONE: Known = known(
    "load_balancing.cross_zone.enabled",
    "use_load_balancer_configuration",
    May::OneOf(&["use_load_balancer_configuration", "true", "false"]),
);
const DELAY: Known = known(
    "deregistration_delay.timeout_seconds",
    "300",
    May::Number(0, 3600),
);
const ONE: May = May::Only(&["1"]);
const OFF: May = May::Only(&["off"]);

const APPLICATION: &[Known] = &[
    DELAY,
    CROSS_ZONE,
    known("stickiness.enabled", "false", May::Flag),
    known(
        "stickiness.type",
        "lb_cookie",
        May::OneOf(&["lb_cookie", "app_cookie"]),
    ),
    known(
        "stickiness.lb_cookie.duration_seconds",
        "86400",
        May::Number(1, 604_800),
    ),
    known("stickiness.app_cookie.cookie_name", "", May::Text),
    known(
        "stickiness.app_cookie.duration_seconds",
        "86400",
        May::Number(1, 604_800),
    ),
    known(
        "load_balancing.algorithm.type",
        "round_robin",
        May::OneOf(&["round_robin", "least_outstanding_requests", "weighted_random"]),
    ),
    known("load_balancing.algorithm.anomaly_mitigation", "off", OFF),
    known("slow_start.duration_seconds", "0", May::Number(0, 900)),
    known(
        "target_group_health.dns_failover.minimum_healthy_targets.count",
        "1",
        ONE,
    ),
    known(
        "target_group_health.dns_failover.minimum_healthy_targets.percentage",
        "off",
        OFF,
    ),
    known(
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
        "1",
        ONE,
    ),
    known(
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
        "off",
        OFF,
    ),
];

const NETWORK: &[Known] = &[
    DELAY,
    CROSS_ZONE,
    known(
        "deregistration_delay.connection_termination.enabled",
        "false",
        May::Flag,
    ),
    known("preserve_client_ip.enabled", "false", May::Only(&["false"])),
    known("proxy_protocol_v2.enabled", "false", May::Flag),
    known("stickiness.enabled", "false", May::Flag),
    known("stickiness.type", "source_ip", May::OneOf(&["source_ip"])),
    known(
        "target_health_state.unhealthy.connection_termination.enabled",
        "true",
        May::Only(&["true"]),
    ),
    known(
        "target_health_state.unhealthy.draining_interval_seconds",
        "0",
        May::Only(&["0"]),
    ),
    known(
        "target_group_health.dns_failover.minimum_healthy_targets.count",
        "1",
        ONE,
    ),
    known(
        "target_group_health.dns_failover.minimum_healthy_targets.percentage",
        "off",
        OFF,
    ),
    known(
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
        "1",
        ONE,
    ),
    known(
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
        "off",
        OFF,
    ),
];

pub(crate) fn table(kind: Kind) -> &'static [Known] {
    match kind {
        Kind::Application => APPLICATION,
        Kind::Network => NETWORK,
    }
}

fn view(g: &TargetGroup) -> Vec<w::TargetGroupAttribute> {
    attribute::all(table(g.kind()), &g.attributes)
        .into_iter()
        .map(|(key, value)| w::TargetGroupAttribute {
            key: Some(key),
            value: Some(value),
        })
        .collect()
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeTargetGroupAttributesInput,
) -> Result<w::DescribeTargetGroupAttributesOutput, Fault> {
    let g = names::group(cx, t, &req.target_group_arn)?;
    Ok(w::DescribeTargetGroupAttributesOutput {
        attributes: Some(view(&g)),
    })
}

pub(crate) fn modify(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ModifyTargetGroupAttributesInput,
) -> Result<w::ModifyTargetGroupAttributesOutput, Fault> {
    let mut g = (*names::group(cx, t, &req.target_group_arn)?).clone();
    let given = req
        .attributes
        .iter()
        .map(|a| (a.key.as_deref(), a.value.as_deref()));
    let known = table(g.kind());
    attribute::set(known, &mut g.attributes, given)?;
    together(known, &g.attributes)?;
    let attributes = Some(view(&g));
    t.put(g)?;
    Ok(w::ModifyTargetGroupAttributesOutput { attributes })
}

/// Rules over several attributes.
fn together(known: &[Known], set: &attribute::Attributes) -> Result<(), Fault> {
    let slow = attribute::number(known, set, "slow_start.duration_seconds");
    if (1..30).contains(&slow) {
        return Err(fault::invalid(
            "'slow_start.duration_seconds' must be between '30' and '900', or '0'",
        ));
    }
    let algorithm = attribute::value(known, set, "load_balancing.algorithm.type");
    if slow > 0 && algorithm != "round_robin" {
        return Err(fault::invalid(format!(
            "Slow start mode cannot be enabled with the load balancing algorithm '{algorithm}'"
        )));
    }
    if attribute::flag(known, set, "stickiness.enabled")
        && attribute::value(known, set, "stickiness.type") == "app_cookie"
    {
        let name = attribute::value(known, set, "stickiness.app_cookie.cookie_name");
        if name.is_empty() || name.starts_with("AWSALB") {
            return Err(fault::invalid(format!(
                "'{name}' is not a valid value for attribute 'stickiness.app_cookie.cookie_name'"
            )));
        }
    }
    Ok(())
}
