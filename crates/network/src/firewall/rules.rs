//! Rules of a group with their peers written out as addresses. Pure.

use std::net::Ipv4Addr;

use wire::firewall::{ICMP, Range, Rule, TCP, UDP, merged};

use crate::group::record::{self, Peer};

/// What peers stand for.
pub(super) struct Peers<'a> {
    /// The machine's own address in the VPC.
    pub router: Ipv4Addr,
    /// The group of which the machine itself is a member.
    pub default_group: &'a str,
    /// Addresses of load balancers. Who lets one of them in lets the machine in, where they live.
    pub balancers: Vec<Ipv4Addr>,
    /// The members of a group.
    pub members: &'a dyn Fn(&str) -> Vec<Range>,
}

impl Peers<'_> {
    fn of(&self, peer: &Peer) -> Vec<Range> {
        let mut out = match peer {
            Peer::V4(block) => Range::of_block(block).into_iter().collect(),
            // The VPC has no IPv6 addresses, so nothing comes from there.
            Peer::V6(_) => Vec::new(),
            Peer::Group(id) => (self.members)(id),
        };
        let whole_machine = matches!(peer, Peer::Group(id) if id == self.default_group);
        if whole_machine || self.balancers.iter().any(|b| out.iter().any(|r| r.holds(*b))) {
            out.push(Range::one(self.router));
        }
        merged(out)
    }
}

/// The rules of one direction. What is only for IPv6 is left out.
pub(super) fn side(rules: &[record::Rule], egress: bool, peers: &Peers<'_>) -> Vec<Rule> {
    let ours = rules.iter().map(|r| &r.what).filter(|w| w.egress == egress);
    let of = |w: &record::What| {
        let number = |n: Option<i32>| n.and_then(|n| u16::try_from(n).ok());
        let protocol = match w.protocol.as_str() {
            "-1" => None,
            "tcp" => Some(TCP),
            "udp" => Some(UDP),
            "icmp" => Some(ICMP),
            "icmpv6" => return None,
            other => Some(other.parse().ok()?),
        };
        Some(Rule {
            protocol,
            // -1 stands for all types or codes and is no u16.
            from: number(w.from),
            to: number(w.to),
            peers: peers.of(&w.peer),
        })
    };
    ours.filter_map(of).filter(|r| !r.peers.is_empty()).collect()
}
