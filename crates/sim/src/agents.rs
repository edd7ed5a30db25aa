//! The calls that agents make: join, connect, report.

use std::collections::BTreeSet;

use kernel::Fault;
use wire::ecs as w;

use crate::invariants::{Holds, must};
use crate::node::Node;
use crate::world::{About, Done, World, failed};

impl World {
    /// A new machine. An agent that tells no process is as the official one: nothing proves that it is the same.
    pub(crate) fn join(&mut self, name: &str, cluster: &str) {
        let process = if self.nodes.len() % 3 == 2 {
            String::new()
        } else {
            self.chance.word()
        };
        self.nodes
            .push(Node::new(name.to_owned(), cluster.to_owned(), process));
    }

    /// What the agent calls its next process.
    pub(crate) fn process(&self, n: usize) -> String {
        if self.nodes.get(n).is_some_and(|x| x.process.is_empty()) {
            String::new()
        } else {
            self.chance.word()
        }
    }

    /// The node's agent makes the next call that it owes, if any.
    pub(crate) fn act(&mut self, n: usize) {
        let now = self.now();
        for l in self.links.iter_mut().filter(|l| l.node == n) {
            if l.node_leaves(now) {
                l.leave();
            }
        }
        let Some(node) = self.nodes.get(n).filter(|x| !x.inactive) else {
            return;
        };
        if !node.registered {
            return self.register(n);
        }
        let linked = self.links.iter().any(|l| l.node == n && l.node_open);
        if !linked && !self.under_way(&About::Connect(n)) {
            return self.connect(n);
        }
        self.report(n);
    }

    fn register(&mut self, n: usize) {
        let Some(node) = self.nodes.get(n).filter(|_| !self.under_way(&About::Register(n))) else {
            return;
        };
        let number = |name: &str, n| w::Resource {
            name: Some(name.into()),
            r#type: Some("INTEGER".into()),
            integer_value: Some(n),
            ..Default::default()
        };
        let ports = w::Resource {
            name: Some("PORTS".into()),
            r#type: Some("STRINGSET".into()),
            string_set_value: Some(vec!["22".into(), "2375".into()]),
            ..Default::default()
        };
        let mut attributes = self.attributes.clone();
        let zone = if n.is_multiple_of(2) {
            "us-east-1a"
        } else {
            "us-east-1b"
        };
        attributes.push(w::Attribute {
            name: "ecs.availability-zone".into(),
            value: Some(zone.into()),
            ..Default::default()
        });
        if node.ours() {
            attributes.push(w::Attribute {
                name: "longshore.agent-version".into(),
                value: Some("1.0".into()),
                ..Default::default()
            });
        }
        if let (Some(id), None) = (&node.registration, &node.arn) {
            attributes.push(w::Attribute {
                name: "longshore.registration".into(),
                value: Some(id.clone()),
                ..Default::default()
            });
        }
        let input = w::RegisterContainerInstanceRequest {
            cluster: Some(node.cluster.clone()),
            container_instance_arn: node.arn.clone(),
            total_resources: Some(vec![number("CPU", 2048), number("MEMORY", 2048), ports]),
            attributes: Some(attributes),
            ..Default::default()
        };
        let boot = node.boot;
        self.ask::<w::RegisterContainerInstance>(About::Register(n), input, move |r| {
            let arn = r.map(|a| {
                a.container_instance
                    .unwrap_or_default()
                    .container_instance_arn
                    .unwrap_or_default()
            });
            Done::Registered(n, boot, arn)
        });
    }

    pub(crate) fn registered(&mut self, n: usize, boot: u64, r: Result<String, Fault>) -> Holds {
        let refused = r
            .as_ref()
            .err()
            .filter(|f| f.status < 500)
            .map(ToString::to_string);
        if let Some(why) = refused {
            return Err(format!("a registration was refused: {why}"));
        }
        if let (Some(arn), Some(node)) = (failed(r)?, self.nodes.get_mut(n)) {
            // An agent that died before it heard the answer does not know the machine that it became.
            if node.boot == boot {
                let asked = node.registration.as_ref();
                must(asked.is_none_or(|id| arn.ends_with(id.as_str())), || {
                    format!("machine {} became {arn}, and asked for {asked:?}", node.name)
                })?;
                node.arn = Some(arn);
                node.registered = true;
            }
        }
        Ok(())
    }

    fn connect(&mut self, n: usize) {
        let Some(node) = self.nodes.get(n) else { return };
        let (boot, arn) = (node.boot, node.arn.clone().unwrap_or_default());
        let pair = |k: &str, v: &str| (k.to_owned(), v.to_owned());
        let query = vec![
            pair("containerInstanceArn", &arn),
            pair("longshoreProcess", &node.process),
            pair("agentVersion", "1.0"),
        ];
        let Some(plane) = self.any_plane() else { return };
        let call = self.call.clone();
        self.fly(plane, About::Connect(n), move |k| async move {
            let Some(listener) = k.listener("/acs/ws") else {
                return Done::Other(Err(Fault::internal("nobody listens")));
            };
            let accepted = k.transact(&call, false, |cx, t| {
                cx.authorize(t, listener.action(), &kernel::Access::any())?;
                listener.accept(cx, t, &query)
            });
            Done::Connected(n, boot, accepted.await)
        });
    }

    /// Tells the oldest report of a task that none is under way of: in order within a task, as agents do.
    fn report(&mut self, n: usize) {
        let Some(node) = self.nodes.get(n) else { return };
        let mut passed = BTreeSet::new();
        let mut free = Vec::new();
        for r in &node.outbox {
            let task = r.body.task.clone().unwrap_or_default();
            if passed.insert(task.clone()) && !self.under_way(&About::Report(n, task)) {
                free.push(r.clone());
            }
        }
        let boot = node.boot;
        let Some(r) = self.chance.pick(&free).cloned() else {
            return;
        };
        if self.echoes.len() < 8 || self.chance.percent(20) {
            self.echoes.push(r.body.clone());
        }
        let about = About::Report(n, r.body.task.clone().unwrap_or_default());
        self.ask::<w::SubmitTaskStateChange>(about, r.body, move |a| {
            Done::Reported(n, boot, r.number, a.map(|_| ()))
        });
    }

    pub(crate) fn reported(&mut self, n: usize, boot: u64, number: u64, r: Result<(), Fault>) -> Holds {
        if let Some(f) = r.as_ref().err().filter(|f| f.status < 500) {
            return Err(format!("a report was refused: {f}"));
        }
        if let (Some(()), Some(node)) = (failed(r)?, self.nodes.get_mut(n))
            && node.boot == boot
        {
            node.outbox.retain(|r| r.number != number);
        }
        Ok(())
    }

    /// The agent's calls under way belong to a process that is gone: nobody waits for them any more.
    pub(crate) fn orphan(&mut self, n: usize) {
        for f in &mut self.flights {
            let mine = match &f.about {
                About::Register(m) | About::Connect(m) | About::Report(m, _) => *m == n,
                _ => false,
            };
            if mine {
                f.about = About::Nobody;
            }
        }
        let chance = self.chance.clone();
        for l in self.links.iter_mut().filter(|l| l.node == n && l.node_open) {
            if chance.percent(50) {
                l.leave();
            } else {
                l.cut(&chance);
                l.node_open = false;
            }
        }
    }
}
