//! The server's side: is this claim right?

use super::canonical::{Canonical, PathRule, QueryRule};
use super::key::{same, sha256_hex, signature, string_to_sign};
use super::{Auth, KeyCache, SigError, UNSIGNED_PAYLOAD, date};
use http::{HeaderMap, Method, Uri};

/// How far a signature's stamp may be from the server's clock, either way. AWS documents 5 minutes for
/// most services and 15 for some; its SDKs correct their clocks only beyond 4, so the wide window is
/// the one that turns no honest client away.
pub(crate) const SKEW_S: i64 = 15 * 60;
/// The longest life of a presigned URL.
pub(crate) const MAX_EXPIRES_S: i64 = 7 * 86_400;

/// The request's body, or its digest when it was hashed while it streamed in.
#[derive(Clone, Copy, Debug)]
pub enum Body<'a> {
    Bytes(&'a [u8]),
    /// Lower-case hex of the SHA-256.
    Sha256Hex(&'a str),
}

/// Checks form, freshness and signature of a claim.
///
/// The caller has looked up `secret` and, for temporary credentials, has compared the session token
/// and its expiry; [`SigError::UnknownKey`], [`SigError::WrongToken`] and [`SigError::ExpiredToken`]
/// are the answers for those.
#[allow(clippy::too_many_arguments, reason = "the parts of one request, borrowed")]
pub fn verify(
    auth: &Auth,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: Body<'_>,
    secret: &str,
    now_epoch_s: i64,
    keys: &KeyCache,
) -> Result<(), SigError> {
    check_time(auth, now_epoch_s)?;
    check_signed_headers(auth, headers)?;
    let payload = payload(auth, headers, body)?;
    let scope = auth.scope();
    let (key, known) = keys.get(&auth.access_key_id, secret, &scope);
    let right = |query_rule| {
        let canonical = Canonical {
            method,
            uri,
            headers,
            signed_headers: &auth.signed_headers,
            payload: &payload,
            path_rule: PathRule::of_service(&auth.service),
            query_rule,
        };
        let text = string_to_sign(&auth.amz_date, &scope, &canonical.to_bytes());
        same(&signature(&key, &text), &auth.signature)
    };
    if !right(QueryRule::Encoded) && (uri.query().is_none() || !right(QueryRule::AsSent)) {
        return Err(SigError::Mismatch);
    }
    if !known {
        keys.keep(&auth.access_key_id, secret, &scope, key);
    }
    Ok(())
}

fn check_time(auth: &Auth, now: i64) -> Result<(), SigError> {
    let at = date::parse_amz_date(&auth.amz_date).ok_or_else(|| SigError::BadDate(auth.amz_date.clone()))?;
    if auth.amz_date.get(..8) != Some(auth.date.as_str()) {
        return Err(SigError::ScopeDate {
            scope: auth.date.clone(),
            stamp: auth.amz_date.clone(),
        });
    }
    if at > now + SKEW_S {
        return Err(SigError::NotYet {
            stamp: auth.amz_date.clone(),
            now,
        });
    }
    if !auth.presigned {
        return if at < now - SKEW_S {
            Err(SigError::Expired {
                stamp: auth.amz_date.clone(),
                now,
            })
        } else {
            Ok(())
        };
    }
    // Only S3 demands X-Amz-Expires; elsewhere the ordinary window is the life of a URL without it.
    let life = match auth.expires {
        None if PathRule::of_service(&auth.service) == PathRule::AsSent => {
            let message = "AWS query-string parameters must include 'X-Amz-Expires'.";
            return Err(SigError::QueryParameter(message.to_owned()));
        }
        None => SKEW_S,
        Some(s) if s < 0 => {
            return Err(SigError::QueryParameter(
                "X-Amz-Expires must be non-negative".to_owned(),
            ));
        }
        Some(s) if s > MAX_EXPIRES_S => {
            let message = "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires \
                           must be less than 604800 seconds";
            return Err(SigError::QueryParameter(message.to_owned()));
        }
        Some(s) => s,
    };
    if now > at + life {
        return Err(SigError::UrlExpired {
            stamp: auth.amz_date.clone(),
            life,
            now,
        });
    }
    Ok(())
}

/// `host` and every `x-amz-*` header that is present must be signed, or a stranger could aim a signed
/// request at another operation (`x-amz-target`) or another host.
fn check_signed_headers(auth: &Auth, headers: &HeaderMap) -> Result<(), SigError> {
    let signed = |name: &str| auth.signed_headers.iter().any(|n| n == name);
    if !signed("host") {
        return Err(SigError::HeaderNotSigned("host".to_owned()));
    }
    // The token is compared with the credential's own; the other two are added on the way, by SDKs in
    // browsers and by proxies, and change nothing.
    let exempt = ["x-amz-security-token", "x-amz-user-agent", "x-amz-cf-id"];
    for name in headers.keys().map(http::HeaderName::as_str) {
        if name.starts_with("x-amz-") && !signed(name) && !exempt.contains(&name) {
            // In a presigned URL the query carries the date, and S3's payload is unsigned anyhow.
            let spoken_for = auth.presigned && matches!(name, "x-amz-date" | "x-amz-content-sha256");
            if !spoken_for {
                return Err(SigError::HeaderNotSigned(name.to_owned()));
            }
        }
    }
    Ok(())
}

/// The last line of the canonical request; refuses a declared digest that is not the body's.
fn payload(auth: &Auth, headers: &HeaderMap, body: Body<'_>) -> Result<String, SigError> {
    let s3 = PathRule::of_service(&auth.service) == PathRule::AsSent;
    if s3 && auth.presigned {
        return Ok(UNSIGNED_PAYLOAD.to_owned());
    }
    let actual = || match body {
        Body::Bytes(bytes) => sha256_hex(bytes),
        Body::Sha256Hex(hex) => hex.to_owned(),
    };
    let Some(declared) = headers.get("x-amz-content-sha256") else {
        return Ok(actual());
    };
    let declared = declared.to_str().map_err(|_| SigError::PayloadMismatch)?;
    match declared {
        UNSIGNED_PAYLOAD if s3 => Ok(UNSIGNED_PAYLOAD.to_owned()),
        marker if marker.starts_with("STREAMING-") || marker == UNSIGNED_PAYLOAD => {
            Err(SigError::UnsupportedPayload(marker.to_owned()))
        }
        hex if hex == actual() => Ok(hex.to_owned()),
        _ => Err(SigError::PayloadMismatch),
    }
}
