//! A load balancer as the API shows it.

use wire::Timestamp;
use wire::elbv2 as w;

use super::record::{Kind, LoadBalancer};

/// `failure` says which of its listeners a proxy could not open, and why.
pub(super) fn balancer(b: &LoadBalancer, failure: Option<String>) -> w::LoadBalancer {
    let zone = |z: &super::record::Zone| w::AvailabilityZone {
        zone_name: Some(z.name.clone()),
        subnet_id: Some(z.subnet.clone()),
        load_balancer_addresses: Some(Vec::new()),
        ..Default::default()
    };
    let code = if failure.is_some() {
        "active_impaired"
    } else {
        "active"
    };
    w::LoadBalancer {
        load_balancer_arn: Some(b.arn()),
        dns_name: Some(b.dns_name()),
        canonical_hosted_zone_id: Some(
            match b.kind {
                Kind::Application => "Z35SXDOTRQ7X7K",
                Kind::Network => "Z26RNL4JYFTOTI",
            }
            .into(),
        ),
        created_time: Some(Timestamp(b.created.seconds())),
        load_balancer_name: Some(b.name.clone()),
        scheme: Some(b.scheme.clone()),
        vpc_id: Some(b.vpc.clone()),
        state: Some(w::LoadBalancerState {
            code: Some(code.into()),
            reason: failure,
        }),
        r#type: Some(b.kind.as_str().into()),
        availability_zones: Some(b.zones.iter().map(zone).collect()),
        security_groups: (!b.security_groups.is_empty()).then(|| b.security_groups.clone()),
        ip_address_type: Some(b.ip_address_type.clone()),
        ..Default::default()
    }
}
