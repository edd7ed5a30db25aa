//! Proof that we said something: claims under an HMAC-SHA-256 of a key that is this installation's own.
//!
//! A token is `<base64url claims>.<base64url tag>`. Nothing is stored for it; rights are looked up at each use, so a
//! user that is deleted can do nothing with a token that is still valid.

use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use kernel::{Cx, Fault, Key, Principal, Record, Scope, Time, Txn};
use serde::{Deserialize, Serialize};
use wire::ecr as w;

use crate::names::Digest;
use crate::repository::view::host;

/// ECR: "The authorization token is valid for 12 hours."
const VALID: Duration = Duration::from_secs(12 * 3600);

#[derive(Serialize, Deserialize)]
struct Secret {
    key: [u8; 32],
}

impl Secret {
    fn stored() -> Key {
        Key::global(Self::KIND, &[])
    }
}

impl Record for Secret {
    const KIND: &'static str = "ecr.secret";
    fn key(&self) -> Key {
        Self::stored()
    }
}

/// What a token proves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Claims {
    /// `principal` may talk to this registry; what it may do there is IAM's to say.
    Caller {
        principal: Principal,
        registry: Scope,
        until: Time,
    },
    /// Whoever has it may read one layer (a download URL).
    Layer {
        registry: Scope,
        repository: String,
        digest: Digest,
        until: Time,
    },
}

impl Claims {
    fn until(&self) -> Time {
        match self {
            Self::Caller { until, .. } | Self::Layer { until, .. } => *until,
        }
    }
}

fn key(cx: &Cx<'_>, t: &mut Txn) -> Result<hmac::Key, Fault> {
    let known = t.get::<Secret>(&Secret::stored())?;
    let bytes = match known {
        Some(s) => s.key,
        None => {
            let mut key = [0; 32];
            cx.dice().fill(&mut key);
            t.put(Secret { key })?;
            key
        }
    };
    Ok(hmac::Key::new(hmac::HMAC_SHA256, &bytes))
}

pub(crate) fn seal(cx: &Cx<'_>, t: &mut Txn, claims: &Claims) -> Result<String, Fault> {
    let text = serde_json::to_vec(claims).map_err(|e| Fault::internal(format!("writing a token: {e}")))?;
    let tag = hmac::sign(&key(cx, t)?, &text);
    Ok(format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(&text),
        URL_SAFE_NO_PAD.encode(tag)
    ))
}

/// The claims of a token that is ours and still valid.
pub(crate) fn open(cx: &Cx<'_>, t: &mut Txn, token: &str) -> Result<Option<Claims>, Fault> {
    let key = key(cx, t)?;
    let Some((text, tag)) = token.split_once('.') else {
        return Ok(None);
    };
    let (Ok(text), Ok(tag)) = (URL_SAFE_NO_PAD.decode(text), URL_SAFE_NO_PAD.decode(tag)) else {
        return Ok(None);
    };
    if hmac::verify(&key, &text, &tag).is_err() {
        return Ok(None);
    }
    let claims = serde_json::from_slice::<Claims>(&text).ok();
    Ok(claims.filter(|c| cx.now < c.until()))
}

/// `GetAuthorizationToken`: one entry for each registry that is asked for, the caller's own when none is.
pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetAuthorizationTokenRequest,
    default_host: &Arc<str>,
) -> Result<w::GetAuthorizationTokenResponse, Fault> {
    let own = vec![cx.scope().account.to_string()];
    let until = cx.now + VALID;
    let mut data = Vec::new();
    for registry in req.registry_ids.as_ref().unwrap_or(&own) {
        let claims = Claims::Caller {
            principal: (*cx.call.principal).clone(),
            registry: Scope::new(registry.as_str(), Arc::clone(&cx.scope().region)),
            until,
        };
        let token = seal(cx, t, &claims)?;
        data.push(w::AuthorizationData {
            authorization_token: Some(STANDARD.encode(format!("AWS:{token}"))),
            expires_at: Some(until.into()),
            // With the scheme of AWS although it may be plain HTTP: agents compare it with "https://" + image.
            proxy_endpoint: Some(format!("https://{}", host(cx, default_host))),
        });
    }
    Ok(w::GetAuthorizationTokenResponse {
        authorization_data: Some(data),
    })
}
