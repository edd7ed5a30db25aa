//! The variables that every container of a task is given, so that AWS's tools find their way without configuration, and the
//! resolvers of those that have no sandbox.

use serde_json::{Value, json};

use super::body::put;
use super::record::TaskRecord;

/// How a container reaches its agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Access {
    /// `http://169.254.170.2`
    pub(crate) base: String,
    /// The container's id in paths.
    pub(crate) id: String,
    pub(crate) credentials: Option<CredentialsUri>,
    /// The control plane as this container reaches it.
    pub(crate) endpoint: String,
    pub(crate) region: String,
    /// Whom it asks for names, unless that is its sandbox's business or the host's.
    pub(crate) resolvers: Vec<String>,
}

/// Where the task role's credentials are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CredentialsUri {
    /// A path on port 80 of 169.254.170.2.
    Relative(String),
    Full(String),
}

/// Adds them to a create request. What the definition or the image (`image`: names of its variables) sets stays.
pub(crate) fn environment(body: &mut Value, record: &TaskRecord, image: &[String], access: &Access) {
    let fargate = record.task.launch_type.as_deref() == Some("FARGATE");
    let Access { base, id, .. } = access;
    let given = [
        ("ECS_CONTAINER_METADATA_URI", Some(format!("{base}/v3/{id}"))),
        ("ECS_CONTAINER_METADATA_URI_V4", Some(format!("{base}/v4/{id}"))),
        ("ECS_AGENT_URI", Some(format!("{base}/api/{id}"))),
        match &access.credentials {
            Some(CredentialsUri::Full(uri)) => ("AWS_CONTAINER_CREDENTIALS_FULL_URI", Some(uri.clone())),
            Some(CredentialsUri::Relative(path)) => {
                ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", Some(path.clone()))
            }
            None => ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", None),
        },
        ("AWS_REGION", Some(access.region.clone())),
        ("AWS_DEFAULT_REGION", Some(access.region.clone())),
        (
            "AWS_EXECUTION_ENV",
            Some(if fargate { "AWS_ECS_FARGATE" } else { "AWS_ECS_EC2" }.to_owned()),
        ),
        ("AWS_ENDPOINT_URL", Some(access.endpoint.clone())),
    ];
    let own = body.pointer("/HostConfig/Dns").and_then(Value::as_array);
    if own.is_none_or(Vec::is_empty) && !access.resolvers.is_empty() {
        put(body, &["HostConfig", "Dns"], |_| json!(access.resolvers));
    }
    put(body, &["Env"], |old| {
        let mut all = old.as_array().cloned().unwrap_or_default();
        let set: Vec<String> = all
            .iter()
            .filter_map(|e| Some(e.as_str()?.split('=').next()?.to_owned()))
            .collect();
        for (name, value) in given {
            let taken = set.iter().chain(image).any(|n| n == name);
            if let Some(value) = value.filter(|_| !taken) {
                all.push(json!(format!("{name}={value}")));
            }
        }
        Value::Array(all)
    });
}
