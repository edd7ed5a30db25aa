//! Other registries, as a client: what pull-through caches bring.
//!
//! * [`challenge`] — what a registry wants to see first (pure)
//!
//! INVARIANT: a token is shown only to the host that it was given for; where that host redirects to, nobody's is.

mod challenge;

use std::collections::HashMap;
use std::io;
use std::pin::Pin;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue, LOCATION, WWW_AUTHENTICATE};
use http::{Response, StatusCode};
use http_body_util::BodyExt as _;
use http_body_util::combinators::UnsyncBoxBody;
use parking_lot::Mutex;
use serde::Deserialize;

use kernel::{Key, Scope};

use crate::Registry;
use crate::repository::record::Repository;
use challenge::Challenge;

/// What an upstream answers, once it does.
pub type Answered =
    Pin<Box<dyn Future<Output = io::Result<Response<UnsyncBoxBody<Bytes, io::Error>>>> + Send>>;

/// The way to other registries; the binary has the network.
pub trait Upstream: Send + Sync + 'static {
    /// One `GET` of an `https` URL with these headers; redirects are answered as they come. It ends within a bound
    /// whatever the other side does, and so does each piece of its body.
    fn get(&self, url: String, headers: HeaderMap) -> Answered;
}

/// Repositories that are being brought something: one at a time for each.
#[derive(Default)]
pub struct Imports(Mutex<HashMap<Key, Arc<tokio::sync::Mutex<()>>>>);

impl Imports {
    pub(crate) fn turn(&self, scope: &Scope, repository: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut all = self.0.lock();
        all.retain(|_, turn| Arc::strong_count(turn) > 1);
        Arc::clone(all.entry(Repository::at(scope, repository)).or_default())
    }
}

/// Redirects that are followed.
const HOPS: usize = 5;
/// No token's answer is longer.
const TOKEN: usize = 256 << 10;

/// Why an upstream gave nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    Away(String),
    /// With this status.
    Refused(u16),
}

impl From<io::Error> for Trouble {
    fn from(e: io::Error) -> Self {
        Self::Away(e.to_string())
    }
}

/// One repository of an upstream.
pub(crate) struct Source {
    upstream: Arc<dyn Upstream>,
    host: String,
    repository: String,
    token: Mutex<Option<String>>,
}

type Found = Response<UnsyncBoxBody<Bytes, io::Error>>;

impl Source {
    pub(crate) fn new(registry: &Registry, host: &str, repository: &str) -> Self {
        Self {
            upstream: Arc::clone(&registry.upstream),
            host: host.to_owned(),
            repository: repository.to_owned(),
            token: Mutex::default(),
        }
    }

    /// Whether the registry is there and lets us in.
    pub(crate) async fn ping(&self) -> Result<(), Trouble> {
        self.get("/v2/", "*/*").await.map(|_| ())
    }

    /// A manifest by tag or digest.
    pub(crate) async fn manifest(&self, reference: &str, accept: &str) -> Result<Found, Trouble> {
        let path = format!("/v2/{}/manifests/{reference}", self.repository);
        self.get(&path, accept).await
    }

    pub(crate) async fn blob(&self, digest: &str) -> Result<Found, Trouble> {
        let path = format!("/v2/{}/blobs/{digest}", self.repository);
        self.get(&path, "*/*").await
    }

    async fn get(&self, path: &str, accept: &str) -> Result<Found, Trouble> {
        let url = format!("https://{}{path}", self.host);
        let mut answer = self.ask(&url, accept, true).await?;
        if answer.status() == StatusCode::UNAUTHORIZED {
            let wants = challenge(&answer).ok_or(Trouble::Refused(401))?;
            let token = self.token_for(&wants).await?;
            *self.token.lock() = Some(token);
            answer = self.ask(&url, accept, true).await?;
        }
        let mut base = url;
        for _ in 0..HOPS {
            if !answer.status().is_redirection() {
                break;
            }
            let to = answer.headers().get(LOCATION).and_then(|v| v.to_str().ok());
            let to = to
                .and_then(|to| challenge::resolve(&base, to))
                .ok_or(Trouble::Refused(answer.status().as_u16()))?;
            let home = challenge::host(&to) == Some(self.host.as_str());
            answer = self.ask(&to, accept, home).await?;
            base = to;
        }
        match answer.status() {
            StatusCode::OK => Ok(answer),
            other => Err(Trouble::Refused(other.as_u16())),
        }
    }

    async fn ask(&self, url: &str, accept: &str, with_token: bool) -> Result<Found, Trouble> {
        let mut headers = HeaderMap::new();
        if let Ok(accept) = HeaderValue::from_str(accept) {
            headers.insert(ACCEPT, accept);
        }
        let token = self.token.lock().clone().filter(|_| with_token);
        if let Some(mut value) = token.and_then(|t| HeaderValue::from_str(&format!("Bearer {t}")).ok()) {
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        Ok(self.upstream.get(url.to_owned(), headers).await?)
    }

    /// Nobody's token for pulling this repository.
    async fn token_for(&self, wants: &Challenge) -> Result<String, Trouble> {
        #[derive(Deserialize)]
        struct Told {
            token: Option<String>,
            access_token: Option<String>,
        }
        let url = wants.url(&self.repository).ok_or(Trouble::Refused(401))?;
        let answer = self.ask(&url, "application/json", false).await?;
        if answer.status() != StatusCode::OK {
            return Err(Trouble::Refused(answer.status().as_u16()));
        }
        let text = whole(answer.into_body(), TOKEN).await?;
        let told: Option<Told> = serde_json::from_slice(&text).ok();
        told.and_then(|t| t.token.or(t.access_token))
            .ok_or(Trouble::Refused(401))
    }
}

fn challenge(answer: &Found) -> Option<Challenge> {
    let all = answer.headers().get_all(WWW_AUTHENTICATE);
    all.iter()
        .filter_map(|v| v.to_str().ok())
        .find_map(Challenge::parse)
}

/// A body of at most so many bytes.
pub(crate) async fn whole(mut body: UnsyncBoxBody<Bytes, io::Error>, most: usize) -> Result<Bytes, Trouble> {
    let mut out = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        if out.len() + data.len() > most {
            return Err(Trouble::Away("its answer is too long".into()));
        }
        out.extend_from_slice(&data);
    }
    Ok(out.freeze())
}
