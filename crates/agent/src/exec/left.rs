//! What a stopped container left: its file system as an image, and a container of it that has the same variables, the
//! same mounts to read only, and no network.

use serde_json::{Value, json};
use wire::acs::LongshoreSessionMessage;

use crate::runtime::{AGENT_LABEL, Runtime, RuntimeError, Terminal};
use crate::session::Session;
use crate::slot::Engine;

const IMAGES: &str = "longshore/post-mortem";
const NAMES: &str = "longshore-post-mortem-";

pub(super) struct Left {
    name: String,
    image: String,
}

impl Left {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// `Err(None)` when the container is not there any more.
    pub(super) async fn open(
        session: &Session,
        runtime: &dyn Runtime,
        container: &str,
        m: &LongshoreSessionMessage,
        command: &[String],
    ) -> Result<(Left, Terminal), Option<String>> {
        let refused = |e: RuntimeError| Some(format!("the stopped container cannot be opened: {e}"));
        let found = runtime.document(&format!("containers/{container}/json")).await;
        let found = found.map_err(refused)?.ok_or(None)?;
        let agent = &session.tasks.site.agent_id;
        let left = Left {
            name: format!("{NAMES}{}", m.session_id),
            image: format!("{IMAGES}:{}-{}", short(agent), m.session_id),
        };
        runtime.commit(container, &left.image).await.map_err(refused)?;
        let body = body(&found, &left.image, agent, command);
        let opened = async {
            runtime.create(&left.name, &body).await?;
            let terminal = runtime.attach(&left.name).await?;
            runtime.start(&left.name).await?;
            Ok(terminal)
        };
        match opened.await {
            Ok(terminal) => Ok((left, terminal)),
            Err(e) => {
                left.remove(runtime).await;
                Err(refused(e))
            }
        }
    }

    pub(super) async fn remove(&self, runtime: &dyn Runtime) {
        let gone = runtime.remove(&self.name).await;
        if let Err(e) = gone.and(runtime.remove_image(&self.image).await) {
            tracing::warn!(name = self.name, error = %e, "the copy of a stopped container was not removed");
        }
    }
}

fn short(agent: &str) -> &str {
    agent.get(..8).unwrap_or(agent)
}

/// The engine's create request. Variables and working directory come with the image.
pub(super) fn body(found: &Value, image: &str, agent: &str, command: &[String]) -> Value {
    let (program, arguments) = command.split_at(command.len().min(1));
    let text = |v: &Value, key: &str| v.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mounts = found
        .get("Mounts")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let mounts: Vec<Value> = mounts
        .filter_map(|mount| {
            let kind = text(mount, "Type");
            let source = match kind.as_str() {
                "volume" => text(mount, "Name"),
                "bind" => text(mount, "Source"),
                _ => return None,
            };
            let target = text(mount, "Destination");
            Some(json!({"Type": kind, "Source": source, "Target": target, "ReadOnly": true}))
        })
        .collect();
    // The image has the container's labels, by which this would be taken for a part of the task.
    let labels = found.pointer("/Config/Labels").and_then(Value::as_object);
    let mut labels: serde_json::Map<String, Value> = labels
        .into_iter()
        .flatten()
        .filter(|(name, _)| name.starts_with("com.amazonaws.ecs."))
        .map(|(name, _)| (name.clone(), json!("")))
        .collect();
    labels.insert(AGENT_LABEL.to_owned(), json!(agent));
    json!({
        "Image": image,
        "Entrypoint": program,
        "Cmd": arguments,
        "User": "0",
        "Tty": true,
        "OpenStdin": true,
        "AttachStdin": true,
        "AttachStdout": true,
        "AttachStderr": true,
        "Healthcheck": {"Test": ["NONE"]},
        "Labels": labels,
        "HostConfig": {
            "NetworkMode": "none",
            "Mounts": mounts,
            "LogConfig": {"Type": "none"},
            "RestartPolicy": {"Name": "no"},
        },
    })
}

pub(super) async fn clear(session: &Session) {
    let Engine::Up(runtime, _) = session.tasks.slot.now() else {
        return;
    };
    let agent = &session.tasks.site.agent_id;
    for found in runtime.list(agent).await.unwrap_or_default() {
        let id = found.name.strip_prefix(NAMES);
        if id.is_some_and(|id| !session.sessions.is_open(id)) {
            let _ = runtime.remove(&found.name).await;
        }
    }
    let own = format!("{IMAGES}:{}-", short(agent));
    let all = runtime
        .document("images/json")
        .await
        .ok()
        .flatten()
        .unwrap_or_default();
    for tag in tags(&all) {
        let id = tag.strip_prefix(&own);
        if id.is_some_and(|id| !session.sessions.is_open(id)) {
            let _ = runtime.remove_image(&tag).await;
        }
    }
}

fn tags(images: &Value) -> Vec<String> {
    let images = images.as_array().into_iter().flatten();
    let tags = images.filter_map(|i| i.get("RepoTags")?.as_array()).flatten();
    tags.filter_map(|t| t.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_is_alone_and_cannot_write_what_others_see() {
        let found = json!({
            "Config": {"Labels": {"com.amazonaws.ecs.task-arn": "t", "own": "kept"}},
            "Mounts": [
                {"Type": "bind", "Source": "/host", "Destination": "/a", "RW": true},
                {"Type": "volume", "Name": "v", "Source": "/var/lib/v", "Destination": "/b", "RW": true},
                {"Type": "tmpfs", "Destination": "/c"},
            ],
        });
        let made = body(
            &found,
            "image",
            "agent",
            &["sh".to_owned(), "-c".to_owned(), "x".to_owned()],
        );
        let host = &made["HostConfig"];
        assert_eq!(host["NetworkMode"], "none");
        assert_eq!(
            host["Mounts"],
            json!([
                {"Type": "bind", "Source": "/host", "Target": "/a", "ReadOnly": true},
                {"Type": "volume", "Source": "v", "Target": "/b", "ReadOnly": true},
            ])
        );
        assert_eq!(
            (&made["Entrypoint"], &made["Cmd"]),
            (&json!(["sh"]), &json!(["-c", "x"]))
        );
        assert_eq!(
            made["Labels"],
            json!({"com.amazonaws.ecs.task-arn": "", AGENT_LABEL: "agent"})
        );
    }
}
