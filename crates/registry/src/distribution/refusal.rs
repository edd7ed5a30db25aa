//! Errors as the OCI Distribution Specification writes them, in ECR's words.

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderName, Response, StatusCode};
use kernel::Fault;
use serde_json::json;

use crate::blobs::{Body, whole};

#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    code: &'static str,
    message: String,
    headers: Vec<(HeaderName, String)>,
}

impl Refusal {
    pub(super) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            headers: Vec::new(),
        }
    }

    pub(super) fn with(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Nobody, or nobody any more: how to become somebody.
    pub(super) fn anonymous(secure: bool, host: &str) -> Self {
        let scheme = if secure { "https" } else { "http" };
        Self::new(401, "UNAUTHORIZED", "authentication required").with(
            WWW_AUTHENTICATE,
            format!(
                "Basic realm=\"{scheme}://{}/\",service=\"ecr.amazonaws.com\"",
                host.replace(['"', '\\'], "")
            ),
        )
    }

    /// There is no such repository; the caller might have used it.
    pub(super) fn is_unknown_name(&self) -> bool {
        self.code == "NAME_UNKNOWN"
    }

    /// Code and message.
    pub(super) fn told(&self) -> (String, String) {
        (self.code.to_owned(), self.message.clone())
    }

    pub(super) fn answer(self) -> Response<Body> {
        let text = json!({"errors": [{"code": self.code, "message": self.message}]}).to_string();
        let length = HeaderValue::from(text.len());
        let mut answer = Response::new(whole(text));
        *answer.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = answer.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_LENGTH, length);
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
        answer
    }
}

impl From<Fault> for Refusal {
    fn from(f: Fault) -> Self {
        let (status, code) = match &*f.code {
            "RepositoryNotFoundException" => (404, "NAME_UNKNOWN"),
            "ImageNotFoundException" => (404, "MANIFEST_UNKNOWN"),
            "LayersNotFoundException" | "ReferencedImagesNotFoundException" => (404, "MANIFEST_BLOB_UNKNOWN"),
            "UploadNotFoundException" => (404, "BLOB_UPLOAD_UNKNOWN"),
            "ImageTagAlreadyExistsException" => (400, "TAG_INVALID"),
            "ImageDigestDoesNotMatchException" | "InvalidLayerException" => (400, "DIGEST_INVALID"),
            "InvalidParameterException" => (400, "MANIFEST_INVALID"),
            "AccessDeniedException" | "AccessDenied" => (403, "DENIED"),
            _ if f.status < 500 => (f.status, "UNSUPPORTED"),
            _ => {
                tracing::error!(code = %f.code, private = f.private.as_deref(), "failed");
                (500, "UNKNOWN")
            }
        };
        Self::new(status, code, f.message)
    }
}

/// The disk.
impl From<std::io::Error> for Refusal {
    fn from(e: std::io::Error) -> Self {
        crate::layer::upload::broken(e).into()
    }
}
