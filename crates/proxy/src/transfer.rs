//! Bodies from one connection to another, whichever way each of the two is written, with back-pressure: nothing more
//! is read before what was read has been taken.

use std::cell::Cell;
use std::future::poll_fn;
use std::io;
use std::time::Duration;

use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use tokio::time::timeout;

use crate::http::body::{Decoder, Step, Trailers};
use crate::http::framing::Framing;
use crate::io::Io;

/// Parts smaller than this are gathered and sent together.
const GATHER: usize = 16 * 1024;

/// Where a body comes from.
pub(crate) enum Source<'a> {
    H1 {
        io: &'a Io,
        buffer: &'a mut BytesMut,
        decoder: Decoder,
        /// The sender waits for `100 Continue` before it sends its body.
        expects: bool,
    },
    H2 {
        stream: h2::RecvStream,
        held: Option<Step>,
        done: bool,
    },
}

/// Where a body goes.
pub(crate) enum Sink<'a> {
    H1 {
        io: &'a Io,
        /// What was not sent yet, the head to begin with.
        out: BytesMut,
        chunked: bool,
    },
    H2(Option<h2::SendStream<Bytes>>),
}

/// Which side a transfer broke at.
#[derive(Debug)]
pub(crate) enum Broken {
    /// It ended too early, or wrote what is no body.
    Source,
    SourceLate,
    Sink,
}

impl<'a> Source<'a> {
    pub(crate) fn h1(io: &'a Io, buffer: &'a mut BytesMut, framing: Framing) -> Self {
        Self::H1 {
            io,
            buffer,
            decoder: Decoder::new(framing),
            expects: false,
        }
    }

    pub(crate) fn h2(stream: h2::RecvStream) -> Self {
        let done = stream.is_end_stream();
        Self::H2 {
            stream,
            held: None,
            done,
        }
    }

    /// Whether all of it was taken.
    pub(crate) fn done(&self) -> bool {
        match self {
            Self::H1 { decoder, .. } => decoder.done(),
            Self::H2 { done, .. } => *done,
        }
    }

    /// What is here already; [`Step::More`] when it must be waited for.
    pub(crate) fn now(&mut self) -> Result<Step, Broken> {
        match self {
            Self::H1 { buffer, decoder, .. } => decoder.step(buffer).map_err(|_| Broken::Source),
            Self::H2 { done: true, .. } => Ok(Step::End(Trailers::new())),
            Self::H2 { held, done, .. } => {
                let step = held.take().unwrap_or(Step::More);
                *done = matches!(step, Step::End(_));
                Ok(step)
            }
        }
    }

    /// Waits for more, so long at most.
    pub(crate) async fn wait(&mut self, idle: Duration) -> Result<(), Broken> {
        match self {
            Self::H1 {
                io,
                buffer,
                decoder,
                expects,
            } => {
                if std::mem::take(expects) {
                    let go_on = b"HTTP/1.1 100 Continue\r\n\r\n".as_slice();
                    io.send(go_on).await.map_err(|_| Broken::Source)?;
                }
                match timeout(idle, io.fill(buffer)).await {
                    Err(_) => Err(Broken::SourceLate),
                    Ok(Ok(0)) if decoder.ends_with_connection() => {
                        *decoder = Decoder::new(Framing::Empty);
                        Ok(())
                    }
                    Ok(Ok(0) | Err(_)) => Err(Broken::Source),
                    Ok(Ok(_)) => Ok(()),
                }
            }
            Self::H2 { stream, held, .. } => {
                let step = timeout(idle, frame(stream)).await;
                *held = Some(
                    step.map_err(|_| Broken::SourceLate)?
                        .map_err(|_| Broken::Source)?,
                );
                Ok(())
            }
        }
    }
}

async fn frame(stream: &mut h2::RecvStream) -> Result<Step, h2::Error> {
    if let Some(data) = stream.data().await {
        let data = data?;
        stream.flow_control().release_capacity(data.len())?;
        return Ok(Step::Data(data));
    }
    let trailers = stream.trailers().await?.unwrap_or_default();
    let bytes = |b: &[u8]| Bytes::copy_from_slice(b);
    let all = trailers
        .iter()
        .map(|(n, v)| (bytes(n.as_str().as_bytes()), bytes(v.as_bytes())));
    Ok(Step::End(all.collect()))
}

impl Sink<'_> {
    pub(crate) async fn put(&mut self, data: Bytes) -> io::Result<()> {
        match self {
            Self::H1 { io, out, chunked } => {
                let large = data.len() >= GATHER;
                if *chunked {
                    let size = format!("{:x}\r\n", data.len());
                    out.put_slice(size.as_bytes());
                }
                if !large {
                    out.put_slice(&data);
                    if *chunked {
                        out.put_slice(b"\r\n");
                    }
                    return if out.len() > GATHER {
                        self.flush().await
                    } else {
                        Ok(())
                    };
                }
                let end = if *chunked { b"\r\n".as_slice() } else { b"" };
                io.send(out.as_ref().chain(data).chain(end)).await?;
                out.clear();
                Ok(())
            }
            Self::H2(stream) => match stream {
                Some(stream) => send_h2(stream, data).await,
                None => Ok(()),
            },
        }
    }

    pub(crate) async fn flush(&mut self) -> io::Result<()> {
        if let Self::H1 { io, out, .. } = self
            && !out.is_empty()
        {
            io.send(out.as_ref()).await?;
            out.clear();
        }
        Ok(())
    }

    pub(crate) async fn end(&mut self, trailers: &Trailers) -> io::Result<()> {
        match self {
            Self::H1 { out, chunked, .. } => {
                if *chunked {
                    out.put_slice(b"0\r\n");
                    for (name, value) in trailers.iter().filter(|(n, _)| may_trail(n)) {
                        for part in [name.as_ref(), b": ", value.as_ref(), b"\r\n"] {
                            out.put_slice(part);
                        }
                    }
                    out.put_slice(b"\r\n");
                }
                self.flush().await
            }
            Self::H2(stream) => {
                let Some(stream) = stream else { return Ok(()) };
                let mut map = http::HeaderMap::new();
                for (name, value) in trailers.iter().filter(|(n, _)| may_trail(n)) {
                    if let (Ok(n), Ok(v)) = (
                        http::HeaderName::from_bytes(name),
                        http::HeaderValue::from_bytes(value),
                    ) {
                        map.append(n, v);
                    }
                }
                let done = if map.is_empty() {
                    stream.send_data(Bytes::new(), true)
                } else {
                    stream.send_trailers(map)
                };
                done.map_err(io::Error::other)
            }
        }
    }
}

/// Waits until the peer's window takes it.
async fn send_h2(stream: &mut h2::SendStream<Bytes>, mut data: Bytes) -> io::Result<()> {
    while !data.is_empty() {
        stream.reserve_capacity(data.len());
        let granted = poll_fn(|cx| stream.poll_capacity(cx)).await;
        let n = match granted {
            Some(Ok(n)) => n.min(data.len()),
            Some(Err(e)) => return Err(io::Error::other(e)),
            None => return Err(io::ErrorKind::BrokenPipe.into()),
        };
        if n > 0 {
            let part = data.split_to(n);
            stream.send_data(part, false).map_err(io::Error::other)?;
        }
    }
    Ok(())
}

/// Fields that frame, route or authorise are none to come last (RFC 9110, section 6.5.1).
fn may_trail(name: &[u8]) -> bool {
    let never = [
        "content-length",
        "transfer-encoding",
        "host",
        "connection",
        "trailer",
        "te",
        "authorization",
        "cookie",
        "set-cookie",
        "content-encoding",
        "content-type",
        "content-range",
        "expect",
        "upgrade",
    ];
    let forwarded = name
        .get(..12)
        .is_some_and(|n| n.eq_ignore_ascii_case(b"x-forwarded-"));
    !forwarded && !never.iter().any(|n| name.eq_ignore_ascii_case(n.as_bytes()))
}

/// Everything from one side to the other, counted in `moved`. Each side may be quiet for `idle`.
///
/// # Errors
/// The side that failed.
pub(crate) async fn pump(
    from: &mut Source<'_>,
    to: &mut Sink<'_>,
    idle: Duration,
    moved: &Cell<u64>,
) -> Result<(), Broken> {
    loop {
        match from.now()? {
            Step::Data(data) => {
                moved.set(moved.get() + data.len() as u64);
                sent(idle, to.put(data)).await?;
            }
            Step::End(trailers) => {
                sent(idle, to.end(&trailers)).await?;
                return Ok(());
            }
            Step::More => {
                sent(idle, to.flush()).await?;
                from.wait(idle).await?;
            }
        }
    }
}

async fn sent(idle: Duration, write: impl Future<Output = io::Result<()>>) -> Result<(), Broken> {
    match timeout(idle, write).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(Broken::Sink),
    }
}
