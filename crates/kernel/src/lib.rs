//! What every service shares: the spine of Longshore.
//!
//! A request becomes a record. A handler ([`parts`]) validates, decides and writes what the user wants in one
//! transaction ([`txn`]) over the [`store`]; it starts nothing. A [`controller`] is a pure function from what is
//! to what should be written next. Services meet only through AWS operations, called in process ([`Cx::call`]).
//!
//! * [`key`], [`record`] — names of stored things, and how a typed value becomes bytes and back
//! * [`store`] — the contract of a store: ordered keys, one global revision, snapshots, optimistic commits, a watch
//! * [`derived`] — an index over all records of a kind, kept up as they change
//! * [`txn`] — a transaction: remembers every key and range it read, buffers what it writes
//! * [`parts`] — the table of contents of a service: its operations, controllers and sockets
//! * [`run`] — the front door: executes one operation for one caller, again when somebody else was faster (and `turn`:
//!   those that keep meeting queue)
//! * [`cx`] — what a handler may know: caller, scope, time, dice, and the way to call other services
//! * [`controller`] — the reconcilers and the one loop that runs them all
//! * [`socket`] — long-lived conversations (the agent's websockets) as pure steps
//! * [`relay`] — websockets that are joined in pairs (interactive sessions)
//! * [`principal`], [`authority`] — who calls, and who decides whether they may
//! * [`time`], [`dice`], [`arn`], [`page`], [`doc`] — small shared nouns
//!
//! INVARIANT: nothing here knows a service, HTTP or Docker. INVARIANT: a handler sees one consistent snapshot, and
//! its writes are committed only if nothing it read has changed.

pub mod arn;
pub mod authority;
pub mod controller;
pub mod cx;
pub mod derived;
pub mod dice;
pub mod doc;
pub mod key;
pub mod page;
pub mod parts;
pub mod principal;
pub mod record;
pub mod relay;
pub mod run;
pub mod socket;
pub mod store;
pub mod time;
mod turn;
pub mod txn;

#[cfg(test)]
mod tests;

pub use arn::{Arn, Scope};
pub use authority::{Access, Authority, Credential};
pub use controller::{Controller, Plan, Write};
pub use cx::{Call, Cx};
pub use dice::Dice;
pub use key::Key;
pub use parts::Parts;
pub use principal::Principal;
pub use record::Record;
pub use run::Kernel;
pub use store::{Revision, Store};
pub use time::{Clock, Time};
pub use txn::Txn;
pub use wire::fault::Fault;
