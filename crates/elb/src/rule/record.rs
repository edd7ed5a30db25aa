//! What is stored of a rule. Actions and conditions are kept as AWS's own documents, checked and completed.

use kernel::doc::Doc;
use kernel::key::KeyRange;
use kernel::{Key, Record, Scope};
use serde::{Deserialize, Serialize};
use wire::elbv2 as w;

use crate::tag::Tags;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub scope: Scope,
    pub arn: String,
    /// Id of its listener.
    pub listener: String,
    pub id: String,
    pub priority: u32,
    pub conditions: Vec<Doc<w::RuleCondition>>,
    pub actions: Vec<Doc<w::Action>>,
    pub transforms: Vec<Doc<w::RuleTransform>>,
    pub tags: Tags,
}

impl Rule {
    pub(crate) fn at(scope: &Scope, listener: &str, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[listener, id])
    }

    pub(crate) fn all_of(scope: &Scope, listener: &str) -> KeyRange {
        Key::new(Self::KIND, scope, &[listener]).children()
    }
}

impl Rule {
    /// ARN of the listener, which is in its own.
    pub(crate) fn listener_arn(&self) -> String {
        let head = self.arn.rsplit_once('/').map_or("", |(head, _)| head);
        head.replacen(":listener-rule/", ":listener/", 1)
    }
}

impl Record for Rule {
    const KIND: &'static str = "elb.rule";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.listener, &self.id)
    }
}

/// ARNs of the target groups that actions forward to.
pub(crate) fn groups_of(actions: &[Doc<w::Action>]) -> Vec<String> {
    let forwarded = actions.iter().filter_map(|a| a.forward_config.as_ref());
    forwarded
        .flat_map(|f| f.target_groups.iter().flatten())
        .filter_map(|g| g.target_group_arn.clone())
        .collect()
}
