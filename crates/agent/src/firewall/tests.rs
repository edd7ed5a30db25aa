//! The compiled rules are run by a small machine that does what the kernel does, and compared with the rule book.

use std::net::Ipv4Addr;

use proptest::prelude::*;
use wire::firewall::{Group, ICMP, Member, Packet, Range, Rule, RulesMessage, TCP, UDP, admits};

use super::nft::{self, Policy};
use super::plan;

/// Attributes of a message or of a nest: type without its marks, and value.
fn attributes(mut bytes: &[u8]) -> Vec<(u16, &[u8])> {
    let mut out = Vec::new();
    while bytes.len() >= 4 {
        let length = usize::from(u16::from_ne_bytes([bytes[0], bytes[1]]));
        let kind = u16::from_ne_bytes([bytes[2], bytes[3]]) & 0x3fff;
        out.push((kind, &bytes[4..length]));
        bytes = &bytes[length.next_multiple_of(4).min(bytes.len())..];
    }
    out
}

fn get<'a>(all: &[(u16, &'a [u8])], kind: u16) -> &'a [u8] {
    all.iter().find(|(k, _)| *k == kind).map(|(_, v)| *v).unwrap()
}

fn word(value: &[u8]) -> u32 {
    u32::from_be_bytes(value.try_into().unwrap())
}

fn name(value: &[u8]) -> &str {
    std::str::from_utf8(value).unwrap().trim_end_matches('\0')
}

/// Expressions of the rules of one chain, by rule.
fn rules<'a>(batch: &'a [u8], chain: &str) -> Vec<Vec<(&'a str, &'a [u8])>> {
    let mut out = Vec::new();
    let mut rest = batch;
    while !rest.is_empty() {
        let length = u32::from_ne_bytes(rest[..4].try_into().unwrap()) as usize;
        let kind = u16::from_ne_bytes([rest[4], rest[5]]);
        let body = attributes(&rest[20..length]);
        if kind == 10 << 8 | 6 && name(get(&body, 2)) == chain {
            let list = attributes(get(&body, 4));
            let expressions = list.iter().map(|(_, e)| {
                let parts = attributes(e);
                (name(get(&parts, 1)), get(&parts, 2))
            });
            out.push(expressions.collect());
        }
        rest = &rest[length..];
    }
    out
}

struct Seen {
    packet: Packet,
    incoming: bool,
    device: &'static str,
    /// Bits of the connection's state.
    state: u32,
}

/// Whether a chain lets the packet through.
fn passes(batch: &[u8], seen: &Seen) -> bool {
    let chain = if seen.incoming { "in" } else { "out" };
    rules(batch, chain).iter().any(|rule| accepts(rule, seen))
}

fn accepts(rule: &[(&str, &[u8])], seen: &Seen) -> bool {
    let mut register: Vec<u8> = Vec::new();
    let p = seen.packet;
    let mut header = [0; 20];
    let at = if seen.incoming { 12 } else { 16 };
    header[at..at + 4].copy_from_slice(&p.peer.octets());
    let transport = match p.protocol {
        TCP | UDP => [[0; 2], p.port.to_be_bytes()].concat(),
        ICMP => p.port.to_be_bytes().to_vec(),
        _ => vec![0; 4],
    };
    for (what, data) in rule {
        let data = attributes(data);
        match *what {
            "meta" => {
                register = match word(get(&data, 2)) {
                    6 if seen.incoming => padded(seen.device),
                    7 if !seen.incoming => padded(seen.device),
                    15 => vec![2],
                    16 => vec![p.protocol],
                    other => panic!("meta {other}"),
                }
            }
            "ct" => register = seen.state.to_ne_bytes().to_vec(),
            "bitwise" => {
                let mask = get(&attributes(get(&data, 4)), 1);
                register = register.iter().zip(mask).map(|(a, b)| a & b).collect();
            }
            "payload" => {
                let from: &[u8] = if word(get(&data, 2)) == 1 {
                    &header
                } else {
                    &transport
                };
                let at = word(get(&data, 3)) as usize;
                register = from[at..at + word(get(&data, 4)) as usize].to_vec();
            }
            "cmp" => {
                let value = get(&attributes(get(&data, 3)), 1);
                let holds = match word(get(&data, 2)) {
                    0 => register == value,
                    1 => register != value,
                    3 => register.as_slice() <= value,
                    5 => register.as_slice() >= value,
                    other => panic!("cmp {other}"),
                };
                if !holds {
                    return false;
                }
            }
            "immediate" => return true,
            other => panic!("{other}"),
        }
    }
    false
}

fn padded(device: &str) -> Vec<u8> {
    let mut out = device.as_bytes().to_vec();
    out.resize(16, 0);
    out
}

fn a_rule() -> impl Strategy<Value = Rule> {
    let range = (0u32..40, 0u32..8).prop_map(|(first, more)| Range {
        first: Ipv4Addr::from(0x0a00_0000 + first),
        last: Ipv4Addr::from(0x0a00_0000 + first + more),
    });
    let everything = Just(Range::of_block("0.0.0.0/0").unwrap());
    let peers = proptest::collection::vec(prop_oneof![4 => range, 1 => everything], 0..4);
    let ports = prop_oneof![
        Just((None, None)),
        (0u16..20, 0u16..6).prop_map(|(a, n)| (Some(a), Some(a + n))),
        Just((Some(0), Some(u16::MAX))),
        (0u16..20).prop_map(|a| (Some(a), None)),
    ];
    let protocol = prop_oneof![
        Just(None),
        Just(Some(TCP)),
        Just(Some(UDP)),
        Just(Some(ICMP)),
        Just(Some(50))
    ];
    (protocol, ports, peers).prop_map(|(protocol, (from, to), peers)| Rule {
        protocol,
        from,
        to,
        peers,
    })
}

proptest! {
    #[test]
    fn what_is_compiled_says_what_the_rules_say(
        ingress in proptest::collection::vec(a_rule(), 0..5),
        egress in proptest::collection::vec(a_rule(), 0..5),
        peer in 0u32..50,
        protocol in prop_oneof![Just(TCP), Just(UDP), Just(ICMP), Just(50u8)],
        port in prop_oneof![0u16..30, (0u16..20, 0u16..6).prop_map(|(k, c)| k << 8 | c)],
    ) {
        let peer = Ipv4Addr::from(0x0a00_0000 + peer);
        let packet = Packet { peer, protocol, port };
        let policy = Policy { ingress, egress };
        let batch = nft::batch(&policy);
        for (incoming, rules) in [(true, &policy.ingress), (false, &policy.egress)] {
            let seen = Seen { packet, incoming, device: "eth0", state: 8 };
            prop_assert_eq!(passes(&batch, &seen), admits(rules, packet), "{:?} {:?}", packet, rules);
        }
    }
}

#[test]
fn answers_the_loopback_and_metadata_pass_without_a_rule() {
    let batch = nft::batch(&plan::closed());
    let packet = Packet {
        peer: Ipv4Addr::new(10, 0, 0, 1),
        protocol: TCP,
        port: 80,
    };
    for incoming in [true, false] {
        for (device, state, expect) in [
            ("eth0", 8, false),
            ("eth0", 1, false),
            ("eth0", 2, true),
            ("eth0", 4, true),
            ("lo", 8, true),
            ("ecs-eth0", 8, true),
            ("ecs-eth01", 8, false),
        ] {
            let seen = Seen {
                packet,
                incoming,
                device,
                state,
            };
            assert_eq!(passes(&batch, &seen), expect, "{incoming} {device} {state}");
        }
    }
}

#[test]
fn an_interface_may_what_any_of_its_groups_allows() {
    let group = |id: &str, port: u16| Group {
        id: id.into(),
        ingress: vec![Rule {
            protocol: Some(TCP),
            from: Some(port),
            to: Some(port),
            peers: vec![Range::of_block("0.0.0.0/0").unwrap()],
        }],
        egress: Vec::new(),
    };
    let told = RulesMessage {
        groups: vec![group("sg-a", 80), group("sg-b", 81), group("sg-c", 82)],
        interfaces: vec![Member {
            id: "eni-1".into(),
            groups: vec!["sg-a".into(), "sg-c".into()],
        }],
    };
    let policy = plan::policy(&told, "eni-1").unwrap();
    let ports: Vec<_> = policy.ingress.iter().map(|r| r.from).collect();
    assert_eq!(ports, [Some(80), Some(82)]);
    assert_eq!(plan::policy(&told, "eni-2"), None);
}
