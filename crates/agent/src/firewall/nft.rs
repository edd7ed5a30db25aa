//! Rules as one batch of messages for the kernel's packet filter (nf_tables; netlink(7) and the kernel's
//! `uapi/linux/netfilter/nf_tables.h`). Pure.
//!
//! The batch replaces the table `longshore` of the namespace as a whole. Its chains let through what belongs to a
//! conversation that was let through, the loopback device and the metadata address's device, then what a rule names; the
//! rest is dropped without a word, as a security group does.

use wire::firewall::{ICMP, Range, Rule, TCP, UDP};

/// What an interface is held to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Policy {
    pub ingress: Vec<Rule>,
    pub egress: Vec<Rule>,
}

const TABLE: &str = "longshore";
/// The device behind which the metadata address is (`crates/pause/src/apart.rs`).
const METADATA_DEVICE: &str = "ecs-eth0";

const SUBSYSTEM: u16 = 10;
const BATCH_BEGIN: u16 = 16;
const BATCH_END: u16 = 17;
const NEW_TABLE: u16 = SUBSYSTEM << 8;
const DELETE_TABLE: u16 = SUBSYSTEM << 8 | 2;
const NEW_CHAIN: u16 = SUBSYSTEM << 8 | 3;
const NEW_RULE: u16 = SUBSYSTEM << 8 | 6;
const REQUEST: u16 = 0x1;
const ACK: u16 = 0x4;
const CREATE: u16 = 0x400;
const APPEND: u16 = 0x800;
/// `NFPROTO_INET`: IPv4 and IPv6.
const INET: u8 = 1;
const IPV4: u8 = 2;
const ACCEPT: u32 = 1;
const DROP: u32 = 0;

/// Where in a packet's way a chain is: the hook's number, and what differs between coming in and going out.
struct Side {
    chain: &'static str,
    hook: u32,
    /// `NFT_META_IIFNAME` or `NFT_META_OIFNAME`.
    device: u32,
    /// Where the peer's address is in an IPv4 header.
    peer: u32,
}

const IN: Side = Side {
    chain: "in",
    hook: 1,
    device: 6,
    peer: 12,
};
const OUT: Side = Side {
    chain: "out",
    hook: 3,
    device: 7,
    peer: 16,
};

const META_NFPROTO: u32 = 15;
const META_L4PROTO: u32 = 16;
const EQUAL: u32 = 0;
const NOT_EQUAL: u32 = 1;
const AT_MOST: u32 = 3;
const AT_LEAST: u32 = 5;
const NETWORK: u32 = 1;
const TRANSPORT: u32 = 2;

/// The batch that brings a policy into force.
pub(super) fn batch(policy: &Policy) -> Vec<u8> {
    let mut out = Batch::default();
    out.message(BATCH_BEGIN, REQUEST, 0, SUBSYSTEM, &[]);
    // Deleting needs something to be there.
    let table = text(1, TABLE);
    out.message(NEW_TABLE, REQUEST | CREATE, INET, 0, &table);
    out.message(DELETE_TABLE, REQUEST, INET, 0, &table);
    out.message(NEW_TABLE, REQUEST | CREATE, INET, 0, &table);
    out.side(&IN, &policy.ingress);
    out.side(&OUT, &policy.egress);
    out.acknowledged();
    out.message(BATCH_END, REQUEST, 0, SUBSYSTEM, &[]);
    out.bytes
}

#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    sequence: u32,
    /// Where the last message begins.
    last: usize,
}

impl Batch {
    fn message(&mut self, kind: u16, flags: u16, family: u8, resource: u16, body: &[u8]) {
        self.last = self.bytes.len();
        // nlmsghdr: length, type, flags, sequence, port. nfgenmsg: family, version, resource.
        self.bytes.extend((20 + body.len() as u32).to_ne_bytes());
        self.bytes.extend(kind.to_ne_bytes());
        self.bytes.extend(flags.to_ne_bytes());
        self.bytes.extend(self.sequence.to_ne_bytes());
        self.bytes.extend([0; 4]);
        self.bytes.extend([family, 0]);
        self.bytes.extend(resource.to_be_bytes());
        self.bytes.extend(body);
        self.sequence += 1;
    }

    /// The last message asks for an answer.
    fn acknowledged(&mut self) {
        let at = self.last + 6;
        if let Some([low, high]) = self.bytes.get_mut(at..at + 2) {
            [*low, *high] = (u16::from_ne_bytes([*low, *high]) | ACK).to_ne_bytes();
        }
    }

    fn side(&mut self, side: &Side, rules: &[Rule]) {
        let hook = [number(1, side.hook), number(2, 0)].concat();
        let chain = [
            text(1, TABLE),
            text(3, side.chain),
            text(7, "filter"),
            number(5, DROP),
            nested(4, &hook),
        ];
        self.message(NEW_CHAIN, REQUEST | CREATE, INET, 0, &chain.concat());
        for device in ["lo", METADATA_DEVICE] {
            self.rule(side, &[meta(side.device), compare(EQUAL, &name16(device))]);
        }
        self.rule(side, &known_conversation());
        for rule in rules {
            for peers in &rule.peers {
                self.rule(side, &of_rule(side, rule, *peers));
            }
        }
    }

    fn rule(&mut self, side: &Side, matches: &[Vec<u8>]) {
        let expressions = [&matches.concat()[..], &accept()].concat();
        let body = [text(1, TABLE), text(2, side.chain), nested(4, &expressions)].concat();
        self.message(NEW_RULE, REQUEST | CREATE | APPEND, INET, 0, &body);
    }
}

/// What a packet must be for one range of one rule.
fn of_rule(side: &Side, rule: &Rule, peers: Range) -> Vec<Vec<u8>> {
    let mut out = vec![meta(META_NFPROTO), compare(EQUAL, &[IPV4])];
    let (first, last) = (peers.first.octets(), peers.last.octets());
    if (first, last) != ([0; 4], [255; 4]) {
        out.push(payload(NETWORK, side.peer, 4));
        out.extend(between(first, last));
    }
    let Some(protocol) = rule.protocol else {
        return out;
    };
    out.extend([meta(META_L4PROTO), compare(EQUAL, &[protocol])]);
    match protocol {
        TCP | UDP => {
            let (from, to) = (rule.from.unwrap_or(0), rule.to.unwrap_or(u16::MAX));
            if (from, to) != (0, u16::MAX) {
                out.push(payload(TRANSPORT, 2, 2));
                out.extend(between(from.to_be_bytes(), to.to_be_bytes()));
            }
        }
        ICMP => {
            // Type and code are the header's first two bytes.
            for (at, wanted) in [(0, rule.from), (1, rule.to)] {
                if let Some(n) = wanted {
                    out.push(payload(TRANSPORT, at, 1));
                    out.push(compare(EQUAL, &[u8::try_from(n).unwrap_or(u8::MAX)]));
                }
            }
        }
        _ => {}
    }
    out
}

fn between<const N: usize>(first: [u8; N], last: [u8; N]) -> Vec<Vec<u8>> {
    match first == last {
        true => vec![compare(EQUAL, &first)],
        false => vec![compare(AT_LEAST, &first), compare(AT_MOST, &last)],
    }
}

/// Answers, and errors about what was sent: connection tracking knows them (`established`, `related`).
fn known_conversation() -> [Vec<u8>; 3] {
    const STATE: u32 = 0;
    let bits = 0x6u32.to_ne_bytes();
    let load = [number(1, 1), number(2, STATE)].concat();
    let mask = [
        number(1, 1),
        number(2, 1),
        number(3, 4),
        nested(4, &attribute(1, &bits)),
        nested(5, &attribute(1, &[0; 4])),
    ];
    [
        expression("ct", &load),
        expression("bitwise", &mask.concat()),
        compare(NOT_EQUAL, &[0; 4]),
    ]
}

/// Loads something the kernel knows of the packet into the register.
fn meta(key: u32) -> Vec<u8> {
    expression("meta", &[number(2, key), number(1, 1)].concat())
}

/// Loads bytes of the packet into the register.
fn payload(base: u32, offset: u32, length: u32) -> Vec<u8> {
    let data = [
        number(1, 1),
        number(2, base),
        number(3, offset),
        number(4, length),
    ];
    expression("payload", &data.concat())
}

/// Goes on only if the register compares so.
fn compare(how: u32, value: &[u8]) -> Vec<u8> {
    let data = [number(1, 1), number(2, how), nested(3, &attribute(1, value))];
    expression("cmp", &data.concat())
}

fn accept() -> Vec<u8> {
    let verdict = nested(2, &number(1, ACCEPT));
    expression("immediate", &[number(1, 0), nested(2, &verdict)].concat())
}

/// One expression of a rule's list.
fn expression(name: &str, data: &[u8]) -> Vec<u8> {
    nested(1, &[text(1, name), nested(2, data)].concat())
}

fn name16(name: &str) -> [u8; 16] {
    let mut out = [0; 16];
    for (to, from) in out.iter_mut().zip(name.bytes()) {
        *to = from;
    }
    out
}

/// nlattr: length, type, value, padded to four bytes.
fn attribute(kind: u16, value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(8 + value.len());
    out.extend((4 + value.len() as u16).to_ne_bytes());
    out.extend(kind.to_ne_bytes());
    out.extend(value);
    out.resize(out.len().next_multiple_of(4), 0);
    out
}

fn nested(kind: u16, value: &[u8]) -> Vec<u8> {
    attribute(kind | 0x8000, value)
}

fn number(kind: u16, value: u32) -> Vec<u8> {
    attribute(kind, &value.to_be_bytes())
}

fn text(kind: u16, value: &str) -> Vec<u8> {
    attribute(kind, &[value.as_bytes(), &[0]].concat())
}
