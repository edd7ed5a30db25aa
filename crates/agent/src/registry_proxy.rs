//! The registry on every machine: `localhost:<port>/v2/` is forwarded to the control plane, as it is, so that
//! `localhost:<port>/web` pulls here without any configuration of the engine.
//!
//! Only where the control plane is not on this machine itself; where something else has the port, it is tried again
//! from time to time. Nothing but `/v2/` gets through. The caller's token proves who it is, so nothing is added.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue, UPGRADE};
use http::{Request, Response, StatusCode, Uri};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::SendRequest;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{debug, info, warn};

use crate::net::Dialer;
use crate::registry::Ecr;

/// Connections at once.
const MOST: usize = 256;
/// How long a connection may be without a request.
const IDLE: Duration = Duration::from_secs(60);
/// Between two tries to find out the port, or to get it.
const AGAIN: Duration = Duration::from_secs(30);

type Body = BoxBody<Bytes, hyper::Error>;

pub(crate) struct Proxy {
    pub(crate) endpoint: Uri,
    pub(crate) dialer: Arc<Dialer>,
    pub(crate) stop: CancellationToken,
    pub(crate) tracker: TaskTracker,
}

impl Proxy {
    /// Forwards from `port`, or from the one at which the control plane's images are, until told to stop.
    pub(crate) async fn run(self: Arc<Self>, registry: Arc<Ecr>, port: Option<u16>) {
        let listening = async {
            loop {
                match self.listen(&registry, port).await {
                    Ok(listener) => return listener,
                    Err(e) => debug!(error = %e, "the registry is not forwarded yet"),
                }
                tokio::time::sleep(AGAIN).await;
            }
        };
        let listener = tokio::select! {
            () = self.stop.cancelled() => return,
            listener = listening => listener,
        };
        if let Ok(address) = listener.local_addr() {
            info!(%address, "the registry is forwarded");
        }
        self.forward(listener).await;
    }

    async fn listen(&self, registry: &Ecr, port: Option<u16>) -> anyhow::Result<TcpListener> {
        let port = match port {
            Some(port) => port,
            None => registry.find_port().await.map_err(anyhow::Error::msg)?,
        };
        Ok(TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?)
    }

    pub(crate) async fn forward(self: Arc<Self>, listener: TcpListener) {
        let room = Arc::new(Semaphore::new(MOST));
        loop {
            let accepted = tokio::select! {
                () = self.stop.cancelled() => return,
                accepted = listener.accept() => accepted,
            };
            let stream = match accepted {
                Ok((stream, _)) => stream,
                Err(e) => {
                    warn!(error = %e, "the registry's proxy");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            let Ok(place) = room.clone().try_acquire_owned() else {
                continue;
            };
            let proxy = self.clone();
            self.tracker.spawn(async move {
                let _place = place;
                let stop = proxy.stop.clone();
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = proxy.converse(stream) => {}
                }
            });
        }
    }

    /// One connection of a client, and one to the control plane behind it.
    async fn converse(self: Arc<Self>, stream: TcpStream) {
        let _ = stream.set_nodelay(true);
        let behind: Arc<Mutex<Option<SendRequest<Incoming>>>> = Arc::default();
        let service = service_fn(move |request| {
            let (proxy, behind) = (self.clone(), behind.clone());
            async move { Ok::<_, std::convert::Infallible>(proxy.answer(request, &behind).await) }
        });
        let serving = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(IDLE)
            .serve_connection(TokioIo::new(stream), service);
        if let Err(e) = serving.await {
            debug!(error = %e, "a connection to the registry's proxy ended");
        }
    }

    async fn answer(
        &self,
        mut request: Request<Incoming>,
        behind: &Mutex<Option<SendRequest<Incoming>>>,
    ) -> Response<Body> {
        let path = request.uri().path();
        if path != "/v2" && !path.starts_with("/v2/") {
            return refuse(StatusCode::NOT_FOUND, "only the registry is forwarded");
        }
        let whole = request.uri().path_and_query().map(|p| p.as_str().to_owned());
        if let Some(Ok(uri)) = whole.map(|w| w.parse()) {
            *request.uri_mut() = uri;
        }
        let own = [CONNECTION, UPGRADE, HeaderName::from_static("keep-alive")];
        own.iter()
            .for_each(|name| drop(request.headers_mut().remove(name)));
        let mut behind = behind.lock().await;
        match self.exchange(&mut behind, request).await {
            Ok(mut answer) => {
                own.iter()
                    .for_each(|name| drop(answer.headers_mut().remove(name)));
                answer.map(BodyExt::boxed)
            }
            Err(e) => {
                warn!(
                    error = format!("{e:#}"),
                    "the control plane's registry cannot be reached"
                );
                *behind = None;
                refuse(StatusCode::BAD_GATEWAY, "the control plane cannot be reached")
            }
        }
    }

    /// Sends a request on; once more when the control plane had hung up before it was sent.
    async fn exchange(
        &self,
        behind: &mut Option<SendRequest<Incoming>>,
        request: Request<Incoming>,
    ) -> anyhow::Result<Response<Incoming>> {
        match self.ready(behind).await?.try_send_request(request).await {
            Ok(answer) => Ok(answer),
            Err(mut e) => {
                *behind = None;
                let Some(unsent) = e.take_message() else {
                    return Err(e.into_error().into());
                };
                Ok(self.ready(behind).await?.send_request(unsent).await?)
            }
        }
    }

    /// The connection to the control plane, made anew when there is none that lives.
    async fn ready<'a>(
        &self,
        behind: &'a mut Option<SendRequest<Incoming>>,
    ) -> anyhow::Result<&'a mut SendRequest<Incoming>> {
        let alive = match behind.as_mut() {
            Some(sender) => sender.ready().await.is_ok(),
            None => false,
        };
        if !alive {
            let stream = self.dialer.dial(&self.endpoint).await?;
            let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
            tokio::spawn(connection);
            *behind = Some(sender);
        }
        behind.as_mut().ok_or_else(|| anyhow::anyhow!("no connection"))
    }
}

/// A refusal as registries write them.
fn refuse(status: StatusCode, message: &str) -> Response<Body> {
    let text = serde_json::json!({"errors": [{"code": "UNAVAILABLE", "message": message}]}).to_string();
    let body = Full::new(Bytes::from(text)).map_err(|never| match never {});
    let mut answer = Response::new(body.boxed());
    *answer.status_mut() = status;
    answer
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer
}

#[cfg(test)]
mod tests;
