//! `longshore status`: the server, its machines and tasks.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use wire::ecs as w;

use crate::client::Client;
use crate::home::Home;
use crate::say;

#[derive(Args)]
pub(crate) struct Status {}

/// CPU units and MiB of a machine.
pub(crate) fn size(m: &w::ContainerInstance) -> (i32, i32) {
    let number = |name: &str| {
        let all = m.registered_resources.iter().flatten();
        all.filter(|r| r.name.as_deref() == Some(name))
            .find_map(|r| r.integer_value)
            .unwrap_or(0)
    };
    (number("CPU"), number("MEMORY"))
}

/// The container instances of cluster `default`.
pub(crate) async fn machines(client: &Client) -> Result<Vec<w::ContainerInstance>> {
    let listed = client
        .call::<w::ListContainerInstances>(w::ListContainerInstancesRequest::default())
        .await?;
    let arns = listed.container_instance_arns.unwrap_or_default();
    if arns.is_empty() {
        return Ok(Vec::new());
    }
    let ask = w::DescribeContainerInstancesRequest {
        container_instances: arns,
        ..Default::default()
    };
    Ok(client
        .call::<w::DescribeContainerInstances>(ask)
        .await?
        .container_instances
        .unwrap_or_default())
}

impl Status {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let home = Home::find()?;
        let Some(pid) = home.server() else {
            out!("No server is running. Start it with `longshore up`.");
            return Ok(ExitCode::from(3));
        };
        let access = home.access()?;
        say::step(format_args!(
            "Server on {} (process {}), account {}, region {}",
            access.endpoint,
            pid.as_raw_nonzero(),
            access.account,
            access.region
        ));
        super::wait(async {
            let client = Client::new(access);
            for m in machines(&client).await? {
                let (cpu, memory) = size(&m);
                out!(
                    "  machine {}  {}  agent {}  {} vCPU  {:.1} GiB  {} running, {} pending",
                    m.ec2_instance_id.as_deref().unwrap_or("-"),
                    m.status.as_deref().unwrap_or("-"),
                    if m.agent_connected == Some(true) {
                        "connected"
                    } else {
                        "not connected"
                    },
                    cpu / 1024,
                    f64::from(memory) / 1024.0,
                    m.running_tasks_count.unwrap_or(0),
                    m.pending_tasks_count.unwrap_or(0),
                );
            }
            let clusters = client
                .call::<w::ListClusters>(w::ListClustersRequest::default())
                .await?
                .cluster_arns;
            let ask = w::DescribeClustersRequest {
                clusters,
                ..Default::default()
            };
            for c in client
                .call::<w::DescribeClusters>(ask)
                .await?
                .clusters
                .unwrap_or_default()
            {
                out!(
                    "  cluster {}  {} machines  {} tasks running, {} pending",
                    c.cluster_name.as_deref().unwrap_or("-"),
                    c.registered_container_instances_count.unwrap_or(0),
                    c.running_tasks_count.unwrap_or(0),
                    c.pending_tasks_count.unwrap_or(0),
                );
            }
            Ok(())
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
