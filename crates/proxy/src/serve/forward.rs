//! A request to a target group: which target, and another one when the first cannot be reached.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use wire::proxy::{StickyKind, Version};

use super::compose::{self, Told};
use super::exchange::{self, Ask, Ended, Rewrite};
use super::handle::Asked;
use super::now;
use super::pool::{self, Link, Unreachable};
use super::reply::Reply;
use super::worker::Worker;
use crate::answer;
use crate::cookie;
use crate::http::body::Step;
use crate::http::framing::Framing;
use crate::http::head::Head;
use crate::pick::{self, Candidate, Standing};
use crate::table::{Choice, Group, Member, Target};
use crate::transfer::Source;

/// So many times a request is sent at most.
const ATTEMPTS: usize = 3;
const LB: &str = "AWSALB";
const APP: &str = "AWSALBAPP-0";
const GROUP: &str = "AWSALBTG";

/// What there is to say when no target answered.
pub(crate) enum Failed {
    Status(u16),
    Cut,
}

/// Sends the request to one of the groups and the answer to the client.
pub(crate) async fn forward(
    x: &Asked<'_>,
    groups: &[Choice],
    sticky: Option<u32>,
    source: &mut Source<'_>,
    reply: &mut Reply<'_>,
) -> Result<(), Failed> {
    let choice = choose_group(x, groups, sticky).ok_or(Failed::Status(503))?;
    let group = &*choice.group;
    if !speaks(group, x.head, reply) {
        return Err(Failed::Status(464));
    }
    let first = match source.now() {
        Ok(Step::Data(d)) => Some(d),
        Ok(_) => None,
        Err(_) => return Err(Failed::Status(400)),
    };
    let mut wanted = sticky_target(x, group);
    let (mut tried, mut attempts) = (Vec::new(), 0);
    let mut failure = 503;
    x.site.tally.requests.one();
    choice.tally.requests.one();
    while let Some(member) = choose(x.worker, group, wanted.take().as_deref(), &tried, None) {
        let target = &member.target;
        let _busy = Busy::new(target);
        let rewrite = Answers {
            x,
            choice,
            member,
            sticky,
            extra: RefCell::new(Vec::new()),
        };
        let ask = Ask {
            first: first.as_ref(),
            to_head: x.head.method() == b"HEAD",
            upgrade: x.upgrade.is_some() && !reply.is_h2(),
            idle: x.idle,
            note: x.note,
        };
        attempts += 1;
        let mut fresh = attempts > 1;
        let ended = loop {
            let (ended, used) = attempt(x, &ask, group, target, fresh, &first, source, reply, &rewrite).await;
            // A connection that the target was about to close says nothing of the target.
            if !(used && repeatable(x.head, ended)) {
                break ended;
            }
            fresh = true;
        };
        match ended {
            Attempted::Unreachable(why) => {
                choice.tally.target_errors.one();
                x.site.tally.target_errors.one();
                tried.push(target.number);
                failure = if why == Unreachable::Late { 504 } else { 502 };
                if why == Unreachable::Late {
                    break;
                }
                continue;
            }
            Attempted::Ended(Ended::Done) => return Ok(()),
            Attempted::Ended(Ended::Cut) => return Err(Failed::Cut),
            Attempted::Ended(_) if reply.started() => return Err(Failed::Cut),
            Attempted::Ended(Ended::Bad) => return Err(Failed::Status(502)),
            Attempted::Ended(Ended::Late) => return Err(Failed::Status(504)),
            Attempted::Ended(Ended::NoBody { late }) => {
                return Err(Failed::Status(if late { 408 } else { 400 }));
            }
            Attempted::Ended(Ended::Lost { .. }) => {
                tried.push(target.number);
                failure = 502;
                if attempts >= ATTEMPTS || !repeatable(x.head, ended) {
                    break;
                }
            }
        }
    }
    Err(Failed::Status(failure))
}

#[derive(Clone, Copy)]
enum Attempted {
    Unreachable(Unreachable),
    Ended(Ended),
}

/// Whether the request may be sent again after this.
fn repeatable(head: &Head, ended: Attempted) -> bool {
    let idempotent = matches!(head.method(), b"GET" | b"HEAD" | b"PUT" | b"DELETE" | b"OPTIONS");
    idempotent && matches!(ended, Attempted::Ended(Ended::Lost { whole: true }))
}

/// Over a connection that is there, or a new one; tells which it was.
#[allow(clippy::too_many_arguments, reason = "one attempt is all of it")]
async fn attempt(
    x: &Asked<'_>,
    ask: &Ask<'_>,
    group: &Group,
    target: &Arc<Target>,
    fresh: bool,
    first: &Option<Bytes>,
    source: &mut Source<'_>,
    reply: &mut Reply<'_>,
    rewrite: &Answers<'_>,
) -> (Attempted, bool) {
    let h2 = group.version != Version::Http1;
    let framing = match x.framing {
        // A client of HTTP/2 need not say how long its body is.
        Framing::Empty if first.is_some() || !source.done() => Framing::Chunked,
        f => f,
    };
    let mut text = BytesMut::with_capacity(1024);
    compose::request(
        &mut text,
        x.head,
        &Told {
            attributes: &x.site.attributes,
            host: x.host,
            target: x.target,
            client: x.client.peer.ip(),
            client_port: x.client.peer.port(),
            secure: x.site.secure(),
            port: x.site.port,
            trace: &x.trace,
            tls: x.client.tls,
            upgrade: x.upgrade,
            framing,
            h2,
        },
    );
    let pool = &x.worker.pool;
    if h2 {
        let secure = group.protocol == wire::proxy::Protocol::Https;
        return match pool.h2(group, target).await {
            Err(e) => (Attempted::Unreachable(e), false),
            Ok(send) => {
                toward(x, group, target);
                let ended = exchange::over_h2(ask, &text, secure, send, source, reply, rewrite).await;
                (Attempted::Ended(ended), false)
            }
        };
    }
    let kept = if fresh { None } else { pool.take(target) };
    let link = match kept {
        Some(link) => link,
        None => match pool::connect(group, target).await {
            Err(e) => return (Attempted::Unreachable(e), false),
            Ok(io) => Link {
                io,
                buffer: BytesMut::new(),
                used: false,
            },
        },
    };
    let used = link.used;
    toward(x, group, target);
    let (ended, io) = exchange::over_h1(ask, text, framing, link, source, reply, rewrite).await;
    if let Some(io) = io {
        pool.give(target, io);
    }
    (Attempted::Ended(ended), used)
}

fn toward(x: &Asked<'_>, group: &Group, target: &Target) {
    if let (Some(n), Some(address)) = (x.note, target.address) {
        n.toward(address, &group.arn, group.version == Version::Grpc);
    }
}

/// HTTP/2 and gRPC groups are for clients of HTTP/2 (Application Load Balancers guide, "Protocol versions").
fn speaks(group: &Group, head: &Head, reply: &Reply<'_>) -> bool {
    match group.version {
        Version::Http1 => true,
        Version::Http2 => reply.is_h2(),
        Version::Grpc => {
            let kind = head.get("content-type").unwrap_or_default();
            reply.is_h2() && head.method() == b"POST" && kind.starts_with(b"application/grpc")
        }
    }
}

fn choose_group<'a>(x: &Asked<'_>, groups: &'a [Choice], sticky: Option<u32>) -> Option<&'a Choice> {
    if sticky.is_some() {
        let cookie = cookie::find(x.head, GROUP).and_then(|c| x.worker.shared.seal.open(GROUP, c, now()));
        let kept = cookie.and_then(|arn| groups.iter().find(|c| c.group.arn == arn));
        // Clients of a group without targets move on.
        if let Some(kept) = kept.filter(|c| c.group.members.iter().any(|m| m.standing() == Standing::Healthy))
        {
            return Some(kept);
        }
    }
    match groups {
        [only] => Some(only),
        _ => groups.get(pick::weighted(
            groups.iter().map(|c| c.weight),
            x.worker.dice.even(),
        )?),
    }
}

/// The target that a cookie keeps this client with: `id:port`.
fn sticky_target(x: &Asked<'_>, group: &Group) -> Option<String> {
    let name = match &group.stickiness.as_ref()?.kind {
        StickyKind::LbCookie => LB,
        StickyKind::AppCookie { .. } => APP,
        StickyKind::SourceIp => return None,
    };
    let value = cookie::find(x.head, name)?;
    let said = x.worker.shared.seal.open(name, value, now())?;
    let (arn, key) = said.split_once('\n')?;
    (arn == group.arn).then(|| key.to_owned())
}

/// A target that gets requests and was not tried yet: the wanted one if it can. `flow` decides instead of the turn.
pub(crate) fn choose<'a>(
    worker: &Worker,
    group: &'a Group,
    wanted: Option<&str>,
    tried: &[u64],
    flow: Option<usize>,
) -> Option<&'a Member> {
    let left = |m: &&Member| !tried.contains(&m.target.number);
    let served = pick::served(group.members.iter().filter(left).map(Member::standing))?;
    let eligible = group
        .members
        .iter()
        .enumerate()
        .filter(|(_, m)| left(m) && m.standing() == served);
    if let Some(wanted) = wanted {
        let key = |m: &Member| format!("{}:{}", m.target.id, m.target.port);
        if let Some((_, m)) = eligible.clone().find(|(_, m)| key(m) == wanted) {
            return Some(m);
        }
    }
    let now = if group.way.slow_start > 0 { now() } else { 0 };
    let candidates: Vec<Candidate<'_>> = eligible
        .map(|(index, m)| Candidate {
            index,
            zone: m.zone.as_deref(),
            outstanding: m.target.outstanding.load(Ordering::Relaxed),
            healthy_for: now - m.target.healthy_since.load(Ordering::Relaxed),
        })
        .collect();
    let turn = flow.unwrap_or_else(|| group.turn.fetch_add(1, Ordering::Relaxed));
    let index = pick::one(&candidates, group.way, turn, worker.dice.chance())?;
    group.members.get(index)
}

/// Counts a request that is under way.
pub(crate) struct Busy(Arc<Target>);

impl Busy {
    pub(crate) fn new(target: &Arc<Target>) -> Self {
        target.outstanding.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(target))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.outstanding.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Answers of a target for this client.
struct Answers<'a> {
    x: &'a Asked<'a>,
    choice: &'a Choice,
    member: &'a Member,
    sticky: Option<u32>,
    extra: RefCell<Vec<String>>,
}

impl Answers<'_> {
    /// The cookie, and its twin for requests of other sites.
    fn keep(&self, name: &str, what: &str, seconds: u32) {
        let expires = now() + i64::from(seconds) * 1000;
        let value = self.x.worker.shared.seal.seal(name, what, expires);
        let date = answer::date(expires / 1000);
        let secure = if self.x.site.secure() { "; Secure" } else { "" };
        let twin = name.replace("APP", "APPCORS");
        let twin = if twin == name { format!("{name}CORS") } else { twin };
        let mut extra = self.extra.borrow_mut();
        extra.push(format!("{name}={value}; Expires={date}; Path=/"));
        extra.push(format!(
            "{twin}={value}; Expires={date}; Path=/; SameSite=None{secure}"
        ));
    }

    fn cookies(&self, head: &Head) {
        let group = &self.choice.group;
        if let Some(seconds) = self.sticky {
            self.keep(GROUP, &group.arn, seconds);
        }
        let Some(s) = &group.stickiness else { return };
        let target = &self.member.target;
        let what = format!("{}\n{}:{}", group.arn, target.id, target.port);
        match &s.kind {
            StickyKind::LbCookie => self.keep(LB, &what, s.duration),
            StickyKind::AppCookie { name } => {
                let set = |v: &[u8]| {
                    v.strip_prefix(name.as_bytes())
                        .is_some_and(|r| r.starts_with(b"="))
                };
                if head.all("set-cookie").any(set) {
                    self.keep(APP, &what, s.duration);
                }
            }
            StickyKind::SourceIp => {}
        }
    }
}

impl Rewrite for Answers<'_> {
    fn answer(&self, head: &Head) -> Option<BytesMut> {
        let mut out = BytesMut::with_capacity(1024);
        compose::response(
            &mut out,
            head,
            &self.x.worker.date(),
            &self.x.site.response_headers,
        );
        self.cookies(head);
        for cookie in self.extra.borrow().iter() {
            answer::field(&mut out, b"Set-Cookie", cookie.as_bytes());
        }
        Some(out)
    }

    fn came(&self, after: Duration, status: u16) {
        if let Some(n) = self.x.note {
            n.answered(status);
        }
        let micros = u64::try_from(after.as_micros()).unwrap_or(u64::MAX);
        for tally in [&self.x.site.tally, &self.choice.tally] {
            tally.answered(status);
            tally.response_time.add(micros);
        }
    }
}
