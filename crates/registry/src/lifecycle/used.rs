//! Images that something still needs: tasks that are not stopped, active task definitions, and the revisions that a
//! service runs or can go back to.
//!
//! Asked of ECS through its own operations, inside the same transaction, in the account and region of the repository.

use std::collections::BTreeSet;

use kernel::{Cx, Fault, Scope, Txn};
use wire::ecs as w;

use crate::image::record::Tag;
use crate::names::Digest;

/// So many of the revisions that a service was last deployed to keep their images.
const ROLLBACK_POINTS: usize = 5;
/// `DescribeServiceRevisions` takes so many.
const AT_ONCE: usize = 20;

/// Who calls.
pub(crate) const ECR: &str = "ecr.amazonaws.com";

/// The images of one repository that are in use.
#[derive(Default)]
pub(crate) struct Used {
    digests: BTreeSet<Digest>,
}

impl Used {
    pub(crate) fn has(&self, digest: &Digest) -> bool {
        self.digests.contains(digest)
    }

    /// Takes up an image as it is written in a task definition, when it is of this repository.
    fn name(&mut self, t: &mut Txn, scope: &Scope, repository: &str, image: &str) -> Result<(), Fault> {
        let Some(rest) = image
            .split_once('/')
            .and_then(|(_, path)| path.strip_prefix(repository))
        else {
            return Ok(());
        };
        if let Some(digest) = rest.strip_prefix('@').and_then(Digest::parse) {
            self.digests.insert(digest);
            return Ok(());
        }
        let tag = match rest.split('@').next().unwrap_or_default() {
            "" => "latest",
            rest => match rest.strip_prefix(':') {
                Some(tag) => tag,
                None => return Ok(()),
            },
        };
        if let Some(tag) = t.get::<Tag>(&Tag::at(scope, repository, tag))? {
            self.digests.insert(tag.digest.clone());
        }
        Ok(())
    }
}

/// Everything that needs an image of the repository now.
pub(crate) fn used(cx: &Cx<'_>, t: &mut Txn, scope: &Scope, repository: &str) -> Result<Used, Fault> {
    let mut used = Used::default();
    let clusters = cx.as_service::<w::ListClusters>(ECR, t, &w::ListClustersRequest::default())?;
    for cluster in clusters.cluster_arns.unwrap_or_default() {
        tasks(cx, t, (scope, repository), &cluster, &mut used)?;
        for revisions in services(cx, t, &cluster)?.chunks(AT_ONCE) {
            let asked = w::DescribeServiceRevisionsRequest {
                service_revision_arns: revisions.to_vec(),
            };
            let found = cx.as_service::<w::DescribeServiceRevisions>(ECR, t, &asked)?;
            let images = found.service_revisions.unwrap_or_default();
            for image in images.into_iter().filter_map(|r| r.container_images).flatten() {
                match image.image_digest.as_deref().and_then(Digest::parse) {
                    Some(digest) => drop(used.digests.insert(digest)),
                    None => used.name(t, scope, repository, image.image.as_deref().unwrap_or_default())?,
                }
            }
        }
    }
    definitions(cx, t, scope, repository, &mut used)?;
    Ok(used)
}

fn tasks(
    cx: &Cx<'_>,
    t: &mut Txn,
    (scope, repository): (&Scope, &str),
    cluster: &str,
    used: &mut Used,
) -> Result<(), Fault> {
    for status in ["RUNNING", "PENDING"] {
        let mut asked = w::ListTasksRequest {
            cluster: Some(cluster.to_owned()),
            desired_status: Some(status.into()),
            ..Default::default()
        };
        loop {
            let page = cx.as_service::<w::ListTasks>(ECR, t, &asked)?;
            let tasks = page.task_arns.unwrap_or_default();
            if !tasks.is_empty() {
                let asked = w::DescribeTasksRequest {
                    cluster: Some(cluster.to_owned()),
                    tasks,
                    ..Default::default()
                };
                let found = cx.as_service::<w::DescribeTasks>(ECR, t, &asked)?;
                let tasks = found.tasks.unwrap_or_default();
                for c in tasks.into_iter().filter_map(|t| t.containers).flatten() {
                    used.digests
                        .extend(c.image_digest.as_deref().and_then(Digest::parse));
                    used.name(t, scope, repository, c.image.as_deref().unwrap_or_default())?;
                }
            }
            asked.next_token = page.next_token;
            if asked.next_token.is_none() {
                break;
            }
        }
    }
    Ok(())
}

/// The revisions that the services of a cluster are deployed to, or were last and can be again.
fn services(cx: &Cx<'_>, t: &mut Txn, cluster: &str) -> Result<Vec<String>, Fault> {
    let mut all = Vec::new();
    let mut asked = w::ListServicesRequest {
        cluster: Some(cluster.to_owned()),
        ..Default::default()
    };
    loop {
        let page = cx.as_service::<w::ListServices>(ECR, t, &asked)?;
        for service in page.service_arns.unwrap_or_default() {
            all.extend(rollback_points(cx, t, cluster, service)?);
        }
        asked.next_token = page.next_token;
        if asked.next_token.is_none() {
            return Ok(all);
        }
    }
}

fn rollback_points(cx: &Cx<'_>, t: &mut Txn, cluster: &str, service: String) -> Result<Vec<String>, Fault> {
    let (mut points, mut under_way) = (Vec::new(), Vec::new());
    let mut asked = w::ListServiceDeploymentsRequest {
        cluster: Some(cluster.to_owned()),
        service,
        ..Default::default()
    };
    loop {
        // Newest first.
        let page = cx.as_service::<w::ListServiceDeployments>(ECR, t, &asked)?;
        for d in page.service_deployments.unwrap_or_default() {
            let Some(revision) = d.target_service_revision_arn else {
                continue;
            };
            match d.status.as_deref().unwrap_or_default() {
                "SUCCESSFUL" if points.len() < ROLLBACK_POINTS && !points.contains(&revision) => {
                    points.push(revision);
                }
                "PENDING"
                | "IN_PROGRESS"
                | "STOP_REQUESTED"
                | "ROLLBACK_REQUESTED"
                | "ROLLBACK_IN_PROGRESS" => under_way.push(revision),
                _ => {}
            }
        }
        asked.next_token = page.next_token;
        if asked.next_token.is_none() || points.len() >= ROLLBACK_POINTS {
            points.append(&mut under_way);
            return Ok(points);
        }
    }
}

fn definitions(
    cx: &Cx<'_>,
    t: &mut Txn,
    scope: &Scope,
    repository: &str,
    used: &mut Used,
) -> Result<(), Fault> {
    let mut next_token = None;
    loop {
        let page = cx.as_service::<w::ListTaskDefinitions>(
            ECR,
            t,
            &w::ListTaskDefinitionsRequest {
                status: Some("ACTIVE".into()),
                next_token: next_token.take(),
                ..Default::default()
            },
        )?;
        for arn in page.task_definition_arns.unwrap_or_default() {
            let asked = w::DescribeTaskDefinitionRequest {
                task_definition: arn,
                ..Default::default()
            };
            let found = cx.as_service::<w::DescribeTaskDefinition>(ECR, t, &asked)?;
            let containers = found.task_definition.and_then(|d| d.container_definitions);
            for c in containers.unwrap_or_default() {
                used.name(t, scope, repository, c.image.as_deref().unwrap_or_default())?;
            }
        }
        match page.next_token {
            Some(next) => next_token = Some(next),
            None => return Ok(()),
        }
    }
}
