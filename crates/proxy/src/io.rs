//! A connection, plain or encrypted, that one task reads and writes at the same time.

use std::cell::RefCell;
use std::io::{IoSlice, Result};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsStream;

pub(crate) enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

/// INVARIANT: the cell is borrowed during one poll only.
pub(crate) struct Io(RefCell<Stream>);

impl Io {
    pub(crate) fn plain(stream: TcpStream) -> Self {
        Self(RefCell::new(Stream::Plain(stream)))
    }

    pub(crate) fn tls(stream: TlsStream<TcpStream>) -> Self {
        Self(RefCell::new(Stream::Tls(Box::new(stream))))
    }

    /// Reads something behind what `buffer` holds; 0 at the end. A quiet connection costs no more than a kilobyte.
    pub(crate) async fn fill(&self, buffer: &mut BytesMut) -> Result<usize> {
        let held = buffer.len();
        if buffer.capacity() - held < 512 {
            buffer.reserve(if held == 0 { 1024 } else { 16 * 1024 });
        }
        let n = (&mut &*self).read_buf(buffer).await?;
        // There is more than a kilobyte at once: a body, most likely.
        if buffer.len() == buffer.capacity() {
            buffer.reserve(16 * 1024);
        }
        Ok(n)
    }

    /// Writes all, the parts together.
    pub(crate) async fn send(&self, mut all: impl Buf) -> Result<()> {
        let mut io = self;
        while all.has_remaining() {
            if io.write_buf(&mut all).await? == 0 {
                return Err(std::io::ErrorKind::WriteZero.into());
            }
        }
        // What is encrypted waits in the session until it is flushed.
        if matches!(&*self.0.borrow(), Stream::Plain(_)) {
            return Ok(());
        }
        io.flush().await
    }

    pub(crate) async fn finish(&self) -> Result<()> {
        (&mut &*self).shutdown().await
    }

    /// Whether an idle connection can be used: nothing came, nor its end.
    pub(crate) fn quiet(&self) -> bool {
        let mut byte = [0_u8; 1];
        let stream = self.0.borrow();
        let tcp = match &*stream {
            Stream::Plain(s) => s,
            Stream::Tls(s) => s.get_ref().0,
        };
        let flags = rustix::net::RecvFlags::PEEK | rustix::net::RecvFlags::DONTWAIT;
        matches!(
            rustix::net::recv(tcp, &mut byte, flags),
            Err(rustix::io::Errno::AGAIN | rustix::io::Errno::INTR)
        )
    }

    pub(crate) fn into_inner(self) -> Stream {
        self.0.into_inner()
    }
}

macro_rules! poll {
    ($io:expr, $s:ident => $do:expr) => {
        match &mut *$io.0.borrow_mut() {
            Stream::Plain($s) => {
                let $s = Pin::new($s);
                $do
            }
            Stream::Tls($s) => {
                let $s = Pin::new(&mut **$s);
                $do
            }
        }
    };
}

impl AsyncRead for &Io {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        poll!(self, s => s.poll_read(cx, buf))
    }
}

impl AsyncWrite for &Io {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        poll!(self, s => s.poll_write(cx, buf))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        poll!(self, s => s.poll_write_vectored(cx, bufs))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        poll!(self, s => s.poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        poll!(self, s => s.poll_shutdown(cx))
    }
}

impl AsyncRead for Stream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        match self.get_mut() {
            Self::Plain(s) => Pin::new(s).poll_read(cx, buf),
            Self::Tls(s) => Pin::new(&mut **s).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        match self.get_mut() {
            Self::Plain(s) => Pin::new(s).poll_write(cx, buf),
            Self::Tls(s) => Pin::new(&mut **s).poll_write(cx, buf),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        match self.get_mut() {
            Self::Plain(s) => Pin::new(s).poll_flush(cx),
            Self::Tls(s) => Pin::new(&mut **s).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        match self.get_mut() {
            Self::Plain(s) => Pin::new(s).poll_shutdown(cx),
            Self::Tls(s) => Pin::new(&mut **s).poll_shutdown(cx),
        }
    }
}
