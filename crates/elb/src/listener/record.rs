//! What is stored of a listener.

use kernel::doc::Doc;
use kernel::key::KeyRange;
use kernel::{Key, Record, Scope};
use serde::{Deserialize, Serialize};
use wire::elbv2 as w;
use wire::proxy::Protocol;

use crate::attribute::Attributes;
use crate::load_balancer::record::Kind;
use crate::tag::Tags;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Listener {
    pub scope: Scope,
    pub arn: String,
    /// ARN of its load balancer, and its id.
    pub balancer: String,
    pub balancer_id: String,
    pub kind: Kind,
    pub id: String,
    pub port: u16,
    pub protocol: Protocol,
    /// For HTTPS and TLS: the security policy.
    pub policy: Option<String>,
    /// ARNs, the default one first.
    pub certificates: Vec<String>,
    pub alpn: Option<String>,
    pub default_actions: Vec<Doc<w::Action>>,
    /// Id of the rule that the default actions are.
    pub default_rule: String,
    pub attributes: Attributes,
    pub tags: Tags,
}

impl Listener {
    pub(crate) fn at(scope: &Scope, balancer_id: &str, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[balancer_id, id])
    }

    pub(crate) fn all_of(scope: &Scope, balancer_id: &str) -> KeyRange {
        Key::new(Self::KIND, scope, &[balancer_id]).children()
    }

    pub(crate) fn rule_arn(&self, id: &str) -> String {
        format!("{}/{id}", self.arn.replacen(":listener/", ":listener-rule/", 1))
    }

    pub(crate) fn default_rule_arn(&self) -> String {
        self.rule_arn(&self.default_rule)
    }
}

impl Record for Listener {
    const KIND: &'static str = "elb.listener";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.balancer_id, &self.id)
    }
}
