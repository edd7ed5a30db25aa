//! DescribeAccountLimits and DescribeCapacityReservation: what Terraform and the console read.

use kernel::{Cx, Fault, Txn};
use wire::elbv2 as w;

use crate::{names, page};

/// Quotas of Elastic Load Balancing that are held here.
pub(crate) const BALANCERS: usize = 50;
pub(crate) const LISTENERS: usize = 50;
pub(crate) const RULES: usize = 100;
pub(crate) const GROUPS: usize = 3000;
pub(crate) const TARGETS: usize = 1000;
pub(crate) const CERTIFICATES: usize = 25;
/// Target groups of one action.
pub(crate) const GROUPS_OF_ACTION: usize = 5;

pub(crate) fn account(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::DescribeAccountLimitsInput,
) -> Result<w::DescribeAccountLimitsOutput, Fault> {
    let all = [
        ("application-load-balancers", BALANCERS),
        ("listeners-per-application-load-balancer", LISTENERS),
        ("listeners-per-network-load-balancer", LISTENERS),
        ("network-load-balancers", BALANCERS),
        ("rules-per-application-load-balancer", RULES),
        ("target-groups", GROUPS),
        (
            "target-groups-per-action-on-application-load-balancer",
            GROUPS_OF_ACTION,
        ),
        ("targets-per-application-load-balancer", TARGETS),
        ("targets-per-network-load-balancer", TARGETS),
        ("certificates-per-application-load-balancer", CERTIFICATES),
        ("certificates-per-network-load-balancer", CERTIFICATES),
    ];
    let all = all
        .iter()
        .map(|(name, max)| w::Limit {
            name: Some((*name).into()),
            max: Some(max.to_string()),
        })
        .collect();
    let name = |l: &w::Limit| l.name.clone().unwrap_or_default();
    let mut all: Vec<w::Limit> = all;
    all.sort_by_key(name);
    let (limits, next_marker) = page::page(all, name, req.marker.as_deref(), req.page_size)?;
    Ok(w::DescribeAccountLimitsOutput {
        limits: Some(limits),
        next_marker,
    })
}

/// Nothing is reserved here, which is what an answer without a minimum says.
pub(crate) fn capacity(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeCapacityReservationInput,
) -> Result<w::DescribeCapacityReservationOutput, Fault> {
    names::balancer(cx, t, &req.load_balancer_arn)?;
    Ok(w::DescribeCapacityReservationOutput {
        decrease_requests_remaining: Some(0),
        capacity_reservation_state: Some(Vec::new()),
        ..Default::default()
    })
}
