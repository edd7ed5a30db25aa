//! The lifecycle calls of the API.

use kernel::{Cx, Fault, Txn};
use wire::ecr as w;

use super::plan::{self, Seen};
use super::record::{Expiring, Preview};
use super::{policy, used};
use crate::image::record::{Image, tags};
use crate::repository::record::{Lifecycle, Repository};
use crate::{fault, page, rules};

/// What a preview says of an image that its rules name and that stays because something needs it. AWS has no such word.
const KEPT: &str = "KEEP_IN_USE";

/// Refuses what could not be evaluated later.
pub(crate) fn check(text: &str) -> Result<(), Fault> {
    policy::read(text).map(|_| ()).map_err(|why| {
        fault::parameter(format!(
            "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: {why}'"
        ))
    })
}

/// Everything the rules look at.
pub(crate) fn look(cx: &Cx<'_>, t: &mut Txn, r: &Repository) -> Result<Vec<Seen>, Fault> {
    let used = used::used(cx, t, &r.scope, &r.name)?;
    let mut tags = tags(t, &r.scope, &r.name)?;
    let images = t.range::<Image>(&Image::all(&r.scope, &r.name))?;
    Ok(images
        .iter()
        .map(|i| Seen {
            digest: i.digest.clone(),
            tags: tags.remove(&i.digest).unwrap_or_default(),
            pushed: i.pushed,
            pulled: i.pulled,
            children: i.facts.children.clone(),
            used: used.has(&i.digest),
        })
        .collect())
}

pub(crate) fn put(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::PutLifecyclePolicyRequest,
) -> Result<w::PutLifecyclePolicyResponse, Fault> {
    let mut r = (*rules::find(cx, t, req)?).clone();
    check(&req.lifecycle_policy_text)?;
    r.lifecycle = Some(Lifecycle {
        text: req.lifecycle_policy_text.clone(),
        evaluated: None,
    });
    let answer = w::PutLifecyclePolicyResponse {
        registry_id: Some(r.scope.account.to_string()),
        repository_name: Some(r.name.clone()),
        lifecycle_policy_text: Some(req.lifecycle_policy_text.clone()),
    };
    t.put(r)?;
    Ok(answer)
}

fn lifecycle(r: &Repository) -> Result<Lifecycle, Fault> {
    r.lifecycle
        .clone()
        .ok_or_else(|| fault::no_lifecycle(&r.scope, &r.name))
}

/// Of a policy that was never evaluated, AWS tells the epoch.
fn evaluated(l: &Lifecycle) -> Option<wire::Timestamp> {
    Some(l.evaluated.unwrap_or_default().into())
}

pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetLifecyclePolicyRequest,
) -> Result<w::GetLifecyclePolicyResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    let l = lifecycle(&r)?;
    Ok(w::GetLifecyclePolicyResponse {
        registry_id: Some(r.scope.account.to_string()),
        repository_name: Some(r.name.clone()),
        last_evaluated_at: evaluated(&l),
        lifecycle_policy_text: Some(l.text),
    })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteLifecyclePolicyRequest,
) -> Result<w::DeleteLifecyclePolicyResponse, Fault> {
    let mut r = (*rules::find(cx, t, req)?).clone();
    let l = lifecycle(&r)?;
    r.lifecycle = None;
    let answer = w::DeleteLifecyclePolicyResponse {
        registry_id: Some(r.scope.account.to_string()),
        repository_name: Some(r.name.clone()),
        last_evaluated_at: evaluated(&l),
        lifecycle_policy_text: Some(l.text),
    };
    t.put(r)?;
    Ok(answer)
}

pub(crate) fn start_preview(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::StartLifecyclePolicyPreviewRequest,
) -> Result<w::StartLifecyclePolicyPreviewResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    let text = match &req.lifecycle_policy_text {
        Some(text) => {
            check(text)?;
            text.clone()
        }
        None => lifecycle(&r)?.text,
    };
    let rules = policy::read(&text).map_err(Fault::internal)?;
    let seen = look(cx, t, &r)?;
    let results = plan::named(&rules, &seen, cx.now)
        .into_iter()
        .filter_map(|named| {
            let image = seen.iter().find(|s| s.digest == named.digest)?;
            Some(Expiring {
                digest: named.digest,
                tags: image.tags.clone(),
                pushed: image.pushed,
                priority: named.priority,
                kept: named.kept,
            })
        })
        .collect();
    t.put(Preview {
        scope: r.scope.clone(),
        repository: r.name.clone(),
        text: text.clone(),
        results,
    })?;
    Ok(w::StartLifecyclePolicyPreviewResponse {
        registry_id: Some(r.scope.account.to_string()),
        repository_name: Some(r.name.clone()),
        lifecycle_policy_text: Some(text),
        status: Some("IN_PROGRESS".into()),
    })
}

pub(crate) fn get_preview(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetLifecyclePolicyPreviewRequest,
) -> Result<w::GetLifecyclePolicyPreviewResponse, Fault> {
    let r = rules::find(cx, t, req)?;
    let preview = t
        .get::<Preview>(&Preview::at(&r.scope, &r.name))?
        .ok_or_else(|| fault::no_preview(&r.scope, &r.name))?;
    let status = req.filter.as_ref().and_then(|f| f.tag_status.as_deref());
    let asked = |e: &&Expiring| {
        let tagged = match status {
            Some("TAGGED") => !e.tags.is_empty(),
            Some("UNTAGGED") => e.tags.is_empty(),
            _ => true,
        };
        let named = req.image_ids.as_ref().is_none_or(|ids| {
            ids.iter().any(|id| {
                id.image_digest
                    .as_ref()
                    .is_none_or(|d| *d == e.digest.to_string())
                    && id.image_tag.as_ref().is_none_or(|t| e.tags.contains(t))
            })
        });
        tagged && named
    };
    // In the order of their digests, so that pages follow each other.
    let mut results: Vec<_> = preview.results.iter().filter(asked).cloned().collect();
    results.sort_by(|a, b| a.digest.cmp(&b.digest));
    let total = preview.results.iter().filter(|e| !e.kept).count();
    let total = i32::try_from(total).unwrap_or(i32::MAX);
    let (some, next_token) = page(
        results,
        |e| e.digest.to_string(),
        req.next_token.as_deref(),
        req.max_results,
    )?;
    let view = |e: &Expiring| w::LifecyclePolicyPreviewResult {
        image_tags: (!e.tags.is_empty()).then(|| e.tags.clone()),
        image_digest: Some(e.digest.to_string()),
        image_pushed_at: Some(e.pushed.into()),
        action: Some(w::LifecyclePolicyRuleAction {
            r#type: Some(if e.kept { KEPT } else { "EXPIRE" }.into()),
            target_storage_class: None,
        }),
        applied_rule_priority: Some(e.priority),
        storage_class: None,
    };
    Ok(w::GetLifecyclePolicyPreviewResponse {
        registry_id: Some(r.scope.account.to_string()),
        repository_name: Some(r.name.clone()),
        lifecycle_policy_text: Some(preview.text.clone()),
        status: Some("COMPLETE".into()),
        next_token,
        preview_results: Some(some.iter().map(view).collect()),
        summary: Some(w::LifecyclePolicyPreviewSummary {
            expiring_image_total_count: Some(total),
            ..Default::default()
        }),
    })
}
