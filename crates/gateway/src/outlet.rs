//! The way out of a connection: files go from the page cache to the socket without being read (`sendfile(2)`), and a
//! peer that takes nothing for too long is let go.
//!
//! hyper writes what a body gives it and knows no files. So [`Sending`], the body, gives it pieces of blank memory and
//! notes in the connection's [`Line`] which part of which file each stands for; [`Outlet`], between hyper and the
//! socket, sends that part when it is handed the blank. Only HTTP/1 over plain TCP can do this: elsewhere the bytes have
//! to pass through us, and the site's own body is used.
//!
//! INVARIANT: pieces are noted in the order in which they are given to hyper, which writes them in that order. INVARIANT:
//! nothing but such pieces lies in the blank memory, and it is never written to a socket.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IoSlice, IoSliceMut};
use std::ops::Range;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use parking_lot::Mutex;
use rustix::io::{Errno, ReadWriteFlags};
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::{Instant, Sleep};
use tokio_rustls::server::TlsStream;

use crate::site::SiteBody;

/// So much is handed to hyper at once.
const PIECE: usize = 1 << 20;

/// It is never written, so it takes no memory.
static BLANK: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(vec![0; PIECE]));

fn is_blank(bytes: &[u8]) -> bool {
    BLANK.as_ptr_range().contains(&bytes.as_ptr())
}

/// A part of a file that is a whole answer's body. A site puts it into the extensions of its answer beside a body with
/// the same bytes, which is used where this cannot be.
#[derive(Clone, Debug)]
pub struct Stretch {
    pub file: Arc<File>,
    pub range: Range<u64>,
}

/// What the requests of a connection tell its way out.
pub(crate) struct Line {
    /// Whether it is plain TCP.
    plain: bool,
    pieces: Mutex<VecDeque<Piece>>,
    /// Whether the peer has to take what it asked for. One that was upgraded, or that follows events, may pause.
    pressed: AtomicBool,
    /// Bodies of sites under way ([`Watched`]).
    watched: Mutex<Watch>,
}

/// How many there are, and when one of them was last asked for more.
struct Watch {
    bodies: usize,
    asked: Instant,
}

struct Piece {
    file: Arc<File>,
    at: u64,
    left: usize,
}

impl Line {
    pub(crate) fn new(plain: bool) -> Arc<Self> {
        Arc::new(Self {
            plain,
            pieces: Mutex::default(),
            pressed: AtomicBool::new(true),
            watched: Mutex::new(Watch {
                bodies: 0,
                asked: Instant::now(),
            }),
        })
    }

    /// Whether an answer to a request of this version may be a [`Sending`].
    pub(crate) fn takes_files(&self, version: http::Version) -> bool {
        self.plain && version <= http::Version::HTTP_11
    }

    pub(crate) fn press(&self, on: bool) {
        self.pressed.store(on, Ordering::Relaxed);
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

/// What a connection writes to.
pub(crate) trait Socket: AsyncRead + AsyncWrite + Unpin {
    /// Sends up to `n` bytes of a file, from `at` on.
    fn poll_send(&self, cx: &mut Context<'_>, file: &File, at: u64, n: usize) -> Poll<io::Result<usize>>;
}

impl Socket for TcpStream {
    fn poll_send(&self, cx: &mut Context<'_>, file: &File, at: u64, n: usize) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.poll_write_ready(cx))?;
            let mut from = at;
            let sent = self.try_io(Interest::WRITABLE, || {
                Ok(rustix::fs::sendfile(self, file, Some(&mut from), n)?)
            });
            match sent {
                Err(e) if matches!(e.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => {}
                sent => return Poll::Ready(sent),
            }
        }
    }
}

impl Socket for TlsStream<TcpStream> {
    fn poll_send(&self, _: &mut Context<'_>, _: &File, _: u64, _: usize) -> Poll<io::Result<usize>> {
        Poll::Ready(Err(io::ErrorKind::Unsupported.into()))
    }
}

/// A socket that hyper writes to.
pub(crate) struct Outlet<S> {
    socket: S,
    line: Arc<Line>,
    patience: Duration,
    /// Runs out when the peer has taken nothing for so long.
    waiting: Pin<Box<Sleep>>,
    is_waiting: bool,
}

impl<S: Socket> Outlet<S> {
    pub(crate) fn new(socket: S, line: Arc<Line>, patience: Duration) -> Self {
        Self {
            socket,
            line,
            patience,
            waiting: Box::pin(tokio::time::sleep(patience)),
            is_waiting: false,
        }
    }

    fn send(&self, cx: &mut Context<'_>, n: usize) -> Poll<io::Result<usize>> {
        let mut pieces = self.line.pieces.lock();
        let Some(piece) = pieces.front_mut() else {
            return Poll::Ready(Err(io::Error::other("a blank that stands for nothing")));
        };
        let sent = ready!(
            self.socket
                .poll_send(cx, &piece.file, piece.at, n.min(piece.left))
        )?;
        if sent == 0 {
            return Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into()));
        }
        piece.at += sent as u64;
        piece.left = piece.left.saturating_sub(sent);
        if piece.left == 0 {
            pieces.pop_front();
        }
        Poll::Ready(Ok(sent))
    }

    /// Passes on what came of a write, or that the peer was waited for too long.
    fn bounded<T>(&mut self, cx: &mut Context<'_>, done: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if done.is_ready() || !self.line.pressed.load(Ordering::Relaxed) {
            self.is_waiting = false;
            return done;
        }
        if !self.is_waiting {
            self.is_waiting = true;
            let until = Instant::now() + self.patience;
            self.waiting.as_mut().reset(until);
        }
        ready!(self.waiting.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: Socket> AsyncWrite for Outlet<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let done = match is_blank(buf) {
            true => self.send(cx, buf.len()),
            false => Pin::new(&mut self.socket).poll_write(cx, buf),
        };
        self.bounded(cx, done)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let first = bufs.iter().find(|b| !b.is_empty()).map_or(&[][..], |b| &**b);
        if is_blank(first) {
            let done = self.send(cx, first.len());
            return self.bounded(cx, done);
        }
        let blank = bufs.iter().position(|b| !b.is_empty() && is_blank(b));
        let written = bufs.get(..blank.unwrap_or(bufs.len())).unwrap_or_default();
        let done = Pin::new(&mut self.socket).poll_write_vectored(cx, written);
        self.bounded(cx, done)
    }

    /// Always: a body's piece must come here as it was given, not copied together with others.
    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.socket).poll_flush(cx);
        self.bounded(cx, done)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}

impl<S: Socket> AsyncRead for Outlet<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(cx, buf)
    }
}
