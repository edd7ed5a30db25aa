//! Who signed the request.

use std::sync::Arc;

use kernel::{Fault, Kernel, Principal, Txn};
use wire::protocol::Protocol;
use wire::sigv4::{self, Auth, Body, Dialect, KeyCache, Presented, SigError};

/// A verified caller.
#[derive(Debug)]
pub(crate) struct Caller {
    pub principal: Arc<Principal>,
    pub region: Arc<str>,
    pub access_key_id: Arc<str>,
}

/// Verifies the signature of a request. `body` is what was sent, before decompression.
pub(crate) fn verify(
    kernel: &Kernel,
    keys: &KeyCache,
    head: &http::request::Parts,
    presented: Result<Presented, SigError>,
    body: &[u8],
) -> Result<Caller, Refused> {
    let auth = match presented.map_err(Refused::Signature)? {
        Presented::None => return Err(Refused::Signature(SigError::Missing)),
        Presented::Header(auth) | Presented::Query(auth) => auth,
    };
    let now = kernel.clock.now();
    let mut t = Txn::on(kernel.store.durable());
    let found = kernel
        .authority
        .credential(&mut t, &auth.access_key_id)
        .map_err(Refused::Internal)?;
    let found = found.ok_or(Refused::Signature(SigError::UnknownKey))?;
    match (&found.session_token, &auth.session_token) {
        (Some(a), Some(b)) if sigv4::same(a, b) => {}
        (None, None) => {}
        _ => return Err(Refused::Signature(SigError::WrongToken)),
    }
    if found.expires.is_some_and(|e| now >= e) {
        return Err(Refused::Signature(SigError::ExpiredToken));
    }
    sigv4::verify(
        &auth,
        &head.method,
        &head.uri,
        &head.headers,
        Body::Bytes(body),
        &found.secret,
        now.0 / 1000,
        keys,
    )
    .map_err(Refused::Signature)?;
    let Auth {
        region,
        access_key_id,
        ..
    } = auth;
    Ok(Caller {
        principal: found.principal,
        region: region.into(),
        access_key_id: access_key_id.into(),
    })
}

/// Why nobody is behind a request.
#[derive(Debug)]
pub(crate) enum Refused {
    Signature(SigError),
    Internal(Fault),
}

impl Refused {
    /// In the words of the protocol.
    pub(crate) fn fault(&self, protocol: Protocol) -> Fault {
        match self {
            Self::Internal(f) => f.clone(),
            Self::Signature(e) => {
                let dialect = match protocol {
                    Protocol::Query => Dialect::Query,
                    Protocol::Ec2 => Dialect::Ec2,
                    Protocol::AwsJson10 | Protocol::AwsJson11 | Protocol::RestJson | Protocol::Cbor => {
                        Dialect::Json
                    }
                };
                Fault::new(e.code(dialect), e.status(dialect), e.message(dialect))
            }
        }
    }
}
