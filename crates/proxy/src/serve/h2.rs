//! Clients of HTTP/2. A request is written as HTTP/1.1 would have it and read by the same strict reader: what could
//! not be said there is not said here either.

use std::rc::Rc;
use std::time::Duration;

use bytes::{BufMut as _, Bytes, BytesMut};
use tokio::time::timeout;

use super::Client;
use super::handle::{self, After};
use super::reply::Reply;
use super::worker::Worker;
use crate::answer::field;
use crate::http::head::{self, Head, Kind};
use crate::io::Io;
use crate::note::Note;
use crate::table::Site;
use crate::transfer::Source;

/// Streams at once (Application Load Balancers quotas).
const STREAMS: u32 = 128;
/// Streams that a client opened and reset before they were looked at; beyond, the connection ends (rapid reset).
const RESET: usize = 32;
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Serves a connection to its end.
pub(crate) async fn serve(worker: Rc<Worker>, io: Io, client: Client) {
    let idle = {
        let table = worker.shared.table.load();
        let Some(site) = table.site(client.at, b"") else {
            return;
        };
        Duration::from_secs(u64::from(site.attributes.idle_timeout))
    };
    let mut builder = h2::server::Builder::new();
    builder
        .max_concurrent_streams(STREAMS)
        .max_concurrent_reset_streams(RESET)
        .max_pending_accept_reset_streams(RESET)
        .max_header_list_size(head::HEAD as u32)
        .initial_window_size(256 * 1024)
        .initial_connection_window_size(1024 * 1024)
        .max_send_buffer_size(256 * 1024);
    let Ok(Ok(mut connection)) = timeout(HANDSHAKE, builder.handshake(io.into_inner())).await else {
        return;
    };
    let client = Rc::new(client);
    // Who is alive while a request is.
    let under_way = Rc::new(());
    let mut leaving = false;
    loop {
        tokio::select! {
            biased;
            next = timeout(idle, connection.accept()) => match next {
                Ok(Some(Ok((request, respond)))) => {
                    let (worker, client, held) = (Rc::clone(&worker), Rc::clone(&client), Rc::clone(&under_way));
                    tokio::task::spawn_local(async move {
                        let _held = held;
                        one(&worker, &client, request, respond).await;
                    });
                }
                Ok(_) => return,
                Err(_) if Rc::strong_count(&under_way) > 1 => {}
                Err(_) if leaving => return,
                Err(_) => {
                    leaving = true;
                    connection.graceful_shutdown();
                }
            },
            () = client.stop.cancelled(), if !leaving => {
                leaving = true;
                connection.graceful_shutdown();
            }
        }
    }
}

async fn one(
    worker: &Worker,
    client: &Client,
    request: http::Request<h2::RecvStream>,
    respond: h2::server::SendResponse<Bytes>,
) {
    let (parts, body) = request.into_parts();
    let mut source = Source::h2(body);
    let mut reply = Reply::H2 {
        respond,
        started: false,
    };
    let table = worker.shared.table.load_full();
    let Some(any) = table.site(client.at, b"").map(std::sync::Arc::clone) else {
        return;
    };
    let Some(head) = head_of(&parts) else {
        return refuse(worker, client, &any, None, &source, &mut reply, 400).await;
    };
    let to = match handle::address(&table, client, &head) {
        None => return,
        Some(Err((site, status))) => {
            return refuse(worker, client, &site, Some(&head), &source, &mut reply, status).await;
        }
        Some(Ok(to)) => to,
    };
    drop(table);
    let after = Box::pin(handle::handle(
        worker,
        client,
        &head,
        &to,
        &mut source,
        &mut reply,
    ))
    .await;
    if let Some(note) = to.note {
        worker.shared.log(note.entry(&to.site, client, Some(&head), true));
    }
    if let (After::Cut, Reply::H2 { mut respond, .. }) = (after, reply) {
        respond.send_reset(h2::Reason::INTERNAL_ERROR);
    }
}

/// Says what is wrong with a request.
async fn refuse(
    worker: &Worker,
    client: &Client,
    site: &Site,
    head: Option<&Head>,
    source: &Source<'_>,
    reply: &mut Reply<'_>,
    status: u16,
) {
    let note = Note::of(site, head);
    let empty = Head::default();
    let _ = handle::own(
        worker,
        site,
        head.unwrap_or(&empty),
        note.as_ref(),
        source,
        reply,
        status,
    )
    .await;
    if let Some(note) = note {
        worker.shared.log(note.entry(site, client, head, true));
    }
}

/// As HTTP/1.1 would have it; `None` for what cannot be written so.
fn head_of(parts: &http::request::Parts) -> Option<Head> {
    let authority = parts.uri.authority().map(|a| a.as_str().as_bytes());
    let mut hosts = parts
        .headers
        .get_all("host")
        .iter()
        .map(http::HeaderValue::as_bytes);
    let host = match (authority, hosts.next(), hosts.next()) {
        (_, _, Some(_)) => return None,
        (Some(a), Some(h), None) if !a.eq_ignore_ascii_case(h) => return None,
        (Some(a), _, None) => a,
        (None, Some(h), None) => h,
        (None, None, None) => return None,
    };
    let path = parts.uri.path_and_query().map_or("/", |p| p.as_str());
    if parts.method == http::Method::CONNECT {
        return None;
    }
    let mut text = BytesMut::with_capacity(1024);
    for part in [parts.method.as_str(), " ", path, " HTTP/1.1\r\n"] {
        text.put_slice(part.as_bytes());
    }
    field(&mut text, b"host", host);
    for (name, value) in &parts.headers {
        if name != "host" && name != "cookie" && name != "transfer-encoding" {
            field(&mut text, name.as_str().as_bytes(), value.as_bytes());
        }
    }
    // HTTP/2 may part them (RFC 9113, section 8.2.3).
    let cookies: Vec<&[u8]> = parts
        .headers
        .get_all("cookie")
        .iter()
        .map(http::HeaderValue::as_bytes)
        .collect();
    if !cookies.is_empty() {
        field(&mut text, b"cookie", &cookies.join(b"; ".as_slice()));
    }
    text.put_slice(b"\r\n");
    if text.len() > head::HEAD {
        return None;
    }
    head::parse(text.freeze(), Kind::Request).ok()
}
