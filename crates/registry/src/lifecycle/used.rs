//! Images that something still needs: tasks that are not stopped, and active task definitions.
//!
//! Asked of ECS through its own operations, inside the same transaction. What else needs images (the points to which a
//! service can be rolled back) is added here.

use std::collections::BTreeSet;

use kernel::{Cx, Fault, Scope, Txn};
use wire::ecs as w;

use crate::image::record::Tag;
use crate::names::Digest;

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
    tasks(cx, t, scope, repository, &mut used)?;
    definitions(cx, t, scope, repository, &mut used)?;
    Ok(used)
}

fn tasks(cx: &Cx<'_>, t: &mut Txn, scope: &Scope, repository: &str, used: &mut Used) -> Result<(), Fault> {
    let clusters = cx.as_service::<w::ListClusters>(ECR, t, &w::ListClustersRequest::default())?;
    for cluster in clusters.cluster_arns.unwrap_or_default() {
        for status in ["RUNNING", "PENDING"] {
            let mut next_token = None;
            loop {
                let page = cx.as_service::<w::ListTasks>(
                    ECR,
                    t,
                    &w::ListTasksRequest {
                        cluster: Some(cluster.clone()),
                        desired_status: Some(status.into()),
                        next_token: next_token.take(),
                        ..Default::default()
                    },
                )?;
                let tasks = page.task_arns.unwrap_or_default();
                if !tasks.is_empty() {
                    let asked = w::DescribeTasksRequest {
                        cluster: Some(cluster.clone()),
                        tasks,
                        ..Default::default()
                    };
                    let found = cx.as_service::<w::DescribeTasks>(ECR, t, &asked)?;
                    let containers = found
                        .tasks
                        .unwrap_or_default()
                        .into_iter()
                        .filter_map(|t| t.containers);
                    for c in containers.flatten() {
                        used.digests
                            .extend(c.image_digest.as_deref().and_then(Digest::parse));
                        used.name(t, scope, repository, c.image.as_deref().unwrap_or_default())?;
                    }
                }
                match page.next_token {
                    Some(next) => next_token = Some(next),
                    None => break,
                }
            }
        }
    }
    Ok(())
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
