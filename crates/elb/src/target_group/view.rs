//! A target group as the API shows it.

use wire::elbv2 as w;
use wire::proxy::{Protocol, Version};

use super::record::{TargetGroup, protocol_name, version_name};
use crate::load_balancer::record::Kind;

pub(super) fn group(g: &TargetGroup, load_balancers: Vec<String>) -> w::TargetGroup {
    let h = &g.health;
    let http = h.protocol != Protocol::Tcp;
    let number = |n: u32| i32::try_from(n).ok();
    let codes = || Some(h.matcher.clone());
    let matcher = if g.version == Version::Grpc {
        w::Matcher {
            http_code: None,
            grpc_code: codes(),
        }
    } else {
        w::Matcher {
            http_code: codes(),
            grpc_code: None,
        }
    };
    w::TargetGroup {
        target_group_arn: Some(g.arn()),
        target_group_name: Some(g.name.clone()),
        protocol: Some(protocol_name(g.protocol).into()),
        port: Some(g.port.into()),
        vpc_id: Some(g.vpc.clone()),
        health_check_protocol: Some(protocol_name(h.protocol).into()),
        health_check_port: Some(h.port.map_or_else(|| "traffic-port".into(), |p| p.to_string())),
        health_check_enabled: Some(true),
        health_check_interval_seconds: number(h.interval),
        health_check_timeout_seconds: number(h.timeout),
        healthy_threshold_count: number(h.healthy),
        unhealthy_threshold_count: number(h.unhealthy),
        health_check_path: http.then(|| h.path.clone()),
        matcher: http.then_some(matcher),
        load_balancer_arns: Some(load_balancers),
        target_type: Some(g.target_type.as_str().into()),
        protocol_version: (g.kind() == Kind::Application).then(|| version_name(g.version).into()),
        ip_address_type: Some("ipv4".into()),
        target_control_port: None,
    }
}
