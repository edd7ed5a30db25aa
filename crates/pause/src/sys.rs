//! Signals. A process with id 1 has no default actions, so SIGTERM must be taken by hand; the standard library has no call for
//! that, and a dependency would make this program more than one call of rustc. For the same reason the loopback device gets
//! its address here (rtnetlink(7)), and a port is shared (`SO_REUSEPORT`, socket(7)).
#![allow(
    unsafe_code,
    reason = "calls of the C library that the standard library does not offer"
)]

use std::io::{Error, Read, Result, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::raw::{c_int, c_ulong, c_void};

const SIGINT: c_int = 2;
const SIGTERM: c_int = 15;
const SIGCHLD: c_int = 17;
const SIG_BLOCK: c_int = 0;
const WNOHANG: c_int = 1;

/// `sigset_t` of Linux's C libraries: 1024 bits.
#[repr(C, align(8))]
pub(crate) struct Signals([u64; 16]);

unsafe extern "C" {
    fn sigaddset(set: *mut Signals, signal: c_int) -> c_int;
    fn pthread_sigmask(how: c_int, set: *const Signals, old: *mut Signals) -> c_int;
    fn sigwait(set: *const Signals, signal: *mut c_int) -> c_int;
    fn waitpid(pid: c_int, status: *mut c_int, options: c_int) -> c_int;
    fn socket(domain: c_int, kind: c_int, protocol: c_int) -> c_int;
    fn setsockopt(fd: c_int, level: c_int, name: c_int, value: *const c_void, length: u32) -> c_int;
    fn bind(fd: c_int, address: *const c_void, length: u32) -> c_int;
    fn listen(fd: c_int, backlog: c_int) -> c_int;
    fn unshare(what: c_int) -> c_int;
    fn if_nametoindex(name: *const std::os::raw::c_char) -> u32;
    fn ioctl(fd: c_int, request: c_ulong, ...) -> c_int;
}

/// Blocks the signals that [`serve_signals`] takes. Called first, so that every thread inherits the mask.
pub(crate) fn block() -> Signals {
    let mut set = Signals([0; 16]);
    // SAFETY: `set` is a live, large enough sigset_t, zero is its empty value, and a null `old` is allowed.
    unsafe {
        for signal in [SIGINT, SIGTERM, SIGCHLD] {
            sigaddset(&mut set, signal);
        }
        pthread_sigmask(SIG_BLOCK, &set, std::ptr::null_mut());
    }
    set
}

/// Reaps orphans until SIGTERM or SIGINT arrives while `ignore` answers false.
pub(crate) fn serve_signals(set: &Signals, ignore: fn() -> bool) {
    loop {
        let mut signal = 0;
        // SAFETY: both pointers are to live values of the right type.
        if unsafe { sigwait(set, &mut signal) } != 0 {
            continue;
        }
        match signal {
            // SAFETY: a null status is allowed.
            SIGCHLD => while unsafe { waitpid(-1, std::ptr::null_mut(), WNOHANG) } > 0 {},
            _ if ignore() => {}
            _ => return,
        }
    }
}

const AF_INET: c_int = 2;
const AF_NETLINK: c_int = 16;
const SOCK_STREAM: c_int = 1;
const SOCK_RAW: c_int = 3;
const SOCK_CLOEXEC: c_int = 0o2_000_000;
const SOL_SOCKET: c_int = 1;
const SO_REUSEADDR: c_int = 2;
const SO_REUSEPORT: c_int = 15;
const RTM_NEWADDR: u16 = 20;
const RTM_DELADDR: u16 = 21;
/// `NLM_F_REQUEST | NLM_F_ACK`
const REQUEST: u16 = 0x1 | 0x4;
/// `NLM_F_CREATE | NLM_F_EXCL`
const CREATE: u16 = 0x400 | 0x200;
const EEXIST: i32 = 17;
/// The loopback device is the first of every network namespace.
const LOOPBACK: u32 = 1;
const IFA_ADDRESS: u16 = 1;
const IFA_LOCAL: u16 = 2;

fn open(domain: c_int, kind: c_int) -> Result<OwnedFd> {
    open_for(domain, kind, 0)
}

fn open_for(domain: c_int, kind: c_int, protocol: c_int) -> Result<OwnedFd> {
    // SAFETY: the call takes numbers only, and a descriptor that it answers is nobody else's.
    unsafe {
        match socket(domain, kind | SOCK_CLOEXEC, protocol) {
            fd if fd < 0 => Err(Error::last_os_error()),
            fd => Ok(OwnedFd::from_raw_fd(fd)),
        }
    }
}

/// A socket for rtnetlink(7).
pub(crate) fn netlink() -> Result<OwnedFd> {
    open(AF_NETLINK, SOCK_RAW)
}

/// A socket for the kernel's packet filter (`NETLINK_NETFILTER`, netlink(7)).
pub(crate) fn netfilter() -> Result<OwnedFd> {
    const NETLINK_NETFILTER: c_int = 12;
    open_for(AF_NETLINK, SOCK_RAW, NETLINK_NETFILTER)
}

/// Room for one message of this length, whatever the machine's own limit is (socket(7)).
pub(crate) fn send_room(fd: c_int, length: usize) -> Result<()> {
    const SO_SNDBUFFORCE: c_int = 32;
    // The kernel counts its own overhead too.
    let room = c_int::try_from(length.saturating_mul(2).max(64 << 10)).unwrap_or(c_int::MAX);
    // SAFETY: the pointer is to a live number of the size that is told.
    let done = unsafe { setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, (&raw const room).cast(), 4) };
    match done {
        0 => Ok(()),
        _ => Err(Error::last_os_error()),
    }
}

/// Puts the calling thread into a network namespace of its own.
pub(crate) fn new_network() -> Result<()> {
    const CLONE_NEWNET: c_int = 0x4000_0000;
    // SAFETY: the call takes a number only.
    match unsafe { unshare(CLONE_NEWNET) } {
        0 => Ok(()),
        _ => Err(Error::last_os_error()),
    }
}

/// The index of a device.
pub(crate) fn interface(name: &str) -> Result<u32> {
    let name = std::ffi::CString::new(name)?;
    // SAFETY: the pointer is to a live text that ends in a zero.
    match unsafe { if_nametoindex(name.as_ptr()) } {
        0 => Err(Error::last_os_error()),
        index => Ok(index),
    }
}

/// Gives the loopback device `address` as one more, alone in its range. Having it already is fine.
pub(crate) fn add_address(address: Ipv4Addr) -> Result<()> {
    match change_address(RTM_NEWADDR, REQUEST | CREATE, address) {
        Err(e) if e.raw_os_error() == Some(EEXIST) => Ok(()),
        other => other,
    }
}

pub(crate) fn remove_address(address: Ipv4Addr) -> Result<()> {
    change_address(RTM_DELADDR, REQUEST, address)
}

fn change_address(kind: u16, flags: u16, address: Ipv4Addr) -> Result<()> {
    let mut netlink = std::fs::File::from(open(AF_NETLINK, SOCK_RAW)?);
    // nlmsghdr: length, type, flags, sequence, port. ifaddrmsg: family, prefix, flags, scope (254: host), index.
    let mut message = Vec::new();
    message.extend(40u32.to_ne_bytes());
    message.extend(kind.to_ne_bytes());
    message.extend(flags.to_ne_bytes());
    message.extend([0; 8]);
    message.extend([AF_INET as u8, 32, 0, 254]);
    message.extend(LOOPBACK.to_ne_bytes());
    for attribute in [IFA_LOCAL, IFA_ADDRESS] {
        message.extend(8u16.to_ne_bytes());
        message.extend(attribute.to_ne_bytes());
        message.extend(address.octets());
    }
    netlink.write_all(&message)?;
    let mut answer = [0; 512];
    let length = netlink.read(&mut answer)?;
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

/// Listens on a port that other processes of this user listen on too.
pub(crate) fn listen_shared(address: Ipv4Addr, port: u16) -> Result<TcpListener> {
    let fd = open(AF_INET, SOCK_STREAM)?;
    let raw = fd.as_raw_fd();
    let one: c_int = 1;
    // sockaddr_in: family, port and address in network order, eight zeros.
    let mut name = [0u8; 16];
    let parts = [
        &(AF_INET as u16).to_ne_bytes()[..],
        &port.to_be_bytes()[..],
        &address.octets()[..],
    ];
    for (to, from) in name.iter_mut().zip(parts.concat()) {
        *to = from;
    }
    // SAFETY: the descriptor is open, and every pointer is to a live value of the length told.
    let done = unsafe {
        let value = std::ptr::from_ref(&one).cast();
        setsockopt(raw, SOL_SOCKET, SO_REUSEADDR, value, 4) == 0
            && setsockopt(raw, SOL_SOCKET, SO_REUSEPORT, value, 4) == 0
            && bind(raw, name.as_ptr().cast(), 16) == 0
            && listen(raw, 128) == 0
    };
    match done {
        true => Ok(TcpListener::from(fd)),
        false => Err(Error::last_os_error()),
    }
}

/// Columns and rows of the terminal on standard output; zeros when it is none.
pub(crate) fn terminal_size() -> (u16, u16) {
    const TIOCGWINSZ: c_ulong = 0x5413;
    // struct winsize: rows, columns, and two numbers of pixels.
    let mut size = [0u16; 4];
    // SAFETY: `size` is a live value of the size that this request writes.
    let done = unsafe { ioctl(1, TIOCGWINSZ, size.as_mut_ptr()) };
    match (done, size) {
        (0, [rows, cols, ..]) => (cols, rows),
        _ => (0, 0),
    }
}
