//! A small world for the engine: containers that do as they are told, or not.
//!
//! * `life.rs`: the rules one by one. `triples.rs`: every state and every event. `history.rs`: anything in any order.
//! * `bodies.rs`: requests to the container engine.

mod bodies;
mod history;
mod life;
mod triples;

use serde_json::json;
use wire::acs;

use super::body::{Site, create_body, log_target};
use super::record::{Desired, Known, Rules, TaskRecord};
use super::refuse::unsupported;
use super::step::{Effect, Event};
use crate::runtime::{Doing, Health, Millis, Observed};

const RULES: Rules = Rules {
    stop_grace_s: 30,
    keep: 600_000,
};

fn task(value: serde_json::Value) -> acs::Task {
    let mut base = json!({"arn": "arn:aws:ecs:r:1:task/c/t1", "family": "f", "version": "3", "desiredStatus": "RUNNING"});
    base.as_object_mut()
        .unwrap()
        .extend(value.as_object().unwrap().clone());
    serde_json::from_value(base).unwrap()
}

fn site() -> Site {
    Site {
        agent_id: "me".into(),
        cluster: "c".into(),
        pause_image: "pause:1".into(),
        cpus: 2,
        cgroups: None,
        routers: "/r".into(),
        doors: "/doors".into(),
    }
}

fn eni() -> serde_json::Value {
    json!([{"macAddress": "02:00:00:00:00:01", "ipv4Addresses": [{"privateAddress": "172.31.16.9", "primary": true}],
        "subnetGatewayIpv4Address": "172.31.0.1/16", "longshore": {"networkId": "vpc-1"}}])
}

/// The engine, as far as containers go: what each does, and which effects wait to be done.
struct World {
    record: TaskRecord,
    containers: Vec<Option<Doing>>,
    waiting: Vec<Effect>,
    reports: Vec<(String, Vec<(String, String)>)>,
    now: Millis,
    /// What a look tells of a container's health.
    healthy: bool,
}

impl World {
    fn new(task: acs::Task) -> World {
        let record = TaskRecord::new(task);
        let containers = vec![None; record.containers.len()];
        let mut world = World {
            record,
            containers,
            waiting: Vec::new(),
            reports: Vec::new(),
            now: 1_000,
            healthy: false,
        };
        world.tell(Event::Begin);
        world
    }

    fn tell(&mut self, event: Event) {
        self.now += 10;
        let step = self.record.step(event.clone(), self.now, &RULES);
        self.check_again(event, &step.effects);
        for effect in step.effects {
            self.check_order(&effect);
            match effect {
                Effect::Report(change) => {
                    assert!(step.durable, "a report is stored before it is sent");
                    if change.status == "STOPPED" {
                        assert!(
                            !self.any_running(),
                            "reported stopped while it runs: {:?}",
                            self.containers
                        );
                    }
                    let parts = change
                        .containers
                        .into_iter()
                        .map(|c| (c.container_name, c.status))
                        .collect();
                    self.reports.push((change.status, parts));
                }
                Effect::Wake(_) | Effect::Cleanup => {}
                effect => {
                    assert!(!self.waiting.contains(&effect), "{effect:?} is in flight twice");
                    self.waiting.push(effect);
                }
            }
        }
    }

    /// The same event once more asks for nothing new.
    fn check_again(&self, event: Event, did: &[Effect]) {
        // A second look is under way, and this would be its answer.
        let asked_again = matches!(event, Event::Seen { c, .. } if did.contains(&Effect::Look { c }));
        if asked_again || matches!(event, Event::Repeated) {
            return;
        }
        let mut twin = self.record.clone();
        let again = twin.step(event.clone(), self.now, &RULES).effects;
        let quiet = |e: &Effect| matches!(e, Effect::Wake(_) | Effect::Cleanup);
        assert!(again.iter().all(quiet), "{event:?} twice: {again:?}");
    }

    /// Nobody starts before what it depends on, or stops while somebody that depends on it is there.
    fn check_order(&self, effect: &Effect) {
        let needs = |c: usize| {
            self.record
                .spec(c)
                .map(|s| s.depends_on.clone())
                .unwrap_or_default()
        };
        match effect {
            Effect::Start { c } => {
                for d in needs(*c) {
                    let at = self.record.index(&d.container_name).unwrap();
                    let dep = &self.record.containers[at];
                    let met = match d.condition.as_str() {
                        "START" => dep.started_at.is_some(),
                        "COMPLETE" => dep.known == Known::Stopped,
                        "SUCCESS" => dep.known == Known::Stopped && dep.exit_code == Some(0),
                        _ => dep.health == Some(Health::Healthy),
                    };
                    assert!(met, "{} starts before {} is {}", c, d.container_name, d.condition);
                }
            }
            Effect::Stop { c, .. } => {
                let name = &self.record.containers[*c].name;
                for (x, other) in self.record.containers.iter().enumerate() {
                    let leans = needs(x).iter().any(|d| d.container_name == *name)
                        || (self.record.containers[*c].sandbox && x != *c);
                    assert!(
                        !leans || other.known == Known::Stopped,
                        "{name} stops before {}",
                        other.name
                    );
                }
            }
            _ => {}
        }
    }

    fn any_running(&self) -> bool {
        self.containers
            .iter()
            .any(|c| matches!(c, Some(Doing::Running { .. })))
    }

    /// Does one waiting effect; with `lost`, nobody hears of it.
    fn perform(&mut self, which: usize, lost: bool) {
        if self.waiting.is_empty() {
            return;
        }
        let effect = self.waiting.remove(which % self.waiting.len());
        let now = self.now;
        let event = match effect {
            Effect::Pull { c } => Event::Pulled {
                c,
                digest: None,
                fetched: false,
            },
            Effect::Create { c } => {
                self.containers[c].get_or_insert(Doing::Created);
                Event::Created {
                    c,
                    id: format!("id{c}"),
                }
            }
            Effect::Start { c } => {
                match self.containers[c] {
                    Some(Doing::Created | Doing::Exited { .. }) => {
                        self.containers[c] = Some(Doing::Running { since: now })
                    }
                    Some(Doing::Running { .. }) => {}
                    None => panic!("started before it was created"),
                }
                Event::Started {
                    c,
                    bindings: Vec::new(),
                }
            }
            Effect::Stop { c, .. } => {
                if self.record.containers[c].sandbox {
                    self.containers[c] = None;
                } else if matches!(self.containers[c], Some(Doing::Running { .. })) {
                    self.containers[c] = Some(Doing::Exited {
                        code: 137,
                        oom: false,
                        at: now,
                    });
                }
                Event::StopReturned { c, error: None }
            }
            Effect::Look { c } => Event::Seen {
                c,
                seen: self.look(c),
            },
            Effect::Report(_) | Effect::Wake(_) | Effect::Cleanup => unreachable!(),
        };
        if !lost {
            self.tell(event);
        }
    }

    fn look(&self, c: usize) -> Option<Observed> {
        self.containers[c].clone().map(|doing| Observed {
            out_of_memory_at: None,
            id: format!("id{c}"),
            name: String::new(),
            labels: Default::default(),
            doing,
            health: self.healthy.then_some(Health::Healthy),
            bindings: Vec::new(),
        })
    }

    fn exit(&mut self, c: usize, code: i64) {
        if matches!(self.containers[c], Some(Doing::Running { .. })) {
            self.containers[c] = Some(Doing::Exited {
                code,
                oom: false,
                at: self.now,
            });
        }
    }

    /// The agent dies: calls in flight may have happened or not, and only what was stored is known.
    fn crash(&mut self, performed: usize) {
        for _ in 0..performed.min(self.waiting.len()) {
            self.perform(0, true);
        }
        self.waiting.clear();
        let stored = serde_json::to_string(&self.record).unwrap();
        self.record = serde_json::from_str(&stored).unwrap();
        self.tell(Event::LookAround);
    }

    fn settle(&mut self) {
        for _ in 0..1000 {
            if self.waiting.is_empty() {
                // Something may be waiting for its time.
                self.now += 60_000;
                self.tell(Event::Tick);
            }
            if self.waiting.is_empty() {
                return;
            }
            self.perform(0, false);
        }
        panic!("it does not come to rest: {:?}", self.record);
    }

    fn statuses(&self) -> Vec<&str> {
        self.reports.iter().map(|(s, _)| s.as_str()).collect()
    }
}
