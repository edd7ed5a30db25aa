//! ExecuteCommand: a command inside a container, on a terminal at the caller's end.
//!
//! [`ops`] writes a [`record::Session`] and a [`record::Summons`], which the machine's ACS conversation tells its agent
//! until that has taken it over. Agent and client then each dial the gateway, which asks [`relay`] who may come
//! together; what they say to each other (`wire::ssm`) is theirs. [`plan`] forgets sessions that nobody came to.
//!
//! INVARIANT: a token opens one connection, soon, and only its hash is stored. INVARIANT: only the machine that the
//! container is on can be the other end.

pub(crate) mod ops;
pub(crate) mod plan;
pub(crate) mod record;
pub(crate) mod relay;

#[cfg(test)]
mod tests;
