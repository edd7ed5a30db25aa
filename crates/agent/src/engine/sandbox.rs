//! The sandbox of a task: a pause container that owns the network namespace, the subnet's address and the interface's MAC.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wire::acs;

use super::body::{Site, put};
use super::record::TaskRecord;
use crate::runtime::NetworkSpec;

/// The create request of the task's pause container.
pub(super) fn body(record: &TaskRecord, site: &Site) -> Result<Value, String> {
    if !record.is_awsvpc() {
        // It only holds namespaces that the containers share.
        return Ok(json!({
            "Image": site.pause_image,
            "HostConfig": {"NetworkMode": "none", "IpcMode": "shareable", "LogConfig": {"Type": "none", "Config": {}}},
        }));
    }
    let (_, eni) = network(record, site)?;
    body_of(eni, site)
}

/// The create request of the pause container that has this interface.
pub(crate) fn body_of(eni: &acs::ElasticNetworkInterface, site: &Site) -> Result<Value, String> {
    let network = network_of(eni, site)?;
    let address = primary(eni)?;
    let mac = &eni.mac_address;
    let mut body = json!({
        "Image": site.pause_image,
        "Cmd": ["sandbox"],
        "MacAddress": mac,
        "HostConfig": {
            "NetworkMode": network.name,
            "IpcMode": "shareable",
            "LogConfig": {"Type": "none", "Config": {}},
            "CapDrop": ["ALL"],
            // For the metadata address behind a second interface (`crates/pause/src/apart.rs`).
            "CapAdd": ["NET_ADMIN", "SYS_ADMIN", "NET_BIND_SERVICE"],
            "Binds": [format!("{}:/longshore", site.doors.join(door_name(&eni.ec2_id)).display())],
            "Dns": resolvers(eni),
            "DnsSearch": eni.domain_name,
        },
        "NetworkingConfig": {"EndpointsConfig": {
            (network.name): {"IPAMConfig": {"IPv4Address": address}, "MacAddress": mac},
        }},
    });
    if let Some(host) = eni
        .private_dns_name
        .as_deref()
        .and_then(|n| n.split('.').next())
        .filter(|h| !h.is_empty())
    {
        put(&mut body, &["Hostname"], |_| json!(host));
    }
    Ok(body)
}

/// Whom the engine's resolver asks: our door, which knows the names of Cloud Map (`dns/`).
fn resolvers(eni: &acs::ElasticNetworkInterface) -> Vec<String> {
    match eni.domain_name_servers.is_empty() {
        true => vec!["169.254.170.2".to_owned()],
        false => eni.domain_name_servers.clone(),
    }
}

/// The folder of an interface's sandbox, below the agent's own.
pub(crate) fn door_name(eni: &str) -> String {
    // The id comes from the control plane; in a path it is letters, digits and dashes.
    eni.chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect()
}

/// The range of the interface's network, `172.31.0.0/20`.
pub(crate) fn subnet(eni: &acs::ElasticNetworkInterface) -> Option<String> {
    range(&eni.subnet_gateway_ipv4_address).map(|(_, cidr)| cidr)
}

fn primary(eni: &acs::ElasticNetworkInterface) -> Result<&str, String> {
    let all = &eni.ipv4_addresses;
    all.iter()
        .find(|a| a.primary == Some(true))
        .or_else(|| all.first())
        .map(|a| a.private_address.as_str())
        .ok_or_else(|| "CannotCreateSandboxError: the network interface has no IPv4 address".to_owned())
}

/// The Docker network that stands for the task's VPC, and the task's interface on it. One network per VPC: its
/// subnets reach each other as on AWS, which Docker would forbid between networks.
pub(crate) fn network<'a>(
    record: &'a TaskRecord,
    site: &Site,
) -> Result<(NetworkSpec, &'a acs::ElasticNetworkInterface), String> {
    let eni = record.task.elastic_network_interfaces.first();
    let eni = eni.ok_or("CannotCreateSandboxError: the task has no network interface")?;
    Ok((network_of(eni, site)?, eni))
}

/// The same of an interface.
pub(crate) fn network_of(eni: &acs::ElasticNetworkInterface, site: &Site) -> Result<NetworkSpec, String> {
    let bad = |what: &str| format!("CannotCreateSandboxError: {what}");
    let vpc = eni
        .longshore
        .as_ref()
        .map(|l| l.network_id.as_str())
        .filter(|s| !s.is_empty());
    let vpc = vpc.ok_or_else(|| bad("the network interface names no network"))?;
    let (gateway, cidr) = range(&eni.subnet_gateway_ipv4_address).ok_or_else(|| {
        bad(&format!(
            "`{}` is no gateway address with a prefix",
            eni.subnet_gateway_ipv4_address
        ))
    })?;
    let labels = BTreeMap::from([
        ("longshore.vpc".to_owned(), vpc.to_owned()),
        ("longshore.made-by".to_owned(), site.agent_id.clone()),
    ]);
    Ok(NetworkSpec {
        name: format!("longshore-{vpc}"),
        cidr,
        gateway,
        labels,
    })
}

/// `172.31.0.1/20` → (`172.31.0.1`, `172.31.0.0/20`).
fn range(gateway: &str) -> Option<(String, String)> {
    let (address, prefix) = gateway.split_once('/')?;
    let bits: u32 = prefix.parse().ok().filter(|b| (1..=30).contains(b))?;
    let ip: std::net::Ipv4Addr = address.parse().ok()?;
    let start = u32::from(ip) & (u32::MAX << (32 - bits));
    Some((
        ip.to_string(),
        format!("{}/{bits}", std::net::Ipv4Addr::from(start)),
    ))
}
