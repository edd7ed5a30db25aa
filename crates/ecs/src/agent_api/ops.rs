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
    let host = cx.call.host.as_deref().unwrap_or("127.0.0.1:4580");
    match cx.call.secure {
        // The official agent checks its websocket's certificate against the name as it stands here, port included:
        // the usual port is left out.
        true => format!("https://{}", host.strip_suffix(":443").unwrap_or(host)),
        false => format!("http://{host}"),
    }
}
