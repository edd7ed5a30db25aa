//! The way to other registries, for what pull-through caches bring.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use http::header::{HOST, HeaderMap, HeaderValue, USER_AGENT};
use http::{Request, Response, Uri};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Empty, StreamBody};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;

/// How long an answer may take to begin, and each piece of it to come.
const PATIENCE: Duration = Duration::from_secs(30);
const OWN: &str = concat!("longshore/", env!("CARGO_PKG_VERSION"));

/// Registries by https, or where the configuration says that one of them is.
pub(crate) struct Outside(Arc<Inner>);

struct Inner {
    dialer: agent::Dialer,
    /// `http://` or `https://` addresses by the host that they are used for.
    instead: BTreeMap<String, String>,
}

type Body = UnsyncBoxBody<Bytes, io::Error>;

impl Outside {
    pub(crate) fn new(instead: BTreeMap<String, String>) -> Self {
        let dialer = agent::Dialer::new(None);
        Self(Arc::new(Inner { dialer, instead }))
    }
}

impl registry::Upstream for Outside {
    fn get(&self, url: String, headers: HeaderMap) -> registry::Answered {
        let inner = Arc::clone(&self.0);
        Box::pin(async move {
            let asked = tokio::time::timeout(PATIENCE, inner.ask(&url, headers));
            asked
                .await
                .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
        })
    }
}

impl Inner {
    async fn ask(&self, url: &str, headers: HeaderMap) -> io::Result<Response<Body>> {
        let uri: Uri = self.place(url).parse().map_err(io::Error::other)?;
        let line = self.dialer.dial(&uri).await;
        let line = line.map_err(|e| io::Error::other(format!("{e:#}")))?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(line))
            .await
            .map_err(io::Error::other)?;
        tokio::spawn(connection);
        let path = uri.path_and_query().map_or("/", |p| p.as_str());
        let mut request = Request::get(path)
            .body(Empty::<Bytes>::new())
            .map_err(io::Error::other)?;
        *request.headers_mut() = headers;
        let host = uri.authority().map_or("", |a| a.as_str());
        let host = HeaderValue::from_str(host).map_err(io::Error::other)?;
        request.headers_mut().insert(HOST, host);
        request
            .headers_mut()
            .insert(USER_AGENT, HeaderValue::from_static(OWN));
        let answer = sender.send_request(request).await.map_err(io::Error::other)?;
        Ok(answer.map(paced))
    }

    fn place(&self, url: &str) -> String {
        let Some((host, path)) = url.strip_prefix("https://").and_then(|u| u.split_once('/')) else {
            return url.to_owned();
        };
        match self.instead.get(host) {
            Some(there) => format!("{}/{path}", there.trim_end_matches('/')),
            None => url.to_owned(),
        }
    }
}

/// A body of which each piece comes in time, or that breaks off.
fn paced(body: Incoming) -> Body {
    let pieces = stream::unfold(Some(body), |body| async {
        let mut body = body?;
        match tokio::time::timeout(PATIENCE, body.frame()).await {
            Ok(Some(Ok(frame))) => Some((Ok(frame), Some(body))),
            Ok(Some(Err(e))) => Some((Err(io::Error::other(e)), None)),
            Ok(None) => None,
            Err(_) => Some((Err(io::ErrorKind::TimedOut.into()), None)),
        }
    });
    StreamBody::new(pieces).boxed_unsync()
}
