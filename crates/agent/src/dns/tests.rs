use std::collections::HashMap;

use serde_json::json;
use simple_dns::{CLASS, Name, Packet, PacketFlag, QCLASS, QTYPE, Question, RCODE, TYPE};

use super::answer::{self, Record, Said};
use super::upstream::servers;
use super::zones::{self, Instance, Place, Zones};

const NAMESPACE: &str = "arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-mesh";

fn zones() -> Zones {
    let namespaces = [
        json!({"Id": "ns-1", "Arn": "a", "Name": "Shop.Internal", "Type": "DNS_PRIVATE", "Properties":
            {"HttpProperties": {"HttpName": "Shop.Internal"}, "DnsProperties": {"SOA": {"TTL": 15}}}}),
        json!({"Id": "ns-2", "Arn": "b", "Name": "deep.shop.internal", "Type": "DNS_PRIVATE"}),
        json!({"Id": "ns-mesh", "Arn": NAMESPACE, "Name": "mesh", "Type": "HTTP"}),
    ];
    let dns =
        |policy: &str, kind: &str| json!({"RoutingPolicy": policy, "DnsRecords": [{"Type": kind, "TTL": 7}]});
    let services = [
        json!({"NamespaceId": "ns-1", "Arn": "s1", "Name": "Web", "DnsConfig": dns("MULTIVALUE", "A")}),
        json!({"NamespaceId": "ns-1", "Arn": "s2", "Name": "one", "DnsConfig": dns("WEIGHTED", "A")}),
        json!({"NamespaceId": "ns-1", "Arn": "s3", "Name": "_api._tcp", "DnsConfig": dns("MULTIVALUE", "SRV")}),
        json!({"NamespaceId": "ns-1", "Arn": "s4", "Name": "old", "DnsConfig": dns("WEIGHTED", "CNAME")}),
        json!({"NamespaceId": "ns-1", "Arn": "s5", "Name": "api-only", "Type": "HTTP"}),
        json!({"NamespaceId": "ns-mesh", "Arn": "s6", "Name": "back", "Type": "HTTP"}),
    ];
    let attributes = HashMap::from([(
        "s6".to_owned(),
        json!({"longshore.aliases": "Backend:80 backend:81 back.mesh:80", "longshore.idle": "60"}),
    )]);
    zones::assemble(&namespaces, &services, &attributes)
}

fn instances(count: u8) -> Vec<Instance> {
    let one = |n| {
        zones::instance(&json!({"InstanceId": format!("i{n}"), "Attributes":
            {"AWS_INSTANCE_IPV4": format!("10.0.0.{n}"), "AWS_INSTANCE_PORT": "8080"}}))
    };
    (1..=count).map(one).collect()
}

fn said(name: &str, wanted: TYPE, there: &[Instance]) -> Said {
    answer::records(&zones().place(name), there, wanted.into(), 0.0)
}

fn none(zone: &str) -> (String, u32) {
    (zone.to_owned(), 15)
}

#[test]
fn names_lead_where_they_should() {
    let zones = zones();
    let place = |name| format!("{:?}", zones.place(name));
    assert!(matches!(zones.place("example.com"), Place::Elsewhere));
    assert!(matches!(zones.place("xshop.internal"), Place::Elsewhere));
    assert!(matches!(zones.place("shop.internal"), Place::Between(_)));
    assert!(matches!(zones.place("_tcp.shop.internal"), Place::Between(_)));
    assert!(matches!(zones.place("nobody.shop.internal"), Place::Nobody(_)));
    assert!(matches!(zones.place("api-only.shop.internal"), Place::Nobody(_)));
    assert!(matches!(zones.place("web.shop.internal"), Place::Service(_, s) if s.arn == "s1"));
    assert!(matches!(zones.place("x.deep.shop.internal"), Place::Nobody(n) if n.arn == "b"));
    assert!(
        matches!(zones.place("i1._api._tcp.shop.internal"), Place::Instance(_, s, id) if s.arn == "s3" && id == "i1"),
        "{}",
        place("i1._api._tcp.shop.internal")
    );
}

#[test]
fn names_of_service_connect() {
    let zones = zones();
    assert_eq!(zones.ports(NAMESPACE, "backend"), [80, 81]);
    assert!(zones.ports("a", "backend").is_empty(), "of another namespace");
    let (_, s) = zones.alias(NAMESPACE, "back.mesh", 80).unwrap();
    assert_eq!((s.arn.as_str(), s.idle), ("s6", Some(60)));
    assert!(zones.alias(NAMESPACE, "back.mesh", 81).is_none());
}

#[test]
fn up_to_eight_addresses_in_turning_order_or_one() {
    let there = instances(10);
    let Said::Records(all) = said("web.shop.internal", TYPE::A, &there) else {
        panic!("no records");
    };
    assert_eq!((all.len(), all[0].0), (8, 7));
    let Said::Records(turned) =
        answer::records(&zones().place("web.shop.internal"), &there, TYPE::A.into(), 0.95)
    else {
        panic!("no records");
    };
    assert_eq!(turned[0].1, Record::V4("10.0.0.10".parse().unwrap()));
    let Said::Records(one) = said("one.shop.internal", TYPE::A, &there) else {
        panic!("no records");
    };
    assert_eq!(one.len(), 1);
}

#[test]
fn what_is_not_there() {
    let (zone, ttl) = none("shop.internal");
    let (no_name, no_data) = (Said::NoName(zone.clone(), ttl), Said::NoData(zone, ttl));
    let there = instances(1);
    assert_eq!(said("nobody.shop.internal", TYPE::A, &[]), no_name);
    assert_eq!(
        said("web.shop.internal", TYPE::A, &[]),
        no_name,
        "no instance, no name"
    );
    assert_eq!(said("web.shop.internal", TYPE::AAAA, &there), no_data);
    assert_eq!(said("web.shop.internal", TYPE::SRV, &there), no_data);
    assert_eq!(said("shop.internal", TYPE::A, &[]), no_data);
}

#[test]
fn servers_and_their_addresses() {
    let there = instances(2);
    let Said::Records(all) = said("_api._tcp.shop.internal", TYPE::SRV, &there) else {
        panic!("no records");
    };
    assert_eq!(
        all[0].1,
        Record::Server(8080, "i1._api._tcp.shop.internal".into())
    );
    let one = said("i2._api._tcp.shop.internal", TYPE::A, &there);
    assert_eq!(
        one,
        Said::Records(vec![(7, Record::V4("10.0.0.2".parse().unwrap()))])
    );
    assert!(matches!(
        said("i3._api._tcp.shop.internal", TYPE::A, &there),
        Said::NoName(..)
    ));
    assert!(matches!(
        said("i2._api._tcp.shop.internal", TYPE::AAAA, &there),
        Said::NoData(..)
    ));
}

fn query(name: &'static str, wanted: TYPE) -> Packet<'static> {
    let mut query = Packet::new_query(7);
    query.set_flags(PacketFlag::RECURSION_DESIRED);
    let name = Name::new(name).unwrap();
    query.questions.push(Question::new(
        name,
        QTYPE::TYPE(wanted),
        QCLASS::CLASS(CLASS::IN),
        false,
    ));
    query
}

#[test]
fn messages() {
    let asked = query("WEB.shop.internal", TYPE::A);
    assert_eq!(answer::question(&asked).unwrap().0, "web.shop.internal");
    let told = said("web.shop.internal", TYPE::A, &instances(2));
    let bytes = answer::message(&asked, &told, &[], true).unwrap();
    let reply = Packet::parse(&bytes).unwrap();
    assert!(
        reply.has_flags(
            PacketFlag::RESPONSE | PacketFlag::RECURSION_DESIRED | PacketFlag::RECURSION_AVAILABLE
        )
    );
    assert_eq!((reply.id(), reply.answers.len()), (7, 2));
    assert_eq!(reply.questions[0].qname.to_string(), "WEB.shop.internal");
    let gone = answer::message(&asked, &Said::NoName("shop.internal".into(), 15), &[], true).unwrap();
    let reply = Packet::parse(&gone).unwrap();
    assert_eq!((reply.rcode(), reply.name_servers.len()), (RCODE::NameError, 1));
}

#[test]
fn what_is_too_long_for_udp_says_so() {
    let asked = query("_api._tcp.shop.internal", TYPE::SRV);
    let long = |n| {
        (
            5,
            Record::Server(80, format!("{n:060}.{n:060}._api._tcp.shop.internal")),
        )
    };
    let told = Said::Records((0..8).map(long).collect());
    let bytes = answer::message(&asked, &told, &[], true).unwrap();
    let reply = Packet::parse(&bytes).unwrap();
    assert!(bytes.len() <= 512 && reply.has_flags(PacketFlag::TRUNCATION) && reply.answers.is_empty());
    let whole = answer::message(&asked, &told, &[], false).unwrap();
    assert_eq!(Packet::parse(&whole).unwrap().answers.len(), 8);
}

#[test]
fn resolvers_of_the_machine() {
    let text = "# none\nsearch x\nnameserver 10.0.0.2\nnameserver fe80::1%eth0\nnameserver bad\nnameserver 1.1.1.1\nnameserver 9.9.9.9\n";
    let found: Vec<String> = servers(text).iter().map(ToString::to_string).collect();
    assert_eq!(found, ["10.0.0.2:53", "[fe80::1]:53", "1.1.1.1:53"]);
}
