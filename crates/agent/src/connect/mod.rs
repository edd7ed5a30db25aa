//! Service Connect: whom a connection to one of its names goes to.
//!
//! The sandbox of the client holds the connections (`crates/pause/src/names.rs`); it asks here where each one may go, and
//! tells how it went. `pick.rs`: whose turn it is, and who is left out for a while (pure). `serve.rs`: from a door and back.
//!
//! INVARIANT: no byte of a connection of Service Connect passes here, so connections outlive the agent. Only those to load
//! balancers do, which live where the agent does.

mod pick;
mod serve;
#[cfg(test)]
mod tests;

pub(crate) use serve::Connect;
