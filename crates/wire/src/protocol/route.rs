//! Which protocol, service and operation a request means.
//!
//! In this order: the CBOR header, `X-Amz-Target`, a form with `Action`, then REST by the signature's scope. The
//! credential scope names the service where the request itself does not.

use super::{HttpIn, Protocol, form, rest};
use crate::fault::Fault;
use crate::schema::{OperationMeta, ServiceMeta};
use crate::services;
use http::header::CONTENT_TYPE;

/// Where a request goes.
#[derive(Clone, Debug)]
pub struct Route {
    pub protocol: Protocol,
    /// `None` when no service here is meant; the operation is then unknown too.
    pub service: Option<&'static ServiceMeta>,
    /// The name as asked when it is not one that is served.
    pub operation: Result<&'static OperationMeta, String>,
}

/// Reads a request's address. `scope` is the service of its SigV4 credential scope, if it is signed.
///
/// `None`: this is no AWS API request (a browser, a registry client, …).
pub fn route(http: &HttpIn<'_>, scope: Option<&str>) -> Option<Route> {
    cbor(http)
        .or_else(|| json(http))
        .or_else(|| query(http, scope))
        .or_else(|| rest(http, scope?))
}

/// What a client is told who asks for an operation that is not served, in its protocol's words.
pub fn unknown_operation(protocol: Protocol, operation: &str) -> Fault {
    let hint = "Longshore does not serve it; docs/operations.md lists what it serves.";
    match protocol {
        Protocol::Query | Protocol::Ec2 => {
            let text = format!("The action {operation} is not valid for this web service. {hint}");
            Fault::new("InvalidAction", 400, text)
        }
        Protocol::AwsJson10 | Protocol::AwsJson11 | Protocol::Cbor => Fault::new(
            "UnknownOperationException",
            400,
            format!("Unknown operation {operation}. {hint}"),
        ),
        Protocol::RestJson => Fault::new(
            "UnknownOperationException",
            404,
            format!("Unknown operation {operation}. {hint}"),
        ),
    }
}

fn found(protocol: Protocol, service: Option<&'static ServiceMeta>, name: &str) -> Route {
    let operation = service
        .filter(|s| s.speaks(protocol))
        .and_then(|s| s.operation(name));
    Route {
        protocol,
        service,
        operation: operation.ok_or_else(|| name.to_owned()),
    }
}

/// `smithy-protocol: rpc-v2-cbor` and `/service/<target prefix>/operation/<name>`, perhaps below a base path.
fn cbor(http: &HttpIn<'_>) -> Option<Route> {
    if http.headers.get("smithy-protocol")? != "rpc-v2-cbor" {
        return None;
    }
    let (_, rest) = http.path.split_once("/service/")?;
    let (service, name) = rest.split_once("/operation/")?;
    // A prefix may carry its namespace.
    let service = service.rsplit('.').next().unwrap_or(service);
    Some(found(Protocol::Cbor, by_target(service), name))
}

fn by_target(prefix: &str) -> Option<&'static ServiceMeta> {
    services()
        .iter()
        .find(|s| s.target_prefix == Some(prefix))
        .copied()
}

/// `X-Amz-Target: <target prefix>.<name>`. The answer's content type follows the request's.
fn json(http: &HttpIn<'_>) -> Option<Route> {
    let target = http.headers.get("x-amz-target")?.to_str().unwrap_or_default();
    let (prefix, name) = target.rsplit_once('.').unwrap_or(("", target));
    let service = by_target(prefix);
    let told = content_type(http);
    let old = match (told.ends_with("json-1.0"), told.ends_with("json-1.1")) {
        (false, false) => service.is_some_and(|s| s.json_version == Some("1.0")),
        (old, _) => old,
    };
    Some(found(
        if old {
            Protocol::AwsJson10
        } else {
            Protocol::AwsJson11
        },
        service,
        name,
    ))
}

fn content_type<'a>(http: &HttpIn<'a>) -> &'a str {
    let value = http
        .headers
        .get(CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim()
}

/// `Action=<name>&Version=<API version>`, posted as a form or presigned in the URL.
fn query(http: &HttpIn<'_>, scope: Option<&str>) -> Option<Route> {
    let posted = content_type(http).eq_ignore_ascii_case("application/x-www-form-urlencoded");
    let form = if posted && !http.body.is_empty() {
        http.body
    } else {
        http.query.as_bytes()
    };
    let action = form::get(form, "Action")?;
    let version = form::get(form, "Version").unwrap_or_default();
    let speaks = |s: &&&'static ServiceMeta| s.speaks(Protocol::Query) || s.speaks(Protocol::Ec2);
    let meant = |s: &&&'static ServiceMeta| scope.is_none_or(|scope| s.signing_name == scope);
    // Two services may share a scope (elasticloadbalancing): then the version tells. Old versions are understood.
    let service = services()
        .iter()
        .filter(speaks)
        .filter(meant)
        .max_by_key(|s| (s.api_version == version, s.operation(&action).is_some()))
        .filter(|s| scope.is_some() || s.operation(&action).is_some())
        .copied();
    let ec2 = service.map_or(scope == Some("ec2"), |s| s.speaks(Protocol::Ec2));
    Some(found(
        if ec2 { Protocol::Ec2 } else { Protocol::Query },
        service,
        &action,
    ))
}

/// Method and path, among the operations of the signed service.
fn rest(http: &HttpIn<'_>, scope: &str) -> Option<Route> {
    let protocol = Protocol::RestJson;
    let service = services()
        .iter()
        .find(|s| s.signing_name == scope && s.speaks(protocol))
        .copied()?;
    let fits = |op: &&&'static OperationMeta| {
        op.http.method == http.method.as_str() && rest::labels(op.http.uri, http.path).is_some()
    };
    // A fixed segment is meant before a label.
    let fixed = |op: &&&'static OperationMeta| std::cmp::Reverse(op.http.uri.matches('{').count());
    let operation = service.operations.iter().filter(fits).max_by_key(fixed).copied();
    let asked = || format!("{} {}", http.method, http.path);
    Some(Route {
        protocol,
        service: Some(service),
        operation: operation.ok_or_else(asked),
    })
}

impl ServiceMeta {
    /// Whether it accepts that protocol. A JSON service takes either version's content type.
    pub fn speaks(&self, protocol: Protocol) -> bool {
        use Protocol::{AwsJson10, AwsJson11};
        self.protocols.iter().any(|p| {
            *p == protocol || matches!((*p, protocol), (AwsJson10, AwsJson11) | (AwsJson11, AwsJson10))
        })
    }
}
