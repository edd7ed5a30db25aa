//! Which VPC, subnets and zones a scope has: computed from its name, the same on every look. Pure but for the
//! [`Settings`] record.
//!
//! The home region has AWS's own range, 172.31.0.0/16. Several regions share one machine here, so the others get a
//! range of their own from 10.0.0.0/8, drawn by their name.

use std::net::Ipv4Addr;

use kernel::{Fault, Key, Record, Scope, Txn};
use serde::{Deserialize, Serialize};
use wire::firewall::Range;
use wire::sigv4::sha256_hex;

use crate::fault;

/// Chosen when the installation was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub home: Scope,
    /// The home VPC's range as `a.b`: the range is `a.b.0.0/16`.
    pub home_range: (u8, u8),
}

impl Settings {
    /// AWS's default range.
    #[must_use]
    pub fn new(home: Scope) -> Self {
        Self {
            home,
            home_range: (172, 31),
        }
    }

    fn stored() -> Key {
        Key::global(Self::KIND, &[])
    }
}

impl Record for Settings {
    const KIND: &'static str = "network.settings";
    fn key(&self) -> Key {
        Self::stored()
    }
}

/// Letters of the availability zones; each has a subnet of 4096 addresses.
const ZONES: [char; 3] = ['a', 'b', 'c'];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Vpc {
    pub scope: Scope,
    pub id: String,
    range: (u8, u8),
    pub security_group: String,
    pub subnets: Vec<Subnet>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subnet {
    pub id: String,
    pub zone: String,
    pub zone_id: String,
    pub base: Ipv4Addr,
    /// Length of the prefix.
    pub bits: u32,
    /// One of those that the VPC begins with, a zone's default.
    pub of_zone: bool,
}

impl Subnet {
    /// Network, router, resolver, reserved; and the last one, broadcast (VPC User Guide, "Subnet CIDR blocks").
    pub(crate) const FIRST: u32 = 4;

    /// Addresses, those that nobody gets included.
    pub(crate) fn size(&self) -> u32 {
        1u32.checked_shl(32 - self.bits).unwrap_or(u32::MAX)
    }

    /// The last that is given out.
    pub(crate) fn last(&self) -> u32 {
        self.size().saturating_sub(2)
    }

    pub(crate) fn cidr(&self) -> String {
        format!("{}/{}", self.base, self.bits)
    }

    pub(crate) fn range(&self) -> Range {
        Range {
            first: self.base,
            last: Ipv4Addr::from(u32::from(self.base) | (self.size() - 1)),
        }
    }
}

impl Vpc {
    pub(crate) fn cidr(&self) -> String {
        format!("{}.{}.0.0/16", self.range.0, self.range.1)
    }

    /// The router's address, which is the machine's own in the VPC.
    pub(crate) fn router(&self) -> Ipv4Addr {
        Ipv4Addr::new(self.range.0, self.range.1, 0, 1)
    }

    /// The domain of its private names.
    pub(crate) fn domain(&self) -> String {
        match &*self.scope.region {
            "us-east-1" => "ec2.internal".into(),
            region => format!("{region}.compute.internal"),
        }
    }

    /// The id of something that a VPC has one of: `igw`, `rtb`, `acl`, `dopt`.
    pub(crate) fn sibling(&self, kind: &str) -> String {
        self.id.replacen("vpc", kind, 1)
    }

    /// Refuses an id that is not this VPC's.
    pub(crate) fn is_meant(&self, id: &str) -> Result<(), Fault> {
        match id == self.id {
            true => Ok(()),
            false => Err(fault::new(
                "InvalidVpcID.NotFound",
                format!("The vpc ID '{id}' does not exist"),
            )),
        }
    }
}

/// The default VPC of `scope`.
pub(crate) fn default_vpc(t: &mut Txn, scope: &Scope) -> Result<Vpc, Fault> {
    let settings = t.get::<Settings>(&Settings::stored())?;
    let range = match settings {
        Some(s) if s.home != *scope => elsewhere(scope),
        Some(s) => s.home_range,
        None => (172, 31),
    };
    Ok(lay_out(scope, range))
}

/// 10.1 to 10.254 by the scope's name.
fn elsewhere(scope: &Scope) -> (u8, u8) {
    let digest = sha256_hex(format!("{}/{}", scope.account, scope.region).as_bytes());
    let n = digest
        .get(..4)
        .and_then(|h| u32::from_str_radix(h, 16).ok())
        .unwrap_or(0);
    (10, u8::try_from(1 + n % 254).unwrap_or(1))
}

fn lay_out(scope: &Scope, range: (u8, u8)) -> Vpc {
    let id = |kind: &str, part: &str| {
        let digest = sha256_hex(format!("{}/{}/{kind}/{part}", scope.account, scope.region).as_bytes());
        format!("{kind}-{}", digest.get(..17).unwrap_or_default())
    };
    let subnets = ZONES
        .iter()
        .zip([0u8, 16, 32])
        .enumerate()
        .map(|(i, (letter, third))| Subnet {
            id: id("subnet", &letter.to_string()),
            zone: format!("{}{letter}", scope.region),
            zone_id: format!("{}-az{}", short_region(&scope.region), i + 1),
            base: Ipv4Addr::new(range.0, range.1, third, 0),
            bits: 20,
            of_zone: true,
        })
        .collect();
    Vpc {
        scope: scope.clone(),
        id: id("vpc", "default"),
        range,
        security_group: id("sg", "default"),
        subnets,
    }
}

/// `us-east-1` is `use1` in zone ids.
fn short_region(region: &str) -> String {
    let mut out = String::new();
    for (i, part) in region.split('-').enumerate() {
        match (i, part) {
            (_, "north") => out.push('n'),
            (_, "south") => out.push('s'),
            (_, "east") => out.push('e'),
            (_, "west") => out.push('w'),
            (_, "central") => out.push('c'),
            (_, "northeast") => out.push_str("ne"),
            (_, "southeast") => out.push_str("se"),
            (_, other) => out.push_str(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn home_is_as_on_aws_and_others_are_apart() {
        let home = Scope::new("000000000000", "us-east-1");
        let vpc = lay_out(&home, (172, 31));
        assert_eq!(vpc.cidr(), "172.31.0.0/16");
        let cidrs: Vec<_> = vpc.subnets.iter().map(Subnet::cidr).collect();
        assert_eq!(cidrs, ["172.31.0.0/20", "172.31.16.0/20", "172.31.32.0/20"]);
        assert_eq!(vpc.subnets[1].zone, "us-east-1b");
        assert_eq!(vpc.subnets[0].zone_id, "use1-az1");
        assert_eq!(vpc.id.len(), "vpc-".len() + 17);
        let other = lay_out(
            &Scope::new("000000000000", "eu-west-3"),
            elsewhere(&Scope::new("000000000000", "eu-west-3")),
        );
        assert_ne!(other.id, vpc.id);
        assert!(other.cidr().starts_with("10."));
        assert_eq!(short_region("ap-northeast-2"), "apne2");
    }
}
