//! An address of our own beside a network namespace: a second namespace, joined to the first by a pair of veth devices.
//!
//! A program that listens on all addresses of the task's namespace would clash with a listener of ours on one of them.
//! So 169.254.170.2 is in no list of the task's own: as on EC2, the task has a second interface (`ecs-eth0`) on whose
//! other side the address is.
//!
//! Messages are those of rtnetlink(7): a header, a fixed part, attributes (length, type, value, padded to four bytes).

use std::io::{Error, Read, Result, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::os::fd::AsRawFd;

use crate::sys;

const RTM_NEWLINK: u16 = 16;
const RTM_NEWADDR: u16 = 20;
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
const IFF_UP: u32 = 1;
const AF_INET: u8 = 2;

/// Ours, and the task's device that leads to it.
const HERE: &str = "longshore0";
const THERE: &str = "ecs-eth0";

/// Listens on these ports of `address`, which the namespace of the caller reaches through [`THERE`]. The address after it
/// is the task's side. The sockets keep the second namespace alive.
pub(crate) fn listen(address: Ipv4Addr, ports: &[u16]) -> Result<Vec<TcpListener>> {
    let task = std::fs::File::open("/proc/thread-self/ns/net")?;
    let peer = Ipv4Addr::from(u32::from(address) + 1);
    let wanted = ports.to_vec();
    // Namespaces are a thread's: this one enters the new one and ends, and only its sockets stay there.
    let made = std::thread::spawn(move || {
        sys::new_network()?;
        let mut netlink = Netlink::open()?;
        netlink.pair(task.as_raw_fd())?;
        netlink.up("lo")?;
        netlink.address(HERE, address)?;
        netlink.up(HERE)?;
        wanted
            .iter()
            .map(|port| TcpListener::bind(("0.0.0.0", *port)))
            .collect()
    });
    let sockets: Result<Vec<_>> = made.join().map_err(|_| Error::other("the thread panicked"))?;
    let sockets = sockets?;
    let mut netlink = Netlink::open()?;
    netlink.address(THERE, peer)?;
    netlink.up(THERE)?;
    Ok(sockets)
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
