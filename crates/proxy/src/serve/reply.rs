//! The way back to a client.

use bytes::{BufMut as _, Bytes, BytesMut};

use crate::answer;
use crate::http::framing::Framing;
use crate::io::Io;
use crate::transfer::Sink;

pub(crate) enum Reply<'a> {
    H1 {
        io: &'a Io,
        /// Another request may follow on this connection.
        keep: bool,
        /// HTTP/1.0.
        old: bool,
        started: bool,
    },
    H2 {
        respond: h2::server::SendResponse<Bytes>,
        started: bool,
    },
}

impl<'a> Reply<'a> {
    pub(crate) fn started(&self) -> bool {
        match self {
            Self::H1 { started, .. } | Self::H2 { started, .. } => *started,
        }
    }

    pub(crate) fn is_h2(&self) -> bool {
        matches!(self, Self::H2 { .. })
    }

    /// Begins the answer: `out` is the status line and the fields, each with its line end. `whole` says whether the
    /// request was read to its end; if not, what follows on the connection is no request.
    pub(crate) fn start(
        &mut self,
        mut out: BytesMut,
        framing: Framing,
        whole: bool,
    ) -> std::io::Result<Sink<'a>> {
        match self {
            Self::H1 {
                io,
                keep,
                old,
                started,
            } => {
                *started = true;
                let endless = matches!(framing, Framing::Chunked | Framing::Close);
                *keep &= whole && !(endless && *old);
                let chunked = endless && !*old;
                if chunked {
                    out.put_slice(b"Transfer-Encoding: chunked\r\n");
                }
                out.put_slice(if *keep {
                    b"Connection: keep-alive\r\n\r\n"
                } else {
                    b"Connection: close\r\n\r\n"
                });
                Ok(Sink::H1 { io, out, chunked })
            }
            Self::H2 { respond, started } => {
                *started = true;
                let (response, ()) = response(&out)?.into_parts();
                let response = http::Response::from_parts(response, ());
                let end = framing == Framing::Empty;
                let stream = respond
                    .send_response(response, end)
                    .map_err(std::io::Error::other)?;
                Ok(Sink::H2((!end).then_some(stream)))
            }
        }
    }

    /// An answer of our own, whole; how many bytes it has.
    pub(crate) async fn own(&mut self, own: Own<'_>) -> std::io::Result<u64> {
        let mut out = BytesMut::with_capacity(512);
        answer::head(&mut out, own.status, own.date, own.content_type, own.body.len());
        for (name, value) in own.fields {
            answer::field(&mut out, name.as_bytes(), value.as_bytes());
        }
        let empty = own.to_head || own.body.is_empty();
        let framing = if empty {
            Framing::Empty
        } else {
            Framing::Length(own.body.len() as u64)
        };
        let size = (out.len() + if empty { 0 } else { own.body.len() }) as u64;
        let mut sink = self.start(out, framing, own.whole)?;
        if !empty {
            sink.put(Bytes::copy_from_slice(own.body.as_bytes())).await?;
        }
        sink.end(&Vec::new()).await?;
        Ok(size)
    }
}

/// An answer that no target gave.
#[derive(Clone, Copy)]
pub(crate) struct Own<'a> {
    pub status: u16,
    pub content_type: &'a str,
    pub body: &'a str,
    pub fields: &'a [(&'a str, &'a str)],
    pub date: &'a str,
    pub to_head: bool,
    pub whole: bool,
}

/// A head that was composed here, as HTTP/2 has it.
fn response(text: &[u8]) -> std::io::Result<http::Response<()>> {
    let bad = || std::io::Error::from(std::io::ErrorKind::InvalidData);
    let mut lines = text.split(|b| *b == b'\n').map(<[u8]>::trim_ascii_end);
    let status = lines.next().and_then(|l| l.get(9..12)).ok_or_else(bad)?;
    let mut response = http::Response::builder().status(status);
    for line in lines.filter(|l| !l.is_empty()) {
        let colon = memchr::memchr(b':', line).ok_or_else(bad)?;
        let name = line.get(..colon).unwrap_or_default().to_ascii_lowercase();
        let value = line.get(colon + 1..).unwrap_or_default().trim_ascii();
        response = response.header(name, value);
    }
    response.body(()).map_err(|_| bad())
}
