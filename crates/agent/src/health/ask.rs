//! One check on an open connection.

use bytes::{BufMut, Bytes, BytesMut};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::rt::{TokioExecutor, TokioIo};
use wire::acs::Probe;

use crate::net::Line;

/// No answer of a gRPC health service is longer.
const BODY: usize = 1024;

/// What was found; an error is why the check failed.
pub(super) async fn ask(line: Line, probe: &Probe) -> Result<String, String> {
    match probe {
        Probe::Tcp { port } => Ok(format!("connected to port {port}")),
        Probe::Http { method, port, path } => http(line, method, *port, path).await,
        Probe::Grpc { port, service } => grpc(line, *port, service).await,
    }
}

async fn http(line: Line, method: &str, port: u16, path: &str) -> Result<String, String> {
    let text = |e: &dyn std::fmt::Display| e.to_string();
    let handshake = hyper::client::conn::http1::handshake(TokioIo::new(line)).await;
    let (mut sender, connection) = handshake.map_err(|e| text(&e))?;
    let driver = tokio::spawn(connection);
    let request = http::Request::builder()
        .method(method)
        .uri(path)
        .header("host", format!("localhost:{port}"))
        .header("user-agent", crate::USER_AGENT)
        .header("connection", "close")
        .body(Full::<Bytes>::default())
        .map_err(|e| text(&e))?;
    let answer = sender.send_request(request).await;
    driver.abort();
    let status = answer.map_err(|e| text(&e))?.status();
    let said = format!("HTTP {status}");
    match status.as_u16() {
        200..400 => Ok(said),
        _ => Err(said),
    }
}

/// gRPC Health Checking Protocol: `HealthCheckRequest {service = 1}` → `HealthCheckResponse {status = 1}`.
async fn grpc(line: Line, port: u16, service: &str) -> Result<String, String> {
    let text = |e: &dyn std::fmt::Display| e.to_string();
    let handshake = hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(line)).await;
    let (mut sender, connection) = handshake.map_err(|e| text(&e))?;
    let driver = tokio::spawn(connection);
    let request = http::Request::post(format!("http://localhost:{port}/grpc.health.v1.Health/Check"))
        .header("content-type", "application/grpc")
        .header("te", "trailers")
        .header("user-agent", crate::USER_AGENT)
        .body(Full::new(message(service)))
        .map_err(|e| text(&e))?;
    let answer = async {
        let response = sender.send_request(request).await.map_err(|e| text(&e))?;
        let status = response.status();
        let headers = response.headers().clone();
        let body = Limited::new(response.into_body(), BODY).collect().await;
        let body = body.map_err(|_| "the answer broke off".to_owned())?;
        let trailers = body.trailers().cloned().unwrap_or_default();
        // An error without a body is told in the headers.
        let grpc = trailers.get("grpc-status").or_else(|| headers.get("grpc-status"));
        let grpc = grpc.and_then(|v| v.to_str().ok()).unwrap_or("none").to_owned();
        if status.as_u16() != 200 || grpc != "0" {
            return Err(format!("HTTP {status}, grpc-status {grpc}"));
        }
        Ok(body.to_bytes())
    };
    let answer = answer.await;
    driver.abort();
    // A frame's head is 5 bytes; the status is field 1, a varint of one byte.
    match answer?.get(5..).unwrap_or_default() {
        [0x08, 1, ..] => Ok("SERVING".to_owned()),
        [0x08, 2, ..] => Err("NOT_SERVING".to_owned()),
        [0x08, 3, ..] => Err("SERVICE_UNKNOWN".to_owned()),
        _ => Err("UNKNOWN".to_owned()),
    }
}

/// One uncompressed frame with the request.
fn message(service: &str) -> Bytes {
    let mut request = BytesMut::new();
    // Names have at most 200 characters; from 128 on the length takes two bytes.
    if !service.is_empty() {
        request.put_u8(0x0a);
        let length = service.len();
        if length >= 128 {
            request.put_u8((length & 0x7f) as u8 | 0x80);
            request.put_u8((length >> 7) as u8);
        } else {
            request.put_u8(length as u8);
        }
        request.put_slice(service.as_bytes());
    }
    let mut frame = BytesMut::new();
    frame.put_u8(0);
    frame.put_u32(request.len() as u32);
    frame.put(request);
    frame.freeze()
}
