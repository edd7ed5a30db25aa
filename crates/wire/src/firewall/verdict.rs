//! Whether a packet that begins a conversation is let through.

use std::net::Ipv4Addr;

use super::{ICMP, Rule, TCP, UDP};

/// The first packet of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packet {
    /// The other side: the source of what comes in, the destination of what goes out.
    pub peer: Ipv4Addr,
    /// The IP protocol's number.
    pub protocol: u8,
    /// TCP and UDP: the destination port. ICMP: type and code, as the upper and the lower byte.
    pub port: u16,
}

/// Whether one of the rules lets it through. What no rule names is not.
#[must_use]
pub fn admits<'a>(rules: impl IntoIterator<Item = &'a Rule>, packet: Packet) -> bool {
    rules.into_iter().any(|r| r.matches(packet))
}

impl Rule {
    fn matches(&self, p: Packet) -> bool {
        self.protocol.is_none_or(|n| n == p.protocol)
            && self.fits(p)
            && self.peers.iter().any(|r| r.holds(p.peer))
    }

    fn fits(&self, p: Packet) -> bool {
        match self.protocol {
            Some(TCP | UDP) => self.from.is_none_or(|n| n <= p.port) && self.to.is_none_or(|n| p.port <= n),
            Some(ICMP) => {
                let [kind, code] = p.port.to_be_bytes();
                self.from.is_none_or(|n| n == u16::from(kind)) && self.to.is_none_or(|n| n == u16::from(code))
            }
            // Ports of other protocols are not looked at.
            _ => true,
        }
    }
}
