//! Bodies that pass through us: whether their peer goes on taking them.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::Instant;

use super::Line;
use crate::site::SiteBody;

/// How many there are, and when one of them was last asked for more.
pub(super) struct Watch {
    bodies: usize,
    asked: Instant,
}

impl Default for Watch {
    fn default() -> Self {
        Self {
            bodies: 0,
            asked: Instant::now(),
        }
    }
}

impl Line {
    /// Resolves when bodies were given to the peer of which it has taken nothing for `patience`. What is written to the
    /// socket tells nothing of that over HTTP/2, where each body has a window of its own.
    pub(crate) async fn stalled(&self, patience: Duration) {
        loop {
            tokio::time::sleep(patience).await;
            let watch = self.watched.lock();
            if watch.bodies > 0 && watch.asked.elapsed() >= patience {
                return;
            }
        }
    }
}

/// The body of a site's answer, whose peer has to go on taking it.
pub(crate) struct Watched {
    body: SiteBody,
    line: Arc<Line>,
}

impl Watched {
    pub(crate) fn new(body: SiteBody, line: Arc<Line>) -> Self {
        let mut watch = line.watched.lock();
        watch.bodies += 1;
        watch.asked = Instant::now();
        drop(watch);
        Self { body, line }
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.line.watched.lock().bodies -= 1;
    }
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let frame = Pin::new(&mut self.body).poll_frame(cx);
        self.line.watched.lock().asked = Instant::now();
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
