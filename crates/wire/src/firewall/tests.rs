use std::net::Ipv4Addr;

use super::*;

fn ip(text: &str) -> Ipv4Addr {
    text.parse().unwrap()
}

#[test]
fn blocks_and_ranges() {
    let of = |b: &str| Range::of_block(b).map(|r| r.to_string());
    assert_eq!(of("0.0.0.0/0").as_deref(), Some("0.0.0.0-255.255.255.255"));
    assert_eq!(of("10.1.2.3/8").as_deref(), Some("10.0.0.0-10.255.255.255"));
    assert_eq!(of("10.1.2.3/32").as_deref(), Some("10.1.2.3"));
    for bad in ["10.1.2.3", "10.1.2.3/33", "x/8", "10.1.2/8", "::/0"] {
        assert_eq!(of(bad), None, "{bad}");
    }
    for text in ["10.0.0.1", "10.0.0.1-10.0.0.9"] {
        assert_eq!(text.parse::<Range>().unwrap().to_string(), text);
    }
    assert!("10.0.0.2-10.0.0.1".parse::<Range>().is_err());
}

#[test]
fn what_touches_is_joined() {
    let all = [
        "10.0.0.9",
        "10.0.0.1-10.0.0.3",
        "10.0.0.4",
        "10.0.0.2",
        "255.255.255.255",
    ];
    let joined = merged(all.iter().map(|t| t.parse().unwrap()).collect());
    let text: Vec<String> = joined.iter().map(Range::to_string).collect();
    assert_eq!(text, ["10.0.0.1-10.0.0.4", "10.0.0.9", "255.255.255.255"]);
    let everything = Range::of_block("0.0.0.0/0").unwrap();
    assert_eq!(merged(vec![everything, everything]), [everything]);
}

#[test]
fn verdicts() {
    let rule = |protocol, from, to, peers: &str| Rule {
        protocol,
        from,
        to,
        peers: vec![Range::of_block(peers).unwrap()],
    };
    let rules = [
        rule(Some(TCP), Some(80), Some(90), "10.0.0.0/24"),
        rule(Some(UDP), Some(53), Some(53), "0.0.0.0/0"),
        rule(Some(ICMP), Some(8), None, "10.0.0.0/24"),
        rule(Some(ICMP), Some(3), Some(4), "10.9.0.0/16"),
        rule(Some(47), None, None, "10.2.0.1/32"),
    ];
    let all = [rule(None, None, None, "10.3.0.0/16")];
    for (peer, protocol, port, expect) in [
        ("10.0.0.1", TCP, 80, true),
        ("10.0.0.255", TCP, 90, true),
        ("10.0.0.1", TCP, 91, false),
        ("10.0.0.1", TCP, 79, false),
        ("10.0.1.0", TCP, 80, false),
        ("10.0.0.1", UDP, 80, false),
        ("8.8.8.8", UDP, 53, true),
        ("10.0.0.1", ICMP, 0x0800, true),
        ("10.0.0.1", ICMP, 0x0000, false),
        ("10.9.1.1", ICMP, 0x0304, true),
        ("10.9.1.1", ICMP, 0x0303, false),
        ("10.2.0.1", 47, 0, true),
        ("10.2.0.1", 50, 0, false),
        ("10.3.1.1", TCP, 1, false),
    ] {
        let peer = ip(peer);
        let packet = Packet { peer, protocol, port };
        assert_eq!(admits(&rules, packet), expect, "{packet:?}");
    }
    let peer = ip("10.3.1.1");
    assert!(admits(
        &all,
        Packet {
            peer,
            protocol: TCP,
            port: 1
        }
    ));
    assert!(!admits(
        &[],
        Packet {
            peer,
            protocol: TCP,
            port: 1
        }
    ));
}

#[test]
fn messages_are_read_as_they_were_written() {
    let rules = ToFirewall::Rules(RulesMessage {
        groups: vec![Group {
            id: "sg-1".into(),
            ingress: vec![Rule {
                protocol: Some(TCP),
                from: Some(80),
                to: Some(80),
                peers: vec![Range::one(ip("10.0.0.4"))],
            }],
            egress: Vec::new(),
        }],
        interfaces: vec![Member {
            id: "eni-1".into(),
            groups: vec!["sg-1".into()],
        }],
    });
    assert_eq!(ToFirewall::parse(&rules.to_text()).unwrap(), rules);
}
