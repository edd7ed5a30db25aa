//! STS: who am I.

use kernel::{Cx, Fault, Txn};
use wire::sts::{GetCallerIdentityRequest, GetCallerIdentityResponse};

pub(crate) fn get_caller_identity(
    cx: &Cx<'_>,
    _: &mut Txn,
    _: &GetCallerIdentityRequest,
) -> Result<GetCallerIdentityResponse, Fault> {
    let me = &cx.call.principal;
    Ok(GetCallerIdentityResponse {
        user_id: Some(me.user_id()),
        account: Some(me.account().to_string()),
        arn: Some(me.arn()),
    })
}
