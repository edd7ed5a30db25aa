//! AWS Certificate Manager (API version 2015-12-08): certificates for listeners, imported or issued by the
//! installation's own authority.
//!
//! A certificate that is requested is issued at once: the authority is this installation's, so there is no domain to
//! prove. Whoever trusts `ca.pem` trusts it.
//!
//! INVARIANT: a private key leaves only towards a proxy; no operation answers one and no error text holds any of it.

pub(crate) mod ops;
mod parse;
pub(crate) mod plan;
pub(crate) mod record;
#[cfg(test)]
mod tests;
mod view;

use kernel::Fault;

/// Who issues certificates.
pub trait Issuer: Send + Sync + 'static {
    /// A certificate for `names` (the first one is its subject) with a new key of `algorithm`, as ACM names it, good at
    /// `now` and for a year and some days.
    ///
    /// # Errors
    /// When the algorithm is none that it makes keys for.
    fn issue(&self, names: &[String], algorithm: &str, now: kernel::Time) -> Result<Issued, String>;
}

/// A new certificate, in PEM.
pub struct Issued {
    pub certificate: String,
    pub chain: String,
    pub key: String,
}

pub(crate) fn missing(arn: &str, account: &str) -> Fault {
    wire::acm::fault::resource_not_found_exception(format!(
        "Could not find certificate with arn {arn} in account {account}."
    ))
}
