//! Files as bodies: [`Sending`] gives hyper blank memory and notes what it stands for.
//!
//! INVARIANT: nothing but such pieces lies in the blank memory, and it is never written to a socket.

use std::fs::File;
use std::io::{self, IoSliceMut};
use std::ops::Range;
use std::pin::Pin;
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use rustix::io::{Errno, ReadWriteFlags};
use tokio::task::JoinHandle;

use super::{Line, Piece};

/// So much is handed to hyper at once.
const PIECE: usize = 1 << 20;

/// It is never written, so it takes no memory.
static BLANK: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(vec![0; PIECE]));

pub(super) fn is_blank(bytes: &[u8]) -> bool {
    BLANK.as_ptr_range().contains(&bytes.as_ptr())
}

/// A part of a file that is a whole answer's body. A site puts it into the extensions of its answer beside a body with
/// the same bytes, which is used where this cannot be.
#[derive(Clone, Debug)]
pub struct Stretch {
    pub file: Arc<File>,
    pub range: Range<u64>,
}

/// The body of an answer that is a part of a file.
pub(crate) struct Sending {
    line: Arc<Line>,
    stretch: Stretch,
    /// The piece whose bytes are being fetched from the disk, so that sending it stops no other connection.
    fetching: Option<JoinHandle<io::Result<()>>>,
}

impl Sending {
    pub(crate) fn new(line: Arc<Line>, stretch: Stretch) -> Self {
        Self {
            line,
            stretch,
            fetching: None,
        }
    }

    fn left(&self) -> u64 {
        self.stretch.range.end.saturating_sub(self.stretch.range.start)
    }
}

/// Whether the byte at `at` is in the page cache, as far as the system tells.
fn is_near(file: &File, at: u64) -> bool {
    let mut byte = [0];
    let mut into = [IoSliceMut::new(&mut byte)];
    let found = rustix::io::preadv2(file, &mut into, at, ReadWriteFlags::NOWAIT);
    !matches!(found, Err(Errno::AGAIN))
}

fn fetch(file: &File, at: u64, n: usize) -> io::Result<()> {
    use std::os::unix::fs::FileExt as _;
    file.read_exact_at(&mut vec![0; n], at)
}

impl HttpBody for Sending {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let n = usize::try_from(self.left()).map_or(PIECE, |left| left.min(PIECE));
        if n == 0 {
            return Poll::Ready(None);
        }
        let at = self.stretch.range.start;
        if self.fetching.is_none() && !is_near(&self.stretch.file, at + n as u64 - 1) {
            let file = Arc::clone(&self.stretch.file);
            self.fetching = Some(tokio::task::spawn_blocking(move || fetch(&file, at, n)));
        }
        if let Some(fetching) = &mut self.fetching {
            let fetched = ready!(Pin::new(fetching).poll(cx));
            self.fetching = None;
            if let Err(e) = fetched.unwrap_or_else(|e| Err(io::Error::other(e))) {
                return Poll::Ready(Some(Err(e)));
            }
        }
        self.stretch.range.start += n as u64;
        self.line.pieces.lock().push_back(Piece {
            file: Arc::clone(&self.stretch.file),
            at,
            left: n,
        });
        Poll::Ready(Some(Ok(Frame::data(BLANK.slice(..n)))))
    }

    fn is_end_stream(&self) -> bool {
        self.left() == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left())
    }
}
