//! Task protection from inside a task (ECS Developer Guide, "Task scale-in protection endpoint"): the same operations of
//! ECS, called with the task's own role.

use std::sync::Arc;
use std::time::Duration;

use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::serve::{Answer, Asked};
use crate::api::ApiError;
use crate::engine::TaskRecord;
use crate::sign::Credentials;

/// As the official agent waits.
const PATIENCE: Duration = Duration::from_secs(4);

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Wish {
    protection_enabled: Option<bool>,
    expires_in_minutes: Option<i64>,
}

fn error(status: u16, arn: &str, code: &str, message: &str) -> Answer {
    let mut error = json!({"Code": code, "Message": message});
    if let Some(error) = error.as_object_mut().filter(|_| !arn.is_empty()) {
        error.insert("Arn".to_owned(), json!(arn));
    }
    (status, json!({"error": error}))
}

pub(super) async fn answer(asked: &Asked<'_>, task: Option<Arc<TaskRecord>>) -> Answer {
    let Some(task) = task else {
        return error(
            404,
            "",
            "ResourceNotFoundException",
            "Failed to find a task for the request",
        );
    };
    let arn = &task.task.arn;
    let invalid = |message: &str| error(400, arn, "InvalidParameterException", message);
    let cluster = task
        .task
        .task_cluster_arn
        .as_deref()
        .unwrap_or(&asked.edge.config.cluster);
    let (operation, body) = match *asked.method {
        Method::GET => ("GetTaskProtection", json!({"cluster": cluster, "tasks": [arn]})),
        Method::PUT => {
            let Ok(wish) = serde_json::from_slice::<Wish>(&asked.body) else {
                return invalid("UpdateTaskProtection: failed to decode request");
            };
            let Some(enabled) = wish.protection_enabled else {
                return invalid("Invalid request: does not contain 'ProtectionEnabled' field");
            };
            let mut body = json!({"cluster": cluster, "tasks": [arn], "protectionEnabled": enabled});
            if let (Some(minutes), Some(body)) = (wish.expires_in_minutes, body.as_object_mut()) {
                body.insert("expiresInMinutes".to_owned(), json!(minutes));
            }
            ("UpdateTaskProtection", body)
        }
        _ => return (405, json!("405 method not allowed")),
    };
    let Some(role) = asked.role(&task) else {
        return error(
            403,
            arn,
            "AccessDeniedException",
            "Invalid Request: no task IAM role credentials available for task",
        );
    };
    let credentials = Credentials {
        access_key_id: role.access_key_id,
        secret_access_key: role.secret_access_key,
        session_token: Some(role.session_token),
    };
    let call = asked.edge.api.ecs_as(&credentials, operation, body);
    match tokio::time::timeout(PATIENCE, call).await {
        Err(_) => error(
            504,
            arn,
            "RequestCanceled",
            "Timed out calling ECS Task Protection API",
        ),
        Ok(Err(ApiError::Refused {
            code,
            message,
            status,
        })) => error(status, arn, &code, &message),
        Ok(Err(ApiError::Unreachable(why))) => error(500, arn, "ServerException", &why),
        Ok(Ok(answer)) => (200, shown(&answer)),
    }
}

/// ECS's members in the endpoint's spelling; its times are epoch seconds, the endpoint's are text.
fn shown(answer: &Value) -> Value {
    if let Some(failure) = answer.pointer("/failures/0") {
        let member = |name: &str| failure.get(name).cloned().unwrap_or_default();
        return json!({"failure": {"Arn": member("arn"), "Reason": member("reason"), "Detail": member("detail")}});
    }
    let task = answer.pointer("/protectedTasks/0").cloned().unwrap_or_default();
    let mut protection = json!({
        "TaskArn": task.get("taskArn").cloned().unwrap_or_default(),
        "ProtectionEnabled": task.get("protectionEnabled").cloned().unwrap_or(json!(false)),
    });
    let until = task.get("expirationDate").and_then(Value::as_f64);
    if let (Some(until), Some(map)) = (until, protection.as_object_mut()) {
        map.insert("ExpirationDate".to_owned(), json!(wire::protocol::to_iso(until)));
    }
    json!({"protection": protection})
}
