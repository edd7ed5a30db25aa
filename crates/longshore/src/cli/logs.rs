//! `longshore logs TASK`: what a task wrote, all its containers, oldest first.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;
use wire::ecs as w;
use wire::logs as l;

use crate::client::Client;

#[derive(Args)]
pub(crate) struct Logs {
    /// Task id or ARN; a unique beginning of the id is enough
    task: String,
    #[arg(long, default_value = "default")]
    cluster: String,
    /// Only this container
    #[arg(long)]
    container: Option<String>,
    /// Go on until the task has stopped
    #[arg(short, long)]
    follow: bool,
}

/// One container's stream.
struct Stream {
    container: String,
    group: String,
    name: String,
    token: Option<String>,
}

impl Logs {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let client = super::client()?;
        super::wait(async {
            let task = super::find::task(&client, &self.cluster, &self.task).await?;
            let mut streams = self.streams(&client, &task).await?;
            let many = streams.len() > 1;
            loop {
                let over = !self.follow || stopped(&client, &self.cluster, &task).await?;
                for s in &mut streams {
                    print(&client, s, many).await?;
                }
                if over {
                    return Ok(ExitCode::SUCCESS);
                }
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
        })
    }

    async fn streams(&self, client: &Client, task: &w::Task) -> Result<Vec<Stream>> {
        let id = task
            .task_arn
            .as_deref()
            .and_then(|a| a.rsplit('/').next())
            .unwrap_or_default();
        let ask = w::DescribeTaskDefinitionRequest {
            task_definition: task.task_definition_arn.clone().unwrap_or_default(),
            ..Default::default()
        };
        let definition = client
            .call::<w::DescribeTaskDefinition>(ask)
            .await?
            .task_definition
            .unwrap_or_default();
        let mut streams = Vec::new();
        for c in definition.container_definitions.unwrap_or_default() {
            let container = c.name.unwrap_or_default();
            let log = c.log_configuration.filter(|l| l.log_driver == "awslogs");
            if let (Some(log), true) = (log, self.container.as_ref().is_none_or(|n| *n == container)) {
                let option = |name: &str| {
                    log.options
                        .as_ref()
                        .and_then(|o| o.get(name))
                        .cloned()
                        .unwrap_or_default()
                };
                let name = format!("{}/{container}/{id}", option("awslogs-stream-prefix"));
                streams.push(Stream {
                    group: option("awslogs-group"),
                    name,
                    container,
                    token: None,
                });
            }
        }
        if streams.is_empty() {
            bail!(
                "no container of this task logs to `awslogs`; `docker logs` on its machine may have its output"
            );
        }
        Ok(streams)
    }
}

async fn stopped(client: &Client, cluster: &str, task: &w::Task) -> Result<bool> {
    let ask = w::DescribeTasksRequest {
        cluster: Some(cluster.to_owned()),
        tasks: task.task_arn.iter().cloned().collect(),
        ..Default::default()
    };
    let now = client
        .call::<w::DescribeTasks>(ask)
        .await?
        .tasks
        .unwrap_or_default();
    Ok(now
        .first()
        .is_none_or(|t| t.last_status.as_deref() == Some("STOPPED")))
}

/// Everything new on a stream. One that does not exist yet has nothing new.
async fn print(client: &Client, s: &mut Stream, named: bool) -> Result<()> {
    loop {
        let ask = l::GetLogEventsRequest {
            log_group_name: Some(s.group.clone()),
            log_stream_name: s.name.clone(),
            start_from_head: Some(true),
            next_token: s.token.clone(),
            ..Default::default()
        };
        let page = match client.call::<l::GetLogEvents>(ask).await {
            Ok(page) => page,
            Err(e) if e.to_string().starts_with("ResourceNotFoundException") => return Ok(()),
            Err(e) => return Err(e),
        };
        for e in page.events.unwrap_or_default() {
            let text = e.message.unwrap_or_default();
            if named {
                out!("{} | {text}", s.container)
            } else {
                out!("{text}")
            }
        }
        if page.next_forward_token == s.token {
            return Ok(());
        }
        s.token = page.next_forward_token;
    }
}
