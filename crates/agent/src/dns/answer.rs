//! A query and what is known, to an answer (RFC 1035; RFC 2782 for SRV; RFC 2308 for what is not there).

use std::net::Ipv4Addr;

use simple_dns::rdata::{A, AAAA, CNAME, RData, SOA, SRV};
use simple_dns::{CLASS, Name, Packet, PacketFlag, QTYPE, RCODE, ResourceRecord, TYPE};

use super::zones::{Instance, Namespace, Place};

/// Route 53's multivalue answers have no more.
const MOST: usize = 8;
/// What a UDP client can take unless it says otherwise.
const UDP: usize = 512;
/// How long the address of a name of Service Connect may be remembered: it stays the same.
const ALIAS_TTL: u32 = 10;

/// What is to be said.
#[derive(Debug, PartialEq)]
pub(super) enum Said {
    /// The records of the name itself, each with its TTL.
    Records(Vec<(u32, Record)>),
    /// There is no such name: the zone, and for how many seconds that may be remembered.
    NoName(String, u32),
    /// There is, with no record of this type.
    NoData(String, u32),
    Failure,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Record {
    V4(Ipv4Addr),
    V6(std::net::Ipv6Addr),
    /// Port and host.
    Server(u16, String),
    Canonical(String),
}

/// Name and type of a query with one question, the name in lower case and without a dot at its end.
pub(super) fn question(query: &Packet<'_>) -> Option<(String, QTYPE)> {
    let [q] = query.questions.as_slice() else {
        return None;
    };
    Some((q.qname.to_string().to_ascii_lowercase(), q.qtype))
}

/// The records of a place that is ours. `chance` is in [0, 1) and turns their order.
pub(super) fn records(place: &Place<'_>, instances: &[Instance], wanted: QTYPE, chance: f64) -> Said {
    let none = |n: &Namespace| (n.name.clone(), n.dns.unwrap_or(0));
    match place {
        Place::Elsewhere => Said::Failure,
        Place::Nobody(n) => {
            let (zone, ttl) = none(n);
            Said::NoName(zone, ttl)
        }
        Place::Between(n) => {
            let (zone, ttl) = none(n);
            Said::NoData(zone, ttl)
        }
        Place::Service(n, s) => {
            let (zone, ttl) = none(n);
            if instances.is_empty() {
                return Said::NoName(zone, ttl);
            }
            let most = if s.weighted { 1 } else { MOST };
            let mut found: Vec<_> = turned(instances, chance)
                .flat_map(|i| {
                    let each = s.records.iter();
                    each.filter_map(|(kind, ttl)| Some((*ttl, record(kind, i, &s.name, &n.name, wanted)?)))
                })
                .collect();
            found.truncate(most);
            match found.is_empty() {
                true => Said::NoData(zone, ttl),
                false => Said::Records(found),
            }
        }
        Place::Instance(n, s, id) => {
            let (zone, none) = none(n);
            let ttl = s.records.get("SRV").copied();
            let found = instances.iter().find(|i| i.id.eq_ignore_ascii_case(id));
            let (Some(i), Some(ttl)) = (found, ttl) else {
                return Said::NoName(zone, none);
            };
            match address(i, wanted) {
                Some(r) => Said::Records(vec![(ttl, r)]),
                None => Said::NoData(zone, none),
            }
        }
    }
}

/// The one with which the order begins is taken by chance.
fn turned(all: &[Instance], chance: f64) -> impl Iterator<Item = &Instance> {
    let first = (chance * all.len() as f64) as usize;
    all.iter().cycle().skip(first).take(all.len())
}

fn is(wanted: QTYPE, kind: TYPE) -> bool {
    wanted == QTYPE::TYPE(kind) || wanted == QTYPE::ANY
}

fn address(i: &Instance, wanted: QTYPE) -> Option<Record> {
    let v4 = i.ipv4.filter(|_| is(wanted, TYPE::A)).map(Record::V4);
    v4.or_else(|| i.ipv6.filter(|_| is(wanted, TYPE::AAAA)).map(Record::V6))
}

/// The record of this kind that an instance has, if it is what is wanted.
fn record(kind: &str, i: &Instance, service: &str, zone: &str, wanted: QTYPE) -> Option<Record> {
    match kind {
        "A" if is(wanted, TYPE::A) => i.ipv4.map(Record::V4),
        "AAAA" if is(wanted, TYPE::AAAA) => i.ipv6.map(Record::V6),
        "SRV" if is(wanted, TYPE::SRV) => {
            let host = format!("{}.{service}.{zone}", i.id);
            Some(Record::Server(i.port?, host))
        }
        // Whatever is asked for is at the other name.
        "CNAME" => i.cname.clone().map(Record::Canonical),
        _ => None,
    }
}

/// The address of a name of Service Connect.
pub(super) fn alias(name: &str, address: Ipv4Addr, wanted: QTYPE) -> Said {
    match is(wanted, TYPE::A) {
        true => Said::Records(vec![(ALIAS_TTL, Record::V4(address))]),
        false => Said::NoData(name.to_owned(), ALIAS_TTL),
    }
}

fn rdata(r: &Record) -> Option<RData<'_>> {
    Some(match r {
        Record::V4(a) => RData::A(A::from(*a)),
        Record::V6(a) => RData::AAAA(AAAA::from(*a)),
        Record::Server(port, host) => RData::SRV(SRV {
            priority: 1,
            weight: 1,
            port: *port,
            target: Name::new(host).ok()?,
        }),
        Record::Canonical(host) => RData::CNAME(CNAME(Name::new(host).ok()?)),
    })
}

/// The zone's own record, with which a name that is not there is remembered.
fn zone(name: &str, ttl: u32) -> Option<ResourceRecord<'_>> {
    let name = Name::new(name).ok()?;
    let soa = SOA {
        mname: name.clone(),
        rname: name.clone(),
        serial: 1,
        refresh: 7200,
        retry: 900,
        expire: 1_209_600,
        minimum: ttl,
    };
    Some(ResourceRecord::new(name, CLASS::IN, ttl, RData::SOA(soa)))
}

/// What is said, as a message; `more` are answers of others that belong to it. Over UDP one that is too long for its
/// client says so and nothing else.
pub(super) fn message(
    query: &Packet<'_>,
    said: &Said,
    more: &[ResourceRecord<'_>],
    udp: bool,
) -> Option<Vec<u8>> {
    let mut reply = Packet::new_reply(query.id());
    reply.questions.clone_from(&query.questions);
    reply.set_flags(PacketFlag::AUTHORITATIVE_ANSWER | PacketFlag::RECURSION_AVAILABLE);
    if query.has_flags(PacketFlag::RECURSION_DESIRED) {
        reply.set_flags(PacketFlag::RECURSION_DESIRED);
    }
    if let Some(theirs) = query.opt() {
        let mut ours = theirs.clone();
        ours.opt_codes.clear();
        ours.version = 0;
        *reply.opt_mut() = Some(ours);
    }
    match said {
        Said::Records(all) => {
            let name = &query.questions.first()?.qname;
            let each = all
                .iter()
                .filter_map(|(ttl, r)| Some(ResourceRecord::new(name.clone(), CLASS::IN, *ttl, rdata(r)?)));
            reply.answers.extend(each);
            reply.answers.extend(more.iter().cloned());
        }
        Said::NoName(at, ttl) => {
            *reply.rcode_mut() = RCODE::NameError;
            reply.name_servers.extend(zone(at, *ttl));
        }
        Said::NoData(at, ttl) => reply.name_servers.extend(zone(at, *ttl)),
        Said::Failure => *reply.rcode_mut() = RCODE::ServerFailure,
    }
    let bytes = reply.build_bytes_vec_compressed().ok()?;
    let room = query
        .opt()
        .map_or(UDP, |o| UDP.max(usize::from(o.udp_packet_size)));
    if !udp || bytes.len() <= room {
        return Some(bytes);
    }
    reply.set_flags(PacketFlag::TRUNCATION);
    reply.answers.clear();
    reply.build_bytes_vec_compressed().ok()
}
