//! One check of one target, over a connection of its own.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::net::TcpStream;
use tokio::time::timeout;
use wire::proxy::{HealthCheck, Protocol, Reason, Version};

use super::judge::matches;
use crate::http::head::{self, Kind};
use crate::io::Io;
use crate::table::Target;
use crate::tls;

/// Why a check failed, as `DescribeTargetHealth` says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub reason: Reason,
    pub description: String,
}

impl Failure {
    fn plain() -> Self {
        Self {
            reason: Reason::FailedHealthChecks,
            description: "Health checks failed".into(),
        }
    }

    fn code(code: impl std::fmt::Display) -> Self {
        Self {
            reason: Reason::ResponseCodeMismatch,
            description: format!("Health checks failed with these codes: [{code}]"),
        }
    }
}

/// Asks the target once.
pub(crate) async fn check(target: &Target, check: &HealthCheck, version: Version) -> Result<(), Failure> {
    let Some(address) = target.address else {
        return Err(Failure::plain());
    };
    let address = SocketAddr::new(address.ip(), check.port.unwrap_or(address.port()));
    match timeout(
        Duration::from_secs(u64::from(check.timeout)),
        ask(address, check, version),
    )
    .await
    {
        Ok(result) => result,
        Err(_) => Err(Failure {
            reason: Reason::Timeout,
            description: "Request timed out".into(),
        }),
    }
}

async fn ask(address: SocketAddr, check: &HealthCheck, version: Version) -> Result<(), Failure> {
    let tcp = TcpStream::connect(address).await.map_err(|_| Failure::plain())?;
    let io = match check.protocol {
        Protocol::Https | Protocol::Tls => {
            let stream = tls::connect(tcp, address.ip(), version != Version::Http1).await;
            Io::tls(stream.map_err(|_| Failure::plain())?.into())
        }
        _ => Io::plain(tcp),
    };
    let code = match (check.protocol, version) {
        (Protocol::Http | Protocol::Https, Version::Http1) => http1(&io, address, &check.path).await,
        (Protocol::Http | Protocol::Https, _) => http2(io, address, check, version).await,
        _ => return Ok(()),
    };
    let code = code.ok_or_else(Failure::plain)?;
    if matches(&check.matcher, code) {
        Ok(())
    } else {
        Err(Failure::code(code))
    }
}

async fn http1(io: &Io, address: SocketAddr, path: &str) -> Option<u16> {
    let text = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nUser-Agent: ELB-HealthChecker/2.0\r\nAccept-Encoding: gzip, compressed\r\n\r\n"
    );
    io.send(text.as_bytes()).await.ok()?;
    let (mut buffer, mut scanned) = (BytesMut::new(), 0);
    loop {
        match head::take(&mut buffer, &mut scanned, Kind::Response) {
            Ok(Some(head)) if head.status() >= 200 => return Some(head.status()),
            Ok(Some(_)) => {}
            Ok(None) => {
                if io.fill(&mut buffer).await.ok()? == 0 {
                    return None;
                }
            }
            Err(_) => return None,
        }
    }
}

/// The HTTP status, or for gRPC the status that comes last.
async fn http2(io: Io, address: SocketAddr, check: &HealthCheck, version: Version) -> Option<u16> {
    let (mut send, connection) = h2::client::handshake(io.into_inner()).await.ok()?;
    let talk = async {
        let grpc = version == Version::Grpc;
        let mut request = http::Request::builder()
            .method(if grpc { "POST" } else { "GET" })
            .uri(format!("http://{address}{}", check.path))
            .header("user-agent", "ELB-HealthChecker/2.0");
        if grpc {
            request = request
                .header("content-type", "application/grpc")
                .header("te", "trailers");
        }
        let request = request.body(()).ok()?;
        let (response, mut body) = send.send_request(request, !grpc).ok()?;
        if grpc {
            // An empty message.
            body.send_data(Bytes::from_static(&[0; 5]), true).ok()?;
        }
        let response = response.await.ok()?;
        if !grpc {
            return Some(response.status().as_u16());
        }
        let status = |h: &http::HeaderMap| h.get("grpc-status")?.to_str().ok()?.parse().ok();
        if let Some(status) = status(response.headers()) {
            return Some(status);
        }
        let mut body = response.into_body();
        while let Some(data) = body.data().await {
            let n = data.ok()?.len();
            body.flow_control().release_capacity(n).ok()?;
        }
        status(&body.trailers().await.ok()??)
    };
    tokio::select! {
        code = talk => code,
        _ = connection => None,
    }
}
