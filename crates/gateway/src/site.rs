//! Sites: paths that are no AWS API. Whatever is below a site's prefix is handed over before its body is read.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::header::USER_AGENT;
use http::{Request, Response};
use http_body_util::combinators::UnsyncBoxBody;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use kernel::{Kernel, Principal};
use tokio::time::Sleep;

use crate::outlet::{Line, Sending, Stretch, Watched};
use crate::pipeline::{Answer, Peer, text};
use crate::talk::Body;
use crate::{Gateway, audit};

/// A body on its way in or out.
pub type SiteBody = UnsyncBoxBody<Bytes, io::Error>;
/// What a site answers, once it does.
pub type SiteAnswer = Pin<Box<dyn Future<Output = Response<SiteBody>> + Send>>;

/// A request for a site.
pub struct SiteRequest {
    pub request: Request<SiteBody>,
    pub address: SocketAddr,
    pub secure: bool,
    /// What the answer is marked with.
    pub id: Arc<str>,
}

/// What the audit log says of a request. A site that wants a line puts it into the extensions of its answer.
#[derive(Clone, Debug)]
pub struct Deed {
    /// As in `<service>.amazonaws.com`.
    pub service: &'static str,
    pub action: &'static str,
    pub read_only: bool,
    pub region: String,
    /// Nobody was let in when there is none.
    pub principal: Option<Arc<Principal>>,
    /// An ARN.
    pub resource: Option<String>,
    /// Code and message of a refusal.
    pub error: Option<(String, String)>,
}

/// Something that is served at a path of its own and checks its callers itself.
pub trait Site: Send + Sync + 'static {
    /// It ends in `/`; the path without that is the site's too.
    fn prefix(&self) -> &str;
    fn serve(self: Arc<Self>, kernel: Arc<Kernel>, request: SiteRequest) -> SiteAnswer;
}

impl Gateway {
    pub(crate) fn site(&self, path: &str) -> Option<Arc<dyn Site>> {
        let mine = |prefix: &str| path.starts_with(prefix) || Some(path) == prefix.strip_suffix('/');
        self.sites.iter().find(|s| mine(s.prefix())).map(Arc::clone)
    }
}

pub(crate) async fn serve(
    gateway: &Arc<Gateway>,
    site: Arc<dyn Site>,
    request: Request<Incoming>,
    peer: Peer,
    id: &Arc<str>,
) -> Answer {
    let patience = gateway.limits.body_time;
    let line = request.extensions().get::<Arc<Line>>().cloned();
    let line = line.unwrap_or_else(|| Line::new(false));
    let takes_files = line.takes_files(request.version());
    let headers = gateway.audit.as_ref().map(|_| request.headers().clone());
    let request = SiteRequest {
        request: request.map(|body| SiteBody::new(Paced::new(body, patience))),
        address: peer.address,
        secure: peer.secure,
        id: Arc::clone(id),
    };
    let mut answer = site.serve(Arc::clone(&gateway.kernel), request).await;
    if let (Some(deed), Some(headers)) = (answer.extensions_mut().remove::<Deed>(), headers) {
        gateway.note_deed(deed, &headers, peer, id);
    }
    let stretch = answer.extensions_mut().remove::<Stretch>();
    answer.map(|body| match stretch.filter(|_| takes_files) {
        Some(stretch) => Body::File(Sending::new(line, stretch)),
        None => Body::Site(Watched::new(body, line)),
    })
}

impl Gateway {
    fn note_deed(&self, deed: Deed, headers: &HeaderMap, peer: Peer, id: &str) {
        let Some(log) = &self.audit else { return };
        let (code, message) = deed.error.unzip();
        log.note(&audit::Entry {
            event_time: audit::time(self.kernel.clock.now()),
            event_source: format!("{}.amazonaws.com", deed.service),
            event_name: deed.action.to_owned(),
            aws_region: deed.region,
            source_ip_address: peer.address.ip().to_string(),
            user_agent: audit::short(text(headers, &USER_AGENT)),
            user_identity: deed
                .principal
                .map(|p| audit::Identity::of(&p, ""))
                .unwrap_or_default(),
            request_id: id.to_owned(),
            read_only: deed.read_only,
            resources: deed.resource.map(|arn| [audit::Resource { arn }]),
            error_code: code,
            error_message: message.map(audit::short),
        });
    }
}

/// A body that must go on: it may take as long as it takes, but not without progress.
struct Paced {
    body: Incoming,
    patience: Duration,
    /// Set while a piece is waited for.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Paced {
    fn new(body: Incoming, patience: Duration) -> Self {
        Self {
            body,
            patience,
            waiting: None,
        }
    }
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            self.waiting = None;
            return Poll::Ready(frame.map(|f| f.map_err(io::Error::other)));
        }
        let patience = self.patience;
        let waiting = self
            .waiting
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        match waiting.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::TimedOut)))),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
