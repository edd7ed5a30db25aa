//! DNS for tasks: names of private DNS namespaces and of Service Connect, as Cloud Map tells them; everything else as the
//! machine's own resolvers answer it.
//!
//! A sandbox asks 169.254.170.2 (`crates/pause/src/names.rs`), and the query comes through the sandbox's door, which says
//! whose it is. A task on a bridge asks the relay, and knows the names of private DNS namespaces alone.
//! * `balancers.rs`: names of load balancers.
//! * `answer.rs`: a query and what is known, to an answer (pure). `zones.rs`: what is known of namespaces and services (pure).
//! * `directory.rs`: how it is known: asked of the control plane, at most once a second and only while somebody asks us.
//! * `upstream.rs`: the machine's resolvers. `serve.rs`: from a door and back.
//!
//! INVARIANT: a name that is known to be ours is never asked of others. INVARIANT: while the control plane is away, what was known last
//! is what is answered.

mod answer;
pub(crate) mod balancers;
mod directory;
mod serve;
#[cfg(test)]
mod tests;
mod upstream;
pub(crate) mod zones;

pub(crate) use directory::Directory;
pub(crate) use serve::{Asker, Names};
pub(crate) use upstream::servers;
