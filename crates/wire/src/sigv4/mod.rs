//! AWS Signature Version 4, both sides, as pure functions.
//!
//! | file | what |
//! |---|---|
//! | `date` | the `YYYYMMDDTHHMMSSZ` stamps that every signature carries |
//! | `canonical` | the canonical request: which bytes a signature covers |
//! | `key` | key derivation, HMAC, and the bounded cache of derived keys |
//! | `parse` | what a request presents: a header, a query (presigned URL), or nothing |
//! | `verify` | the server's side |
//! | `sign` | the client's side: headers, and presigned URLs |
//! | `error` | which rule failed, and how each family of services says so |
//!
//! Source of the rules: IAM User Guide, "AWS Signature Version 4 for API requests", and the Amazon S3
//! API Reference, "Authenticating Requests (AWS Signature Version 4)".
//!
//! Invariants:
//! - Nothing here reads a clock, and nothing does I/O; time comes in as seconds since 1970.
//! - A signature is compared in constant time, and no secret appears in `Debug` or in an error.
//! - A derived key enters the cache only after a signature made with it was right, so strangers
//!   cannot fill the cache.

mod canonical;
mod date;
mod error;
mod key;
mod parse;
mod sign;
mod verify;

#[cfg(test)]
mod tests;

pub use date::{format_amz_date, parse_amz_date};
pub use error::{Dialect, SigError};
pub use key::{KeyCache, same, sha256_hex};
pub use parse::{Auth, Presented, parse};
pub use sign::{SignError, presign, sign};
pub use verify::{Body, verify};

/// The only algorithm served; `AWS4-ECDSA-P256-SHA256` (SigV4a) is refused by name.
pub(crate) const ALGORITHM: &str = "AWS4-HMAC-SHA256";
/// The value of `x-amz-content-sha256` that leaves the body out of the signature (Amazon S3 only).
pub(crate) const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// The credentials that a client signs with.
#[derive(Clone)]
pub struct Credentials {
    pub access_key_id: String,
    pub secret_access_key: String,
    /// Present for temporary credentials (`ASIA…`).
    pub session_token: Option<String>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .finish_non_exhaustive()
    }
}
