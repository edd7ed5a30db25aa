//! Ids and ARNs, and what they name. Where AWS takes an id it takes an ARN too.

use std::sync::Arc;

use kernel::{Arn, Cx, Fault, Scope, Txn};

use crate::fault;
use crate::namespace::record::Namespace;
use crate::service::record::Service;

const ALPHABET: &[u8] = b"abcdefghijklmnopqrstuvwxyz234567";

/// `ns-` or `srv-` and sixteen characters.
pub(crate) fn id(cx: &Cx<'_>, prefix: &str) -> String {
    format!("{prefix}-{}", cx.dice().word(16, ALPHABET))
}

pub(crate) fn operation_id(cx: &Cx<'_>) -> String {
    format!("{}-{}", cx.dice().word(32, ALPHABET), cx.dice().word(8, ALPHABET))
}

pub(crate) fn arn(scope: &Scope, kind: &str, id: &str) -> String {
    scope.arn("servicediscovery", format_args!("{kind}/{id}"))
}

/// The id in an ARN of `kind` in `scope`, or the text itself when it is no ARN. `None` for an ARN of anything else.
fn bare<'a>(scope: &Scope, kind: &str, text: &'a str) -> Option<&'a str> {
    if !text.starts_with("arn:") {
        return Some(text);
    }
    let arn = Arn::parse(text).filter(|a| a.service == "servicediscovery" && a.is_in(scope))?;
    arn.typed().filter(|(k, _)| *k == kind).map(|(_, id)| id)
}

/// The ARN of what an id or an ARN names, for IAM.
pub(crate) fn arn_of(scope: &Scope, kind: &str, text: &str) -> String {
    match text.starts_with("arn:") {
        true => text.to_owned(),
        false => arn(scope, kind, text),
    }
}

/// The namespace that an id or ARN names.
pub(crate) fn namespace(cx: &Cx<'_>, t: &mut Txn, text: &str) -> Result<Arc<Namespace>, Fault> {
    let found = match bare(cx.scope(), "namespace", text) {
        Some(id) => t.get::<Namespace>(&Namespace::at(cx.scope(), id))?,
        None => None,
    };
    found.ok_or_else(|| fault::no_namespace(text))
}

/// The service that an id or ARN names.
pub(crate) fn service(cx: &Cx<'_>, t: &mut Txn, text: &str) -> Result<Arc<Service>, Fault> {
    let found = match bare(cx.scope(), "service", text) {
        Some(id) => t.get::<Service>(&Service::at(cx.scope(), id))?,
        None => None,
    };
    found.ok_or_else(|| fault::no_service(text))
}

/// What `DiscoverInstances` names: a namespace by its HTTP name and a service by its own.
pub(crate) fn discovered(
    cx: &Cx<'_>,
    t: &mut Txn,
    namespace: &str,
    service: &str,
    owner: Option<&str>,
) -> Result<(Arc<Namespace>, Arc<Service>), Fault> {
    let scope = cx.scope();
    let ours = owner.is_none_or(|o| *o == *scope.account);
    let all = t.range::<Namespace>(&Namespace::all(scope))?;
    let found = all.into_iter().find(|n| ours && n.http_name == namespace);
    let found = found.ok_or_else(|| fault::no_namespace(namespace))?;
    let services = crate::service::record::of(t, scope, &found.id)?;
    let exact = services.iter().find(|s| s.name == service);
    let folded = || {
        let dns = services.iter().filter(|s| s.dns.is_some());
        dns.clone().find(|s| s.name.eq_ignore_ascii_case(service))
    };
    let service = exact.or_else(folded).ok_or_else(|| fault::no_service(service))?;
    Ok((found, Arc::clone(service)))
}
