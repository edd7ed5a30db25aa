//! One run: a storm of random calls and faults, then rest.

use std::time::Duration;

use crate::invariants::{self, Holds};
use crate::node::Node;
use crate::services;
use crate::world::{About, CLUSTERS, Done, World};

/// How long a storm lasts, in steps.
const STORM: usize = 2500;
/// Longer than either side bears silence.
const SOON: Duration = Duration::from_secs(2 * 60);
/// Longer than the agent keeps a connection, so that each comes to a fresh manifest.
const REST: Duration = Duration::from_secs(12 * 60);
const TICK: Duration = Duration::from_secs(5);

impl World {
    /// One random thing happens.
    pub(crate) fn storm(&mut self) -> Holds {
        let chance = self.chance.clone();
        let n = chance.below(self.nodes.len());
        let link = chance.below(self.links.len());
        match chance.below(1000) {
            0..300 => {
                let at = chance.below(self.flights.len());
                self.poll(at)?;
            }
            300..480 => self.flush(1 + chance.below(4))?,
            480..600 => {
                self.step_link(link);
            }
            600..690 => self.deliver(link)?,
            690..780 => self.act(n),
            780..850 => {
                if let Some(node) = self.nodes.get_mut(n) {
                    node.work(&chance);
                }
            }
            850..900 => self.wish(&chance),
            900..930 => self.pass(Duration::from_millis(chance.seed() % 15_000)),
            930..945 => self.controllers(chance.below(self.planes.len())),
            _ => self.fault(n, link),
        }
        self.links.retain(|l| !l.over());
        Ok(())
    }

    fn controllers(&mut self, plane: usize) {
        self.fly(plane, About::Nobody, |k| async move {
            Done::Other(k.settle_controllers().await.map(|_| ()))
        });
    }

    fn fault(&mut self, n: usize, link: usize) {
        let chance = self.chance.clone();
        let process = self.process(n);
        match chance.below(100) {
            0..45 => {
                if let Some(l) = self.links.get_mut(link) {
                    l.spoil(&chance);
                }
            }
            45..60 => {
                if let Some(l) = self.links.get_mut(link) {
                    l.cut(&chance);
                }
            }
            60..70 => {
                // A report that was heard already is heard once more, late.
                if let Some(body) = chance.pick(&self.echoes).cloned() {
                    self.tell::<wire::ecs::SubmitTaskStateChange>(body);
                }
            }
            70..76 => {
                if let Some(node) = self.nodes.get_mut(n) {
                    node.exit_one(&chance);
                }
            }
            76..84 => {
                // Who asked will not wait: the call is made once more, and its first answer comes late or never.
                let at = chance.below(self.flights.len());
                if let Some(f) = self.flights.get_mut(at)
                    && matches!(f.about, About::Report(..) | About::Run(_))
                {
                    f.about = match f.about {
                        About::Run(order) => About::Lost(order),
                        _ => About::Nobody,
                    };
                    f.deaf = chance.percent(50);
                }
            }
            84..89 => {
                self.orphan(n);
                self.nodes
                    .get_mut(n)
                    .into_iter()
                    .for_each(|x| x.restart(process.clone()));
            }
            89..92 => {
                self.orphan(n);
                self.nodes
                    .get_mut(n)
                    .into_iter()
                    .for_each(|x| x.reboot(process.clone()));
            }
            92 => {
                self.orphan(n);
                self.nodes
                    .get_mut(n)
                    .into_iter()
                    .for_each(|x| x.wipe(process.clone()));
            }
            93..96 => self.restart_plane(chance.below(self.planes.len())),
            96 | 97 => self.cut_power(),
            _ => self.glass.forget_staged(),
        }
    }

    /// Without faults, for `time`: everybody does what is due, in order.
    pub(crate) fn rest(&mut self, time: Duration) -> Holds {
        let end = self.now() + time;
        let (mut known, mut quiet_for) = (self.rows.clone(), 0);
        while self.now() < end {
            for at in 0..self.orders.len() {
                self.pursue(at);
            }
            // Nothing else that controllers do shows within minutes.
            let same = self.rows.tasks.ptr_eq(&known.tasks) && self.rows.services.ptr_eq(&known.services);
            quiet_for = if same { quiet_for + 1 } else { 0 };
            known = self.rows.clone();
            if !self.rows.services.is_empty() && (quiet_for < 3 || quiet_for % 12 == 0) {
                (0..self.planes.len()).for_each(|plane| self.controllers(plane));
            }
            for _ in 0..100 {
                for n in 0..self.nodes.len() {
                    let chance = self.chance.clone();
                    self.act(n);
                    if let Some(node) = self.nodes.get_mut(n) {
                        node.work(&chance);
                    }
                }
                let mut quiet = true;
                for at in 0..self.links.len() {
                    quiet &= !self.step_link(at);
                }
                quiet &= self.flights.is_empty();
                self.drain()?;
                for at in 0..self.links.len() {
                    self.deliver(at)?;
                }
                quiet &= self.links.iter().all(|l| l.to_node.is_empty());
                let idle = self.nodes.iter().all(|n| !n.busy() && n.outbox.is_empty());
                if quiet && idle {
                    break;
                }
            }
            self.links.retain(|l| !l.over());
            self.pass(TICK);
        }
        Ok(())
    }

    /// The operators look after what the storm has left: machines that wait to be started, and those that are no more.
    fn tidy(&mut self) -> Holds {
        for n in 0..self.nodes.len() {
            let process = self.process(n);
            if let Some(node) = self.nodes.get_mut(n).filter(|x| x.inactive) {
                node.restart(process);
            }
        }
        self.deregister_where(|nodes, id| !nodes.iter().any(|n| n.is(id)))
    }

    /// Deregisters the machines of which this holds.
    fn deregister_where(&mut self, which: impl Fn(&[Node], &str) -> bool) -> Holds {
        let gone: Vec<(String, String)> = self
            .rows
            .instances
            .iter()
            .filter(|(at, i)| i.status != "Inactive" && which(&self.nodes, &at.id))
            .map(|(at, _)| (at.cluster.clone(), at.id.clone()))
            .collect();
        for (cluster, id) in gone {
            self.deregister(&cluster, &id, true);
        }
        self.drain()
    }

    fn stop_all(&mut self) -> Holds {
        let left: Vec<(String, String)> = self
            .rows
            .tasks
            .values()
            .filter(|t| t.state.wanted())
            .map(|t| (t.cluster.clone(), t.id.clone()))
            .collect();
        for (cluster, id) in left {
            self.stop(&cluster, &id);
        }
        self.drain()
    }

    fn rested(&self) -> Holds {
        // Time passed once more after the last deeds.
        invariants::at_rest(&self.rows, &self.nodes, (self.now() - TICK).0)
    }

    fn everything(&mut self) -> Holds {
        for (name, cluster) in ["a", "b", "c", "d"].iter().zip(CLUSTERS.iter().cycle()) {
            self.join(name, cluster);
        }
        self.rest(TICK)?;
        for _ in 0..STORM {
            self.storm()?;
        }
        self.drain()?;
        self.tidy()?;
        self.rest(SOON)?;
        self.tidy()?;
        self.rest(SOON)?;
        invariants::tasks_rest(&self.rows)?;
        self.redeploy_services()?;
        self.rest(REST)?;
        self.rested()?;
        services::at_rest(&self.rows)?;
        self.orders_hold()?;
        self.delete_services()?;
        self.rest(TICK * 12)?;
        // Pools are given up by now; these open some.
        for cluster in CLUSTERS {
            let request = self.request(cluster, "eni", 2, false);
            self.order(request);
        }
        self.rest(TICK * 4)?;
        self.rested()?;
        self.stop_all()?;
        self.rest(TICK * 12)?;
        self.rested()?;
        self.deregister_where(|_, _| true)?;
        invariants::empty(&self.rows)?;
        // Stopped tasks are described for 14 days.
        self.pass(Duration::from_secs(15 * 24 * 3600));
        for plane in 0..self.planes.len() {
            self.controllers(plane);
        }
        self.drain()?;
        if self.rows.tasks.is_empty() {
            Ok(())
        } else {
            Err("a stopped task is never forgotten".into())
        }
    }
}

/// What a run was like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    pub revisions: u64,
    pub tasks: usize,
    /// Its decisions, line by line.
    pub trace: Vec<String>,
}

/// What does not hold in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub seed: u64,
    pub why: String,
    /// The decisions before.
    pub trace: Vec<String>,
}

impl std::fmt::Display for Broken {
    /// The seed, what is broken, and the last decisions.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "seed {}: {}\nthe last decisions:", self.seed, self.why)?;
        let skip = self.trace.len().saturating_sub(40);
        self.trace
            .iter()
            .skip(skip)
            .try_for_each(|line| write!(f, "\n{line}"))
    }
}

/// Runs the world of one seed: one control plane for even seeds, two on one store for odd ones.
///
/// # Errors
/// What does not hold.
pub fn run(seed: u64) -> Result<Ran, Broken> {
    let planes = if seed.is_multiple_of(2) { 1 } else { 2 };
    let broken = |why, trace| Broken { seed, why, trace };
    let mut world = World::new(seed, planes).map_err(|why| broken(why, Vec::new()))?;
    let held = world.everything();
    let trace = std::mem::take(&mut world.trace.lines);
    match held {
        Ok(()) => Ok(Ran {
            revisions: kernel::Store::durable(&*world.glass).revision,
            tasks: world.born.values().map(Vec::len).sum(),
            trace,
        }),
        Err(why) => Err(broken(why, trace)),
    }
}
