//! What IAM is asked about: the resources of each operation.

use kernel::{Access, Cx, Fault, Txn};
use wire::logs as w;

use crate::logs::refs;

pub(crate) fn create(cx: &Cx<'_>, t: &mut Txn, req: &w::CreateLogStreamRequest) -> Result<Access, Fault> {
    refs::stream_access(cx, t, &req.log_group_name, &req.log_stream_name)
}

pub(crate) fn delete(cx: &Cx<'_>, t: &mut Txn, req: &w::DeleteLogStreamRequest) -> Result<Access, Fault> {
    refs::stream_access(cx, t, &req.log_group_name, &req.log_stream_name)
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeLogStreamsRequest,
) -> Result<Access, Fault> {
    let group = refs::named(
        cx.scope(),
        req.log_group_name.as_deref(),
        req.log_group_identifier.as_deref(),
    )?;
    refs::access(cx, t, group)
}
