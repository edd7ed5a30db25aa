//! Service Connect: what a service may say of it, and the Cloud Map services that ECS makes for it.
//!
//! The names and ports by which clients reach an endpoint ride in attributes of its Cloud Map service, where the agents
//! of the clients' machines find them: `longshore.aliases` = `NAME:PORT …`, `longshore.idle` = seconds.

use std::collections::{BTreeMap, BTreeSet};

use kernel::page::page;
use kernel::{Cx, Fault, Key, Record as _, Txn};
use wire::{ecs as w, servicediscovery as sd};

use super::record::{Service, Status};
use crate::cluster::ops::page_size;
use crate::deployment::record::{Connect, Endpoint, Revision};
use crate::refs::ECS;
use crate::task_definition::record::TaskDefinition;
use crate::task_definition::{self, NetworkMode};
use crate::{cluster, deployment, fault};

/// The attribute of a Cloud Map service that names the ECS service it was made for.
const OWNER: &str = "longshore.service";
const ALIASES: &str = "longshore.aliases";
const IDLE: &str = "longshore.idle";

/// Refuses what no proxy of ours does, by name.
fn refuse(c: &w::ServiceConnectConfiguration) -> Result<(), Fault> {
    let unserved = |member: &str, there: bool| match there {
        true => Err(fault::unsupported(&format!(
            "serviceConnectConfiguration.{member}"
        ))),
        false => Ok(()),
    };
    unserved("logConfiguration", c.log_configuration.is_some())?;
    unserved("accessLogConfiguration", c.access_log_configuration.is_some())?;
    unserved(
        "containerConfigurations",
        c.container_configurations.as_ref().is_some_and(|l| !l.is_empty()),
    )?;
    for s in c.services.iter().flatten() {
        unserved("services.ingressPortOverride", s.ingress_port_override.is_some())?;
        unserved("services.tls", s.tls.is_some())?;
        let timeout = s.timeout.as_ref();
        unserved(
            "services.timeout.perRequestTimeoutSeconds",
            timeout.is_some_and(|t| t.per_request_timeout_seconds.is_some_and(|n| n > 0)),
        )?;
        for a in s.client_aliases.iter().flatten() {
            unserved(
                "services.clientAliases.testTrafficRules",
                a.test_traffic_rules.is_some(),
            )?;
        }
    }
    Ok(())
}

/// One endpoint as the request says, with what follows from it.
struct Asked {
    discovery: String,
    container: String,
    port: i32,
    /// Names and ports for clients.
    aliases: Vec<(String, i32)>,
    idle: Option<i32>,
}

/// Reads and checks the endpoints (API reference, ServiceConnectService).
fn endpoints(
    c: &w::ServiceConnectConfiguration,
    d: &TaskDefinition,
    namespace: &str,
) -> Result<Vec<Asked>, Fault> {
    let (mut all, mut discoveries, mut aliases) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for s in c.services.iter().flatten() {
        let containers = d.definition.container_definitions.iter().flatten();
        let found = containers
            .flat_map(|c| c.port_mappings.iter().flatten().map(move |p| (c, p)))
            .find(|(_, p)| p.name.as_ref() == Some(&s.port_name));
        let Some((container, mapping)) = found else {
            return Err(fault::invalid(format!(
                "The portName {} of serviceConnectConfiguration does not exist in the task definition.",
                s.port_name
            )));
        };
        if mapping.protocol.as_deref() == Some("udp") {
            return Err(fault::invalid(format!(
                "Service Connect does not support the protocol udp of the port {}.",
                s.port_name
            )));
        }
        let port = mapping.container_port.unwrap_or(0);
        let discovery = s.discovery_name.clone().unwrap_or_else(|| s.port_name.clone());
        if !discoveries.insert(discovery.clone()) {
            return Err(fault::invalid(format!(
                "The discoveryName {discovery} must be unique within the service."
            )));
        }
        let given = s.client_aliases.as_deref().unwrap_or_default();
        if given.len() > 1 {
            return Err(fault::invalid("clientAliases can have at most 1 items."));
        }
        let full = format!("{discovery}.{namespace}");
        let mut mine = vec![(full.clone(), port)];
        if let [a] = given {
            let name = a.dns_name.clone().unwrap_or(full);
            if !is_host(&name) {
                return Err(fault::invalid(format!("The dnsName {name} is not valid.")));
            }
            mine = vec![(name.to_ascii_lowercase(), a.port)];
        }
        if !mine.iter().all(|a| aliases.insert(a.clone())) {
            return Err(fault::invalid(
                "The dnsName and port of each client alias must be unique.",
            ));
        }
        all.push(Asked {
            discovery,
            container: container.name.clone().unwrap_or_default(),
            port,
            aliases: mine,
            idle: s.timeout.as_ref().and_then(|t| t.idle_timeout_seconds),
        });
    }
    Ok(all)
}

/// Labels of letters, digits, hyphens and underscores (ServiceConnectClientAlias).
fn is_host(name: &str) -> bool {
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && l.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    name.len() <= 127 && name.split('.').all(label)
}

/// Checks what a revision says of Service Connect, and has its Cloud Map services made. `None` when it is not asked for.
pub(crate) fn prepare(
    cx: &Cx<'_>,
    t: &mut Txn,
    s: &Service,
    shape: &w::ServiceRevision,
) -> Result<Option<Connect>, Fault> {
    let given = shape.service_connect_configuration.as_ref();
    let Some(c) = given.filter(|c| c.enabled) else {
        return Ok(None);
    };
    refuse(c)?;
    let definition = shape.task_definition.as_deref().unwrap_or_default();
    let d = task_definition::active(cx, t, definition)?;
    if d.network_mode() != NetworkMode::Awsvpc {
        return Err(fault::unsupported(&format!(
            "serviceConnectConfiguration with the network mode {}",
            d.network_mode().as_str()
        )));
    }
    let cluster = cluster::active(cx, t, Some(&s.cluster))?;
    let Some(wanted) = c.namespace.as_ref().or(cluster.namespace.as_ref()) else {
        return Err(fault::invalid(
            "A namespace must be specified for Service Connect: the service has none and its cluster no default.",
        ));
    };
    let namespace = find(cx, t, wanted)?.ok_or_else(|| missing(wanted))?;
    let name = namespace.name.clone().unwrap_or_default();
    let mut all = Vec::new();
    for asked in endpoints(c, &d, &name)? {
        all.push(Endpoint {
            arn: made(cx, t, s, &namespace, &asked)?,
            discovery: asked.discovery,
            container: asked.container,
            port: asked.port,
        });
    }
    Ok(Some(Connect {
        namespace: namespace.arn.unwrap_or_default(),
        endpoints: all,
    }))
}

fn missing(namespace: &str) -> Fault {
    w::fault::namespace_not_found_exception(format!("The namespace {namespace} was not found."))
}

/// The Cloud Map service of an endpoint, made unless it is there; its attributes say what clients use.
fn made(
    cx: &Cx<'_>,
    t: &mut Txn,
    s: &Service,
    namespace: &sd::Namespace,
    asked: &Asked,
) -> Result<String, Fault> {
    let id = namespace.id.clone().unwrap_or_default();
    let there = services(cx, t, &id)?
        .into_iter()
        .find(|x| x.name.as_ref() == Some(&asked.discovery));
    let arn = match there.and_then(|x| x.arn) {
        Some(arn) => {
            if owner(cx, t, &arn)?.as_deref() != Some(&s.arn()) {
                return Err(fault::invalid(format!(
                    "The discoveryName {} is already in use in the namespace {}.",
                    asked.discovery,
                    namespace.name.as_deref().unwrap_or_default()
                )));
            }
            arn
        }
        None => {
            let dns = namespace.r#type.as_deref() != Some("HTTP");
            let ask = sd::CreateServiceRequest {
                name: asked.discovery.clone(),
                namespace_id: Some(id),
                description: Some(format!("Managed by the ECS service {}", s.arn())),
                health_check_custom_config: Some(sd::HealthCheckCustomConfig::default()),
                r#type: dns.then(|| "HTTP".to_owned()),
                tags: Some(vec![sd::Tag {
                    key: "AmazonECSManaged".into(),
                    value: "true".into(),
                }]),
                ..Default::default()
            };
            let made = cx
                .as_service::<sd::CreateService>(ECS, t, &ask)
                .map_err(|f| fault::invalid(f.message))?;
            made.service.and_then(|x| x.arn).unwrap_or_default()
        }
    };
    let aliases: Vec<String> = asked
        .aliases
        .iter()
        .map(|(name, port)| format!("{name}:{port}"))
        .collect();
    let mut attributes = BTreeMap::from([
        (OWNER.to_owned(), s.arn()),
        (ALIASES.to_owned(), aliases.join(" ")),
    ]);
    if let Some(idle) = asked.idle {
        attributes.insert(IDLE.to_owned(), idle.to_string());
    }
    let ask = sd::UpdateServiceAttributesRequest {
        service_id: arn.clone(),
        attributes,
    };
    cx.as_service::<sd::UpdateServiceAttributes>(ECS, t, &ask)?;
    Ok(arn)
}

fn owner(cx: &Cx<'_>, t: &mut Txn, arn: &str) -> Result<Option<String>, Fault> {
    let ask = sd::GetServiceAttributesRequest {
        service_id: arn.to_owned(),
    };
    let told = cx.as_service::<sd::GetServiceAttributes>(ECS, t, &ask)?;
    let attributes = told.service_attributes.and_then(|a| a.attributes);
    Ok(attributes.and_then(|mut a| a.remove(OWNER)))
}

/// The Cloud Map services of a namespace.
fn services(cx: &Cx<'_>, t: &mut Txn, namespace: &str) -> Result<Vec<sd::ServiceSummary>, Fault> {
    let mut ask = sd::ListServicesRequest {
        filters: Some(vec![sd::ServiceFilter {
            name: "NAMESPACE_ID".into(),
            values: vec![namespace.to_owned()],
            condition: None,
        }]),
        ..Default::default()
    };
    let mut all = Vec::new();
    loop {
        let told = cx.as_service::<sd::ListServices>(ECS, t, &ask)?;
        all.extend(told.services.unwrap_or_default());
        ask.next_token = told.next_token;
        if ask.next_token.is_none() {
            return Ok(all);
        }
    }
}

/// The namespace of a name or an ARN.
pub(crate) fn find(cx: &Cx<'_>, t: &mut Txn, given: &str) -> Result<Option<sd::Namespace>, Fault> {
    let id = match given.starts_with("arn:") {
        true => Some(given.to_owned()),
        false => {
            let ask = sd::ListNamespacesRequest {
                filters: Some(vec![sd::NamespaceFilter {
                    name: "NAME".into(),
                    values: vec![given.to_owned()],
                    condition: None,
                }]),
                ..Default::default()
            };
            let told = cx.as_service::<sd::ListNamespaces>(ECS, t, &ask)?;
            told.namespaces.into_iter().flatten().next().and_then(|n| n.id)
        }
    };
    let Some(id) = id else { return Ok(None) };
    match cx.as_service::<sd::GetNamespace>(ECS, t, &sd::GetNamespaceRequest { id }) {
        Ok(told) => Ok(told.namespace),
        Err(f) if f.status < 500 => Ok(None),
        Err(f) => Err(f),
    }
}

/// A cluster's default namespace: one that is there, or a new one for API calls (ClusterServiceConnectDefaultsRequest).
pub(crate) fn default_namespace(cx: &Cx<'_>, t: &mut Txn, given: &str) -> Result<Option<String>, Fault> {
    if given.is_empty() {
        return Ok(None);
    }
    if let Some(there) = find(cx, t, given)? {
        return Ok(there.arn);
    }
    if given.starts_with("arn:") {
        return Err(missing(given));
    }
    let ask = sd::CreateHttpNamespaceRequest {
        name: given.to_owned(),
        creator_request_id: None,
        description: None,
        tags: Some(vec![sd::Tag {
            key: "AmazonECSManaged".into(),
            value: "true".into(),
        }]),
    };
    cx.as_service::<sd::CreateHttpNamespace>(ECS, t, &ask)
        .map_err(|f| fault::invalid(f.message))?;
    Ok(find(cx, t, given)?.and_then(|n| n.arn))
}

/// The service is no more: neither are the Cloud Map services that were made for it.
pub(crate) fn forget(cx: &Cx<'_>, t: &mut Txn, s: &Service) -> Result<(), Fault> {
    let all = Key::new(Revision::KIND, &s.scope, &[&s.cluster, &s.name]).children();
    let revisions = t.range::<Revision>(&all)?;
    let endpoints = revisions.iter().filter_map(|r| r.connect.as_ref());
    let made: BTreeSet<&str> = endpoints
        .flat_map(|c| &c.endpoints)
        .map(|e| e.arn.as_str())
        .collect();
    for arn in made {
        // Somebody may have deleted it, and made another one in its place.
        if owner(cx, t, arn).ok().flatten().as_deref() != Some(&s.arn()) {
            continue;
        }
        let ask = sd::DeleteServiceRequest { id: arn.to_owned() };
        if let Err(f) = cx.as_service::<sd::DeleteService>(ECS, t, &ask)
            && f.status >= 500
        {
            return Err(f);
        }
    }
    Ok(())
}

/// `ListServicesByNamespace`: the services of all clusters that are in it by Service Connect.
pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListServicesByNamespaceRequest,
) -> Result<w::ListServicesByNamespaceResponse, Fault> {
    let namespace = find(cx, t, &req.namespace)?.and_then(|n| n.arn);
    let namespace = namespace.ok_or_else(|| missing(&req.namespace))?;
    let mut arns = Vec::new();
    for s in t.range::<Service>(&Key::new(Service::KIND, cx.scope(), &[]).children())? {
        let Some(d) = s.primary().filter(|_| s.status == Status::Active) else {
            continue;
        };
        let r = deployment::revision(t, &s, &d.revision)?;
        if r.connect.as_ref().is_some_and(|c| c.namespace == namespace) {
            arns.push(s.arn());
        }
    }
    // Ten at a time, unless asked otherwise.
    let size = page_size(req.max_results.or(Some(10)))?;
    let (found, next_token) =
        page(arns, Clone::clone, req.next_token.as_deref(), size).map_err(|()| fault::bad_token())?;
    Ok(w::ListServicesByNamespaceResponse {
        service_arns: Some(found),
        next_token,
    })
}
