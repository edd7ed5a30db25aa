//! The machine of a task: chosen among all, then made sure of.

use std::sync::Arc;

use kernel::{Cx, Fault, Key, Record as _, Txn};
use wire::ecs as w;

use super::order::Order;
use super::record::LaunchType;
use crate::container_instance::ops::{Looked, look};
use crate::container_instance::record::{ContainerInstance, NodeUse, Session};
use crate::container_instance::view::Seen;
use crate::fault;
use crate::placement::{self, Shortfall, Strategy};

/// Chooses among all machines without locking them all, then makes sure of the chosen one.
pub(super) fn place(
    cx: &Cx<'_>,
    t: &mut Txn,
    o: &Order,
    strategies: &[Strategy],
) -> Result<Result<Looked, Vec<w::Failure>>, Fault> {
    let fargate = o.launch_type == LaunchType::Fargate;
    let range = if fargate {
        Key::all(ContainerInstance::KIND)
    } else {
        o.cluster.instances()
    };
    let mut machines = Vec::new();
    for i in t.peek::<ContainerInstance>(&range)? {
        let belongs = match o.launch_type {
            LaunchType::Fargate => i.offers_fargate(),
            LaunchType::Ec2 => !i.is_external(),
            LaunchType::External => i.is_external(),
        };
        if belongs && i.is_registered() {
            machines.push(peek(t, i)?);
        }
    }
    if machines.is_empty() && !fargate {
        return Err(fault::invalid(
            "No Container Instances were found in your cluster.",
        ));
    }
    let seen: Vec<Seen<'_>> = machines.iter().map(Looked::seen).collect();
    let mut roll = [0; 8];
    cx.dice().fill(&mut roll);
    match placement::choose(&o.demand, &seen, strategies, u64::from_le_bytes(roll)) {
        Ok(at) => {
            let chosen = machines
                .get(at)
                .ok_or_else(|| Fault::internal("placement chose outside its list"))?;
            // INVARIANT: what is reserved rests on a validated read of this machine.
            let fresh = look(t, &chosen.instance)?;
            t.exists(&kernel::Record::key(&*chosen.instance));
            Ok(Ok(fresh))
        }
        Err(short) if fargate => {
            let detail = short.first().map_or_else(
                || "no connected machine offers Fargate capacity".to_owned(),
                ToString::to_string,
            );
            Ok(Err(vec![w::Failure {
                arn: None,
                reason: Some("Capacity is unavailable at this time. Please try again later or in a different availability zone".into()),
                detail: Some(detail),
            }]))
        }
        Err(short) => Ok(Err(machines
            .iter()
            .zip(&short)
            .map(|(m, s)| failure(m.instance.arn(), s))
            .collect())),
    }
}

fn peek(t: &Txn, i: Arc<ContainerInstance>) -> Result<Looked, Fault> {
    let one = |k: Key| kernel::key::KeyRange {
        end: Key::from_stored(&format!("{}\u{0}", k.as_str())),
        start: k,
    };
    let usage = t
        .peek::<NodeUse>(&one(NodeUse::key_of(&i.scope, &i.cluster, &i.id)))?
        .pop();
    let session = t
        .peek::<Session>(&one(Session::key_of(&i.scope, &i.cluster, &i.id)))?
        .pop();
    Ok(Looked {
        usage: usage.unwrap_or_else(|| Arc::new(NodeUse::none(&i))),
        session,
        instance: i,
    })
}

pub(super) fn failure(arn: String, s: &Shortfall) -> w::Failure {
    w::Failure {
        arn: Some(arn),
        reason: Some(s.reason().into()),
        detail: Some(s.to_string()),
    }
}
