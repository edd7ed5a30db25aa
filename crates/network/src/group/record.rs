//! What is stored of a security group.

use std::sync::Arc;

use kernel::{Fault, Key, Record, Scope, Txn};
use serde::{Deserialize, Serialize};

use crate::fault;
use crate::vpc::layout::{Vpc, default_vpc};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SecurityGroup {
    pub scope: Scope,
    /// `sg-…`
    pub id: String,
    pub name: String,
    pub description: String,
    pub vpc_id: String,
    pub rules: Vec<Rule>,
}

/// One rule: always an allowance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rule {
    /// `sgr-…`
    pub id: String,
    #[serde(flatten)]
    pub what: What,
    pub description: Option<String>,
}

/// What a rule allows; a group has each once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct What {
    pub egress: bool,
    /// `tcp`, `udp`, `icmp`, `icmpv6`, another protocol's number, or `-1` for all.
    pub protocol: String,
    /// TCP and UDP: the lowest port; ICMP: the type, -1 for all.
    pub from: Option<i32>,
    /// TCP and UDP: the highest port; ICMP: the code, -1 for all.
    pub to: Option<i32>,
    pub peer: Peer,
}

/// The other side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Peer {
    V4(String),
    V6(String),
    /// The members of a group.
    Group(String),
}

impl SecurityGroup {
    pub(crate) fn key_of(scope: &Scope, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[id])
    }

    /// The group that each VPC has from the start: its members reach each other, and everything outside (VPC User Guide,
    /// "Default security groups").
    pub(crate) fn default_of(vpc: &Vpc) -> SecurityGroup {
        let digits = vpc
            .security_group
            .trim_start_matches("sg-")
            .get(1..)
            .unwrap_or_default();
        let rule = |n: u8, egress, peer| Rule {
            id: format!("sgr-{n}{digits}"),
            what: What::all(egress, peer),
            description: None,
        };
        SecurityGroup {
            scope: vpc.scope.clone(),
            id: vpc.security_group.clone(),
            name: DEFAULT.into(),
            description: "default VPC security group".into(),
            vpc_id: vpc.id.clone(),
            rules: vec![
                rule(0, false, Peer::Group(vpc.security_group.clone())),
                rule(1, true, Peer::V4(EVERYWHERE.into())),
            ],
        }
    }

    pub(crate) fn is_default(&self) -> bool {
        self.name == DEFAULT
    }
}

/// The name that only the VPC's own group has.
pub(crate) const DEFAULT: &str = "default";
pub(crate) const EVERYWHERE: &str = "0.0.0.0/0";

impl What {
    /// Everything, from or to this peer.
    pub(crate) fn all(egress: bool, peer: Peer) -> What {
        What {
            egress,
            protocol: "-1".into(),
            from: None,
            to: None,
            peer,
        }
    }
}

impl Record for SecurityGroup {
    const KIND: &'static str = "network.group";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.id)
    }
}

/// The group with this id, if there is one.
pub(crate) fn get(t: &mut Txn, scope: &Scope, id: &str) -> Result<Option<Arc<SecurityGroup>>, Fault> {
    if let Some(g) = t.get::<SecurityGroup>(&SecurityGroup::key_of(scope, id))? {
        return Ok(Some(g));
    }
    let vpc = default_vpc(t, scope)?;
    Ok((vpc.security_group == id).then(|| Arc::new(SecurityGroup::default_of(&vpc))))
}

/// The group with this id.
pub(crate) fn must(t: &mut Txn, scope: &Scope, id: &str) -> Result<Arc<SecurityGroup>, Fault> {
    if !id.starts_with("sg-") {
        return Err(fault::new(
            "InvalidGroupId.Malformed",
            format!("Invalid id: \"{id}\" (expecting \"sg-...\")"),
        ));
    }
    get(t, scope, id)?.ok_or_else(|| fault::not_found("InvalidGroup.NotFound", "security group", id))
}

/// Every group of the scope, the default one among them.
pub(crate) fn all(t: &mut Txn, scope: &Scope) -> Result<Vec<Arc<SecurityGroup>>, Fault> {
    let mut found = t.range::<SecurityGroup>(&Key::new(SecurityGroup::KIND, scope, &[]).children())?;
    let vpc = default_vpc(t, scope)?;
    if let Err(at) = found.binary_search_by(|g| g.id.as_str().cmp(&vpc.security_group)) {
        found.insert(at, Arc::new(SecurityGroup::default_of(&vpc)));
    }
    Ok(found)
}

/// The group with this name.
pub(crate) fn by_name(t: &mut Txn, scope: &Scope, name: &str) -> Result<Arc<SecurityGroup>, Fault> {
    if name == DEFAULT {
        // Asked for with every awsvpc task that names no group.
        let id = default_vpc(t, scope)?.security_group;
        return must(t, scope, &id);
    }
    let found = all(t, scope)?.into_iter().find(|g| g.name == name);
    found.ok_or_else(|| fault::not_found("InvalidGroup.NotFound", "security group", name))
}
