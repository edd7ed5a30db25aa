//! The operations on container instances.

use std::collections::BTreeSet;
use std::sync::Arc;

use kernel::page::page;
use kernel::{Cx, Fault, Txn};
use wire::ecs as w;

use super::record::{Attribute, ContainerInstance, NodeUse, REGISTRATION, Resources, Session, Status};
use super::view::{self, Seen};
use super::{find, query};
use crate::cluster::ops::page_size;
use crate::task::record::Stop;
use crate::{cluster, fault, service, tag, task};

pub(crate) fn register(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::RegisterContainerInstanceRequest,
) -> Result<w::RegisterContainerInstanceResponse, Fault> {
    let cluster = cluster::active(cx, t, req.cluster.as_deref()).map_err(|f| match f.code.as_ref() {
        // The official agent creates its cluster when it is told exactly this.
        "ClusterNotFoundException" => fault::client("Cluster not found."),
        _ => f,
    })?;
    if req.platform_devices.as_ref().is_some_and(|d| !d.is_empty()) {
        return Err(fault::unsupported("platformDevices"));
    }
    let registered = resources(req.total_resources.as_deref().unwrap_or_default())?;
    let mut attributes: Vec<Attribute> = req
        .attributes
        .as_deref()
        .unwrap_or_default()
        .iter()
        .map(parse_attribute)
        .collect::<Result<_, _>>()?;
    let chosen = chosen_id(&mut attributes)?;
    let known = match (&req.container_instance_arn, &chosen) {
        (Some(arn), _) => Some(find(cx, t, &cluster, arn)?.ok_or_else(|| {
            fault::client("The referenced container instance was not found in this cluster.")
        })?),
        (None, Some(id)) => find(cx, t, &cluster, id)?,
        (None, None) => None,
    };
    let mut instance = match known {
        Some(old) => {
            let mut i = (*old).clone();
            if i.status == Status::Inactive {
                i.status = Status::Active;
            }
            i.version += 1;
            i
        }
        None => {
            let id = chosen.unwrap_or_else(|| cx.dice().hex(16));
            ContainerInstance {
                scope: cx.scope().clone(),
                cluster: cluster.name.clone(),
                ec2_instance_id: String::new(),
                id,
                status: Status::Active,
                registered: Resources::default(),
                attributes: Vec::new(),
                agent_version: String::new(),
                agent_hash: String::new(),
                docker_version: String::new(),
                registered_at: cx.now,
                version: 1,
                tags: tag::parse(req.tags.as_deref())?,
            }
        }
    };
    instance.registered = registered;
    // What users put on the instance with PutAttributes stays when the agent registers again.
    for a in attributes {
        instance.attributes.retain(|old| old.name != a.name);
        instance.attributes.push(a);
    }
    instance.attributes.sort_by(|a, b| a.name.cmp(&b.name));
    if instance.ec2_instance_id.is_empty() {
        instance.ec2_instance_id = instance_id(&instance, req.instance_identity_document.as_deref());
    }
    if let Some(v) = &req.version_info {
        instance.agent_version = v.agent_version.clone().unwrap_or_default();
        instance.agent_hash = v.agent_hash.clone().unwrap_or_default();
        instance.docker_version = v.docker_version.clone().unwrap_or_default();
    }
    t.put(instance.clone())?;
    let answer = look(t, &Arc::new(instance))?;
    Ok(w::RegisterContainerInstanceResponse {
        container_instance: Some(view::instance(&answer.seen(), true)),
    })
}

/// Takes out the id that the agent has chosen for its first registration.
fn chosen_id(attributes: &mut Vec<Attribute>) -> Result<Option<String>, Fault> {
    let Some(at) = attributes.iter().position(|a| a.name == REGISTRATION) else {
        return Ok(None);
    };
    let id = attributes.swap_remove(at).value.unwrap_or_default();
    let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if id.len() != 32 || !id.bytes().all(hex) {
        return Err(fault::invalid(format!(
            "Invalid value of the attribute {REGISTRATION}"
        )));
    }
    Ok(Some(id))
}

/// The id of the identity document, else one derived from our own.
fn instance_id(i: &ContainerInstance, document: Option<&str>) -> String {
    let given = document
        .and_then(|d| serde_json::from_str::<serde_json::Value>(d).ok())
        .and_then(|d| d.get("instanceId")?.as_str().map(str::to_owned));
    given.unwrap_or_else(|| {
        let hex = i.id.get(..17).unwrap_or(&i.id);
        if i.is_external() {
            format!("mi-{hex}")
        } else {
            format!("i-{hex}")
        }
    })
}

pub(crate) fn parse_attribute(a: &w::Attribute) -> Result<Attribute, Fault> {
    let ok = |s: &str, more: &str| s.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c));
    if a.name.is_empty() || a.name.chars().count() > 128 || !ok(&a.name, "-_./\\") {
        return Err(fault::invalid(format!("Invalid attribute name: {}", a.name)));
    }
    match a.value.as_deref() {
        Some(v)
            if v.chars().count() > 128 || !ok(v, "-_.@:/\\ ") || v.starts_with(' ') || v.ends_with(' ') =>
        {
            Err(fault::invalid(format!(
                "Invalid value of the attribute {}",
                a.name
            )))
        }
        _ => Ok(Attribute {
            name: a.name.clone(),
            value: a.value.clone(),
        }),
    }
}

fn resources(given: &[w::Resource]) -> Result<Resources, Fault> {
    let mut r = Resources::default();
    for x in given {
        let number = || {
            x.integer_value
                .map(i64::from)
                .or(x.long_value)
                .unwrap_or(0)
                .max(0)
        };
        let ports = || -> Result<BTreeSet<u16>, Fault> {
            let texts = x.string_set_value.as_deref().unwrap_or_default();
            texts
                .iter()
                .map(|p| {
                    p.parse()
                        .map_err(|_| fault::invalid(format!("Invalid port: {p}")))
                })
                .collect()
        };
        match x.name.as_deref() {
            Some("CPU") => r.cpu = number(),
            Some("MEMORY") => r.memory = number(),
            Some("PORTS") => r.tcp = ports()?,
            Some("PORTS_UDP") => r.udp = ports()?,
            Some("GPU") => r.gpus = x.string_set_value.iter().flatten().cloned().collect(),
            // The official agent sends it on hosts that have none, too.
            Some("NEURON_CORES") if x.string_set_value.as_ref().is_none_or(Vec::is_empty) => {}
            other => {
                return Err(fault::unsupported(&format!(
                    "totalResources {}",
                    other.unwrap_or("null")
                )));
            }
        }
    }
    r.gpu_count = i64::try_from(r.gpus.len()).unwrap_or(0);
    Ok(r)
}

/// A machine with what is in use on it and its session.
pub(crate) struct Looked {
    pub instance: Arc<ContainerInstance>,
    pub usage: Arc<NodeUse>,
    pub session: Option<Arc<Session>>,
}

impl Looked {
    pub(crate) fn seen(&self) -> Seen<'_> {
        Seen {
            instance: &self.instance,
            usage: &self.usage,
            session: self.session.as_deref(),
        }
    }
}

pub(crate) fn look(t: &mut Txn, i: &Arc<ContainerInstance>) -> Result<Looked, Fault> {
    let usage = t.get::<NodeUse>(&NodeUse::key_of(&i.scope, &i.cluster, &i.id))?;
    Ok(Looked {
        instance: Arc::clone(i),
        usage: usage.unwrap_or_else(|| Arc::new(NodeUse::none(i))),
        session: t.get::<Session>(&Session::key_of(&i.scope, &i.cluster, &i.id))?,
    })
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeContainerInstancesRequest,
) -> Result<w::DescribeContainerInstancesResponse, Fault> {
    let cluster = cluster::active(cx, t, req.cluster.as_deref())?;
    if req.container_instances.is_empty() {
        return Err(fault::invalid("Container Instances cannot be empty."));
    }
    if req.container_instances.len() > 100 {
        return Err(fault::invalid(
            "Container Instances can not have more than 100 elements.",
        ));
    }
    let mut tags = false;
    for field in req.include.as_deref().unwrap_or_default() {
        match field.as_str() {
            "TAGS" => tags = true,
            "CONTAINER_INSTANCE_HEALTH" => {
                return Err(fault::unsupported("include CONTAINER_INSTANCE_HEALTH"));
            }
            other => return Err(fault::invalid(format!("Invalid include value: {other}"))),
        }
    }
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for given in &req.container_instances {
        match find(cx, t, &cluster, given)? {
            Some(i) => found.push(view::instance(&look(t, &i)?.seen(), tags)),
            None => failures.push(missing(cx, &cluster.name, given)),
        }
    }
    Ok(w::DescribeContainerInstancesResponse {
        container_instances: Some(found),
        failures: Some(failures),
    })
}

pub(crate) fn missing(cx: &Cx<'_>, cluster: &str, given: &str) -> w::Failure {
    let arn = if given.starts_with("arn:") {
        given.to_owned()
    } else {
        cx.scope()
            .arn("ecs", format_args!("container-instance/{cluster}/{given}"))
    };
    w::Failure {
        arn: Some(arn),
        reason: Some("MISSING".into()),
        detail: None,
    }
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListContainerInstancesRequest,
) -> Result<w::ListContainerInstancesResponse, Fault> {
    let cluster = cluster::active(cx, t, req.cluster.as_deref())?;
    let filter = match req.filter.as_deref() {
        None | Some("") => None,
        Some(text) => {
            Some(query::parse(text).map_err(|e| fault::invalid(format!("Invalid filter expression: {e}")))?)
        }
    };
    let status = match req.status.as_deref() {
        None => None,
        Some("ACTIVE") => Some(Some(Status::Active)),
        Some("DRAINING") => Some(Some(Status::Draining)),
        // States that a machine of this installation is never seen in.
        Some("REGISTERING" | "DEREGISTERING" | "REGISTRATION_FAILED") => Some(None),
        Some(other) => return Err(fault::invalid(format!("Invalid status: {other}"))),
    };
    let mut found = Vec::new();
    for i in t.range::<ContainerInstance>(&cluster.instances())? {
        if !i.is_registered() || status.is_some_and(|s| s != Some(i.status)) {
            continue;
        }
        if let Some(filter) = &filter
            && !query::matches(filter, &look(t, &i)?.seen())
        {
            continue;
        }
        found.push(i);
    }
    let (found, next_token) = page(
        found,
        |i| i.id.clone(),
        req.next_token.as_deref(),
        page_size(req.max_results)?,
    )
    .map_err(|()| fault::bad_token())?;
    Ok(w::ListContainerInstancesResponse {
        container_instance_arns: Some(found.iter().map(|i| i.arn()).collect()),
        next_token,
    })
}

pub(crate) fn update_state(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateContainerInstancesStateRequest,
) -> Result<w::UpdateContainerInstancesStateResponse, Fault> {
    let cluster = cluster::active(cx, t, req.cluster.as_deref())?;
    let status = match req.status.as_str() {
        "ACTIVE" => Status::Active,
        "DRAINING" => Status::Draining,
        _ => {
            return Err(fault::invalid(
                "Container instance status should be one of [ACTIVE,DRAINING]",
            ));
        }
    };
    if req.container_instances.is_empty() || req.container_instances.len() > 10 {
        return Err(fault::invalid(
            "Container Instances must have between 1 and 10 elements.",
        ));
    }
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for given in &req.container_instances {
        let Some(i) = find(cx, t, &cluster, given)? else {
            failures.push(missing(cx, &cluster.name, given));
            continue;
        };
        if !i.is_registered() {
            failures.push(w::Failure {
                arn: Some(i.arn()),
                reason: Some("INACTIVE".into()),
                detail: None,
            });
            continue;
        }
        let mut i = (*i).clone();
        i.status = status;
        i.version += 1;
        t.put(i.clone())?;
        // Services move their tasks to other machines, replacements first.
        let tasks = task::on_node(t, &i)?;
        service::member::touch_all(t, &tasks)?;
        found.push(view::instance(&look(t, &Arc::new(i))?.seen(), false));
    }
    Ok(w::UpdateContainerInstancesStateResponse {
        container_instances: Some(found),
        failures: Some(failures),
    })
}

pub(crate) fn deregister(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeregisterContainerInstanceRequest,
) -> Result<w::DeregisterContainerInstanceResponse, Fault> {
    let cluster = cluster::active(cx, t, req.cluster.as_deref())?;
    let old = find(cx, t, &cluster, &req.container_instance)?
        .filter(|i| i.is_registered())
        .ok_or_else(|| fault::invalid("The referenced container instance was not found."))?;
    let tasks = task::on_node(t, &old)?;
    if !tasks.is_empty() && req.force != Some(true) {
        return Err(fault::invalid("Found running tasks on the instance."));
    }
    // Forced: ECS forgets the tasks; their containers are left as they are.
    for id in &tasks {
        task::lost(cx, t, id, &Stop::node_deregistered(), cx.now)?;
    }
    task::pool::give_up(cx, t, &old)?;
    let mut i = (*old).clone();
    i.status = Status::Inactive;
    i.version += 1;
    t.put(i.clone())?;
    t.delete(&Session::key_of(&i.scope, &i.cluster, &i.id));
    let looked = look(t, &Arc::new(i))?;
    Ok(w::DeregisterContainerInstanceResponse {
        container_instance: Some(view::instance(&looked.seen(), true)),
    })
}

/// Longshore's agents are updated with Longshore, the official agent with its package: there is nothing to push.
pub(crate) fn update_agent(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateContainerAgentRequest,
) -> Result<w::UpdateContainerAgentResponse, Fault> {
    let cluster = cluster::active(cx, t, req.cluster.as_deref())?;
    find(cx, t, &cluster, &req.container_instance)?
        .filter(|i| i.is_registered())
        .ok_or_else(|| fault::invalid("The referenced container instance was not found."))?;
    Err(w::fault::no_update_available_exception(
        "There is no update available for your container agent.",
    ))
}
