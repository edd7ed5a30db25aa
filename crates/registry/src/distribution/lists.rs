//! Lists: repositories, tags, who refers to an image.

use std::collections::BTreeMap;

use http::HeaderName;
use http::header::LINK;
use serde_json::json;

use super::refusal::Refusal;
use super::{Answer, Talk, json as answer};
use crate::image::manifest::OCI_INDEX;
use crate::image::record::Tag;
use crate::image::referrers::of;
use crate::names::Digest;
use crate::repository::record::{self, Repository};

const FILTERS: HeaderName = HeaderName::from_static("oci-filters-applied");
const MOST: usize = 1000;

/// The part of a sorted list that `n` and `last` ask for, and whether there is more.
fn part(all: Vec<String>, query: &BTreeMap<String, String>) -> Result<(Vec<String>, bool), Refusal> {
    let n = match query.get("n") {
        Some(n) => n
            .parse::<usize>()
            .map_err(|_| Refusal::new(400, "PAGINATION_NUMBER_INVALID", "n is not a number"))?,
        None => MOST,
    };
    let last = query.get("last");
    let mut rest = all.into_iter().filter(|name| last.is_none_or(|l| name > l));
    let some: Vec<_> = rest.by_ref().take(n.min(MOST)).collect();
    Ok((some, rest.next().is_some()))
}

/// Where the list goes on.
fn link(path: &str, some: &[String], more: bool) -> Vec<(HeaderName, String)> {
    match some.last().filter(|_| more) {
        Some(last) => vec![(
            LINK,
            format!("<{path}?n={}&last={last}>; rel=\"next\"", some.len()),
        )],
        None => Vec::new(),
    }
}

pub(super) async fn tags(talk: &Talk, name: &str, query: &BTreeMap<String, String>) -> Answer {
    let all = talk
        .on(name, "ecr:ListImages", true, |_, t, r| {
            let tags = t.range::<Tag>(&Tag::all(&r.scope, &r.name))?;
            Ok(tags.iter().map(|x| x.tag.clone()).collect::<Vec<_>>())
        })
        .await?;
    let (some, more) = part(all, query)?;
    let headers = link(&format!("/v2/{name}/tags/list"), &some, more);
    answer(&json!({"name": name, "tags": some}), "application/json", &headers)
}

pub(super) async fn catalog(talk: &Talk, query: &BTreeMap<String, String>) -> Answer {
    let all = talk
        .kernel
        .transact(&talk.call, true, |cx, t| {
            let access = kernel::Access::on(record::arn(&talk.scope, "*"));
            cx.authorize(t, "ecr:DescribeRepositories", &access)?;
            let all = t.range::<Repository>(&Repository::all(&talk.scope))?;
            Ok(all.iter().map(|r| r.name.clone()).collect::<Vec<_>>())
        })
        .await?;
    let (some, more) = part(all, query)?;
    let headers = link("/v2/_catalog", &some, more);
    answer(&json!({"repositories": some}), "application/json", &headers)
}

pub(super) async fn referrers(
    talk: &Talk,
    name: &str,
    text: &str,
    query: &BTreeMap<String, String>,
) -> Answer {
    let subject = Digest::parse(text)
        .ok_or_else(|| Refusal::new(400, "DIGEST_INVALID", "the digest is not a valid SHA-256 digest"))?;
    let types = query.get("artifactType").map(|t| vec![t.clone()]);
    let found = talk
        .on(name, "ecr:ListImageReferrers", true, |_, t, r| {
            of(t, &r.scope, &r.name, &subject, types.as_deref())
        })
        .await?;
    let manifests: Vec<_> = found
        .iter()
        .map(|i| {
            let mut m = json!({
                "mediaType": i.facts.media_type,
                "digest": i.digest.to_string(),
                "size": i.manifest.len(),
            });
            if let (Some(artifact), Some(m)) = (&i.facts.artifact_type, m.as_object_mut()) {
                m.insert("artifactType".into(), json!(artifact));
            }
            if let (false, Some(m)) = (i.facts.annotations.is_empty(), m.as_object_mut()) {
                m.insert("annotations".into(), json!(i.facts.annotations));
            }
            m
        })
        .collect();
    let headers: Vec<_> = types
        .iter()
        .map(|_| (FILTERS, "artifactType".to_owned()))
        .collect();
    answer(
        &json!({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": manifests}),
        OCI_INDEX,
        &headers,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_list() {
        let all = || vec!["a".to_owned(), "b".into(), "c".into()];
        let q = |pairs: &[(&str, &str)]| {
            pairs
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect()
        };
        assert_eq!(part(all(), &q(&[])).unwrap(), (all(), false));
        assert_eq!(
            part(all(), &q(&[("n", "2")])).unwrap(),
            (vec!["a".into(), "b".into()], true)
        );
        assert_eq!(
            part(all(), &q(&[("n", "2"), ("last", "b")])).unwrap(),
            (vec!["c".into()], false)
        );
        assert_eq!(part(all(), &q(&[("n", "0")])).unwrap(), (vec![], true));
        assert!(part(all(), &q(&[("n", "x")])).is_err());
    }
}
