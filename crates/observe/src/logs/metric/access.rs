//! What IAM is asked about: the group; testing a pattern touches nothing.

use kernel::{Access, Cx, Fault, Txn};
use wire::logs as w;

use crate::logs::refs;

pub(crate) fn put(cx: &Cx<'_>, t: &mut Txn, req: &w::PutMetricFilterRequest) -> Result<Access, Fault> {
    refs::access(cx, t, &req.log_group_name)
}

pub(crate) fn delete(cx: &Cx<'_>, t: &mut Txn, req: &w::DeleteMetricFilterRequest) -> Result<Access, Fault> {
    refs::access(cx, t, &req.log_group_name)
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeMetricFiltersRequest,
) -> Result<Access, Fault> {
    refs::access(cx, t, req.log_group_name.as_deref().unwrap_or_default())
}

pub(crate) fn test(_: &Cx<'_>, _: &mut Txn, _: &w::TestMetricFilterRequest) -> Result<Access, Fault> {
    Ok(Access::any())
}
