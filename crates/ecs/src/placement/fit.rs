//! One machine against one demand: everything that is missing, in the order in which AWS would name it.

use std::collections::BTreeSet;

use super::{Demand, Machine, Shortfall};
use crate::container_instance::query;
use crate::container_instance::record::Status;

/// Everything that is missing; nothing when the machine can carry the task.
pub(crate) fn shortfalls(d: &Demand, m: &Machine<'_>) -> Vec<Shortfall> {
    let mut all = Vec::new();
    if !active(d, m) {
        all.push(Shortfall::NotActive);
    }
    if m.session.is_none() {
        all.push(Shortfall::AgentDisconnected);
    }
    let lacks: Vec<String> = missing_attributes(d, m).collect();
    if !lacks.is_empty() {
        all.push(Shortfall::Attributes(lacks));
    }
    let (registered, used) = (&m.instance.registered, &m.usage.used);
    let (need, have) = (d.reservation.cpu, registered.cpu - used.cpu);
    if need > have {
        all.push(Shortfall::Cpu { need, have });
    }
    let (need, have) = (d.reservation.memory, registered.memory - used.memory);
    if need > have {
        all.push(Shortfall::Memory { need, have });
    }
    let (need, have) = (d.reservation.gpus, registered.gpu_count - used.gpu_count);
    if need > have {
        all.push(Shortfall::Gpu { need, have });
    }
    all.extend(taken_ports(d, m));
    let failed = d.member_of.iter().filter(|(_, e)| !query::matches(e, m));
    all.extend(failed.map(|(text, _)| Shortfall::MemberOf(text.clone())));
    if d.distinct && m.usage.groups.contains_key(&d.group) {
        all.push(Shortfall::DistinctInstance);
    }
    all
}

/// What does not change with the tasks on the machine.
pub(super) fn able(d: &Demand, m: &Machine<'_>) -> bool {
    active(d, m)
        && m.session.is_some()
        && missing_attributes(d, m).next().is_none()
        && d.member_of
            .iter()
            .all(|(_, e)| e.looks_at_tasks() || query::matches(e, m))
}

/// What does.
pub(super) fn room(d: &Demand, m: &Machine<'_>) -> bool {
    let (registered, used) = (&m.instance.registered, &m.usage.used);
    d.reservation.cpu <= registered.cpu - used.cpu
        && d.reservation.memory <= registered.memory - used.memory
        && d.reservation.gpus <= registered.gpu_count - used.gpu_count
        && taken_ports(d, m).next().is_none()
        && d.member_of
            .iter()
            .all(|(_, e)| !e.looks_at_tasks() || query::matches(e, m))
        && !(d.distinct && m.usage.groups.contains_key(&d.group))
}

/// Whether more than free CPU and memory decides about [`room`].
pub(super) fn needs_a_closer_look(d: &Demand) -> bool {
    let r = &d.reservation;
    r.gpus > 0
        || !(r.tcp.is_empty() && r.udp.is_empty())
        || d.distinct
        || d.member_of.iter().any(|(_, e)| e.looks_at_tasks())
}

fn active(d: &Demand, m: &Machine<'_>) -> bool {
    m.instance.status == Status::Active || (d.direct && m.instance.status == Status::Draining)
}

fn missing_attributes(d: &Demand, m: &Machine<'_>) -> impl Iterator<Item = String> {
    let there = |name: &str, value: &Option<String>| {
        let found = m.instance.attribute(name);
        found.is_some_and(|a| value.is_none() || a.value == *value)
    };
    d.attributes
        .iter()
        .filter(move |(name, value)| !there(name, value))
        .map(|(name, value)| match value {
            Some(v) => format!("{name}={v}"),
            None => name.clone(),
        })
}

fn taken_ports(d: &Demand, m: &Machine<'_>) -> impl Iterator<Item = Shortfall> {
    let (all, used) = (&m.instance.registered, &m.usage.used);
    let taken = |protocol, wanted: &'_ [u16], reserved: &BTreeSet<u16>, used: &BTreeSet<u16>| {
        let ports = wanted.iter().filter(|p| reserved.contains(p) || used.contains(p));
        ports
            .map(|p| Shortfall::Port { protocol, port: *p })
            .collect::<Vec<_>>()
    };
    let tcp = taken("tcp", &d.reservation.tcp, &all.tcp, &used.tcp);
    let udp = taken("udp", &d.reservation.udp, &all.udp, &used.udp);
    tcp.into_iter().chain(udp)
}
