//! The way out of a connection: files go from the page cache to the socket without being read (`sendfile(2)`), and a
//! peer that takes nothing for too long is let go.
//!
//! hyper writes what a body gives it and knows no files. So [`Sending`], the body, gives it pieces of blank memory and
//! notes in the connection's [`Line`] which part of which file each stands for; [`Outlet`], between hyper and the
//! socket, sends that part when it is handed the blank. Only HTTP/1 over plain TCP can do this: elsewhere the bytes have
//! to pass through us, and the site's own body is used.
//!
//! * [`file`] — bodies that are files · [`watch`] — bodies that pass through us, and whether they are taken
//!
//! INVARIANT: pieces are noted in the order in which they are given to hyper, which writes them in that order.

mod file;
mod watch;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};
use tokio_rustls::server::TlsStream;

pub(crate) use file::Sending;
pub use file::Stretch;
use file::is_blank;
use watch::Watch;
pub(crate) use watch::Watched;

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

/// What a piece of blank memory stands for.
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
            watched: Mutex::default(),
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
