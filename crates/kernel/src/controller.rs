//! Controllers: pure functions from what is to what should be written next, and the one loop that runs them.
//!
//! A controller is woken by changes and by time, never told anything: it looks for itself. Its plan is committed
//! only if nothing it saw has changed; on a conflict the plan is dropped and it looks again. So several processes
//! may run the same controllers at once.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use wire::schema::Operation;

use crate::{Call, Cx, Fault, Kernel, Key, Record, Revision, Scope, Time, Txn};

/// A lost wake heals at the next full sweep.
const SWEEP: Duration = Duration::from_secs(180);
/// How soon a controller that met a fault looks again.
const RETRY: Duration = Duration::from_secs(5);

/// A reconciler over keys of its own choosing.
pub trait Controller: Send + Sync + 'static {
    /// One consistent look, already parsed.
    type Seen;
    /// For logs.
    const NAME: &'static str;
    /// The service principal its calls are made as, e.g. `ecs.amazonaws.com`.
    const SERVICE: &'static str;

    /// Which of its keys a change of `changed` wakes.
    fn wakes(&self, changed: &Key) -> Option<Key>;

    /// All of its keys: looked at when the process starts and at every sweep.
    ///
    /// # Errors
    /// Internal faults only.
    fn sweep(&self, t: &mut Txn) -> Result<Vec<Key>, Fault>;

    /// Everything the plan depends on; `None` when there is nothing to look after any more.
    ///
    /// # Errors
    /// Internal faults only.
    fn see(&self, t: &mut Txn, key: &Key) -> Result<Option<Self::Seen>, Fault>;

    /// What to write next. Pure: the same input gives the same answer, and planning twice plans nothing new.
    fn plan(&self, seen: &Self::Seen, now: Time) -> Plan;
}

/// What a controller wants.
#[derive(Default)]
pub struct Plan {
    pub writes: Vec<Write>,
    /// Look again then, even if nothing changes.
    pub wake: Option<Time>,
    /// Why it does this, or what it waits for.
    pub why: Vec<String>,
}

type Apply = Box<dyn Fn(&Cx<'_>, &mut Txn) -> Result<(), Fault> + Send + Sync>;

/// One thing to do in the plan's transaction.
pub struct Write {
    what: String,
    apply: Apply,
}

impl Write {
    #[must_use]
    pub fn put<R: Record + Clone + fmt::Debug>(r: R) -> Self {
        Self {
            what: format!("put {}", r.key()),
            apply: Box::new(move |_, t| t.put(r.clone())),
        }
    }

    #[must_use]
    pub fn delete(key: Key) -> Self {
        let what = format!("delete {key}");
        Self {
            what,
            apply: Box::new(move |_, t| {
                t.delete(&key);
                Ok(())
            }),
        }
    }

    /// An operation of another service; its output is not looked at (the next look sees the effect).
    #[must_use]
    pub fn call<O: Operation>(service: &'static str, input: O::Input) -> Self
    where
        O::Input: Send + Sync,
    {
        Self {
            what: format!("call {}", O::META.name),
            apply: Box::new(move |cx, t| cx.as_service::<O>(service, t, &input).map(|_| ())),
        }
    }

    /// Anything else, named for the trace.
    pub fn with(
        what: impl Into<String>,
        f: impl Fn(&Cx<'_>, &mut Txn) -> Result<(), Fault> + Send + Sync + 'static,
    ) -> Self {
        Self {
            what: what.into(),
            apply: Box::new(f),
        }
    }
}

impl fmt::Debug for Write {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// A controller with its types forgotten.
pub(crate) trait AnyController: Send + Sync {
    fn name(&self) -> &'static str;
    fn service(&self) -> &'static str;
    fn wakes(&self, changed: &Key) -> Option<Key>;
    fn sweep(&self, t: &mut Txn) -> Result<Vec<Key>, Fault>;
    /// Looks, plans and applies to the transaction; answers when to look again.
    fn attempt(&self, cx: &Cx<'_>, t: &mut Txn, key: &Key) -> Result<Option<Time>, Fault>;
}

impl<C: Controller> AnyController for C {
    fn name(&self) -> &'static str {
        C::NAME
    }
    fn service(&self) -> &'static str {
        C::SERVICE
    }
    fn wakes(&self, changed: &Key) -> Option<Key> {
        Controller::wakes(self, changed)
    }
    fn sweep(&self, t: &mut Txn) -> Result<Vec<Key>, Fault> {
        Controller::sweep(self, t)
    }
    fn attempt(&self, cx: &Cx<'_>, t: &mut Txn, key: &Key) -> Result<Option<Time>, Fault> {
        let Some(seen) = self.see(t, key)? else {
            return Ok(None);
        };
        let plan = self.plan(&seen, cx.now);
        for w in &plan.writes {
            (w.apply)(cx, t)?;
        }
        if !plan.writes.is_empty() {
            tracing::debug!(controller = C::NAME, %key, writes = ?plan.writes, why = ?plan.why, "planned");
        }
        Ok(plan.wake)
    }
}

impl Kernel {
    /// Runs every controller until `stop` turns true.
    pub async fn run_controllers(self: Arc<Self>, stop: watch::Receiver<bool>) {
        let loops = self
            .controllers
            .iter()
            .map(|c| drive(Arc::clone(&self), Arc::clone(c), stop.clone()));
        futures_util::future::join_all(loops).await;
    }

    /// Runs every key that is due now until nothing is, once; for simulation and tests, where time stands still.
    /// Answers the next time something is due.
    ///
    /// # Errors
    /// What a controller meets.
    pub async fn settle_controllers(&self) -> Result<Option<Time>, Fault> {
        let mut next = None;
        for c in &self.controllers {
            for key in c.sweep(&mut Txn::on(self.store.durable()))? {
                let wake = step(self, &**c, &key).await?;
                next = [next, wake].into_iter().flatten().min();
            }
        }
        Ok(next)
    }
}

async fn step(kernel: &Kernel, c: &dyn AnyController, key: &Key) -> Result<Option<Time>, Fault> {
    let scope = key.scope().unwrap_or_else(|| Scope::new("", ""));
    let call = Call::by_service(c.service(), scope);
    kernel.transact(&call, true, |cx, t| c.attempt(cx, t, key)).await
}

/// One controller's loop: due keys in order of time, duplicates folded, one plan at a time.
async fn drive(kernel: Arc<Kernel>, c: Arc<dyn AnyController>, mut stop: watch::Receiver<bool>) {
    let mut revisions = kernel.store.revisions();
    let mut seen: Revision = *revisions.borrow_and_update();
    let mut due: BTreeMap<Key, Time> = BTreeMap::new();
    let mut sweep_at = kernel.clock.now();
    loop {
        let now = kernel.clock.now();
        if now >= sweep_at {
            sweep_at = now + SWEEP;
            match c.sweep(&mut Txn::on(kernel.store.durable())) {
                Ok(keys) => keys.into_iter().for_each(|k| wake(&mut due, k, now)),
                Err(e) => tracing::error!(controller = c.name(), error = ?e, "sweep"),
            }
        }
        match kernel.store.changes(seen) {
            Ok(changes) => {
                for change in changes {
                    seen = seen.max(change.revision);
                    change
                        .keys
                        .iter()
                        .filter_map(|k| c.wakes(k))
                        .for_each(|k| wake(&mut due, k, now));
                }
            }
            Err(_) => {
                seen = kernel.store.durable().revision;
                sweep_at = now;
                continue;
            }
        }
        let ready: Vec<Key> = due
            .iter()
            .filter(|(_, at)| **at <= now)
            .map(|(k, _)| k.clone())
            .collect();
        for key in &ready {
            due.remove(key);
            match step(&kernel, &*c, key).await {
                Ok(Some(at)) => wake(&mut due, key.clone(), at),
                Ok(None) => {}
                Err(e) => {
                    tracing::warn!(controller = c.name(), %key, error = ?e, "plan failed");
                    wake(&mut due, key.clone(), kernel.clock.now() + RETRY);
                }
            }
        }
        if !ready.is_empty() && !*stop.borrow() {
            // What was written may have made more due; others get their turn first.
            tokio::task::yield_now().await;
            continue;
        }
        let next = due.values().copied().chain([sweep_at]).min().unwrap_or(sweep_at);
        tokio::select! {
            _ = stop.wait_for(|s| *s) => return,
            _ = revisions.changed() => { revisions.borrow_and_update(); }
            () = tokio::time::sleep(next.since(kernel.clock.now())) => {}
        }
    }
}

fn wake(due: &mut BTreeMap<Key, Time>, key: Key, at: Time) {
    due.entry(key).and_modify(|t| *t = (*t).min(at)).or_insert(at);
}
