//! `longshore demo`: imports a sample image that is built in, runs it as a task, shows its log and exit code; each
//! step with the `aws` command that does the same.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Args;
use wire::ecs as w;
use wire::logs as l;

use crate::client::Client;
use crate::config::Config;
use crate::home::Home;
use crate::say::{self, Patience};

const FAMILY: &str = "longshore-demo";
const GROUP: &str = "/longshore/demo";
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Args)]
pub(crate) struct Demo {
    /// Only put the sample image into the engine, for following the steps by hand
    #[arg(long)]
    image_only: bool,
}

impl Demo {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let home = Home::find()?;
        let config = Config::load(&home)?;
        super::wait(agent::import_sample(&config.engine))?;
        say::step(format_args!(
            "Put the sample image {} into the engine",
            agent::pause::SAMPLE_IMAGE
        ));
        if self.image_only {
            return Ok(ExitCode::SUCCESS);
        }
        super::wait(play(&Client::new(home.access()?)))
    }
}

fn command(text: &str) {
    out!("  $ aws {text} --profile longshore");
}

async fn play(client: &Client) -> Result<ExitCode> {
    command(&format!(
        "ecs register-task-definition --family {FAMILY} --container-definitions '[{{\"name\": \"hello\", \"image\": \"{}\", …}}]'",
        agent::pause::SAMPLE_IMAGE
    ));
    let registered = client
        .call::<w::RegisterTaskDefinition>(definition())
        .await?
        .task_definition
        .unwrap_or_default();
    say::step(format_args!(
        "Registered {FAMILY}:{}",
        registered.revision.unwrap_or(0)
    ));

    command(&format!("ecs run-task --task-definition {FAMILY}"));
    let ask = w::RunTaskRequest {
        task_definition: FAMILY.into(),
        ..Default::default()
    };
    let ran = client.call::<w::RunTask>(ask).await?;
    if let Some(f) = ran.failures.iter().flatten().next() {
        bail!(
            "the task was not placed: {} ({})",
            f.reason.as_deref().unwrap_or("-"),
            f.detail.as_deref().unwrap_or("-")
        );
    }
    let arn = ran
        .tasks
        .iter()
        .flatten()
        .next()
        .and_then(|t| t.task_arn.clone())
        .unwrap_or_default();
    let id = arn.rsplit('/').next().unwrap_or_default().to_owned();
    say::step(format_args!("Started task {id}"));

    command(&format!("ecs wait tasks-stopped --tasks {id}"));
    let task = stopped(client, &arn).await?;
    let container = task.containers.iter().flatten().next();
    let code = container.and_then(|c| c.exit_code);
    say::step(format_args!(
        "Stopped: {}, exit code {}",
        task.stopped_reason.as_deref().unwrap_or("-"),
        code.map_or("none".to_owned(), |c| c.to_string())
    ));

    command(&format!(
        "logs get-log-events --log-group-name {GROUP} --log-stream-name demo/hello/{id}"
    ));
    for line in log(client, &format!("demo/hello/{id}")).await? {
        out!("    {line}");
    }
    match code {
        Some(0) => Ok(ExitCode::SUCCESS),
        _ => bail!(
            "the sample task did not end well: {}",
            container
                .and_then(|c| c.reason.as_deref())
                .unwrap_or("no reason was given")
        ),
    }
}

fn definition() -> w::RegisterTaskDefinitionRequest {
    let options = [
        ("awslogs-group", GROUP),
        ("awslogs-region", "us-east-1"),
        ("awslogs-stream-prefix", "demo"),
        ("awslogs-create-group", "true"),
    ];
    let hello = w::ContainerDefinition {
        name: Some("hello".into()),
        image: Some(agent::pause::SAMPLE_IMAGE.into()),
        cpu: Some(64),
        memory: Some(64),
        essential: Some(true),
        command: Some(agent::pause::demo_command()),
        log_configuration: Some(w::LogConfiguration {
            log_driver: "awslogs".into(),
            options: Some(
                options
                    .into_iter()
                    .map(|(k, v)| (k.to_owned(), v.to_owned()))
                    .collect::<BTreeMap<_, _>>(),
            ),
            ..Default::default()
        }),
        ..Default::default()
    };
    w::RegisterTaskDefinitionRequest {
        family: FAMILY.into(),
        container_definitions: vec![hello],
        ..Default::default()
    }
}

async fn stopped(client: &Client, arn: &str) -> Result<w::Task> {
    let mut patience = Patience::new("the task runs");
    let deadline = Instant::now() + PATIENCE;
    loop {
        let ask = w::DescribeTasksRequest {
            tasks: vec![arn.to_owned()],
            ..Default::default()
        };
        let task = client
            .call::<w::DescribeTasks>(ask)
            .await?
            .tasks
            .unwrap_or_default()
            .into_iter()
            .next()
            .unwrap_or_default();
        if task.last_status.as_deref() == Some("STOPPED") {
            return Ok(task);
        }
        if Instant::now() > deadline {
            bail!(
                "the task is still {} after {} s",
                task.last_status.as_deref().unwrap_or("-"),
                PATIENCE.as_secs()
            );
        }
        patience.still();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// The lines of the stream, once they have arrived.
async fn log(client: &Client, stream: &str) -> Result<Vec<String>> {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let ask = l::GetLogEventsRequest {
            log_group_name: Some(GROUP.into()),
            log_stream_name: stream.to_owned(),
            start_from_head: Some(true),
            ..Default::default()
        };
        let events = client
            .call::<l::GetLogEvents>(ask)
            .await
            .ok()
            .and_then(|e| e.events)
            .unwrap_or_default();
        if !events.is_empty() || Instant::now() > deadline {
            return Ok(events.into_iter().filter_map(|e| e.message).collect());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
