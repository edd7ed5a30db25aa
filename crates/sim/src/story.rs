//! Scripted runs. A script is one command per line; what comes of it is told in the words of the trace.
//!
//! `node <name> <cluster>` · `run <cluster> <family> <count>` · `stop <task number>` · `deregister <node>` (forced) ·
//! `service <cluster> <name> <family> <count>` · `deploy <cluster> <name> <family>` ·
//! `cut <node>` (both sides find out by silence) · `agent <node>` and `machine <node>` start anew · `plane` starts anew
//! · `power` goes · `disk` refuses · `wait <seconds>` everybody does what is due. `#` begins a comment.

use std::time::Duration;

use crate::invariants;
use crate::world::{CLUSTERS, World};

/// Plays a script; answers its commands (after `> `), each with the decisions that followed.
///
/// # Errors
/// A line that is no command, or what does not hold.
pub fn play(script: &str) -> Result<Vec<String>, String> {
    let mut world = World::new(0, 1)?;
    for line in script.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        world.trace.say(format_args!("> {line}"));
        let words: Vec<&str> = line.split_whitespace().collect();
        world.command(&words).map_err(|e| format!("`{line}`: {e}"))?;
    }
    invariants::every_commit(&world.rows)?;
    Ok(world.trace.lines)
}

impl World {
    fn command(&mut self, words: &[&str]) -> Result<(), String> {
        match words {
            ["node", name, cluster] if CLUSTERS.contains(cluster) => self.join(name, cluster),
            ["run", cluster, family, count] => {
                let request = self.request(cluster, family, number(count)?, false);
                self.order(request);
                // It is decided and staged, and not on the disk yet.
                for _ in 0..2 {
                    self.poll(self.flights.len() - 1)?;
                }
            }
            ["service", cluster, name, family, count] => {
                self.make_service(cluster, name, family, number(count)?)?;
            }
            ["deploy", cluster, name, family] => self.deploy(cluster, name, family)?,
            ["stop", task] => {
                let id = self.trace.id(number(task)?);
                let found = self.rows.tasks.values().find(|t| Some(&t.id) == id.as_ref());
                let task = found.ok_or("there is no such task")?.clone();
                self.stop(&task.cluster, &task.id);
                self.drain()?;
            }
            ["deregister", name] => {
                let n = self.named(name)?;
                let node = self.nodes.get(n).ok_or("no node")?;
                let (cluster, arn) = (node.cluster.clone(), node.arn.clone().unwrap_or_default());
                self.deregister(&cluster, &arn, true);
                self.drain()?;
            }
            ["cut", name] => {
                let n = self.named(name)?;
                for l in self.links.iter_mut().filter(|l| l.node == n) {
                    l.dead = true;
                    l.to_node.clear();
                    l.to_plane.clear();
                }
            }
            ["agent", name] => {
                let n = self.named(name)?;
                let process = self.process(n);
                self.orphan(n);
                self.nodes.get_mut(n).ok_or("no node")?.restart(process);
            }
            ["machine", name] => {
                let n = self.named(name)?;
                let process = self.process(n);
                self.orphan(n);
                self.nodes.get_mut(n).ok_or("no node")?.reboot(process);
            }
            ["plane"] => self.restart_plane(0),
            ["power"] => self.cut_power(),
            ["disk"] => self.glass.forget_staged(),
            ["wait", seconds] => self.rest(Duration::from_secs(number(seconds)?))?,
            _ => return Err("it is no command".into()),
        }
        Ok(())
    }

    fn named(&self, name: &str) -> Result<usize, String> {
        let found = self.nodes.iter().position(|n| n.name == name);
        found.ok_or_else(|| format!("there is no node `{name}`"))
    }
}

fn number<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    text.parse().map_err(|_| format!("`{text}` is no number"))
}
