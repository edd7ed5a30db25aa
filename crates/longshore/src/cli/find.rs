//! The task that a user means.

use anyhow::{Context as _, Result, bail};
use wire::ecs as w;

use crate::client::Client;

/// By id or ARN; a unique beginning of the id is enough. Tasks that have stopped are found as well.
pub(crate) async fn task(client: &Client, cluster: &str, given: &str) -> Result<w::Task> {
    let wanted = given.rsplit('/').next().unwrap_or(given);
    let mut arns = Vec::new();
    for status in ["RUNNING", "STOPPED"] {
        let mut ask = w::ListTasksRequest {
            cluster: Some(cluster.to_owned()),
            desired_status: Some(status.into()),
            ..Default::default()
        };
        loop {
            let page = client.call::<w::ListTasks>(ask.clone()).await?;
            arns.extend(
                page.task_arns
                    .unwrap_or_default()
                    .into_iter()
                    .filter(|a| a.rsplit('/').next().is_some_and(|id| id.starts_with(wanted))),
            );
            ask.next_token = page.next_token;
            if ask.next_token.is_none() {
                break;
            }
        }
    }
    match arns.as_slice() {
        [] => bail!("no task `{wanted}` in cluster `{cluster}`: see `aws ecs list-tasks`"),
        [one] => describe(client, cluster, one, &[]).await,
        many => bail!(
            "`{wanted}` begins the ids of {} tasks: {}",
            many.len(),
            many.join(", ")
        ),
    }
}

pub(crate) async fn describe(client: &Client, cluster: &str, arn: &str, include: &[&str]) -> Result<w::Task> {
    let ask = w::DescribeTasksRequest {
        cluster: Some(cluster.to_owned()),
        tasks: vec![arn.to_owned()],
        include: Some(include.iter().map(|s| (*s).to_owned()).collect()),
    };
    let found = client.call::<w::DescribeTasks>(ask).await?;
    let found = found.tasks.unwrap_or_default().into_iter().next();
    found.context("the task has just been forgotten")
}
