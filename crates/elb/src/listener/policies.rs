//! Security policies for TLS (Application Load Balancers guide, "Security policies"): those whose protocols and ciphers
//! the proxy speaks.

use kernel::{Cx, Fault, Txn};
use wire::elbv2 as w;
use wire::elbv2::fault as f;

use crate::page;

/// AWS's default policy of listeners made by its API.
pub(crate) const DEFAULT: &str = "ELBSecurityPolicy-2016-08";

const TLS13: &[&str] = &[
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
];
const TLS12: &[&str] = &[
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
];

/// Name and versions. Policies that AWS gives older versions besides are served from TLS 1.2 up.
const POLICIES: &[(&str, &[&str])] = &[
    (DEFAULT, &["TLSv1.2"]),
    ("ELBSecurityPolicy-FS-1-2-Res-2020-10", &["TLSv1.2"]),
    ("ELBSecurityPolicy-TLS-1-2-2017-01", &["TLSv1.2"]),
    ("ELBSecurityPolicy-TLS13-1-2-2021-06", &["TLSv1.2", "TLSv1.3"]),
    ("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", &["TLSv1.2", "TLSv1.3"]),
    ("ELBSecurityPolicy-TLS13-1-3-2021-06", &["TLSv1.3"]),
];

pub(crate) fn exists(name: &str) -> bool {
    POLICIES.iter().any(|(n, _)| *n == name)
}

pub(crate) fn unknown(name: &str) -> Fault {
    f::ssl_policy_not_found_exception(format!("SSL policy '{name}' not found"))
}

fn view(name: &str, versions: &[&str]) -> w::SslPolicy {
    let tls13 = versions.contains(&"TLSv1.3");
    let tls12 = versions.contains(&"TLSv1.2");
    let ciphers = [(tls13, TLS13), (tls12, TLS12)];
    let ciphers = ciphers.iter().filter(|(on, _)| *on).flat_map(|(_, c)| c.iter());
    let cipher = |(i, name): (usize, &&str)| w::Cipher {
        name: Some((*name).into()),
        priority: i32::try_from(i + 1).ok(),
    };
    w::SslPolicy {
        ssl_protocols: Some(versions.iter().map(|v| (*v).into()).collect()),
        ciphers: Some(ciphers.enumerate().map(cipher).collect()),
        name: Some(name.into()),
        supported_load_balancer_types: Some(vec!["application".into(), "network".into()]),
    }
}

pub(crate) fn describe(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::DescribeSSLPoliciesInput,
) -> Result<w::DescribeSSLPoliciesOutput, Fault> {
    let asked = req.names.as_deref().unwrap_or_default();
    if let Some(bad) = asked.iter().find(|n| !exists(n)) {
        return Err(unknown(bad));
    }
    let gateway = req.load_balancer_type.as_deref() == Some("gateway");
    let wanted = POLICIES
        .iter()
        .filter(|(n, _)| !gateway && (asked.is_empty() || asked.iter().any(|a| a == n)));
    let mut all: Vec<w::SslPolicy> = wanted.map(|(n, v)| view(n, v)).collect();
    let name = |p: &w::SslPolicy| p.name.clone().unwrap_or_default();
    all.sort_by_key(name);
    let (policies, next_marker) = page::page(all, name, req.marker.as_deref(), req.page_size)?;
    Ok(w::DescribeSSLPoliciesOutput {
        ssl_policies: Some(policies),
        next_marker,
    })
}
