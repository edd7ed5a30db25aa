//! The role itself: create, get, list, update, delete, tags (IAM API Reference).

use std::collections::BTreeMap;

use kernel::{Access, Cx, Fault, Key, Txn};
use wire::iam as w;
use wire::schema::Unit;

use super::{check, find, invalid, key, page, view};
use crate::bootstrap::unique_id;
use crate::builtin;
use crate::policy::PolicyKind;
use crate::record::{Attached, ManagedPolicy, Role};

/// "You can attach up to 50 tags".
const TAGS: usize = 50;

pub(crate) fn create_rule(cx: &Cx<'_>, _: &mut Txn, req: &w::CreateRoleRequest) -> Result<Access, Fault> {
    let path = req.path.as_deref().unwrap_or("/");
    let arn = format!("arn:aws:iam::{}:role{path}{}", cx.scope().account, req.role_name);
    let boundary = req.permissions_boundary.iter().cloned().collect();
    Ok(Access::on(arn).with("iam:PermissionsBoundary", boundary))
}

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::CreateRoleRequest,
) -> Result<w::CreateRoleResponse, Fault> {
    let account = cx.scope().account.to_string();
    check(&req.assume_role_policy_document, PolicyKind::Trust)?;
    if t.exists(&key(cx, &req.role_name)) {
        return Err(Fault::new(
            "EntityAlreadyExists",
            409,
            format!("Role with name {} already exists.", req.role_name),
        ));
    }
    if let Some(arn) = &req.permissions_boundary {
        super::policies::must_exist(t, arn)?;
    }
    let role = Role {
        path: req.path.clone().unwrap_or_else(|| "/".into()),
        id: unique_id(cx.dice(), "AROA"),
        name: req.role_name.clone(),
        created: cx.now,
        description: req.description.clone().unwrap_or_default(),
        trust: req.assume_role_policy_document.clone(),
        max_session_s: session(req.max_session_duration).unwrap_or(3600),
        attached: Attached {
            boundary: req.permissions_boundary.clone(),
            tags: tagged(BTreeMap::new(), req.tags.as_deref().unwrap_or_default())?,
            ..Attached::default()
        },
        account,
    };
    let answer = w::CreateRoleResponse {
        role: view::role(&role),
    };
    t.put(role)?;
    Ok(answer)
}

fn session(given: Option<i32>) -> Option<u32> {
    given.and_then(|s| u32::try_from(s).ok())
}

pub(crate) fn get(cx: &Cx<'_>, t: &mut Txn, req: &w::GetRoleRequest) -> Result<w::GetRoleResponse, Fault> {
    let role = find(cx, t, &req.role_name)?;
    Ok(w::GetRoleResponse {
        role: view::role(&role),
    })
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListRolesRequest,
) -> Result<w::ListRolesResponse, Fault> {
    let all =
        t.range::<Role>(&Key::global(<Role as kernel::Record>::KIND, &[&cx.scope().account]).children())?;
    let prefix = req.path_prefix.as_deref().unwrap_or("/");
    let some = all.iter().filter(|r| r.path.starts_with(prefix));
    let (roles, marker) = page(some, |r| r.name.clone(), req.marker.as_deref(), req.max_items)?;
    Ok(w::ListRolesResponse {
        roles: roles.into_iter().map(|r| view::listed(r)).collect(),
        is_truncated: Some(marker.is_some()),
        marker,
    })
}

/// A role with policies stays: "you must delete or detach them first".
pub(crate) fn delete(cx: &Cx<'_>, t: &mut Txn, req: &w::DeleteRoleRequest) -> Result<Unit, Fault> {
    let role = find(cx, t, &req.role_name)?;
    let conflict = |what: &str| {
        Err(Fault::new(
            "DeleteConflict",
            409,
            format!("Cannot delete entity, must {what} first."),
        ))
    };
    if !role.attached.managed.is_empty() {
        return conflict("detach all policies");
    }
    if !role.attached.inline.is_empty() {
        return conflict("delete policies");
    }
    if builtin::ROLES.iter().any(|r| r.name == role.name) {
        // They are made anew at every start, so deleting one would not last.
        return Err(Fault::new(
            "UnmodifiableEntity",
            400,
            format!("Role {} comes with Longshore and cannot be deleted.", role.name),
        ));
    }
    t.delete(&key(cx, &req.role_name));
    Ok(Unit)
}

pub(crate) fn update(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateRoleRequest,
) -> Result<w::UpdateRoleResponse, Fault> {
    change(cx, t, &req.role_name, |role| {
        if let Some(text) = &req.description {
            role.description.clone_from(text);
        }
        if let Some(s) = session(req.max_session_duration) {
            role.max_session_s = s;
        }
        Ok(())
    })?;
    Ok(w::UpdateRoleResponse {})
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateRoleDescriptionRequest,
) -> Result<w::UpdateRoleDescriptionResponse, Fault> {
    change(cx, t, &req.role_name, |role| {
        role.description.clone_from(&req.description);
        Ok(())
    })?;
    let role = find(cx, t, &req.role_name)?;
    Ok(w::UpdateRoleDescriptionResponse {
        role: Some(view::role(&role)),
    })
}

pub(crate) fn trust(cx: &Cx<'_>, t: &mut Txn, req: &w::UpdateAssumeRolePolicyRequest) -> Result<Unit, Fault> {
    check(&req.policy_document, PolicyKind::Trust)?;
    change(cx, t, &req.role_name, |role| {
        role.trust.clone_from(&req.policy_document);
        Ok(())
    })
}

pub(crate) fn tag(cx: &Cx<'_>, t: &mut Txn, req: &w::TagRoleRequest) -> Result<Unit, Fault> {
    change(cx, t, &req.role_name, |role| {
        role.attached.tags = tagged(std::mem::take(&mut role.attached.tags), &req.tags)?;
        Ok(())
    })
}

pub(crate) fn untag(cx: &Cx<'_>, t: &mut Txn, req: &w::UntagRoleRequest) -> Result<Unit, Fault> {
    change(cx, t, &req.role_name, |role| {
        role.attached.tags.retain(|k, _| !req.tag_keys.contains(k));
        Ok(())
    })
}

pub(crate) fn tags(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListRoleTagsRequest,
) -> Result<w::ListRoleTagsResponse, Fault> {
    let role = find(cx, t, &req.role_name)?;
    let (tags, marker) = page(
        view::tags(&role),
        |t| t.key.clone(),
        req.marker.as_deref(),
        req.max_items,
    )?;
    Ok(w::ListRoleTagsResponse {
        tags,
        is_truncated: Some(marker.is_some()),
        marker,
    })
}

/// There are no instance profiles, so no role is in one; Terraform asks before it deletes a role.
pub(crate) fn profiles(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListInstanceProfilesForRoleRequest,
) -> Result<w::ListInstanceProfilesForRoleResponse, Fault> {
    find(cx, t, &req.role_name)?;
    Ok(w::ListInstanceProfilesForRoleResponse {
        instance_profiles: Vec::new(),
        is_truncated: Some(false),
        marker: None,
    })
}

/// Changes a role that must exist.
pub(crate) fn change(
    cx: &Cx<'_>,
    t: &mut Txn,
    name: &str,
    f: impl FnOnce(&mut Role) -> Result<(), Fault>,
) -> Result<Unit, Fault> {
    let mut role = Role::clone(&*find(cx, t, name)?);
    f(&mut role)?;
    t.put(role)?;
    Ok(Unit)
}

fn tagged(mut have: BTreeMap<String, String>, more: &[w::Tag]) -> Result<BTreeMap<String, String>, Fault> {
    for (n, tag) in more.iter().enumerate() {
        let twice = more
            .iter()
            .skip(n + 1)
            .any(|o| o.key.eq_ignore_ascii_case(&tag.key));
        if twice {
            return Err(Fault::new(
                "InvalidInput",
                400,
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            ));
        }
        if tag.key.to_ascii_lowercase().starts_with("aws:") {
            return Err(invalid("Tag keys that begin with aws: are reserved for AWS."));
        }
        have.insert(tag.key.clone(), tag.value.clone());
    }
    if have.len() > TAGS {
        return Err(Fault::new(
            "LimitExceeded",
            409,
            format!("The number of tags has reached the maximum limit of {TAGS}."),
        ));
    }
    Ok(have)
}

/// Whether a managed policy exists, AWS's or the account's.
pub(crate) fn managed_exists(t: &mut Txn, arn: &str) -> bool {
    builtin::managed(arn).is_some() || t.exists(&ManagedPolicy::at(arn))
}
