//! DiscoverPollEndpoint.

use kernel::{Cx, Fault, Txn};
use wire::ecs as w;

/// Both sockets are on the address that the agent already reaches. The agent appends `/ws` and keeps the answer for
/// twelve hours, so it is a name and not a replica.
pub(crate) fn discover(
    cx: &Cx<'_>,
    _t: &mut Txn,
    _req: &w::DiscoverPollEndpointRequest,
) -> Result<w::DiscoverPollEndpointResponse, Fault> {
    let base = base(cx);
    Ok(w::DiscoverPollEndpointResponse {
        endpoint: Some(format!("{base}/acs")),
        telemetry_endpoint: Some(format!("{base}/tcs")),
        ..Default::default()
    })
}

/// `http(s)://host:port` as the caller spelled it.
pub(crate) fn base(cx: &Cx<'_>) -> String {
    let scheme = if cx.call.secure { "https" } else { "http" };
    format!(
        "{scheme}://{}",
        cx.call.host.as_deref().unwrap_or("127.0.0.1:4580")
    )
}
