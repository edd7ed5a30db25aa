//! Engine calls of one task. Each ends in exactly one event; reasons of failures are in AWS's words.

use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use wire::acs;

use super::Tasks;
use crate::config::PullPolicy;
use crate::engine::cgroup::Group;
use crate::engine::{Effect, Event, TaskRecord, body, firelens, inject, ports, sandbox, volumes};
use crate::runtime::{Binding, Doing, Image, Observed, RegistryAuth, RuntimeError, Trouble};
use crate::{dice, groups, host, pause};

/// How long an image is taken to be there still.
const IMAGE_CACHE: Duration = Duration::from_secs(10);
/// Ports that engines choose from too, and how often a free range of them is looked for.
const DYNAMIC_PORTS: std::ops::RangeInclusive<u16> = 49_153..=65_535;
const PORT_TRIES: u32 = 64;
/// A control plane that is away does not hold a start up for longer.
const STREAM_WAIT: Duration = Duration::from_secs(2);
/// As the official agent says it.
const NO_TOKEN: &str = "CannotPullECRContainerError";
/// A registry that fails for another reason than a missing image is asked this often.
const PULL_TRIES: u32 = 3;
/// In the engine's answer, whatever it was doing.
const NO_SPACE: &str = "no space left on device";

pub(super) async fn perform(tasks: &Arc<Tasks>, record: &Arc<TaskRecord>, effect: Effect) -> Event {
    match effect {
        Effect::Pull { c } => pull(tasks, record, c).await,
        Effect::Create { c } => create(tasks, record, c).await,
        Effect::Start { c } => start(tasks, record, c).await,
        Effect::Stop { c, grace_s } => stop(tasks, record, c, grace_s).await,
        Effect::Look { c } => look(tasks, record, c).await,
        Effect::Cleanup => cleanup(tasks, record).await,
        // The actor does these itself.
        Effect::Report(_) | Effect::Wake(_) => Event::Tick,
    }
}

fn daemon(kind: &str, e: &RuntimeError) -> String {
    format!("{kind}: Error response from daemon: {e}")
}

async fn pull(tasks: &Arc<Tasks>, record: &TaskRecord, c: usize) -> Event {
    let Some(spec) = record.spec(c) else {
        return match sandbox_ready(tasks, record).await {
            Ok(()) => Event::Pulled {
                c,
                digest: None,
                fetched: false,
            },
            Err(reason) => Event::Failed { c, reason },
        };
    };
    match image(tasks, record, spec).await {
        Ok((image, _)) if !host::runs(&image.architecture) => Event::Failed {
            c,
            reason: host::foreign(&spec.image, &image.architecture),
        },
        Ok((image, fetched)) => Event::Pulled {
            c,
            digest: image.digest,
            fetched,
        },
        Err(e) if e.message.starts_with(NO_TOKEN) => Event::Failed { c, reason: e.message },
        Err(e) => Event::Failed {
            c,
            reason: daemon("CannotPullContainerError", &e),
        },
    }
}

async fn sandbox_ready(tasks: &Arc<Tasks>, record: &TaskRecord) -> Result<(), String> {
    let site = &tasks.site;
    if tasks.warm(&record.sandbox_name()).is_some() {
        return Ok(());
    }
    if record.is_awsvpc() {
        let (network, _) = &sandbox::network(record, site)?;
        let made = tasks
            .slot
            .insist(|rt| async move { rt.network(network).await })
            .await;
        made.map_err(|e| daemon("CannotCreateSandboxError", &e))?;
    }
    if cached(tasks, &site.pause_image).is_none() {
        let ready = tasks
            .slot
            .insist(|rt| async move { pause::ensure_pause(&*rt).await })
            .await;
        ready.map_err(|e| daemon("CannotCreateSandboxError", &e))?;
        remember(tasks, &site.pause_image, &Image::default());
    }
    Ok(())
}

fn cached(tasks: &Tasks, name: &str) -> Option<Image> {
    let images = tasks.images.lock();
    images
        .get(name)
        .filter(|(_, at)| at.elapsed() < IMAGE_CACHE)
        .map(|(image, _)| image.clone())
}

fn remember(tasks: &Tasks, name: &str, image: &Image) {
    tasks
        .images
        .lock()
        .insert(name.to_owned(), (image.clone(), Instant::now()));
}

/// The image, and whether it came from a registry just now.
async fn image(
    tasks: &Arc<Tasks>,
    record: &TaskRecord,
    spec: &acs::Container,
) -> Result<(Image, bool), RuntimeError> {
    let name = spec.image.as_str();
    tasks.care.note_use(name);
    let always = tasks.pull == PullPolicy::Always;
    if !always {
        // An image that is seen now stays for this task.
        let _look = tasks.care.look().await;
        if let Some(image) = cached(tasks, name) {
            return Ok((image, false));
        }
        if let Some(image) = tasks
            .slot
            .insist(|rt| async move { rt.image(name).await })
            .await?
        {
            remember(tasks, name, &image);
            return Ok((image, false));
        }
    }
    let before = match always {
        true => {
            tasks
                .slot
                .insist(|rt| async move { rt.image(name).await })
                .await?
        }
        false => None,
    };
    let pulled = fetch(tasks, record, spec).await;
    if let Ok(image) = &pulled
        && before.is_none_or(|b| b.id != image.id)
    {
        tasks.care.note_pull(tasks, name, image);
    }
    let present = match &pulled {
        Err(_) if always => {
            tasks
                .slot
                .insist(|rt| async move { rt.image(name).await })
                .await?
        }
        _ => None,
    };
    let (image, fetched) = match (pulled, present) {
        (Ok(image), _) => (image, true),
        (Err(_), Some(image)) => (image, false),
        (Err(e), None) => return Err(e),
    };
    remember(tasks, name, &image);
    Ok((image, fetched))
}

/// The name to pull an image by, and the token of our own registry when it is there.
async fn source(
    tasks: &Tasks,
    record: &TaskRecord,
    spec: &acs::Container,
) -> Result<(String, Option<RegistryAuth>), RuntimeError> {
    let Some((registry, image)) = tasks.registry.get().and_then(|r| Some((r, r.image(spec)?))) else {
        return Ok((spec.image.clone(), None));
    };
    let role = record.task.execution_role_credentials.as_ref();
    let token = registry
        .token(&image, role.map(|r| r.credentials_id.as_str()))
        .await;
    let auth = token.map_err(|e| RuntimeError::new(Trouble::Refused, format!("{NO_TOKEN}: {e}")))?;
    Ok((image.pull, Some(auth)))
}

async fn fetch(
    tasks: &Arc<Tasks>,
    record: &TaskRecord,
    spec: &acs::Container,
) -> Result<Image, RuntimeError> {
    let (from, auth) = source(tasks, record, spec).await?;
    let (from, name, auth) = (from.as_str(), spec.image.as_str(), auth.as_ref());
    let mut tries = 0;
    loop {
        tries += 1;
        match tasks
            .slot
            .insist(|rt| async move {
                let image = rt.pull(from, auth).await?;
                if from != name {
                    rt.name_image(from, name).await?;
                }
                Ok(image)
            })
            .await
        {
            Err(e) if tries < PULL_TRIES && e.message.contains(NO_SPACE) => {
                let runtime = tasks.slot.up().await;
                if !tasks.care.make_room(tasks, &*runtime).await {
                    return Err(e);
                }
            }
            Err(e) if tries < PULL_TRIES && !is_final(&e) => {
                tokio::time::sleep(Duration::from_secs(1 << tries)).await;
            }
            other => return other,
        }
    }
}

/// Whether asking again cannot help.
fn is_final(e: &RuntimeError) -> bool {
    let text = e.message.to_ascii_lowercase();
    let known = [
        "not found",
        "does not exist",
        "access denied",
        "unauthorized",
        "invalid reference",
        "manifest unknown",
    ];
    e.trouble == Trouble::NotFound || known.iter().any(|k| text.contains(k))
}

async fn create(tasks: &Arc<Tasks>, record: &TaskRecord, c: usize) -> Event {
    if let Some(id) = tasks.warm(&record.engine_name(c)) {
        return Event::Created { c, id };
    }
    let site = &tasks.site_now().await;
    if let Some(group) = body::group(record, site)
        && let Err(why) = bound(tasks, group).await
    {
        let reason = format!("CannotCreateContainerError: {why}");
        return Event::Failed { c, reason };
    }
    if let Some(config) = firelens::config(record, c, &site.cluster)
        && let Err(e) = route(&firelens::files(&site.routers, record), &config)
    {
        let reason = format!("CannotCreateContainerError: the log router's files: {e}");
        return Event::Failed { c, reason };
    }
    let made = match body::create_body(record, c, site) {
        Ok(request) => surroundings(tasks, record, c, request).await,
        Err(reason) => Err(reason),
    };
    let request = &match made {
        Ok(request) => request,
        Err(reason) => return Event::Failed { c, reason },
    };
    let failed = |e: &RuntimeError| Event::Failed {
        c,
        reason: daemon("CannotCreateContainerError", e),
    };
    if record.spec(c).is_some_and(|s| !s.mount_points.is_empty()) {
        for volume in &volumes::needed(record, &tasks.site) {
            if let Err(e) = tasks
                .slot
                .insist(|rt| async move { rt.volume(volume).await })
                .await
            {
                return Event::Failed {
                    c,
                    reason: daemon("CannotCreateVolumeError", &e),
                };
            }
        }
    }
    let name = &record.engine_name(c);
    // The log stream is made beside the container, so that it costs no time.
    let stream = async {
        match tasks.logs.get() {
            Some(logs) => tokio::time::timeout(STREAM_WAIT, logs.prepare(record, c))
                .await
                .unwrap_or(Ok(())),
            None => Ok(()),
        }
    };
    let making = tasks
        .slot
        .insist(|rt| async move { rt.create(name, request).await });
    let (mut made, stream) = tokio::join!(making, stream);
    if let Err(reason) = stream {
        return Event::Failed { c, reason };
    }
    // The image may have been removed since it was seen.
    if let Err(e) = &made
        && e.trouble == Trouble::NotFound
        && e.message.contains("No such image")
    {
        let again = if let Some(spec) = record.spec(c) {
            tasks.images.lock().remove(&spec.image);
            let had = image(tasks, record, spec).await;
            had.map(drop).map_err(|e| daemon("CannotPullContainerError", &e))
        } else {
            tasks.images.lock().remove(&tasks.site.pause_image);
            sandbox_ready(tasks, record).await
        };
        if let Err(reason) = again {
            return Event::Failed { c, reason };
        }
        made = tasks
            .slot
            .insist(|rt| async move { rt.create(name, request).await })
            .await;
    }
    match made {
        Ok(id) => Event::Created { c, id },
        Err(e) => failed(&e),
    }
}

/// Makes a task's control group, by a helper where this process may not.
async fn bound(tasks: &Arc<Tasks>, group: Group) -> Result<(), String> {
    if groups::may_write() {
        let made = tokio::task::spawn_blocking(move || groups::make(&group)).await;
        return made.unwrap_or_else(|e| Err(e.to_string()));
    }
    let mut grouped = tasks.grouped.lock().await;
    if !grouped.contains(&group.parent) {
        let runtime = tasks.slot.up().await;
        groups::make_by_helper(&*runtime, &tasks.site.agent_id, &group).await?;
        grouped.insert(group.parent);
    }
    Ok(())
}

/// Writes the configuration of a log router, and makes the folder of its socket.
fn route(files: &firelens::Files, config: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(&files.sockets)?;
    // The router may run as any user.
    std::fs::set_permissions(&files.sockets, std::fs::Permissions::from_mode(0o777))?;
    std::fs::write(&files.config, config)?;
    std::fs::set_permissions(&files.config, std::fs::Permissions::from_mode(0o644))
}

/// The first of `more + 1` ports in a row that nobody on this machine has, looked for at random.
fn free_ports(more: u16, protocol: &str) -> Option<u16> {
    let free = |port: u16| match protocol {
        "udp" => std::net::UdpSocket::bind(("0.0.0.0", port)).is_ok(),
        _ => std::net::TcpListener::bind(("0.0.0.0", port)).is_ok(),
    };
    let room = DYNAMIC_PORTS
        .end()
        .checked_sub(more)?
        .checked_sub(*DYNAMIC_PORTS.start())?;
    (0..PORT_TRIES).find_map(|_| {
        let base = DYNAMIC_PORTS.start() + (dice::unit() * f64::from(room)) as u16;
        (base..=base + more).all(free).then_some(base)
    })
}

/// Adds what the container is told of its agent.
async fn surroundings(
    tasks: &Arc<Tasks>,
    record: &TaskRecord,
    c: usize,
    mut request: serde_json::Value,
) -> Result<serde_json::Value, String> {
    let Some(spec) = record.spec(c) else {
        return Ok(request);
    };
    if !spec.environment_files.is_empty() {
        let read = match tasks.env_files.get() {
            Some(files) => {
                let role = record.task.execution_role_credentials.as_ref();
                files
                    .variables(spec, role.map(|r| r.credentials_id.as_str()))
                    .await
            }
            None => Err("this node is not told where S3 is".to_owned()),
        };
        let more =
            read.map_err(|e| format!("ResourceInitializationError: failed to download env files: {e}"))?;
        body::add_variables(&mut request, more);
    }
    if request.pointer("/HostConfig/PortBindings").is_some() {
        for (first, last, protocol) in ports::ranges(spec) {
            // Without a free range each port is the engine's to choose.
            if let Some(base) = free_ports(last - first, &protocol) {
                ports::place(&mut request, first, last, &protocol, base);
            }
        }
    }
    let Some(edge) = tasks.edge.get() else {
        return Ok(request);
    };
    if let Some(access) = edge.access(record, c).await? {
        let image = tasks.images.lock().get(&spec.image).map(|(i, _)| i.env.clone());
        inject::environment(&mut request, record, &image.unwrap_or_default(), &access);
    }
    Ok(request)
}

async fn start(tasks: &Arc<Tasks>, record: &TaskRecord, c: usize) -> Event {
    let name = &record.engine_name(c);
    if tasks.warm(name).is_some() {
        // From here on it is the task's: its end is noticed there.
        tasks.cool(name);
        return Event::Started {
            c,
            bindings: Vec::new(),
        };
    }
    let started = {
        // The semaphore is never closed.
        let _permit = tasks.starts.acquire().await;
        tasks.slot.insist(|rt| async move { rt.start(name).await }).await
    };
    if let (Ok(()), None, Some(eni)) = (
        &started,
        record.spec(c),
        record.task.elastic_network_interfaces.first(),
    ) {
        tasks.firewall.guard(eni).await;
    }
    match started {
        Ok(()) => Event::Started {
            c,
            bindings: bindings(tasks, record, c).await,
        },
        Err(e) => Event::Failed {
            c,
            reason: daemon("CannotStartContainerError", &e),
        },
    }
}

/// The open ports. Only a bridge with ports needs to ask the engine for them.
async fn bindings(tasks: &Arc<Tasks>, record: &TaskRecord, c: usize) -> Vec<Binding> {
    if let Some(known) = known_bindings(record, c) {
        return known;
    }
    let name = &record.engine_name(c);
    let seen = tasks
        .slot
        .insist(|rt| async move { rt.inspect(name).await })
        .await;
    seen.ok().flatten().map(|o| o.bindings).unwrap_or_default()
}

/// What the definition says already; `None` when the engine chose the ports.
fn known_bindings(record: &TaskRecord, c: usize) -> Option<Vec<Binding>> {
    let Some(spec) = record.spec(c).filter(|s| !s.port_mappings.is_empty()) else {
        return Some(Vec::new());
    };
    match record.task.network_mode.as_deref() {
        Some("awsvpc" | "none") => Some(Vec::new()),
        Some("host") => {
            let own = spec.port_mappings.iter().filter_map(|p| {
                let port = p.container_port.and_then(|n| u16::try_from(n).ok())?;
                Some(Binding {
                    bind_ip: "0.0.0.0".to_owned(),
                    container_port: port,
                    host_port: port,
                    protocol: p.protocol.clone().unwrap_or_else(|| "tcp".to_owned()),
                })
            });
            Some(own.collect())
        }
        _ => None,
    }
}

async fn stop(tasks: &Arc<Tasks>, record: &TaskRecord, c: usize, grace_s: i64) -> Event {
    let name = &record.engine_name(c);
    let sandbox = record.containers.get(c).is_some_and(|r| r.sandbox);
    let grace = Duration::from_secs(u64::try_from(grace_s).unwrap_or(0));
    let stopped = tasks
        .slot
        .insist(|rt| async move {
            if sandbox {
                rt.remove(name).await
            } else {
                rt.stop(name, grace).await
            }
        })
        .await;
    Event::StopReturned {
        c,
        error: stopped.err().map(|e| format!("Error response from daemon: {e}")),
    }
}

async fn look(tasks: &Arc<Tasks>, record: &TaskRecord, c: usize) -> Event {
    let name = &record.engine_name(c);
    loop {
        match tasks
            .slot
            .insist(|rt| async move { rt.inspect(name).await })
            .await
        {
            Ok(mut seen) => {
                if let Some(Observed {
                    id,
                    doing: Doing::Exited { code: 137, oom, .. },
                    out_of_memory_at,
                    ..
                }) = &mut seen
                {
                    let told = groups::out_of_memory(id);
                    *oom |= told.is_some();
                    *out_of_memory_at = told.filter(|bytes| *bytes > 0);
                    if let Some(bytes) = *out_of_memory_at {
                        tasks.note_peak(name, bytes);
                    }
                }
                if let (Some(seen), Some(known)) = (&mut seen, known_bindings(record, c)) {
                    seen.bindings = known;
                }
                return Event::Seen { c, seen };
            }
            // An engine that cannot tell how a container stands is not believed to have lost it.
            Err(_) => tokio::time::sleep(Duration::from_secs(1)).await,
        }
    }
}

async fn cleanup(tasks: &Arc<Tasks>, record: &TaskRecord) -> Event {
    if let Some(logs) = tasks.logs.get() {
        logs.all_shipped(record).await;
    }
    for c in 0..record.containers.len() {
        let name = &record.engine_name(c);
        // What the engine will not remove now it would not remove later either; the record must not stay for it.
        if let Err(e) = tasks.slot.insist(|rt| async move { rt.remove(name).await }).await {
            tracing::warn!(container = name, error = %e, "a stopped container could not be removed");
        }
        if let Err(e) = tasks.journal.forget_shipped(name) {
            tracing::warn!(container = name, error = %e, "the journal cannot be written");
        }
    }
    for spec in &record.task.containers {
        tasks.care.note_use(&spec.image);
    }
    let files = firelens::files(&tasks.site.routers, record);
    if let Some(folder) = std::path::Path::new(&files.config).parent() {
        let _ = std::fs::remove_dir_all(folder);
    }
    if let Some(group) = body::group(record, &tasks.site_now().await) {
        tasks.grouped.lock().await.remove(&group.parent);
        if groups::may_write() {
            let _ = tokio::task::spawn_blocking(move || groups::remove(&group)).await;
        } else {
            let runtime = tasks.slot.up().await;
            if let Err(why) = groups::remove_by_helper(&*runtime, &tasks.site.agent_id, &group.folders).await
            {
                tracing::warn!(why, "a task's control group could not be removed");
            }
        }
    }
    for volume in &volumes::own(record) {
        if let Err(e) = tasks
            .slot
            .insist(|rt| async move { rt.remove_volume(volume).await })
            .await
        {
            tracing::warn!(volume, error = %e, "a task's volume could not be removed");
        }
    }
    Event::Cleaned
}
