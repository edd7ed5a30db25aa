//! The link-local address of task metadata (169.254.170.2), and what stands behind it: the agent, by unix sockets.
//!
//! * In a sandbox the sockets are in the folder `/longshore`, which the agent mounts into this one sandbox, so the
//!   socket says who asks: `80` metadata and credentials, `51677` the control plane, `dial` the other way round: the agent
//!   names an address of the namespace on it and is connected there. The address is behind a second interface (`apart.rs`).
//!   What else is there is in `names.rs`: DNS, and the addresses of Service Connect.
//! * The relay does the same in the host's namespace for tasks that have no sandbox. The agent's sockets are abstract
//!   names there; the id in a request's path begins with the eight digits of the agent that it is for. A DNS query says
//!   nothing of an agent, so each agent's relay has an address of its own for them.
//!
//! INVARIANT: bytes pass unchanged, and nothing but an agent's own sockets can be reached from a task's side.

use std::io::{BufRead, BufReader, Error, Read, Result, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{SocketAddr as UnixAddr, UnixListener, UnixStream};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::apart::Apart;
use crate::{names, sys};

pub(crate) const ADDRESS: Ipv4Addr = Ipv4Addr::new(169, 254, 170, 2);
/// Metadata, and the control plane.
const DOORS: [u16; 2] = [80, 51677];
/// In the host's namespace not 80, as on EC2, where the address is translated: whoever listens on a port of one address
/// takes it from programs that listen on all. This one is the official agent's own.
const METADATA: u16 = 51679;
pub(crate) const FOLDER: &str = "/longshore";
const STACK: usize = 64 << 10;
/// A relay whose agent has been away for as long ends itself; an agent that comes back makes a new one.
const LONELY: Duration = Duration::from_secs(900);
/// A request line that is longer is none of ours.
const LINE: u64 = 8192;

/// Where this relay answers DNS.
static NAMES: OnceLock<Ipv4Addr> = OnceLock::new();
static DOORWAY: Crowd = Crowd::of(256);

/// Connections at a time; more are closed at once, so that a task cannot use up the machine's threads.
pub(crate) struct Crowd {
    open: AtomicUsize,
    most: usize,
}

/// Opens the doors of a sandbox. What fails is said on standard error; the namespace is held all the same.
pub(crate) fn sandbox() {
    let doors = Apart::new(ADDRESS).and_then(|apart| {
        for port in DOORS {
            let listener = apart.tcp(ADDRESS, port)?;
            start(move || {
                for stream in listener.incoming().flatten() {
                    DOORWAY.serve(stream, move |task| {
                        join(task, UnixStream::connect(format!("{FOLDER}/{port}"))?)
                    });
                }
            })?;
        }
        names::open(apart)
    });
    complain("the metadata address", doors);
    complain("the agent's way in", dial_in());
}

fn complain(what: &str, result: Result<()>) {
    if let Err(e) = result {
        let _ = writeln!(std::io::stderr(), "{what}: {e}");
    }
}

pub(crate) fn start(f: impl FnOnce() + Send + 'static) -> Result<()> {
    std::thread::Builder::new().stack_size(STACK).spawn(f).map(drop)
}

impl Crowd {
    pub(crate) const fn of(most: usize) -> Crowd {
        Crowd {
            open: AtomicUsize::new(0),
            most,
        }
    }

    /// Answers one connection from a thread of its own.
    pub(crate) fn serve<S: Send + 'static>(
        &'static self,
        stream: S,
        f: impl FnOnce(S) -> Result<()> + Send + 'static,
    ) {
        if self.open.fetch_add(1, Ordering::Relaxed) >= self.most {
            self.open.fetch_sub(1, Ordering::Relaxed);
            return;
        }
        let done = start(move || {
            let _ = f(stream);
            self.open.fetch_sub(1, Ordering::Relaxed);
        });
        if done.is_err() {
            self.open.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// Carries bytes both ways until both sides have ended.
pub(crate) fn join(tcp: TcpStream, unix: UnixStream) -> Result<()> {
    let _ = tcp.set_nodelay(true);
    let (mut from, mut to) = (tcp.try_clone()?, unix.try_clone()?);
    let up = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let _ = std::io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Write);
    })?;
    let (mut from, mut to) = (unix, tcp);
    let _ = std::io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
    let _ = up.join();
    Ok(())
}

/// The agent connects, says `ip:port` and a line feed, and hears `ok` or why not before the bytes flow.
fn dial_in() -> Result<()> {
    let path = format!("{FOLDER}/dial");
    let _ = std::fs::remove_file(&path);
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o666))?;
    start(move || {
        for stream in listener.incoming().flatten() {
            DOORWAY.serve(stream, |mut agent| {
                agent.set_read_timeout(Some(Duration::from_secs(10)))?;
                let target: SocketAddr = line(&agent)?
                    .trim()
                    .parse()
                    .map_err(|_| Error::other("no address"))?;
                match TcpStream::connect_timeout(&target, Duration::from_secs(30)) {
                    Ok(tcp) => {
                        agent.write_all(b"ok\n")?;
                        agent.set_read_timeout(None)?;
                        join(tcp, agent)
                    }
                    Err(e) => writeln!(agent, "{e}"),
                }
            });
        }
    })
}

/// One line, read byte by byte so that nothing behind it is taken.
pub(crate) fn line(mut from: &UnixStream) -> Result<String> {
    let mut text = Vec::new();
    let mut byte = [0];
    while text.len() < 1024 && from.read(&mut byte)? == 1 {
        if byte == *b"\n" {
            break;
        }
        text.extend_from_slice(&byte);
    }
    String::from_utf8(text).map_err(Error::other)
}

/// The doors of an agent's tasks without a sandbox. `agent` are the digits of its sockets, `port` is where its control
/// plane is reached, `names` the address for DNS. An error when the agent is not in this namespace, or when the port is taken.
pub(crate) fn relay(agent: &str, port: &str, names: &str) -> Result<()> {
    let port: u16 = port.parse().map_err(Error::other)?;
    let names: Ipv4Addr = names.parse().map_err(Error::other)?;
    drop(connect("metadata", agent)?);
    sys::add_address(ADDRESS)?;
    let plane = TcpListener::bind((ADDRESS, port))?;
    // The relays of several agents share the port; each can serve all.
    let metadata = sys::listen_shared(ADDRESS, METADATA)?;
    let agent = agent.to_owned();
    let named = NAMES.get_or_init(|| names);
    complain(
        "names",
        sys::add_address(*named).and_then(|()| crate::names::relay(*named, &agent)),
    );
    let of = agent.clone();
    start(move || {
        let mut seen = Instant::now();
        while seen.elapsed() < LONELY {
            std::thread::sleep(Duration::from_secs(60));
            if connect("metadata", &of).is_ok() {
                seen = Instant::now();
            }
        }
        relay_ends();
        std::process::exit(0);
    })?;
    start(move || {
        for stream in plane.incoming().flatten() {
            let agent = agent.clone();
            DOORWAY.serve(stream, move |task| join(task, connect("plane", &agent)?));
        }
    })?;
    start(move || {
        for stream in metadata.incoming().flatten() {
            DOORWAY.serve(stream, by_path);
        }
    })
}

/// The last relay takes the address with it.
pub(crate) fn relay_ends() {
    if let Some(names) = NAMES.get() {
        let _ = sys::remove_address(*names);
    }
    if TcpListener::bind((ADDRESS, METADATA)).is_ok() {
        let _ = sys::remove_address(ADDRESS);
    }
}

pub(crate) fn connect(what: &str, agent: &str) -> Result<UnixStream> {
    UnixStream::connect_addr(&UnixAddr::from_abstract_name(format!(
        "longshore-{what}-{agent}"
    ))?)
}

fn by_path(task: TcpStream) -> Result<()> {
    task.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(task.try_clone()?);
    let mut request = Vec::new();
    reader.by_ref().take(LINE).read_until(b'\n', &mut request)?;
    request.extend_from_slice(reader.buffer());
    task.set_read_timeout(None)?;
    let text = String::from_utf8_lossy(&request);
    let path = text.split(' ').nth(1).unwrap_or_default();
    // A stranger's id may look like an agent's.
    let Some(mut unix) = agent_of(path).and_then(|agent| connect("metadata", agent).ok()) else {
        return (&task).write_all(
            b"HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\ncontent-length: 20\r\nconnection: close\r\n\r\n\"404 page not found\"",
        );
    };
    unix.write_all(&request)?;
    join(task, unix)
}

/// The digits in `/v4/<digits>-…`, `/v2/credentials/<digits>-…` and their like.
fn agent_of(path: &str) -> Option<&str> {
    let path = path.split('?').next()?;
    path.split('/').find_map(|part| {
        let (head, _) = part.split_once('-')?;
        (head.len() == 8 && head.bytes().all(|b| b.is_ascii_hexdigit())).then_some(head)
    })
}

#[cfg(test)]
mod tests {
    use super::agent_of;

    #[test]
    fn only_eight_digits_name_an_agent() {
        assert_eq!(agent_of("/v4/0123abcd-ff/task?x=1"), Some("0123abcd"));
        assert_eq!(agent_of("/v2/credentials/0123abcd-uuid"), Some("0123abcd"));
        for path in [
            "/",
            "/v2/metadata",
            "/v4/0123abc-ff",
            "/v4/../../x-y",
            "/v4/0123abcd",
            "/?a=0123abcd-",
        ] {
            assert_eq!(agent_of(path), None, "{path}");
        }
    }
}
