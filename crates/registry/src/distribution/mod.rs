//! OCI Distribution 1.1 over HTTP: what docker, podman, skopeo and containerd speak.
//!
//! * [`path`] — which resource a path names (pure) · [`who`] — the token of a request · [`refusal`] — errors as OCI writes them
//! * [`deed`] — what the audit log is told of a request
//! * [`import`] — what is brought from other registries
//! * [`manifests`], [`blobs`], [`uploads`], [`lists`] — the resources
//!
//! INVARIANT: nothing is told or taken without a token and the caller's rights to the repository, checked by IAM as for
//! the API's calls.

mod blobs;
mod deed;
mod import;
mod lists;
mod manifests;
mod path;
mod refusal;
mod uploads;
mod who;

use std::net::IpAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderValue, LOCATION, USER_AGENT};
use http::{HeaderName, Method, Request, Response, StatusCode};
use hyper::body::Body as HttpBody;
use kernel::{Call, Cx, Fault, Kernel, Scope, Txn};

use crate::blobs::{Body, whole};
use crate::repository::record::{self, Repository};
use crate::{Registry, rules};
pub use deed::Deed;
use path::Target;
use refusal::Refusal;

/// The path below which all of it is.
pub const PREFIX: &str = "/v2/";

pub(crate) const DIGEST: HeaderName = HeaderName::from_static("docker-content-digest");

/// Where a request comes from.
#[derive(Clone, Debug)]
pub struct Peer {
    pub ip: IpAddr,
    pub secure: bool,
    /// What the request is called.
    pub id: Arc<str>,
}

type Answer = Result<Response<Body>, Refusal>;

/// One request of somebody whose token was verified.
#[derive(Clone)]
struct Talk {
    registry: Arc<Registry>,
    kernel: Arc<Kernel>,
    call: Call,
    /// The registry that the token names.
    scope: Scope,
}

/// Answers any request below [`PREFIX`]; never fails. The extensions of an answer may hold a [`Deed`] and a
/// [`crate::Stretch`].
pub async fn serve<B>(
    registry: Arc<Registry>,
    kernel: Arc<Kernel>,
    request: Request<B>,
    peer: Peer,
) -> Response<Body>
where
    B: HttpBody<Data = Bytes> + Send + Unpin,
    B::Error: std::fmt::Display,
{
    let head = request.method() == Method::HEAD;
    let target = path::parse(request.uri().path());
    let mut deed = Deed::of(request.method(), request.headers(), target.as_ref());
    let answered = answer(registry, kernel, request, peer, target, &mut deed).await;
    let refused = answered.as_ref().err().map(Refusal::told);
    let mut answer = answered.unwrap_or_else(Refusal::answer);
    if answer.extensions_mut().remove::<deed::Imported>().is_some() {
        deed.imported();
    }
    if let Some(deed) = deed.done(answer.status(), refused) {
        answer.extensions_mut().insert(deed);
    }
    answer.headers_mut().insert(
        "docker-distribution-api-version",
        HeaderValue::from_static("registry/2.0"),
    );
    if head {
        *answer.body_mut() = whole(Bytes::new());
    }
    answer
}

async fn answer<B>(
    registry: Arc<Registry>,
    kernel: Arc<Kernel>,
    request: Request<B>,
    peer: Peer,
    target: Option<Target>,
    deed: &mut Deed,
) -> Answer
where
    B: HttpBody<Data = Bytes> + Send + Unpin,
    B::Error: std::fmt::Display,
{
    let (head, body) = request.into_parts();
    let text = |name: &HeaderName| {
        head.headers
            .get(name)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
    };
    let host: Arc<str> = head
        .uri
        .authority()
        .map_or_else(|| text(&HOST), |a| a.as_str())
        .into();
    let query = path::query(head.uri.query().unwrap_or_default());
    let mut call = Call {
        source_ip: Some(peer.ip),
        user_agent: Some(text(&USER_AGENT).into()),
        host: Some(Arc::clone(&host)),
        secure: peer.secure,
        request_id: peer.id,
        ..Call::by_service("ecr.amazonaws.com", Scope::new("", ""))
    };
    if let (Some(Target::Blob(name, digest)), Some(grant)) = (&target, query.get("grant")) {
        let scope = who::granted(&kernel, &call, grant, name, digest).await?;
        let talk = Talk {
            registry,
            kernel,
            call,
            scope,
        };
        return blobs::granted(&talk, &head, name, digest).await;
    }
    let (principal, scope) = who::caller(&kernel, &call, &head.headers, peer.secure, &host).await?;
    call.scope = Scope::new(Arc::clone(principal.account()), Arc::clone(&scope.region));
    call.principal = Arc::new(principal);
    deed.by(&call.principal, &scope);
    let talk = Talk {
        registry,
        kernel,
        call,
        scope,
    };
    let target = target.ok_or_else(|| Refusal::new(404, "NAME_INVALID", "invalid repository name"))?;
    match (&head.method, &target) {
        (&Method::GET | &Method::HEAD, Target::Ping) => {
            let mut answer = Response::new(whole("{}"));
            answer
                .headers_mut()
                .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            Ok(answer)
        }
        (&Method::GET, Target::Catalog) => lists::catalog(&talk, &query).await,
        (&Method::GET, Target::Tags(name)) => lists::tags(&talk, name, &query).await,
        (&Method::GET, Target::Referrers(name, digest)) => {
            lists::referrers(&talk, name, digest, &query).await
        }
        (&Method::GET | &Method::HEAD, Target::Manifest(name, reference)) => {
            manifests::get(&talk, &head, name, reference).await
        }
        (&Method::PUT, Target::Manifest(name, reference)) => {
            manifests::put(&talk, &head, body, name, reference).await
        }
        (&Method::DELETE, Target::Manifest(name, reference)) => {
            manifests::delete(&talk, name, reference).await
        }
        (&Method::GET | &Method::HEAD, Target::Blob(name, digest)) => {
            blobs::get(&talk, &head, name, digest).await
        }
        (&Method::DELETE, Target::Blob(name, digest)) => blobs::delete(&talk, name, digest).await,
        (&Method::POST, Target::Uploads(name)) => uploads::begin(&talk, &head, body, name, &query).await,
        (&Method::PATCH, Target::Upload(name, id)) => uploads::patch(&talk, &head, body, name, id).await,
        (&Method::PUT, Target::Upload(name, id)) => uploads::put(&talk, &head, body, name, id, &query).await,
        (&Method::GET, Target::Upload(name, id)) => uploads::status(&talk, name, id).await,
        (&Method::DELETE, Target::Upload(name, id)) => uploads::delete(&talk, name, id).await,
        _ => Err(Refusal::new(405, "UNSUPPORTED", "the operation is unsupported")),
    }
}

impl Talk {
    /// Runs `f` in a transaction, for a caller that may do `action` on the repository.
    async fn on<T>(
        &self,
        name: &str,
        action: &str,
        read_only: bool,
        mut f: impl FnMut(&Cx<'_>, &mut Txn, &Repository) -> Result<T, Fault>,
    ) -> Result<T, Refusal> {
        let done = self.kernel.transact(&self.call, read_only, |cx, t| {
            let r = self.repository(cx, t, name, action)?;
            f(cx, t, &r)
        });
        Ok(done.await?)
    }

    /// The repository, of a caller who may do `action` there.
    fn repository(
        &self,
        cx: &Cx<'_>,
        t: &mut Txn,
        name: &str,
        action: &str,
    ) -> Result<Arc<Repository>, Fault> {
        let access = rules::access(t, &self.scope, name)?;
        cx.authorize(t, action, &access)?;
        record::find(t, &self.scope, name)
    }
}

/// An answer with headers and no body.
fn empty(status: StatusCode, headers: &[(HeaderName, String)]) -> Answer {
    let mut answer = Response::new(whole(Bytes::new()));
    *answer.status_mut() = status;
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
        .headers_mut()
        .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    Ok(answer)
}

/// `Created`, and where.
fn created(location: String, digest: &crate::names::Digest) -> Answer {
    empty(
        StatusCode::CREATED,
        &[(LOCATION, location), (DIGEST, digest.to_string())],
    )
}

fn json(value: &serde_json::Value, media_type: &str, headers: &[(HeaderName, String)]) -> Answer {
    let text = value.to_string();
    let mut answer = empty(StatusCode::OK, headers)?;
    if let Ok(kind) = HeaderValue::from_str(media_type) {
        answer.headers_mut().insert(CONTENT_TYPE, kind);
    }
    answer
        .headers_mut()
        .insert(CONTENT_LENGTH, HeaderValue::from(text.len()));
    *answer.body_mut() = whole(text);
    Ok(answer)
}
