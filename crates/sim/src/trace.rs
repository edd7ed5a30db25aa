//! What a run decided, in lines that a person can read: names in the order of their appearance instead of ids.

use std::collections::BTreeMap;
use std::fmt;

use wire::acs::{ToAgent, task_id};

use crate::node::Node;
use crate::rows::Rows;

/// How many lines are kept for the report of a failure.
const KEPT: usize = 4000;

#[derive(Default)]
pub(crate) struct Trace {
    pub lines: Vec<String>,
    tasks: BTreeMap<String, usize>,
}

impl Trace {
    pub(crate) fn say(&mut self, line: fmt::Arguments<'_>) {
        if self.lines.len() == KEPT {
            self.lines.drain(..KEPT / 2);
        }
        self.lines.push(line.to_string());
    }

    /// `task 3`
    pub(crate) fn task(&mut self, id: &str) -> String {
        let next = self.tasks.len() + 1;
        format!("task {}", self.tasks.entry(id.to_owned()).or_insert(next))
    }

    /// The id of `task 3`.
    pub(crate) fn id(&self, number: usize) -> Option<String> {
        let found = self.tasks.iter().find(|(_, n)| **n == number);
        found.map(|(id, _)| id.clone())
    }

    pub(crate) fn frame(&mut self, node: &str, m: &ToAgent) {
        match m {
            ToAgent::Payload(p) => {
                for t in &p.tasks {
                    let name = self.task(task_id(&t.arn));
                    self.say(format_args!("{node} is told: {name} {}", t.desired_status));
                }
            }
            ToAgent::Manifest(m) => {
                let mut all: Vec<String> = m
                    .tasks
                    .iter()
                    .map(|t| format!("{} {}", self.task(task_id(&t.task_arn)), t.desired_status))
                    .collect();
                all.sort();
                self.say(format_args!(
                    "{node} is told what should run: [{}]",
                    all.join(", ")
                ));
            }
            ToAgent::StopVerificationAck(m) => {
                for t in &m.stop_tasks {
                    let name = self.task(task_id(&t.task_arn));
                    self.say(format_args!("{node} is told: {name} is surplus"));
                }
            }
            _ => {}
        }
    }

    pub(crate) fn commit(&mut self, before: &Rows, after: &Rows, nodes: &[Node]) {
        for (key, new) in &after.tasks {
            match before.tasks.get(key) {
                None => {
                    let name = self.task(&new.id);
                    let node = nodes.iter().find(|n| n.is(&new.node.id));
                    let node = node.map_or("a machine", |n| n.name.as_str());
                    self.say(format_args!("{name} is {} on {node}", new.state.status()));
                }
                Some(old) if old.state != new.state => {
                    let name = self.task(&new.id);
                    let more = match (&new.state, old.state.wanted() != new.state.wanted()) {
                        (crate::rows::State::Stopped { why, .. }, _) => {
                            format!(": {}, {}", why.code, why.reason)
                        }
                        (_, true) => ", to be stopped".to_owned(),
                        _ => String::new(),
                    };
                    self.say(format_args!("{name} is {}{more}", new.state.status()));
                }
                Some(_) => {}
            }
        }
        for (key, new) in &after.services {
            let rollout = |s: &crate::rows::Service| s.deployments.first().map(|d| d.rollout.clone());
            let (was, is) = (before.services.get(key).and_then(rollout), rollout(new));
            if let Some(is) = is.filter(|is| was.as_ref() != Some(is)) {
                self.say(format_args!("service {} is rolled out: {is}", new.name));
            }
        }
        for (key, old) in &before.tasks {
            if !after.tasks.contains_key(key) {
                let name = self.task(&old.id);
                self.say(format_args!("{name} is forgotten"));
            }
        }
    }
}
