//! A proxy, targets that remember what they saw, and raw clients.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use proxy::{Options, Proxy};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use wire::proxy::*;

pub(crate) const LOCAL: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
/// What anything may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct World {
    pub proxy: Proxy,
    pub config: Config,
    pub reports: mpsc::UnboundedReceiver<Report>,
    pub at: SocketAddr,
}

pub(crate) fn free_port() -> u16 {
    std::net::TcpListener::bind((LOCAL, 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

pub(crate) fn target(at: SocketAddr) -> Target {
    Target {
        id: at.ip().to_string(),
        port: at.port(),
        address: Some(at),
        zone: None,
        draining_until: None,
        registered: 0,
        health: Some(Health::Healthy),
    }
}

pub(crate) fn group(name: &str, targets: &[SocketAddr]) -> Group {
    Group {
        arn: name.into(),
        protocol: Protocol::Http,
        version: Version::Http1,
        targets: targets.iter().map(|t| target(*t)).collect(),
        health: HealthCheck {
            enabled: true,
            protocol: Protocol::Http,
            port: None,
            path: "/".into(),
            interval: 300,
            timeout: 2,
            healthy: 2,
            unhealthy: 2,
            matcher: "200".into(),
        },
        algorithm: Algorithm::RoundRobin,
        cross_zone: true,
        slow_start: 0,
        stickiness: None,
        proxy_protocol: false,
        end_connections: false,
    }
}

pub(crate) fn forward(group: &str) -> Action {
    Action::Forward(Forward {
        groups: vec![Weighted {
            group: group.into(),
            weight: 1,
        }],
        stickiness: None,
    })
}

pub(crate) fn rule(action: Action) -> Rule {
    Rule {
        arn: "rule".into(),
        priority: 0,
        conditions: Vec::new(),
        action,
        rewrite_host: Vec::new(),
        rewrite_url: Vec::new(),
    }
}

impl World {
    pub(crate) async fn new(groups: Vec<Group>) -> Self {
        Self::with(groups, |_| {}).await
    }

    /// A listener in front of the first group, changed by `change`.
    pub(crate) async fn with(groups: Vec<Group>, change: impl FnOnce(&mut Balancer)) -> Self {
        let port = free_port();
        let mut balancer = Balancer {
            arn: "balancer".into(),
            dns_name: "web.elb.localhost".into(),
            addresses: vec![LOCAL],
            attributes: Attributes::default(),
            listeners: vec![Listener {
                arn: "listener".into(),
                port,
                protocol: Protocol::Http,
                tls: None,
                rules: vec![rule(forward(groups.first().map_or("none", |g| &g.arn)))],
                idle_timeout: None,
                response_headers: Vec::new(),
            }],
            inbound: None,
        };
        change(&mut balancer);
        let config = Config {
            generation: 1,
            balancers: vec![balancer],
            groups,
        };
        let options = Options {
            workers: 2,
            connections: 1000,
            cookie_key: [7; 32],
        };
        let mut proxy = Proxy::start(&options).unwrap();
        let reports = proxy.reports().unwrap();
        proxy.apply(config.clone()).await.unwrap();
        Self {
            proxy,
            config,
            reports,
            at: SocketAddr::new(LOCAL, port),
        }
    }

    pub(crate) async fn change(&mut self, change: impl FnOnce(&mut Config)) {
        change(&mut self.config);
        self.config.generation += 1;
        self.proxy.apply(self.config.clone()).await.unwrap();
    }

    /// Sends bytes and reads until the end, or until nothing more comes for a moment after something came.
    pub(crate) async fn raw(&self, request: &[u8]) -> String {
        let mut tcp = TcpStream::connect(self.at).await.unwrap();
        tcp.write_all(request).await.unwrap();
        all(&mut tcp).await
    }

    pub(crate) async fn get(&self, path: &str) -> String {
        self.raw(format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes())
            .await
    }
}

/// All that comes before the end.
pub(crate) async fn all(tcp: &mut TcpStream) -> String {
    let mut out = Vec::new();
    let read = tokio::time::timeout(PATIENCE, tcp.read_to_end(&mut out)).await;
    assert!(read.is_ok(), "no end came: {}", String::from_utf8_lossy(&out));
    String::from_utf8_lossy(&out).into_owned()
}

/// Reads until `end` was seen.
pub(crate) async fn until(tcp: &mut TcpStream, end: &str) -> String {
    let mut out = Vec::new();
    let mut buffer = [0; 4096];
    while !String::from_utf8_lossy(&out).contains(end) {
        let n = tokio::time::timeout(PATIENCE, tcp.read(&mut buffer))
            .await
            .unwrap()
            .unwrap();
        assert!(n > 0, "ended: {}", String::from_utf8_lossy(&out));
        out.extend_from_slice(&buffer[..n]);
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A target that answers each request alike and hands on what it read.
pub(crate) struct Backend {
    pub at: SocketAddr,
    pub seen: mpsc::UnboundedReceiver<String>,
    pub connections: Arc<AtomicUsize>,
}

impl Backend {
    /// `answer` is given the bytes of a request's head and writes what it likes; an empty answer closes.
    pub(crate) async fn new(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        Self::counting(move |request, _| answer(request)).await
    }

    /// `answer` is also told how many requests came before on the same connection.
    pub(crate) async fn counting(answer: impl Fn(&str, usize) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((LOCAL, 0)).await.unwrap();
        let at = listener.local_addr().unwrap();
        let (tx, seen) = mpsc::unbounded_channel();
        let answer = Arc::new(answer);
        let connections = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&connections);
        tokio::spawn(async move {
            while let Ok((tcp, _)) = listener.accept().await {
                let (tx, answer) = (tx.clone(), Arc::clone(&answer));
                count.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(serve(tcp, tx, answer));
            }
        });
        Self {
            at,
            seen,
            connections,
        }
    }

    pub(crate) async fn ok(body: &'static str) -> Self {
        Self::new(move |_| format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len())).await
    }

    /// The next request but health checks.
    pub(crate) async fn next(&mut self) -> String {
        loop {
            let seen = tokio::time::timeout(PATIENCE, self.seen.recv())
                .await
                .unwrap()
                .unwrap();
            if !seen.contains("ELB-HealthChecker") {
                return seen;
            }
        }
    }

    /// Requests seen so far but health checks.
    pub(crate) fn all(&mut self) -> Vec<String> {
        let mut all = Vec::new();
        while let Ok(seen) = self.seen.try_recv() {
            if !seen.contains("ELB-HealthChecker") {
                all.push(seen);
            }
        }
        all
    }
}

async fn serve(
    mut tcp: TcpStream,
    tx: mpsc::UnboundedSender<String>,
    answer: Arc<impl Fn(&str, usize) -> String + Send + Sync + 'static>,
) {
    let mut before = 0;
    let mut buffer = Vec::new();
    let mut chunk = [0; 65536];
    loop {
        while let Some(length) = request(&buffer) {
            let one: Vec<u8> = buffer.drain(..length).collect();
            let text = String::from_utf8_lossy(&one).into_owned();
            let told = answer(&text, before);
            before += 1;
            let _ = tx.send(text);
            if told.is_empty()
                || tcp.write_all(told.as_bytes()).await.is_err()
                || told.contains("Connection: close")
            {
                return;
            }
        }
        match tcp.read(&mut chunk).await {
            Ok(0) | Err(_) => return,
            Ok(n) => buffer.extend_from_slice(&chunk[..n]),
        }
    }
}

/// How long the request at the front is, once it is whole. As naive as servers are.
fn request(buffer: &[u8]) -> Option<usize> {
    let text = String::from_utf8_lossy(buffer);
    let head = text.find("\r\n\r\n")? + 4;
    let lower = text[..head].to_ascii_lowercase();
    if lower.contains("transfer-encoding: chunked") {
        let end = if text[head..].starts_with("0\r\n\r\n") {
            head
        } else {
            head + text[head..].find("\r\n0\r\n")? + 2
        };
        return Some(end + text[end..].find("\r\n\r\n")? + 4);
    }
    let length = lower.split("content-length: ").nth(1).map_or(0, |rest| {
        rest.split("\r\n").next().unwrap().parse::<usize>().unwrap()
    });
    (buffer.len() >= head + length).then_some(head + length)
}
