//! TLS and HTTP/2.

use std::sync::Arc;

use bytes::Bytes;
use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::ServerName;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use wire::proxy::*;

use crate::world::*;

struct Authority {
    roots: rustls::RootCertStore,
    certificates: Vec<Certificate>,
}

/// A certificate for each of these sets of names, each its own authority.
fn authority(all: &[&[&str]]) -> Authority {
    let mut roots = rustls::RootCertStore::empty();
    let mut certificates = Vec::new();
    for names in all {
        let key = KeyPair::generate().unwrap();
        let names: Vec<String> = names.iter().map(|n| (*n).into()).collect();
        let made = CertificateParams::new(names.clone())
            .unwrap()
            .self_signed(&key)
            .unwrap();
        roots.add(made.der().clone()).unwrap();
        certificates.push(Certificate {
            arn: names.concat(),
            chain: made.pem(),
            key: key.serialize_pem(),
        });
    }
    Authority { roots, certificates }
}

fn secure(certificates: Vec<Certificate>, policy: &str) -> impl FnOnce(&mut Balancer) {
    move |b| {
        b.listeners[0].protocol = Protocol::Https;
        b.listeners[0].tls = Some(Tls {
            policy: policy.into(),
            certificates,
            alpn: None,
        });
    }
}

fn client(a: &Authority, alpn: &[&[u8]]) -> TlsConnector {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(a.roots.clone())
        .with_no_client_auth();
    config.alpn_protocols = alpn.iter().map(|p| p.to_vec()).collect();
    TlsConnector::from(Arc::new(config))
}

async fn connect(w: &World, c: &TlsConnector, name: &'static str) -> std::io::Result<TlsStream<TcpStream>> {
    let tcp = TcpStream::connect(w.at).await?;
    c.connect(ServerName::try_from(name).unwrap(), tcp).await
}

async fn h2(w: &World, a: &Authority) -> h2::client::SendRequest<Bytes> {
    let tls = connect(w, &client(a, &[b"h2"]), "a.example").await.unwrap();
    let (send, connection) = h2::client::handshake(tls).await.unwrap();
    tokio::spawn(async move {
        let _ = connection.await;
    });
    send.ready().await.unwrap()
}

async fn body(mut r: h2::RecvStream) -> String {
    let mut out = Vec::new();
    while let Some(data) = r.data().await {
        let data = data.unwrap();
        r.flow_control().release_capacity(data.len()).unwrap();
        out.extend_from_slice(&data);
    }
    String::from_utf8(out).unwrap()
}

fn get(path: &str) -> http::request::Builder {
    http::Request::builder().uri(format!("https://a.example{path}"))
}

#[tokio::test]
async fn several_certificates_by_name() {
    let back = Backend::ok("x").await;
    let a = authority(&[&["a.example"], &["*.b.example", "b.example"], &["c.b.example"]]);
    let w = World::with(
        vec![group("g", &[back.at])],
        secure(a.certificates.clone(), "ELBSecurityPolicy-TLS13-1-2-2021-06"),
    )
    .await;
    let c = client(&a, &[]);
    for name in ["a.example", "b.example", "x.b.example", "c.b.example"] {
        connect(&w, &c, name).await.unwrap();
    }
    assert!(connect(&w, &c, "other.example").await.is_err());
    let only = World::with(
        vec![group("g", &[back.at])],
        secure(a.certificates.clone(), "ELBSecurityPolicy-TLS-1-2-2017-01"),
    )
    .await;
    let tls = connect(&only, &c, "a.example").await.unwrap();
    assert_eq!(
        tls.get_ref().1.protocol_version(),
        Some(rustls::ProtocolVersion::TLSv1_2)
    );
}

#[tokio::test]
async fn http_2_to_a_target_of_http_1() {
    let mut back = Backend::ok("hello").await;
    let a = authority(&[&["a.example"]]);
    let w = World::with(vec![group("g", &[back.at])], |b| {
        b.attributes.tls_headers = true;
        secure(a.certificates.clone(), "ELBSecurityPolicy-2016-08")(b);
    })
    .await;
    let mut send = h2(&w, &a).await;
    let request = get("/p?q")
        .header("cookie", "a=1")
        .header("cookie", "b=2")
        .body(())
        .unwrap();
    let (answer, _) = send.send_request(request, true).unwrap();
    let answer = answer.await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(body(answer.into_body()).await, "hello");
    let seen = back.next().await;
    assert!(seen.starts_with("GET /p?q HTTP/1.1\r\nHost: a.example"), "{seen}");
    assert!(
        seen.contains("cookie: a=1; b=2\r\n") && seen.contains("X-Forwarded-Proto: https\r\n"),
        "{seen}"
    );
    assert!(seen.contains("X-Amzn-Tls-Version: TLSv1.2\r\n"), "{seen}");
    // A body without a length is chunked for the target.
    let (answer, mut up) = send
        .send_request(get("/").method("POST").body(()).unwrap(), false)
        .unwrap();
    up.send_data(Bytes::from_static(b"abc"), false).unwrap();
    up.send_data(Bytes::from_static(b"de"), true).unwrap();
    assert_eq!(answer.await.unwrap().status(), 200);
    let seen = back.next().await;
    assert!(
        seen.contains("Transfer-Encoding: chunked\r\n") && seen.contains("abc"),
        "{seen}"
    );
}

#[tokio::test]
async fn what_http_2_says_otherwise_is_refused() {
    let mut back = Backend::ok("x").await;
    let a = authority(&[&["a.example"]]);
    let w = World::with(
        vec![group("g", &[back.at])],
        secure(a.certificates.clone(), "ELBSecurityPolicy-TLS13-1-2-2021-06"),
    )
    .await;
    let send = h2(&w, &a).await;
    for request in [
        get("/").header("host", "b.example"),
        get("/").header("host", "a.example").header("host", "a.example"),
        get("/")
            .header("content-length", "3")
            .header("content-length", "4"),
        get("/").header("transfer-encoding", "chunked"),
        get("/").header("content-length", "5"),
        get("/").method("CONNECT"),
        get("/").method("TRACE"),
    ] {
        let Ok((answer, _)) = send
            .clone()
            .ready()
            .await
            .unwrap()
            .send_request(request.body(()).unwrap(), true)
        else {
            continue;
        };
        match answer.await {
            Ok(answer) => assert!(matches!(answer.status().as_u16(), 400 | 405), "{answer:?}"),
            Err(e) => assert!(e.is_reset() || e.is_go_away(), "{e}"),
        }
    }
    assert_eq!(back.all(), Vec::<String>::new());
}

#[tokio::test]
async fn rapid_resets_end_the_connection() {
    let listener = TcpListener::bind((LOCAL, 0)).await.unwrap();
    let mut g = group("g", &[listener.local_addr().unwrap()]);
    g.health.enabled = false;
    let a = authority(&[&["a.example"]]);
    let w = World::with(
        vec![g],
        secure(a.certificates.clone(), "ELBSecurityPolicy-TLS13-1-2-2021-06"),
    )
    .await;
    let mut send = h2(&w, &a).await;
    let ended = async {
        loop {
            let Ok(ready) = send.clone().ready().await else {
                return;
            };
            send = ready;
            // Many at once, so that they are reset before they are looked at.
            for _ in 0..100 {
                let Ok((_, mut up)) = send.send_request(get("/").body(()).unwrap(), false) else {
                    break;
                };
                up.send_reset(h2::Reason::CANCEL);
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, ended).await.unwrap();
    // Others are served.
    h2(&w, &a).await;
}

/// A gRPC server of one method that answers what it was told.
async fn grpc() -> std::net::SocketAddr {
    let listener = TcpListener::bind((LOCAL, 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((tcp, _)) = listener.accept().await {
            tokio::spawn(async move {
                let Ok(mut c) = h2::server::handshake(tcp).await else {
                    return;
                };
                while let Some(Ok((request, mut respond))) = c.accept().await {
                    tokio::spawn(async move {
                        let te = request.headers().get("te").cloned();
                        let told = body(request.into_body()).await;
                        let head = http::Response::builder().header("content-type", "application/grpc");
                        let mut down = respond.send_response(head.body(()).unwrap(), false).unwrap();
                        down.send_data(told.into(), false).unwrap();
                        let mut trailers = http::HeaderMap::new();
                        let status = if te.is_some_and(|t| t == "trailers") {
                            "12"
                        } else {
                            "3"
                        };
                        trailers.insert("grpc-status", status.parse().unwrap());
                        down.send_trailers(trailers).unwrap();
                    });
                }
            });
        }
    });
    at
}

#[tokio::test]
async fn grpc_with_trailers_and_its_own_check() {
    let mut g = group("g", &[grpc().await]);
    g.version = Version::Grpc;
    g.targets[0].health = None;
    g.health.matcher = "0-99".into();
    let a = authority(&[&["a.example"]]);
    let mut w = World::with(
        vec![g],
        secure(a.certificates.clone(), "ELBSecurityPolicy-TLS13-1-2-2021-06"),
    )
    .await;
    loop {
        let r = tokio::time::timeout(PATIENCE, w.reports.recv())
            .await
            .unwrap()
            .unwrap();
        if r.targets.iter().any(|t| t.health == Health::Healthy) {
            break;
        }
    }
    let mut send = h2(&w, &a).await;
    let call = get("/pkg.Service/Method")
        .method("POST")
        .header("content-type", "application/grpc")
        .header("te", "trailers")
        .body(())
        .unwrap();
    let (answer, mut up) = send.send_request(call, false).unwrap();
    up.send_data(Bytes::from_static(b"one "), false).unwrap();
    up.send_data(Bytes::from_static(b"two"), true).unwrap();
    let answer = tokio::time::timeout(PATIENCE, answer).await.unwrap().unwrap();
    assert_eq!(answer.headers()["content-type"], "application/grpc");
    let mut stream = answer.into_body();
    let mut out = Vec::new();
    while let Some(data) = stream.data().await {
        out.extend_from_slice(&data.unwrap());
    }
    assert_eq!(out, b"one two");
    let trailers = stream.trailers().await.unwrap().unwrap();
    assert_eq!(trailers["grpc-status"], "12");
}

#[tokio::test]
async fn targets_of_https_whoever_they_say_they_are() {
    let a = authority(&[&["anybody.example"]]);
    let back = Backend::ok("secret").await;
    // The other proxy's target is this one's listener.
    let inner = World::with(
        vec![group("g", &[back.at])],
        secure(a.certificates.clone(), "ELBSecurityPolicy-TLS13-1-2-2021-06"),
    )
    .await;
    let mut g = group("g", &[inner.at]);
    g.protocol = Protocol::Https;
    g.health.protocol = Protocol::Https;
    let w = World::new(vec![g]).await;
    for _ in 0..3 {
        assert!(w.get("/").await.ends_with("secret"));
    }
}

#[tokio::test]
async fn a_listener_without_a_certificate_says_so() {
    let mut w = World::with(Vec::new(), secure(Vec::new(), "ELBSecurityPolicy-2016-08")).await;
    let r = tokio::time::timeout(PATIENCE, w.reports.recv())
        .await
        .unwrap()
        .unwrap();
    let why = r.listeners[0].failure.clone().unwrap();
    assert!(why.contains("certificate"), "{why}");
}

#[tokio::test]
async fn balancers_that_share_an_address_are_told_apart_by_name() {
    let back = Backend::ok("x").await;
    let a = authority(&[&["one.elb.localhost"], &["two.elb.localhost"]]);
    let policy = "ELBSecurityPolicy-TLS13-1-2-2021-06";
    let mut w = World::with(vec![group("g", &[back.at])], |b| {
        b.dns_name = "one.elb.localhost".into();
        secure(a.certificates[..1].to_vec(), policy)(b);
    })
    .await;
    w.change(|c| {
        let mut two = c.balancers[0].clone();
        two.dns_name = "two.elb.localhost".into();
        secure(a.certificates[1..].to_vec(), policy)(&mut two);
        c.balancers.push(two);
    })
    .await;
    let c = client(&a, &[]);
    connect(&w, &c, "one.elb.localhost").await.unwrap();
    connect(&w, &c, "two.elb.localhost").await.unwrap();
}
