//! What an interface is held to, from what the control plane told. Pure.

use wire::firewall::{Range, RulesMessage};

use super::nft::Policy;

/// The policy of an interface: what any of its groups allows. `None` when the control plane does not know it.
pub(super) fn policy(told: &RulesMessage, interface: &str) -> Option<Policy> {
    let member = told.interfaces.iter().find(|m| m.id == interface)?;
    let mut out = Policy::default();
    for group in told.groups.iter().filter(|g| member.groups.contains(&g.id)) {
        out.ingress.extend(group.ingress.iter().cloned());
        out.egress.extend(group.egress.iter().cloned());
    }
    Some(out)
}

/// What an interface is held to until its rules are known: nothing comes in and nothing goes out.
pub(super) fn closed() -> Policy {
    Policy::default()
}

/// A policy of everything that is ever asked of the kernel: what it takes, it can enforce.
pub(super) fn everything() -> Policy {
    use wire::firewall::{ICMP, Rule, TCP, UDP};
    let ranges = ["10.0.0.1-10.0.0.9", "10.1.0.1"];
    let peers: Vec<Range> = ranges.iter().filter_map(|r| r.parse().ok()).collect();
    let rule = |protocol, from, to| Rule {
        protocol,
        from,
        to,
        peers: peers.clone(),
    };
    let rules = vec![
        rule(Some(TCP), Some(80), Some(90)),
        rule(Some(UDP), Some(53), Some(53)),
        rule(Some(ICMP), Some(8), Some(0)),
        rule(Some(50), None, None),
        rule(None, None, None),
    ];
    Policy {
        ingress: rules.clone(),
        egress: rules,
    }
}
