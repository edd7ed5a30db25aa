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

    /// Elastic Load Balancing, which speaks the query protocol: the answer's XML.
    pub(crate) async fn balancing(&self, operation: &str, more: &[(&str, &str)]) -> Result<String, ApiError> {
        let unreachable = |e: anyhow::Error| ApiError::Unreachable(format!("{e:#}"));
        let mut body = format!("Action={operation}&Version=2015-12-01");
        for (name, value) in more {
            let value = percent(value);
            body.push_str(&format!("&{name}={value}"));
        }
        let header = ("content-type", "application/x-www-form-urlencoded");
        let request = self
            .request(
                &self.credentials,
                "elasticloadbalancing",
                &self.region,
                &[header],
                &body,
            )
            .map_err(unreachable)?;
        let (status, answer) = self.pool.send(request).await.map_err(unreachable)?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        match status {
            200 => Ok(answer),
            _ => Err(ApiError::Refused {
                code: String::new(),
                message: answer,
                status,
            }),
        }
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
        let headers = [
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", target),
        ];
        let request = self
            .request(credentials, service, region, &headers, &body)
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
        headers: &[(&str, &str)],
        body: &str,
    ) -> anyhow::Result<http::Request<Full<Bytes>>> {
        let authority = self
            .endpoint
            .authority()
            .map(|a| a.as_str().to_owned())
            .unwrap_or_default();
        let mut request = http::Request::post(self.endpoint.path())
            .header("host", authority)
            .header("user-agent", crate::USER_AGENT);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (mut parts, ()) = request.body(())?.into_parts();
        sign(&mut parts, body.as_bytes(), credentials, region, service)?;
        Ok(http::Request::from_parts(
            parts,
            Full::new(Bytes::from(body.to_owned())),
        ))
    }
}

/// A value of a form: what is not a letter, a digit or one of `-._~` as its bytes (RFC 3986 section 2.1).
fn percent(value: &str) -> String {
    let byte = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
        other => format!("%{other:02X}"),
    };
    value.bytes().map(byte).collect()
}
