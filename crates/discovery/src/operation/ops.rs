//! Telling of operations.

use kernel::{Cx, Fault, Txn};
use wire::servicediscovery as w;

use super::record::Operation;
use crate::fault;
use crate::page::page;

pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetOperationRequest,
) -> Result<w::GetOperationResponse, Fault> {
    let ours = req
        .owner_account
        .as_deref()
        .is_none_or(|o| *o == *cx.scope().account);
    let found = t.get::<Operation>(&Operation::at(cx.scope(), &req.operation_id))?;
    let o = found.filter(|_| ours).ok_or_else(|| {
        w::fault::operation_not_found(format!("No operation with the ID {} was found", req.operation_id))
    })?;
    Ok(w::GetOperationResponse {
        operation: Some(w::OperationShape {
            id: Some(o.id.clone()),
            owner_account: Some(o.scope.account.to_string()),
            r#type: Some(o.kind.clone()),
            status: Some("SUCCESS".into()),
            create_date: Some(o.created.into()),
            update_date: Some(o.created.into()),
            targets: Some(o.targets.clone()),
            ..Default::default()
        }),
    })
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListOperationsRequest,
) -> Result<w::ListOperationsResponse, Fault> {
    let mut all = t.range::<Operation>(&Operation::all(cx.scope()))?;
    for f in req.filters.iter().flatten() {
        let keep = condition(f)?;
        all.retain(|o| keep(o));
    }
    let (page, next_token) = page(all, |o| o.id.clone(), req.next_token.as_deref(), req.max_results)?;
    let summary = |o: &std::sync::Arc<Operation>| w::OperationSummary {
        id: Some(o.id.clone()),
        status: Some("SUCCESS".into()),
    };
    Ok(w::ListOperationsResponse {
        operations: Some(page.iter().map(summary).collect()),
        next_token,
    })
}

type Keeps<'a> = Box<dyn Fn(&Operation) -> bool + 'a>;

/// What a filter keeps. Each knows its own conditions only (API reference, OperationFilter).
fn condition(f: &w::OperationFilter) -> Result<Keeps<'_>, Fault> {
    let condition = f.condition.as_deref().unwrap_or("EQ");
    let fits = match f.name.as_str() {
        "UPDATE_DATE" => condition == "BETWEEN" && f.values.len() == 2,
        "STATUS" | "TYPE" if condition == "IN" => !f.values.is_empty(),
        _ => condition == "EQ" && f.values.len() == 1,
    };
    if !fits {
        return Err(fault::invalid(format!(
            "The filter {} does not take the condition {condition} with {} values",
            f.name,
            f.values.len()
        )));
    }
    let has = |text: &str| f.values.iter().any(|v| v == text);
    Ok(match f.name.as_str() {
        "NAMESPACE_ID" => Box::new(move |o| o.targets.get("NAMESPACE").is_some_and(|t| has(t))),
        "SERVICE_ID" => Box::new(move |o| o.targets.get("SERVICE").is_some_and(|t| has(t))),
        "STATUS" => Box::new(move |_| has("SUCCESS")),
        "TYPE" => Box::new(move |o| has(&o.kind)),
        _ => {
            let ends: Result<Vec<f64>, _> = f.values.iter().map(|v| v.parse()).collect();
            let Ok([from, to]) = ends.as_deref() else {
                return Err(fault::invalid(
                    "The values of the filter UPDATE_DATE are seconds since 1970",
                ));
            };
            let (from, to) = (*from, *to);
            Box::new(move |o| (from..=to).contains(&o.created.seconds()))
        }
    })
}
