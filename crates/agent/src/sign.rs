//! Signing what goes to the control plane.

pub use wire::sigv4::Credentials;

use crate::clock;

/// Adds host, date and `Authorization` for service `service`.
pub(crate) fn sign(
    parts: &mut http::request::Parts,
    body: &[u8],
    credentials: &Credentials,
    region: &str,
    service: &str,
) -> anyhow::Result<()> {
    let now_s = clock::now() / 1000;
    Ok(wire::sigv4::sign(
        parts,
        body,
        credentials,
        region,
        service,
        now_s,
    )?)
}
