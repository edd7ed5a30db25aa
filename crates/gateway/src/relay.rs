//! Two websockets joined into one conversation: a client's, let in by the token in its first frame, and an agent's,
//! let in by its signature. Frames pass unread, and one that is not taken holds up the one who said it: nothing
//! piles up in between.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use http::{Request, StatusCode};
use hyper::body::Incoming;
use kernel::relay::{End, Party, Relay};
use kernel::{Access, Call, Fault, Scope};
use parking_lot::Mutex;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{Instant, MissedTickBehavior};
use tokio_tungstenite::tungstenite::protocol::Message;
use wire::protocol::Protocol;
use wire::sigv4;

use crate::pipeline::{Answer, Peer, call, json, plain};
use crate::sockets::{NO_WEBSOCKET, SEND_TIME, Ws, close, framed, switch};
use crate::{Gateway, audit, auth};

/// How long a client may take to say who it is, and how much it may say.
const FIRST_TIME: Duration = Duration::from_secs(10);
const FIRST_LARGEST: usize = 64 * 1024;
/// Clients that have not said yet who they are, at once.
const STRANGERS: usize = 64;
/// How long one end waits for the other.
const MEETING_TIME: Duration = Duration::from_secs(30);
/// Both ends are asked this often whether they are there, and let go when they have not answered for the longer time.
const PING: Duration = Duration::from_secs(20);
const SILENCE: Duration = Duration::from_secs(70);

/// Ends that wait for their other, by the pair's id.
pub(crate) struct Waiting {
    ends: Mutex<HashMap<String, (End, oneshot::Sender<Ws>)>>,
    strangers: Arc<Semaphore>,
}

impl Default for Waiting {
    fn default() -> Self {
        Self {
            ends: Mutex::default(),
            strangers: Arc::new(Semaphore::new(STRANGERS)),
        }
    }
}

/// One end on its way into the conversation.
struct Guest {
    gateway: Arc<Gateway>,
    relay: Arc<dyn Relay>,
    id: String,
    end: End,
    peer: Peer,
}

/// Who is there already when an end comes.
enum Found {
    Other(oneshot::Sender<Ws>),
    Same,
    Nobody,
}

/// A client's end: accepted as it is, and heard out.
pub(crate) fn client(
    gateway: Arc<Gateway>,
    relay: Arc<dyn Relay>,
    id: String,
    mut request: Request<Incoming>,
    peer: Peer,
    _request_id: &Arc<str>,
) -> Answer {
    let Ok(permit) = Arc::clone(&gateway.waiting.strangers).try_acquire_owned() else {
        return plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "too many sessions begin at once\n",
        );
    };
    let upgrading = hyper::upgrade::on(&mut request);
    let Some(switching) = switch(request.headers()) else {
        return plain(StatusCode::UPGRADE_REQUIRED, NO_WEBSOCKET);
    };
    let guest = Guest {
        gateway,
        relay,
        id,
        end: End::Client,
        peer,
    };
    tokio::spawn(async move {
        let Ok(io) = upgrading.await else { return };
        let mut ws = framed(io).await;
        let said = tokio::time::timeout(FIRST_TIME, first(&mut ws)).await;
        drop(permit);
        let admitted = match said {
            Ok(Some(said)) => guest.admit(&said).await,
            _ => {
                let _ = close(&mut ws, 1008, "the first frame must be the session's token").await;
                return;
            }
        };
        match admitted {
            Ok(party) => guest.meet(ws, party).await,
            Err(f) => {
                tracing::warn!(session = guest.id, from = %guest.peer.address, "refused a client of a session");
                guest.note(None, "OpenDataChannel", Some(&f));
                let _ = close(&mut ws, 1008, &f.message).await;
            }
        }
    });
    switching
}

async fn first(ws: &mut Ws) -> Option<String> {
    loop {
        match ws.next().await? {
            Ok(Message::Text(text)) if text.len() <= FIRST_LARGEST => return Some(text.as_str().to_owned()),
            Ok(Message::Ping(_) | Message::Pong(_)) => {}
            _ => return None,
        }
    }
}

/// An agent's end: signed and authorised before it is accepted.
pub(crate) async fn agent(
    gateway: Arc<Gateway>,
    relay: Arc<dyn Relay>,
    id: String,
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
        json(
            StatusCode::from_u16(f.status).unwrap_or(StatusCode::BAD_REQUEST),
            serde_json::json!({"__type": &*f.code, "message": f.message}).to_string(),
        )
    };
    let presented = sigv4::parse(&head.method, &head.uri, &head.headers);
    let caller = match auth::verify(&gateway.kernel, &gateway.keys, &head, presented, b"") {
        Ok(caller) => caller,
        Err(e) => return refuse(&e.fault(Protocol::AwsJson11)),
    };
    let call = call(&head, peer, &caller, request_id);
    let query = wire::protocol::query_pairs(head.uri.query().unwrap_or_default());
    let admitted = gateway
        .kernel
        .transact(&call, true, |cx, t| {
            cx.authorize(t, relay.action(), &Access::any())?;
            relay.agent(cx, t, &id, &query)
        })
        .await;
    let party = match admitted {
        Ok(party) => party,
        Err(f) => return refuse(&f),
    };
    let guest = Guest {
        gateway,
        relay,
        id,
        end: End::Agent,
        peer,
    };
    tokio::spawn(async move {
        if let Ok(io) = upgrading.await {
            guest.meet(framed(io).await, party).await;
        }
    });
    switching
}

impl Guest {
    fn call(&self) -> Call {
        Call::by_service(self.relay.source(), Scope::new("", ""))
    }

    async fn admit(&self, said: &str) -> Result<Party, Fault> {
        let kernel = &self.gateway.kernel;
        kernel
            .transact(&self.call(), false, |cx, t| {
                self.relay.client(cx, t, &self.id, said)
            })
            .await
    }

    fn look_for_other(&self, tell: oneshot::Sender<Ws>) -> Found {
        let mut ends = self.gateway.waiting.ends.lock();
        match ends.remove(&self.id) {
            Some((end, there)) if end != self.end => Found::Other(there),
            Some(same) => {
                ends.insert(self.id.clone(), same);
                Found::Same
            }
            None => {
                ends.insert(self.id.clone(), (self.end, tell));
                Found::Nobody
            }
        }
    }

    /// Waits for the other end, or joins the one that waits. The first of the two carries the conversation.
    async fn meet(self, mut ws: Ws, party: Party) {
        let (tell, other) = oneshot::channel();
        match self.look_for_other(tell) {
            Found::Other(there) => {
                if let Err(mut ws) = there.send(ws) {
                    let _ = close(&mut ws, 1001, "the other end has gone").await;
                }
                return;
            }
            Found::Same => {
                let _ = close(&mut ws, 1008, "this end is connected already").await;
                return;
            }
            Found::Nobody => {}
        }
        match tokio::time::timeout(MEETING_TIME, other).await {
            Ok(Ok(other)) => {
                let (client, agent) = match self.end {
                    End::Client => (ws, other),
                    End::Agent => (other, ws),
                };
                self.note(Some(&party), "StartSession", None);
                join(client, agent).await;
                self.note(Some(&party), "TerminateSession", None);
            }
            _ => {
                self.gateway.waiting.ends.lock().remove(&self.id);
                let _ = close(&mut ws, 1001, "the other end did not come").await;
            }
        }
        let kernel = &self.gateway.kernel;
        let parted = kernel
            .transact(&self.call(), false, |cx, t| self.relay.parted(cx, t, &self.id))
            .await;
        if let Err(f) = parted {
            tracing::warn!(fault = %f, private = f.private.as_deref(), "ending a session");
        }
    }

    /// Websockets are no calls of operations; that a session began and ended is noted all the same.
    fn note(&self, party: Option<&Party>, name: &str, fault: Option<&Fault>) {
        let Some(log) = &self.gateway.audit else { return };
        log.note(&audit::Entry {
            event_time: audit::time(self.gateway.kernel.clock.now()),
            event_source: self.relay.source().to_owned(),
            event_name: name.to_owned(),
            aws_region: party.map(|p| p.scope.region.to_string()).unwrap_or_default(),
            source_ip_address: self.peer.address.ip().to_string(),
            user_agent: String::new(),
            user_identity: party
                .map(|p| audit::Identity::of(&p.principal, ""))
                .unwrap_or_default(),
            resources: None,
            request_id: self.id.clone(),
            read_only: false,
            error_code: fault.map(|f| f.code.to_string()),
            error_message: fault.map(|f| audit::short(f.message.clone())),
        });
    }
}

/// Carries frames both ways until one end goes, then lets the other go.
async fn join(client: Ws, agent: Ws) {
    let (mut to_client, mut from_client) = client.split();
    let (mut to_agent, mut from_agent) = agent.split();
    tokio::select! {
        () = carry(&mut from_client, &mut to_agent) => {}
        () = carry(&mut from_agent, &mut to_client) => {}
    }
    for end in [&mut to_agent, &mut to_client] {
        let _ = tokio::time::timeout(SEND_TIME, end.close()).await;
    }
}

/// One direction. Pings go to the one who listens; the answers are among what the other direction hears.
async fn carry(from: &mut SplitStream<Ws>, to: &mut SplitSink<Ws, Message>) {
    let mut ping = tokio::time::interval_at(Instant::now() + PING, PING);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard = Instant::now();
    loop {
        let frame = tokio::select! {
            frame = from.next() => {
                heard = Instant::now();
                match frame {
                    Some(Ok(frame @ (Message::Text(_) | Message::Binary(_)))) => frame,
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                    // Pings were answered where they came in.
                    Some(Ok(_)) => continue,
                }
            }
            _ = ping.tick() => Message::Ping(Default::default()),
            () = tokio::time::sleep_until(heard + SILENCE) => return,
        };
        match tokio::time::timeout(SEND_TIME, to.send(frame)).await {
            Ok(Ok(())) => {}
            _ => return,
        }
    }
}
