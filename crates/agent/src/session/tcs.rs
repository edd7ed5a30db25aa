//! TCS: what the node measures, every 20 seconds unless set otherwise.
//!
//! Containers are sampled beside the conversation, so a slow engine makes measurements rarer and delays nothing else.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::BoxStream;
use futures_util::{FutureExt as _, StreamExt as _};
use tokio::time::error::Elapsed;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};
use wire::acs::tcs::{
    ContainerHealth, ContainerMetric, FromAgent, HealthMetadata, InstanceStatus, InstanceStatusMetadata,
    MetricsMetadata, PublishHealthRequest, PublishInstanceStatusRequest, PublishMetricsRequest,
    RestartStatsSet, TaskHealth, TaskMetric, ToAgent,
};

use super::Session;
use super::life::{End, Reconnect, Timers};
use super::register::Endpoints;
use super::sample::{Published, Sampler};
use super::socket::{Socket, url};
use crate::backoff::Backoff;
use crate::clock::{self, seconds};
use crate::dice;
use crate::engine::{ContainerRecord, Known, TaskRecord};
use crate::runtime::{Health, Millis, RuntimeError, Stats};
use crate::slot::Engine;

const RETRY: Backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(60), 2.0);
const TASKS_MAX: usize = 10;
/// Samples that the engine is asked for at a time.
const SAMPLES_AT_ONCE: usize = 8;
const SAMPLE_WAIT: Duration = Duration::from_secs(5);
/// The engine's state is published at this multiple of the interval, and whenever it changes.
const STATUS_EVERY: u32 = 3;

/// Connects and publishes until the agent stops. Measuring goes on while there is no connection.
pub(crate) async fn run(session: Arc<Session>, arn: String, stop: CancellationToken) {
    let mut endpoints = Endpoints::default();
    let mut reconnect = Reconnect::new(RETRY);
    let mut telemetry = Telemetry::new(session.clone(), arn.clone());
    loop {
        let end = match endpoints.find(&session, &arn).await {
            Err(e) => End::Trouble(e.to_string()),
            Ok((_, endpoint)) => match connect(&session, &endpoint, &arn).await {
                Err(end) => end,
                Ok(socket) => {
                    reconnect.opened();
                    telemetry.serve(socket, &stop).await
                }
            },
        };
        if stop.is_cancelled() {
            return;
        }
        let wait = reconnect.wait(&end);
        debug!(?end, ?wait, "the telemetry connection ended");
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
        }
    }
}

async fn connect(session: &Session, endpoint: &str, arn: &str) -> Result<Socket, End> {
    let docker = match session.tasks.slot.now() {
        Engine::Up(_, version) => version.version,
        Engine::Away(_) => String::new(),
    };
    let query = [
        ("agentHash", "longshore".to_owned()),
        ("agentVersion", env!("CARGO_PKG_VERSION").to_owned()),
        ("cluster", session.config.cluster.clone()),
        ("containerInstance", arn.to_owned()),
        ("dockerVersion", docker),
    ];
    let url = url(endpoint, &query).map_err(|e| End::Trouble(format!("{e:#}")))?;
    Socket::open(url, &session.config, &session.dialer).await
}

/// A container's name on the engine, and what it said of it; an error of the wait when it said nothing.
type Sampled = (String, Result<Result<Stats, RuntimeError>, Elapsed>);

struct Telemetry {
    session: Arc<Session>,
    arn: String,
    /// By the container's name on the engine.
    samplers: HashMap<String, Sampler>,
    started: Instant,
    engine_ok: Option<bool>,
    engine_since: Millis,
    rounds: u32,
}

impl Telemetry {
    fn new(session: Arc<Session>, arn: String) -> Telemetry {
        Telemetry {
            session,
            arn,
            samplers: HashMap::new(),
            started: Instant::now(),
            engine_ok: None,
            engine_since: clock::now(),
            rounds: 0,
        }
    }

    async fn serve(&mut self, mut socket: Socket, stop: &CancellationToken) -> End {
        let session = self.session.clone();
        let mut timers = Timers::new();
        let mut publish = interval(session.config.telemetry_every);
        let mut sample = interval(session.config.telemetry_every / 2);
        publish.set_missed_tick_behavior(MissedTickBehavior::Delay);
        sample.set_missed_tick_behavior(MissedTickBehavior::Delay);
        // One round of samples at a time.
        let mut round: Option<BoxStream<'static, Sampled>> = None;
        loop {
            tokio::select! {
                () = stop.cancelled() => {
                    socket.close("the agent stops").await;
                    return End::Permissible;
                }
                () = sleep_until(timers.silent_at) => return End::Trouble("the control plane is silent".to_owned()),
                () = sleep_until(timers.old_at) => {
                    socket.close("ConnectionExpired: Reconnect to continue").await;
                    return End::Permissible;
                }
                _ = sample.tick(), if round.is_none() => round = self.round(),
                sampled = next(&mut round) => {
                    if !sampled.is_some_and(|s| self.take(s)) {
                        round = None;
                    }
                }
                _ = publish.tick() => {
                    for message in self.messages() {
                        if let Err(end) = socket.send_signed(&message.to_text(), &session.config).await {
                            return end;
                        }
                    }
                }
                text = socket.next() => match text {
                    Err(end) => return end,
                    Ok(text) => match ToAgent::parse(&text) {
                        Ok(ToAgent::Stop(_)) => return End::Permissible,
                        Ok(ToAgent::Other(kind)) => debug!(kind, "a telemetry message of an unknown type"),
                        Ok(_) => timers.heard(),
                        Err(e) => warn!(error = %e, "a telemetry message could not be read"),
                    },
                },
            }
        }
    }

    /// One sample of every running container.
    fn round(&mut self) -> Option<BoxStream<'static, Sampled>> {
        let Engine::Up(runtime, _) = self.session.tasks.slot.now() else {
            return None;
        };
        let views = self.session.tasks.views();
        let names = |r: &Arc<TaskRecord>| running(r).map(|(c, _)| r.engine_name(c)).collect::<Vec<_>>();
        let running: Vec<_> = views.iter().flat_map(names).collect();
        self.samplers.retain(|name, _| running.contains(name));
        let samples = running.into_iter().map(move |name| {
            let runtime = runtime.clone();
            async move {
                let answer = timeout(SAMPLE_WAIT, runtime.stats(&name)).await;
                (name, answer)
            }
        });
        let tasks = self.session.tasks.clone();
        let round = async move {
            // The engine has enough to do while tasks start.
            tasks.lull().await;
            futures_util::stream::iter(samples).buffer_unordered(SAMPLES_AT_ONCE)
        };
        Some(round.flatten_stream().boxed())
    }

    /// Whether the round goes on: a frozen engine costs one wait, not one for each container.
    fn take(&mut self, (name, answer): Sampled) -> bool {
        let Ok(answer) = answer else { return false };
        if let Ok(stats) = answer {
            self.session.tasks.note_peak(&name, stats.memory_peak);
            let at_ns = u64::try_from(self.started.elapsed().as_nanos()).unwrap_or(u64::MAX);
            let cpus = self.session.tasks.site.cpus;
            self.samplers.entry(name).or_default().add(at_ns, stats, cpus);
        }
        true
    }

    fn messages(&mut self) -> Vec<FromAgent> {
        let now = clock::now();
        let mut messages = self.metrics(now);
        messages.extend(self.health(now));
        messages.extend(self.status(now));
        self.rounds += 1;
        messages
    }

    fn metrics(&mut self, now: Millis) -> Vec<FromAgent> {
        let views = self.session.tasks.views();
        let busy = views.iter().any(|r| running(r).next().is_some());
        let metrics: Vec<_> = views.iter().filter_map(|r| self.task_metric(r)).collect();
        let message_id = dice::uuid();
        let message = |tasks: &[TaskMetric], fin| {
            FromAgent::Metrics(PublishMetricsRequest {
                metadata: MetricsMetadata {
                    cluster: self.session.config.cluster.clone(),
                    container_instance: self.arn.clone(),
                    idle: Some(!busy),
                    message_id: message_id.clone(),
                    fin: Some(fin),
                },
                timestamp: Some(seconds(now)),
                task_metrics: tasks.to_vec(),
                ..Default::default()
            })
        };
        if metrics.is_empty() {
            return vec![message(&[], true)];
        }
        let parts = metrics.len().div_ceil(TASKS_MAX);
        metrics
            .chunks(TASKS_MAX)
            .enumerate()
            .map(|(n, tasks)| message(tasks, n + 1 == parts))
            .collect()
    }

    fn task_metric(&mut self, record: &TaskRecord) -> Option<TaskMetric> {
        let own = record.containers.iter().filter(|c| !c.sandbox).count();
        let mut shared = None;
        let mut metrics = Vec::new();
        for (c, container) in running(record) {
            let Some(p) = self
                .samplers
                .get_mut(&record.engine_name(c))
                .and_then(Sampler::publish)
            else {
                continue;
            };
            if container.sandbox {
                shared = p.network;
            } else {
                metrics.push(container_metric(record, container, p));
            }
        }
        // The interface of an awsvpc task is everyone's: each container shows its share, as the official agent does.
        if let Some(network) = shared {
            let share = super::sample::share(&network, own);
            metrics
                .iter_mut()
                .for_each(|m| m.network_stats_set = Some(share.clone()));
        }
        (!metrics.is_empty()).then(|| TaskMetric {
            task_arn: record.task.arn.clone(),
            task_definition_family: record.task.family.clone(),
            task_definition_version: record.task.version.clone(),
            container_metrics: metrics,
            ..Default::default()
        })
    }

    fn health(&self, now: Millis) -> Option<FromAgent> {
        let tasks: Vec<_> = self
            .session
            .tasks
            .views()
            .iter()
            .filter_map(|r| task_health(r))
            .collect();
        (!tasks.is_empty()).then(|| {
            FromAgent::Health(PublishHealthRequest {
                metadata: HealthMetadata {
                    cluster: self.session.config.cluster.clone(),
                    container_instance: self.arn.clone(),
                    message_id: dice::uuid(),
                    fin: Some(true),
                },
                tasks,
                timestamp: Some(seconds(now)),
            })
        })
    }

    fn status(&mut self, now: Millis) -> Option<FromAgent> {
        let ok = matches!(self.session.tasks.slot.now(), Engine::Up(..));
        let changed = self.engine_ok != Some(ok);
        if changed {
            self.engine_ok = Some(ok);
            self.engine_since = now;
        }
        (changed || self.rounds % STATUS_EVERY == 1).then(|| {
            FromAgent::InstanceStatus(PublishInstanceStatusRequest {
                metadata: InstanceStatusMetadata {
                    cluster: self.session.config.cluster.clone(),
                    container_instance: self.arn.clone(),
                    request_id: dice::uuid(),
                },
                statuses: vec![InstanceStatus {
                    r#type: "ContainerRuntime".to_owned(),
                    status: if ok { "OK" } else { "IMPAIRED" }.to_owned(),
                    last_updated: Some(seconds(now)),
                    last_status_change: Some(seconds(self.engine_since)),
                }],
                timestamp: Some(seconds(now)),
            })
        })
    }
}

/// The round's next sample; `None` at its end.
async fn next(round: &mut Option<BoxStream<'static, Sampled>>) -> Option<Sampled> {
    match round {
        Some(round) => round.next().await,
        None => std::future::pending().await,
    }
}

fn running(record: &TaskRecord) -> impl Iterator<Item = (usize, &ContainerRecord)> {
    record
        .containers
        .iter()
        .enumerate()
        .filter(|(_, c)| c.known == Known::Running)
}

fn container_metric(record: &TaskRecord, container: &ContainerRecord, p: Published) -> ContainerMetric {
    let spec = record.task.containers.iter().find(|s| s.name == container.name);
    let restarts = spec.and_then(|s| s.restart_policy.as_ref()).filter(|p| p.enabled);
    ContainerMetric {
        container_name: container.name.clone(),
        container_arn: spec.and_then(|s| s.container_arn.clone()),
        cpu_stats_set: Some(p.cpu),
        memory_stats_set: Some(p.memory),
        network_stats_set: p.network,
        storage_stats_set: Some(p.storage),
        restart_stats_set: restarts.map(|_| RestartStatsSet {
            restart_count: i64::from(container.restarts),
        }),
    }
}

fn task_health(record: &TaskRecord) -> Option<TaskHealth> {
    let checked = |c: usize| record.spec(c).is_some_and(|s| s.health_check_type.is_some());
    let containers: Vec<_> = running(record)
        .filter(|(c, _)| checked(*c))
        .map(|(_, r)| ContainerHealth {
            container_name: r.name.clone(),
            health_status: match r.health {
                Some(Health::Healthy) => "HEALTHY",
                Some(Health::Unhealthy) => "UNHEALTHY",
                Some(Health::Starting) | None => "UNKNOWN",
            }
            .to_owned(),
            status_since: Some(seconds(r.health_since)),
            status_message: None,
        })
        .collect();
    (!containers.is_empty()).then(|| TaskHealth {
        task_arn: record.task.arn.clone(),
        task_definition_family: record.task.family.clone(),
        task_definition_version: record.task.version.clone(),
        containers,
    })
}
