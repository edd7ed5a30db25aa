//! Making, describing, changing and deleting repositories.

use std::sync::Arc;

use kernel::{Cx, Fault, Scope, Txn};
use wire::ecr as w;

use super::record::{Mutability, Repository, Tags, find};
use super::{tag, view};
use crate::image::record::{Image, Tag};
use crate::image::replicate;
use crate::layer::record::{Link, Upload};
use crate::lifecycle::record::Preview;
use crate::settings::cache::Compared;
use crate::settings::template;
use crate::{fault, names, page, rules};

/// The default quota of repositories of a registry (Amazon ECR service quotas).
const MOST: usize = 100_000;

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::CreateRepositoryRequest,
    host: &Arc<str>,
) -> Result<w::CreateRepositoryResponse, Fault> {
    let scope = rules::scope(cx, req);
    if scope != *cx.scope() {
        return Err(fault::unsupported(
            "creating a repository in another account's registry",
        ));
    }
    unencrypted(req.encryption_configuration.as_ref())?;
    let mutability = mutability(
        req.image_tag_mutability.as_deref(),
        req.image_tag_mutability_exclusion_filters.as_deref(),
    )?;
    let scan = req.image_scanning_configuration.as_ref();
    let repository = Repository {
        mutability,
        scan_on_push: scan.and_then(|s| s.scan_on_push).unwrap_or(false),
        tags: tag::parse(req.tags.as_deref())?,
        ..fresh(cx, scope, &req.repository_name)
    };
    if t.exists(&kernel::Record::key(&repository)) {
        return Err(fault::repository_exists(&repository.scope, &repository.name));
    }
    if t.peek::<Repository>(&Repository::all(&repository.scope))?.len() >= MOST {
        return Err(w::fault::limit_exceeded_exception(format!(
            "The repository quota of {MOST} of the registry is reached"
        )));
    }
    let shown = view::repository(&repository, &view::host(cx, host));
    t.put(repository)?;
    Ok(w::CreateRepositoryResponse {
        repository: Some(shown),
    })
}

/// A repository with nothing set.
pub(crate) fn fresh(cx: &Cx<'_>, scope: Scope, name: &str) -> Repository {
    Repository {
        scope,
        name: name.to_owned(),
        created: cx.now,
        mutability: Mutability::default(),
        scan_on_push: false,
        tags: Tags::new(),
        policy: None,
        lifecycle: None,
    }
}

/// Layers are kept as other data is; a key of KMS is not honoured.
fn unencrypted(given: Option<&w::EncryptionConfiguration>) -> Result<(), Fault> {
    match given {
        Some(e) if e.encryption_type != "AES256" || e.kms_key.is_some() => Err(fault::unsupported(
            format_args!("encryptionConfiguration of the type {}", e.encryption_type),
        )),
        _ => Ok(()),
    }
}

pub(crate) fn mutability(
    word: Option<&str>,
    filters: Option<&[w::ImageTagMutabilityExclusionFilter]>,
) -> Result<Mutability, Fault> {
    let word = word.unwrap_or("MUTABLE");
    let exclusions: Vec<_> = filters
        .unwrap_or_default()
        .iter()
        .map(|f| f.filter.clone())
        .collect();
    if word.ends_with("_WITH_EXCLUSION") == exclusions.is_empty() {
        return Err(fault::parameter(format!(
            "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy constraint: \
             'Exclusion filters are required with imageTagMutability {word} exactly when it ends in _WITH_EXCLUSION'"
        )));
    }
    if exclusions.iter().any(|p| p.matches('*').count() > 2) {
        return Err(fault::parameter(
            "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy constraint: \
             'An exclusion filter can have at most 2 wildcards'",
        ));
    }
    Ok(Mutability {
        word: word.to_owned(),
        exclusions,
    })
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeRepositoriesRequest,
    host: &Arc<str>,
) -> Result<w::DescribeRepositoriesResponse, Fault> {
    let scope = rules::registry(cx.scope(), req.registry_id.as_deref());
    let host = view::host(cx, host);
    if let Some(names) = &req.repository_names {
        if req.next_token.is_some() || req.max_results.is_some() {
            return Err(fault::parameter(
                "The parameters 'nextToken' and 'maxResults' cannot be used together with 'repositoryNames'",
            ));
        }
        let found = names.iter().map(|n| find(t, &scope, n));
        let shown = found.map(|r| Ok(view::repository(&*r?, &host)));
        return Ok(w::DescribeRepositoriesResponse {
            repositories: Some(shown.collect::<Result<_, Fault>>()?),
            next_token: None,
        });
    }
    let all = t.range::<Repository>(&Repository::all(&scope))?;
    let (page, next_token) = page(
        all,
        |r| r.name.clone(),
        req.next_token.as_deref(),
        req.max_results,
    )?;
    Ok(w::DescribeRepositoriesResponse {
        repositories: Some(page.iter().map(|r| view::repository(r, &host)).collect()),
        next_token,
    })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteRepositoryRequest,
    host: &Arc<str>,
) -> Result<w::DeleteRepositoryResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    let images = t.keys(&Image::all(&r.scope, &r.name));
    if !images.is_empty() && !req.force.unwrap_or(false) {
        return Err(fault::not_empty(&r.scope, &r.name));
    }
    let mut gone = images;
    for range in [
        Tag::all(&r.scope, &r.name),
        Link::all(&r.scope, &r.name),
        Upload::all(&r.scope, &r.name),
        replicate::of_repository(&r.scope, &r.name),
        Compared::all(&r.scope, &r.name),
    ] {
        gone.extend(t.keys(&range));
    }
    gone.push(Preview::at(&r.scope, &r.name));
    gone.push(Repository::at(&r.scope, &r.name));
    gone.iter().for_each(|key| t.delete(key));
    Ok(w::DeleteRepositoryResponse {
        repository: Some(view::repository(&r, &view::host(cx, host))),
    })
}

pub(crate) fn put_mutability(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::PutImageTagMutabilityRequest,
) -> Result<w::PutImageTagMutabilityResponse, Fault> {
    let mut r = (*rules::find(cx, t, req)?).clone();
    r.mutability = mutability(
        Some(&req.image_tag_mutability),
        req.image_tag_mutability_exclusion_filters.as_deref(),
    )?;
    let answer = w::PutImageTagMutabilityResponse {
        registry_id: Some(r.scope.account.to_string()),
        repository_name: Some(r.name.clone()),
        image_tag_mutability: Some(r.mutability.word.clone()),
        image_tag_mutability_exclusion_filters: view::filters(&r.mutability),
    };
    t.put(r)?;
    Ok(answer)
}

/// A repository that comes into being because somebody pushes to it, when a creation template says so.
pub(crate) fn on_push(
    cx: &Cx<'_>,
    t: &mut Txn,
    scope: &Scope,
    name: &str,
) -> Result<Option<Arc<Repository>>, Fault> {
    if !names::is_repository(name) {
        return Ok(None);
    }
    let Some(template) = template::applied(t, scope, name, "CREATE_ON_PUSH")? else {
        return Ok(None);
    };
    let access = rules::access(t, scope, name)?;
    cx.authorize(t, "ecr:CreateRepository", &access)?;
    let made = template.repository(cx, scope, name);
    t.put(made.clone())?;
    Ok(Some(Arc::new(made)))
}
