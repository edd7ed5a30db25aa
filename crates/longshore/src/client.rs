//! A small signed client for the CLI's own calls: the same API that every other client uses.

use anyhow::{Context as _, Result, anyhow, bail};
use bytes::Bytes;
use http::{Method, Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
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

    /// The ARN of something of this account and region.
    pub(crate) fn arn(&self, service: &str, resource: &str) -> String {
        format!(
            "arn:aws:{service}:{}:{}:{resource}",
            self.access.region, self.access.account
        )
    }

    /// One operation of a JSON service.
    pub(crate) async fn call<O: Operation>(&self, input: O::Input) -> Result<O::Output> {
        let (request, body) = json::<O>(input)?;
        let (status, body) = self.send(request, O::META.service.signing_name, body).await?;
        if status != 200 {
            return Err(refused(&body));
        }
        let value = wire::protocol::from_json(O::Output::schema(), &body).map_err(|f| anyhow!("{f}"))?;
        O::Output::from_value(value).map_err(|b| anyhow!("{b}"))
    }

    /// An operation of a JSON service that goes on talking: what it says, in pieces.
    pub(crate) async fn listen<O: Operation>(&self, input: O::Input) -> Result<Pieces> {
        let (request, body) = json::<O>(input)?;
        let request = self.signed(request, O::META.service.signing_name, body)?;
        let (answer, driver) = open(&self.access.endpoint, request).await?;
        let good = answer.status().is_success();
        let body = answer.into_body();
        if !good {
            return Err(refused(&body.collect().await?.to_bytes()));
        }
        Ok(Pieces {
            body,
            _driver: driver,
        })
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
        exchange(&self.access.endpoint, self.signed(request, service, body)?).await
    }

    fn signed(
        &self,
        request: http::request::Builder,
        service: &str,
        body: Vec<u8>,
    ) -> Result<Request<Full<Bytes>>> {
        let host = authority(&self.access.endpoint)?;
        let (mut head, ()) = request.header("host", host).body(())?.into_parts();
        let credentials = Credentials {
            access_key_id: self.access.access_key_id.clone(),
            secret_access_key: self.access.secret_access_key.clone(),
            session_token: None,
        };
        let now = kernel::Clock::now(&kernel::time::SystemClock).0 / 1000;
        wire::sigv4::sign(&mut head, &body, &credentials, &self.access.region, service, now)?;
        Ok(Request::from_parts(head, Full::new(Bytes::from(body))))
    }
}

/// An operation as awsJson, unsigned.
fn json<O: Operation>(input: O::Input) -> Result<(http::request::Builder, Vec<u8>)> {
    let service = O::META.service;
    let prefix = service.target_prefix.context("not a JSON service")?;
    let body = wire::protocol::to_json(O::Input::schema(), &input.into_value());
    let version = service.json_version.unwrap_or("1.1");
    let request = Request::builder()
        .method(Method::POST)
        .uri("/")
        .header("content-type", format!("application/x-amz-json-{version}"))
        .header("x-amz-target", format!("{prefix}.{}", O::META.name));
    Ok((request, body.into_bytes()))
}

fn refused(body: &[u8]) -> anyhow::Error {
    let e: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |k: &str| e.get(k).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    anyhow!("{}: {}", text("__type"), text("message"))
}

/// What an answer goes on to say. The connection ends when this is dropped.
pub(crate) struct Pieces {
    body: Incoming,
    _driver: Driver,
}

impl Pieces {
    /// `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>> {
        loop {
            match self.body.frame().await.transpose()? {
                None => return Ok(None),
                Some(frame) => {
                    if let Ok(data) = frame.into_data() {
                        return Ok(Some(data));
                    }
                }
            }
        }
    }
}

/// Keeps a connection going.
struct Driver(tokio::task::JoinHandle<hyper::Result<()>>);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn authority(endpoint: &str) -> Result<&str> {
    endpoint
        .strip_prefix("http://")
        .context("only http endpoints are called by the CLI")
}

async fn exchange(endpoint: &str, request: Request<Full<Bytes>>) -> Result<(u16, Bytes)> {
    let (answer, _driver) = open(endpoint, request).await?;
    let status = answer.status().as_u16();
    Ok((status, answer.into_body().collect().await?.to_bytes()))
}

async fn open(endpoint: &str, request: Request<Full<Bytes>>) -> Result<(Response<Incoming>, Driver)> {
    let stream = tokio::net::TcpStream::connect(authority(endpoint)?)
        .await
        .with_context(|| {
            format!("nothing answers at {endpoint}: is Longshore running? Start it with `longshore up`")
        })?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    let driver = Driver(tokio::spawn(connection));
    Ok((sender.send_request(request).await?, driver))
}
