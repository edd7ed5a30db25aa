//! `sts:AssumeRole`: temporary credentials of a role.
//!
//! Who may is decided by the authority: the role's trust policy must allow the caller, and where it names the
//! account rather than the caller, the caller's own policies must allow it too (STS API Reference, `AssumeRole`).

use std::time::Duration;

use kernel::{Access, Cx, Fault, Principal, Txn};
use wire::sts as w;

use super::invalid;
use crate::record::Role;
use crate::session;

/// The action, by its IAM name.
pub(crate) const ACTION: &str = "sts:AssumeRole";
/// "The minimum is 900 seconds"; a role assumed by a role's session lasts an hour at most.
const LONGEST_CHAINED: i32 = 3600;

pub(crate) fn rule(_: &Cx<'_>, _: &mut Txn, req: &w::AssumeRoleRequest) -> Result<Access, Fault> {
    if let Some(member) = refused(req) {
        return Err(invalid(format!("Longshore does not support {member} yet")));
    }
    let external: Vec<_> = req.external_id.iter().cloned().collect();
    Ok(Access::on(&req.role_arn)
        .with("sts:RoleSessionName", vec![req.role_session_name.clone()])
        .with("sts:ExternalId", external))
}

/// Members that would narrow or mark the session, which sessions do not carry yet.
fn refused(req: &w::AssumeRoleRequest) -> Option<&'static str> {
    let given = [
        ("Policy", req.policy.is_some()),
        (
            "PolicyArns",
            req.policy_arns.as_ref().is_some_and(|l| !l.is_empty()),
        ),
        ("Tags", req.tags.as_ref().is_some_and(|l| !l.is_empty())),
        (
            "TransitiveTagKeys",
            req.transitive_tag_keys.as_ref().is_some_and(|l| !l.is_empty()),
        ),
        ("SerialNumber", req.serial_number.is_some()),
        ("TokenCode", req.token_code.is_some()),
        ("SourceIdentity", req.source_identity.is_some()),
        (
            "ProvidedContexts",
            req.provided_contexts.as_ref().is_some_and(|l| !l.is_empty()),
        ),
        (
            "MinimumSessionTokenSize",
            req.minimum_session_token_size.is_some(),
        ),
    ];
    given.into_iter().find(|(_, g)| *g).map(|(name, _)| name)
}

/// Account and name in a role's ARN.
pub(crate) fn parts(arn: &str) -> Option<(&str, &str)> {
    let arn = kernel::Arn::parse(arn).filter(|a| a.service == "iam")?;
    let name = arn.resource.strip_prefix("role/")?.rsplit('/').next()?;
    Some((arn.account, name))
}

pub(crate) fn assume(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::AssumeRoleRequest,
) -> Result<w::AssumeRoleResponse, Fault> {
    let (account, name) =
        parts(&req.role_arn).ok_or_else(|| invalid(format!("{} is invalid", req.role_arn)))?;
    // The authority has seen it: a role that is not there is not allowed to be assumed.
    let role = t
        .get::<Role>(&Role::at(account, name))?
        .ok_or_else(|| super::missing(name))?;
    let asked = req.duration_seconds.unwrap_or(3600);
    let most = i32::try_from(role.max_session_s).unwrap_or(i32::MAX);
    if asked > most {
        return Err(invalid(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        ));
    }
    if matches!(&*cx.call.principal, Principal::Session { .. }) && asked > LONGEST_CHAINED {
        return Err(invalid(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
        ));
    }
    let life = Duration::from_secs(u64::try_from(asked).unwrap_or(3600));
    let (keys, expires) = session::issue(t, cx.dice(), account, name, &req.role_session_name, life, cx.now)?;
    Ok(w::AssumeRoleResponse {
        credentials: Some(w::Credentials {
            access_key_id: keys.access_key_id,
            secret_access_key: keys.secret_access_key,
            session_token: keys.session_token.unwrap_or_default(),
            expiration: expires.into(),
        }),
        assumed_role_user: Some(w::AssumedRoleUser {
            assumed_role_id: format!("{}:{}", role.id, req.role_session_name),
            arn: format!(
                "arn:aws:sts::{account}:assumed-role/{name}/{}",
                req.role_session_name
            ),
        }),
        ..w::AssumeRoleResponse::default()
    })
}
