//! A namespace as Cloud Map shows it.

use wire::servicediscovery as w;

use super::record::Namespace;

fn properties(n: &Namespace) -> w::NamespaceProperties {
    w::NamespaceProperties {
        dns_properties: n.dns.as_ref().map(|zone| w::DnsProperties {
            hosted_zone_id: Some(zone.id.clone()),
            soa: Some(w::SOA { ttl: zone.ttl }),
        }),
        http_properties: Some(w::HttpProperties {
            http_name: Some(n.http_name.clone()),
        }),
    }
}

pub(crate) fn namespace(n: &Namespace, services: usize) -> w::Namespace {
    w::Namespace {
        id: Some(n.id.clone()),
        arn: Some(n.arn()),
        resource_owner: Some(n.scope.account.to_string()),
        name: Some(n.name.clone()),
        r#type: Some(n.kind().into()),
        description: n.description.clone(),
        service_count: i32::try_from(services).ok(),
        properties: Some(properties(n)),
        create_date: Some(n.created.into()),
        creator_request_id: n.token.clone(),
    }
}

pub(crate) fn summary(n: &Namespace, services: usize) -> w::NamespaceSummary {
    w::NamespaceSummary {
        id: Some(n.id.clone()),
        arn: Some(n.arn()),
        resource_owner: Some(n.scope.account.to_string()),
        name: Some(n.name.clone()),
        r#type: Some(n.kind().into()),
        description: n.description.clone(),
        service_count: i32::try_from(services).ok(),
        properties: Some(properties(n)),
        create_date: Some(n.created.into()),
    }
}
