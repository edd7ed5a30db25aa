//! Placement alone, without a store: for the benchmark. Spread over zones, then the fullest machine that has room.

use std::sync::Arc;

use kernel::derived::Derived as _;
use kernel::record::{Entry, Record};
use kernel::{Fault, Scope, Time};

use super::{Demand, Fleet, Strategy, choose, order};
use crate::container_instance::record::{Attribute, ContainerInstance, NodeUse, Resources, Session, Status};
use crate::task::record::Reservation;

/// Machines like the agent registers, one tenth of them in each of ten zones.
fn machine(n: usize) -> (ContainerInstance, Session) {
    let scope = Scope::new("000000000000", "us-east-1");
    let names = (0..45).map(|a| Attribute {
        name: format!("com.amazonaws.ecs.capability.docker-remote-api.1.{a}"),
        value: None,
    });
    let zone = Attribute {
        name: "ecs.availability-zone".into(),
        value: Some(format!("zone-{}", n % 10)),
    };
    let id = format!("{n:032x}");
    let instance = ContainerInstance {
        scope: scope.clone(),
        cluster: "default".into(),
        ec2_instance_id: format!("i-{n:017x}"),
        id: id.clone(),
        status: Status::Active,
        registered: Resources {
            cpu: 32 * 1024,
            memory: 64 * 1024,
            ..Resources::default()
        },
        attributes: names.chain([zone]).collect(),
        agent_version: "1.100.0".into(),
        agent_hash: String::new(),
        docker_version: String::new(),
        registered_at: Time(0),
        version: 1,
        tags: Default::default(),
    };
    let session = Session {
        scope,
        cluster: "default".into(),
        id,
        session: "s".into(),
        process: String::new(),
        since: Time(0),
        heard: Time(0),
    };
    (instance, session)
}

/// A function that places so many tasks on `machines` machines, in calls of `each`, and writes the records of each call
/// as RunTask does. Its errors: a task found no machine.
///
/// # Errors
/// Internal faults only.
pub fn rehearsal(machines: usize, each: usize) -> Result<impl FnMut(usize) -> Result<(), Fault>, Fault> {
    let mut fleet = Fleet::default();
    for n in 0..machines {
        let (i, s) = machine(n);
        fleet.change(&i.key(), Some(&Entry::from_typed(1, Arc::new(i))))?;
        fleet.change(&s.key(), Some(&Entry::from_typed(1, Arc::new(s))))?;
    }
    let demand = Demand {
        reservation: Reservation {
            cpu: 256,
            memory: 512,
            ..Reservation::default()
        },
        attributes: (17..25)
            .map(|a| {
                (
                    format!("com.amazonaws.ecs.capability.docker-remote-api.1.{a}"),
                    None,
                )
            })
            .collect(),
        group: "family:rehearsal".into(),
        ..Demand::default()
    };
    let strategies = [
        Strategy::Spread("ecs.availability-zone".into()),
        Strategy::BinpackMemory,
    ];
    let mut dice = 0u64;
    Ok(move |tasks: usize| {
        for _ in 0..tasks / each.max(1) {
            let everyone = fleet.remember("all".into(), |f| f.machines(None));
            let (_, order) = order(&mut fleet, &strategies).unzip();
            let able = fleet.remember("able".into(), |f| f.able(&demand, &everyone, order.as_deref()));
            let mut roll = || {
                dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                dice
            };
            let slots = choose(
                &demand,
                &mut fleet,
                &everyone,
                &able,
                &strategies,
                each,
                &mut roll,
            );
            if slots.len() < each {
                return Err(Fault::internal("a task found no machine"));
            }
            for slot in slots {
                let Some(m) = fleet.machine(slot) else { continue };
                let mut usage: NodeUse = m.usage.clone();
                usage.reserve(&demand.reservation, &demand.group);
                fleet.change(&usage.key(), Some(&Entry::from_typed(1, Arc::new(usage))))?;
            }
        }
        Ok(())
    })
}
