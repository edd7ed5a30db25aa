//! A blob on its way to a client: while one piece is sent the next is read, off the runtime's threads.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::task::JoinHandle;

/// The body of an answer.
pub(crate) type Body = UnsyncBoxBody<Bytes, io::Error>;

const PIECE: u64 = 256 * 1024;

/// A body that is there already.
pub(crate) fn whole(bytes: impl Into<Bytes>) -> Body {
    Full::new(bytes.into())
        .map_err(|never| match never {})
        .boxed_unsync()
}

/// A part of a blob's file.
#[derive(Clone, Debug)]
pub struct Stretch {
    pub file: Arc<File>,
    pub range: Range<u64>,
}

pub(crate) fn body(stretch: &Stretch) -> Body {
    Reading {
        file: Arc::clone(&stretch.file),
        at: stretch.range.start,
        end: stretch.range.end,
        left: stretch.range.end.saturating_sub(stretch.range.start),
        next: None,
    }
    .boxed_unsync()
}

struct Reading {
    file: Arc<File>,
    /// Where the next piece begins that nobody reads yet.
    at: u64,
    end: u64,
    /// How much was not handed over yet.
    left: u64,
    next: Option<JoinHandle<io::Result<Bytes>>>,
}

impl Reading {
    fn read_on(&mut self) {
        let n = PIECE.min(self.end.saturating_sub(self.at));
        self.next = (n > 0).then(|| {
            let (file, at) = (Arc::clone(&self.file), self.at);
            self.at += n;
            tokio::task::spawn_blocking(move || {
                let mut piece = vec![0; usize::try_from(n).unwrap_or(0)];
                file.read_exact_at(&mut piece, at)?;
                Ok(Bytes::from(piece))
            })
        });
    }
}

impl HttpBody for Reading {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.next.is_none() {
            self.read_on();
        }
        let Some(next) = &mut self.next else {
            return Poll::Ready(None);
        };
        let piece = ready!(Pin::new(next).poll(cx)).unwrap_or_else(|e| Err(io::Error::other(e)));
        self.next = None;
        Poll::Ready(Some(piece.map(|bytes| {
            self.left -= bytes.len() as u64;
            self.read_on();
            Frame::data(bytes)
        })))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
