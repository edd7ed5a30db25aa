//! One ACS connection: the control plane's side is the real [`Socket`], the wire between is ours to spoil.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use kernel::socket::{Event, Socket};
use kernel::{Revision, Time};

use crate::chance::Chance;

/// The agent leaves a connection that is silent, or old.
const SILENCE: Duration = Duration::from_secs(90);
const AGE: Duration = Duration::from_secs(10 * 60);

pub(crate) struct Link {
    pub number: u64,
    /// Index of the node, and of the control plane.
    pub node: usize,
    pub plane: usize,
    pub socket: Arc<dyn Socket>,
    /// A step is under way.
    pub stepping: bool,
    pub to_plane: VecDeque<Event>,
    pub to_node: VecDeque<String>,
    /// Changes up to here were looked at.
    pub seen: Revision,
    pub wake: Option<Time>,
    /// Either side may believe in a connection that the other has given up.
    pub node_open: bool,
    pub plane_open: bool,
    /// Nothing gets through, and nobody is told.
    pub dead: bool,
    opened: Time,
    heard: Time,
}

impl Link {
    pub(crate) fn new(
        number: u64,
        node: usize,
        plane: usize,
        socket: Box<dyn Socket>,
        seen: Revision,
        now: Time,
    ) -> Self {
        Self {
            number,
            node,
            plane,
            socket: socket.into(),
            stepping: false,
            to_plane: VecDeque::from([Event::Opened]),
            to_node: VecDeque::new(),
            seen,
            wake: None,
            node_open: true,
            plane_open: true,
            dead: false,
            opened: now,
            heard: now,
        }
    }

    /// What the control plane's side should look at next.
    pub(crate) fn next_event(&mut self, store: &dyn kernel::Store, now: Time) -> Option<Event> {
        if let Some(event) = self.to_plane.pop_front() {
            return Some(event);
        }
        let watched = self.socket.watches();
        let touched = match store.changes(self.seen) {
            Ok(changes) => {
                self.seen = changes.last().map_or(self.seen, |c| c.revision);
                changes
                    .iter()
                    .flat_map(|c| c.keys.iter())
                    .any(|k| watched.iter().any(|r| r.contains(k)))
            }
            Err(_) => {
                self.seen = store.durable().revision;
                true
            }
        };
        let due = self.wake.is_some_and(|at| at <= now);
        (touched || due).then(|| {
            self.wake = None;
            Event::Wake
        })
    }

    /// The agent's patience.
    pub(crate) fn node_leaves(&self, now: Time) -> bool {
        self.node_open && (now.since(self.heard) > SILENCE || now.since(self.opened) > AGE)
    }

    /// The next frame for the agent.
    pub(crate) fn arrive(&mut self, now: Time) -> Option<String> {
        let text = self.to_node.pop_front().filter(|_| !self.dead)?;
        self.heard = now;
        Some(text)
    }

    /// The agent closes, and the control plane learns of it if anything gets through.
    pub(crate) fn leave(&mut self) {
        self.node_open = false;
        self.to_node.clear();
        if !self.dead {
            self.to_plane.push_back(Event::Closed);
        }
    }

    /// The wire is cut; each side finds out, at once or by itself.
    pub(crate) fn cut(&mut self, chance: &Chance) {
        self.to_node.clear();
        self.to_plane.clear();
        match chance.below(4) {
            0 => self.node_open = false,
            1 => self.dead = true,
            2 => self.to_plane.push_back(Event::Closed),
            _ => self.leave(),
        }
    }

    /// A frame is lost, doubled, or overtaken by the next.
    pub(crate) fn spoil(&mut self, chance: &Chance) {
        let how = chance.below(3);
        if chance.percent(50) {
            spoil(&mut self.to_node, how);
        } else if self.to_plane.iter().all(|e| matches!(e, Event::Text(_))) {
            spoil(&mut self.to_plane, how);
        }
    }

    /// Nobody uses it any more.
    pub(crate) fn over(&self) -> bool {
        !self.plane_open && !self.node_open && !self.stepping
    }
}

fn spoil<T: Clone>(queue: &mut VecDeque<T>, how: usize) {
    match how {
        0 => drop(queue.pop_front()),
        1 => {
            if let Some(first) = queue.front().cloned() {
                queue.push_back(first);
            }
        }
        _ => {
            if queue.len() > 1 {
                queue.swap(0, 1);
            }
        }
    }
}
