//! One attempt: a request to a target, its answer to the client.

use std::cell::Cell;
use std::pin::pin;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use tokio::time::timeout;

use super::pool::Link;
use super::reply::Reply;
use crate::http::framing::{self, Framing};
use crate::http::head::{self, Head, Kind};
use crate::io::Io;
use crate::note::Note;
use crate::transfer::{Broken, Sink, Source, pump};

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The client has its answer.
    Done,
    /// The client's connection cannot be used any more.
    Cut,
    /// No byte of an answer came; whether the request's body is still whole.
    Lost { whole: bool },
    /// The target's answer is none.
    Bad,
    /// None came in time.
    Late,
    /// The client's body never came, or is malformed.
    NoBody { late: bool },
}

/// What the answer's head becomes.
pub(crate) trait Rewrite {
    /// The head for the client, without what frames the body; `None` for one that no client may see.
    fn answer(&self, head: &Head) -> Option<BytesMut>;
    /// The first byte of the answer came.
    fn came(&self, after: Duration, status: u16);
}

/// What a conversation needs to know of the request.
pub(crate) struct Ask<'a> {
    /// The part of the body that was there with the head, if any.
    pub first: Option<&'a Bytes>,
    pub to_head: bool,
    pub upgrade: bool,
    pub idle: Duration,
    pub note: Option<&'a Note>,
}

/// Over HTTP/1.1. The connection comes back when it can be used again.
pub(crate) async fn over_h1(
    ask: &Ask<'_>,
    text: BytesMut,
    framing: Framing,
    mut link: Link,
    source: &mut Source<'_>,
    reply: &mut Reply<'_>,
    rewrite: &impl Rewrite,
) -> (Ended, Option<Io>) {
    let reusable = Cell::new(false);
    let sink = Sink::H1 {
        io: &link.io,
        out: text,
        chunked: framing == Framing::Chunked,
    };
    let io = &link.io;
    let buffer = &mut link.buffer;
    let answer = async {
        let head = read(io, buffer).await?;
        let framing = framing::of_response(&head, ask.to_head).map_err(|_| Ended::Bad)?;
        reusable.set(framing != Framing::Close && !head.old() && !head.lists("connection", "close"));
        Ok((head, Source::h1(io, buffer, framing), framing))
    };
    let ended = converse(ask, sink, source, reply, rewrite, answer, Some(io)).await;
    let whole = source.done() && link.buffer.is_empty();
    let again = ended == Ended::Done && reusable.get() && whole;
    (ended, again.then_some(link.io))
}

/// The head of the answer proper.
async fn read(io: &Io, buffer: &mut BytesMut) -> Result<Head, Ended> {
    let mut scanned = 0;
    loop {
        match head::take(buffer, &mut scanned, Kind::Response) {
            Err(_) => return Err(Ended::Bad),
            Ok(Some(h)) if (100..200).contains(&h.status()) && h.status() != 101 => {}
            Ok(Some(h)) => return Ok(h),
            Ok(None) => match io.fill(buffer).await {
                Ok(0) | Err(_) if buffer.is_empty() => return Err(Ended::Lost { whole: true }),
                Ok(0) | Err(_) => return Err(Ended::Bad),
                Ok(_) => {}
            },
        }
    }
}

/// Over HTTP/2.
pub(crate) async fn over_h2(
    ask: &Ask<'_>,
    text: &[u8],
    secure: bool,
    mut send: h2::client::SendRequest<Bytes>,
    source: &mut Source<'_>,
    reply: &mut Reply<'_>,
    rewrite: &impl Rewrite,
) -> Ended {
    let Some(request) = request(text, secure) else {
        return Ended::Bad;
    };
    let empty = ask.first.is_none() && source.done();
    let (response, stream) = match send.send_request(request, empty) {
        Ok(x) => x,
        Err(_) => return Ended::Lost { whole: true },
    };
    let answer = async {
        let response = response.await.map_err(|e| {
            // What the target says it did not process may be repeated.
            let refused = e.reason() == Some(h2::Reason::REFUSED_STREAM) || e.is_go_away() || e.is_io();
            if refused {
                Ended::Lost { whole: true }
            } else {
                Ended::Bad
            }
        })?;
        let (parts, body) = response.into_parts();
        let mut text = BytesMut::with_capacity(512);
        text.extend_from_slice(format!("HTTP/1.1 {} \r\n", parts.status.as_u16()).as_bytes());
        for (name, value) in &parts.headers {
            crate::answer::field(&mut text, name.as_str().as_bytes(), value.as_bytes());
        }
        text.extend_from_slice(b"\r\n");
        let head = head::parse(text.freeze(), Kind::Response).map_err(|_| Ended::Bad)?;
        let framing = match framing::of_response(&head, ask.to_head) {
            _ if body.is_end_stream() => Framing::Empty,
            Ok(Framing::Close) => Framing::Chunked,
            Ok(f) => f,
            Err(_) => return Err(Ended::Bad),
        };
        Ok((head, Source::h2(body), framing))
    };
    let sink = Sink::H2((!empty).then_some(stream));
    converse(ask, sink, source, reply, rewrite, answer, None).await
}

/// A head that was composed here, as HTTP/2 has it.
fn request(text: &[u8], secure: bool) -> Option<http::Request<()>> {
    let head = head::parse(Bytes::copy_from_slice(text), Kind::Request).ok()?;
    let scheme = if secure { "https" } else { "http" };
    let host = std::str::from_utf8(head.get("host")?).ok()?;
    let path = std::str::from_utf8(head.target()).ok()?;
    let mut request = http::Request::builder()
        .version(http::Version::HTTP_2)
        .method(head.method())
        .uri(format!("{scheme}://{host}{path}"));
    for (name, value) in head.fields() {
        let hop = [
            b"host".as_slice(),
            b"connection",
            b"transfer-encoding",
            b"upgrade",
        ];
        if !hop.iter().any(|h| name.eq_ignore_ascii_case(h)) {
            request = request.header(name, value);
        }
    }
    request.body(()).ok()
}

/// Tells the access log what was moved, however the conversation ends.
struct Noting<'a> {
    note: &'a Note,
    up: &'a Cell<u64>,
    down: &'a Cell<u64>,
}

impl Drop for Noting<'_> {
    fn drop(&mut self) {
        self.note.received.set(self.note.received.get() + self.up.get());
        self.note.sent.set(self.note.sent.get() + self.down.get());
    }
}

type Answer<'a> = Result<(Head, Source<'a>, Framing), Ended>;

async fn converse<'t>(
    ask: &Ask<'_>,
    mut sink: Sink<'_>,
    source: &mut Source<'_>,
    reply: &mut Reply<'_>,
    rewrite: &impl Rewrite,
    answer: impl Future<Output = Answer<'t>>,
    tunnel: Option<&Io>,
) -> Ended {
    let begun = Instant::now();
    let (up, down) = (Cell::new(0), Cell::new(0));
    let _noting = ask.note.map(|note| Noting {
        note,
        up: &up,
        down: &down,
    });
    // What is at hand goes in one write.
    let first = async {
        if let Some(first) = ask.first {
            sink.put(first.clone()).await?;
            up.set(first.len() as u64);
        }
        if source.done() {
            sink.end(&Vec::new()).await
        } else {
            sink.flush().await
        }
    };
    let sent = timeout(ask.idle, first).await;
    if !matches!(sent, Ok(Ok(()))) && source.done() && ask.first.is_none() {
        return Ended::Lost { whole: true };
    }
    let mut answer = pin!(answer);
    let all_sent = source.done() || !matches!(sent, Ok(Ok(())));
    let touched = !all_sent;
    let lost = |e: Ended| match e {
        Ended::Lost { .. } => Ended::Lost { whole: !touched },
        other => other,
    };
    let mut upload = pin!(async {
        if all_sent {
            Ok(())
        } else {
            pump(source, &mut sink, ask.idle, &up).await
        }
    });
    let mut uploaded = all_sent;
    let mut early = None;
    while !uploaded && early.is_none() {
        tokio::select! {
            biased;
            up = &mut upload => {
                uploaded = true;
                match up {
                    Err(Broken::Source) => return Ended::NoBody { late: false },
                    Err(Broken::SourceLate) => return Ended::NoBody { late: true },
                    // A target may close after it has answered; what it said is still to be read.
                    Ok(_) | Err(Broken::Sink) => {}
                }
            }
            a = &mut answer => early = Some(a),
        }
    }
    let answered = match early {
        Some(a) => a,
        None => match timeout(ask.idle, answer).await {
            Ok(a) => a,
            Err(_) => return Ended::Late,
        },
    };
    let (head, mut from, framing) = match answered {
        Ok(x) => x,
        Err(e) => return lost(e),
    };
    rewrite.came(begun.elapsed(), head.status());
    let Some(mut text) = rewrite.answer(&head) else {
        return Ended::Bad;
    };
    if head.status() == 101 {
        return match (reply, tunnel, from) {
            (
                Reply::H1 {
                    io, started, keep, ..
                },
                Some(target),
                Source::H1 { buffer, .. },
            ) if ask.upgrade => {
                *started = true;
                *keep = false;
                if let Some(protocol) = head.get("upgrade") {
                    crate::answer::field(&mut text, b"Connection", b"Upgrade");
                    crate::answer::field(&mut text, b"Upgrade", protocol);
                }
                text.extend_from_slice(b"\r\n");
                text.extend_from_slice(buffer);
                buffer.clear();
                down.set(text.len() as u64);
                if io.send(text.as_ref()).await.is_ok() {
                    super::stream::join(io, target, ask.idle, &up, &down).await;
                }
                Ended::Cut
            }
            _ => Ended::Bad,
        };
    }
    down.set(text.len() as u64);
    let Ok(mut to) = reply.start(text, framing, uploaded) else {
        return Ended::Cut;
    };
    let mut download = pin!(pump(&mut from, &mut to, ask.idle, &down));
    while !uploaded {
        tokio::select! {
            biased;
            down = &mut download => return if down.is_ok() { Ended::Done } else { Ended::Cut },
            _ = &mut upload => uploaded = true,
        }
    }
    match download.await {
        Ok(()) => Ended::Done,
        Err(_) => Ended::Cut,
    }
}
