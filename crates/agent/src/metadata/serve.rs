//! Requests to answers.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::{Map, Value, json};
use tokio::net::UnixStream;
use wire::acs::IamRoleCredentials;

use super::{Caller, Edge, eni, protect, v4};
use crate::clock;
use crate::engine::{Known, TaskRecord};
use crate::tasks::Tasks;

/// An idle connection is closed after this.
const IDLE: Duration = Duration::from_secs(60);
/// The largest body that means anything here is a task protection request.
const BODY: usize = 4096;

/// Status and JSON.
pub(super) type Answer = (u16, Value);

impl Edge {
    pub(super) async fn converse(self: &Arc<Edge>, stream: UnixStream, caller: Caller) {
        let service = service_fn(|request| {
            let (edge, caller) = (self.clone(), caller.clone());
            async move { Ok::<_, Infallible>(edge.respond(&caller, request).await) }
        });
        let serving = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(IDLE)
            .serve_connection(TokioIo::new(stream), service);
        if let Err(e) = serving.await {
            tracing::debug!(error = %e, "a task's connection ended");
        }
    }

    async fn respond(&self, caller: &Caller, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let (head, body) = request.into_parts();
        let body = Limited::new(body, BODY).collect().await;
        let (status, value) = match (self.tasks.upgrade(), body) {
            (Some(tasks), Ok(body)) => {
                let asked = Asked {
                    edge: self,
                    tasks,
                    caller,
                    method: &head.method,
                    body: body.to_bytes(),
                };
                asked
                    .answer(head.uri.path(), head.uri.query().unwrap_or(""))
                    .await
            }
            _ => (400, json!("the request could not be read")),
        };
        if status >= 400 {
            // The path holds the id, which is as good as a key.
            tracing::debug!(status, ?caller, "a task's request was refused");
        }
        let mut response = Response::new(Full::new(Bytes::from(value.to_string())));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        let kind = http::HeaderValue::from_static("application/json");
        response.headers_mut().insert(http::header::CONTENT_TYPE, kind);
        response
    }
}

pub(super) struct Asked<'a> {
    pub(super) edge: &'a Edge,
    pub(super) tasks: Arc<Tasks>,
    pub(super) caller: &'a Caller,
    pub(super) method: &'a Method,
    pub(super) body: Bytes,
}

fn nowhere() -> Answer {
    (404, json!("404 page not found"))
}

impl Asked<'_> {
    pub(super) async fn answer(&self, path: &str, query: &str) -> Answer {
        let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
        let found = match parts.as_slice() {
            ["v3" | "v4" | "api", id, ..] => self.find(id),
            ["v2", "metadata" | "stats", ..] => self.by_source().map(|r| (r, 0)),
            _ => None,
        };
        // Guesses share one bucket for each door.
        let bucket = match (&found, self.caller) {
            (Some((record, _)), _) => record.task.arn.clone(),
            (None, Caller::Sandbox(eni)) => eni.clone(),
            (None, Caller::Relay) => self.credentials_owner(&parts, query).unwrap_or_default(),
        };
        if !self.edge.limits.take(&bucket, clock::now()) {
            return (429, json!("You have reached maximum request limit."));
        }
        if let ["api", _, "task-protection", "v1", "state"] = parts.as_slice() {
            return protect::answer(self, found.map(|f| f.0)).await;
        }
        if !matches!(*self.method, Method::GET | Method::HEAD) {
            return (405, json!("405 method not allowed"));
        }
        match parts.as_slice() {
            ["v2", "credentials"] => {
                credentials_error(400, "NoIdInRequest", "No Credential ID in the request", 2)
            }
            ["v2", "credentials", id] => self.credentials(id, 2),
            ["v1", "credentials"] => match query_id(query) {
                Some(id) => self.credentials(id, 1),
                None => credentials_error(400, "NoIdInRequest", "No Credential ID in the request", 1),
            },
            ["v2", "metadata" | "stats", ..] => match &found {
                Some((record, _)) => self.by_address(record, parts.get(1..).unwrap_or_default()).await,
                None => (
                    404,
                    json!("Unable to get task arn from request: unable to find the task of this address"),
                ),
            },
            [version @ ("v3" | "v4"), id, rest @ ..] => {
                let v4 = *version == "v4";
                let what = match rest {
                    [] => "container metadata",
                    ["task"] | ["taskWithTags"] => "task metadata",
                    ["stats"] => "container stats",
                    ["task", "stats"] => "task stats",
                    ["associations", ..] => "associations",
                    _ => return nowhere(),
                };
                let Some((record, c)) = &found else {
                    let v = version.to_ascii_uppercase();
                    return (
                        404,
                        json!(format!(
                            "{v} {what} handler: unable to get container ID from request: no container of endpoint ID: {id}"
                        )),
                    );
                };
                self.known(record, *c, rest, v4).await
            }
            _ => nowhere(),
        }
    }

    async fn known(&self, record: &TaskRecord, c: usize, rest: &[&str], v4: bool) -> Answer {
        match rest {
            [] => (200, self.container(record, c, v4).await),
            ["task"] => (200, self.task(record, v4, false).await),
            ["taskWithTags"] => (200, self.task(record, v4, true).await),
            ["stats"] => (200, self.stats(record, c).await),
            ["task", "stats"] => (200, self.all_stats(record).await),
            ["associations", _] => (200, json!({"Associations": []})),
            ["associations", kind, name] => (
                404,
                json!(format!(
                    "Unable to get association value: no association `{name}` of type `{kind}`"
                )),
            ),
            _ => nowhere(),
        }
    }

    /// Version 2: who asks is known by the address, so there are no ids but the engine's.
    async fn by_address(&self, record: &TaskRecord, rest: &[&str]) -> Answer {
        let at = |id: &str| {
            let mut all = record.containers.iter();
            all.position(|c| c.id.as_deref() == Some(id))
        };
        match rest {
            ["metadata"] => (200, self.task(record, false, false).await),
            ["stats"] => (200, self.all_stats(record).await),
            [what, id] => match (at(id), *what) {
                (Some(c), "metadata") => (200, self.container(record, c, false).await),
                (Some(c), _) => (200, self.stats(record, c).await),
                (None, _) => (
                    404,
                    json!(format!("Unable to generate metadata for container '{id}'")),
                ),
            },
            _ => nowhere(),
        }
    }

    /// Whether the task may be told to this caller.
    fn own(&self, record: &TaskRecord) -> bool {
        match self.caller {
            Caller::Sandbox(of) => eni(record) == Some(of.as_str()),
            Caller::Relay => eni(record).is_none(),
        }
    }

    fn find(&self, id: &str) -> Option<(Arc<TaskRecord>, usize)> {
        self.tasks.views().into_iter().find_map(|record| {
            let mut names = record.containers.iter().map(|c| self.edge.id(&record, &c.name));
            let c = names.position(|known| wire::sigv4::same(&known, id))?;
            drop(names);
            self.own(&record).then_some((record, c))
        })
    }

    fn by_source(&self) -> Option<Arc<TaskRecord>> {
        let Caller::Sandbox(_) = self.caller else {
            return None;
        };
        let mut all = self.tasks.views().into_iter();
        all.find(|r| self.own(r) && r.known() != Known::Stopped)
    }

    fn of_credentials(&self, id: &str) -> Option<Arc<TaskRecord>> {
        let id = match self.caller {
            Caller::Relay => id.strip_prefix(&format!("{}-", self.edge.digits))?,
            Caller::Sandbox(_) => id,
        };
        self.tasks.views().into_iter().find(|r| {
            let role = r.task.role_credentials.as_ref();
            self.own(r) && role.is_some_and(|c| wire::sigv4::same(&c.credentials_id, id))
        })
    }

    fn credentials_owner(&self, parts: &[&str], query: &str) -> Option<String> {
        let id = match parts {
            ["v2", "credentials", id] => id,
            ["v1", "credentials"] => query_id(query)?,
            _ => return None,
        };
        self.of_credentials(id).map(|r| r.task.arn.clone())
    }

    fn credentials(&self, id: &str, version: u8) -> Answer {
        let Some(record) = self.of_credentials(id) else {
            return credentials_error(400, "InvalidIdInRequest", "Credentials not found", version);
        };
        match self.role(&record) {
            Some(c) => {
                tracing::info!(task = record.task.arn, role = c.role_arn, "credentials fetched");
                let shown = json!({
                    "RoleArn": c.role_arn,
                    "AccessKeyId": c.access_key_id,
                    "SecretAccessKey": c.secret_access_key,
                    "Token": c.session_token,
                    "Expiration": c.expiration,
                });
                (200, shown)
            }
            None => credentials_error(
                503,
                "CredentialsUninitialized",
                "Credentials uninitialized for ID",
                version,
            ),
        }
    }

    /// The task role's credentials, unless they have not come again since the agent started.
    pub(super) fn role(&self, record: &TaskRecord) -> Option<IamRoleCredentials> {
        let id = &record.task.role_credentials.as_ref()?.credentials_id;
        self.edge.vault.get(id)
    }

    async fn stats(&self, record: &TaskRecord, c: usize) -> Value {
        match record.containers.get(c).map(|r| r.known) {
            Some(Known::Running) => {
                self.edge
                    .stats
                    .get(&self.tasks.slot, &record.engine_name(c))
                    .await
            }
            _ => Value::Null,
        }
    }

    async fn all_stats(&self, record: &TaskRecord) -> Value {
        let asked = record.containers.iter().enumerate().filter_map(|(c, r)| {
            let id = r.id.clone()?;
            Some(async move { (id, self.stats(record, c).await) })
        });
        let all = futures_util::future::join_all(asked).await;
        Value::Object(all.into_iter().collect())
    }

    async fn container(&self, record: &TaskRecord, c: usize, v4: bool) -> Value {
        let more = self.engine_side(record, c).await;
        v4::container(record, c, &more, v4)
    }

    async fn task(&self, record: &TaskRecord, v4: bool, tags: bool) -> Value {
        let asked = (0..record.containers.len()).map(|c| self.container(record, c, v4));
        let containers = futures_util::future::join_all(asked).await;
        let mut shown = v4::task(record, containers, v4);
        if tags && let Some(shown) = shown.as_object_mut() {
            self.tags(record, shown).await;
        }
        shown
    }

    /// What only the engine knows.
    async fn engine_side(&self, record: &TaskRecord, c: usize) -> v4::EngineSide {
        let image = record.spec(c).map_or(&self.tasks.site.pause_image, |s| &s.image);
        let mut more = v4::EngineSide {
            image_id: self.tasks.images.lock().get(image).map(|(i, _)| i.id.clone()),
            ..v4::EngineSide::default()
        };
        if let Some(checks) = self.tasks.checks.get() {
            more.checked = checks.outputs(&record.engine_name(c)).pop();
        }
        let bridge = matches!(record.task.network_mode.as_deref(), None | Some("" | "bridge"));
        let started = record
            .containers
            .get(c)
            .is_some_and(|r| r.known >= Known::Created);
        let unknown = more.image_id.as_ref().is_none_or(String::is_empty);
        if started && (bridge || unknown) {
            let path = &format!("containers/{}/json", record.engine_name(c));
            let seen = self
                .tasks
                .slot
                .insist(|rt| async move { rt.document(path).await });
            // An engine that is away costs a member, not the answer.
            let seen = tokio::time::timeout(Duration::from_secs(2), seen).await;
            let seen = seen.ok().and_then(Result::ok).flatten().unwrap_or_default();
            let text = |at: &str| {
                let found = seen.pointer(at).and_then(Value::as_str);
                found.filter(|t| !t.is_empty()).map(str::to_owned)
            };
            more.address = text("/NetworkSettings/IPAddress").filter(|_| bridge);
            if unknown {
                more.image_id = text("/Image");
            }
        }
        more
    }

    /// Tags of the task and of its machine; what the control plane refuses is told under `Errors`, as the endpoint does.
    async fn tags(&self, record: &TaskRecord, shown: &mut Map<String, Value>) {
        let instance = self.edge.journal.meta("container_instance_arn").ok().flatten();
        let asked = [
            ("TaskTags", Some(record.task.arn.clone())),
            ("ContainerInstanceTags", instance),
        ];
        let mut errors = Vec::new();
        for (member, arn) in asked {
            let Some(arn) = arn else { continue };
            let call = self
                .edge
                .api
                .ecs("ListTagsForResource", json!({"resourceArn": arn}));
            match call.await {
                Ok(answer) => {
                    let tags = answer.get("tags").and_then(Value::as_array);
                    let map: Map<String, Value> = tags
                        .into_iter()
                        .flatten()
                        .filter_map(|t| Some((t.get("key")?.as_str()?.to_owned(), t.get("value")?.clone())))
                        .collect();
                    if !map.is_empty() {
                        shown.insert(member.to_owned(), Value::Object(map));
                    }
                }
                Err(e) => errors.push(json!({
                    "ErrorField": member,
                    "ErrorCode": e.code(),
                    "ErrorMessage": e.to_string(),
                    "ResourceARN": arn,
                })),
            }
        }
        if !errors.is_empty() {
            shown.insert("Errors".to_owned(), json!(errors));
        }
    }
}

fn query_id(query: &str) -> Option<&str> {
    query
        .split('&')
        .find_map(|p| p.strip_prefix("id="))
        .filter(|id| !id.is_empty())
}

fn credentials_error(status: u16, code: &str, message: &str, version: u8) -> Answer {
    let error = json!({
        "code": code,
        "message": format!("CredentialsV{version}Request: {message}"),
        "HTTPErrorCode": status,
    });
    (status, error)
}
