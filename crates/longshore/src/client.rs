//! A small signed client for the CLI's own calls: the same API that every other client uses.

use anyhow::{Context as _, Result, anyhow, bail};
use bytes::Bytes;
use http::{Method, Request};
use http_body_util::{BodyExt as _, Full};
use hyper_util::rt::TokioIo;
use wire::schema::{Operation, Shape};
use wire::sigv4::Credentials;

use crate::home::Access;

pub(crate) struct Client {
    access: Access,
}

impl Client {
    pub(crate) fn new(access: Access) -> Self {
        Self { access }
    }

    /// One operation of a JSON service.
    pub(crate) async fn call<O: Operation>(&self, input: O::Input) -> Result<O::Output> {
        let service = O::META.service;
        let prefix = service.target_prefix.context("not a JSON service")?;
        let body = wire::protocol::to_json(O::Input::schema(), &input.into_value());
        let request = Request::builder()
            .method(Method::POST)
            .uri("/")
            .header(
                "content-type",
                format!("application/x-amz-json-{}", service.json_version.unwrap_or("1.1")),
            )
            .header("x-amz-target", format!("{prefix}.{}", O::META.name));
        let (status, body) = self
            .send(request, service.signing_name, body.into_bytes())
            .await?;
        if status != 200 {
            let e: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
            let text = |k: &str| e.get(k).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
            bail!("{}: {}", text("__type"), text("message"));
        }
        let value = wire::protocol::from_json(O::Output::schema(), &body).map_err(|f| anyhow!("{f}"))?;
        O::Output::from_value(value).map_err(|b| anyhow!("{b}"))
    }

    /// `sts:GetCallerIdentity`: account, ARN.
    pub(crate) async fn whoami(&self) -> Result<(String, String)> {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/")
            .header("content-type", "application/x-www-form-urlencoded");
        let (status, body) = self
            .send(
                request,
                "sts",
                b"Action=GetCallerIdentity&Version=2011-06-15".to_vec(),
            )
            .await?;
        let text = String::from_utf8_lossy(&body).into_owned();
        let element = |name: &str| {
            let after = text.split_once(&format!("<{name}>"))?.1;
            Some(after.split_once('<')?.0.to_owned())
        };
        if status != 200 {
            bail!(
                "{}: {}",
                element("Code").unwrap_or_default(),
                element("Message").unwrap_or_default()
            );
        }
        Ok((
            element("Account").unwrap_or_default(),
            element("Arn").unwrap_or_default(),
        ))
    }

    /// Whether the server answers `/health`.
    pub(crate) async fn healthy(endpoint: &str) -> bool {
        let request = Request::builder()
            .method(Method::GET)
            .uri("/health")
            .body(Full::new(Bytes::new()));
        let Ok(request) = request else { return false };
        matches!(exchange(endpoint, request).await, Ok((200, _)))
    }

    async fn send(
        &self,
        request: http::request::Builder,
        service: &str,
        body: Vec<u8>,
    ) -> Result<(u16, Bytes)> {
        let host = authority(&self.access.endpoint)?;
        let (mut head, ()) = request.header("host", host).body(())?.into_parts();
        let credentials = Credentials {
            access_key_id: self.access.access_key_id.clone(),
            secret_access_key: self.access.secret_access_key.clone(),
            session_token: None,
        };
        let now = kernel::Clock::now(&kernel::time::SystemClock).0 / 1000;
        wire::sigv4::sign(&mut head, &body, &credentials, &self.access.region, service, now)?;
        exchange(
            &self.access.endpoint,
            Request::from_parts(head, Full::new(Bytes::from(body))),
        )
        .await
    }
}

fn authority(endpoint: &str) -> Result<&str> {
    endpoint
        .strip_prefix("http://")
        .context("only http endpoints are called by the CLI")
}

async fn exchange(endpoint: &str, request: Request<Full<Bytes>>) -> Result<(u16, Bytes)> {
    let stream = tokio::net::TcpStream::connect(authority(endpoint)?)
        .await
        .with_context(|| {
            format!("nothing answers at {endpoint}: is Longshore running? Start it with `longshore up`")
        })?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    let driver = tokio::spawn(connection);
    let answer = sender.send_request(request).await?;
    let status = answer.status().as_u16();
    let body = answer.into_body().collect().await?.to_bytes();
    driver.abort();
    Ok((status, body))
}
