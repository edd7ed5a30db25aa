//! The calls of the API on pull-through cache rules.

use std::sync::Arc;

use kernel::{Call, Cx, Fault, Kernel, Record as _, Scope, Txn};
use wire::ecr as w;
use wire::ecr::fault as f;

use super::CacheRule;
use crate::upstream::{Source, Trouble};
use crate::{Registry, fault, page, rules};

/// Amazon ECR service quotas.
const MOST: usize = 50;
/// Names of registries, and where they are.
const KNOWN: &[(&str, &str)] = &[
    ("ecr-public", "public.ecr.aws"),
    ("quay", "quay.io"),
    ("k8s", "registry.k8s.io"),
    ("docker-hub", "registry-1.docker.io"),
    ("github-container-registry", "ghcr.io"),
    ("gitlab-container-registry", "registry.gitlab.com"),
    ("chainguard", "cgr.dev"),
];
const AZURE: (&str, &str) = ("azure-container-registry", ".azurecr.io");

fn missing(scope: &Scope, prefix: &str) -> Fault {
    f::pull_through_cache_rule_not_found_exception(format!(
        "Pull through cache rule with ecrRepositoryPrefix '{prefix}' does not exist in the registry with id '{}'",
        scope.account
    ))
}

fn find(t: &mut Txn, scope: &Scope, prefix: &str) -> Result<Arc<CacheRule>, Fault> {
    t.get::<CacheRule>(&CacheRule::at(scope, prefix))?
        .ok_or_else(|| missing(scope, prefix))
}

/// Name and host of an upstream.
fn upstream(url: &str, told: Option<&str>) -> Result<(String, String), Fault> {
    let host = url.strip_prefix("https://").unwrap_or(url).trim_end_matches('/');
    let known = KNOWN.iter().find(|(_, h)| *h == host).map(|(name, _)| *name);
    let label = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    let azure = host
        .strip_suffix(AZURE.1)
        .is_some_and(|name| !name.is_empty() && name.bytes().all(label));
    let name = known.or_else(|| azure.then_some(AZURE.0));
    match name.filter(|name| told.is_none_or(|t| t == *name)) {
        Some(name) => Ok((name.to_owned(), host.to_owned())),
        None => Err(f::unsupported_upstream_registry_exception(
            "The specified upstream registry isn't supported.",
        )),
    }
}

/// There are no secrets here, and no roles that are used to reach an upstream.
fn unsupported(credential: Option<&String>, role: Option<&String>) -> Result<(), Fault> {
    if role.is_some() {
        return Err(fault::unsupported("customRoleArn"));
    }
    match credential {
        Some(_) => Err(f::secret_not_found_exception(
            "The ARN of the secret specified in the pull through cache rule was not found. Update the secret ARN with a \
             valid secret ARN and try again.",
        )),
        None => Ok(()),
    }
}

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::CreatePullThroughCacheRuleRequest,
) -> Result<w::CreatePullThroughCacheRuleResponse, Fault> {
    let scope = rules::registry(cx.scope(), req.registry_id.as_deref());
    let (name, host) = upstream(&req.upstream_registry_url, req.upstream_registry.as_deref())?;
    unsupported(req.credential_arn.as_ref(), req.custom_role_arn.as_ref())?;
    let rule = CacheRule {
        scope: scope.clone(),
        prefix: req.ecr_repository_prefix.clone(),
        host,
        upstream: name,
        upstream_prefix: req.upstream_repository_prefix.clone(),
        created: cx.now,
        updated: cx.now,
    };
    if t.exists(&rule.key()) {
        return Err(f::pull_through_cache_rule_already_exists_exception(format!(
            "A pull through cache rule with ecrRepositoryPrefix '{}' already exists in the registry with id '{}'",
            rule.prefix, scope.account
        )));
    }
    if t.range::<CacheRule>(&CacheRule::all(&scope))?.len() >= MOST {
        return Err(f::limit_exceeded_exception(format!(
            "The quota of {MOST} pull through cache rules of the registry is reached"
        )));
    }
    let answer = w::CreatePullThroughCacheRuleResponse {
        ecr_repository_prefix: Some(rule.prefix.clone()),
        upstream_registry_url: Some(rule.host.clone()),
        created_at: Some(rule.created.into()),
        registry_id: Some(scope.account.to_string()),
        upstream_registry: Some(rule.upstream.clone()),
        upstream_repository_prefix: rule.upstream_prefix.clone(),
        ..Default::default()
    };
    t.put(rule)?;
    Ok(answer)
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribePullThroughCacheRulesRequest,
) -> Result<w::DescribePullThroughCacheRulesResponse, Fault> {
    let scope = rules::registry(cx.scope(), req.registry_id.as_deref());
    let all = match &req.ecr_repository_prefixes {
        Some(named) => named
            .iter()
            .map(|prefix| find(t, &scope, prefix))
            .collect::<Result<_, _>>()?,
        None => t.range::<CacheRule>(&CacheRule::all(&scope))?,
    };
    let (some, next_token) = page(
        all,
        |r| r.prefix.clone(),
        req.next_token.as_deref(),
        req.max_results,
    )?;
    let view = |r: &Arc<CacheRule>| w::PullThroughCacheRule {
        ecr_repository_prefix: Some(r.prefix.clone()),
        upstream_registry_url: Some(r.host.clone()),
        created_at: Some(r.created.into()),
        registry_id: Some(r.scope.account.to_string()),
        upstream_repository_prefix: r.upstream_prefix.clone(),
        upstream_registry: Some(r.upstream.clone()),
        updated_at: Some(r.updated.into()),
        ..Default::default()
    };
    Ok(w::DescribePullThroughCacheRulesResponse {
        pull_through_cache_rules: Some(some.iter().map(view).collect()),
        next_token,
    })
}

/// Only credentials and roles can be changed, and there are none.
pub(crate) fn update(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdatePullThroughCacheRuleRequest,
) -> Result<w::UpdatePullThroughCacheRuleResponse, Fault> {
    let scope = rules::registry(cx.scope(), req.registry_id.as_deref());
    let mut rule = (*find(t, &scope, &req.ecr_repository_prefix)?).clone();
    unsupported(req.credential_arn.as_ref(), req.custom_role_arn.as_ref())?;
    rule.updated = cx.now;
    let answer = w::UpdatePullThroughCacheRuleResponse {
        ecr_repository_prefix: Some(rule.prefix.clone()),
        registry_id: Some(scope.account.to_string()),
        updated_at: Some(rule.updated.into()),
        upstream_repository_prefix: rule.upstream_prefix.clone(),
        ..Default::default()
    };
    t.put(rule)?;
    Ok(answer)
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeletePullThroughCacheRuleRequest,
) -> Result<w::DeletePullThroughCacheRuleResponse, Fault> {
    let scope = rules::registry(cx.scope(), req.registry_id.as_deref());
    let rule = find(t, &scope, &req.ecr_repository_prefix)?;
    t.delete(&rule.key());
    Ok(w::DeletePullThroughCacheRuleResponse {
        ecr_repository_prefix: Some(rule.prefix.clone()),
        upstream_registry_url: Some(rule.host.clone()),
        created_at: Some(rule.created.into()),
        registry_id: Some(scope.account.to_string()),
        upstream_repository_prefix: rule.upstream_prefix.clone(),
        ..Default::default()
    })
}

/// Whether the upstream answers and lets us in.
pub(crate) async fn validate(
    registry: Arc<Registry>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::ValidatePullThroughCacheRuleRequest>,
) -> Result<w::ValidatePullThroughCacheRuleResponse, Fault> {
    let scope = rules::registry(&call.scope, req.registry_id.as_deref());
    let rule = kernel
        .transact(&call, true, |_, t| find(t, &scope, &req.ecr_repository_prefix))
        .await?;
    let failure = match Source::new(&registry, &rule.host, "").ping().await {
        Ok(()) => None,
        Err(Trouble::Away(why)) => Some(format!(
            "The upstream registry {} could not be reached: {why}",
            rule.host
        )),
        Err(Trouble::Refused(status)) => Some(format!(
            "The upstream registry {} answered with the status {status}",
            rule.host
        )),
    };
    Ok(w::ValidatePullThroughCacheRuleResponse {
        ecr_repository_prefix: Some(rule.prefix.clone()),
        registry_id: Some(scope.account.to_string()),
        upstream_registry_url: Some(rule.host.clone()),
        upstream_repository_prefix: rule.upstream_prefix.clone(),
        is_valid: Some(failure.is_none()),
        failure,
        ..Default::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upstreams_that_are_known() {
        let named = |url, told| upstream(url, told).ok();
        let quay = Some(("quay".to_owned(), "quay.io".to_owned()));
        assert_eq!(named("quay.io", None), quay);
        assert_eq!(named("https://quay.io/", Some("quay")), quay);
        assert_eq!(
            named("mine.azurecr.io", None).map(|(n, _)| n).as_deref(),
            Some("azure-container-registry")
        );
        for (url, told) in [
            ("quay.io", Some("k8s")),
            ("evil.example", None),
            ("a/b.azurecr.io", None),
            (".azurecr.io", None),
        ] {
            assert_eq!(named(url, told), None, "{url}");
        }
    }
}
