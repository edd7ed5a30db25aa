//! `longshore rollback SERVICE`: back to the revision that served before.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Args;
use wire::ecs as w;

use super::{Which, follow, short};
use crate::client::Client;
use crate::say;

#[derive(Args)]
pub(crate) struct Rollback {
    #[command(flatten)]
    which: Which,
    /// Family:revision or ARN to go back to; otherwise what served before
    #[arg(long, value_name = "DEFINITION")]
    to: Option<String>,
    /// Seconds to wait at most
    #[arg(long, default_value_t = 900)]
    timeout: u64,
}

impl Rollback {
    pub(crate) fn run(self) -> Result<ExitCode> {
        super::super::wait(self.go_back())
    }

    async fn go_back(self) -> Result<ExitCode> {
        let client = crate::cli::client()?;
        let service = self.which.describe(&client).await?;
        let limit = Duration::from_secs(self.timeout);
        let under_way = service.current_service_deployment.clone();
        if let (None, Some(arn)) = (&self.to, under_way) {
            // Still being deployed: it is stopped, and what it replaces stays.
            let ask = w::StopServiceDeploymentRequest {
                service_deployment_arn: arn.clone(),
                stop_type: Some("ROLLBACK".into()),
            };
            client.call::<w::StopServiceDeployment>(ask).await?;
            say::step(format_args!(
                "{}: its deployment is rolled back",
                self.which.service
            ));
            follow::follow(&client, &self.which, &arn, limit).await?;
            return Ok(ExitCode::SUCCESS);
        }
        let current = service.task_definition.unwrap_or_default();
        let to = match self.to {
            Some(to) => to,
            None => before(&client, &self.which, &current).await?,
        };
        let ask = w::UpdateServiceRequest {
            cluster: Some(self.which.cluster.clone()),
            service: self.which.service.clone(),
            task_definition: Some(to.clone()),
            ..Default::default()
        };
        client.call::<w::UpdateService>(ask).await?;
        say::step(format_args!(
            "{}: {} → {}",
            self.which.service,
            short(&current),
            short(&to)
        ));
        let arn = follow::newest(&client, &self.which).await?;
        follow::follow(&client, &self.which, &arn, limit).await
    }
}

/// The task definition of the last successful deployment that was another one than `current`.
async fn before(client: &Client, which: &Which, current: &str) -> Result<String> {
    let mut ask = w::ListServiceDeploymentsRequest {
        service: which.service.clone(),
        cluster: Some(which.cluster.clone()),
        status: Some(vec!["SUCCESSFUL".into()]),
        ..Default::default()
    };
    loop {
        let page = client.call::<w::ListServiceDeployments>(ask.clone()).await?;
        for d in page.service_deployments.iter().flatten() {
            let describe = w::DescribeServiceRevisionsRequest {
                service_revision_arns: d.target_service_revision_arn.clone().into_iter().collect(),
            };
            let found = client.call::<w::DescribeServiceRevisions>(describe).await?;
            let revision = found.service_revisions.into_iter().flatten().next();
            if let Some(definition) = revision.and_then(|r| r.task_definition).filter(|d| d != current) {
                return Ok(definition);
            }
        }
        ask.next_token = page.next_token;
        if ask.next_token.is_none() {
            return None.with_context(|| {
                format!(
                    "nothing else was deployed to `{}` before; name it with `--to`",
                    which.service
                )
            });
        }
    }
}
