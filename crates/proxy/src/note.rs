//! What is noted of a request for its balancer's access log. Nothing is, where there is no log.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use wire::proxy::{Asked, Entry, Toward};

use crate::http::head::Head;
use crate::serve::Client;
use crate::table::Site;

/// Of one request, from the moment its head had come.
#[derive(Debug)]
pub(crate) struct Note {
    /// Microseconds since the epoch.
    came: i64,
    begun: Instant,
    pub status: Cell<u16>,
    pub received: Cell<u64>,
    pub sent: Cell<u64>,
    pub target: RefCell<Option<Toward>>,
    pub trace: RefCell<Option<String>>,
    pub rule: Cell<Option<u32>>,
    pub action: Cell<Option<&'static str>>,
    pub redirect: RefCell<Option<String>>,
}

impl Note {
    /// Of a request to this listener, if its balancer keeps a log.
    pub(crate) fn of(site: &Site, head: Option<&Head>) -> Option<Self> {
        site.attributes.access_log.as_ref()?;
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Some(Self {
            came: i64::try_from(since.as_micros()).unwrap_or(i64::MAX),
            begun: Instant::now(),
            status: Cell::new(0),
            received: Cell::new(head.map_or(0, Head::size)),
            sent: Cell::new(0),
            target: RefCell::new(None),
            trace: RefCell::new(None),
            rule: Cell::new(None),
            action: Cell::new(None),
            redirect: RefCell::new(None),
        })
    }

    fn elapsed(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// It goes to this target now.
    pub(crate) fn toward(&self, address: SocketAddr, group: &str, grpc: bool) {
        *self.target.borrow_mut() = Some(Toward {
            address,
            group: group.to_owned(),
            grpc,
            sent: self.elapsed(),
            answered: None,
        });
    }

    /// The target's answer has begun.
    pub(crate) fn answered(&self, status: u16) {
        self.status.set(status);
        if let Some(toward) = self.target.borrow_mut().as_mut() {
            toward.answered = Some((self.elapsed().saturating_sub(toward.sent), status));
        }
    }

    /// An answer of our own, of so many bytes.
    pub(crate) fn own(&self, status: u16, bytes: u64) {
        self.status.set(status);
        self.sent.set(self.sent.get() + bytes);
    }

    /// The answer is over.
    pub(crate) fn entry(
        self,
        site: &Site,
        client: &Client,
        head: Option<&Head>,
        http2: bool,
    ) -> Option<Entry> {
        let took = self.elapsed();
        let name = client.name.clone();
        Some(Entry {
            balancer: site.balancer.clone(),
            log: site.attributes.access_log.clone()?,
            node: client.at.ip(),
            client: client.peer,
            came: self.came,
            took,
            target: self.target.into_inner(),
            status: self.status.get(),
            received: self.received.get(),
            sent: self.sent.get(),
            request: head.map(|h| asked(h, site, http2)),
            http2,
            secure: site.secure(),
            tls: client.tls.map(|(v, c)| (v.to_owned(), c.to_owned())),
            certificate: site.tls.as_ref().map(|t| t.shown(name.as_deref()).to_owned()),
            server_name: name,
            trace: self.trace.into_inner(),
            rule: self.rule.get(),
            action: self.action.get(),
            redirect: self.redirect.into_inner(),
        })
    }
}

fn asked(head: &Head, site: &Site, http2: bool) -> Asked {
    let host = head.get("host").unwrap_or(site.dns_name.as_bytes());
    let host = memchr::memrchr(b':', host)
        .and_then(|at| host.get(..at))
        .unwrap_or(host);
    Asked {
        method: head.method().to_vec(),
        host: host.to_vec(),
        port: site.port,
        target: head.target().to_vec(),
        version: match (http2, head.old()) {
            (true, _) => "HTTP/2.0",
            (false, true) => "HTTP/1.0",
            (false, false) => "HTTP/1.1",
        },
        user_agent: head.get("user-agent").map(<[u8]>::to_vec),
    }
}
