//! A request and the rules: what becomes of it.

use std::sync::Arc;
use std::time::Duration;

use regex::bytes::Regex;
use wire::firewall::TCP;
use wire::proxy::Desync;

use super::forward::{self, Failed};
use super::reply::{Own, Reply};
use super::worker::Worker;
use super::{Client, now};
use crate::answer;
use crate::http::framing::{self, Framing};
use crate::http::head::{Bad, Head};
use crate::note::Note;
use crate::route::{self, Request};
use crate::table::{Site, Table, Then};
use crate::transfer::Source;

/// More addresses than this in `X-Forwarded-For` are refused with 463.
const FORWARDERS: usize = 30;

/// A request that was understood.
pub(crate) struct Asked<'a> {
    pub worker: &'a Worker,
    pub site: &'a Site,
    pub client: &'a Client,
    pub head: &'a Head,
    pub framing: Framing,
    /// The `Host` for the target.
    pub host: &'a [u8],
    /// Path and query for the target.
    pub target: &'a [u8],
    pub trace: String,
    pub note: Option<&'a Note>,
    pub upgrade: Option<&'a [u8]>,
    pub idle: Duration,
}

/// Where a request goes, before any rule was looked at.
pub(crate) struct Addressed {
    pub site: Arc<Site>,
    pub host: Vec<u8>,
    pub path: Vec<u8>,
    pub query: Vec<u8>,
    pub framing: Framing,
    /// For the access log.
    pub note: Option<Note>,
}

/// The status that answers what is malformed.
pub(crate) fn status_of(bad: Bad) -> u16 {
    match bad {
        Bad::Malformed | Bad::TooLarge => 400,
        Bad::LineTooLong => 414,
        Bad::Version => 505,
        Bad::Coding => 501,
    }
}

/// Finds the listener and refuses what no target may see. `None`: nothing listens here any more, or not for this client.
pub(crate) fn address(
    table: &Table,
    client: &Client,
    head: &Head,
) -> Option<Result<Addressed, (Arc<Site>, u16)>> {
    let any = Arc::clone(table.site(client.at, b"")?);
    if matches!(head.method(), b"TRACE" | b"CONNECT") {
        return Some(Err((any, 405)));
    }
    let Some((host, path, query)) = route::address(head) else {
        return Some(Err((any, 400)));
    };
    let site = Arc::clone(table.site(client.at, &host)?);
    // Among balancers that share an address, only now it is known whose rules hold.
    if !site.admits(client.peer.ip(), TCP) {
        return None;
    }
    let framing = match framing::of_request(head) {
        Ok(f) => f,
        Err(bad) => return Some(Err((site, status_of(bad)))),
    };
    let forwarders = head.all("x-forwarded-for").flat_map(|v| v.split(|b| *b == b','));
    if forwarders.count() > FORWARDERS {
        return Some(Err((site, 463)));
    }
    // RFC 9110 gives these bodies no meaning, so servers disagree about reading them.
    let odd = framing != Framing::Empty && matches!(head.method(), b"GET" | b"HEAD");
    if odd {
        site.tally.desync.one();
        if site.attributes.desync == Desync::Strictest {
            return Some(Err((site, 400)));
        }
    }
    Some(Ok(Addressed {
        note: Note::of(&site, Some(head)),
        site,
        host,
        path,
        query,
        framing,
    }))
}

/// What the connection is good for afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    Fine,
    /// It must end at once: its client has half an answer.
    Cut,
}

/// Answers a request.
pub(crate) async fn handle(
    worker: &Worker,
    client: &Client,
    head: &Head,
    to: &Addressed,
    source: &mut Source<'_>,
    reply: &mut Reply<'_>,
) -> After {
    let site = &*to.site;
    let request = Request {
        head,
        host: &to.host,
        path: &to.path,
        query: &to.query,
        source: client.peer.ip(),
    };
    let rule = site
        .rules
        .iter()
        .find(|r| r.when.iter().all(|t| t.holds(&request)));
    let note = to.note.as_ref();
    let Some(rule) = rule else {
        return own(worker, site, head, note, source, reply, 503).await;
    };
    if let Some(n) = note {
        n.rule.set(Some(rule.priority));
        n.action.set(Some(rule.then.name()));
    }
    let date = worker.date();
    let to_head = head.method() == b"HEAD";
    let whole = source.done();
    let sent = match &rule.then {
        Then::Fixed {
            status,
            content_type,
            body,
        } => {
            site.tally.fixed.one();
            let own = Own {
                status: *status,
                content_type: content_type.as_deref().unwrap_or("text/plain; charset=utf-8"),
                body,
                fields: &[],
                date: &date,
                to_head,
                whole,
            };
            reply.own(own).await.map(|bytes| (own.status, bytes))
        }
        Then::Redirect(r) => {
            site.tally.redirects.one();
            let scheme = if site.secure() { "HTTPS" } else { "HTTP" };
            let location = route::location(r, &request, scheme, site.port);
            if let Some(n) = note {
                n.redirect.replace(Some(location.clone()));
            }
            let page = answer::page(r.status);
            let own = Own {
                status: r.status,
                content_type: "text/html",
                body: &page,
                fields: &[("Location", &location)],
                date: &date,
                to_head,
                whole,
            };
            reply.own(own).await.map(|bytes| (own.status, bytes))
        }
        Then::Forward { groups, sticky } => {
            let original = head.get("host").unwrap_or(site.dns_name.as_bytes());
            let host = rewritten(&rule.host, original);
            let mut target = to.path.clone();
            if !to.query.is_empty() {
                target.push(b'?');
                target.extend_from_slice(&to.query);
            }
            let target = rewritten(&rule.url, &target);
            let proper = |b: &u8| (0x21..0x7f).contains(b);
            if !target.iter().all(proper) || !host.iter().all(proper) || target.is_empty() {
                return own(worker, site, head, note, source, reply, 500).await;
            }
            let asked = Asked {
                worker,
                site,
                client,
                head,
                framing: to.framing,
                host: &host,
                target: &target,
                trace: worker.trace(now()),
                note,
                upgrade: websocket(head),
                idle: Duration::from_secs(u64::from(site.attributes.idle_timeout)),
            };
            if let Some(n) = note {
                n.trace.replace(Some(asked.trace.clone()));
            }
            match forward::forward(&asked, groups, *sticky, source, reply).await {
                Ok(()) => return After::Fine,
                Err(Failed::Cut) => return After::Cut,
                Err(Failed::Status(status)) => {
                    return own(worker, site, head, note, source, reply, status).await;
                }
            }
        }
    };
    match sent {
        Ok((status, bytes)) => {
            if let Some(n) = note {
                n.own(status, bytes);
            }
            After::Fine
        }
        Err(_) => After::Cut,
    }
}

/// The page for a status.
pub(crate) async fn own(
    worker: &Worker,
    site: &Site,
    head: &Head,
    note: Option<&Note>,
    source: &Source<'_>,
    reply: &mut Reply<'_>,
    status: u16,
) -> After {
    site.tally.refused(status);
    if reply.started() {
        return After::Cut;
    }
    let sent = reply
        .own(Own {
            status,
            content_type: "text/html",
            body: &answer::page(status),
            fields: &[],
            date: &worker.date(),
            to_head: head.method() == b"HEAD",
            whole: source.done(),
        })
        .await;
    match sent {
        Ok(bytes) => {
            if let Some(n) = note {
                n.own(status, bytes);
            }
            After::Fine
        }
        Err(_) => After::Cut,
    }
}

/// The first rewrite that fits.
fn rewritten(all: &[(Regex, String)], text: &[u8]) -> Vec<u8> {
    let first = all.iter().find(|(from, _)| from.is_match(text));
    first.map_or_else(
        || text.to_vec(),
        |(from, to)| from.replace_all(text, to.as_bytes()).into_owned(),
    )
}

/// WebSocket is what may be changed to; a cleartext change to HTTP/2 is how requests are smuggled.
fn websocket(head: &Head) -> Option<&[u8]> {
    let upgrade = head.get("upgrade")?;
    let wanted = head.lists("connection", "upgrade") && upgrade.eq_ignore_ascii_case(b"websocket");
    (wanted && head.method() == b"GET").then_some(upgrade)
}
