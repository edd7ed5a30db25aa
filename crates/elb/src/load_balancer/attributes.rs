//! Attributes of load balancers (Application and Network Load Balancers guides, "Load balancer attributes").

use kernel::{Cx, Fault, Txn};
use wire::elbv2 as w;

use super::record::{Kind, LoadBalancer};
use crate::attribute::{self, Known, May, known};
use crate::names;

const OFF: May = May::Only(&["false"]);
const NONE: May = May::Only(&[""]);

const APPLICATION: &[Known] = &[
    known("access_logs.s3.enabled", "false", May::Flag),
    known("access_logs.s3.bucket", "", May::Bucket),
    known("access_logs.s3.prefix", "", May::Prefix),
    known("connection_logs.s3.enabled", "false", OFF),
    known("connection_logs.s3.bucket", "", NONE),
    known("connection_logs.s3.prefix", "", NONE),
    known("health_check_logs.s3.enabled", "false", OFF),
    known("health_check_logs.s3.bucket", "", NONE),
    known("health_check_logs.s3.prefix", "", NONE),
    known("deletion_protection.enabled", "false", May::Flag),
    known("idle_timeout.timeout_seconds", "60", May::Number(1, 4000)),
    known("client_keep_alive.seconds", "3600", May::Number(60, 604_800)),
    known("ipv6.deny_all_igw_traffic", "false", OFF),
    // AWS keeps it on for Application Load Balancers; a target group may turn it off.
    known("load_balancing.cross_zone.enabled", "true", May::Only(&["true"])),
    // A proxy that only watches would let through what it writes anew anyway.
    known(
        "routing.http.desync_mitigation_mode",
        "defensive",
        May::Only(&["defensive", "strictest"]),
    ),
    known(
        "routing.http.drop_invalid_header_fields.enabled",
        "false",
        May::Flag,
    ),
    known("routing.http.preserve_host_header.enabled", "false", May::Flag),
    known(
        "routing.http.x_amzn_tls_version_and_cipher_suite.enabled",
        "false",
        May::Flag,
    ),
    known("routing.http.xff_client_port.enabled", "false", May::Flag),
    known(
        "routing.http.xff_header_processing.mode",
        "append",
        May::OneOf(&["append", "preserve", "remove"]),
    ),
    known("routing.http2.enabled", "true", May::Flag),
    known("waf.fail_open.enabled", "false", OFF),
    known("zonal_shift.config.enabled", "false", OFF),
];

const NETWORK: &[Known] = &[
    known("access_logs.s3.enabled", "false", OFF),
    known("access_logs.s3.bucket", "", May::Text),
    known("access_logs.s3.prefix", "", May::Text),
    known("deletion_protection.enabled", "false", May::Flag),
    known(
        "dns_record.client_routing_policy",
        "any_availability_zone",
        May::Only(&["any_availability_zone"]),
    ),
    known("ipv6.deny_all_igw_traffic", "false", OFF),
    known("load_balancing.cross_zone.enabled", "false", May::Flag),
    known("secondary_ips.auto_assigned.per_subnet", "0", May::Only(&["0"])),
    known("zonal_shift.config.enabled", "false", OFF),
];

pub(crate) fn table(kind: Kind) -> &'static [Known] {
    match kind {
        Kind::Application => APPLICATION,
        Kind::Network => NETWORK,
    }
}

fn view(b: &LoadBalancer) -> Vec<w::LoadBalancerAttribute> {
    attribute::all(table(b.kind), &b.attributes)
        .into_iter()
        .map(|(key, value)| w::LoadBalancerAttribute {
            key: Some(key),
            value: Some(value),
        })
        .collect()
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeLoadBalancerAttributesInput,
) -> Result<w::DescribeLoadBalancerAttributesOutput, Fault> {
    let b = names::balancer(cx, t, &req.load_balancer_arn)?;
    Ok(w::DescribeLoadBalancerAttributesOutput {
        attributes: Some(view(&b)),
    })
}

pub(crate) fn modify(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ModifyLoadBalancerAttributesInput,
) -> Result<w::ModifyLoadBalancerAttributesOutput, Fault> {
    let mut b = (*names::balancer(cx, t, &req.load_balancer_arn)?).clone();
    let given = req
        .attributes
        .iter()
        .map(|a| (a.key.as_deref(), a.value.as_deref()));
    attribute::set(table(b.kind), &mut b.attributes, given)?;
    if attribute::flag(table(b.kind), &b.attributes, "access_logs.s3.enabled")
        && attribute::value(table(b.kind), &b.attributes, "access_logs.s3.bucket").is_empty()
    {
        return Err(w::fault::invalid_configuration_request_exception(
            "Must specify 'access_logs.s3.bucket' to enable access logs",
        ));
    }
    let attributes = Some(view(&b));
    t.put(b)?;
    Ok(w::ModifyLoadBalancerAttributesOutput { attributes })
}
