//! What agents are told of the rules of their interfaces: a conversation of its own, in which an agent names its
//! interfaces and hears their groups' rules, anew whenever they change. Peers are written out as addresses
//! (`wire::firewall`), so an agent needs to know no other group and no other machine.
//!
//! * `members.rs`: who is in which group, kept up from the interfaces (derived)
//! * `rules.rs`: a group's rules with peers written out (pure)
//!
//! Two peers are not what their name says, because the machine itself is the VPC's router and everything on it that is no
//! task comes from the router's address (decision 0013): the router is a member of every default group, and load
//! balancers, which live on the machine, are met at the router's address.
//!
//! INVARIANT: what is told last is what holds; an agent that connects anew hears everything again.

mod members;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use kernel::key::KeyRange;
use kernel::socket::{Event, Listener, Socket, Step};
use kernel::{Cx, Fault, Kernel, Key, Record as _, Scope, Time, Txn};
use wire::firewall::{FromFirewall, Group, Member, PATH, Place, Rule, RulesMessage, ToFirewall};

use crate::group::record::{self, SecurityGroup};
use crate::interface::record::Interface;
use crate::vpc::layout::default_vpc;
use members::Members;

/// Changes that come closer together are told together.
const TOGETHER: Duration = Duration::from_millis(100);
/// Interfaces of one machine.
const MOST: usize = 10_000;

pub(crate) struct Rules;

impl Listener for Rules {
    fn path(&self) -> &'static str {
        PATH
    }

    fn action(&self) -> &'static str {
        "ecs:Poll"
    }

    fn accept(
        &self,
        _cx: &Cx<'_>,
        _t: &mut Txn,
        _query: &[(String, String)],
    ) -> Result<Box<dyn Socket>, Fault> {
        Ok(Box::new(Talk {
            wanted: Vec::new(),
            watches: Arc::new([]),
            told: None,
        }))
    }

    fn refusal(&self, fault: &Fault) -> (u16, String) {
        (
            fault.status,
            serde_json::json!({ &*fault.code: fault.message }).to_string(),
        )
    }
}

#[derive(Clone)]
struct Talk {
    wanted: Vec<Place>,
    watches: Arc<[KeyRange]>,
    /// What was told last, and when.
    told: Option<(Time, RulesMessage)>,
}

impl Socket for Talk {
    fn watches(&self) -> Arc<[KeyRange]> {
        Arc::clone(&self.watches)
    }

    fn step(&self, cx: &Cx<'_>, t: &mut Txn, event: &Event) -> Result<Step, Fault> {
        let mut next = self.clone();
        let mut frames = Vec::new();
        let mut wake = None;
        if let Event::Text(text) = event {
            let Ok(FromFirewall::Interfaces(message)) = FromFirewall::parse(text) else {
                return Ok(Step {
                    next: Box::new(next),
                    frames,
                    close: Some((1003, "a message that is none of this conversation's".into())),
                    wake,
                });
            };
            next.ask_for(message.interfaces);
        }
        let due = self.told.as_ref().map(|(at, _)| *at + TOGETHER);
        let asked = matches!(event, Event::Text(_));
        match due.filter(|due| !asked && cx.now < *due) {
            Some(due) => wake = Some(due),
            None if next.wanted.is_empty() && !asked => {}
            None => {
                let message = tell(cx, t, &next.wanted)?;
                if asked || next.told.as_ref().is_none_or(|(_, old)| *old != message) {
                    frames.push(ToFirewall::Rules(message.clone()).to_text());
                    next.told = Some((cx.now, message));
                }
            }
        }
        Ok(Step {
            next: Box::new(next),
            frames,
            close: None,
            wake,
        })
    }
}

impl Talk {
    fn ask_for(&mut self, mut wanted: Vec<Place>) {
        wanted.truncate(MOST);
        let scopes: BTreeSet<Scope> = wanted.iter().map(scope_of).collect();
        let ranges = scopes.iter().flat_map(|s| {
            [Interface::KIND, SecurityGroup::KIND].map(|kind| Key::new(kind, s, &[]).children())
        });
        self.watches = ranges.collect();
        self.wanted = wanted;
    }
}

fn scope_of(place: &Place) -> Scope {
    Scope::new(place.account.as_str(), place.region.as_str())
}

/// The rules of these interfaces, as they are now.
fn tell(cx: &Cx<'_>, t: &mut Txn, wanted: &[Place]) -> Result<RulesMessage, Fault> {
    let mut interfaces = Vec::new();
    let mut groups: BTreeMap<(Scope, String), Group> = BTreeMap::new();
    for place in wanted {
        let scope = scope_of(place);
        let Some(i) = t.get::<Interface>(&Interface::key_of(&scope, &place.id))? else {
            continue;
        };
        for id in &i.groups {
            let key = (scope.clone(), id.clone());
            if let Entry::Vacant(place) = groups.entry(key) {
                place.insert(group(cx.kernel, t, &scope, id)?);
            }
        }
        interfaces.push(Member {
            id: place.id.clone(),
            groups: i.groups.clone(),
        });
    }
    Ok(RulesMessage {
        groups: groups.into_values().collect(),
        interfaces,
    })
}

/// What these groups let in.
pub(crate) fn inbound(
    kernel: &Kernel,
    t: &mut Txn,
    scope: &Scope,
    groups: &[String],
) -> Result<Vec<Rule>, Fault> {
    let mut rules = Vec::new();
    for id in groups {
        rules.extend(group(kernel, t, scope, id)?.ingress);
    }
    Ok(rules)
}

/// A group's rules; one that is gone has none.
fn group(kernel: &Kernel, t: &mut Txn, scope: &Scope, id: &str) -> Result<Group, Fault> {
    let vpc = default_vpc(t, scope)?;
    let found = record::get(t, scope, id)?;
    let rules = found.as_ref().map(|g| g.rules.as_slice()).unwrap_or_default();
    kernel.derived::<Members, _>(t, |members| {
        let peers = rules::Peers {
            router: vpc.router(),
            default_group: &vpc.security_group,
            balancers: members.balancers(scope),
            members: &|group| members.of(scope, group),
        };
        Ok(Group {
            id: id.to_owned(),
            ingress: rules::side(rules, false, &peers),
            egress: rules::side(rules, true, &peers),
        })
    })
}
