//! One machine against one demand.

use std::collections::BTreeSet;

use super::{Demand, Machine, Shortfall};
use crate::container_instance::query;
use crate::container_instance::record::Status;

/// The first thing that is missing, or nothing.
pub(crate) fn shortfall(d: &Demand, m: &Machine<'_>) -> Option<Shortfall> {
    let (all, used) = (&m.instance.registered, &m.usage.used);
    let active = m.instance.status == Status::Active || (d.direct && m.instance.status == Status::Draining);
    if !active {
        return Some(Shortfall::NotActive);
    }
    if m.session.is_none() {
        return Some(Shortfall::AgentDisconnected);
    }
    if let Some(name) = missing_attribute(d, m) {
        return Some(Shortfall::Attribute(name));
    }
    let (need, have) = (d.reservation.cpu, all.cpu - used.cpu);
    if need > have {
        return Some(Shortfall::Cpu { need, have });
    }
    let (need, have) = (d.reservation.memory, all.memory - used.memory);
    if need > have {
        return Some(Shortfall::Memory { need, have });
    }
    let port = |protocol, wanted: &[u16], reserved: &BTreeSet<u16>, used: &BTreeSet<u16>| {
        let taken = wanted.iter().find(|p| reserved.contains(p) || used.contains(p));
        taken.map(|p| Shortfall::Port { protocol, port: *p })
    };
    port("tcp", &d.reservation.tcp, &all.tcp, &used.tcp)
        .or_else(|| port("udp", &d.reservation.udp, &all.udp, &used.udp))
        .or_else(|| {
            let failed = d.member_of.iter().find(|(_, e)| !query::matches(e, m));
            failed.map(|(text, _)| Shortfall::MemberOf(text.clone()))
        })
        .or_else(|| (d.distinct && m.usage.groups.contains(&d.group)).then_some(Shortfall::DistinctInstance))
}

fn missing_attribute(d: &Demand, m: &Machine<'_>) -> Option<String> {
    let lacks = |(name, value): &&(String, Option<String>)| {
        !m.instance
            .attribute(name)
            .is_some_and(|a| value.is_none() || a.value == *value)
    };
    d.attributes.iter().find(lacks).map(|(name, value)| match value {
        Some(v) => format!("{name}={v}"),
        None => name.clone(),
    })
}
