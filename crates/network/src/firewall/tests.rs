use std::net::Ipv4Addr;

use wire::firewall::{Packet, Range, TCP, admits};

use super::rules::{Peers, side};
use crate::group::record::{Peer, Rule, What};

fn rule(protocol: &str, ports: Option<(i32, i32)>, peer: Peer) -> Rule {
    Rule {
        id: String::new(),
        what: What {
            egress: false,
            protocol: protocol.into(),
            from: ports.map(|p| p.0),
            to: ports.map(|p| p.1),
            peer,
        },
        description: None,
    }
}

fn ip(text: &str) -> Ipv4Addr {
    text.parse().unwrap()
}

fn reaches(rules: &[Rule], from: &str, port: u16) -> bool {
    let members = |group: &str| match group {
        "sg-clients" => vec!["172.31.0.7".parse::<Range>().unwrap()],
        "sg-balancer" => vec!["172.31.16.9".parse().unwrap()],
        "sg-default" => vec!["172.31.0.20-172.31.0.22".parse().unwrap()],
        _ => Vec::new(),
    };
    let peers = Peers {
        router: ip("172.31.0.1"),
        default_group: "sg-default",
        balancers: vec![ip("172.31.16.9")],
        members: &members,
    };
    let packet = Packet {
        peer: ip(from),
        protocol: TCP,
        port,
    };
    admits(&side(rules, false, &peers), packet)
}

#[test]
fn peers_are_written_out() {
    let group = |g: &str| Peer::Group(g.into());
    let block = |b: &str| Peer::V4(b.into());
    let http = Some((80, 80));
    for (peer, from, expect) in [
        (group("sg-clients"), "172.31.0.7", true),
        (group("sg-clients"), "172.31.0.8", false),
        (group("sg-clients"), "172.31.0.1", false),
        (group("sg-nobody"), "172.31.0.7", false),
        // The machine is a member of the default group, and where load balancers are met.
        (group("sg-default"), "172.31.0.21", true),
        (group("sg-default"), "172.31.0.1", true),
        (group("sg-balancer"), "172.31.0.1", true),
        (block("172.31.16.0/20"), "172.31.0.1", true),
        (block("172.31.32.0/20"), "172.31.0.1", false),
        (block("0.0.0.0/0"), "172.31.0.1", true),
        (Peer::V6("::/0".into()), "172.31.0.1", false),
    ] {
        let rules = [rule("tcp", http, peer.clone())];
        assert_eq!(reaches(&rules, from, 80), expect, "{peer:?} {from}");
        assert!(!reaches(&rules, from, 81), "{peer:?} {from}");
    }
    let all = [rule("-1", None, block("10.0.0.0/8"))];
    assert!(reaches(&all, "10.1.1.1", 9) && !reaches(&all, "11.1.1.1", 9));
    let other = [
        rule("50", None, block("0.0.0.0/0")),
        rule("icmp", Some((-1, -1)), block("0.0.0.0/0")),
    ];
    assert!(!reaches(&other, "10.1.1.1", 80));
}
