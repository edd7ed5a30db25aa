//! The black box of a stopped task: what its agent knew of its containers, and the last lines they wrote.
//!
//! It comes with the report of the end and is stored in the same transaction, so that whoever sees the task STOPPED
//! sees it too. [`record`] what is stored · [`view`] the attachment in DescribeTasks · [`plan`] bounds
//!
//! INVARIANT: bounded per task by what is taken in, and as a whole by [`plan`]: the oldest go first.

pub(crate) mod plan;
pub(crate) mod record;
pub(crate) mod view;

#[cfg(test)]
mod tests;
