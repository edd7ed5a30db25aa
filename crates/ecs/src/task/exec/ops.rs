//! ExecuteCommand.

use std::time::Duration;

use kernel::{Cx, Fault, Txn};
use wire::ecs as w;
use wire::ecs::fault as f;

use super::record::{Log, Session, Summons};
use crate::cluster::record::{self as cluster_record, Cluster};
use crate::container_instance::record::{self as node_record, ContainerInstance};
use crate::task::ops::find;
use crate::task::record::{Container, ContainerStatus, Task};
use crate::task_definition::record::TaskDefinition;
use crate::{agent_api, cluster, fault};

/// How long a token is good. The plugin is started with it at once.
const TOKEN_TIME: Duration = Duration::from_secs(60);
/// Sessions of one machine that its agent has not taken over: more are refused.
const SUMMONS: usize = 100;

/// AWS's words, apostrophe included.
const NOT_ENABLED: &str = "The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.";
const NOT_CONNECTED: &str = "The execute command failed due to an internal error. Try again later.";

/// Only Longshore's agent can open a session: the official one leaves that to Systems Manager.
const AGENT: &str = "longshore.agent-version";

pub(crate) fn execute(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ExecuteCommandRequest,
) -> Result<w::ExecuteCommandResponse, Fault> {
    let c = cluster::active(cx, t, req.cluster.as_deref())?;
    let task =
        find(cx, t, &c, &req.task)?.ok_or_else(|| fault::invalid("The referenced task was not found."))?;
    if !req.interactive {
        return Err(fault::invalid(
            "Interactive is the only mode supported currently.",
        ));
    }
    match wire::ssm::words::split(&req.command) {
        None => return Err(fault::invalid("command has a quote that is not closed.")),
        Some(words) if words.is_empty() => return Err(fault::invalid("command must not be blank.")),
        Some(_) => {}
    }
    let container = choose(&task, req.container.as_deref())?;
    let stopped = container.status == ContainerStatus::Stopped;
    let there = container.runtime_id.is_some() && container.status != ContainerStatus::Pending;
    // What a container left behind can be looked at whether or not commands were allowed while it ran.
    if !there || (!stopped && !task.enable_execute_command) {
        return Err(fault::invalid(NOT_ENABLED));
    }
    connected(t, &task)?;
    let definition = TaskDefinition::key_of(&task.scope, &task.family, task.revision);
    let definition = t.get::<TaskDefinition>(&definition)?;
    let log = log(&c, definition.as_deref(), container, &task);
    let token = cx.dice().hex(32);
    let id = format!("ecs-execute-command-{}", cx.dice().word(17, b"0123456789abcdef"));
    if t.range::<Summons>(&Summons::range_of(&task.node))?.len() >= SUMMONS {
        return Err(fault::client(
            "Unable to start new execute sessions because too many wait for the container instance's agent.",
        ));
    }
    t.put(Summons {
        node: task.node.clone(),
        session: id.clone(),
    })?;
    t.put(Session {
        id: id.clone(),
        by: (*cx.call.principal).clone(),
        scope: task.scope.clone(),
        cluster: task.cluster.clone(),
        task_id: task.id.clone(),
        container: container.name.clone(),
        node: task.node.clone(),
        command: req.command.clone(),
        stopped,
        log,
        agent_hash: None,
        token_hash: Some(wire::sigv4::sha256_hex(token.as_bytes())),
        expires: cx.now + TOKEN_TIME,
    })?;
    let base = agent_api::ops::base(cx).replacen("http", "ws", 1);
    Ok(w::ExecuteCommandResponse {
        cluster_arn: Some(cluster_record::arn(&task.scope, &task.cluster)),
        task_arn: Some(task.arn()),
        container_arn: Some(task.scope.arn(
            "ecs",
            format_args!("container/{}/{}/{}", task.cluster, task.id, container.id),
        )),
        container_name: Some(container.name.clone()),
        interactive: Some(true),
        session: Some(w::Session {
            stream_url: Some(format!(
                "{base}{}{id}?role=publish_subscribe",
                super::relay::CLIENTS
            )),
            session_id: Some(id),
            token_value: Some(token),
        }),
    })
}

/// The container that is meant; with one alone it need not be named.
fn choose<'a>(task: &'a Task, given: Option<&str>) -> Result<&'a Container, Fault> {
    match (given.filter(|g| !g.is_empty()), task.containers.as_slice()) {
        (None, [only]) => Ok(only),
        (None, _) => Err(fault::invalid(
            "A container name must be specified: the task has more than one container.",
        )),
        (Some(name), all) => all
            .iter()
            .find(|c| c.name == name)
            .ok_or_else(|| fault::invalid(format!("The container {name} was not found in the task."))),
    }
}

fn connected(t: &mut Txn, task: &Task) -> Result<(), Fault> {
    let n = &task.node;
    let ours = t
        .get::<ContainerInstance>(&ContainerInstance::key_of(&n.scope, &n.cluster, &n.id))?
        .is_some_and(|i| i.attribute(AGENT).is_some());
    let live = t.exists(&node_record::Session::key_of(&n.scope, &n.cluster, &n.id));
    match ours && live {
        true => Ok(()),
        false => Err(f::target_not_connected_exception(NOT_CONNECTED)),
    }
}

/// Where the session is logged: as the cluster says; without a word, where the container logs
/// (ExecuteCommandConfiguration, `logging`).
pub(super) fn log(c: &Cluster, d: Option<&TaskDefinition>, of: &Container, task: &Task) -> Option<Log> {
    let exec = c
        .configuration
        .as_ref()
        .and_then(|c| c.0.execute_command_configuration.clone())
        .unwrap_or_default();
    match exec.logging.as_deref() {
        Some("NONE") => None,
        Some("OVERRIDE") => exec
            .log_configuration
            .and_then(|l| l.cloud_watch_log_group_name)
            .map(|group| Log {
                group,
                region: task.scope.region.to_string(),
            }),
        _ => {
            let all = d?.definition.container_definitions.as_ref()?;
            let one = all.iter().find(|x| x.name.as_deref() == Some(&*of.name))?;
            let l = one
                .log_configuration
                .as_ref()
                .filter(|l| l.log_driver == "awslogs")?;
            let option = |name: &str| l.options.as_ref()?.get(name).cloned();
            Some(Log {
                group: option("awslogs-group")?,
                region: option("awslogs-region").unwrap_or_else(|| task.scope.region.to_string()),
            })
        }
    }
}
