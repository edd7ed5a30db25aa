//! Tasks of a service in Cloud Map: registered when they run, told of their health, gone before they stop.
//!
//! A service names Cloud Map services itself (`serviceRegistries`), or has ECS make them (Service Connect,
//! [`super::connect`]).

use std::collections::BTreeMap;

use kernel::{Arn, Cx, Fault, Txn};
use wire::{ecs as w, servicediscovery as sd};

use super::record::{Member, Named, Service};
use super::words;
use crate::cluster::record::Cluster;
use crate::container_instance::record::ContainerInstance;
use crate::deployment::{self, record::Revision};
use crate::fault;
use crate::refs::ECS;
use crate::task::record::{Task, TaskState};
use crate::task_definition::{self, NetworkMode};

/// The attribute by which our agents tell where their machine's ports are reached.
const ADDRESS: &str = "longshore.address";

/// One Cloud Map service that the tasks of a revision register with.
struct Wanted {
    arn: String,
    /// For Service Connect.
    connect: bool,
    container: Option<String>,
    container_port: Option<i32>,
    port: Option<i32>,
}

fn wanted(r: &Revision) -> Vec<Wanted> {
    let own = r.shape.service_registries.iter().flatten().map(|x| Wanted {
        arn: x.registry_arn.clone().unwrap_or_default(),
        connect: false,
        container: x.container_name.clone(),
        container_port: x.container_port,
        port: x.port,
    });
    let connected = r.connect.iter().flat_map(|c| &c.endpoints).map(|e| Wanted {
        arn: e.arn.clone(),
        connect: true,
        container: Some(e.container.clone()),
        container_port: Some(e.port),
        port: None,
    });
    own.chain(connected).collect()
}

/// How many Cloud Map services the tasks of a revision register with.
pub(crate) fn count(r: &Revision) -> usize {
    let own = r.shape.service_registries.as_ref().map_or(0, Vec::len);
    own + r.connect.as_ref().map_or(0, |c| c.endpoints.len())
}

/// What is told of a task's health: that of its containers.
pub(crate) fn well(task: &Task) -> bool {
    let checked = task
        .containers
        .iter()
        .filter(|c| c.essential && c.has_health_check);
    matches!(task.state, TaskState::Running { .. })
        && checked.clone().all(|c| c.health.as_deref() == Some("HEALTHY"))
}

/// Whether Cloud Map is to hear of a task that runs.
pub(crate) fn outdated(task: &Task, member: &Member, count: usize) -> bool {
    let running = matches!(task.state, TaskState::Running { .. });
    let well = well(task);
    let wrong = |n: &Named| n.checked && n.healthy != well;
    running && member.leaving.is_none() && (member.names.len() < count || member.names.iter().any(wrong))
}

/// The id in the ARN of a Cloud Map service.
fn id(arn: &str) -> Option<String> {
    let parsed = Arn::parse(arn).filter(|a| a.service == "servicediscovery")?;
    let (kind, id) = parsed.typed()?;
    (kind == "service").then(|| id.to_owned())
}

fn describe(cx: &Cx<'_>, t: &mut Txn, arn: &str) -> Result<sd::Service, Fault> {
    let ask = sd::GetServiceRequest { id: arn.to_owned() };
    let told = cx.as_service::<sd::GetService>(ECS, t, &ask)?;
    Ok(told.service.unwrap_or_default())
}

/// What `serviceRegistries` may say (API reference, ServiceRegistry).
pub(crate) fn check(cx: &Cx<'_>, t: &mut Txn, shape: &w::ServiceRevision) -> Result<(), Fault> {
    let given = shape.service_registries.as_deref().unwrap_or_default();
    if given.is_empty() {
        return Ok(());
    }
    if given.len() > 1 {
        return Err(fault::invalid("service registries can have at most 1 items."));
    }
    let named = shape.task_definition.as_deref().unwrap_or_default();
    let d = task_definition::active(cx, t, named)?;
    let awsvpc = d.network_mode() == NetworkMode::Awsvpc;
    for r in given {
        let arn = r.registry_arn.as_deref().unwrap_or_default();
        if id(arn).is_none() {
            return Err(fault::invalid(format!("Invalid service registry ARN: {arn}")));
        }
        let found = describe(cx, t, arn)
            .map_err(|_| fault::invalid(format!("Unable to find the service registry: {arn}")))?;
        let records = found.dns_config.map(|d| d.dns_records).unwrap_or_default();
        let has = |kind: &str| records.iter().any(|x| x.r#type == kind);
        if let Some(other) = records.iter().find(|x| x.r#type != "A" && x.r#type != "SRV") {
            return Err(fault::invalid(format!(
                "DNS record type {} is not supported for service registries. Registry: {arn}",
                other.r#type
            )));
        }
        let pair = (r.container_name.is_some(), r.container_port.is_some());
        if pair.0 != pair.1 {
            return Err(fault::invalid(format!(
                "Both 'containerName' and 'containerPort' must be specified, or neither. Registry: {arn}"
            )));
        }
        if pair.0 && r.port.is_some() {
            return Err(fault::invalid(format!(
                "Either 'port', or 'containerName' and 'containerPort' can be specified, not both. Registry: {arn}"
            )));
        }
        if !awsvpc && !pair.0 {
            return Err(fault::invalid(format!(
                "When specifying 'host' or 'bridge' for networkMode, values for 'containerName' and 'containerPort' must be specified from the task definition. Registry: {arn}"
            )));
        }
        if !awsvpc && has("A") {
            return Err(fault::invalid(format!(
                "Only SRV DNS records are supported with the network mode {}. Registry: {arn}",
                d.network_mode().as_str()
            )));
        }
        if has("SRV") && !pair.0 && r.port.is_none() {
            return Err(fault::invalid(format!(
                "A 'port', or 'containerName' and 'containerPort' must be specified for SRV DNS records. Registry: {arn}"
            )));
        }
        if let (Some(name), Some(port)) = (&r.container_name, r.container_port) {
            let containers = d.definition.container_definitions.as_deref().unwrap_or_default();
            let Some(c) = containers.iter().find(|c| c.name.as_ref() == Some(name)) else {
                return Err(fault::invalid(format!(
                    "The container {name} does not exist in the task definition."
                )));
            };
            let mut ports = c.port_mappings.iter().flatten();
            if !ports.any(|p| p.container_port == Some(port)) {
                return Err(fault::invalid(format!(
                    "The container {name} did not have a container port {port} defined."
                )));
            }
        }
    }
    Ok(())
}

/// Registers what is not registered, and tells of health that has changed.
pub(crate) fn follow(
    cx: &Cx<'_>,
    t: &mut Txn,
    s: &Service,
    tasks: &[String],
    events: &mut Vec<String>,
) -> Result<(), Fault> {
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for id in tasks {
        let Some((task, member, revision)) = deployment::member(t, s, id)? else {
            continue;
        };
        let mut member = (*member).clone();
        let well = well(&task);
        for n in member.names.iter_mut().filter(|n| n.checked && n.healthy != well) {
            n.healthy = well;
            let ask = sd::UpdateInstanceCustomHealthStatusRequest {
                service_id: n.service.clone(),
                instance_id: task.id.clone(),
                status: if well { "HEALTHY" } else { "UNHEALTHY" }.into(),
            };
            // An instance that somebody else took away has no health.
            if let Err(f) = cx.as_service::<sd::UpdateInstanceCustomHealthStatus>(ECS, t, &ask)
                && f.status >= 500
            {
                return Err(f);
            }
        }
        for x in wanted(&revision).iter().skip(member.names.len()) {
            let deployment = task.started_by.as_deref().unwrap_or_default();
            let named = match register(cx, t, s, deployment, &task, x, well) {
                Ok(named) => {
                    *told.entry(x.arn.clone()).or_default() += 1;
                    named
                }
                Err(f) if f.status >= 500 => return Err(f),
                // The registry was deleted, or does not want this instance: nothing will come of waiting.
                Err(f) => {
                    let who = words::service(&s.name, None);
                    events.push(words::not_registered(&who, &x.arn, &f.message));
                    Named {
                        service: x.arn.clone(),
                        checked: false,
                        healthy: well,
                    }
                }
            };
            member.names.push(named);
        }
        t.put(member)?;
    }
    let who = words::service(&s.name, None);
    events.extend(told.iter().map(|(arn, n)| words::named(&who, *n, arn)));
    Ok(())
}

fn register(
    cx: &Cx<'_>,
    t: &mut Txn,
    s: &Service,
    deployment: &str,
    task: &Task,
    x: &Wanted,
    well: bool,
) -> Result<Named, Fault> {
    let checked = describe(cx, t, &x.arn)?.health_check_custom_config.is_some();
    let machine = t.get::<ContainerInstance>(&ContainerInstance::key_of(
        &task.node.scope,
        &task.node.cluster,
        &task.node.id,
    ))?;
    let (address, port) = place(task, machine.as_deref(), x)?;
    let mut attributes = BTreeMap::new();
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            attributes.insert(name.to_owned(), value.to_owned());
        }
    };
    put("AWS_INSTANCE_IPV4", &address);
    put(
        "AWS_INSTANCE_PORT",
        &port.map(|p| p.to_string()).unwrap_or_default(),
    );
    let zone = task.zone.as_deref().unwrap_or_default();
    if x.connect {
        put("AvailabilityZone", zone);
        put("DeploymentId", deployment);
    } else {
        put("AVAILABILITY_ZONE", zone);
        put("REGION", &s.scope.region);
        put("ECS_CLUSTER_NAME", &s.cluster);
        put("ECS_SERVICE_NAME", &s.name);
        put("ECS_TASK_DEFINITION_FAMILY", &task.family);
        let instance = machine.map(|m| m.ec2_instance_id.clone());
        put("EC2_INSTANCE_ID", &instance.unwrap_or_default());
        let set = s.deployments.iter().find(|d| d.id == deployment);
        let external = set.and_then(|d| d.task_set.as_ref()?.external_id.as_deref());
        put("ECS_TASK_SET_EXTERNAL_ID", external.unwrap_or_default());
    }
    if checked {
        let health = if well { "HEALTHY" } else { "UNHEALTHY" };
        put("AWS_INIT_HEALTH_STATUS", health);
    }
    let ask = sd::RegisterInstanceRequest {
        service_id: x.arn.clone(),
        instance_id: task.id.clone(),
        creator_request_id: Some(task.id.clone()),
        attributes,
    };
    cx.as_service::<sd::RegisterInstance>(ECS, t, &ask)?;
    Ok(Named {
        service: x.arn.clone(),
        checked,
        healthy: well,
    })
}

/// Where a task is reached: its own address, or its machine's and the port there.
fn place(
    task: &Task,
    machine: Option<&ContainerInstance>,
    x: &Wanted,
) -> Result<(String, Option<i32>), Fault> {
    if let Some(eni) = &task.eni {
        return Ok((eni.private_ip.clone(), x.container_port.or(x.port)));
    }
    let attributes = machine.map(|m| m.attributes.as_slice()).unwrap_or_default();
    let address = attributes
        .iter()
        .find(|a| a.name == ADDRESS)
        .and_then(|a| a.value.clone())
        .ok_or_else(|| fault::invalid(format!("the task's machine has no attribute {ADDRESS}")))?;
    let here = task
        .containers
        .iter()
        .filter(|c| Some(&c.name) == x.container.as_ref());
    let binding = here
        .flat_map(|c| &c.bindings)
        .find(|b| b.container_port == x.container_port);
    // Without a binding of its own the container has its machine's network.
    Ok((address, binding.and_then(|b| b.host_port).or(x.container_port)))
}

/// Nobody is to find these tasks any more.
pub(crate) fn deregister(
    cx: &Cx<'_>,
    t: &mut Txn,
    who: &str,
    members: &[Member],
    events: &mut Vec<String>,
) -> Result<(), Fault> {
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for m in members {
        for n in &m.names {
            let ask = sd::DeregisterInstanceRequest {
                service_id: n.service.clone(),
                instance_id: m.task.clone(),
            };
            match cx.as_service::<sd::DeregisterInstance>(ECS, t, &ask) {
                Ok(_) => *told.entry(&n.service).or_default() += 1,
                Err(f) if f.status >= 500 => return Err(f),
                // Gone already.
                Err(_) => {}
            }
        }
    }
    events.extend(told.iter().map(|(arn, n)| words::unnamed(who, *n, arn)));
    Ok(())
}

/// The namespace whose names a new task knows, by its ARN: its service's own, or the cluster's.
pub(crate) fn namespace(
    t: &mut Txn,
    c: &Cluster,
    group: &str,
    started_by: Option<&str>,
) -> Result<Option<String>, Fault> {
    let Some(name) = group.strip_prefix(super::record::GROUP) else {
        return Ok(c.namespace.clone());
    };
    let Some(s) = t.get::<Service>(&Service::key_of(&c.scope, &c.name, name))? else {
        return Ok(c.namespace.clone());
    };
    let Some(d) = s.deployments.iter().find(|d| Some(d.id.as_str()) == started_by) else {
        return Ok(c.namespace.clone());
    };
    let r = deployment::revision(t, &s, &d.revision)?;
    Ok(match (&r.shape.service_connect_configuration, &r.connect) {
        (_, Some(connect)) => Some(connect.namespace.clone()),
        // Switched off.
        (Some(_), None) => None,
        (None, None) => c.namespace.clone(),
    })
}
