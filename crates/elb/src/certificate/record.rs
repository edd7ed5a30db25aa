//! What is stored of a certificate.

use std::sync::Arc;

use kernel::{Arn, Fault, Key, Record, Scope, Time, Txn};
use serde::{Deserialize, Serialize};

use crate::tag::Tags;

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Certificate {
    pub scope: Scope,
    pub id: String,
    /// Issued by the installation's authority, which renews it, or imported.
    pub issued: bool,
    /// PEM: the certificate, those that signed it, its private key.
    pub certificate: String,
    pub chain: String,
    pub private_key: String,
    pub facts: Facts,
    pub created: Time,
    pub renewed: Option<Time>,
    /// RequestCertificate's idempotency token.
    pub token: Option<String>,
    pub tags: Tags,
}

/// What the certificate says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// The first of them is `DomainName`.
    pub names: Vec<String>,
    pub subject: String,
    pub issuer: String,
    pub serial: String,
    pub not_before: Time,
    pub not_after: Time,
    /// ACM's word: `RSA_2048`, `EC_prime256v1`.
    pub key_algorithm: String,
    pub signature_algorithm: String,
    pub key_usages: Vec<String>,
    pub extended_key_usages: Vec<String>,
}

impl Certificate {
    pub(crate) fn at(scope: &Scope, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[id])
    }

    pub(crate) fn arn(&self) -> String {
        self.scope.arn("acm", format_args!("certificate/{}", self.id))
    }
}

impl std::fmt::Debug for Certificate {
    /// Without the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Certificate")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Record for Certificate {
    const KIND: &'static str = "acm.certificate";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.id)
    }
}

/// The certificate that an ARN names in `scope`.
pub(crate) fn find(t: &mut Txn, scope: &Scope, arn: &str) -> Result<Option<Arc<Certificate>>, Fault> {
    let id = Arn::parse(arn)
        .filter(|a| a.service == "acm" && a.is_in(scope))
        .and_then(|a| a.typed())
        .filter(|(kind, _)| *kind == "certificate")
        .map(|(_, id)| id);
    match id {
        Some(id) => t.get::<Certificate>(&Certificate::at(scope, id)),
        None => Ok(None),
    }
}
