//! What may reach a network interface and what may leave it: the rules of security groups with every peer written out as
//! addresses, and the messages in which an agent is told the rules of its interfaces.
//!
//! * `verdict.rs`: the one function that says whether a packet is let through. What a machine enforces must be the same.
//!
//! Rules only allow. Answers to what was let through are let through (VPC User Guide, "Security group basics"), so rules
//! speak of the first packet of a conversation.

mod verdict;

#[cfg(test)]
mod tests;

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::acs::{frames, shapes};

pub use verdict::{Packet, admits};

/// The path of the conversation on the control plane's address.
pub const PATH: &str = "/longshore/firewall/ws";

/// The attribute of machines that enforce rules. A task whose groups are anything but the untouched default group is
/// placed only there.
pub const ATTRIBUTE: &str = "longshore.security-groups";

/// IP protocol numbers (IANA) that have ports, and the one that has types and codes.
pub const TCP: u8 = 6;
/// See [`TCP`].
pub const UDP: u8 = 17;
/// See [`TCP`].
pub const ICMP: u8 = 1;

/// Addresses from the first to the last, both included. As text `first-last`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Range {
    /// The lowest address.
    pub first: Ipv4Addr,
    /// The highest address.
    pub last: Ipv4Addr,
}

impl Range {
    /// One address.
    #[must_use]
    pub fn one(ip: Ipv4Addr) -> Range {
        Range { first: ip, last: ip }
    }

    /// A block as `10.0.0.0/8`; host bits may be set. `None` when it is none.
    #[must_use]
    pub fn of_block(text: &str) -> Option<Range> {
        let (ip, bits) = text.split_once('/')?;
        let ip: Ipv4Addr = ip.parse().ok()?;
        let bits: u32 = bits.parse().ok().filter(|b| *b <= 32)?;
        let host = u32::MAX.checked_shr(bits).unwrap_or(0);
        Some(Range {
            first: Ipv4Addr::from(u32::from(ip) & !host),
            last: Ipv4Addr::from(u32::from(ip) | host),
        })
    }

    /// Whether the address is in it.
    #[must_use]
    pub fn holds(&self, ip: Ipv4Addr) -> bool {
        self.first <= ip && ip <= self.last
    }
}

/// Sorted, and joined where they touch or overlap.
#[must_use]
pub fn merged(mut ranges: Vec<Range>) -> Vec<Range> {
    ranges.sort();
    let mut out: Vec<Range> = Vec::new();
    for r in ranges {
        match out.last_mut() {
            Some(last) if u32::from(r.first) <= u32::from(last.last).saturating_add(1) => {
                last.last = last.last.max(r.last);
            }
            _ => out.push(r),
        }
    }
    out
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.first == self.last {
            true => write!(f, "{}", self.first),
            false => write!(f, "{}-{}", self.first, self.last),
        }
    }
}

impl From<Range> for String {
    fn from(r: Range) -> String {
        r.to_string()
    }
}

impl FromStr for Range {
    type Err = String;

    fn from_str(text: &str) -> Result<Range, String> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        match (first.parse(), last.parse()) {
            (Ok(first), Ok(last)) if first <= last => Ok(Range { first, last }),
            _ => Err(format!("`{text}` is no range of addresses")),
        }
    }
}

impl TryFrom<String> for Range {
    type Error = String;

    fn try_from(text: String) -> Result<Range, String> {
        text.parse()
    }
}

shapes! {
    /// The interfaces of which an agent wants to know the rules: all of them, each time.
    pub struct InterfacesMessage {
        pub interfaces: Vec<Place>,
    }

    /// An interface by its id, and where it is.
    pub struct Place {
        pub id: String,
        pub account: String,
        pub region: String,
    }

    /// The rules of everything that was asked for, each time anew. An interface that is not there has no rules: it is
    /// gone, or not known yet.
    pub struct RulesMessage {
        pub groups: Vec<Group>,
        pub interfaces: Vec<Member>,
    }

    /// An interface and its groups.
    pub struct Member {
        pub id: String,
        pub groups: Vec<String>,
    }

    /// A security group: what may reach its members, and what they may reach.
    pub struct Group {
        pub id: String,
        pub ingress: Vec<Rule>,
        pub egress: Vec<Rule>,
    }

    /// What is let through.
    pub struct Rule {
        /// The IP protocol's number; all protocols without.
        pub protocol: Option<u8>,
        /// TCP and UDP: the lowest port. ICMP: the type. Without, all.
        pub from: Option<u16>,
        /// TCP and UDP: the highest port. ICMP: the code. Without, all.
        pub to: Option<u16>,
        /// The other side's addresses, merged. A rule without any lets nothing through.
        pub peers: Vec<Range>,
    }
}

frames! {
    /// Agent → server.
    pub enum FromFirewall {
        /// What the agent wants to know.
        Interfaces(InterfacesMessage) = "LongshoreInterfacesMessage",
    }
}

frames! {
    /// Server → agent.
    pub enum ToFirewall {
        /// What is let through.
        Rules(RulesMessage) = "LongshoreRulesMessage",
    }
}
