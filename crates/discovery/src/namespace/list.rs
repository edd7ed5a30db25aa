//! `ListNamespaces` with its filters (API reference, NamespaceFilter).

use std::collections::BTreeMap;

use kernel::{Cx, Fault, Txn};
use wire::servicediscovery as w;

use super::record::Namespace;
use super::view;
use crate::fault;
use crate::page::page;
use crate::service::record::Service;

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListNamespacesRequest,
) -> Result<w::ListNamespacesResponse, Fault> {
    let mut all = t.range::<Namespace>(&Namespace::all(cx.scope()))?;
    for f in req.filters.iter().flatten() {
        let condition = f.condition.as_deref().unwrap_or("EQ");
        let begins = condition == "BEGINS_WITH" && f.name != "RESOURCE_OWNER";
        let [value] = f.values.as_slice() else {
            return Err(fault::invalid(format!("The filter {} takes one value", f.name)));
        };
        if condition != "EQ" && !begins {
            return Err(fault::invalid(format!(
                "The filter {} does not take the condition {condition}",
                f.name
            )));
        }
        let fits = |text: &str| match begins {
            true => text.starts_with(value.as_str()),
            false => text == value,
        };
        all.retain(|n| match f.name.as_str() {
            "TYPE" => fits(n.kind()),
            "NAME" => fits(&n.name),
            "HTTP_NAME" => fits(&n.http_name),
            // All are the account's own.
            _ => value == "SELF",
        });
    }
    let mut services: BTreeMap<String, usize> = BTreeMap::new();
    for s in t.range::<Service>(&Service::all(cx.scope()))? {
        *services.entry(s.namespace.clone()).or_default() += 1;
    }
    let (page, next_token) = page(all, |n| n.id.clone(), req.next_token.as_deref(), req.max_results)?;
    let count = |n: &Namespace| services.get(&n.id).copied().unwrap_or(0);
    Ok(w::ListNamespacesResponse {
        namespaces: Some(page.iter().map(|n| view::summary(n, count(n))).collect()),
        next_token,
    })
}
