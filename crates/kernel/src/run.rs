//! The front door: one operation for one caller, in one transaction, again when somebody else was faster.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

use wire::schema::{Operation, OperationMeta, Value};

use crate::authority::Question;
use crate::controller::AnyController;
use crate::derived::Shelf;
use crate::parts::{AnyOp, Body, Op, Talk, id};
use crate::relay::{End, Relay};
use crate::socket::Listener;
use crate::store::CommitError;
use crate::turn::Turn;
use crate::{Authority, Call, Clock, Cx, Dice, Fault, Parts, Store, Txn};

/// How often a transaction is tried again before the caller is asked to. Reached only under a storm of writes to
/// one record; every lost try means that somebody else's write succeeded.
const ATTEMPTS: usize = 200;

/// The store, the clock, the dice, the authority and every operation: what a process needs to serve.
pub struct Kernel {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub dice: Arc<dyn Dice>,
    pub authority: Arc<dyn Authority>,
    ops: HashMap<(&'static str, &'static str), Arc<dyn AnyOp>>,
    turns: HashMap<(&'static str, &'static str), Turn>,
    pub(crate) controllers: Vec<Arc<dyn AnyController>>,
    listeners: Vec<Arc<dyn Listener>>,
    relays: Vec<Arc<dyn Relay>>,
    pub(crate) shelf: Shelf,
}

impl Kernel {
    #[must_use]
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        dice: Arc<dyn Dice>,
        authority: Arc<dyn Authority>,
        parts: Parts,
    ) -> Arc<Self> {
        let Parts {
            ops,
            controllers,
            listeners,
            relays,
        } = parts;
        Arc::new(Self {
            store,
            clock,
            dice,
            authority,
            turns: ops.keys().map(|id| (*id, Turn::default())).collect(),
            ops,
            controllers,
            listeners,
            relays,
            shelf: Shelf::default(),
        })
    }

    /// Whether the operation has a handler.
    #[must_use]
    pub fn serves(&self, op: &'static OperationMeta) -> bool {
        self.ops.contains_key(&id(op))
    }

    /// The websocket endpoint at `path`.
    #[must_use]
    pub fn listener(&self, path: &str) -> Option<Arc<dyn Listener>> {
        self.listeners.iter().find(|l| l.path() == path).map(Arc::clone)
    }

    /// The relay that `path` belongs to: which end it is, and the pair's id.
    #[must_use]
    pub fn relay(&self, path: &str) -> Option<(Arc<dyn Relay>, End, String)> {
        let ends = [End::Client, End::Agent];
        self.relays
            .iter()
            .flat_map(|r| ends.map(|end| (r, end)))
            .find_map(|(r, end)| {
                let id = path.strip_prefix(r.prefix(end))?;
                let ok = !id.is_empty() && id.len() <= 128 && !id.contains('/');
                ok.then(|| (Arc::clone(r), end, id.to_owned()))
            })
    }

    /// Carries out one operation for one caller: authorises, runs the handler, commits.
    ///
    /// # Errors
    /// What the handler answers; AccessDenied; an internal fault when the store cannot write.
    pub async fn invoke(
        self: &Arc<Self>,
        call: &Call,
        op: &'static OperationMeta,
        input: Value,
    ) -> Result<Value, Fault> {
        let (any, input) = self.found(op, input)?;
        let done = self
            // What only looks reads what is durable, and never waits for a disk.
            .attempt(call, op.is_read_only(), self.turns.get(&id(op)), |cx, t| {
                allowed(&*any, op, &*input, cx, t)?;
                any.run(cx, t, &*input).transpose()
            })
            .await?;
        match done {
            Some(output) => Ok(output),
            None => any.run_async(Arc::clone(self), call.clone(), input).await,
        }
    }

    /// Carries out an operation that goes on talking: authorised as any other, its answer with what follows.
    ///
    /// # Errors
    /// As [`Kernel::invoke`].
    pub async fn converse(
        self: &Arc<Self>,
        call: &Call,
        op: &'static OperationMeta,
        input: Value,
    ) -> Result<Talk<Value>, Fault> {
        let (any, input) = self.found(op, input)?;
        self.transact(call, true, |cx, t| allowed(&*any, op, &*input, cx, t))
            .await?;
        any.run_stream(Arc::clone(self), call.clone(), input).await
    }

    fn found(&self, op: &'static OperationMeta, input: Value) -> Result<(Arc<dyn AnyOp>, AnyInput), Fault> {
        let any = self
            .ops
            .get(&id(op))
            .ok_or_else(|| Fault::internal(format!("`{}` has no handler", op.name)))?;
        Ok((Arc::clone(any), any.input(input)?))
    }

    /// Runs `f` in a transaction until it commits. `f` may run several times and must change nothing but `t`.
    ///
    /// # Errors
    /// What `f` answers; an internal fault when the store cannot write.
    pub async fn transact<T>(
        &self,
        call: &Call,
        read_only: bool,
        f: impl FnMut(&Cx<'_>, &mut Txn) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.attempt(call, read_only, None, f).await
    }

    async fn attempt<T>(
        &self,
        call: &Call,
        read_only: bool,
        turn: Option<&Turn>,
        mut f: impl FnMut(&Cx<'_>, &mut Txn) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let mut durable = read_only;
        for _ in 0..ATTEMPTS {
            let (answer, commit) = {
                let _mine = match turn {
                    Some(turn) => turn.take().await,
                    None => None,
                };
                let mut t = Txn::on(if durable {
                    self.store.durable()
                } else {
                    self.store.tip()
                });
                let answer = f(
                    &Cx {
                        call,
                        now: self.clock.now(),
                        kernel: self,
                    },
                    &mut t,
                )?;
                if durable && !t.has_writes() {
                    return Ok(answer);
                }
                (answer, self.store.commit(t.into_commit()))
            };
            match commit.await {
                Ok(_) => return Ok(answer),
                // What it met may be on its way to the disk still: only the tip shows it.
                Err(CommitError::Conflict) => {
                    durable = false;
                    turn.iter().for_each(|turn| turn.met());
                }
                Err(CommitError::Unavailable(why)) => return Err(Fault::internal(why)),
            }
        }
        Err(Fault::internal("too many writers on one record".to_owned()))
    }

    /// Another service's operation inside the caller's transaction.
    ///
    /// # Errors
    /// What the operation answers; an internal fault when nobody serves it in a transaction.
    pub fn call_in<O: Operation>(
        &self,
        cx: &Cx<'_>,
        t: &mut Txn,
        input: &O::Input,
    ) -> Result<O::Output, Fault> {
        let missing = || Fault::internal(format!("`{}` is not served in a transaction", O::META.name));
        let any = self.ops.get(&id(O::META)).ok_or_else(missing)?;
        let op = any.as_any().downcast_ref::<Op<O>>().ok_or_else(missing)?;
        let access = (op.rule)(cx, t, input)?;
        self.authority.authorize(
            t,
            &Question {
                principal: &cx.call.principal,
                via: None,
                action: &action(O::META),
                access: &access,
                scope: &cx.call.scope,
                source_ip: None,
                secure: true,
                now: cx.now,
            },
        )?;
        match &op.body {
            Body::Txn(f) => f(cx, t, input),
            Body::Async(_) | Body::Stream(_) => Err(missing()),
        }
    }

    /// One operation with its types known, for parts of the same process (the CLI's `up`, tests).
    ///
    /// # Errors
    /// As [`Kernel::invoke`].
    pub async fn call<O: Operation>(
        self: &Arc<Self>,
        call: &Call,
        input: O::Input,
    ) -> Result<O::Output, Fault> {
        use wire::schema::Shape as _;
        let output = self.invoke(call, O::META, input.into_value()).await?;
        O::Output::from_value(output).map_err(|b| Fault::internal(format!("{}: {b:?}", O::META.name)))
    }
}

type AnyInput = Arc<dyn Any + Send + Sync>;

fn allowed(
    any: &dyn AnyOp,
    op: &'static OperationMeta,
    input: &(dyn Any + Send + Sync),
    cx: &Cx<'_>,
    t: &mut Txn,
) -> Result<(), Fault> {
    let access = any.access(cx, t, input)?;
    cx.authorize(t, &action(op), &access)
}

/// The IAM action of an operation: `ecs:RunTask`.
#[must_use]
pub fn action(op: &OperationMeta) -> String {
    format!("{}:{}", op.service.iam_prefix, op.name)
}
