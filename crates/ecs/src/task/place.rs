//! The machines of some tasks: chosen among all, then made sure of.

use std::sync::Arc;

use kernel::{Cx, Fault, Txn};
use wire::ecs as w;

use super::order::Order;
use super::record::LaunchType;
use crate::container_instance::record::ContainerInstance;
use crate::fault;
use crate::placement::{self, Demand, Fleet, Machine, Refusal, Strategy, cluster_id};

/// What placement found for the tasks of one call.
pub(super) struct Placed {
    /// One machine a task, as many as fit.
    pub machines: Vec<Arc<ContainerInstance>>,
    /// Why there is none for the next one; empty when there is one for each.
    pub refused: Vec<w::Failure>,
}

/// Chooses among all machines without locking any.
///
/// INVARIANT: a choice is a hint. Whoever reserves on a machine reads its usage in the transaction, so that a commit in
/// between makes the whole choice happen again.
pub(super) fn place(
    cx: &Cx<'_>,
    t: &Txn,
    o: &Order,
    strategies: &[Strategy],
    count: usize,
) -> Result<Placed, Fault> {
    let fargate = o.launch_type == LaunchType::Fargate;
    let cluster = cluster_id(&o.cluster.scope, &o.cluster.name);
    let cluster = (!fargate).then_some(cluster.as_str());
    let dice = cx.dice();
    let mut roll = || {
        let mut bytes = [0; 8];
        dice.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    };
    cx.kernel.derived::<Fleet, _>(t, |fleet| {
        let launch = o.launch_type;
        let everyone = fleet.remember(format!("all\n{}\n{cluster:?}", launch.as_str()), |fleet| {
            let mut slots = fleet.machines(cluster);
            slots.retain(|s| fleet.machine(*s).is_some_and(|m| belongs(launch, &m)));
            slots
        });
        if everyone.is_empty() && !fargate {
            return Err(fault::invalid(
                "No Container Instances were found in your cluster.",
            ));
        }
        let (field, order) = placement::order(fleet, strategies).unzip();
        let able = fleet.remember(
            format!(
                "able\n{}\n{cluster:?}\n{field:?}\n{}",
                launch.as_str(),
                o.demand.name()
            ),
            |fleet| fleet.able(&o.demand, &everyone, order.as_deref()),
        );
        let slots = placement::choose(&o.demand, fleet, &everyone, &able, strategies, count, &mut roll);
        let refused = if slots.len() < count {
            refused(fargate, &o.demand, fleet, &everyone, &slots)
        } else {
            Vec::new()
        };
        let machines = slots.iter().filter_map(|s| fleet.instance(*s)).collect();
        Ok(Placed { machines, refused })
    })
}

/// A machine is external or not; Fargate tasks go to those that offer themselves.
fn belongs(launch: LaunchType, m: &Machine<'_>) -> bool {
    match launch {
        LaunchType::Fargate => m.instance.offers_fargate(),
        LaunchType::Ec2 => !m.instance.is_external(),
        LaunchType::External => m.instance.is_external(),
    }
}

/// Every machine's shortfall, with the tasks of this call already on those that were chosen for them.
fn refused(
    fargate: bool,
    d: &Demand,
    fleet: &Fleet,
    everyone: &[usize],
    chosen: &[usize],
) -> Vec<w::Failure> {
    let usage: Vec<_> = everyone
        .iter()
        .map(|slot| {
            let mut usage = fleet.machine(*slot).map(|m| m.usage.clone());
            for _ in chosen.iter().filter(|c| *c == slot) {
                usage.iter_mut().for_each(|u| u.reserve(&d.reservation, &d.group));
            }
            usage
        })
        .collect();
    let machines = everyone.iter().zip(&usage).filter_map(|(slot, usage)| {
        Some(Machine {
            usage: usage.as_ref()?,
            ..fleet.machine(*slot)?
        })
    });
    let refusals = placement::refusals(d, machines);
    if !fargate {
        return refusals.into_iter().map(failure).collect();
    }
    // Whoever runs on Fargate sees no machines, only that there is no capacity; the detail says why.
    let detail = refusals.first().map_or_else(
        || "no connected machine offers Fargate capacity".to_owned(),
        |r| r.detail.clone(),
    );
    vec![w::Failure {
        arn: None,
        reason: Some("Capacity is unavailable at this time. Please try again later or in a different availability zone".into()),
        detail: Some(detail),
    }]
}

pub(super) fn failure(r: Refusal) -> w::Failure {
    w::Failure {
        arn: Some(r.arn),
        reason: Some(r.reason.into()),
        detail: Some(r.detail),
    }
}
