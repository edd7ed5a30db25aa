//! The task engine: what a node does next for one task, as a pure state machine.
//!
//! * `record.rs`: what is remembered of a task and its containers.
//! * `step.rs`: an event changes the record. `plan.rs`: the record says what to do next. Together: [`TaskRecord::step`].
//! * `report.rs`: what the control plane is to be told.
//! * `body.rs`, `ports.rs`, `volumes.rs`, `sandbox.rs`: the engine's create request of one container. `refuse.rs`: what a payload may not ask.
//! * `cgroup.rs`: the control group of a whole task.
//! * `firelens.rs`: a task's log router.
//! * `inject.rs`: variables that every container is given. `names.rs`: names on the engine.
//!
//! INVARIANTS: no clock, no I/O, no async here; time comes in. One writer per task (`tasks/actor.rs`). A status reported only
//! ever moves forward. An essential container's end ends the task. A container is reported stopped only after it was seen so,
//! or was never started.

pub(crate) mod body;
pub(crate) mod cgroup;
pub(crate) mod firelens;
pub(crate) mod inject;
pub(crate) mod names;
mod plan;
pub(crate) mod ports;
pub(crate) mod record;
pub(crate) mod refuse;
mod report;
pub(crate) mod sandbox;
mod step;
#[cfg(test)]
mod tests;
pub(crate) mod volumes;

pub(crate) use record::{ContainerRecord, Desired, Known, Rules, TaskRecord, Told};
pub(crate) use report::Change;
pub(crate) use step::{Effect, Event};
