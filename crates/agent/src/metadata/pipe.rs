//! The control plane from inside a task: bytes pass unchanged, so what a client signed stays signed. Towards a control
//! plane that speaks TLS the agent does too.

use tokio::io::{AsyncRead, AsyncWrite, copy_bidirectional};

use super::Edge;

impl Edge {
    pub(super) async fn pipe(&self, mut task: impl AsyncRead + AsyncWrite + Unpin) {
        let Ok(endpoint) = self.config.endpoint.parse() else {
            return;
        };
        match self.dialer.dial(&endpoint).await {
            Ok(mut line) => drop(copy_bidirectional(&mut task, &mut line).await),
            // The task sees a connection that breaks off, as from any server that is away.
            Err(e) => tracing::debug!(error = %e, "a task's call could not be passed on"),
        }
    }
}
