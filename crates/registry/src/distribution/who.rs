//! Who sent a request: `Basic` with the user `AWS` and the token of `GetAuthorizationToken`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use kernel::{Call, Kernel, Principal, Scope};

use super::refusal::Refusal;
use crate::token::{self, Claims};

/// The token of a request, if it has one.
fn presented(headers: &HeaderMap) -> Option<String> {
    let (scheme, rest) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let rest = rest.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.to_owned());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
    text.strip_prefix("AWS:").map(str::to_owned)
}

async fn claims(kernel: &Kernel, call: &Call, token: &str) -> Result<Option<Claims>, Refusal> {
    Ok(kernel
        .transact(call, true, |cx, t| token::open(cx, t, token))
        .await?)
}

/// The caller, and the registry that is talked to.
pub(super) async fn caller(
    kernel: &Kernel,
    call: &Call,
    headers: &HeaderMap,
    secure: bool,
    host: &str,
) -> Result<(Principal, Scope), Refusal> {
    let claims = match presented(headers) {
        Some(token) => claims(kernel, call, &token).await?,
        None => None,
    };
    match claims {
        Some(Claims::Caller {
            principal, registry, ..
        }) => Ok((principal, registry)),
        _ => Err(Refusal::anonymous(secure, host)),
    }
}

/// Whether a download URL is ours and for this layer.
pub(super) async fn granted(
    kernel: &Kernel,
    call: &Call,
    grant: &str,
    name: &str,
    digest: &str,
) -> Result<Scope, Refusal> {
    match claims(kernel, call, grant).await? {
        Some(Claims::Layer {
            registry,
            repository,
            digest: d,
            ..
        }) if repository == name && d.to_string() == digest => Ok(registry),
        _ => Err(Refusal::new(
            403,
            "DENIED",
            "the download URL is not valid, or not any more",
        )),
    }
}
