//! Who may do what: IAM's records, its policy language, and STS.
//!
//! * [`policy`] — the policy language: parsed, compiled, decided. Pure.
//! * [`record`] — what is stored: access keys, users, roles
//! * [`builtin`] — the roles and managed policies that exist from the start, and the rights of our own services
//! * [`bootstrap`] — an account's first records, among them the root user's random access key
//! * [`session`] — temporary credentials of a role, and the controller that forgets expired ones
//! * [`authority`] — the kernel's two questions: whose key is this, and may its owner do that
//! * [`sts`] — the operations
//!
//! INVARIANT: no key is well known; every one is random and made at run time. INVARIANT: secrets are in records
//! (encrypted by the store) and in answers that create them, never in `Debug`, logs or faults.

pub mod authority;
pub mod bootstrap;
pub mod builtin;
pub mod policy;
pub mod record;
pub mod session;
pub mod sts;

#[cfg(test)]
mod tests;

pub use authority::Iam;

/// The operations and controllers of this crate.
#[must_use]
pub fn parts() -> kernel::Parts {
    kernel::Parts::new()
        .op::<wire::sts::GetCallerIdentity>(sts::any, sts::get_caller_identity)
        .controller(session::Expiry)
}
