use std::convert::Infallible;

use http_body_util::{BodyExt, Full};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::{TcpListener, TcpStream};
use wire::acs::{HealthProbe, Probe};

use super::ask::ask;
use super::judge::Judge;
use crate::runtime::Health;

#[test]
fn failures_count_after_the_start_period_and_one_success_heals() {
    let how = HealthProbe {
        retries: 2,
        start_period: 10,
        ..HealthProbe::default()
    };
    let mut j = Judge::new(&how, None, 0);
    for now in [1_000, 5_000, 9_000] {
        assert_eq!(j.hear(false, now), None, "in the start period at {now}");
    }
    assert_eq!(j.hear(false, 10_000), None);
    assert_eq!(j.hear(false, 11_000), Some(Health::Unhealthy));
    assert_eq!(j.hear(true, 12_000), Some(Health::Healthy));
    assert_eq!(
        (j.hear(false, 13_000), j.hear(true, 14_000), j.hear(false, 15_000)),
        (None, None, None)
    );
    // Who was healthy in the start period may fail in it too.
    let mut j = Judge::new(&how, None, 0);
    assert_eq!(j.hear(true, 1_000), Some(Health::Healthy));
    assert_eq!(
        (j.hear(false, 2_000), j.hear(false, 3_000)),
        (None, Some(Health::Unhealthy))
    );
}

/// Serves one connection: `/ok` and gRPC's health of service `up`.
async fn server(http2: bool) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = service_fn(move |request: http::Request<hyper::body::Incoming>| async move {
                let path = request.uri().path().to_owned();
                let body = request.into_body().collect().await.unwrap().to_bytes();
                let up = body.ends_with(b"up") || body.len() == 5;
                let mut answer = http::Response::new(Full::new(bytes::Bytes::from_static(b"")));
                if path == "/grpc.health.v1.Health/Check" {
                    assert_eq!(body.len(), 5 + usize::from(body[4]));
                    let status = if up { 1 } else { 2 };
                    *answer.body_mut() = Full::new(bytes::Bytes::from(vec![0, 0, 0, 0, 2, 8, status]));
                    answer
                        .headers_mut()
                        .insert("grpc-status", http::HeaderValue::from_static("0"));
                } else if path != "/ok" {
                    *answer.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
                }
                Ok::<_, Infallible>(answer)
            });
            tokio::spawn(async move {
                let io = TokioIo::new(stream);
                if http2 {
                    let _ = hyper::server::conn::http2::Builder::new(TokioExecutor::new())
                        .serve_connection(io, service)
                        .await;
                } else {
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(io, service)
                        .await;
                }
            });
        }
    });
    port
}

async fn check(port: u16, command: &[&str]) -> Result<String, String> {
    let command: Vec<String> = command
        .iter()
        .map(|w| w.replace("PORT", &port.to_string()))
        .collect();
    let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    ask(Box::new(stream), &Probe::parse(&command).unwrap()).await
}

#[tokio::test]
async fn http_and_grpc_are_asked_for_their_opinion() {
    let port = server(false).await;
    assert_eq!(
        check(port, &["HTTP", "http://:PORT/ok"]).await.unwrap(),
        "HTTP 200 OK"
    );
    assert!(
        check(port, &["HTTP", "HEAD", "http://:PORT/no"])
            .await
            .unwrap_err()
            .starts_with("HTTP 503")
    );
    assert!(check(port, &["TCP", ":PORT"]).await.is_ok());
    let port = server(true).await;
    assert_eq!(check(port, &["GRPC", ":PORT"]).await.unwrap(), "SERVING");
    assert_eq!(check(port, &["GRPC", ":PORT", "up"]).await.unwrap(), "SERVING");
    assert_eq!(
        check(port, &["GRPC", ":PORT", "down"]).await.unwrap_err(),
        "NOT_SERVING"
    );
    assert!(
        check(port, &["HTTP", "http://:PORT/ok"]).await.is_err(),
        "HTTP/1 is not spoken there"
    );
}
