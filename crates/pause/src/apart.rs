//! An address of our own beside a network namespace: a second namespace, joined to the first by a pair of veth devices.
//!
//! A program that listens on all addresses of the task's namespace would clash with a listener of ours on one of them.
//! So 169.254.170.2 is in no list of the task's own: as on EC2, the task has a second interface (`ecs-eth0`) on whose
//! other side the address is. Behind it are the addresses that names are given ([`NAMED`]), too.
//!
//! Messages are those of rtnetlink(7): a header, a fixed part, attributes (length, type, value, padded to four bytes).

use std::io::{Error, Read, Result, Write};
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::os::fd::AsRawFd;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::sys;

const RTM_NEWLINK: u16 = 16;
const RTM_NEWADDR: u16 = 20;
const RTM_NEWROUTE: u16 = 24;
/// `NLM_F_REQUEST | NLM_F_ACK`
const REQUEST: u16 = 0x1 | 0x4;
/// `NLM_F_CREATE | NLM_F_EXCL`
const CREATE: u16 = 0x400 | 0x200;
const IFLA_IFNAME: u16 = 3;
const IFLA_LINKINFO: u16 = 18;
const IFLA_NET_NS_FD: u16 = 28;
const IFLA_INFO_KIND: u16 = 1;
const IFLA_INFO_DATA: u16 = 2;
const VETH_INFO_PEER: u16 = 1;
const IFA_ADDRESS: u16 = 1;
const IFA_LOCAL: u16 = 2;
const NESTED: u16 = 0x8000;
const RTA_DST: u16 = 1;
const RTA_OIF: u16 = 4;
const RTA_GATEWAY: u16 = 5;
const RTA_PREFSRC: u16 = 7;
const IFF_UP: u32 = 1;
const AF_INET: u8 = 2;

/// Ours, and the task's device that leads to it.
const HERE: &str = "longshore0";
const THERE: &str = "ecs-eth0";

/// The addresses that are given to names, and how many bits they share.
pub(crate) const NAMED: (Ipv4Addr, u8) = (Ipv4Addr::new(169, 254, 200, 0), 22);

/// The second namespace: a thread lives in it and makes what is to listen there.
pub(crate) struct Apart {
    wishes: Mutex<SyncSender<Wish>>,
}

enum Wish {
    Tcp(Ipv4Addr, u16, SyncSender<Result<TcpListener>>),
    Udp(Ipv4Addr, u16, SyncSender<Result<UdpSocket>>),
}

impl Apart {
    /// Makes it, with `address` in it and [`NAMED`], which the namespace of the caller reaches through [`THERE`]. The
    /// address after it is the task's side.
    pub(crate) fn new(address: Ipv4Addr) -> Result<Apart> {
        let task = std::fs::File::open("/proc/thread-self/ns/net")?;
        let (wishes, wished) = sync_channel(1);
        let (done, made) = sync_channel(1);
        // Namespaces are a thread's.
        std::thread::Builder::new()
            .stack_size(64 << 10)
            .spawn(move || live(&task, address, &done, &wished))?;
        made.recv().map_err(Error::other)??;
        let mut netlink = Netlink::open()?;
        let from = Ipv4Addr::from(u32::from(address) + 1);
        netlink.address(THERE, from)?;
        netlink.up(THERE)?;
        netlink.route(Route::By {
            gateway: address,
            from,
        })?;
        Ok(Apart {
            wishes: Mutex::new(wishes),
        })
    }

    pub(crate) fn tcp(&self, address: Ipv4Addr, port: u16) -> Result<TcpListener> {
        self.ask(|answer| Wish::Tcp(address, port, answer))
    }

    pub(crate) fn udp(&self, address: Ipv4Addr, port: u16) -> Result<UdpSocket> {
        self.ask(|answer| Wish::Udp(address, port, answer))
    }

    fn ask<T>(&self, wish: impl FnOnce(SyncSender<Result<T>>) -> Wish) -> Result<T> {
        let (answer, answered) = sync_channel(1);
        let gone = |_| Error::other("the thread has ended");
        let wishes = self.wishes.lock().map_err(|_| Error::other("poisoned"))?;
        wishes.send(wish(answer)).map_err(gone)?;
        answered.recv().map_err(Error::other)?
    }
}

/// The life of the thread in the second namespace.
fn live(task: &std::fs::File, address: Ipv4Addr, done: &SyncSender<Result<()>>, wished: &Receiver<Wish>) {
    let made = enter(task, address);
    let failed = made.is_err();
    let _ = done.send(made);
    if failed {
        return;
    }
    for wish in wished {
        match wish {
            Wish::Tcp(address, port, answer) => drop(answer.send(TcpListener::bind((address, port)))),
            Wish::Udp(address, port, answer) => drop(answer.send(UdpSocket::bind((address, port)))),
        }
    }
}

fn enter(task: &std::fs::File, address: Ipv4Addr) -> Result<()> {
    sys::new_network()?;
    let mut netlink = Netlink::open()?;
    netlink.pair(task.as_raw_fd())?;
    netlink.up("lo")?;
    netlink.address(HERE, address)?;
    netlink.up(HERE)?;
    netlink.route(Route::Here)
}

/// The way to [`NAMED`].
enum Route {
    /// They are all this namespace's own.
    Here,
    By {
        gateway: Ipv4Addr,
        from: Ipv4Addr,
    },
}

struct Netlink(std::fs::File);

impl Netlink {
    fn open() -> Result<Netlink> {
        sys::netlink().map(|fd| Netlink(fd.into()))
    }

    /// The pair: one end here, the other in the namespace of the descriptor.
    fn pair(&mut self, other: i32) -> Result<()> {
        let mut peer = link(0, 0);
        peer.extend(attribute(IFLA_IFNAME, &text(THERE)));
        peer.extend(attribute(IFLA_NET_NS_FD, &other.to_ne_bytes()));
        let data = attribute(VETH_INFO_PEER | NESTED, &peer);
        let mut info = attribute(IFLA_INFO_KIND, &text("veth"));
        info.extend(attribute(IFLA_INFO_DATA | NESTED, &data));
        let mut body = link(0, 0);
        body.extend(attribute(IFLA_IFNAME, &text(HERE)));
        body.extend(attribute(IFLA_LINKINFO | NESTED, &info));
        self.ask(RTM_NEWLINK, REQUEST | CREATE, &body)
    }

    fn up(&mut self, name: &str) -> Result<()> {
        let mut body = link(0, IFF_UP);
        body.extend(attribute(IFLA_IFNAME, &text(name)));
        self.ask(RTM_NEWLINK, REQUEST, &body)
    }

    /// One of the two addresses of a /31: each side sees the other at once.
    fn address(&mut self, name: &str, address: Ipv4Addr) -> Result<()> {
        // ifaddrmsg: family, prefix, flags, scope (253: link), index.
        let mut body = vec![AF_INET, 31, 0, 253];
        body.extend(sys::interface(name)?.to_ne_bytes());
        for kind in [IFA_LOCAL, IFA_ADDRESS] {
            body.extend(attribute(kind, &address.octets()));
        }
        self.ask(RTM_NEWADDR, REQUEST | CREATE, &body)
    }

    fn route(&mut self, route: Route) -> Result<()> {
        let (named, bits) = NAMED;
        // rtmsg: family, bits of destination and source, tos, table, protocol (4: static), scope, type, flags.
        let (table, scope, kind) = match route {
            Route::Here => (255, 254, 2),
            Route::By { .. } => (254, 0, 1),
        };
        let mut body = vec![AF_INET, bits, 0, 0, table, 4, scope, kind, 0, 0, 0, 0];
        body.extend(attribute(RTA_DST, &named.octets()));
        match route {
            Route::Here => body.extend(attribute(RTA_OIF, &sys::interface("lo")?.to_ne_bytes())),
            // From this side's own address: the scope of the route would have another one chosen.
            Route::By { gateway, from } => {
                body.extend(attribute(RTA_GATEWAY, &gateway.octets()));
                body.extend(attribute(RTA_PREFSRC, &from.octets()));
            }
        }
        self.ask(RTM_NEWROUTE, REQUEST | CREATE, &body)
    }

    fn ask(&mut self, kind: u16, flags: u16, body: &[u8]) -> Result<()> {
        // nlmsghdr: length, type, flags, sequence, port.
        let mut message = Vec::new();
        message.extend((16 + body.len() as u32).to_ne_bytes());
        message.extend(kind.to_ne_bytes());
        message.extend(flags.to_ne_bytes());
        message.extend([0; 8]);
        message.extend(body);
        self.0.write_all(&message)?;
        let mut answer = [0; 1024];
        let length = self.0.read(&mut answer)?;
        // nlmsgerr: the error follows the header, negative, 0 for done.
        let code = answer
            .get(16..20)
            .filter(|_| length >= 20)
            .and_then(|b| b.try_into().ok())
            .map_or(0, i32::from_ne_bytes);
        match code {
            0 => Ok(()),
            code => Err(Error::from_raw_os_error(-code)),
        }
    }
}

/// ifinfomsg: family, type, index, flags, mask of flags.
fn link(index: i32, flags: u32) -> Vec<u8> {
    let mut out = vec![0; 4];
    out.extend(index.to_ne_bytes());
    out.extend(flags.to_ne_bytes());
    out.extend(flags.to_ne_bytes());
    out
}

fn attribute(kind: u16, value: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend((4 + value.len() as u16).to_ne_bytes());
    out.extend(kind.to_ne_bytes());
    out.extend(value);
    out.resize(out.len().next_multiple_of(4), 0);
    out
}

/// With its closing zero.
fn text(name: &str) -> Vec<u8> {
    [name.as_bytes(), &[0]].concat()
}
