//! What the command line does to the engine itself: the sample image, and taking everything away again.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use bollard::Docker;
use bollard::errors::Error;
use bollard::query_parameters::{
    ListContainersOptions, ListImagesOptions, ListNetworksOptions, ListVolumesOptions,
    RemoveContainerOptions, RemoveImageOptions, RemoveVolumeOptions, StopContainerOptions,
};

use crate::engine::cgroup::{self, Group};
use crate::journal::Journal;
use crate::runtime::{AGENT_LABEL, DockerRuntime, RELAY_LABEL};
use crate::{groups, pause};

/// The label of networks and volumes, with the agent that made them.
const MADE_BY: &str = "longshore.made-by";

/// Puts the sample image into the engine (`auto` or an address), unless it is there with this very program.
pub async fn import_sample(choice: &str) -> anyhow::Result<()> {
    let host = host(choice).await?;
    let docker = connect(&host).await?;
    let present = docker.inspect_image(pause::SAMPLE_IMAGE).await;
    let labels = present.ok().and_then(|i| i.config).and_then(|c| c.labels);
    if labels.is_some_and(|l| l.get(pause::PROGRAM_LABEL) == Some(&pause::program())) {
        return Ok(());
    }
    let runtime = DockerRuntime::connect(&host)
        .await
        .map_err(|e| anyhow!("{}", e.message))?;
    pause::import_sample(&runtime)
        .await
        .map_err(|e| anyhow!("importing the sample image: {}", e.message))
}

async fn connect(host: &str) -> anyhow::Result<Docker> {
    let path = host
        .strip_prefix("unix://")
        .context("the engine's address is not of the form unix:///path")?;
    let docker = Docker::connect_with_unix(path, 120, bollard::API_DEFAULT_VERSION)?;
    Ok(docker.negotiate_version().await?)
}

async fn host(choice: &str) -> anyhow::Result<String> {
    Ok(crate::engine_probe(choice).await.map_err(|e| anyhow!(e))?.host)
}

/// Removes every container, network and volume that the agent with this data directory made; nothing else. Answers
/// how many things went.
pub async fn purge(choice: &str, data_dir: &Path) -> anyhow::Result<usize> {
    let Some(agent) = Journal::open(data_dir)?.meta("agent_id")? else {
        return Ok(0);
    };
    let host = host(choice).await?;
    let docker = connect(&host).await?;
    let mut folders = BTreeSet::new();
    let with = |label: &str| HashMap::from([("label".to_owned(), vec![format!("{label}={agent}")])]);
    let mut gone = 0;
    let all = ListContainersOptions {
        all: true,
        filters: Some(with(AGENT_LABEL)),
        ..Default::default()
    };
    for id in docker
        .list_containers(Some(all))
        .await?
        .into_iter()
        .filter_map(|c| c.id)
    {
        let seen = docker.inspect_container(&id, None).await.ok();
        let labels = seen.as_ref().and_then(|c| c.config.as_ref()?.labels.as_ref());
        if labels.is_some_and(|l| l.contains_key(RELAY_LABEL)) {
            // Asked to end, it takes the machine's metadata address with it.
            let soon = StopContainerOptions {
                t: Some(2),
                ..Default::default()
            };
            let _ = docker.stop_container(&id, Some(soon)).await;
        }
        let how = RemoveContainerOptions {
            force: true,
            v: true,
            ..Default::default()
        };
        match docker.remove_container(&id, Some(how)).await {
            // It is being removed already (a relay goes by itself).
            Err(Error::DockerResponseServerError {
                status_code: 404 | 409,
                ..
            }) => left(&docker, &id).await,
            other => other?,
        }
        let parent = seen.and_then(|c| c.host_config).and_then(|h| h.cgroup_parent);
        folders.extend(cgroup::folders_of(parent.as_deref().unwrap_or_default()));
        gone += 1;
    }
    let group = Group {
        parent: String::new(),
        make: Vec::new(),
        folders: folders.into_iter().collect(),
    };
    if !group.folders.is_empty() && groups::may_write() {
        groups::remove(&group);
    } else if !group.folders.is_empty() {
        let runtime = DockerRuntime::connect(&host)
            .await
            .map_err(|e| anyhow!(e.message))?;
        let _ = groups::remove_by_helper(&runtime, &agent, &group.folders).await;
    }
    let all = ListNetworksOptions {
        filters: Some(with(MADE_BY)),
    };
    for id in docker
        .list_networks(Some(all))
        .await?
        .into_iter()
        .filter_map(|n| n.id)
    {
        match docker.remove_network(&id).await {
            Ok(()) => gone += 1,
            // Another installation with the same VPC has tasks on it.
            Err(Error::DockerResponseServerError { status_code: 403, .. }) => {}
            Err(e) => return Err(e.into()),
        }
    }
    for label in [MADE_BY, AGENT_LABEL] {
        let all = ListVolumesOptions {
            filters: Some(with(label)),
        };
        for v in docker.list_volumes(Some(all)).await?.volumes.unwrap_or_default() {
            docker
                .remove_volume(&v.name, Some(RemoveVolumeOptions { force: true }))
                .await?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// Removes Longshore's own images. All installations on the engine share them; one that is in use stays. Answers how
/// many went.
pub async fn purge_images(choice: &str) -> anyhow::Result<usize> {
    let docker = connect(&host(choice).await?).await?;
    let mut gone = 0;
    let nameless = HashMap::from([
        ("dangling".to_owned(), vec!["true".to_owned()]),
        ("label".to_owned(), vec![pause::PROGRAM_LABEL.to_owned()]),
    ]);
    let replaced = ListImagesOptions {
        filters: Some(nameless),
        ..Default::default()
    };
    let replaced = docker
        .list_images(Some(replaced))
        .await?
        .into_iter()
        .map(|i| i.id);
    let named = [pause::pause_image(), pause::SAMPLE_IMAGE.to_owned()];
    for image in named.into_iter().chain(replaced) {
        let removed = docker
            .remove_image(&image, None::<RemoveImageOptions>, None)
            .await;
        gone += usize::from(removed.is_ok());
    }
    Ok(gone)
}

/// Waits, not for ever, until the engine no longer knows the container.
async fn left(docker: &Docker, id: &str) {
    for _ in 0..100 {
        if docker.inspect_container(id, None).await.is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
