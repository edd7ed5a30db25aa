//! Which rule a request broke, and how each family of services says so.
//!
//! Codes: "Common Error Types" of each API Reference; for S3, "List of error codes"; for EC2, "Error
//! codes for the Amazon EC2 API".

use super::date::{format_amz_date, parse_amz_date};
use super::verify::SKEW_S;

/// How a service spells its errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// AWS JSON 1.0/1.1, REST JSON and CBOR: ECS, ECR, Logs, …
    Json,
    /// AWS query: IAM, STS, Elastic Load Balancing, Auto Scaling.
    Query,
    Ec2,
    S3,
}

/// The rule that failed. Texts of stamps are the client's own; no variant holds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SigError {
    /// The request presents no signature at all.
    Missing,
    /// A part of the claim is absent or malformed; the sentence says which.
    Incomplete(String),
    /// A parameter of a presigned query is out of range or given twice.
    QueryParameter(String),
    /// A header and a query claim, or two `Authorization` headers.
    TwoMechanisms,
    /// The stamp is not of the form `YYYYMMDDTHHMMSSZ`.
    BadDate(String),
    ScopeDate {
        scope: String,
        stamp: String,
    },
    /// The stamp is too far in the past.
    Expired {
        stamp: String,
        now: i64,
    },
    /// The stamp is too far in the future.
    NotYet {
        stamp: String,
        now: i64,
    },
    /// A presigned URL outlived its `X-Amz-Expires`.
    UrlExpired {
        stamp: String,
        life: i64,
        now: i64,
    },
    /// A header that must be signed is not in `SignedHeaders`.
    HeaderNotSigned(String),
    /// `x-amz-content-sha256` is not the digest of the body.
    PayloadMismatch,
    /// A kind of payload that is not served here, such as `STREAMING-…` or unsigned outside S3.
    UnsupportedPayload(String),
    Mismatch,
    /// No such access key, or an inactive one.
    UnknownKey,
    /// The session token is absent, superfluous or not this key's.
    WrongToken,
    /// Temporary credentials past their end.
    ExpiredToken,
}

const WRONG: &str = "The request signature we calculated does not match the signature you provided. Check your AWS \
                     Secret Access Key and signing method. Consult the service documentation for details.";
const WRONG_S3: &str = "The request signature we calculated does not match the signature you provided. Check your \
                        key and signing method.";

impl SigError {
    /// AWS's error code in the given dialect.
    pub fn code(&self, dialect: Dialect) -> &'static str {
        let [json, query, ec2, s3] = self.codes();
        match dialect {
            Dialect::Json => json,
            Dialect::Query => query,
            Dialect::Ec2 => ec2,
            Dialect::S3 => s3,
        }
    }

    fn codes(&self) -> [&'static str; 4] {
        match self {
            SigError::Missing => [
                "MissingAuthenticationTokenException",
                "MissingAuthenticationToken",
                "AuthFailure",
                "AccessDenied",
            ],
            SigError::Incomplete(_) => [
                "IncompleteSignatureException",
                "IncompleteSignature",
                "AuthFailure",
                "AuthorizationHeaderMalformed",
            ],
            SigError::QueryParameter(_) => [
                "IncompleteSignatureException",
                "IncompleteSignature",
                "AuthFailure",
                "AuthorizationQueryParametersError",
            ],
            SigError::TwoMechanisms => [
                "IncompleteSignatureException",
                "IncompleteSignature",
                "AuthFailure",
                "InvalidArgument",
            ],
            SigError::BadDate(_) => [
                "IncompleteSignatureException",
                "IncompleteSignature",
                "AuthFailure",
                "AccessDenied",
            ],
            SigError::Expired { .. } => [
                "InvalidSignatureException",
                "SignatureDoesNotMatch",
                "RequestExpired",
                "RequestTimeTooSkewed",
            ],
            SigError::NotYet { .. } => [
                "InvalidSignatureException",
                "SignatureDoesNotMatch",
                "AuthFailure",
                "RequestTimeTooSkewed",
            ],
            SigError::UrlExpired { .. } => [
                "InvalidSignatureException",
                "SignatureDoesNotMatch",
                "RequestExpired",
                "AccessDenied",
            ],
            SigError::PayloadMismatch => [
                "InvalidSignatureException",
                "SignatureDoesNotMatch",
                "AuthFailure",
                "XAmzContentSHA256Mismatch",
            ],
            SigError::UnsupportedPayload(_) => [
                "InvalidSignatureException",
                "SignatureDoesNotMatch",
                "AuthFailure",
                "NotImplemented",
            ],
            SigError::ScopeDate { .. } | SigError::HeaderNotSigned(_) | SigError::Mismatch => [
                "InvalidSignatureException",
                "SignatureDoesNotMatch",
                "AuthFailure",
                "SignatureDoesNotMatch",
            ],
            SigError::UnknownKey => [
                "UnrecognizedClientException",
                "InvalidClientTokenId",
                "AuthFailure",
                "InvalidAccessKeyId",
            ],
            SigError::WrongToken => [
                "UnrecognizedClientException",
                "InvalidClientTokenId",
                "AuthFailure",
                "InvalidToken",
            ],
            SigError::ExpiredToken => [
                "ExpiredTokenException",
                "ExpiredToken",
                "RequestExpired",
                "ExpiredToken",
            ],
        }
    }

    /// The HTTP status that goes with [`SigError::code`].
    pub fn status(&self, dialect: Dialect) -> u16 {
        match (dialect, self) {
            (Dialect::Json, _) => 400,
            (
                Dialect::Query,
                SigError::Incomplete(_) | SigError::QueryParameter(_) | SigError::TwoMechanisms,
            ) => 400,
            (Dialect::Query, SigError::BadDate(_)) => 400,
            (Dialect::Query, _) => 403,
            (
                Dialect::Ec2,
                SigError::Expired { .. } | SigError::UrlExpired { .. } | SigError::ExpiredToken,
            ) => 400,
            (Dialect::Ec2, _) => 401,
            (Dialect::S3, SigError::UnsupportedPayload(_)) => 501,
            (
                Dialect::S3,
                SigError::Incomplete(_)
                | SigError::QueryParameter(_)
                | SigError::TwoMechanisms
                | SigError::PayloadMismatch
                | SigError::WrongToken
                | SigError::ExpiredToken,
            ) => 400,
            (Dialect::S3, _) => 403,
        }
    }

    /// AWS's sentence in the given dialect.
    pub fn message(&self, dialect: Dialect) -> String {
        match (dialect, self) {
            (Dialect::S3, SigError::Missing) => "Access Denied".to_owned(),
            (Dialect::S3, SigError::Expired { .. } | SigError::NotYet { .. }) => {
                "The difference between the request time and the current time is too large.".to_owned()
            }
            (Dialect::S3, SigError::UrlExpired { .. }) => "Request has expired".to_owned(),
            (Dialect::S3, SigError::Mismatch) => WRONG_S3.to_owned(),
            (Dialect::S3, SigError::UnknownKey) => {
                "The AWS Access Key Id you provided does not exist in our records.".to_owned()
            }
            (Dialect::S3, SigError::WrongToken) => {
                "The provided token is malformed or otherwise invalid.".to_owned()
            }
            (Dialect::S3, SigError::ExpiredToken) => "The provided token has expired.".to_owned(),
            (Dialect::S3, SigError::PayloadMismatch) => {
                "The provided 'x-amz-content-sha256' header does not match what was computed.".to_owned()
            }
            (
                Dialect::Ec2,
                SigError::Expired { .. } | SigError::UrlExpired { .. } | SigError::ExpiredToken,
            ) => "Request has expired.".to_owned(),
            (
                Dialect::Ec2,
                SigError::UnknownKey | SigError::WrongToken | SigError::Missing | SigError::Mismatch,
            ) => "AWS was not able to validate the provided access credentials".to_owned(),
            _ => self.common_message(),
        }
    }

    fn common_message(&self) -> String {
        match self {
            SigError::Missing => "Missing Authentication Token".to_owned(),
            SigError::Incomplete(text) | SigError::QueryParameter(text) => text.clone(),
            SigError::TwoMechanisms => {
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter or the Authorization \
                 header should be specified"
                    .to_owned()
            }
            SigError::BadDate(stamp) => {
                format!("Date must be in ISO-8601 'basic format'. Got '{stamp}'. See http://en.wikipedia.org/wiki/ISO_8601")
            }
            SigError::ScopeDate { scope, stamp } => format!(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{scope}' \
                 != '{}', from '{stamp}'.",
                stamp.get(..8).unwrap_or(stamp)
            ),
            SigError::Expired { stamp, now } => format!(
                "Signature expired: {stamp} is now earlier than {} ({} - {} min.)",
                format_amz_date(now - SKEW_S),
                format_amz_date(*now),
                SKEW_S / 60
            ),
            SigError::NotYet { stamp, now } => format!(
                "Signature not yet current: {stamp} is still later than {} ({} + {} min.)",
                format_amz_date(now + SKEW_S),
                format_amz_date(*now),
                SKEW_S / 60
            ),
            SigError::UrlExpired { stamp, life, now } => format!(
                "Signature expired: {} is now earlier than {}",
                format_amz_date(parse_amz_date(stamp).unwrap_or_default().saturating_add(*life)),
                format_amz_date(*now)
            ),
            SigError::HeaderNotSigned(name) if name == "host" => {
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.".to_owned()
            }
            SigError::HeaderNotSigned(name) => {
                format!("'{name}' must be a 'SignedHeader' in the AWS Authorization.")
            }
            SigError::UnsupportedPayload(kind) => format!("payload type `{kind}` of `x-amz-content-sha256` is not supported"),
            SigError::Mismatch | SigError::PayloadMismatch => WRONG.to_owned(),
            SigError::UnknownKey | SigError::WrongToken => {
                "The security token included in the request is invalid.".to_owned()
            }
            SigError::ExpiredToken => "The security token included in the request is expired".to_owned(),
        }
    }
}

impl std::fmt::Display for SigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.common_message())
    }
}

impl std::error::Error for SigError {}
