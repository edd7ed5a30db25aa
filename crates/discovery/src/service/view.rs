//! A service as Cloud Map shows it.

use wire::servicediscovery as w;

use super::record::Service;

fn dns(s: &Service) -> Option<w::DnsConfig> {
    let dns = s.dns.as_ref()?;
    let record = |(kind, ttl): (&String, &i64)| w::DnsRecord {
        r#type: kind.clone(),
        ttl: *ttl,
    };
    Some(w::DnsConfig {
        namespace_id: Some(s.namespace.clone()),
        routing_policy: Some(dns.policy.clone()),
        dns_records: dns.records.iter().map(record).collect(),
    })
}

fn custom(s: &Service) -> Option<w::HealthCheckCustomConfig> {
    s.custom_health.then_some(w::HealthCheckCustomConfig {
        failure_threshold: Some(1),
    })
}

pub(crate) fn service(s: &Service, instances: usize) -> w::Service {
    w::Service {
        id: Some(s.id.clone()),
        arn: Some(s.arn()),
        resource_owner: Some(s.scope.account.to_string()),
        name: Some(s.name.clone()),
        namespace_id: Some(s.namespace.clone()),
        description: s.description.clone(),
        instance_count: i32::try_from(instances).ok(),
        dns_config: dns(s),
        r#type: Some(s.kind().into()),
        health_check_config: None,
        health_check_custom_config: custom(s),
        create_date: Some(s.created.into()),
        creator_request_id: s.token.clone(),
        created_by_account: Some(s.scope.account.to_string()),
    }
}

pub(crate) fn summary(s: &Service, instances: usize) -> w::ServiceSummary {
    w::ServiceSummary {
        id: Some(s.id.clone()),
        arn: Some(s.arn()),
        resource_owner: Some(s.scope.account.to_string()),
        name: Some(s.name.clone()),
        r#type: Some(s.kind().into()),
        description: s.description.clone(),
        instance_count: i32::try_from(instances).ok(),
        dns_config: dns(s),
        health_check_config: None,
        health_check_custom_config: custom(s),
        create_date: Some(s.created.into()),
        created_by_account: Some(s.scope.account.to_string()),
    }
}
