//! Container instance to wire.

use std::collections::BTreeSet;

use wire::ecs as w;

use super::record::{Attribute, ContainerInstance, NodeUse, Resources, Session};
use crate::tag;

/// Everything DescribeContainerInstances and the query language can tell about one machine.
#[derive(Clone, Debug)]
pub(crate) struct Seen<'a> {
    pub instance: &'a ContainerInstance,
    pub usage: &'a NodeUse,
    pub session: Option<&'a Session>,
}

pub(crate) fn instance(seen: &Seen<'_>, tags: bool) -> w::ContainerInstance {
    let Seen {
        instance: i,
        usage,
        session,
    } = seen;
    w::ContainerInstance {
        container_instance_arn: Some(i.arn()),
        ec2_instance_id: Some(i.ec2_instance_id.clone()),
        version: Some(i.version),
        version_info: Some(w::VersionInfo {
            agent_version: filled(&i.agent_version),
            agent_hash: filled(&i.agent_hash),
            docker_version: filled(&i.docker_version),
        }),
        registered_resources: Some(resources(&i.registered)),
        remaining_resources: Some(remaining(&i.registered, &usage.used)),
        status: Some(i.status.as_str().into()),
        agent_connected: Some(session.is_some()),
        running_tasks_count: Some(usage.running),
        pending_tasks_count: Some(usage.pending),
        attributes: Some(i.attributes.iter().map(attribute).collect()),
        registered_at: Some(i.registered_at.into()),
        attachments: Some(Vec::new()),
        tags: Some(if tags { tag::view(&i.tags) } else { Vec::new() }),
        ..w::ContainerInstance::default()
    }
}

fn filled(s: &str) -> Option<String> {
    (!s.is_empty()).then(|| s.to_owned())
}

pub(crate) fn attribute(a: &Attribute) -> w::Attribute {
    w::Attribute {
        name: a.name.clone(),
        value: a.value.clone(),
        ..w::Attribute::default()
    }
}

/// PORTS lists the ports that cannot be had: the reserved ones and those in use. GPU lists those that are free.
fn remaining(all: &Resources, used: &Resources) -> Vec<w::Resource> {
    let union = |a: &BTreeSet<u16>, b: &BTreeSet<u16>| a.union(b).copied().collect();
    resources(&Resources {
        cpu: all.cpu - used.cpu,
        memory: all.memory - used.memory,
        tcp: union(&all.tcp, &used.tcp),
        udp: union(&all.udp, &used.udp),
        gpus: all.gpus.difference(&used.gpus).cloned().collect(),
        gpu_count: all.gpu_count,
    })
}

/// A machine without GPUs does not speak of them.
fn resources(r: &Resources) -> Vec<w::Resource> {
    let zero = || w::Resource {
        double_value: Some(0.0),
        long_value: Some(0),
        integer_value: Some(0),
        ..w::Resource::default()
    };
    let number = |name: &str, n: i64| w::Resource {
        name: Some(name.into()),
        r#type: Some("INTEGER".into()),
        integer_value: Some(i32::try_from(n).unwrap_or(i32::MAX)),
        ..zero()
    };
    let set = |name: &str, values: Vec<String>| w::Resource {
        name: Some(name.into()),
        r#type: Some("STRINGSET".into()),
        string_set_value: Some(values),
        ..zero()
    };
    let ports = |all: &BTreeSet<u16>| all.iter().map(u16::to_string).collect();
    let mut all = vec![
        number("CPU", r.cpu),
        number("MEMORY", r.memory),
        set("PORTS", ports(&r.tcp)),
        set("PORTS_UDP", ports(&r.udp)),
    ];
    if r.gpu_count > 0 {
        all.push(set("GPU", r.gpus.iter().cloned().collect()));
    }
    all
}
