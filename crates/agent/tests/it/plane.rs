//! A control plane for tests: the API calls an agent makes, both websockets, and a Logs service that keeps its promises.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::Role;
use tokio_util::sync::CancellationToken;
use wire::acs::{FromAgent, PayloadMessage, Task, ToAgent, tcs};

pub const INSTANCE: &str = "arn:aws:ecs:us-east-1:000000000000:container-instance/default/0123456789abcdef";

trait Line: tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + Unpin {}
impl<T: tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + Unpin> Line for T {}

#[derive(Default)]
pub struct Seen {
    pub calls: Vec<(String, Value)>,
    pub acs: Vec<FromAgent>,
    pub tcs: Vec<tcs::FromAgent>,
    /// `group stream` → messages
    pub streams: BTreeMap<String, Stream>,
    pub made_groups: Vec<String>,
    /// Operation → how many more calls fail with a 500.
    pub failing: BTreeMap<String, u32>,
    /// An instance that says who it was is not known.
    pub forgetful: bool,
    pub connections: u32,
    pub last_query: String,
}

#[derive(Default)]
pub struct Stream {
    pub messages: Vec<String>,
    pub token: Option<String>,
    last_ms: i64,
}

#[derive(Clone)]
pub struct Plane {
    /// Present when the plane speaks TLS; its CA is the certificate itself.
    tls: Option<tokio_rustls::TlsAcceptor>,
    scheme: &'static str,
    pub seen: Arc<Mutex<Seen>>,
    pub address: SocketAddr,
    changed: Arc<Notify>,
    to_agent: Arc<Mutex<Option<mpsc::UnboundedSender<ToAgent>>>>,
    up: Arc<Mutex<CancellationToken>>,
    next: Arc<Mutex<i64>>,
}

impl Plane {
    pub async fn start() -> Plane {
        Plane::start_with(None).await
    }

    pub async fn start_with(tls: Option<tokio_rustls::TlsAcceptor>) -> Plane {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let plane = Plane {
            scheme: if tls.is_some() { "https" } else { "http" },
            tls,
            seen: Arc::default(),
            address: listener.local_addr().unwrap(),
            changed: Arc::default(),
            to_agent: Arc::default(),
            up: Arc::default(),
            next: Arc::default(),
        };
        plane.clone().serve(listener);
        plane
    }

    fn serve(self, listener: TcpListener) {
        let up = self.up.lock().clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = tokio::select! {
                    () = up.cancelled() => return,
                    accepted = listener.accept() => accepted.unwrap(),
                };
                let (plane, up) = (self.clone(), up.clone());
                tokio::spawn(async move {
                    let service = service_fn(|request| {
                        let plane = plane.clone();
                        async move { Ok::<_, std::convert::Infallible>(plane.answer(request).await) }
                    });
                    let stream: Box<dyn Line> = match &plane.tls {
                        None => Box::new(stream),
                        Some(acceptor) => match acceptor.accept(stream).await {
                            Ok(stream) => Box::new(stream),
                            Err(_) => return,
                        },
                    };
                    let serving = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .with_upgrades();
                    tokio::select! {
                        _ = serving => {}
                        () = up.cancelled() => {}
                    }
                });
            }
        });
    }

    /// Cuts every connection and listens no more.
    pub fn go_down(&self) {
        self.up.lock().cancel();
        *self.to_agent.lock() = None;
    }

    /// Listens again on the same port, with what was seen before.
    pub async fn come_back(&self) {
        *self.up.lock() = CancellationToken::new();
        let listener = loop {
            match TcpListener::bind(self.address).await {
                Ok(listener) => break listener,
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        };
        self.clone().serve(listener);
    }

    pub fn endpoint(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        assert!(
            request.headers().contains_key("authorization"),
            "every request is signed"
        );
        if request.headers().contains_key("upgrade") {
            return self.upgrade(request);
        }
        let target = request.headers()["x-amz-target"].to_str().unwrap().to_owned();
        let operation = target.rsplit('.').next().unwrap().to_owned();
        let body = request.into_body().collect().await.unwrap().to_bytes();
        let body: Value = serde_json::from_slice(&body).unwrap();
        let (status, answer) = self.operate(&operation, &body);
        if status == 200 {
            self.seen.lock().calls.push((operation, body));
        }
        self.changed.notify_waiters();
        Response::builder()
            .status(status)
            .body(Full::new(Bytes::from(answer.to_string())))
            .unwrap()
    }

    fn operate(&self, operation: &str, body: &Value) -> (u16, Value) {
        let mut seen = self.seen.lock();
        if let Some(left) = seen.failing.get_mut(operation).filter(|n| **n > 0) {
            *left -= 1;
            return (
                500,
                json!({"__type": "ServerException", "message": "told to fail"}),
            );
        }
        match operation {
            "RegisterContainerInstance" if seen.forgetful && body.get("containerInstanceArn").is_some() => (
                400,
                json!({"__type": "ClientException", "message": "The container instance is not known."}),
            ),
            "RegisterContainerInstance" => (
                200,
                json!({"containerInstance": {"containerInstanceArn": INSTANCE, "attributes": body["attributes"]}}),
            ),
            "DiscoverPollEndpoint" => (
                200,
                json!({"endpoint": format!("{}/", self.endpoint()), "telemetryEndpoint": format!("{}/tcs", self.endpoint())}),
            ),
            "PutLogEvents" => put_log_events(&mut seen, body),
            "DescribeLogStreams" => {
                let prefix = format!(
                    "{} {}",
                    text(body, "logGroupName"),
                    text(body, "logStreamNamePrefix")
                );
                let streams: Vec<_> = seen
                    .streams
                    .iter()
                    .filter(|(name, _)| name.starts_with(&prefix))
                    .map(|(name, s)| json!({"logStreamName": name.split(' ').nth(1), "uploadSequenceToken": s.token}))
                    .collect();
                (200, json!({"logStreams": streams}))
            }
            "UpdateTaskProtection" | "GetTaskProtection" => (
                200,
                json!({"protectedTasks": [{"taskArn": body["tasks"][0], "protectionEnabled": true, "expirationDate": 1.9e9}]}),
            ),
            "CreateLogGroup" => {
                seen.made_groups.push(text(body, "logGroupName").to_owned());
                (200, json!({}))
            }
            "CreateLogStream" => {
                let group = text(body, "logGroupName");
                if group == "/absent" && !seen.made_groups.iter().any(|g| g == group) {
                    let message = "The specified log group does not exist.";
                    return (
                        400,
                        json!({"__type": "ResourceNotFoundException", "message": message}),
                    );
                }
                let name = format!("{} {}", text(body, "logGroupName"), text(body, "logStreamName"));
                seen.streams.entry(name).or_default();
                (200, json!({}))
            }
            _ => (200, json!({"acknowledgment": "ok"})),
        }
    }

    fn upgrade(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let key = derive_accept_key(request.headers()["sec-websocket-key"].as_bytes());
        let telemetry = request.uri().path().starts_with("/tcs");
        self.seen.lock().last_query = request.uri().query().unwrap_or_default().to_owned();
        let plane = self.clone();
        tokio::spawn(async move {
            let Ok(upgraded) = hyper::upgrade::on(request).await else {
                return;
            };
            let socket = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, None).await;
            let up = plane.up.lock().clone();
            tokio::select! {
                () = async { if telemetry { plane.tcs(socket).await } else { plane.acs(socket).await } } => {}
                () = up.cancelled() => {}
            }
        });
        Response::builder()
            .status(101)
            .header("connection", "Upgrade")
            .header("upgrade", "websocket")
            .header("sec-websocket-accept", key)
            .body(Full::default())
            .unwrap()
    }

    async fn acs<S>(&self, mut socket: WebSocketStream<S>)
    where
        S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
    {
        let (sender, mut outgoing) = mpsc::unbounded_channel();
        *self.to_agent.lock() = Some(sender);
        self.seen.lock().connections += 1;
        self.changed.notify_waiters();
        loop {
            tokio::select! {
                message = outgoing.recv() => {
                    let Some(message): Option<ToAgent> = message else { return };
                    if socket.send(Message::text(message.to_text())).await.is_err() {
                        return;
                    }
                }
                frame = socket.next() => match frame {
                    Some(Ok(Message::Text(t))) => {
                        self.seen.lock().acs.push(FromAgent::parse(&t).unwrap());
                        self.changed.notify_waiters();
                    }
                    Some(Ok(_)) => {}
                    _ => return,
                }
            }
        }
    }

    async fn tcs<S>(&self, mut socket: WebSocketStream<S>)
    where
        S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
    {
        while let Some(Ok(frame)) = socket.next().await {
            let Message::Text(text) = frame else { continue };
            let frame = tcs::split_frame(&text).unwrap();
            assert!(
                frame
                    .header("authorization")
                    .is_some_and(|a| a.starts_with("AWS4-HMAC-SHA256"))
            );
            self.seen
                .lock()
                .tcs
                .push(tcs::FromAgent::parse(frame.json).unwrap());
            self.changed.notify_waiters();
            let ack = tcs::ToAgent::AckMetric(Default::default()).to_text();
            if socket.send(Message::text(ack)).await.is_err() {
                return;
            }
        }
    }

    /// Waits until `find` finds something in what was seen.
    pub async fn until<T>(&self, what: &str, find: impl Fn(&Seen) -> Option<T>) -> T {
        let waiting = async {
            loop {
                let notified = self.changed.notified();
                if let Some(found) = find(&self.seen.lock()) {
                    return found;
                }
                // Bounded, because a change may fall between the look and the wait.
                let _ = tokio::time::timeout(Duration::from_millis(100), notified).await;
            }
        };
        match tokio::time::timeout(Duration::from_secs(90), waiting).await {
            Ok(found) => found,
            Err(_) => panic!("waited in vain for {what}; calls: {:#?}", self.seen.lock().calls),
        }
    }

    pub async fn connected(&self, times: u32) {
        self.until("the agent's connection", |s| {
            (s.connections >= times).then_some(())
        })
        .await;
    }

    pub fn send(&self, message: ToAgent) {
        let guard = self.to_agent.lock();
        guard
            .as_ref()
            .expect("the agent is connected")
            .send(message)
            .unwrap();
    }

    /// Sends one task and waits for the ack.
    pub async fn payload(&self, task: Task) {
        let id = {
            let mut next = self.next.lock();
            *next += 1;
            *next
        };
        let message_id = format!("m{id}");
        self.send(ToAgent::Payload(PayloadMessage {
            cluster_arn: "default".into(),
            container_instance_arn: INSTANCE.into(),
            message_id: message_id.clone(),
            seq_num: Some(id),
            tasks: vec![task],
            ..Default::default()
        }));
        self.until("the payload's ack", |s| {
            s.acs
                .iter()
                .any(|m| matches!(m, FromAgent::Ack(a) if a.message_id == message_id))
                .then_some(())
        })
        .await;
    }

    /// Waits for the task's report with this status.
    pub async fn change(&self, task: &str, status: &str) -> Value {
        self.until(&format!("{task} {status}"), |s| {
            changes(s, task).into_iter().find(|c| c["status"] == status)
        })
        .await
    }

    pub fn statuses(&self, task: &str) -> Vec<String> {
        changes(&self.seen.lock(), task)
            .iter()
            .map(|c| c["status"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The messages of a stream, once there are `count`.
    pub async fn messages(&self, stream: &str, count: usize) -> Vec<String> {
        self.until(&format!("{count} messages in {stream}"), |s| {
            let (_, found) = s
                .streams
                .iter()
                .find(|(name, _)| name.ends_with(&format!(" {stream}")))?;
            (found.messages.len() >= count).then(|| found.messages.clone())
        })
        .await
    }
}

fn text<'a>(body: &'a Value, member: &str) -> &'a str {
    body[member].as_str().unwrap_or_default()
}

fn changes(seen: &Seen, task: &str) -> Vec<Value> {
    let all = seen
        .calls
        .iter()
        .filter(|(op, body)| op == "SubmitTaskStateChange" && body["task"] == task);
    all.map(|(_, body)| body.clone()).collect()
}

/// What the Logs service promises: existing streams, order, and a batch known by its position is not stored again.
fn put_log_events(seen: &mut Seen, body: &Value) -> (u16, Value) {
    let name = format!("{} {}", text(body, "logGroupName"), text(body, "logStreamName"));
    let Some(stream) = seen.streams.get_mut(&name) else {
        return (
            400,
            json!({"__type": "ResourceNotFoundException", "message": "The specified log stream does not exist."}),
        );
    };
    let split = |token: &str| -> (String, u64) {
        let (id, position) = token.rsplit_once(':').unwrap();
        (id.to_owned(), position.parse().unwrap())
    };
    let token = text(body, "sequenceToken");
    assert!(token.starts_with("longshore:"), "{token}");
    if let Some(last) = &stream.token
        && split(last).0 == split(token).0
        && split(token).1 <= split(last).1
    {
        return (200, json!({"nextSequenceToken": last}));
    }
    let events = body["logEvents"].as_array().unwrap();
    assert!(!events.is_empty() && events.len() <= 10_000);
    for event in events {
        let at = event["timestamp"].as_i64().unwrap();
        assert!(at >= stream.last_ms, "chronological");
        stream.last_ms = at;
        stream.messages.push(text(event, "message").to_owned());
    }
    stream.token = Some(token.to_owned());
    (200, json!({"nextSequenceToken": token}))
}
