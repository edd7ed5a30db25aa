//! Security groups: named sets of rules that say what may reach their members and what these may reach.
//!
//! * `record.rs`: a group and its rules; the default group stands in no record until somebody changes it
//! * `rule.rs`: permissions as clients write them, to rules and back (pure)
//! * `ops.rs`: groups; `rules.rs`: their rules; `look.rs`: what describes rules alone and who refers to whom
//!
//! INVARIANT: a group has each rule once (protocol, ports and peer decide), and at most 60 each way. INVARIANT: a group
//! that an interface has, or a rule names, is not deleted.

pub(crate) mod look;
pub(crate) mod ops;
pub(crate) mod record;
pub(crate) mod rule;
pub(crate) mod rules;

#[cfg(test)]
mod tests;
