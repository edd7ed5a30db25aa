//! Names in a sandbox: DNS at the metadata address (the relay has that too), and addresses of our own for the names of Service Connect and of load
//! balancers. The agent knows what is behind a name; sockets in the sandbox's folder lead to it:
//!
//! * `53` queries over TCP, as they are · `53u` one query of UDP and its answer, each after its length in two bytes
//! * `names` the other way round: the agent says `NAME PORT …` and a line feed, and hears `ok ADDRESS` or why not. From
//!   then on the ports of the address are listened on.
//! * `connect` somebody has connected: we say `NAME PORT` and hear one line, `direct IDLE IP:PORT …` (whom to try, in this
//!   order, and after how many seconds of silence to hang up), `relay` (the agent connects; the bytes follow) or `none`.
//!   Of each that was tried the agent is told `ok IP:PORT` or `bad IP:PORT`.
//!
//! INVARIANT: connections that are made are not the agent's business: they outlive it. While it is away, new ones go where
//! the last ones of that name could, and a query that was answered before is answered as it was then; so is one to which
//! no answer can be had any more (RFC 8767).

use std::collections::HashMap;
use std::io::{Error, ErrorKind, Read, Result, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::apart::{Apart, NAMED};
use crate::door::{self, ADDRESS, Crowd, FOLDER};

static QUERIES: Crowd = Crowd::of(256);
static CONNECTIONS: Crowd = Crowd::of(4096);
const DNS: u16 = 53;
/// How long an agent that is away is waited for: one that starts anew is back sooner.
const BACK: Duration = Duration::from_secs(4);
/// Answers that are remembered; beyond that all are forgotten.
const ANSWERS: usize = 512;
/// No answer of the agent takes longer.
const ANSWER: Duration = Duration::from_secs(15);
/// An address that does not answer is given up after this, and the next one is tried.
const CONNECT: Duration = Duration::from_secs(1);
const SERVFAIL: u8 = 2;

/// Opens all of it.
pub(crate) fn open(apart: Apart) -> Result<()> {
    answer(
        Behind::Sandbox,
        apart.udp(ADDRESS, DNS)?,
        apart.tcp(ADDRESS, DNS)?,
    )?;
    let names = Arc::new(Names {
        apart,
        known: Mutex::default(),
        last: Mutex::default(),
    });
    let path = format!("{FOLDER}/names");
    let _ = std::fs::remove_file(&path);
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o666))?;
    door::start(move || {
        for stream in listener.incoming().flatten() {
            let names = names.clone();
            QUERIES.serve(stream, move |mut agent| {
                agent.set_read_timeout(Some(ANSWER))?;
                match names.give(&door::line(&agent)?) {
                    Ok(address) => writeln!(agent, "ok {address}"),
                    Err(e) => writeln!(agent, "{e}"),
                }
            });
        }
    })
}

/// DNS alone, in the host's namespace, for the tasks of this agent that have no sandbox.
pub(crate) fn relay(address: Ipv4Addr, agent: &str) -> Result<()> {
    let udp = UdpSocket::bind((address, DNS))?;
    answer(
        Behind::Relay(agent.to_owned()),
        udp,
        TcpListener::bind((address, DNS))?,
    )
}

/// Where the agent's sockets are.
enum Behind {
    Sandbox,
    Relay(String),
}

impl Behind {
    fn connect(&self, name: &str) -> Result<UnixStream> {
        match self {
            Behind::Sandbox => UnixStream::connect(format!("{FOLDER}/{name}")),
            Behind::Relay(agent) => door::connect(name, agent),
        }
    }

    /// An agent that starts anew is waited for.
    fn insist(&self, name: &str) -> Result<UnixStream> {
        let until = Instant::now() + BACK;
        loop {
            match self.connect(name) {
                Err(_) if Instant::now() < until => std::thread::sleep(Duration::from_millis(50)),
                other => return other,
            }
        }
    }
}

/// Passes queries on, and answers back.
fn answer(behind: Behind, udp: UdpSocket, tcp: TcpListener) -> Result<()> {
    let (udp, answers) = (Arc::new(udp), Arc::new(Answers::new(behind)));
    let for_tcp = answers.clone();
    door::start(move || {
        let mut query = [0; 4096];
        while let Ok((length, from)) = udp.recv_from(&mut query) {
            let query = query.get(..length).unwrap_or_default().to_vec();
            let (udp, answers) = (udp.clone(), answers.clone());
            QUERIES.serve(query, move |query| {
                let answer = answers.find(&query).or_else(|_| refuse(query))?;
                udp.send_to(&answer, from).map(drop)
            });
        }
    })?;
    door::start(move || {
        for stream in tcp.incoming().flatten() {
            let answers = for_tcp.clone();
            QUERIES.serve(stream, move |task| door::join(task, answers.behind.insist("53")?));
        }
    })
}

/// Answers by what was asked: all of a query but its number.
struct Answers {
    behind: Behind,
    known: Mutex<HashMap<Vec<u8>, Vec<u8>>>,
}

impl Answers {
    fn new(behind: Behind) -> Answers {
        Answers {
            behind,
            known: Mutex::default(),
        }
    }

    fn find(&self, query: &[u8]) -> Result<Vec<u8>> {
        let (Some(number), Some(asked)) = (query.get(..2), query.get(2..)) else {
            return Err(Error::from(ErrorKind::InvalidData));
        };
        let known = lock(&self.known).get(asked).cloned();
        let asking = self.behind.connect("53u").and_then(|agent| ask(agent, query));
        let answer = match (asking, known) {
            (Ok(answer), Some(known)) if code(&answer) == Some(SERVFAIL) => {
                return Ok([number, &known].concat());
            }
            (Ok(answer), _) => answer,
            (Err(_), Some(known)) => return Ok([number, &known].concat()),
            (Err(_), None) => ask(self.behind.insist("53u")?, query)?,
        };
        // Not those that say that none could be had.
        if let (Some(0 | 3), Some(rest)) = (code(&answer), answer.get(2..)) {
            let mut all = lock(&self.known);
            if all.len() >= ANSWERS {
                all.clear();
            }
            all.insert(asked.to_vec(), rest.to_vec());
        }
        Ok(answer)
    }
}

/// RCODE (RFC 1035 section 4.1.1).
fn code(answer: &[u8]) -> Option<u8> {
    answer.get(3).map(|b| b & 0xf)
}

/// One query and its answer.
fn ask(mut agent: UnixStream, query: &[u8]) -> Result<Vec<u8>> {
    agent.set_read_timeout(Some(ANSWER))?;
    let length = u16::try_from(query.len()).map_err(Error::other)?;
    agent.write_all(&length.to_be_bytes())?;
    agent.write_all(query)?;
    let mut length = [0; 2];
    agent.read_exact(&mut length)?;
    let mut answer = vec![0; usize::from(u16::from_be_bytes(length))];
    agent.read_exact(&mut answer)?;
    Ok(answer)
}

/// The query as its own answer, which says that none can be had (RFC 1035 section 4.1.1).
fn refuse(mut query: Vec<u8>) -> Result<Vec<u8>> {
    match query.get_mut(2..4) {
        Some([flags, code]) => {
            *flags |= 0x80;
            *code = *code & 0xf0 | SERVFAIL;
            Ok(query)
        }
        _ => Err(Error::from(ErrorKind::InvalidData)),
    }
}

struct Names {
    apart: Apart,
    known: Mutex<HashMap<String, Given>>,
    last: Mutex<HashMap<(String, u16), Last>>,
}

/// Where the last connection to a name's port could go, and after what silence it ends.
type Last = (Duration, Vec<SocketAddr>);

/// A name's address, and its ports that are listened on.
struct Given {
    address: Ipv4Addr,
    ports: Vec<u16>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Names {
    /// The address of a name, the same each time.
    fn give(self: &Arc<Names>, line: &str) -> Result<Ipv4Addr> {
        let mut words = line.split_whitespace();
        let name = words.next().ok_or(ErrorKind::InvalidInput)?.to_owned();
        let mut known = lock(&self.known);
        let (first, bits) = NAMED;
        let next = known.len() as u32 + 1;
        if !known.contains_key(&name) && next >= 1 << (32 - bits) {
            return Err(Error::other("no address is left"));
        }
        let given = known.entry(name.clone()).or_insert(Given {
            address: Ipv4Addr::from(u32::from(first) + next),
            ports: Vec::new(),
        });
        for word in words {
            let port: u16 = word.parse().map_err(Error::other)?;
            if given.ports.contains(&port) {
                continue;
            }
            let listener = self.apart.tcp(given.address, port)?;
            let (names, name) = (self.clone(), name.clone());
            door::start(move || {
                for stream in listener.incoming().flatten() {
                    let (names, name) = (names.clone(), name.clone());
                    CONNECTIONS.serve(stream, move |client| names.connect(&name, port, client));
                }
            })?;
            given.ports.push(port);
        }
        Ok(given.address)
    }

    fn connect(&self, name: &str, port: u16, client: TcpStream) -> Result<()> {
        let key = (name.to_owned(), port);
        let asked = UnixStream::connect(format!("{FOLDER}/connect")).and_then(|mut agent| {
            agent.set_read_timeout(Some(ANSWER))?;
            writeln!(agent, "{name} {port}")?;
            let line = door::line(&agent)?;
            agent.set_read_timeout(None)?;
            match line.is_empty() {
                true => Err(Error::from(ErrorKind::UnexpectedEof)),
                false => Ok((agent, line)),
            }
        });
        let Ok((mut agent, line)) = asked else {
            let there = lock(&self.last).get(&key).cloned();
            let (idle, there) = there.ok_or(ErrorKind::NotConnected)?;
            let found = there
                .iter()
                .find_map(|a| TcpStream::connect_timeout(a, CONNECT).ok());
            return carry(client, found.ok_or(ErrorKind::ConnectionRefused)?, idle);
        };
        let mut words = line.split_whitespace();
        match words.next() {
            Some("relay") => return door::join(client, agent),
            Some("direct") => {}
            _ => return Ok(()),
        }
        let idle = words.next().and_then(|w| w.parse().ok()).unwrap_or(3600);
        let idle = Duration::from_secs(idle);
        let there: Vec<SocketAddr> = words.filter_map(|w| w.parse().ok()).collect();
        lock(&self.last).insert(key, (idle, there.clone()));
        for address in there {
            match TcpStream::connect_timeout(&address, CONNECT) {
                Ok(server) => {
                    let _ = writeln!(agent, "ok {address}");
                    drop(agent);
                    return carry(client, server, idle);
                }
                Err(_) => drop(writeln!(agent, "bad {address}")),
            }
        }
        Ok(())
    }
}

/// Carries bytes both ways until both sides have ended, or nothing has come for as long as `idle`.
fn carry(client: TcpStream, server: TcpStream, idle: Duration) -> Result<()> {
    let begun = Instant::now();
    let heard = Arc::new(AtomicU64::new(0));
    let (from, to, told) = (client.try_clone()?, server.try_clone()?, heard.clone());
    let up = std::thread::Builder::new()
        .stack_size(64 << 10)
        .spawn(move || one_way(from, to, idle, begun, &told))?;
    let down = one_way(server.try_clone()?, client.try_clone()?, idle, begun, &heard);
    if down.is_err() {
        // The other direction has nobody to talk to any more.
        let _ = (client.shutdown(Shutdown::Both), server.shutdown(Shutdown::Both));
    }
    let _ = up.join();
    Ok(())
}

fn one_way(
    mut from: TcpStream,
    mut to: TcpStream,
    idle: Duration,
    begun: Instant,
    heard: &AtomicU64,
) -> Result<()> {
    let _ = to.set_nodelay(true);
    // Zero is no limit, here as there.
    from.set_read_timeout((!idle.is_zero()).then_some(idle))?;
    let mut bytes = [0; 16 << 10];
    loop {
        match from.read(&mut bytes) {
            Ok(0) => {
                let _ = to.shutdown(Shutdown::Write);
                return Ok(());
            }
            Ok(n) => {
                heard.store(begun.elapsed().as_millis() as u64, Ordering::Relaxed);
                if let Err(e) = to.write_all(bytes.get(..n).unwrap_or_default()) {
                    let _ = from.shutdown(Shutdown::Both);
                    return Err(e);
                }
            }
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                let last = Duration::from_millis(heard.load(Ordering::Relaxed));
                if begun.elapsed() >= last + idle {
                    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
                    return Err(e);
                }
            }
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => {
                let _ = to.shutdown(Shutdown::Both);
                return Err(e);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::refuse;

    #[test]
    fn a_query_that_cannot_be_answered_is_refused() {
        let mut query = vec![0x12, 0x34, 0x01, 0x20, 0, 1];
        query.extend([0; 6]);
        let answer = refuse(query).unwrap();
        assert_eq!(answer[..4], [0x12, 0x34, 0x81, 0x22]);
        assert!(refuse(vec![0; 3]).is_err());
    }
}
