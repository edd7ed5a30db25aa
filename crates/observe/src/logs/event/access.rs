//! What IAM is asked about: the resources of each operation.

use kernel::{Access, Cx, Fault, Txn};
use wire::logs as w;

use crate::logs::refs;

pub(crate) fn put(cx: &Cx<'_>, t: &mut Txn, req: &w::PutLogEventsRequest) -> Result<Access, Fault> {
    refs::stream_access(cx, t, &req.log_group_name, &req.log_stream_name)
}

pub(crate) fn get(cx: &Cx<'_>, t: &mut Txn, req: &w::GetLogEventsRequest) -> Result<Access, Fault> {
    let group = refs::named(
        cx.scope(),
        req.log_group_name.as_deref(),
        req.log_group_identifier.as_deref(),
    )?;
    refs::stream_access(cx, t, group, &req.log_stream_name)
}

pub(crate) fn filter(cx: &Cx<'_>, t: &mut Txn, req: &w::FilterLogEventsRequest) -> Result<Access, Fault> {
    let group = refs::named(
        cx.scope(),
        req.log_group_name.as_deref(),
        req.log_group_identifier.as_deref(),
    )?;
    refs::access(cx, t, group)
}
