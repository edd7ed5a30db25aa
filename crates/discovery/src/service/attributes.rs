//! Attributes of a service as a whole: up to 30 (Cloud Map quotas).

use kernel::{Cx, Fault, Txn};
use wire::servicediscovery as w;

use crate::names;

const MOST: usize = 30;

pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetServiceAttributesRequest,
) -> Result<w::GetServiceAttributesResponse, Fault> {
    let s = names::service(cx, t, &req.service_id)?;
    Ok(w::GetServiceAttributesResponse {
        service_attributes: Some(w::ServiceAttributes {
            service_arn: Some(s.arn()),
            resource_owner: Some(s.scope.account.to_string()),
            attributes: Some(s.attributes.clone()),
        }),
    })
}

pub(crate) fn update(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateServiceAttributesRequest,
) -> Result<w::UpdateServiceAttributesResponse, Fault> {
    let mut s = (*names::service(cx, t, &req.service_id)?).clone();
    s.attributes.extend(req.attributes.clone());
    if s.attributes.len() > MOST {
        return Err(w::fault::service_attributes_limit_exceeded_exception(format!(
            "A service can have at most {MOST} attributes"
        )));
    }
    t.put(s)?;
    Ok(w::UpdateServiceAttributesResponse {})
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteServiceAttributesRequest,
) -> Result<w::DeleteServiceAttributesResponse, Fault> {
    let mut s = (*names::service(cx, t, &req.service_id)?).clone();
    s.attributes.retain(|key, _| !req.attributes.contains(key));
    t.put(s)?;
    Ok(w::DeleteServiceAttributesResponse {})
}
