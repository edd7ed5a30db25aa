//! Repository creation templates: what a repository is made of that comes into being because somebody pushes to it, because
//! it is replicated or because its upstream is asked for (Amazon ECR User Guide, "Templates to control repositories
//! created during a pull through cache, create on push, or replication action").

use std::sync::Arc;

use kernel::doc::Doc;
use kernel::key::KeyRange;
use kernel::{Cx, Fault, Key, Record, Scope, Time, Txn};
use serde::{Deserialize, Serialize};
use wire::ecr as w;

use crate::repository::ops::{fresh, mutability};
use crate::repository::record::{Lifecycle, Mutability, Repository, Tags};
use crate::repository::{policy, tag, view};
use crate::{Grammar, fault, lifecycle, page};

/// The template that fits every name.
const ROOT: &str = "ROOT";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Template {
    pub scope: Scope,
    pub prefix: String,
    pub description: Option<String>,
    pub mutability: Mutability,
    pub tags: Tags,
    pub policy: Option<String>,
    pub lifecycle: Option<String>,
    pub encryption: Option<Doc<w::EncryptionConfigurationForRepositoryCreationTemplate>>,
    pub applied_for: Vec<String>,
    pub created: Time,
    pub updated: Time,
}

impl Template {
    fn at(scope: &Scope, prefix: &str) -> Key {
        Key::new(Self::KIND, scope, &[prefix])
    }

    fn all(scope: &Scope) -> KeyRange {
        Key::new(Self::KIND, scope, &[]).children()
    }

    pub(crate) fn repository(&self, cx: &Cx<'_>, scope: &Scope, name: &str) -> Repository {
        Repository {
            mutability: self.mutability.clone(),
            tags: self.tags.clone(),
            policy: self.policy.clone(),
            lifecycle: self.lifecycle.clone().map(|text| Lifecycle {
                text,
                evaluated: None,
            }),
            ..fresh(cx, scope.clone(), name)
        }
    }
}

impl Record for Template {
    const KIND: &'static str = "ecr.template";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.prefix)
    }
}

/// The template with the longest prefix of `name`, when it is applied for this: `CREATE_ON_PUSH`, `REPLICATION`,
/// `PULL_THROUGH_CACHE`.
pub(crate) fn applied(
    t: &mut Txn,
    scope: &Scope,
    name: &str,
    what: &str,
) -> Result<Option<Arc<Template>>, Fault> {
    let fits = |p: &str| {
        p == ROOT
            || name
                .strip_prefix(p.trim_end_matches('/'))
                .is_some_and(|r| r.starts_with('/'))
    };
    let all = t.range::<Template>(&Template::all(scope))?;
    let length = |p: &str| if p == ROOT { 0 } else { p.len() };
    let best = all
        .into_iter()
        .filter(|x| fits(&x.prefix))
        .max_by_key(|x| length(&x.prefix));
    Ok(best.filter(|x| x.applied_for.iter().any(|a| a == what)))
}

fn view(x: &Template) -> w::RepositoryCreationTemplate {
    w::RepositoryCreationTemplate {
        prefix: Some(x.prefix.clone()),
        description: x.description.clone(),
        encryption_configuration: x.encryption.as_ref().map(|d| d.0.clone()),
        resource_tags: (!x.tags.is_empty()).then(|| tag::view(&x.tags)),
        image_tag_mutability: Some(x.mutability.word.clone()),
        image_tag_mutability_exclusion_filters: view::filters(&x.mutability),
        repository_policy: x.policy.clone(),
        lifecycle_policy: x.lifecycle.clone(),
        applied_for: Some(x.applied_for.clone()),
        custom_role_arn: None,
        created_at: Some(x.created.into()),
        updated_at: Some(x.updated.into()),
    }
}

fn encryption(
    given: Option<&w::EncryptionConfigurationForRepositoryCreationTemplate>,
) -> Result<Option<Doc<w::EncryptionConfigurationForRepositoryCreationTemplate>>, Fault> {
    match given {
        Some(e) if e.encryption_type != "AES256" || e.kms_key.as_ref().is_some_and(|k| !k.is_empty()) => {
            Err(fault::unsupported(format_args!(
                "encryptionConfiguration of the type {}",
                e.encryption_type
            )))
        }
        given => Ok(given.cloned().map(Doc)),
    }
}

fn honoured(role: Option<&String>) -> Result<(), Fault> {
    match role {
        Some(_) => Err(fault::unsupported("customRoleArn")),
        None => Ok(()),
    }
}

fn missing(cx: &Cx<'_>, prefix: &str) -> Fault {
    w::fault::template_not_found_exception(format!(
        "The repository creation template with prefix '{prefix}' does not exist in the registry with id '{}'",
        cx.scope().account
    ))
}

fn some(text: Option<&String>) -> Option<String> {
    text.filter(|t| !t.is_empty()).cloned()
}

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::CreateRepositoryCreationTemplateRequest,
    grammar: &Grammar,
) -> Result<w::CreateRepositoryCreationTemplateResponse, Fault> {
    honoured(req.custom_role_arn.as_ref())?;
    let template = Template {
        scope: cx.scope().clone(),
        prefix: req.prefix.clone(),
        description: req.description.clone(),
        mutability: mutability(
            req.image_tag_mutability.as_deref(),
            req.image_tag_mutability_exclusion_filters.as_deref(),
        )?,
        tags: tag::parse(req.resource_tags.as_deref())?,
        policy: some(req.repository_policy.as_ref()),
        lifecycle: some(req.lifecycle_policy.as_ref()),
        encryption: encryption(req.encryption_configuration.as_ref())?,
        applied_for: req.applied_for.clone(),
        created: cx.now,
        updated: cx.now,
    };
    check(&template, grammar)?;
    if t.exists(&template.key()) {
        return Err(w::fault::template_already_exists_exception(format!(
            "The repository creation template with prefix '{}' already exists in the registry with id '{}'",
            req.prefix,
            cx.scope().account
        )));
    }
    let shown = view(&template);
    t.put(template)?;
    Ok(w::CreateRepositoryCreationTemplateResponse {
        registry_id: Some(cx.scope().account.to_string()),
        repository_creation_template: Some(shown),
    })
}

fn check(x: &Template, grammar: &Grammar) -> Result<(), Fault> {
    x.policy
        .as_deref()
        .map_or(Ok(()), |p| policy::check(grammar, p))?;
    x.lifecycle.as_deref().map_or(Ok(()), lifecycle::ops::check)
}

pub(crate) fn update(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateRepositoryCreationTemplateRequest,
    grammar: &Grammar,
) -> Result<w::UpdateRepositoryCreationTemplateResponse, Fault> {
    honoured(req.custom_role_arn.as_ref())?;
    let found = t.get::<Template>(&Template::at(cx.scope(), &req.prefix))?;
    let mut x = (*found.ok_or_else(|| missing(cx, &req.prefix))?).clone();
    if req.description.is_some() {
        x.description.clone_from(&req.description);
    }
    if req.image_tag_mutability.is_some() {
        x.mutability = mutability(
            req.image_tag_mutability.as_deref(),
            req.image_tag_mutability_exclusion_filters.as_deref(),
        )?;
    }
    if let Some(tags) = &req.resource_tags {
        x.tags = tag::parse(Some(tags))?;
    }
    if req.repository_policy.is_some() {
        x.policy = some(req.repository_policy.as_ref());
    }
    if req.lifecycle_policy.is_some() {
        x.lifecycle = some(req.lifecycle_policy.as_ref());
    }
    if req.encryption_configuration.is_some() {
        x.encryption = encryption(req.encryption_configuration.as_ref())?;
    }
    if let Some(applied) = &req.applied_for {
        x.applied_for.clone_from(applied);
    }
    x.updated = cx.now;
    check(&x, grammar)?;
    let shown = view(&x);
    t.put(x)?;
    Ok(w::UpdateRepositoryCreationTemplateResponse {
        registry_id: Some(cx.scope().account.to_string()),
        repository_creation_template: Some(shown),
    })
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeRepositoryCreationTemplatesRequest,
) -> Result<w::DescribeRepositoryCreationTemplatesResponse, Fault> {
    let mut all = t.range::<Template>(&Template::all(cx.scope()))?;
    if let Some(prefixes) = &req.prefixes {
        all.retain(|x| prefixes.contains(&x.prefix));
    }
    let (shown, next_token) = page(
        all,
        |x| x.prefix.clone(),
        req.next_token.as_deref(),
        req.max_results,
    )?;
    Ok(w::DescribeRepositoryCreationTemplatesResponse {
        registry_id: Some(cx.scope().account.to_string()),
        repository_creation_templates: Some(shown.iter().map(|x| view(x)).collect()),
        next_token,
    })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteRepositoryCreationTemplateRequest,
) -> Result<w::DeleteRepositoryCreationTemplateResponse, Fault> {
    let found = t.get::<Template>(&Template::at(cx.scope(), &req.prefix))?;
    let x = found.ok_or_else(|| missing(cx, &req.prefix))?;
    t.delete(&x.key());
    Ok(w::DeleteRepositoryCreationTemplateResponse {
        registry_id: Some(cx.scope().account.to_string()),
        repository_creation_template: Some(view(&x)),
    })
}
