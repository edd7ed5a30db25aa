//! Security groups, enforced: the rules of each awsvpc interface stand in the kernel of its own sandbox.
//!
//! * `talk.rs`: a conversation with the control plane of its own, which tells the rules of this node's interfaces, and tells
//!   them anew when groups, rules or members change
//! * `plan.rs`: the policy of an interface (pure) · `nft.rs`: a policy as messages for nf_tables (pure)
//! * `set.rs`: handing them to the pause program, which sets them in its namespace, and asking whether a kernel can
//!
//! A sandbox is guarded before any container of its task starts. When its rules cannot be had in time nothing gets in or out
//! until they come. What is set stays without the agent, which sets it anew after a restart.
//!
//! INVARIANT: a node says that it enforces (`wire::firewall::ATTRIBUTE`) only if its kernel took a policy with everything in it.

mod nft;
mod plan;
mod set;
mod talk;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::watch;
use tracing::{debug, warn};
use wire::acs::ElasticNetworkInterface;
use wire::firewall::{Place, RulesMessage};

use crate::engine::sandbox::door_name;
use crate::journal::Journal;
use crate::pause;
use crate::runtime::Runtime;

pub(crate) use talk::run;

/// The kernel and the program with which a trial went well.
const TRIAL: &str = "firewall_trial";
/// How long a starting sandbox waits for its rules.
const PATIENCE: Duration = Duration::from_secs(5);
/// A sandbox that has just started listens within this time.
const LISTENS: Duration = Duration::from_secs(10);

/// The digest of a policy that is set. It is held while one is being set, so that an older one never comes last.
type Last = Arc<tokio::sync::Mutex<Option<u64>>>;

/// The interfaces of this node and what holds for them.
pub(crate) struct Firewall {
    /// The folder of the sandboxes' doors.
    doors: PathBuf,
    enforces: AtomicBool,
    /// By interface.
    wanted: watch::Sender<BTreeMap<String, Place>>,
    /// What the control plane told last.
    rules: watch::Sender<Option<Arc<RulesMessage>>>,
    /// What was set last, by interface.
    set: Mutex<BTreeMap<String, Last>>,
}

impl Firewall {
    pub(crate) fn new(doors: PathBuf) -> Firewall {
        Firewall {
            doors,
            enforces: AtomicBool::new(false),
            wanted: watch::Sender::new(BTreeMap::new()),
            rules: watch::Sender::new(None),
            set: Default::default(),
        }
    }

    /// Finds out whether rules can be enforced here. Answers the attribute's value.
    pub(crate) async fn learn(
        &self,
        runtime: &dyn Runtime,
        agent: &str,
        journal: &Journal,
        waived: bool,
    ) -> Option<&'static str> {
        if waived {
            self.enforces.store(false, Ordering::Relaxed);
            return Some("waived");
        }
        // What this kernel could it still can.
        let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
        let trial = format!("{} {}", kernel.trim(), pause::program());
        let known = journal.meta(TRIAL).ok().flatten();
        let can = known.as_ref() == Some(&trial) || {
            let tried = set::trial(runtime, agent, &nft::batch(&plan::everything())).await;
            match &tried {
                Ok(()) => journal.set_meta(TRIAL, &trial).unwrap_or_default(),
                Err(why) => warn!(why, "this machine cannot enforce security groups"),
            }
            tried.is_ok()
        };
        self.enforces.store(can, Ordering::Relaxed);
        can.then_some("enforced")
    }

    /// Whether the control plane knows rules for it: not one that only speaks the public protocol.
    fn want(&self, eni: &ElasticNetworkInterface) -> bool {
        let place = eni.longshore.as_ref().map(|l| Place {
            id: eni.ec2_id.clone(),
            account: l.account.clone(),
            region: l.region.clone(),
        });
        let Some(place) = place.filter(|p| !p.account.is_empty()) else {
            return false;
        };
        self.wanted
            .send_if_modified(|all| match all.get(&place.id) == Some(&place) {
                true => false,
                false => all.insert(place.id.clone(), place).is_none(),
            });
        true
    }

    /// Brings the rules of an interface into force, whose sandbox has just started.
    pub(crate) async fn guard(&self, eni: &ElasticNetworkInterface) {
        if !self.enforces.load(Ordering::Relaxed) || !self.want(eni) {
            return;
        }
        let mut rules = self.rules.subscribe();
        let known = rules.wait_for(|r| r.as_ref().is_some_and(|r| plan::policy(r, &eni.ec2_id).is_some()));
        let known = tokio::time::timeout(PATIENCE, known).await.is_ok();
        if !known {
            warn!(
                interface = eni.ec2_id,
                "its rules are not known; until they are, nothing gets in or out"
            );
        }
        // A pause container of another Longshore may have no ear for it: its task runs as it did there.
        if let Err(e) = self.set(&eni.ec2_id, LISTENS).await {
            warn!(interface = eni.ec2_id, error = %e, "its rules could not be set");
        }
    }

    /// Sets what holds for an interface now, unless that is set already. A sandbox may be given a while to listen.
    async fn set(&self, interface: &str, patience: Duration) -> std::io::Result<()> {
        let place = self.set.lock().entry(interface.to_owned()).or_default().clone();
        let mut set = place.lock().await;
        let policy = match &*self.rules.borrow() {
            Some(told) => plan::policy(told, interface),
            None => None,
        };
        // What was set before stays in force while the control plane does not know the interface.
        if policy.is_none() && set.is_some() {
            return Ok(());
        }
        let batch = nft::batch(&policy.unwrap_or_else(plan::closed));
        let mut digest = DefaultHasher::new();
        batch.hash(&mut digest);
        let digest = Some(digest.finish());
        if *set == digest {
            return Ok(());
        }
        set::apply(&self.doors.join(door_name(interface)), &batch, patience).await?;
        debug!(interface, bytes = batch.len(), "rules set");
        *set = digest;
        Ok(())
    }

    /// Sets what has changed, of all interfaces that have a sandbox.
    async fn set_all(&self) {
        self.prune();
        let all: Vec<String> = self.wanted.borrow().keys().cloned().collect();
        for interface in all {
            let known = self
                .rules
                .borrow()
                .as_ref()
                .is_some_and(|r| plan::policy(r, &interface).is_some());
            if known && let Err(e) = self.set(&interface, Duration::ZERO).await {
                debug!(interface, error = %e, "its rules could not be set");
            }
        }
    }

    /// Forgets the interfaces whose doors are closed for ever.
    fn prune(&self) {
        let doors = &self.doors;
        self.wanted.send_if_modified(|all| {
            let before = all.len();
            all.retain(|id, _| doors.join(door_name(id)).exists());
            all.len() != before
        });
        let wanted = self.wanted.borrow();
        self.set.lock().retain(|id, _| wanted.contains_key(id));
    }
}
