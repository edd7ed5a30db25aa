//! Tags of balancers, listeners, rules and target groups: 50 each, keys of `aws:` are AWS's own.

use std::collections::BTreeMap;

use kernel::{Cx, Fault, Txn};
use wire::elbv2 as w;
use wire::elbv2::fault as f;

use crate::{fault, names};

pub(crate) type Tags = BTreeMap<String, String>;

/// What a create call was given.
pub(crate) fn parse(given: Option<&[w::Tag]>) -> Result<Tags, Fault> {
    let mut tags = Tags::new();
    merge(&mut tags, given.unwrap_or_default())?;
    Ok(tags)
}

fn merge(tags: &mut Tags, given: &[w::Tag]) -> Result<(), Fault> {
    let mut seen = std::collections::BTreeSet::new();
    for tag in given {
        if !seen.insert(&tag.key) {
            return Err(f::duplicate_tag_keys_exception(format!(
                "Duplicate tag key '{}' was specified",
                tag.key
            )));
        }
        if tag.key.to_ascii_lowercase().starts_with("aws:") {
            return Err(fault::invalid("Tag keys that begin with 'aws:' are reserved"));
        }
        tags.insert(tag.key.clone(), tag.value.clone().unwrap_or_default());
    }
    if tags.len() > 50 {
        return Err(f::too_many_tags_exception("The maximum number of tags is 50"));
    }
    Ok(())
}

/// Changes the tags of whatever the ARN names.
fn change(
    cx: &Cx<'_>,
    t: &mut Txn,
    arn: &str,
    how: &mut dyn FnMut(&mut Tags) -> Result<(), Fault>,
) -> Result<(), Fault> {
    macro_rules! edit {
        ($find:path) => {{
            let mut record = (*$find(cx, t, arn)?).clone();
            how(&mut record.tags)?;
            t.put(record)
        }};
    }
    match names::kind(arn) {
        Some("loadbalancer") => edit!(names::balancer),
        Some("listener") => edit!(names::listener),
        Some("listener-rule") => edit!(names::rule),
        Some("targetgroup") => edit!(names::group),
        _ => Err(fault::bad_arn(arn, "resource")),
    }
}

pub(crate) fn add(cx: &Cx<'_>, t: &mut Txn, req: &w::AddTagsInput) -> Result<w::AddTagsOutput, Fault> {
    for arn in &req.resource_arns {
        change(cx, t, arn, &mut |tags| merge(tags, &req.tags))?;
    }
    Ok(w::AddTagsOutput {})
}

pub(crate) fn remove(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::RemoveTagsInput,
) -> Result<w::RemoveTagsOutput, Fault> {
    for arn in &req.resource_arns {
        change(cx, t, arn, &mut |tags| {
            tags.retain(|k, _| !req.tag_keys.contains(k));
            Ok(())
        })?;
    }
    Ok(w::RemoveTagsOutput {})
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeTagsInput,
) -> Result<w::DescribeTagsOutput, Fault> {
    if req.resource_arns.len() > 20 {
        return Err(fault::invalid(
            "Up to 20 resources can be specified in a single call",
        ));
    }
    let mut found = Vec::new();
    for arn in &req.resource_arns {
        let tags = match names::kind(arn) {
            Some("loadbalancer") => names::balancer(cx, t, arn)?.tags.clone(),
            Some("listener") => names::listener(cx, t, arn)?.tags.clone(),
            Some("listener-rule") => names::rule(cx, t, arn)?.tags.clone(),
            Some("targetgroup") => names::group(cx, t, arn)?.tags.clone(),
            _ => return Err(fault::bad_arn(arn, "resource")),
        };
        found.push(w::TagDescription {
            resource_arn: Some(arn.clone()),
            tags: Some(view(&tags)),
        });
    }
    Ok(w::DescribeTagsOutput {
        tag_descriptions: Some(found),
    })
}

fn view(tags: &Tags) -> Vec<w::Tag> {
    let one = |(k, v): (&String, &String)| w::Tag {
        key: k.clone(),
        value: Some(v.clone()),
    };
    tags.iter().map(one).collect()
}
