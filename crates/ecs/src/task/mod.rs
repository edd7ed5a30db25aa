//! Tasks: a running instance of a task definition on one machine.
//!
//! `RunTask` chooses the machine and reserves its resources in the same transaction that makes the task, so that a
//! task always has a machine. From there the machine's agent reports, and [`record::TaskState`] takes the steps.
//!
//! * [`run`] RunTask and StartTask: [`order`] what is asked, [`place`] where, [`overrides`], [`network`], [`pool`], [`image`] · [`ops`] the rest
//! * [`record`] what is stored, the states and their legal steps · [`store`] writing it with everything that hangs on it
//! * [`credentials`] of the tasks' roles · [`exec`] commands in containers, on a terminal
//! * [`blackbox`] what is known of a task that has stopped
//! * [`payload`] what the agent is told (pure) · [`plan`] forgetting stopped tasks
//!
//! INVARIANT: a stopped task has a reason, holds no resources of a machine and no network interface.

pub(crate) mod blackbox;
pub(crate) mod credentials;
pub(crate) mod exec;
pub(crate) mod image;
pub(crate) mod network;
pub(crate) mod ops;
pub(crate) mod order;
pub(crate) mod overrides;
pub(crate) mod payload;
mod place;
pub(crate) mod plan;
pub(crate) mod pool;
pub(crate) mod protection;
pub(crate) mod record;
pub(crate) mod run;
pub(crate) mod store;
pub(crate) mod token;
pub(crate) mod view;

#[cfg(test)]
mod tests;

pub(crate) use store::{lost, on_node};
