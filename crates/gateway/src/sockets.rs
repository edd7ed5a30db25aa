//! Websockets (RFC 6455): the upgrade, and the loop that feeds a [`Socket`] and sends what it says.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use http::header::{CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use kernel::key::KeyRange;
use kernel::socket::{Event, Listener, Socket};
use kernel::{Access, Call, Fault, Time};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Message, Role, WebSocketConfig};
use wire::protocol::Protocol;
use wire::sigv4;

use crate::Gateway;
use crate::auth;
use crate::pipeline::{Answer, Peer, call, json, plain};
use crate::talk::Body;

/// Largest message either way; the agents' are bounded at 1 MiB.
const LARGEST: usize = 4 * 1024 * 1024;
/// Read at once, and held by every connection; the library writes zeros over all of it before each read.
const READ: usize = 4 * 1024;
/// A peer that does not take a frame for this long is gone.
pub(crate) const SEND_TIME: Duration = Duration::from_secs(30);

/// Verifies, authorises, accepts and upgrades; a refusal is answered in the listener's words.
pub(crate) async fn upgrade(
    gateway: Arc<Gateway>,
    listener: Arc<dyn Listener>,
    mut request: Request<Incoming>,
    peer: Peer,
    request_id: &Arc<str>,
) -> Answer {
    let upgrading = hyper::upgrade::on(&mut request);
    let (head, _) = request.into_parts();
    let Some(switching) = switch(&head.headers) else {
        return plain(StatusCode::UPGRADE_REQUIRED, NO_WEBSOCKET);
    };
    let refuse = |f: &Fault| {
        let (status, text) = listener.refusal(f);
        json(
            StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST),
            text,
        )
    };
    let presented = sigv4::parse(&head.method, &head.uri, &head.headers);
    let caller = match auth::verify(&gateway.kernel, &gateway.keys, &head, presented, b"") {
        Ok(caller) => caller,
        Err(e) => return refuse(&e.fault(Protocol::AwsJson11)),
    };
    let call = call(&head, peer, &caller, request_id);
    let query = wire::protocol::query_pairs(head.uri.query().unwrap_or_default());
    let accepted = gateway
        .kernel
        .transact(&call, false, |cx, t| {
            cx.authorize(t, listener.action(), &Access::any())?;
            listener.accept(cx, t, &query)
        })
        .await;
    let socket = match accepted {
        Ok(socket) => socket,
        Err(f) => return refuse(&f),
    };
    tokio::spawn(async move {
        match upgrading.await {
            Ok(io) => talk(gateway, call, socket, framed(io).await).await,
            Err(e) => {
                tracing::debug!(%e, "a websocket upgrade did not complete");
                closed(&gateway, &call, &*socket).await;
            }
        }
    });
    switching
}

pub(crate) const NO_WEBSOCKET: &str = "this path speaks websocket only\n";

/// The answer that turns the connection into a websocket; `None` when that was not asked for.
pub(crate) fn switch(asked: &HeaderMap) -> Option<Answer> {
    let has = |name, value: &str| {
        asked
            .get_all(name)
            .iter()
            .filter_map(|v| v.to_str().ok())
            .any(|v| v.to_ascii_lowercase().contains(value))
    };
    let key = asked.get(SEC_WEBSOCKET_KEY)?;
    if !has(UPGRADE, "websocket") || !has(SEC_WEBSOCKET_VERSION, "13") {
        return None;
    }
    let mut answer = Response::new(Body::from(Vec::new()));
    *answer.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = answer.headers_mut();
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    let accept = HeaderValue::from_str(&derive_accept_key(key.as_bytes())).ok()?;
    headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    Some(answer)
}

/// The upgraded connection as frames.
pub(crate) async fn framed(io: hyper::upgrade::Upgraded) -> Ws {
    let config = WebSocketConfig::default()
        .read_buffer_size(READ)
        .max_message_size(Some(LARGEST))
        .max_frame_size(Some(LARGEST));
    WebSocketStream::from_raw_socket(TokioIo::new(io), Role::Server, Some(config)).await
}

pub(crate) type Ws = WebSocketStream<TokioIo<hyper::upgrade::Upgraded>>;

/// Drives one conversation until either side ends it.
async fn talk(gateway: Arc<Gateway>, call: Call, mut socket: Box<dyn Socket>, mut ws: Ws) {
    let kernel = &gateway.kernel;
    let mut watch = gateway.watchers.enter();
    let mut event = Event::Opened;
    loop {
        // What the step does not see yet is durable after this.
        let seen = kernel.store.durable().revision;
        let step = kernel
            .transact(&call, true, |cx, t| socket.step(cx, t, &event))
            .await;
        let step = match step {
            Ok(step) => step,
            Err(f) => {
                tracing::warn!(fault = %f, private = f.private.as_deref(), "a conversation failed");
                let _ = close(&mut ws, 1011, "internal error").await;
                break;
            }
        };
        socket = step.next;
        if !send(&mut ws, step.frames).await {
            break;
        }
        if let Some((code, reason)) = step.close {
            let _ = close(&mut ws, code, &reason).await;
            break;
        }
        if watch.over(socket.watches()) && touched(&gateway, seen, &socket.watches()) {
            event = Event::Wake;
            continue;
        }
        let wake = step.wake;
        event = loop {
            let until = wake.map_or(Duration::from_secs(3600), |at: Time| at.since(kernel.clock.now()));
            tokio::select! {
                message = ws.next() => match message {
                    Some(Ok(Message::Text(text))) => break Event::Text(text.as_str().to_owned()),
                    Some(Ok(Message::Binary(bytes))) => break Event::Text(String::from_utf8_lossy(&bytes).into_owned()),
                    Some(Ok(Message::Close(_)) | Err(_)) | None => break Event::Closed,
                    Some(Ok(_)) => {}
                },
                () = watch.changed() => break Event::Wake,
                () = tokio::time::sleep(until) => break Event::Wake,
            }
        };
        if matches!(event, Event::Closed) {
            let _ = close(&mut ws, 1000, "").await;
            break;
        }
    }
    closed(&gateway, &call, &*socket).await;
}

/// Whether one of these ranges has changed since `seen`.
fn touched(gateway: &Gateway, seen: kernel::Revision, watched: &[KeyRange]) -> bool {
    let touches = |k: &kernel::Key| watched.iter().any(|r| r.contains(k));
    match gateway.kernel.store.changes(seen) {
        Ok(changes) => changes.iter().flat_map(|c| c.keys.iter()).any(touches),
        Err(_) => true,
    }
}

async fn send(ws: &mut Ws, frames: Vec<String>) -> bool {
    for text in frames {
        match tokio::time::timeout(SEND_TIME, ws.send(Message::text(text))).await {
            Ok(Ok(())) => {}
            _ => return false,
        }
    }
    true
}

pub(crate) async fn close(ws: &mut Ws, code: u16, reason: &str) -> Option<()> {
    let frame = CloseFrame {
        code: code.into(),
        reason: reason.to_owned().into(),
    };
    tokio::time::timeout(SEND_TIME, ws.close(Some(frame)))
        .await
        .ok()?
        .ok()
}

/// How often, and how long apart, the last word is tried: a disk that is full for two minutes must not leave a
/// machine that looks connected.
const LAST_WORDS: usize = 120;
const LAST_WORD_AGAIN: Duration = Duration::from_secs(1);

/// The socket's last word, whatever ended it.
async fn closed(gateway: &Gateway, call: &Call, socket: &dyn Socket) {
    for _ in 0..LAST_WORDS {
        let last = gateway
            .kernel
            .transact(call, true, |cx, t| socket.step(cx, t, &Event::Closed))
            .await;
        match last {
            Ok(_) => return,
            Err(f) => tracing::warn!(fault = %f, private = f.private.as_deref(), "closing a conversation"),
        }
        tokio::time::sleep(LAST_WORD_AGAIN).await;
    }
}
