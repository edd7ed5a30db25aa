//! The client's side: sign a request's headers, or make a presigned URL.

use super::canonical::{Canonical, PathRule, QueryRule, encode};
use super::key::{Scope, derive, sha256_hex, signature, string_to_sign};
use super::{ALGORITHM, Credentials, UNSIGNED_PAYLOAD, format_amz_date};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header, request, uri};

/// A request that cannot be signed: a credential with bytes that no header or URL can carry.
#[derive(Debug)]
pub struct SignError(&'static str);

impl std::fmt::Display for SignError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot sign the request: {}", self.0)
    }
}

impl std::error::Error for SignError {}

/// Signs a request: sets `host` (from the URI, when absent), `x-amz-date`, `x-amz-security-token`, for
/// S3 `x-amz-content-sha256`, and `authorization`. Signed are `host`, `content-type` and all `x-amz-*`.
pub fn sign(
    req: &mut request::Parts,
    body: &[u8],
    cred: &Credentials,
    region: &str,
    service: &str,
    now_epoch_s: i64,
) -> Result<(), SignError> {
    let amz_date = format_amz_date(now_epoch_s);
    let payload = sha256_hex(body);
    let mut set = |name: &'static str, text: &str| {
        let value = HeaderValue::from_str(text).map_err(|_| SignError(name))?;
        req.headers.insert(HeaderName::from_static(name), value);
        Ok::<(), SignError>(())
    };
    set("x-amz-date", &amz_date)?;
    if let Some(token) = &cred.session_token {
        set("x-amz-security-token", token)?;
    }
    if PathRule::of_service(service) == PathRule::AsSent {
        set("x-amz-content-sha256", &payload)?;
    }
    if let (None, Some(authority)) = (req.headers.get(header::HOST), req.uri.authority()) {
        let value = HeaderValue::from_str(authority.as_str()).map_err(|_| SignError("host"))?;
        req.headers.insert(header::HOST, value);
    }
    let mut signed_headers: Vec<String> = req.headers.keys().map(|n| n.as_str().to_owned()).collect();
    signed_headers.retain(|n| n == "host" || n == "content-type" || n.starts_with("x-amz-"));
    signed_headers.sort();

    let scope = scope_at(&amz_date, region, service);
    let canonical = Canonical {
        method: &req.method,
        uri: &req.uri,
        headers: &req.headers,
        signed_headers: &signed_headers,
        payload: &payload,
        path_rule: PathRule::of_service(service),
        query_rule: QueryRule::Encoded,
    };
    let key = derive(&cred.secret_access_key, &scope);
    let text = string_to_sign(&amz_date, &scope, &canonical.to_bytes());
    let authorization = format!(
        "{ALGORITHM} Credential={}/{scope}, SignedHeaders={}, Signature={}",
        cred.access_key_id,
        signed_headers.join(";"),
        signature(&key, &text)
    );
    let value = HeaderValue::from_str(&authorization).map_err(|_| SignError("authorization"))?;
    req.headers.insert(header::AUTHORIZATION, value);
    Ok(())
}

/// A presigned URL for a request without a body, good for `expires_s` seconds (at most seven days).
/// Every header in `headers` is signed and must be sent with it; `host` must be among them or in `uri`.
#[allow(clippy::too_many_arguments, reason = "the parts of one request, borrowed")]
pub fn presign(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    cred: &Credentials,
    region: &str,
    service: &str,
    now_epoch_s: i64,
    expires_s: u32,
) -> Result<Uri, SignError> {
    let amz_date = format_amz_date(now_epoch_s);
    let scope = scope_at(&amz_date, region, service);
    let mut signed_headers: Vec<String> = headers.keys().map(|n| n.as_str().to_owned()).collect();
    if !headers.contains_key(header::HOST) {
        signed_headers.push("host".to_owned());
    }
    signed_headers.sort();

    let mut query = uri.query().unwrap_or("").to_owned().into_bytes();
    let mut add = |name: &str, value: &str| {
        if !query.is_empty() {
            query.push(b'&');
        }
        query.extend_from_slice(name.as_bytes());
        query.push(b'=');
        encode(&mut query, value.as_bytes());
    };
    add("X-Amz-Algorithm", ALGORITHM);
    add("X-Amz-Credential", &format!("{}/{scope}", cred.access_key_id));
    add("X-Amz-Date", &amz_date);
    add("X-Amz-Expires", &expires_s.to_string());
    if let Some(token) = &cred.session_token {
        add("X-Amz-Security-Token", token);
    }
    add("X-Amz-SignedHeaders", &signed_headers.join(";"));

    let unsigned = with_query(uri, &query)?;
    let path_rule = PathRule::of_service(service);
    let payload = match path_rule {
        PathRule::AsSent => UNSIGNED_PAYLOAD.to_owned(),
        PathRule::NormaliseAndEncode => sha256_hex(b""),
    };
    let canonical = Canonical {
        method,
        uri: &unsigned,
        headers,
        signed_headers: &signed_headers,
        payload: &payload,
        path_rule,
        query_rule: QueryRule::Encoded,
    };
    let key = derive(&cred.secret_access_key, &scope);
    let text = string_to_sign(&amz_date, &scope, &canonical.to_bytes());
    query.extend_from_slice(b"&X-Amz-Signature=");
    query.extend_from_slice(signature(&key, &text).as_bytes());
    with_query(uri, &query)
}

fn scope_at(amz_date: &str, region: &str, service: &str) -> Scope {
    let date = amz_date.get(..8).unwrap_or(amz_date).to_owned();
    Scope {
        date,
        region: region.to_owned(),
        service: service.to_owned(),
    }
}

fn with_query(from: &Uri, query: &[u8]) -> Result<Uri, SignError> {
    let mut target = from.path().as_bytes().to_vec();
    target.push(b'?');
    target.extend_from_slice(query);
    let mut parts = from.clone().into_parts();
    parts.path_and_query =
        Some(uri::PathAndQuery::try_from(target.as_slice()).map_err(|_| SignError("query string"))?);
    Uri::from_parts(parts).map_err(|_| SignError("uri"))
}
