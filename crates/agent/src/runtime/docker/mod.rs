//! The Docker Engine API, any version from 1.41 on. Calls go through bollard, except `create`: its body is laid together as
//! generic JSON (`engine/body.rs`), and typed structures of one API version would drop members of another (`raw.rs`).

mod convert;
mod exec;
mod images;
mod raw;
mod socket;

pub use socket::{Found, find_sockets};

use std::collections::HashMap;
use std::time::Duration;

use bollard::Docker;
use bollard::models::{Ipam, IpamConfig, NetworkCreateRequest, VolumeCreateRequest};
use bollard::query_parameters as query;
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt, TryStreamExt};

use super::{
    AGENT_LABEL, Answer, Disk, EngineVersion, ExecState, Image, LogFrame, NetworkSpec, Notice, Observed,
    Powers, RegistryAuth, Runtime, RuntimeError, Stats, StoredImage, Terminal, Trouble, VolumeSpec,
};
use convert::trouble;

/// A Docker Engine, or a podman service, behind one socket.
pub struct DockerRuntime {
    docker: Docker,
    raw: raw::Raw,
    version: EngineVersion,
    networks: tokio::sync::Mutex<()>,
}

impl std::fmt::Debug for DockerRuntime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DockerRuntime")
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// Longer than any honest create or start; an answer that is later than this is asked for again by name.
const CALL_TIMEOUT: Duration = Duration::from_secs(120);

impl DockerRuntime {
    /// Connects to `host` (`unix:///path`) and agrees on an API version.
    pub async fn connect(host: &str) -> Result<DockerRuntime, RuntimeError> {
        let path = host.strip_prefix("unix://").ok_or_else(|| {
            RuntimeError::new(
                Trouble::Refused,
                format!("docker host `{host}` is not of the form unix:///path"),
            )
        })?;
        let docker = Docker::connect_with_unix(path, CALL_TIMEOUT.as_secs(), bollard::API_DEFAULT_VERSION)
            .map_err(trouble)?
            .negotiate_version()
            .await
            .map_err(trouble)?;
        let version = docker.version().await.map_err(trouble)?;
        let version = EngineVersion {
            version: version.version.unwrap_or_default(),
            api: docker.client_version().to_string(),
            powers: Powers::default(),
        };
        let raw = raw::Raw::new(path, &version.api, CALL_TIMEOUT);
        let info = raw.document("info").await?.unwrap_or_default();
        let version = EngineVersion {
            powers: Powers::of(
                &info,
                &std::fs::read_to_string("/proc/mounts").unwrap_or_default(),
            ),
            ..version
        };
        Ok(DockerRuntime {
            docker,
            raw,
            version,
            networks: tokio::sync::Mutex::new(()),
        })
    }

    async fn network_cidr(&self, name: &str) -> Result<Option<String>, RuntimeError> {
        match self.docker.inspect_network(name, None).await.map_err(trouble) {
            Ok(found) => Ok(Some(
                found
                    .ipam
                    .and_then(|i| i.config)
                    .and_then(|c| c.into_iter().next())
                    .and_then(|c| c.subnet)
                    .unwrap_or_default(),
            )),
            Err(e) if e.trouble == Trouble::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    async fn ensure_network(&self, spec: &NetworkSpec) -> Result<(), RuntimeError> {
        let _one_at_a_time = self.networks.lock().await;
        let agreed = |cidr: &str| match cidr == spec.cidr {
            true => Ok(()),
            false => Err(RuntimeError::new(
                Trouble::Refused,
                format!(
                    "network `{}` exists with range {cidr}, but the subnet is {}",
                    spec.name, spec.cidr
                ),
            )),
        };
        if let Some(cidr) = self.network_cidr(&spec.name).await? {
            return agreed(&cidr);
        }
        if let Some(other) = socket::route_in_the_way(&spec.cidr) {
            return Err(RuntimeError::new(
                Trouble::Refused,
                format!(
                    "the host already uses {other}, which overlaps the subnet's range {}",
                    spec.cidr
                ),
            ));
        }
        let made = self
            .docker
            .create_network(NetworkCreateRequest {
                name: spec.name.clone(),
                driver: Some("bridge".to_owned()),
                ipam: Some(Ipam {
                    config: Some(vec![IpamConfig {
                        subnet: Some(spec.cidr.clone()),
                        gateway: Some(spec.gateway.clone()),
                        ..Default::default()
                    }]),
                    ..Default::default()
                }),
                labels: Some(spec.labels.clone().into_iter().collect()),
                ..Default::default()
            })
            .await
            .map_err(trouble);
        match made {
            Ok(_) => Ok(()),
            // Another agent on this engine may have been faster.
            Err(e) => match self.network_cidr(&spec.name).await? {
                Some(cidr) => agreed(&cidr),
                None => Err(e),
            },
        }
    }

    async fn create_container(&self, name: &str, body: &serde_json::Value) -> Result<String, RuntimeError> {
        match self.raw.create(name, body).await {
            Err(raw::Failed::NameTaken) => {
                let found = self.inspect(name).await?;
                found.map(|o| o.id).ok_or_else(|| {
                    RuntimeError::new(
                        Trouble::Unreachable,
                        format!("container `{name}` is being removed"),
                    )
                })
            }
            Err(raw::Failed::Other(e)) => Err(e),
            Ok(id) => Ok(id),
        }
    }
}

/// A missing thing is gone already.
fn gone_is_done(result: Result<(), bollard::errors::Error>) -> Result<(), RuntimeError> {
    match result.map_err(trouble) {
        Err(e) if e.trouble == Trouble::NotFound => Ok(()),
        other => other,
    }
}

impl Runtime for DockerRuntime {
    fn version(&self) -> Answer<'_, EngineVersion> {
        async {
            self.docker.ping().await.map_err(trouble)?;
            Ok(self.version.clone())
        }
        .boxed()
    }

    fn image<'a>(&'a self, name: &'a str) -> Answer<'a, Option<Image>> {
        async move {
            match self.docker.inspect_image(name).await.map_err(trouble) {
                Ok(found) => Ok(Some(convert::image(name, found))),
                Err(e) if e.trouble == Trouble::NotFound => Ok(None),
                Err(e) => Err(e),
            }
        }
        .boxed()
    }

    fn pull<'a>(&'a self, name: &'a str, auth: Option<&'a RegistryAuth>) -> Answer<'a, Image> {
        async move {
            let options = query::CreateImageOptions {
                from_image: Some(convert::with_tag(name)),
                ..Default::default()
            };
            let auth = auth.map(|a| bollard::auth::DockerCredentials {
                username: Some(a.username.clone()),
                password: Some(a.password.clone()),
                ..Default::default()
            });
            self.docker
                .create_image(Some(options), None, auth)
                .map_err(trouble)
                .try_for_each(|_| std::future::ready(Ok(())))
                .await?;
            let found = self.image(name).await?;
            found.ok_or_else(|| {
                RuntimeError::new(
                    Trouble::Refused,
                    format!("image `{name}` is absent after its pull"),
                )
            })
        }
        .boxed()
    }

    fn name_image<'a>(&'a self, image: &'a str, name: &'a str) -> Answer<'a, ()> {
        async move {
            let name = convert::with_tag(name);
            let (repo, tag) = name.rsplit_once(':').unwrap_or((&name, "latest"));
            let options = query::TagImageOptions {
                repo: Some(repo.to_owned()),
                tag: Some(tag.to_owned()),
            };
            self.docker.tag_image(image, Some(options)).await.map_err(trouble)
        }
        .boxed()
    }

    fn images(&self) -> Answer<'_, Vec<StoredImage>> {
        self.stored_images().boxed()
    }

    fn release_image<'a>(&'a self, name: &'a str) -> Answer<'a, ()> {
        self.release(name).boxed()
    }

    fn disk(&self) -> Answer<'_, Option<Disk>> {
        self.room().boxed()
    }

    fn import<'a>(&'a self, name: &'a str, tar: Bytes, changes: &'a [String]) -> Answer<'a, ()> {
        async move {
            // With the tag in the name: podman forgets one that is told beside it.
            let options = query::CreateImageOptions {
                from_src: Some("-".to_owned()),
                repo: Some(name.to_owned()),
                changes: changes.to_vec(),
                ..Default::default()
            };
            self.docker
                .create_image(Some(options), Some(bollard::body_full(tar)), None)
                .map_err(trouble)
                .try_for_each(|_| std::future::ready(Ok(())))
                .await
        }
        .boxed()
    }

    fn network<'a>(&'a self, spec: &'a NetworkSpec) -> Answer<'a, ()> {
        self.ensure_network(spec).boxed()
    }

    fn volume<'a>(&'a self, spec: &'a VolumeSpec) -> Answer<'a, ()> {
        async move {
            if !spec.create {
                return self
                    .docker
                    .inspect_volume(&spec.name)
                    .await
                    .map(drop)
                    .map_err(trouble);
            }
            let request = VolumeCreateRequest {
                name: Some(spec.name.clone()),
                driver: spec.driver.clone(),
                driver_opts: Some(spec.driver_opts.clone().into_iter().collect()),
                labels: Some(spec.labels.clone().into_iter().collect()),
                ..Default::default()
            };
            self.docker
                .create_volume(request)
                .await
                .map(drop)
                .map_err(trouble)
        }
        .boxed()
    }

    fn remove_volume<'a>(&'a self, name: &'a str) -> Answer<'a, ()> {
        async move {
            gone_is_done(
                self.docker
                    .remove_volume(name, None::<query::RemoveVolumeOptions>)
                    .await,
            )
        }
        .boxed()
    }

    fn create<'a>(&'a self, name: &'a str, body: &'a serde_json::Value) -> Answer<'a, String> {
        self.create_container(name, body).boxed()
    }

    fn start<'a>(&'a self, name: &'a str) -> Answer<'a, ()> {
        async move { self.docker.start_container(name, None).await.map_err(trouble) }.boxed()
    }

    fn stop<'a>(&'a self, name: &'a str, grace: Duration) -> Answer<'a, ()> {
        async move {
            // The engine answers only after the grace period, which may exceed the usual bound.
            let patient = self.docker.clone().with_timeout(grace + CALL_TIMEOUT);
            let seconds = i32::try_from(grace.as_secs()).unwrap_or(i32::MAX);
            let options = query::StopContainerOptions {
                t: Some(seconds),
                ..Default::default()
            };
            gone_is_done(patient.stop_container(name, Some(options)).await)
        }
        .boxed()
    }

    fn remove<'a>(&'a self, name: &'a str) -> Answer<'a, ()> {
        async move {
            let options = query::RemoveContainerOptions {
                force: true,
                v: true,
                ..Default::default()
            };
            gone_is_done(self.docker.remove_container(name, Some(options)).await)
        }
        .boxed()
    }

    fn inspect<'a>(&'a self, name: &'a str) -> Answer<'a, Option<Observed>> {
        async move {
            match self.docker.inspect_container(name, None).await.map_err(trouble) {
                Ok(found) => Ok(Some(convert::observed(found))),
                Err(e) if e.trouble == Trouble::NotFound => Ok(None),
                Err(e) => Err(e),
            }
        }
        .boxed()
    }

    fn list<'a>(&'a self, agent: &'a str) -> Answer<'a, Vec<Notice>> {
        async move {
            let filters = HashMap::from([("label".to_owned(), vec![format!("{AGENT_LABEL}={agent}")])]);
            let options = query::ListContainersOptions {
                all: true,
                filters: Some(filters),
                ..Default::default()
            };
            let all = self
                .docker
                .list_containers(Some(options))
                .await
                .map_err(trouble)?;
            Ok(all.into_iter().filter_map(convert::listed).collect())
        }
        .boxed()
    }

    fn notices(&self, agent: &str) -> BoxStream<'static, Result<Notice, RuntimeError>> {
        let filters = HashMap::from([
            ("type".to_owned(), vec!["container".to_owned()]),
            ("label".to_owned(), vec![format!("{AGENT_LABEL}={agent}")]),
            (
                "event".to_owned(),
                ["die", "health_status", "destroy"].map(str::to_owned).to_vec(),
            ),
        ]);
        let options = query::EventsOptions {
            filters: Some(filters),
            ..Default::default()
        };
        self.docker
            .events(Some(options))
            .map_err(trouble)
            .try_filter_map(|event| std::future::ready(Ok(convert::notice(event))))
            .boxed()
    }

    fn logs(
        &self,
        name: &str,
        since_s: i64,
        follow: bool,
    ) -> BoxStream<'static, Result<LogFrame, RuntimeError>> {
        let options = query::LogsOptions {
            follow,
            stdout: true,
            stderr: true,
            since: i32::try_from(since_s).unwrap_or(i32::MAX),
            timestamps: true,
            ..Default::default()
        };
        self.docker
            .logs(name, Some(options))
            .map_err(trouble)
            .try_filter_map(|out| std::future::ready(Ok(convert::log_frame(out))))
            .boxed()
    }

    fn stats<'a>(&'a self, name: &'a str) -> Answer<'a, Stats> {
        async move {
            let options = query::StatsOptions {
                stream: false,
                one_shot: true,
            };
            let mut stream = std::pin::pin!(self.docker.stats(name, Some(options)));
            let sample = stream.next().await.transpose().map_err(trouble)?;
            Ok(sample.map(convert::stats).unwrap_or_default())
        }
        .boxed()
    }

    fn document<'a>(&'a self, path: &'a str) -> Answer<'a, Option<serde_json::Value>> {
        self.raw.document(path).boxed()
    }

    fn tail<'a>(&'a self, container: &'a str, lines: u32) -> Answer<'a, Vec<LogFrame>> {
        self.last_lines(container, lines).boxed()
    }

    fn exec<'a>(&'a self, container: &'a str, command: &'a [String]) -> Answer<'a, String> {
        self.prepare(container, command).boxed()
    }

    fn exec_start<'a>(&'a self, id: &'a str) -> Answer<'a, Terminal> {
        self.begin(id).boxed()
    }

    fn exec_state<'a>(&'a self, id: &'a str) -> Answer<'a, ExecState> {
        self.state(id).boxed()
    }

    fn exec_resize<'a>(&'a self, id: &'a str, cols: u16, rows: u16) -> Answer<'a, ()> {
        self.resize_exec(id, cols, rows).boxed()
    }

    fn attach<'a>(&'a self, container: &'a str) -> Answer<'a, Terminal> {
        self.terminal_of(container).boxed()
    }

    fn resize<'a>(&'a self, container: &'a str, cols: u16, rows: u16) -> Answer<'a, ()> {
        self.resize_container(container, cols, rows).boxed()
    }

    fn commit<'a>(&'a self, container: &'a str, name: &'a str) -> Answer<'a, ()> {
        self.image_of(container, name).boxed()
    }

    fn remove_image<'a>(&'a self, name: &'a str) -> Answer<'a, ()> {
        self.forget_image(name).boxed()
    }
}
