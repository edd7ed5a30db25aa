//! Whether a client may reach a balancer.

use std::net::{IpAddr, Ipv4Addr};

use super::Inbound;
use crate::firewall::{Packet, admits};

impl Inbound {
    /// Whether a client's first packet to this port is let through; `protocol` is the IP protocol's number. What comes from
    /// the machine's loopback is the machine's. Rules know IPv4 alone.
    #[must_use]
    pub fn admits(&self, client: IpAddr, protocol: u8, port: u16) -> bool {
        let here = |peer: Ipv4Addr| {
            let packet = Packet { peer, protocol, port };
            admits(&self.rules, packet)
        };
        match client.to_canonical() {
            IpAddr::V4(ip) => here(ip) || (ip.is_loopback() && here(self.machine)),
            IpAddr::V6(ip) => ip.is_loopback() && here(self.machine),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::firewall::{Range, Rule, TCP, UDP};

    #[test]
    fn clients_by_address_and_port() {
        let inbound = |block: &str| Inbound {
            rules: vec![Rule {
                protocol: Some(TCP),
                from: Some(80),
                to: Some(81),
                peers: vec![Range::of_block(block).unwrap()],
            }],
            machine: Ipv4Addr::new(172, 31, 0, 1),
        };
        for (block, client, protocol, port, may) in [
            ("0.0.0.0/0", "9.9.9.9", TCP, 80, true),
            ("0.0.0.0/0", "9.9.9.9", TCP, 82, false),
            ("0.0.0.0/0", "9.9.9.9", UDP, 80, false),
            ("10.0.0.0/8", "10.1.2.3", TCP, 80, true),
            ("10.0.0.0/8", "::ffff:10.1.2.3", TCP, 81, true),
            ("10.0.0.0/8", "127.0.0.1", TCP, 80, false),
            ("172.31.0.1/32", "127.0.0.1", TCP, 80, true),
            ("172.31.0.1/32", "::1", TCP, 80, true),
            ("127.0.0.0/8", "127.0.0.1", TCP, 80, true),
            ("0.0.0.0/0", "2001:db8::1", TCP, 80, false),
        ] {
            let client: IpAddr = client.parse().unwrap();
            assert_eq!(
                inbound(block).admits(client, protocol, port),
                may,
                "{block} {client} {port}"
            );
        }
    }
}
