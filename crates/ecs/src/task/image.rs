//! What the agent is told to pull for a container: an image of this installation's registry by its address there, and
//! what is pinned by its digest.
//!
//! A tag of our own registry is looked up when the task is made, so what was pushed last is what runs, whatever the
//! machine has under that name. Tasks of a service keep to the digests of their deployment ("container image
//! resolution", Amazon ECS Developer Guide) unless the container says `versionConsistency: disabled`.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Call, Cx, Scope, Txn};
use serde::{Deserialize, Serialize};
use wire::ecr;
use wire::ecs as w;
use wire::schema::Operation;

use crate::refs::ECS;

/// What is pulled, when it is not the image as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pull {
    pub image: String,
    /// Account and region of the registry, when it is ours.
    pub registry: Option<(String, String)>,
}

/// An image's name in its parts.
struct Name<'a> {
    /// With the registry's host.
    repository: &'a str,
    tag: Option<&'a str>,
    digest: Option<&'a str>,
}

fn parse(image: &str) -> Name<'_> {
    let (rest, digest) = match image.split_once('@') {
        Some((rest, digest)) => (rest, Some(digest)),
        None => (image, None),
    };
    let (repository, tag) = match rest.rsplit_once(':') {
        Some((head, tag)) if !tag.contains('/') => (head, Some(tag)),
        _ => (rest, None),
    };
    Name {
        repository,
        tag,
        digest,
    }
}

/// Whether a container's tag is resolved once for all tasks of a deployment.
pub(crate) fn is_consistent(c: &w::ContainerDefinition) -> bool {
    c.version_consistency.as_deref() != Some("disabled")
}

/// What to pull for each container for which that is not its image as it is written. `known` are digests by container.
pub(crate) fn pulls(
    cx: &Cx<'_>,
    t: &mut Txn,
    definition: &w::TaskDefinition,
    known: &BTreeMap<String, String>,
) -> BTreeMap<String, Pull> {
    let containers = definition.container_definitions.iter().flatten();
    let pulls = containers.filter_map(|c| {
        let (name, image) = (c.name.clone()?, c.image.as_deref()?);
        let known = known.get(&name).filter(|_| is_consistent(c));
        Some((name, pull(cx, t, image, is_consistent(c), known)?))
    });
    pulls.collect()
}

/// The digests of the containers whose tags are known to our own registry.
pub(crate) fn digests(cx: &Cx<'_>, t: &mut Txn, definition: &w::TaskDefinition) -> BTreeMap<String, String> {
    let containers = definition.container_definitions.iter().flatten();
    let found = containers.filter(|c| is_consistent(c)).filter_map(|c| {
        let pull = pull(cx, t, c.image.as_deref()?, true, None)?;
        let digest = parse(&pull.image).digest?.to_owned();
        Some((c.name.clone()?, digest))
    });
    found.collect()
}

fn pull(cx: &Cx<'_>, t: &mut Txn, image: &str, resolve: bool, known: Option<&String>) -> Option<Pull> {
    let name = parse(image);
    let own = own(cx, t, name.repository);
    let mut digest = name.digest.map(str::to_owned).or_else(|| known.cloned());
    if let (None, true, Some(own)) = (&digest, resolve, &own) {
        digest = tagged(cx, t, own, name.tag.unwrap_or("latest"));
    }
    let repository = own.as_ref().map_or(name.repository, |o| &o.uri);
    let image = match (digest, name.tag) {
        (Some(digest), _) => format!("{repository}@{digest}"),
        (None, Some(tag)) => format!("{repository}:{tag}"),
        (None, None) => repository.to_owned(),
    };
    let registry = own.map(|o| (o.scope.account.to_string(), o.scope.region.to_string()));
    (registry.is_some() || known.is_some()).then_some(Pull { image, registry })
}

/// A repository of our own registry.
struct Own {
    scope: Scope,
    name: String,
    uri: String,
}

/// Asks ECR about a registry, of whichever account and region.
fn ask<O: Operation>(cx: &Cx<'_>, t: &mut Txn, scope: &Scope, input: &O::Input) -> Option<O::Output> {
    let call = Call {
        request_id: Arc::clone(&cx.call.request_id),
        ..Call::by_service(ECS, scope.clone())
    };
    let cx = Cx {
        call: &call,
        now: cx.now,
        kernel: cx.kernel,
    };
    // Whatever stands in the way of knowing: the agent pulls the image as it is written.
    cx.kernel.call_in::<O>(&cx, t, input).ok()
}

/// The repository that a name without tag means, when it is in our registry.
fn own(cx: &Cx<'_>, t: &mut Txn, repository: &str) -> Option<Own> {
    let (host, path) = repository.split_once('/')?;
    let local = host
        .rsplit_once(':')
        .filter(|(h, _)| matches!(*h, "localhost" | "127.0.0.1"));
    let scope = match local {
        Some(_) => cx.scope().clone(),
        None => by_name(host)?,
    };
    let asked = ecr::DescribeRepositoriesRequest {
        repository_names: Some(vec![path.to_owned()]),
        ..Default::default()
    };
    let told = ask::<ecr::DescribeRepositories>(cx, t, &scope, &asked)?;
    let uri = told.repositories?.pop()?.repository_uri?;
    let port = |host: &str| host.rsplit_once(':').map(|(_, port)| port.to_owned());
    let here = uri.split('/').next().and_then(port);
    // Another registry of this machine may have a repository of the same name.
    let ours = local.is_none_or(|(_, port)| here.as_deref() == Some(port));
    let name = path.to_owned();
    ours.then_some(Own { scope, name, uri })
}

/// Account and region of `<account>.dkr.ecr.<region>.amazonaws.com` and of its spelling below `localhost`.
fn by_name(host: &str) -> Option<Scope> {
    let (account, rest) = host.split_once(".dkr.ecr.")?;
    let (region, suffix) = rest.split_once('.')?;
    let known = matches!(suffix, "amazonaws.com" | "amazonaws.com.cn") || suffix.starts_with("localhost:");
    let fine = account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit());
    (known && fine).then(|| Scope::new(account, region))
}

/// The digest that a tag points at now.
fn tagged(cx: &Cx<'_>, t: &mut Txn, own: &Own, tag: &str) -> Option<String> {
    let asked = ecr::BatchGetImageRequest {
        repository_name: own.name.clone(),
        image_ids: vec![ecr::ImageIdentifier {
            image_tag: Some(tag.to_owned()),
            image_digest: None,
        }],
        ..Default::default()
    };
    let told = ask::<ecr::BatchGetImage>(cx, t, &own.scope, &asked)?;
    told.images?.pop()?.image_id?.image_digest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registries_by_name() {
        let of = |host: &str| by_name(host).map(|s| format!("{}/{}", s.account, s.region));
        for good in ["amazonaws.com", "amazonaws.com.cn", "localhost:4580"] {
            let host = format!("000000000000.dkr.ecr.eu-west-3.{good}");
            assert_eq!(of(&host).as_deref(), Some("000000000000/eu-west-3"), "{host}");
        }
        for bad in [
            "1.dkr.ecr.eu-west-3.amazonaws.com",
            "000000000000.dkr.ecr.eu-west-3.evil.example",
            "000000000000.dkr.ecr.eu-west-3",
            "ghcr.io",
        ] {
            assert_eq!(of(bad), None, "{bad}");
        }
    }

    #[test]
    fn names_fall_into_their_parts() {
        let parts = |image| {
            let n = parse(image);
            (
                n.repository.to_owned(),
                n.tag.map(str::to_owned),
                n.digest.map(str::to_owned),
            )
        };
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(parts("web"), ("web".into(), None, None));
        assert_eq!(
            parts("localhost:4580/web"),
            ("localhost:4580/web".into(), None, None)
        );
        assert_eq!(
            parts("localhost:4580/a/web:v1"),
            ("localhost:4580/a/web".into(), some("v1"), None)
        );
        assert_eq!(
            parts("h/web@sha256:ab"),
            ("h/web".into(), None, some("sha256:ab"))
        );
        assert_eq!(
            parts("h:1/web:v1@sha256:ab"),
            ("h:1/web".into(), some("v1"), some("sha256:ab"))
        );
    }
}
