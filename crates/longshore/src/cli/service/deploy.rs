//! `longshore deploy SERVICE`: a new revision, rolled out, until it serves or was rolled back.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;
use wire::ecs as w;

use super::change::{self, Image};
use super::{Which, definition, follow, short};
use crate::say;

#[derive(Args)]
pub(crate) struct Deploy {
    #[command(flatten)]
    which: Which,
    /// New image: IMAGE where there is one container, else CONTAINER=IMAGE; may be given again
    #[arg(long, value_name = "[CONTAINER=]IMAGE", value_parser = change::image)]
    image: Vec<Image>,
    /// Family, family:revision or ARN of a task definition that is registered already
    #[arg(long, value_name = "DEFINITION", conflicts_with = "image")]
    task_definition: Option<String>,
    /// The same definition again, with new tasks
    #[arg(long)]
    force: bool,
    #[arg(long)]
    desired_count: Option<i32>,
    /// Do not wait for the end
    #[arg(long)]
    no_wait: bool,
    /// Seconds to wait at most
    #[arg(long, default_value_t = 900)]
    timeout: u64,
}

impl Deploy {
    pub(crate) fn run(self) -> Result<ExitCode> {
        super::super::wait(self.deploy())
    }

    async fn deploy(self) -> Result<ExitCode> {
        if self.image.is_empty()
            && self.task_definition.is_none()
            && !self.force
            && self.desired_count.is_none()
        {
            bail!("say what to deploy: --image, --task-definition, --desired-count or --force");
        }
        let client = crate::cli::client()?;
        let service = self.which.describe(&client).await?;
        let current = service.task_definition.clone().unwrap_or_default();
        let mut wanted = self.task_definition.clone();
        if !self.image.is_empty() {
            let (d, tags) = definition(&client, &current).await?;
            let mut request = change::request(&d, tags)?;
            change::replace(&mut request, &self.image)?;
            let made = client.call::<w::RegisterTaskDefinition>(request).await?;
            let arn = made.task_definition.and_then(|d| d.task_definition_arn);
            say::step(format_args!(
                "Registered {}",
                short(arn.as_deref().unwrap_or_default())
            ));
            wanted = arn;
        }
        let before = follow::newest(&client, &self.which).await.ok();
        let ask = w::UpdateServiceRequest {
            cluster: Some(self.which.cluster.clone()),
            service: self.which.service.clone(),
            desired_count: self.desired_count,
            task_definition: wanted,
            force_new_deployment: self.force.then_some(true),
            ..Default::default()
        };
        let updated = client
            .call::<w::UpdateService>(ask)
            .await?
            .service
            .unwrap_or_default();
        say::step(format_args!(
            "{}: {} → {}",
            self.which.service,
            short(&current),
            short(updated.task_definition.as_deref().unwrap_or_default())
        ));
        if self.no_wait {
            return Ok(ExitCode::SUCCESS);
        }
        let limit = Duration::from_secs(self.timeout);
        match follow::newest(&client, &self.which).await? {
            // Another count is no deployment.
            arn if before.as_ref() == Some(&arn) => follow::steady(&client, &self.which, limit).await,
            arn => follow::follow(&client, &self.which, &arn, limit).await,
        }
    }
}
