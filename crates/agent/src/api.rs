//! The control plane's API, as far as an agent calls it: awsJson 1.1, signed.

use std::sync::Arc;

use anyhow::{Context, bail};
use bytes::Bytes;
use http_body_util::Full;
use serde_json::{Value, json};

use crate::config::Config;
use crate::net::{Dialer, Pool};
use crate::sign::{Credentials, sign};

/// Why a call failed.
#[derive(Clone, Debug)]
pub(crate) enum ApiError {
    /// The service answered with an error: its code and its message.
    Refused {
        code: String,
        message: String,
        status: u16,
    },
    /// There was no answer.
    Unreachable(String),
}

impl ApiError {
    pub(crate) fn code(&self) -> &str {
        match self {
            ApiError::Refused { code, .. } => code,
            ApiError::Unreachable(_) => "",
        }
    }

    /// Whether the same call may succeed later.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            ApiError::Unreachable(_) => true,
            ApiError::Refused { code, status, .. } => {
                *status >= 500
                    || matches!(
                        code.as_str(),
                        "ThrottlingException" | "LimitExceededException" | "ServerException"
                    )
            }
        }
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ApiError::Refused { code, message, .. } => write!(f, "{code}: {message}"),
            ApiError::Unreachable(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for ApiError {}

pub(crate) struct Api {
    endpoint: http::Uri,
    region: String,
    credentials: Credentials,
    pool: Pool,
}

impl Api {
    pub(crate) fn new(config: &Config, dialer: Arc<Dialer>) -> anyhow::Result<Api> {
        let endpoint: http::Uri = config.endpoint.parse().context("the endpoint is no address")?;
        if !matches!(endpoint.scheme_str(), Some("http" | "https")) {
            bail!("endpoint `{endpoint}` is neither http nor https");
        }
        let pool = Pool::new(endpoint.clone(), dialer);
        Ok(Api {
            endpoint,
            region: config.region.clone(),
            credentials: config.credentials.clone(),
            pool,
        })
    }

    pub(crate) async fn ecs(&self, operation: &str, body: Value) -> Result<Value, ApiError> {
        self.ecs_as(&self.credentials, operation, body).await
    }

    /// The same in somebody else's name: a task's role.
    pub(crate) async fn ecs_as(
        &self,
        credentials: &Credentials,
        operation: &str,
        body: Value,
    ) -> Result<Value, ApiError> {
        let target = format!("AmazonEC2ContainerServiceV20141113.{operation}");
        self.call(credentials, "ecs", &self.region, &target, body).await
    }

    /// Logs may be kept in another region than the node's.
    pub(crate) async fn logs(
        &self,
        region: Option<&str>,
        operation: &str,
        body: Value,
    ) -> Result<Value, ApiError> {
        self.call(
            &self.credentials,
            "logs",
            region.unwrap_or(&self.region),
            &format!("Logs_20140328.{operation}"),
            body,
        )
        .await
    }

    /// ECR, in a role's name or the node's own.
    pub(crate) async fn ecr(
        &self,
        credentials: Option<&Credentials>,
        region: Option<&str>,
        operation: &str,
        body: Value,
    ) -> Result<Value, ApiError> {
        self.call(
            credentials.unwrap_or(&self.credentials),
            "ecr",
            region.unwrap_or(&self.region),
            &format!("AmazonEC2ContainerRegistry_V20150921.{operation}"),
            body,
        )
        .await
    }

    /// Cloud Map.
    pub(crate) async fn names(&self, operation: &str, body: Value) -> Result<Value, ApiError> {
        let target = format!("Route53AutoNaming_v20170314.{operation}");
        self.call(&self.credentials, "servicediscovery", &self.region, &target, body)
            .await
    }

    async fn call(
        &self,
        credentials: &Credentials,
        service: &str,
        region: &str,
        target: &str,
        body: Value,
    ) -> Result<Value, ApiError> {
        let unreachable = |e: anyhow::Error| ApiError::Unreachable(format!("{e:#}"));
        let body = body.to_string();
        let request = self
            .request(credentials, service, region, target, &body)
            .map_err(unreachable)?;
        let (status, answer) = self.pool.send(request).await.map_err(unreachable)?;
        let value: Value = if answer.is_empty() {
            json!({})
        } else {
            serde_json::from_slice(&answer).unwrap_or_default()
        };
        if status == 200 {
            return Ok(value);
        }
        let text = |names: &[&str]| {
            names
                .iter()
                .find_map(|n| value.get(n)?.as_str())
                .unwrap_or_default()
                .to_owned()
        };
        let code = text(&["__type", "code"]);
        let code = code.rsplit('#').next().unwrap_or_default().to_owned();
        Err(ApiError::Refused {
            code,
            message: text(&["message", "Message"]),
            status,
        })
    }

    fn request(
        &self,
        credentials: &Credentials,
        service: &str,
        region: &str,
        target: &str,
        body: &str,
    ) -> anyhow::Result<http::Request<Full<Bytes>>> {
        let authority = self
            .endpoint
            .authority()
            .map(|a| a.as_str().to_owned())
            .unwrap_or_default();
        let (mut parts, ()) = http::Request::post(self.endpoint.path())
            .header("host", authority)
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", target)
            .header("user-agent", crate::USER_AGENT)
            .body(())?
            .into_parts();
        sign(&mut parts, body.as_bytes(), credentials, region, service)?;
        Ok(http::Request::from_parts(
            parts,
            Full::new(Bytes::from(body.to_owned())),
        ))
    }
}
