//! The registry's policy: who else may do what with all of its repositories (`REGISTRY_POLICY_SCOPE` is `V2`), and which
//! accounts may replicate into it. It is read together with a repository's own ([`crate::rules::access`]).

use std::sync::Arc;

use kernel::{Cx, Fault, Key, Record, Scope, Txn};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use wire::ecr as w;

use crate::Grammar;
use crate::repository::policy;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct RegistryPolicy {
    scope: Scope,
    /// As it was given; valid.
    text: String,
}

impl Record for RegistryPolicy {
    const KIND: &'static str = "ecr.policy";
    fn key(&self) -> Key {
        at(&self.scope)
    }
}

fn at(scope: &Scope) -> Key {
    Key::new(RegistryPolicy::KIND, scope, &[])
}

/// What holds for a repository: its own policy and the registry's, as one.
pub(crate) fn with_registrys(t: &mut Txn, scope: &Scope, own: Option<&str>) -> Result<Option<String>, Fault> {
    let registrys = t.get::<RegistryPolicy>(&at(scope))?;
    Ok(match (own, registrys) {
        (None, None) => None,
        (Some(own), None) => Some(own.to_owned()),
        (None, Some(r)) => Some(r.text.clone()),
        (Some(own), Some(r)) => Some(joined(own, &r.text)),
    })
}

/// One policy with the statements of two. Each says for itself what it is about.
fn joined(a: &str, b: &str) -> String {
    let statements = |text: &str| match serde_json::from_str::<Value>(text) {
        Ok(mut policy) => match policy.get_mut("Statement").map(Value::take) {
            Some(Value::Array(all)) => all,
            Some(one) => vec![one],
            None => Vec::new(),
        },
        Err(_) => Vec::new(),
    };
    let all = [statements(a), statements(b)].concat();
    json!({"Version": "2012-10-17", "Statement": all}).to_string()
}

fn none(cx: &Cx<'_>) -> Fault {
    w::fault::registry_policy_not_found_exception(format!(
        "Registry policy does not exist in the registry with id '{}'",
        cx.scope().account
    ))
}

fn found(cx: &Cx<'_>, t: &mut Txn) -> Result<Arc<RegistryPolicy>, Fault> {
    t.get::<RegistryPolicy>(&at(cx.scope()))?.ok_or_else(|| none(cx))
}

pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    _req: &w::GetRegistryPolicyRequest,
) -> Result<w::GetRegistryPolicyResponse, Fault> {
    Ok(w::GetRegistryPolicyResponse {
        registry_id: Some(cx.scope().account.to_string()),
        policy_text: Some(found(cx, t)?.text.clone()),
    })
}

pub(crate) fn put(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::PutRegistryPolicyRequest,
    grammar: &Grammar,
) -> Result<w::PutRegistryPolicyResponse, Fault> {
    policy::check(grammar, &req.policy_text)?;
    t.put(RegistryPolicy {
        scope: cx.scope().clone(),
        text: req.policy_text.clone(),
    })?;
    Ok(w::PutRegistryPolicyResponse {
        registry_id: Some(cx.scope().account.to_string()),
        policy_text: Some(req.policy_text.clone()),
    })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    _req: &w::DeleteRegistryPolicyRequest,
) -> Result<w::DeleteRegistryPolicyResponse, Fault> {
    let gone = found(cx, t)?;
    t.delete(&at(cx.scope()));
    Ok(w::DeleteRegistryPolicyResponse {
        registry_id: Some(cx.scope().account.to_string()),
        policy_text: Some(gone.text.clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_policies_are_one() {
        let a = json!({"Statement": {"Sid": "a"}}).to_string();
        let b = json!({"Version": "2008-10-17", "Statement": [{"Sid": "b"}, {"Sid": "c"}]}).to_string();
        let all: Value = serde_json::from_str(&joined(&a, &b)).unwrap();
        assert_eq!(
            all["Statement"],
            json!([{"Sid": "a"}, {"Sid": "b"}, {"Sid": "c"}])
        );
    }
}
