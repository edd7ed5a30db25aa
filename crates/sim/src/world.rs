//! The whole system: control planes on one store, nodes, the wires between, and calls that are under way.
//!
//! Calls are futures that only ever wait for the disk. Which of them goes on is chance, so their commits race in
//! every order; nothing else makes them wait.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use kernel::dice::SeededDice;
use kernel::socket::{Event, Socket, Step};
use kernel::time::ManualClock;
use kernel::{Call, Clock as _, Fault, Kernel, Parts, Principal, Scope, Store as _, Time};
use wire::acs::ToAgent;
use wire::ecs as w;
use wire::schema::Operation;

use crate::chance::Chance;
use crate::client::Order;
use crate::glass::Glass;
use crate::invariants::{self, Holds};
use crate::link::Link;
use crate::node::Node;
use crate::rows::Rows;
use crate::trace::Trace;

/// What a call that is under way is about: nothing is asked twice at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum About {
    Boot,
    Register(usize),
    Connect(usize),
    Step(u64),
    Report(usize, String),
    /// Index of the order.
    Run(usize),
    /// An order's call that its client no longer waits for.
    Lost(usize),
    /// Nobody waits for it.
    Nobody,
}

/// How it ended. The number after a node's is that of the process that asked.
pub(crate) enum Done {
    Booted(Result<(), Fault>),
    Registered(usize, u64, Result<String, Fault>),
    Connected(usize, u64, Result<Box<dyn Socket>, Fault>),
    Stepped(u64, bool, Result<Step, Fault>),
    Reported(usize, u64, u64, Result<(), Fault>),
    Ran(usize, Result<Vec<String>, Fault>),
    Other(Result<(), Fault>),
}

pub(crate) struct Flight {
    plane: usize,
    pub about: About,
    /// Its answer gets lost.
    pub deaf: bool,
    work: Pin<Box<dyn Future<Output = Done>>>,
}

pub(crate) struct Plane {
    pub kernel: Arc<Kernel>,
    /// It has begun to serve.
    pub ready: bool,
}

pub(crate) struct World {
    pub chance: Chance,
    pub clock: Arc<ManualClock>,
    pub glass: Arc<Glass>,
    pub planes: Vec<Plane>,
    pub nodes: Vec<Node>,
    pub links: Vec<Link>,
    pub flights: Vec<Flight>,
    pub rows: Rows,
    pub orders: Vec<Order>,
    /// Every task that ever was, by the token of the order that made it.
    pub born: BTreeMap<String, Vec<String>>,
    /// Reports that the network may deliver once more.
    pub echoes: Vec<w::SubmitTaskStateChangeRequest>,
    pub attributes: Vec<w::Attribute>,
    pub subnets: Vec<String>,
    pub trace: Trace,
    pub call: Call,
    links_made: u64,
}

pub(crate) const CLUSTERS: [&str; 2] = ["default", "blue"];

impl World {
    pub(crate) fn new(seed: u64, planes: usize) -> Result<Self, String> {
        let chance = Chance::new(seed);
        let scope = Scope::new("000000000000", "us-east-1");
        let principal = Arc::new(Principal::Root {
            account: scope.account.clone(),
        });
        let call = Call {
            principal,
            host: Some("localhost:4580".into()),
            ..Call::by_service("sim", scope)
        };
        let mut world = Self {
            clock: Arc::new(ManualClock::at(Time(1_800_000_000_000))),
            glass: Arc::new(Glass::new()),
            planes: Vec::new(),
            nodes: Vec::new(),
            links: Vec::new(),
            flights: Vec::new(),
            rows: Rows::default(),
            orders: Vec::new(),
            born: BTreeMap::new(),
            echoes: Vec::new(),
            attributes: Vec::new(),
            subnets: Vec::new(),
            trace: Trace::default(),
            call,
            links_made: 0,
            chance,
        };
        for _ in 0..planes {
            world.planes.push(world.plane());
            world.boot(world.planes.len() - 1);
        }
        world.drain()?;
        world.furnish()?;
        Ok(world)
    }

    pub(crate) fn now(&self) -> Time {
        self.clock.now()
    }

    fn plane(&self) -> Plane {
        let parts = Parts::new()
            .and(ecs::parts())
            .and(network::parts())
            .and(identity::parts());
        let kernel = Kernel::new(
            Arc::<Glass>::clone(&self.glass),
            Arc::<ManualClock>::clone(&self.clock),
            Arc::new(SeededDice::new(self.chance.seed())),
            Arc::new(identity::Iam::default()),
            parts,
        );
        Plane { kernel, ready: false }
    }

    /// What a process does before it serves.
    fn boot(&mut self, plane: usize) {
        let call = self.call.clone();
        self.fly(plane, About::Boot, move |k| async move {
            let planted = k.transact(&call, false, |cx, t| {
                ecs::forget_sessions(t)?;
                identity::bootstrap::bootstrap(t, cx.dice(), &call.scope.account, cx.now).map(|_| ())
            });
            Done::Booted(planted.await)
        });
    }

    /// The process dies and another takes its place. Calls under way get no answer; connections end.
    pub(crate) fn restart_plane(&mut self, plane: usize) {
        self.trace.say(format_args!("control plane {plane} restarts"));
        self.flights.retain(|f| f.plane != plane);
        let chance = self.chance.clone();
        for l in self.links.iter_mut().filter(|l| l.plane == plane) {
            l.plane_open = false;
            l.stepping = false;
            l.to_plane.clear();
            if chance.percent(70) {
                l.node_open = false;
            }
        }
        let fresh = self.plane();
        if let Some(p) = self.planes.get_mut(plane) {
            *p = fresh;
        }
        self.boot(plane);
    }

    /// Everything that was not on the disk is gone, and every process with it.
    pub(crate) fn cut_power(&mut self) {
        self.trace.say(format_args!("power cut"));
        self.glass.forget_staged();
        for plane in 0..self.planes.len() {
            self.restart_plane(plane);
        }
    }

    /// Sends a call on its way.
    pub(crate) fn fly<F>(&mut self, plane: usize, about: About, f: impl FnOnce(Arc<Kernel>) -> F)
    where
        F: Future<Output = Done> + 'static,
    {
        if let Some(p) = self.planes.get(plane) {
            let work = Box::pin(f(Arc::clone(&p.kernel)));
            self.flights.push(Flight {
                plane,
                about,
                deaf: false,
                work,
            });
        }
    }

    /// One operation for the user, whose answer is `done`.
    pub(crate) fn ask<O: Operation>(
        &mut self,
        about: About,
        input: O::Input,
        done: impl FnOnce(Result<O::Output, Fault>) -> Done + 'static,
    ) where
        O::Input: Send + Sync + 'static,
    {
        let Some(plane) = self.any_plane() else { return };
        let call = self.call.clone();
        self.fly(plane, about, move |k| async move {
            done(k.call::<O>(&call, input).await)
        });
    }

    /// One operation whose answer matters to nobody.
    pub(crate) fn tell<O: Operation>(&mut self, input: O::Input)
    where
        O::Input: Send + Sync + 'static,
    {
        self.ask::<O>(About::Nobody, input, |r| Done::Other(r.map(|_| ())));
    }

    /// A control plane that serves.
    pub(crate) fn any_plane(&self) -> Option<usize> {
        let ready: Vec<usize> = (0..self.planes.len())
            .filter(|i| self.planes.get(*i).is_some_and(|p| p.ready))
            .collect();
        self.chance.pick(&ready).copied()
    }

    pub(crate) fn under_way(&self, about: &About) -> bool {
        self.flights.iter().any(|f| f.about == *about)
    }

    /// One call goes on, if it can.
    pub(crate) fn poll(&mut self, at: usize) -> Holds {
        let Some(flight) = self.flights.get_mut(at) else {
            return Ok(());
        };
        let plane = flight.plane;
        match flight.work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => Ok(()),
            Poll::Ready(done) => {
                let heard = !self.flights.swap_remove(at).deaf;
                if heard { self.landed(plane, done) } else { Ok(()) }
            }
        }
    }

    fn landed(&mut self, plane: usize, done: Done) -> Holds {
        match done {
            Done::Booted(r) => match failed(r)? {
                Some(()) => {
                    if let Some(p) = self.planes.get_mut(plane) {
                        p.ready = true;
                    }
                }
                None => self.boot(plane),
            },
            Done::Registered(n, boot, r) => self.registered(n, boot, r)?,
            Done::Connected(n, boot, r) => self.connected(plane, n, boot, r)?,
            Done::Stepped(link, last, r) => self.stepped(link, last, r)?,
            Done::Reported(n, boot, number, r) => self.reported(n, boot, number, r)?,
            Done::Ran(order, r) => self.ran(order, r)?,
            Done::Other(r) => drop(failed(r)?),
        }
        Ok(())
    }

    fn connected(&mut self, plane: usize, n: usize, boot: u64, r: Result<Box<dyn Socket>, Fault>) -> Holds {
        let Some(node) = self.nodes.get_mut(n) else {
            return Ok(());
        };
        match r {
            Ok(socket) => {
                self.links_made += 1;
                let seen = self.glass.durable().revision;
                let mut link = Link::new(self.links_made, n, plane, socket, seen, self.clock.now());
                if node.boot != boot {
                    // Who asked is gone; the control plane finds out.
                    link.leave();
                }
                self.links.push(link);
            }
            Err(f) if f.code == "InactiveInstanceException" => node.inactive |= node.boot == boot,
            Err(f) => drop(failed::<()>(Err(f))?),
        }
        Ok(())
    }

    /// The control plane's side of a connection takes its next step; whether it had one.
    pub(crate) fn step_link(&mut self, at: usize) -> bool {
        let (store, now) = (Arc::clone(&self.glass), self.clock.now());
        let Some(link) = self.links.get_mut(at).filter(|l| l.plane_open && !l.stepping) else {
            return false;
        };
        let Some(event) = link.next_event(&*store, now) else {
            return false;
        };
        link.stepping = true;
        let (number, plane, socket) = (link.number, link.plane, Arc::clone(&link.socket));
        let call = self.call.clone();
        self.fly(plane, About::Step(number), move |k| async move {
            let last = matches!(event, Event::Closed);
            let step = k.transact(&call, true, |cx, t| socket.step(cx, t, &event));
            Done::Stepped(number, last, step.await)
        });
        true
    }

    /// As the gateway does: frames go out, a fault or a close ends the conversation, and its last word is `Closed`.
    fn stepped(&mut self, number: u64, last: bool, r: Result<Step, Fault>) -> Holds {
        let Some(link) = self.links.iter_mut().find(|l| l.number == number) else {
            return Ok(());
        };
        link.stepping = false;
        if last {
            link.plane_open = false;
            link.node_open = false;
            failed(r.map(|_| ()))?;
            return Ok(());
        }
        match r {
            Ok(step) => {
                link.socket = step.next.into();
                link.wake = step.wake;
                if link.node_open {
                    link.to_node.extend(step.frames);
                }
                if step.close.is_some() {
                    link.node_open = false;
                    link.to_plane.clear();
                    link.to_plane.push_back(Event::Closed);
                }
            }
            Err(f) => {
                link.node_open = false;
                link.to_plane.clear();
                link.to_plane.push_back(Event::Closed);
                failed::<()>(Err(f))?;
            }
        }
        Ok(())
    }

    /// The next frame reaches the agent, and its answers go back.
    pub(crate) fn deliver(&mut self, at: usize) -> Holds {
        let now = self.clock.now();
        let Some(link) = self.links.get_mut(at).filter(|l| l.node_open) else {
            return Ok(());
        };
        let Some(text) = link.arrive(now) else {
            return Ok(());
        };
        let message = ToAgent::parse(&text).map_err(|e| format!("a frame cannot be read: {e}"))?;
        if let Some(node) = self.nodes.get_mut(link.node) {
            self.trace.frame(&node.name, &message);
            let answers = node.receive(message);
            link.to_plane
                .extend(answers.iter().map(|a| Event::Text(a.to_text())));
        }
        Ok(())
    }

    /// Looks at everything that has become durable.
    pub(crate) fn look(&mut self) -> Holds {
        for d in self.glass.take_fresh() {
            let mut next = self.rows.clone();
            if !next.apply(&d)? {
                continue;
            }
            let at = |e: String| format!("revision {}: {e}", d.revision);
            invariants::step(&self.rows, &next).map_err(at)?;
            invariants::every_commit(&next).map_err(at)?;
            for (key, task) in &next.tasks {
                if !self.rows.tasks.contains_key(key) {
                    let token = task.started_by.clone().unwrap_or_default();
                    self.born.entry(token).or_default().push(task.arn());
                }
            }
            self.trace.commit(&self.rows, &next, &self.nodes);
            self.rows = next;
        }
        Ok(())
    }

    /// Makes `n` waiting commits durable and looks at them.
    pub(crate) fn flush(&mut self, n: usize) -> Holds {
        self.glass.flush(n);
        self.look()
    }

    /// Lets everything that is under way come to its end, without faults.
    pub(crate) fn drain(&mut self) -> Holds {
        for _ in 0..10_000 {
            for at in (0..self.flights.len()).rev() {
                self.poll(at)?;
            }
            if self.flights.is_empty() && self.glass.waiting() == 0 {
                return Ok(());
            }
            self.flush(self.glass.waiting())?;
        }
        Err(format!("{} calls do not end", self.flights.len()))
    }

    pub(crate) fn pass(&self, time: Duration) {
        self.clock.advance(time);
    }
}

/// `None` for the one failure of our own that is expected: the disk's. Any other is a bug; a refusal is an answer.
pub(crate) fn failed<T>(r: Result<T, Fault>) -> Result<Option<T>, String> {
    match r {
        Ok(v) => Ok(Some(v)),
        Err(f) if f.status < 500 => Ok(None),
        Err(f) if f.private.as_deref() == Some("the disk refuses") => Ok(None),
        Err(f) => Err(format!("a call failed: {f} {:?}", f.private)),
    }
}
