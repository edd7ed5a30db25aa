//! Commands about a service: what is deployed, how it goes, and back.
//!
//! * [`deploy`] — `longshore deploy` · [`rollback`] — `longshore rollback` · [`wait`] — `longshore wait`
//! * [`diff`] — `longshore diff` · [`events`] — `longshore events` · [`top`] — `longshore top`
//! * [`follow`] — a deployment until its end, with progress · [`verdict`] — what a deployment has come to (pure)
//! * [`change`] — a task definition with other images, and what is different in another (pure)

mod change;
pub(crate) mod deploy;
pub(crate) mod diff;
pub(crate) mod events;
mod follow;
pub(crate) mod rollback;
#[cfg(test)]
mod tests;
pub(crate) mod top;
mod verdict;
pub(crate) mod wait;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use wire::ecs as w;

use crate::client::Client;

/// Which service.
#[derive(Args, Clone)]
pub(crate) struct Which {
    /// Name or ARN of the service
    service: String,
    #[arg(long, default_value = "default")]
    cluster: String,
}

impl Which {
    async fn describe(&self, client: &Client) -> Result<w::Service> {
        let ask = w::DescribeServicesRequest {
            cluster: Some(self.cluster.clone()),
            services: vec![self.service.clone()],
            include: None,
        };
        let found = client.call::<w::DescribeServices>(ask).await?;
        let service = found.services.into_iter().flatten().next();
        let active = service.filter(|s| s.status.as_deref() != Some("INACTIVE"));
        active.with_context(|| {
            format!(
                "no service `{}` in cluster `{}`: see `aws ecs list-services`",
                self.service, self.cluster
            )
        })
    }
}

/// A task definition with its tags, by family, `family:revision` or ARN.
async fn definition(client: &Client, name: &str) -> Result<(w::TaskDefinition, Vec<w::Tag>)> {
    let ask = w::DescribeTaskDefinitionRequest {
        task_definition: name.to_owned(),
        include: Some(vec!["TAGS".into()]),
    };
    let found = client.call::<w::DescribeTaskDefinition>(ask).await?;
    match found.task_definition {
        Some(d) => Ok((d, found.tags.unwrap_or_default())),
        None => bail!("no task definition `{name}`"),
    }
}

/// The last part of an ARN: what people call a thing.
fn short(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}
