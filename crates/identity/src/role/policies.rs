//! Inline policies of a role, and the managed ones attached to it.

use kernel::{Access, Cx, Fault, Txn};
use wire::iam as w;
use wire::schema::Unit;

use super::ops::{change, managed_exists};
use super::{check, find, no_such_entity, page, rule, view};
use crate::policy::PolicyKind;

/// "Managed policies attached to an IAM role": the quota can be raised to this.
const ATTACHED: usize = 20;
/// Bytes of all inline policies of a role together, white space not counted.
const INLINE: usize = 10_240;

/// The role, with `iam:PolicyARN` as condition key.
pub(crate) fn attach_rule(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::AttachRolePolicyRequest,
) -> Result<Access, Fault> {
    Ok(rule(cx, t, req)?.with("iam:PolicyARN", vec![req.policy_arn.clone()]))
}

pub(crate) fn detach_rule(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DetachRolePolicyRequest,
) -> Result<Access, Fault> {
    Ok(rule(cx, t, req)?.with("iam:PolicyARN", vec![req.policy_arn.clone()]))
}

pub(crate) fn must_exist(t: &mut Txn, arn: &str) -> Result<(), Fault> {
    if managed_exists(t, arn) {
        return Ok(());
    }
    Err(no_such_entity(format!(
        "Policy {arn} does not exist or is not attachable."
    )))
}

pub(crate) fn attach(cx: &Cx<'_>, t: &mut Txn, req: &w::AttachRolePolicyRequest) -> Result<Unit, Fault> {
    find(cx, t, &req.role_name)?;
    must_exist(t, &req.policy_arn)?;
    change(cx, t, &req.role_name, |role| {
        let managed = &mut role.attached.managed;
        if managed.contains(&req.policy_arn) {
            return Ok(());
        }
        if managed.len() == ATTACHED {
            return Err(Fault::new(
                "LimitExceeded",
                409,
                format!("Cannot exceed quota for PoliciesPerRole: {ATTACHED}"),
            ));
        }
        managed.push(req.policy_arn.clone());
        Ok(())
    })
}

pub(crate) fn detach(cx: &Cx<'_>, t: &mut Txn, req: &w::DetachRolePolicyRequest) -> Result<Unit, Fault> {
    change(cx, t, &req.role_name, |role| {
        let managed = &mut role.attached.managed;
        let before = managed.len();
        managed.retain(|arn| *arn != req.policy_arn);
        if managed.len() == before {
            return Err(no_such_entity(format!(
                "Policy {} was not found.",
                req.policy_arn
            )));
        }
        Ok(())
    })
}

pub(crate) fn attached(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListAttachedRolePoliciesRequest,
) -> Result<w::ListAttachedRolePoliciesResponse, Fault> {
    let role = find(cx, t, &req.role_name)?;
    let prefix = req.path_prefix.as_deref().unwrap_or("/");
    let mut all: Vec<_> = role
        .attached
        .managed
        .iter()
        .filter_map(|arn| {
            let (_, path) = arn.split_once(":policy")?;
            path.starts_with(prefix).then(|| w::AttachedPolicy {
                policy_name: path.rsplit('/').next().map(str::to_owned),
                policy_arn: Some(arn.clone()),
            })
        })
        .collect();
    all.sort_by(|a, b| a.policy_arn.cmp(&b.policy_arn));
    let name = |p: &w::AttachedPolicy| p.policy_arn.clone().unwrap_or_default();
    let (found, marker) = page(all, name, req.marker.as_deref(), req.max_items)?;
    Ok(w::ListAttachedRolePoliciesResponse {
        attached_policies: Some(found),
        is_truncated: Some(marker.is_some()),
        marker,
    })
}

pub(crate) fn put(cx: &Cx<'_>, t: &mut Txn, req: &w::PutRolePolicyRequest) -> Result<Unit, Fault> {
    find(cx, t, &req.role_name)?;
    check(&req.policy_document, PolicyKind::Identity)?;
    change(cx, t, &req.role_name, |role| {
        let inline = &mut role.attached.inline;
        inline.insert(req.policy_name.clone(), req.policy_document.clone());
        let dense = |d: &String| d.bytes().filter(|b| !b.is_ascii_whitespace()).count();
        if inline.values().map(dense).sum::<usize>() > INLINE {
            return Err(Fault::new(
                "LimitExceeded",
                409,
                format!(
                    "Maximum policy size of {INLINE} bytes exceeded for role {}",
                    req.role_name
                ),
            ));
        }
        Ok(())
    })
}

pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetRolePolicyRequest,
) -> Result<w::GetRolePolicyResponse, Fault> {
    let role = find(cx, t, &req.role_name)?;
    let document = role
        .attached
        .inline
        .get(&req.policy_name)
        .ok_or_else(|| no_policy(&req.policy_name))?;
    Ok(w::GetRolePolicyResponse {
        role_name: req.role_name.clone(),
        policy_name: req.policy_name.clone(),
        policy_document: view::encoded(document),
    })
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListRolePoliciesRequest,
) -> Result<w::ListRolePoliciesResponse, Fault> {
    let role = find(cx, t, &req.role_name)?;
    let names = role.attached.inline.keys().cloned();
    let (policy_names, marker) = page(names, Clone::clone, req.marker.as_deref(), req.max_items)?;
    Ok(w::ListRolePoliciesResponse {
        policy_names,
        is_truncated: Some(marker.is_some()),
        marker,
    })
}

pub(crate) fn delete(cx: &Cx<'_>, t: &mut Txn, req: &w::DeleteRolePolicyRequest) -> Result<Unit, Fault> {
    change(cx, t, &req.role_name, |role| {
        match role.attached.inline.remove(&req.policy_name) {
            Some(_) => Ok(()),
            None => Err(no_policy(&req.policy_name)),
        }
    })
}

fn no_policy(name: &str) -> Fault {
    no_such_entity(format!("The role policy with name {name} cannot be found."))
}
