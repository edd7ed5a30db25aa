//! The kernel's store, three ways; two of them are here: [`Memory`] and [`Embedded`] (SQLite).
//!
//! * [`head`] — what both share: the map, validation, staging, the change log. Pure bookkeeping under one lock
//! * [`memory`] — the head alone; everything is durable at once and gone with the process
//! * [`embedded`] — the head in front of one SQLite file and one committing thread (group commit)
//! * [`cipher`] — values at rest: AES-256-GCM under a data key that a master key wraps
//!
//! INVARIANT: a transaction is refused exactly when a key or range it read was changed after its base.
//! INVARIANT: `durable()` never shows what a power cut could take back.

pub mod cipher;
pub mod embedded;
mod head;
pub mod memory;

pub use embedded::Embedded;
pub use memory::Memory;
