//! What the audit log is told: of every request that changes something, and of every one that was not let in.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, StatusCode};
use kernel::{Principal, Scope};

use super::path::Target;
use crate::repository::record;

/// What a request did or wanted, under the name of the operation that does the same.
#[derive(Clone, Debug)]
pub struct Deed {
    pub action: &'static str,
    pub read_only: bool,
    /// The caller, once known.
    pub principal: Option<Arc<Principal>>,
    pub region: String,
    /// The repository's ARN.
    pub repository: Option<String>,
    /// Code and message of a refusal.
    pub error: Option<(String, String)>,
    name: Option<String>,
    /// The request says who sends it, whether it is true or not.
    signed: bool,
}

/// In the extensions of an answer for which an image was brought.
#[derive(Clone, Copy)]
pub(super) struct Imported;

impl Deed {
    /// Reading brought an image.
    pub(super) fn imported(&mut self) {
        self.action = "BatchImportUpstreamImage";
        self.read_only = false;
    }

    pub(super) fn of(method: &Method, headers: &HeaderMap, target: Option<&Target>) -> Self {
        let read = matches!(*method, Method::GET | Method::HEAD);
        let (action, name) = match target {
            Some(Target::Catalog) => ("DescribeRepositories", None),
            Some(Target::Tags(name)) => ("ListImages", Some(name)),
            Some(Target::Referrers(name, _)) => ("ListImageReferrers", Some(name)),
            Some(Target::Manifest(name, _)) if read => ("BatchGetImage", Some(name)),
            Some(Target::Manifest(name, _)) if *method == Method::DELETE => ("BatchDeleteImage", Some(name)),
            Some(Target::Manifest(name, _)) => ("PutImage", Some(name)),
            Some(Target::Blob(name, _)) if *method == Method::HEAD => {
                ("BatchCheckLayerAvailability", Some(name))
            }
            Some(Target::Blob(name, _)) if read => ("GetDownloadUrlForLayer", Some(name)),
            Some(Target::Blob(name, _)) => ("BatchDeleteImage", Some(name)),
            Some(Target::Upload(name, _)) if *method == Method::PUT => ("CompleteLayerUpload", Some(name)),
            Some(Target::Upload(name, _)) if *method != Method::DELETE => ("UploadLayerPart", Some(name)),
            Some(Target::Upload(name, _) | Target::Uploads(name)) => ("InitiateLayerUpload", Some(name)),
            Some(Target::Ping) | None => ("Login", None),
        };
        Self {
            action,
            read_only: read,
            principal: None,
            region: String::new(),
            repository: None,
            error: None,
            name: name.cloned(),
            signed: headers.contains_key(AUTHORIZATION),
        }
    }

    pub(super) fn by(&mut self, principal: &Arc<Principal>, registry: &Scope) {
        self.principal = Some(Arc::clone(principal));
        self.region = registry.region.to_string();
        self.repository = self.name.as_ref().map(|n| record::arn(registry, n));
    }

    /// What is noted, if anything is. A client that asks who may come in before it says who it is did nothing.
    pub(super) fn done(self, status: StatusCode, error: Option<(String, String)>) -> Option<Self> {
        let kept_out = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        let asks = self.action == "Login" && !self.signed;
        (!asks && (kept_out || !self.read_only)).then_some(Self { error, ..self })
    }
}
