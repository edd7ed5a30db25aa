//! The way of a request. [`Gateway::answer`] is the list; everything else is one of its steps.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST, HeaderMap, HeaderValue, USER_AGENT};
use http::request::Parts;
use http::{Method, Request, Response, StatusCode};
use hyper::body::Incoming;
use kernel::relay::End;
use kernel::{Call, Fault, Scope};
use wire::protocol::{self, HttpIn, HttpOut, Protocol, Route};
use wire::schema::OperationMeta;
use wire::sigv4;

use crate::auth::{self, Caller};
use crate::body::{self, BadBody};
use crate::outlet::Line;
use crate::talk::{Body, Talking};
use crate::{Gateway, audit, cors, relay, site, sockets};

/// Every answer carries one, also those that are no API's.
const REQUEST_ID: http::HeaderName = http::HeaderName::from_static("x-amzn-requestid");

pub(crate) type Answer = Response<Body>;

/// Where a connection comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer {
    pub address: SocketAddr,
    pub secure: bool,
}

/// What an operation came to.
enum Outcome {
    Said(wire::schema::Value),
    Talk(kernel::parts::Talk<wire::schema::Value>),
}

impl Gateway {
    /// Answers any request; never fails.
    pub(crate) async fn handle(
        self: Arc<Self>,
        request: Request<Incoming>,
        peer: Peer,
    ) -> Result<Answer, Infallible> {
        let asked = request.headers().clone();
        let request_id: Arc<str> = self.kernel.dice.uuid().into();
        let line = request.extensions().get::<Arc<Line>>().cloned();
        let mut answer = self.answer(request, peer, Arc::clone(&request_id)).await;
        if let Some(line) = line {
            // Conversations go on for as long as their ends like, and may pause.
            let converses =
                answer.status() == StatusCode::SWITCHING_PROTOCOLS || matches!(answer.body(), Body::Talk(_));
            line.press(!converses);
        }
        cors::answer(&asked, answer.headers_mut());
        if let Ok(id) = HeaderValue::from_str(&request_id) {
            answer.headers_mut().insert(REQUEST_ID, id);
        }
        Ok(answer)
    }

    async fn answer(self: Arc<Self>, request: Request<Incoming>, peer: Peer, request_id: Arc<str>) -> Answer {
        if cors::is_preflight(request.method(), request.headers()) {
            let mut answer = plain(StatusCode::OK, "");
            cors::preflight(request.headers(), answer.headers_mut());
            return answer;
        }
        if let Some(answer) = self.local(&request) {
            return answer;
        }
        if let Some(site) = self.site(request.uri().path()) {
            return site::serve(&self, site, request, peer, &request_id).await;
        }
        if let Some(listener) = self.kernel.listener(request.uri().path()) {
            return sockets::upgrade(self, listener, request, peer, &request_id).await;
        }
        if let Some((relay, end, id)) = self.kernel.relay(request.uri().path()) {
            return match end {
                End::Client => relay::client(self, relay, id, request, peer, &request_id),
                End::Agent => relay::agent(self, relay, id, request, peer, &request_id).await,
            };
        }
        let (head, incoming) = request.into_parts();
        let read = body::read(incoming, &head.headers, &self.limits).await;
        let presented = sigv4::parse(&head.method, &head.uri, &head.headers);
        let scope = presented
            .as_ref()
            .ok()
            .and_then(|p| p.auth())
            .map(|a| a.service.clone());
        let raw = read.clone().unwrap_or_default();
        let decoded = read.and_then(|raw| body::decode(raw, &head.headers, &self.limits));
        let body = decoded.clone().unwrap_or_default();
        let parts = HttpIn {
            method: &head.method,
            path: head.uri.path(),
            query: head.uri.query().unwrap_or_default(),
            headers: &head.headers,
            body: &body,
        };
        let route = protocol::route(&parts, scope.as_deref());
        let unread = || unread_form(&head.headers, scope.as_deref()).filter(|_| decoded.is_err());
        let Some(route) = route.or_else(unread) else {
            return not_an_api(&decoded, presented.is_ok_and(|p| p.auth().is_some()));
        };
        let refuse = |f: &Fault| protocol::encode_fault(route.protocol, route.service, f, &request_id);
        if let Err(bad) = decoded {
            let fault = bad_body(route.protocol, bad);
            self.note(&head, peer, None, &route, &request_id, Some(&fault));
            return write(refuse(&fault));
        }
        let caller = match auth::verify(&self.kernel, &self.keys, &head, presented, &raw) {
            Ok(caller) => caller,
            Err(refused) => {
                let fault = refused.fault(route.protocol);
                self.note(&head, peer, None, &route, &request_id, Some(&fault));
                return write(refuse(&fault));
            }
        };
        let call = call(&head, peer, &caller, &request_id);
        let outcome = self.carry_out(&call, &route, &parts).await;
        let fault = outcome.as_ref().err();
        if let Some(f) = fault {
            tracing::debug!(code = %f.code, status = f.status, private = f.private.as_deref(), %request_id, "answered an error");
            if f.status >= 500 {
                tracing::error!(code = %f.code, private = f.private.as_deref(), %request_id, "failed");
            }
        }
        self.note(&head, peer, Some(&caller), &route, &request_id, fault);
        match outcome {
            Ok((op, Outcome::Said(output))) => {
                write(protocol::encode(route.protocol, op, &output, &request_id))
            }
            Ok((op, Outcome::Talk(talk))) => {
                let closing = self.closing.clone();
                let talk = Talking::new(op, &talk.answer, talk.events, closing);
                let mut answer = Response::new(Body::Talk(Box::new(talk)));
                let kind = HeaderValue::from_static(protocol::stream::CONTENT_TYPE);
                answer.headers_mut().insert(CONTENT_TYPE, kind);
                answer
            }
            Err(f) => write(refuse(&f)),
        }
    }

    /// Decodes, validates, authorises and runs.
    async fn carry_out(
        &self,
        call: &Call,
        route: &Route,
        parts: &HttpIn<'_>,
    ) -> Result<(&'static OperationMeta, Outcome), Fault> {
        let unknown = |name: &str| protocol::unknown_operation(route.protocol, name);
        let op = *route.operation.as_ref().map_err(|name| unknown(name))?;
        if !self.kernel.serves(op) {
            return Err(unknown(op.name));
        }
        let input = protocol::decode(route.protocol, op, parts)?;
        wire::validate(op, &input)?;
        let outcome = if op.events.is_empty() {
            Outcome::Said(self.kernel.invoke(call, op, input).await?)
        } else {
            Outcome::Talk(self.kernel.converse(call, op, input).await?)
        };
        Ok((op, outcome))
    }

    /// The few paths that are no AWS API.
    fn local(&self, request: &Request<Incoming>) -> Option<Answer> {
        match (request.method(), request.uri().path()) {
            (&Method::GET | &Method::HEAD, "/health") => {
                let text = serde_json::json!({"status": "ok", "version": self.version}).to_string();
                Some(json(StatusCode::OK, text))
            }
            (&Method::POST, "/_longshore/reset") => Some(match &self.reset {
                None => json(
                    StatusCode::FORBIDDEN,
                    r#"{"message":"reset is only served by `longshore up --ephemeral`"}"#.into(),
                ),
                Some(reset) => match reset() {
                    Ok(()) => json(StatusCode::OK, r#"{"status":"ok"}"#.into()),
                    Err(e) => json(
                        StatusCode::INTERNAL_SERVER_ERROR,
                        serde_json::json!({ "message": e }).to_string(),
                    ),
                },
            }),
            _ => None,
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one audit record")]
    fn note(
        &self,
        head: &Parts,
        peer: Peer,
        caller: Option<&Caller>,
        route: &Route,
        request_id: &str,
        fault: Option<&Fault>,
    ) {
        let Some(log) = &self.audit else { return };
        let name = route
            .operation
            .as_ref()
            .map_or_else(Clone::clone, |op| op.name.to_owned());
        log.note(&audit::Entry {
            event_time: audit::time(self.kernel.clock.now()),
            event_source: format!(
                "{}.amazonaws.com",
                route.service.map_or("unknown", |s| s.endpoint_prefix)
            ),
            read_only: wire::schema::is_read_only(&name),
            event_name: audit::short(name),
            resources: None,
            aws_region: caller.map(|c| c.region.to_string()).unwrap_or_default(),
            source_ip_address: peer.address.ip().to_string(),
            user_agent: audit::short(text(&head.headers, &USER_AGENT)),
            user_identity: caller
                .map(|c| audit::Identity::of(&c.principal, &c.access_key_id))
                .unwrap_or_default(),
            request_id: request_id.to_owned(),
            error_code: fault.map(|f| f.code.to_string()),
            error_message: fault.map(|f| audit::short(f.message.clone())),
        });
    }
}

pub(crate) fn call(head: &Parts, peer: Peer, caller: &Caller, request_id: &Arc<str>) -> Call {
    let host = head
        .uri
        .authority()
        .map(|a| a.as_str().to_owned())
        .unwrap_or_else(|| text(&head.headers, &HOST));
    Call {
        principal: Arc::clone(&caller.principal),
        scope: Scope {
            account: Arc::clone(caller.principal.account()),
            region: Arc::clone(&caller.region),
        },
        request_id: Arc::clone(request_id),
        source_ip: Some(peer.address.ip()),
        user_agent: Some(text(&head.headers, &USER_AGENT).into()),
        host: Some(host.into()),
        secure: peer.secure,
    }
}

pub(crate) fn text(headers: &HeaderMap, name: &http::HeaderName) -> String {
    headers
        .get(name)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

fn bad_body(protocol: Protocol, bad: BadBody) -> Fault {
    let query = matches!(protocol, Protocol::Query | Protocol::Ec2);
    match bad {
        BadBody::TooLarge => Fault::new(
            "RequestEntityTooLargeException",
            413,
            "The request body is larger than the server accepts.",
        ),
        BadBody::TooSlow => Fault::new(
            "RequestTimeoutException",
            408,
            "The request body did not arrive in time.",
        ),
        BadBody::Broken if query => {
            Fault::new("MalformedQueryString", 400, "The request body could not be read.")
        }
        BadBody::Broken => Fault::new(
            "SerializationException",
            400,
            "The request body could not be read.",
        ),
        BadBody::Encoding => Fault::new(
            "SerializationException",
            400,
            "The Content-Encoding of the request is not supported, or the body does not follow it.",
        ),
    }
}

/// A signed form whose body was not read: its operation is in there, but the scope tells the protocol.
fn unread_form(headers: &HeaderMap, scope: Option<&str>) -> Option<Route> {
    let form = text(headers, &CONTENT_TYPE).starts_with("application/x-www-form-urlencoded");
    let service = wire::services().iter().find(|s| Some(s.signing_name) == scope)?;
    let protocol = [Protocol::Query, Protocol::Ec2]
        .into_iter()
        .find(|p| service.speaks(*p))?;
    form.then(|| Route {
        protocol,
        service: Some(service),
        operation: Err(String::new()),
    })
}

/// A request that names no service in any protocol.
fn not_an_api(body: &Result<Bytes, BadBody>, signed: bool) -> Answer {
    match body {
        Err(BadBody::TooLarge) => plain(StatusCode::PAYLOAD_TOO_LARGE, "the request body is too large\n"),
        Err(BadBody::TooSlow) => plain(StatusCode::REQUEST_TIMEOUT, "the request body did not arrive in time\n"),
        _ if signed => json(
            StatusCode::BAD_REQUEST,
            r#"{"__type":"UnknownOperationException","message":"The request names no operation that Longshore serves."}"#.into(),
        ),
        _ => plain(StatusCode::NOT_FOUND, "this is a Longshore endpoint for AWS clients; see GET /health\n"),
    }
}

fn write(out: HttpOut) -> Answer {
    let mut answer = Response::new(Body::from(out.body));
    *answer.status_mut() = StatusCode::from_u16(out.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in out.headers {
        answer.headers_mut().insert(name, value);
    }
    answer
}

pub(crate) fn plain(status: StatusCode, text: &'static str) -> Answer {
    let mut answer = Response::new(Body::from(text.as_bytes().to_vec()));
    *answer.status_mut() = status;
    if !text.is_empty() {
        answer.headers_mut().insert(
            CONTENT_TYPE,
            HeaderValue::from_static("text/plain; charset=utf-8"),
        );
    }
    answer
}

pub(crate) fn json(status: StatusCode, text: String) -> Answer {
    let mut answer = Response::new(Body::from(text.into_bytes()));
    *answer.status_mut() = status;
    answer
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer
}
