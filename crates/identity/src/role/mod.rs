//! IAM roles: who may assume them (trust policy), and what they may do (inline and attached policies).
//!
//! * [`ops`] — the role itself: create, get, list, update, delete, tags
//! * [`policies`] — inline policies and attachments of managed ones
//! * [`view`] — record → answer
//! * [`assume`] — `sts:AssumeRole`, and who may
//!
//! INVARIANT: every stored document parses, so a decision never fails on one.

pub(crate) mod assume;
pub(crate) mod ops;
pub(crate) mod policies;
pub(crate) mod view;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub(crate) use kernel::parts::any;
use kernel::{Access, Cx, Fault, Key, Txn};
use wire::iam as w;

use crate::policy::{Policy, PolicyKind};
use crate::record::Role;

/// Requests that name one role.
pub(crate) trait NamesRole {
    fn role(&self) -> &str;
}

macro_rules! names_role {
    ($($request:ident),*) => { $(impl NamesRole for w::$request { fn role(&self) -> &str { &self.role_name } })* };
}
names_role! {
    GetRoleRequest, DeleteRoleRequest, UpdateRoleRequest, UpdateRoleDescriptionRequest, UpdateAssumeRolePolicyRequest,
    TagRoleRequest, UntagRoleRequest, ListRoleTagsRequest, PutRolePolicyRequest, GetRolePolicyRequest,
    ListRolePoliciesRequest, DeleteRolePolicyRequest, AttachRolePolicyRequest, DetachRolePolicyRequest,
    ListAttachedRolePoliciesRequest, ListInstanceProfilesForRoleRequest
}

/// IAM resource rule of every operation on one role: a role that does not exist is judged by the path `/`.
pub(crate) fn rule<I: NamesRole>(cx: &Cx<'_>, t: &mut Txn, req: &I) -> Result<Access, Fault> {
    let account = &cx.scope().account;
    let found = t.get::<Role>(&Role::at(account, req.role()))?;
    let arn = found.map_or_else(
        || format!("arn:aws:iam::{account}:role/{}", req.role()),
        |r| r.arn(),
    );
    Ok(Access::on(arn))
}

/// The role, or `NoSuchEntity`.
pub(crate) fn find(cx: &Cx<'_>, t: &mut Txn, name: &str) -> Result<Arc<Role>, Fault> {
    t.get::<Role>(&key(cx, name))?.ok_or_else(|| missing(name))
}

fn key(cx: &Cx<'_>, name: &str) -> Key {
    Role::at(&cx.scope().account, name)
}

pub(crate) fn missing(name: &str) -> Fault {
    no_such_entity(format!("The role with name {name} cannot be found."))
}

pub(crate) fn no_such_entity(message: String) -> Fault {
    Fault::new("NoSuchEntity", 404, message)
}

pub(crate) fn invalid(message: impl Into<String>) -> Fault {
    Fault::new("ValidationError", 400, message)
}

/// Refuses a document that IAM could not read later.
pub(crate) fn check(document: &str, kind: PolicyKind) -> Result<(), Fault> {
    Policy::parse(document, kind)
        .map(drop)
        .map_err(|e| Fault::new("MalformedPolicyDocument", 400, e.to_string()))
}

/// One page of a list, in IAM's form: up to 100 unless `max_items` says otherwise.
pub(crate) fn page<T>(
    items: impl IntoIterator<Item = T>,
    name: impl Fn(&T) -> String,
    marker: Option<&str>,
    max_items: Option<i32>,
) -> Result<(Vec<T>, Option<String>), Fault> {
    let size = usize::try_from(max_items.unwrap_or(100)).unwrap_or(100);
    kernel::page::page(items, name, marker, size).map_err(|()| invalid("Invalid Marker."))
}
