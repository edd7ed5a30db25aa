//! The registry's scanning configuration: basic, without rules, for there is no scanner.

use kernel::{Cx, Fault, Txn};
use wire::ecr as w;

use crate::fault;

fn basic() -> w::RegistryScanningConfiguration {
    w::RegistryScanningConfiguration {
        scan_type: Some("BASIC".into()),
        rules: Some(Vec::new()),
    }
}

pub(crate) fn get(
    cx: &Cx<'_>,
    _t: &mut Txn,
    _req: &w::GetRegistryScanningConfigurationRequest,
) -> Result<w::GetRegistryScanningConfigurationResponse, Fault> {
    Ok(w::GetRegistryScanningConfigurationResponse {
        registry_id: Some(cx.scope().account.to_string()),
        scanning_configuration: Some(basic()),
    })
}

pub(crate) fn put(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::PutRegistryScanningConfigurationRequest,
) -> Result<w::PutRegistryScanningConfigurationResponse, Fault> {
    if req.scan_type.as_deref() == Some("ENHANCED") {
        return Err(fault::unsupported("the scanType ENHANCED"));
    }
    if req.rules.as_ref().is_some_and(|r| !r.is_empty()) {
        return Err(fault::unsupported("rules of a scanning configuration"));
    }
    Ok(w::PutRegistryScanningConfigurationResponse {
        registry_scanning_configuration: Some(basic()),
    })
}
