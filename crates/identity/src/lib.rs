//! Who may do what: IAM's records, its policy language, and STS.
//!
//! * [`policy`] — the policy language: parsed, compiled, decided. Pure.
//! * [`record`] — what is stored: access keys, users, roles
//! * [`builtin`] — the roles and managed policies that exist from the start, and the rights of our own services
//! * [`bootstrap`] — an account's first records, among them the root user's random access key
//! * [`session`] — temporary credentials of a role, and the controller that forgets expired ones
//! * [`authority`] — the kernel's two questions: whose key is this, and may its owner do that
//! * `role` — IAM's operations on roles, and `sts:AssumeRole`
//! * [`sts`] — who am I
//!
//! INVARIANT: no key is well known; every one is random and made at run time. INVARIANT: secrets are in records
//! (encrypted by the store) and in answers that create them, never in `Debug`, logs or faults.

pub mod authority;
pub mod bootstrap;
pub mod builtin;
pub mod policy;
pub mod record;
mod role;
pub mod session;
pub mod sts;

#[cfg(test)]
mod tests;

pub use authority::Iam;

use role::{assume, ops, policies};
use wire::iam as w;

/// The operations and controllers of this crate.
#[must_use]
pub fn parts() -> kernel::Parts {
    kernel::Parts::new()
        .op::<wire::sts::GetCallerIdentity>(kernel::parts::any, sts::get_caller_identity)
        .op::<wire::sts::AssumeRole>(assume::rule, assume::assume)
        .op::<w::CreateRole>(ops::create_rule, ops::create)
        .op::<w::GetRole>(role::rule, ops::get)
        .op::<w::ListRoles>(role::any, ops::list)
        .op::<w::DeleteRole>(role::rule, ops::delete)
        .op::<w::UpdateRole>(role::rule, ops::update)
        .op::<w::UpdateRoleDescription>(role::rule, ops::describe)
        .op::<w::UpdateAssumeRolePolicy>(role::rule, ops::trust)
        .op::<w::TagRole>(role::rule, ops::tag)
        .op::<w::UntagRole>(role::rule, ops::untag)
        .op::<w::ListRoleTags>(role::rule, ops::tags)
        .op::<w::ListInstanceProfilesForRole>(role::rule, ops::profiles)
        .op::<w::PutRolePolicy>(role::rule, policies::put)
        .op::<w::GetRolePolicy>(role::rule, policies::get)
        .op::<w::ListRolePolicies>(role::rule, policies::list)
        .op::<w::DeleteRolePolicy>(role::rule, policies::delete)
        .op::<w::AttachRolePolicy>(policies::attach_rule, policies::attach)
        .op::<w::DetachRolePolicy>(policies::detach_rule, policies::detach)
        .op::<w::ListAttachedRolePolicies>(role::rule, policies::attached)
        .controller(session::Expiry)
}
