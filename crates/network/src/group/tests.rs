use wire::ec2;

use super::record::{Peer, What};
use super::rule;

fn permission(protocol: &str, ports: (Option<i32>, Option<i32>), blocks: &[&str]) -> ec2::IpPermission {
    ec2::IpPermission {
        ip_protocol: Some(protocol.into()),
        from_port: ports.0,
        to_port: ports.1,
        ip_ranges: Some(
            blocks
                .iter()
                .map(|b| ec2::IpRange {
                    cidr_ip: Some((*b).into()),
                    description: None,
                })
                .collect(),
        ),
        ..Default::default()
    }
}

fn read(p: ec2::IpPermission) -> Result<Vec<What>, String> {
    let found = rule::read(false, &[p], &mut |name| Ok(format!("sg-{name}")));
    found
        .map(|all| all.into_iter().map(|(what, _)| what).collect())
        .map_err(|f| f.code.to_string())
}

#[test]
fn permissions_are_read_into_one_form() {
    let block = ["10.1.2.3/8"];
    for (protocol, ports, expect) in [
        ("tcp", (Some(80), Some(90)), ("tcp", Some(80), Some(90))),
        ("6", (Some(0), Some(65535)), ("tcp", Some(0), Some(65535))),
        ("17", (Some(53), Some(53)), ("udp", Some(53), Some(53))),
        ("icmp", (Some(8), Some(-1)), ("icmp", Some(8), Some(-1))),
        ("58", (None, None), ("icmpv6", Some(-1), Some(-1))),
        ("-1", (Some(1), Some(2)), ("-1", None, None)),
        ("all", (None, None), ("-1", None, None)),
        ("50", (Some(1), Some(2)), ("50", None, None)),
    ] {
        let found = read(permission(protocol, ports, &block)).unwrap();
        let what = What {
            egress: false,
            protocol: expect.0.into(),
            from: expect.1,
            to: expect.2,
            peer: Peer::V4("10.0.0.0/8".into()),
        };
        assert_eq!(found, [what], "{protocol} {ports:?}");
    }
}

#[test]
fn what_is_none_is_refused() {
    let invalid = "InvalidParameterValue";
    let one = ["10.0.0.0/8"];
    for (protocol, ports, blocks, code) in [
        ("tcp", (None, None), &one[..], invalid),
        ("tcp", (Some(80), None), &one[..], invalid),
        ("tcp", (Some(90), Some(80)), &one[..], invalid),
        ("tcp", (Some(-1), Some(-1)), &one[..], invalid),
        ("udp", (Some(1), Some(65536)), &one[..], invalid),
        ("icmp", (Some(-1), Some(3)), &one[..], invalid),
        ("icmp", (None, None), &one[..], invalid),
        ("icmp", (Some(256), Some(0)), &one[..], invalid),
        ("256", (None, None), &one[..], invalid),
        ("word", (None, None), &one[..], invalid),
        ("-1", (None, None), &["10.0.0.0"][..], invalid),
        ("-1", (None, None), &["10.0.0.0/33"][..], invalid),
        ("-1", (None, None), &["10.0.0.0/8", "10.0.0.1/8"][..], invalid),
        ("-1", (None, None), &[][..], "MissingParameter"),
    ] {
        let found = read(permission(protocol, ports, blocks));
        assert_eq!(found, Err(code.to_owned()), "{protocol} {ports:?} {blocks:?}");
    }
}

#[test]
fn rules_of_the_same_ports_are_one_permission() {
    let rules = [
        ("tcp", 80, Peer::V4("10.0.0.0/8".into())),
        ("tcp", 443, Peer::V4("10.0.0.0/8".into())),
        ("tcp", 80, Peer::Group("sg-1".into())),
        ("tcp", 80, Peer::V6("::/0".into())),
    ]
    .map(|(protocol, port, peer)| What {
        egress: false,
        protocol: protocol.into(),
        from: Some(port),
        to: Some(port),
        peer,
    });
    let shown = rule::permissions(rules.iter().map(|w| (w, None)), "000000000000");
    assert_eq!(shown.len(), 2);
    let count = |p: &ec2::IpPermission| {
        let of = |n: Option<usize>| n.unwrap_or_default();
        (
            of(p.ip_ranges.as_ref().map(Vec::len)),
            of(p.ipv6_ranges.as_ref().map(Vec::len)),
            of(p.user_id_group_pairs.as_ref().map(Vec::len)),
        )
    };
    assert_eq!((count(&shown[0]), count(&shown[1])), ((1, 1, 1), (1, 0, 0)));
    let back = rule::read(false, &shown, &mut |name| Ok(name.to_owned())).unwrap();
    assert_eq!(back.len(), 4);
    assert!(rules.iter().all(|w| back.iter().any(|(b, _)| b == w)));
}
