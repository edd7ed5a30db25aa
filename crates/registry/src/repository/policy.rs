//! Who else may do what with a repository. Honoured by IAM at each call ([`crate::rules::access`]).

use kernel::{Cx, Fault, Txn};
use wire::ecr as w;

use super::record::Repository;
use crate::{Grammar, fault, rules};

/// Refuses what IAM could not read later.
pub(crate) fn check(grammar: &Grammar, text: &str) -> Result<(), Fault> {
    grammar(text).map_err(|why| {
        fault::parameter(format!(
            "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided': {why}"
        ))
    })
}

pub(crate) fn set(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::SetRepositoryPolicyRequest,
    grammar: &Grammar,
) -> Result<w::SetRepositoryPolicyResponse, Fault> {
    let mut r = (*rules::find(cx, t, req)?).clone();
    check(grammar, &req.policy_text)?;
    r.policy = Some(req.policy_text.clone());
    // AWS refuses a policy that keeps its author from ever changing it again.
    if !req.force.unwrap_or(false) {
        let mut access = rules::access(t, &r.scope, &r.name)?;
        access.policy.clone_from(&r.policy);
        cx.authorize(t, "ecr:SetRepositoryPolicy", &access).map_err(|_| {
            fault::parameter(
                "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'The policy would prevent you from \
                 setting the repository policy in the future; use the force parameter to override'",
            )
        })?;
    }
    let answer = w::SetRepositoryPolicyResponse {
        registry_id: Some(r.scope.account.to_string()),
        repository_name: Some(r.name.clone()),
        policy_text: r.policy.clone(),
    };
    t.put(r)?;
    Ok(answer)
}

fn policy(r: &Repository) -> Result<String, Fault> {
    r.policy
        .clone()
        .ok_or_else(|| fault::no_policy(&r.scope, &r.name))
}

pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetRepositoryPolicyRequest,
) -> Result<w::GetRepositoryPolicyResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    Ok(w::GetRepositoryPolicyResponse {
        registry_id: Some(r.scope.account.to_string()),
        repository_name: Some(r.name.clone()),
        policy_text: Some(policy(&r)?),
    })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteRepositoryPolicyRequest,
) -> Result<w::DeleteRepositoryPolicyResponse, Fault> {
    let mut r = (*rules::find(cx, t, req)?).clone();
    let text = policy(&r)?;
    r.policy = None;
    let answer = w::DeleteRepositoryPolicyResponse {
        registry_id: Some(r.scope.account.to_string()),
        repository_name: Some(r.name.clone()),
        policy_text: Some(text),
    };
    t.put(r)?;
    Ok(answer)
}
