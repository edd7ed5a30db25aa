//! The table of contents of a service crate: one line per operation, controller and socket.

use std::any::Any;
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use wire::schema::{Operation, OperationMeta, Shape, Value};

use crate::controller::{AnyController, Controller};
use crate::relay::Relay;
use crate::socket::Listener;
use crate::{Access, Call, Cx, Fault, Kernel, Txn};

/// Which resources a call touches, from its input (`arn:aws:iam` resource rules of the Service Authorization Reference).
pub type Rule<I> = fn(&Cx<'_>, &mut Txn, &I) -> Result<Access, Fault>;

/// The rule of an action that knows no resource.
///
/// # Errors
/// Never.
pub fn any<I>(_cx: &Cx<'_>, _t: &mut Txn, _req: &I) -> Result<Access, Fault> {
    Ok(Access::any())
}

/// A handler: validates, decides, writes.
type Handler<I, O> = dyn Fn(&Cx<'_>, &mut Txn, &I) -> Result<O, Fault> + Send + Sync;
/// An asynchronous handler, boxed.
type Later<O> = dyn Fn(Arc<Kernel>, Call, Arc<<O as Operation>::Input>) -> BoxFuture<Result<<O as Operation>::Output, Fault>>
    + Send
    + Sync;
/// A handler that goes on talking, boxed.
type Talking<O> = dyn Fn(
        Arc<Kernel>,
        Call,
        Arc<<O as Operation>::Input>,
    ) -> BoxFuture<Result<Talk<<O as Operation>::Output>, Fault>>
    + Send
    + Sync;
pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// An event of the stream, by its name in the model.
pub type Event = (&'static str, Value);
/// The next one, once there is one.
pub type NextEvent<'a> = Pin<Box<dyn Future<Output = Option<Result<Event, Fault>>> + Send + 'a>>;

/// What follows an operation's answer: named events, one after the other, for as long as somebody listens.
pub trait Events: Send {
    /// `None` ends the stream well, a fault ends it otherwise.
    fn next(&mut self) -> NextEvent<'_>;
}

/// An answer, and what follows it.
pub struct Talk<O> {
    pub answer: O,
    pub events: Box<dyn Events>,
}

/// How an operation is carried out.
pub(crate) enum Body<O: Operation> {
    /// In one transaction.
    Txn(Box<Handler<O::Input, O::Output>>),
    /// With bulk data outside the store (log events, layers): may wait.
    Async(Box<Later<O>>),
    /// Goes on talking after its answer.
    Stream(Box<Talking<O>>),
}

/// One operation with its types known.
pub(crate) struct Op<O: Operation> {
    pub(crate) rule: Rule<O::Input>,
    pub(crate) body: Body<O>,
}

/// One operation with its types forgotten.
pub(crate) trait AnyOp: Send + Sync {
    fn as_any(&self) -> &dyn Any;
    fn input(&self, v: Value) -> Result<Arc<dyn Any + Send + Sync>, Fault>;
    fn access(&self, cx: &Cx<'_>, t: &mut Txn, input: &(dyn Any + Send + Sync)) -> Result<Access, Fault>;
    /// `None` when it is not carried out in a transaction.
    fn run(&self, cx: &Cx<'_>, t: &mut Txn, input: &(dyn Any + Send + Sync)) -> Option<Result<Value, Fault>>;
    fn run_async(
        &self,
        kernel: Arc<Kernel>,
        call: Call,
        input: Arc<dyn Any + Send + Sync>,
    ) -> BoxFuture<Result<Value, Fault>>;
    fn run_stream(
        &self,
        kernel: Arc<Kernel>,
        call: Call,
        input: Arc<dyn Any + Send + Sync>,
    ) -> BoxFuture<Result<Talk<Value>, Fault>>;
}

impl<O: Operation> AnyOp for Op<O>
where
    O::Input: Send + Sync,
{
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn input(&self, v: Value) -> Result<Arc<dyn Any + Send + Sync>, Fault> {
        let input =
            O::Input::from_value(v).map_err(|b| Fault::internal(format!("{}: {b:?}", O::META.name)))?;
        Ok(Arc::new(input))
    }

    fn access(&self, cx: &Cx<'_>, t: &mut Txn, input: &(dyn Any + Send + Sync)) -> Result<Access, Fault> {
        (self.rule)(cx, t, known::<O>(input)?)
    }

    fn run(&self, cx: &Cx<'_>, t: &mut Txn, input: &(dyn Any + Send + Sync)) -> Option<Result<Value, Fault>> {
        let Body::Txn(f) = &self.body else { return None };
        Some(known::<O>(input).and_then(|i| f(cx, t, i)).map(Shape::into_value))
    }

    fn run_async(
        &self,
        kernel: Arc<Kernel>,
        call: Call,
        input: Arc<dyn Any + Send + Sync>,
    ) -> BoxFuture<Result<Value, Fault>> {
        let Body::Async(f) = &self.body else {
            return Box::pin(async { Err(Fault::internal("not an asynchronous operation")) });
        };
        match input.downcast::<O::Input>() {
            Ok(input) => {
                let answer = f(kernel, call, input);
                Box::pin(async move { answer.await.map(Shape::into_value) })
            }
            Err(_) => Box::pin(async { Err(Fault::internal("input of another operation")) }),
        }
    }

    fn run_stream(
        &self,
        kernel: Arc<Kernel>,
        call: Call,
        input: Arc<dyn Any + Send + Sync>,
    ) -> BoxFuture<Result<Talk<Value>, Fault>> {
        let Body::Stream(f) = &self.body else {
            return Box::pin(async { Err(Fault::internal("not a streaming operation")) });
        };
        match input.downcast::<O::Input>() {
            Ok(input) => {
                let talk = f(kernel, call, input);
                Box::pin(async move {
                    let Talk { answer, events } = talk.await?;
                    let answer = answer.into_value();
                    Ok(Talk { answer, events })
                })
            }
            Err(_) => Box::pin(async { Err(Fault::internal("input of another operation")) }),
        }
    }
}

fn known<O: Operation>(input: &(dyn Any + Send + Sync)) -> Result<&O::Input, Fault>
where
    O::Input: Send + Sync,
{
    input
        .downcast_ref::<O::Input>()
        .ok_or_else(|| Fault::internal("input of another operation"))
}

/// What one service crate offers.
#[derive(Default)]
pub struct Parts {
    pub(crate) ops: HashMap<(&'static str, &'static str), Arc<dyn AnyOp>>,
    pub(crate) controllers: Vec<Arc<dyn AnyController>>,
    pub(crate) listeners: Vec<Arc<dyn Listener>>,
    pub(crate) relays: Vec<Arc<dyn Relay>>,
}

impl Parts {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An operation carried out in one transaction.
    #[must_use]
    pub fn op<O: Operation>(
        mut self,
        rule: Rule<O::Input>,
        f: impl Fn(&Cx<'_>, &mut Txn, &O::Input) -> Result<O::Output, Fault> + Send + Sync + 'static,
    ) -> Self
    where
        O::Input: Send + Sync,
    {
        self.ops.insert(
            id(O::META),
            Arc::new(Op::<O> {
                rule,
                body: Body::Txn(Box::new(f)),
            }),
        );
        self
    }

    /// An operation that also touches bulk data. It must be idempotent where AWS's is.
    #[must_use]
    pub fn op_async<O, F, Fut>(mut self, rule: Rule<O::Input>, f: F) -> Self
    where
        O: Operation,
        O::Input: Send + Sync,
        F: Fn(Arc<Kernel>, Call, Arc<O::Input>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<O::Output, Fault>> + Send + 'static,
    {
        let body = Body::Async(Box::new(move |k, c, i| Box::pin(f(k, c, i))));
        self.ops.insert(id(O::META), Arc::new(Op::<O> { rule, body }));
        self
    }

    /// An operation that goes on talking after its answer (an event stream).
    #[must_use]
    pub fn op_stream<O, F, Fut>(mut self, rule: Rule<O::Input>, f: F) -> Self
    where
        O: Operation,
        O::Input: Send + Sync,
        F: Fn(Arc<Kernel>, Call, Arc<O::Input>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Talk<O::Output>, Fault>> + Send + 'static,
    {
        let body = Body::Stream(Box::new(move |k, c, i| Box::pin(f(k, c, i))));
        self.ops.insert(id(O::META), Arc::new(Op::<O> { rule, body }));
        self
    }

    /// A reconciler.
    #[must_use]
    pub fn controller<C: Controller>(mut self, c: C) -> Self {
        self.controllers.push(Arc::new(c));
        self
    }

    /// A websocket endpoint.
    #[must_use]
    pub fn listener<L: Listener>(mut self, l: L) -> Self {
        self.listeners.push(Arc::new(l));
        self
    }

    /// Websocket endpoints that are joined in pairs.
    #[must_use]
    pub fn relay<R: Relay>(mut self, r: R) -> Self {
        self.relays.push(Arc::new(r));
        self
    }

    /// Everything of `other` as well.
    #[must_use]
    pub fn and(mut self, other: Parts) -> Self {
        self.ops.extend(other.ops);
        self.controllers.extend(other.controllers);
        self.listeners.extend(other.listeners);
        self.relays.extend(other.relays);
        self
    }

    /// Which operations have a handler, as (service, operation).
    #[must_use]
    pub fn operations(&self) -> Vec<(&'static str, &'static str)> {
        let mut all: Vec<_> = self.ops.keys().copied().collect();
        all.sort_unstable();
        all
    }
}

pub(crate) fn id(meta: &'static OperationMeta) -> (&'static str, &'static str) {
    (meta.service.name, meta.name)
}
