//! Clients of HTTP/1.1.

use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::{Buf as _, BytesMut};
use tokio::time::{timeout, timeout_at};

use super::Client;
use super::handle::{self, After};
use super::reply::{Own, Reply};
use super::worker::Worker;
use crate::answer;
use crate::http::head::{self, Head, Kind};
use crate::io::Io;
use crate::note::Note;
use crate::transfer::Source;

/// A client that is told to go away gets this long to read why.
const LINGER: Duration = Duration::from_secs(1);

enum Next {
    Head(Head),
    Refuse(u16),
    Gone,
}

/// Serves a connection to its end.
pub(crate) async fn serve(worker: Rc<Worker>, io: Io, client: Client) {
    let born = Instant::now();
    let mut buffer = BytesMut::new();
    let Some((idle, life)) = times(&worker, &client) else {
        return;
    };
    loop {
        let head = match next(&io, &mut buffer, &client, idle).await {
            Next::Head(head) => head,
            Next::Refuse(status) => {
                refuse(&worker, &io, &client, None, status).await;
                return linger(&io, &mut buffer).await;
            }
            Next::Gone => return,
        };
        let may_stay = born.elapsed() < life && !client.stop.is_cancelled();
        // What one request needs is given back before the next one is waited for.
        match Box::pin(one(&worker, &io, &mut buffer, &client, &head, may_stay)).await {
            Some(true) => {}
            Some(false) => return linger(&io, &mut buffer).await,
            None => return,
        }
        if buffer.is_empty() && buffer.capacity() > 4096 {
            buffer = BytesMut::new();
        }
    }
}

/// How long the listener lets a connection be quiet, and live.
fn times(worker: &Worker, client: &Client) -> Option<(Duration, Duration)> {
    let table = worker.shared.table.load();
    let a = &table.site(client.at, b"")?.attributes;
    let seconds = |n: u32| Duration::from_secs(u64::from(n));
    Some((seconds(a.idle_timeout), seconds(a.client_keep_alive)))
}

/// The next request. Its head must come whole within the time that a connection may be quiet.
async fn next(io: &Io, buffer: &mut BytesMut, client: &Client, idle: Duration) -> Next {
    if buffer.is_empty() {
        let came = tokio::select! {
            biased;
            came = timeout(idle, io.fill(buffer)) => came,
            () = client.stop.cancelled() => return Next::Gone,
        };
        if !matches!(came, Ok(Ok(1..))) {
            return Next::Gone;
        }
    }
    // An empty line before a request line is passed over (RFC 9112, section 2.2).
    if buffer.starts_with(b"\r\n") {
        buffer.advance(2);
    }
    let mut scanned = 0;
    let deadline = tokio::time::Instant::now() + idle;
    loop {
        match head::take(buffer, &mut scanned, Kind::Request) {
            Ok(Some(head)) => return Next::Head(head),
            Err(bad) => return Next::Refuse(handle::status_of(bad)),
            Ok(None) => match timeout_at(deadline, io.fill(buffer)).await {
                Err(_) => return Next::Refuse(408),
                Ok(Ok(0) | Err(_)) => return Next::Gone,
                Ok(Ok(_)) => {}
            },
        }
    }
}

/// Answers one request; whether another may follow. `None`: cut at once.
async fn one(
    worker: &Worker,
    io: &Io,
    buffer: &mut BytesMut,
    client: &Client,
    head: &Head,
    may_stay: bool,
) -> Option<bool> {
    let table = worker.shared.table.load_full();
    let to = match handle::address(&table, client, head)? {
        Ok(to) => to,
        Err((_, status)) => {
            refuse(worker, io, client, Some(head), status).await;
            return Some(false);
        }
    };
    drop(table);
    let mut source = Source::h1(io, buffer, to.framing);
    if let Source::H1 { expects, .. } = &mut source {
        *expects = !head.old()
            && head
                .get("expect")
                .is_some_and(|e| e.eq_ignore_ascii_case(b"100-continue"));
    }
    let odd = to.framing != crate::http::framing::Framing::Empty && matches!(head.method(), b"GET" | b"HEAD");
    let keep = may_stay && !odd && !head.old() && !head.lists("connection", "close");
    let mut reply = Reply::H1 {
        io,
        keep,
        old: head.old(),
        started: false,
    };
    let after = handle::handle(worker, client, head, &to, &mut source, &mut reply).await;
    if let Some(note) = to.note {
        worker.shared.log(note.entry(&to.site, client, Some(head), false));
    }
    match reply {
        _ if after == After::Cut => None,
        Reply::H1 { keep, .. } => Some(keep && source.done()),
        Reply::H2 { .. } => None,
    }
}

/// Says what is wrong; the connection ends with it.
async fn refuse(worker: &Worker, io: &Io, client: &Client, head: Option<&Head>, status: u16) {
    let site = worker.shared.table.load().site(client.at, b"").map(Arc::clone);
    let note = site.as_ref().and_then(|s| Note::of(s, head));
    if let Some(site) = &site {
        site.tally.refused(status);
    }
    let mut reply = Reply::H1 {
        io,
        keep: false,
        old: false,
        started: false,
    };
    let page = answer::page(status);
    let date = worker.date();
    let own = Own {
        status,
        content_type: "text/html",
        body: &page,
        fields: &[],
        date: &date,
        to_head: false,
        whole: false,
    };
    // A client that does not read has itself to blame.
    let told = timeout(LINGER, reply.own(own)).await;
    if let (Some(site), Some(note)) = (&site, note) {
        if let Ok(Ok(bytes)) = told {
            note.own(status, bytes);
        }
        worker.shared.log(note.entry(site, client, head, false));
    }
}

/// Ends a connection so that its client can read the last answer: what it still sends is taken for a moment, because
/// a reset would overtake the answer.
async fn linger(io: &Io, buffer: &mut BytesMut) {
    let drain = async {
        let _ = io.finish().await;
        let mut left = 256 * 1024_usize;
        while left > 0 {
            buffer.clear();
            match io.fill(buffer).await {
                Ok(0) | Err(_) => return,
                Ok(n) => left = left.saturating_sub(n),
            }
        }
    };
    let _ = timeout(LINGER, drain).await;
}
