//! The record says what to do next.

use super::record::{Busy, Desired, Known, Rules, TaskRecord, Told};
use super::step::Effect;
use crate::runtime::{Health, Millis};

/// Whether a container's dependencies let it start.
#[derive(Debug, PartialEq)]
enum Ready {
    Yes,
    /// Not yet; look again at this time at the latest.
    Not(Option<Millis>),
    Never(String),
}

impl TaskRecord {
    pub(super) fn plan(&mut self, now: Millis, rules: &Rules) -> Vec<Effect> {
        let mut effects = Vec::new();
        // One container's end can free another, so passes go on until one changes nothing. Each change moves a container
        // forward or makes it busy, so there is an end.
        while self.pass(now, rules, &mut effects) {}
        if self.known() == Known::Stopped {
            let stopped = *self.stopped_at.get_or_insert(now);
            match self.cleaned {
                true => {}
                false if now >= stopped + rules.keep && self.told == Told::Stopped => {
                    effects.push(Effect::Cleanup)
                }
                false => effects.push(Effect::Wake(stopped + rules.keep)),
            }
        }
        effects
    }

    fn pass(&mut self, now: Millis, rules: &Rules, effects: &mut Vec<Effect>) -> bool {
        let mut changed = false;
        for c in 0..self.containers.len() {
            let Some(r) = self.containers.get_mut(c) else {
                continue;
            };
            // Nobody waits for an image that is no longer wanted.
            if self.desired == Desired::Stopped && r.busy == Some(Busy::Pulling) {
                r.busy = None;
            }
            if r.busy.is_some() || r.known == Known::Stopped {
                continue;
            }
            if r.look {
                r.look = false;
                r.busy = Some(Busy::Looking);
                effects.push(Effect::Look { c });
                continue;
            }
            changed |= match self.desired {
                Desired::Running => self.forward(c, now, effects),
                Desired::Stopped => self.down(c, now, rules, effects),
            };
        }
        changed
    }

    fn forward(&mut self, c: usize, now: Millis, effects: &mut Vec<Effect>) -> bool {
        let Some(known) = self.containers.get(c).map(|r| r.known) else {
            return false;
        };
        let (busy, effect) = match known {
            Known::None => {
                self.pull_started_at.get_or_insert(now);
                (Busy::Pulling, Effect::Pull { c })
            }
            Known::Pulled if self.can_create(c) => (Busy::Creating, Effect::Create { c }),
            Known::Created => match self.can_start(c, now) {
                Ready::Yes => (Busy::Starting, Effect::Start { c }),
                Ready::Not(until) => {
                    effects.extend(until.map(Effect::Wake));
                    return false;
                }
                Ready::Never(why) => {
                    let essential = self.containers.get(c).is_some_and(|r| r.essential);
                    if let Some(r) = self.containers.get_mut(c) {
                        r.fail(why.clone(), now);
                    }
                    if essential {
                        self.desired = Desired::Stopped;
                        self.reason.get_or_insert(why);
                    }
                    return true;
                }
            },
            Known::Pulled | Known::Running | Known::Stopped => return false,
        };
        if let Some(r) = self.containers.get_mut(c) {
            r.busy = Some(busy);
        }
        effects.push(effect);
        true
    }

    fn down(&mut self, c: usize, now: Millis, rules: &Rules, effects: &mut Vec<Effect>) -> bool {
        let grace_s = self
            .spec(c)
            .and_then(|s| s.stop_timeout)
            .filter(|s| *s > 0)
            .unwrap_or(rules.stop_grace_s);
        let free = !self
            .containers
            .iter()
            .enumerate()
            .any(|(x, r)| r.known != Known::Stopped && x != c && self.leans_on(x, c));
        let Some(r) = self.containers.get_mut(c) else {
            return false;
        };
        // A sandbox that was made holds its address even before it runs.
        if r.known < Known::Created || (r.known == Known::Created && !r.sandbox) {
            r.end(None, None, now);
            return true;
        }
        if !free {
            return false;
        }
        if r.known == Known::Created {
            // From here on it counts as running: its removal is looked for like any other end.
            r.known = Known::Running;
        }
        if r.retry_at > now {
            effects.push(Effect::Wake(r.retry_at));
            return false;
        }
        r.busy = Some(Busy::Stopping);
        effects.push(Effect::Stop { c, grace_s });
        true
    }

    /// Whether `x` needs `c` while it runs, so that `c` stops after it.
    fn leans_on(&self, x: usize, c: usize) -> bool {
        let (Some(user), Some(used)) = (self.containers.get(x), self.containers.get(c)) else {
            return false;
        };
        if used.sandbox {
            return !user.sandbox;
        }
        self.spec(x).is_some_and(|s| {
            s.depends_on.iter().any(|d| d.container_name == used.name)
                || linked(s).any(|name| name == used.name)
        })
    }

    /// The engine wants what a create request names to exist.
    fn can_create(&self, c: usize) -> bool {
        let exists = |name: &str| {
            self.index(name)
                .and_then(|i| self.containers.get(i))
                .is_none_or(|r| r.known >= Known::Created)
        };
        let sandbox = self.containers.iter().enumerate().find(|(_, r)| r.sandbox);
        let sandboxed = sandbox.is_none_or(|(i, r)| i == c || r.known >= Known::Created);
        sandboxed
            && self.spec(c).is_none_or(|s| {
                linked(s).all(exists) && s.volumes_from.iter().all(|v| exists(&v.source_container))
            })
    }

    fn can_start(&self, c: usize, now: Millis) -> Ready {
        let sandbox = self.containers.iter().find(|r| r.sandbox);
        let own = self.containers.get(c).is_some_and(|r| r.sandbox);
        if !own && sandbox.is_some_and(|r| r.known != Known::Running) {
            return Ready::Not(None);
        }
        let Some(spec) = self.spec(c) else {
            return Ready::Yes;
        };
        let links = linked(spec).map(|name| (name, "START"));
        let needs = spec
            .depends_on
            .iter()
            .map(|d| (d.container_name.as_str(), d.condition.as_str()));
        let mut answer = Ready::Yes;
        for (name, condition) in links.chain(needs) {
            match self.condition(name, condition, now) {
                Ready::Yes => {}
                Ready::Never(why) => return Ready::Never(why),
                Ready::Not(at) => {
                    let earlier = match (&answer, at) {
                        (Ready::Not(Some(a)), Some(b)) => Some(*a.min(&b)),
                        (Ready::Not(a), None) => *a,
                        (_, at) => at,
                    };
                    answer = Ready::Not(earlier);
                }
            }
        }
        answer
    }

    fn condition(&self, name: &str, condition: &str, now: Millis) -> Ready {
        let never = |how: &str| Ready::Never(format!("DependencyError: container `{name}` {how}"));
        let Some(at) = self.index(name) else {
            return never("is not in the task");
        };
        let Some(dep) = self.containers.get(at) else {
            return never("is not in the task");
        };
        let stopped = dep.known == Known::Stopped;
        if stopped && dep.started_at.is_none() {
            return never("did not start");
        }
        let met = match condition {
            "START" => dep.started_at.is_some(),
            "COMPLETE" => stopped,
            "SUCCESS" if stopped && dep.exit_code != Some(0) => return never("did not exit with code 0"),
            "SUCCESS" => stopped,
            "HEALTHY" if stopped => return never("stopped before it was healthy"),
            "HEALTHY" => dep.health == Some(Health::Healthy),
            _ => return never(&format!("has an unknown condition `{condition}`")),
        };
        if met {
            return Ready::Yes;
        }
        // `startTimeout` of the dependency bounds the wait for it.
        let limit = self.spec(at).and_then(|s| s.start_timeout).filter(|s| *s > 0);
        match dep.started_at.zip(limit).map(|(started, s)| started + s * 1000) {
            Some(until) if now >= until => {
                never(&format!("did not reach {condition} within its startTimeout"))
            }
            until => Ready::Not(until),
        }
    }
}

fn linked(spec: &wire::acs::Container) -> impl Iterator<Item = &str> {
    spec.links.iter().map(|l| l.split(':').next().unwrap_or(l))
}
