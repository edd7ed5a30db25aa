//! What is stored of an interface, and who has which address.

use std::net::Ipv4Addr;

use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};

/// Who makes the interfaces of load balancers.
const BALANCERS: &str = "elasticloadbalancing.amazonaws.com";

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Interface {
    pub scope: Scope,
    /// `eni-…`
    pub id: String,
    pub subnet_id: String,
    pub vpc_id: String,
    pub zone: String,
    pub zone_id: String,
    pub address: Ipv4Addr,
    pub mac: String,
    pub groups: Vec<String>,
    pub description: String,
    /// The service that made it, for interfaces that users cannot delete.
    pub requester: Option<String>,
    pub created: Time,
}

impl Interface {
    /// The kind of the [`Taken`] records.
    pub(crate) const ADDRESSES: &'static str = Taken::KIND;

    pub(crate) fn key_of(scope: &Scope, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[id])
    }

    /// Whether a load balancer stands behind it.
    pub(crate) fn is_balancers(&self) -> bool {
        self.requester.as_deref() == Some(BALANCERS)
    }

    /// `ip-172-31-0-4.ec2.internal`
    pub(crate) fn dns(&self) -> String {
        let dashed = self.address.to_string().replace('.', "-");
        match &*self.scope.region {
            "us-east-1" => format!("ip-{dashed}.ec2.internal"),
            region => format!("ip-{dashed}.{region}.compute.internal"),
        }
    }
}

impl Record for Interface {
    const KIND: &'static str = "network.interface";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.id)
    }
}

/// An address of a subnet and the interface that has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Taken {
    pub scope: Scope,
    pub subnet_id: String,
    /// Position in the subnet.
    pub offset: u32,
    pub interface: String,
}

impl Taken {
    pub(crate) fn key_of(scope: &Scope, subnet: &str, offset: u32) -> Key {
        Key::new(Self::KIND, scope, &[subnet, &format!("{offset:05}")])
    }
}

impl Record for Taken {
    const KIND: &'static str = "network.address";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.subnet_id, self.offset)
    }
}

/// Where the search for a free address of a subnet goes on: addresses are not given anew at once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Cursor {
    pub scope: Scope,
    pub subnet_id: String,
    pub next: u32,
}

impl Cursor {
    pub(crate) fn key_of(scope: &Scope, subnet: &str) -> Key {
        Key::new(Self::KIND, scope, &[subnet])
    }
}

impl Record for Cursor {
    const KIND: &'static str = "network.cursor";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.subnet_id)
    }
}
