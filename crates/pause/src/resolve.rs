//! Names, asked of the resolver that `/etc/resolv.conf` names (RFC 1035): an empty image has no library that would.

use std::io::{Error, ErrorKind, Result};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::time::Duration;

/// Types of records that can be asked for.
const TYPES: [(&str, u16); 4] = [("A", 1), ("AAAA", 28), ("SRV", 33), ("CNAME", 5)];

/// The records of a name, sorted, one on each line: `A 10.0.0.1`, `SRV 80 host`; or `NXDOMAIN`, `NODATA`, `SERVFAIL`.
pub(crate) fn lookup(name: &str, kind: &str) -> Result<String> {
    let bad = || Error::new(ErrorKind::InvalidInput, format!("bad type `{kind}`"));
    let (_, code) = TYPES.iter().find(|(k, _)| *k == kind).ok_or_else(bad)?;
    let mut lines = records(name, *code)?;
    lines.sort();
    Ok(lines.join("\n"))
}

/// `host:port`, where the host is a name or an address.
pub(crate) fn address(text: &str) -> Result<SocketAddr> {
    if let Ok(address) = text.replace("localhost", "127.0.0.1").parse() {
        return Ok(address);
    }
    let bad = || Error::new(ErrorKind::InvalidInput, format!("bad address `{text}`"));
    let (host, port) = text.rsplit_once(':').ok_or_else(bad)?;
    let port: u16 = port.parse().map_err(|_| bad())?;
    let found = records(host, 1)?;
    let ip = found
        .iter()
        .find_map(|line| line.strip_prefix("A ")?.parse::<Ipv4Addr>().ok());
    let ip = ip.ok_or_else(|| Error::new(ErrorKind::NotFound, format!("`{host}`: {}", found.join(", "))))?;
    Ok(SocketAddr::new(ip.into(), port))
}

fn server() -> Result<SocketAddr> {
    let text = std::fs::read_to_string("/etc/resolv.conf")?;
    let named = text.lines().find_map(|l| l.strip_prefix("nameserver "));
    let ip: IpAddr = named.unwrap_or_default().trim().parse().map_err(Error::other)?;
    Ok(SocketAddr::new(ip, 53))
}

/// In the order in which they come.
fn records(name: &str, kind: u16) -> Result<Vec<String>> {
    let mut query = vec![0x4c, 0x53, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in name.trim_end_matches('.').split('.') {
        query.push(label.len() as u8);
        query.extend(label.as_bytes());
    }
    query.push(0);
    query.extend(kind.to_be_bytes());
    query.extend([0, 1]);
    let socket = UdpSocket::bind("0.0.0.0:0")?;
    socket.connect(server()?)?;
    socket.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut answer = [0; 4096];
    // Once more: a datagram may be lost.
    let mut length = Err(Error::from(ErrorKind::TimedOut));
    for _ in 0..3 {
        socket.send(&query)?;
        length = socket.recv(&mut answer);
        if length.is_ok() {
            break;
        }
    }
    let answer = answer.get(..length?).unwrap_or_default();
    read(answer, query.len()).ok_or_else(|| Error::from(ErrorKind::InvalidData))
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(u16::from_be_bytes(two))
}

/// The answers behind the question, which ends at `at`.
fn read(bytes: &[u8], mut at: usize) -> Option<Vec<String>> {
    let code = bytes.get(3)? & 0xf;
    match code {
        0 => {}
        3 => return Some(vec!["NXDOMAIN".to_owned()]),
        2 => return Some(vec!["SERVFAIL".to_owned()]),
        other => return Some(vec![format!("code {other}")]),
    }
    let mut lines = Vec::new();
    for _ in 0..number(bytes, 6)? {
        at = name(bytes, at)?.1;
        let kind = number(bytes, at)?;
        let length = usize::from(number(bytes, at + 8)?);
        let data = at + 10;
        lines.push(match kind {
            1 => format!(
                "A {}",
                Ipv4Addr::from(<[u8; 4]>::try_from(bytes.get(data..data + 4)?).ok()?)
            ),
            28 => format!(
                "AAAA {}",
                Ipv6Addr::from(<[u8; 16]>::try_from(bytes.get(data..data + 16)?).ok()?)
            ),
            33 => format!("SRV {} {}", number(bytes, data + 4)?, name(bytes, data + 6)?.0),
            5 => format!("CNAME {}", name(bytes, data)?.0),
            other => format!("type {other}"),
        });
        at = data + length;
    }
    if lines.is_empty() {
        lines.push("NODATA".to_owned());
    }
    Some(lines)
}

/// A name, which may go on elsewhere, and where it ends here.
fn name(bytes: &[u8], mut at: usize) -> Option<(String, usize)> {
    let (mut labels, mut end) = (Vec::new(), None);
    // No name has more labels; one that refers to itself would.
    for _ in 0..128 {
        let length = usize::from(*bytes.get(at)?);
        if length >= 0xc0 {
            end = end.or(Some(at + 2));
            at = usize::from(number(bytes, at)? & 0x3fff);
            continue;
        }
        at += 1;
        if length == 0 {
            return Some((labels.join("."), end.unwrap_or(at)));
        }
        labels.push(String::from_utf8_lossy(bytes.get(at..at + length)?).into_owned());
        at += length;
    }
    None
}
