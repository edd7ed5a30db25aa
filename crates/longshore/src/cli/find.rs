//! The task that a user means.

use anyhow::{Context as _, Result, bail};
use wire::ecs as w;

use crate::client::Client;

/// By id or ARN; a unique beginning of the id is enough. Tasks that have stopped are found as well.
pub(crate) async fn task(client: &Client, cluster: &str, given: &str) -> Result<w::Task> {
    let wanted = given.rsplit('/').next().unwrap_or(given);
    let mut arns = arns(client, in_cluster(cluster)).await?;
    arns.extend(self::arns(client, stopped(cluster)).await?);
    arns.retain(|a| a.rsplit('/').next().is_some_and(|id| id.starts_with(wanted)));
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

/// What asks for the tasks of a cluster that are to run.
pub(crate) fn in_cluster(cluster: &str) -> w::ListTasksRequest {
    w::ListTasksRequest {
        cluster: Some(cluster.to_owned()),
        ..Default::default()
    }
}

/// What asks for those that are not.
pub(crate) fn stopped(cluster: &str) -> w::ListTasksRequest {
    w::ListTasksRequest {
        desired_status: Some("STOPPED".into()),
        ..in_cluster(cluster)
    }
}

/// The ARNs of all tasks that `ask` lists, page by page.
pub(crate) async fn arns(client: &Client, mut ask: w::ListTasksRequest) -> Result<Vec<String>> {
    let mut all = Vec::new();
    loop {
        let page = client.call::<w::ListTasks>(ask.clone()).await?;
        all.extend(page.task_arns.unwrap_or_default());
        ask.next_token = page.next_token;
        if ask.next_token.is_none() {
            return Ok(all);
        }
    }
}

/// All tasks that `ask` lists.
pub(crate) async fn tasks(client: &Client, ask: w::ListTasksRequest) -> Result<Vec<w::Task>> {
    let cluster = ask.cluster.clone();
    let mut all = Vec::new();
    for some in arns(client, ask).await?.chunks(100) {
        let ask = w::DescribeTasksRequest {
            cluster: cluster.clone(),
            tasks: some.to_vec(),
            include: None,
        };
        let found = client.call::<w::DescribeTasks>(ask).await?;
        all.extend(found.tasks.unwrap_or_default());
    }
    Ok(all)
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
