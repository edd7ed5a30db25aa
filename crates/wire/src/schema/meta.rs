//! Services, operations and errors: static data that the gateway, the codecs and IAM read.

use super::{Bad, Member, Schema, Shape, Structure, Value};
use crate::protocol::Protocol;
use crate::validate::Refusal;

/// One AWS service.
#[derive(Debug)]
pub struct ServiceMeta {
    /// Its short name, that of its module here and of the command line: `ecs`.
    pub name: &'static str,
    /// `Amazon EC2 Container Service`.
    pub full_name: &'static str,
    /// The service part of a SigV4 credential scope.
    pub signing_name: &'static str,
    /// First label of its host name.
    pub endpoint_prefix: &'static str,
    /// `ecs` of the IAM action `ecs:RunTask`.
    pub iam_prefix: &'static str,
    pub api_version: &'static str,
    /// What precedes the dot in `X-Amz-Target`, and the service's part of a CBOR path.
    pub target_prefix: Option<&'static str>,
    pub json_version: Option<&'static str>,
    pub xml_namespace: Option<&'static str>,
    /// What the server accepts, most usual first.
    pub protocols: &'static [Protocol],
    /// JSON and CBOR errors carry `x-amzn-query-error`.
    pub query_compatible: bool,
    pub operations: &'static [&'static OperationMeta],
    /// Code of a failure of our own.
    pub internal: &'static str,
    /// How it refuses input that breaks the model.
    pub refusal: Refusal,
    /// Through an operation's Rust types and back (input when `true`, else output): proves types against tables.
    #[doc(hidden)]
    pub retype: fn(&str, bool, Value) -> Result<Value, Bad>,
    /// Every error some operation here is modelled to answer.
    pub errors: &'static [&'static ErrorMeta],
}

/// One operation.
#[derive(Debug)]
pub struct OperationMeta {
    pub service: &'static ServiceMeta,
    pub name: &'static str,
    pub http: Http,
    pub input: &'static Structure,
    pub output: &'static Structure,
    pub errors: &'static [&'static ErrorMeta],
    /// XML: the element around the members of the answer.
    pub result_wrapper: Option<&'static str>,
    /// Arrives without a signature.
    pub unsigned: bool,
    /// What SDKs put before the host name (`stream-`), if anything.
    pub host_prefix: Option<&'static str>,
    /// What follows the answer for as long as the call lasts: event streams. Empty for all other operations.
    pub events: &'static [(&'static str, &'static Structure)],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Http {
    pub method: &'static str,
    /// REST: path and query with `{member}` and `{member+}` parts.
    pub uri: &'static str,
    /// Status of a good answer.
    pub status: u16,
}

/// One modelled error.
#[derive(Debug)]
pub struct ErrorMeta {
    /// The shape's name: what JSON and CBOR answers carry.
    pub shape: &'static str,
    /// What query answers carry; differs from `shape` in many query services.
    pub code: &'static str,
    pub status: u16,
    /// The caller's mistake, not ours.
    pub sender: bool,
    pub members: &'static [Member],
}

/// An operation as a type: `wire::ecs::RunTask`.
pub trait Operation: 'static {
    type Input: Shape + Send;
    type Output: Shape + Send;
    const META: &'static OperationMeta;
}

impl OperationMeta {
    pub(crate) const fn new(
        service: &'static ServiceMeta,
        name: &'static str,
        http: Http,
        (input, output): (&'static Structure, &'static Structure),
        errors: &'static [&'static ErrorMeta],
    ) -> OperationMeta {
        OperationMeta {
            service,
            name,
            http,
            input,
            output,
            errors,
            result_wrapper: None,
            unsigned: false,
            host_prefix: None,
            events: &[],
        }
    }

    /// Whether it changes nothing, as its name tells.
    pub fn is_read_only(&self) -> bool {
        is_read_only(self.name)
    }

    /// The IAM action: `ecs:RunTask`.
    pub fn action(&self) -> String {
        format!("{}:{}", self.service.iam_prefix, self.name)
    }
    pub fn input_schema(&self) -> Schema {
        Schema::Struct(self.input)
    }
    pub fn output_schema(&self) -> Schema {
        Schema::Struct(self.output)
    }
}

impl ServiceMeta {
    pub fn operation(&self, name: &str) -> Option<&'static OperationMeta> {
        self.operations.iter().find(|o| o.name == name).copied()
    }
    /// The modelled error of that shape name or query code.
    pub fn error(&self, code: &str) -> Option<&'static ErrorMeta> {
        self.errors
            .iter()
            .find(|e| e.shape == code || e.code == code)
            .copied()
    }
}

impl ErrorMeta {
    /// The member that carries the sentence.
    pub fn message(&self) -> &'static str {
        let member = self
            .members
            .iter()
            .find(|m| m.wire.eq_ignore_ascii_case("message"));
        member.map_or("message", |m| m.wire)
    }
}

/// Whether operations of this name change nothing: AWS names them so, and CloudTrail's `readOnly` follows it.
pub fn is_read_only(operation: &str) -> bool {
    const LOOKS: &[&str] = &[
        "BatchCheck",
        "BatchGet",
        "Describe",
        "Discover",
        "Filter",
        "Get",
        "Head",
        "List",
        "Search",
        "StartLiveTail",
        "Test",
    ];
    LOOKS.iter().any(|p| operation.starts_with(p))
}
