//! HTTP/1.0, just enough to be asked and to ask.

use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use crate::resolve;

/// Listens on all addresses and answers every request from a thread: `/env` the environment, `/` the host name and
/// `$VERSION`, `/lookup/NAME/TYPE` the records of a name, `/via/HOST:PORT/PATH` what is answered there.
pub(crate) fn serve(port: &str) -> Result<()> {
    let port: u16 = port
        .parse()
        .map_err(|_| Error::new(ErrorKind::InvalidInput, format!("bad port `{port}`")))?;
    let listener = TcpListener::bind(("0.0.0.0", port))?;
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    Ok(())
}

fn answer(mut stream: TcpStream) -> Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.by_ref().take(8192).read_line(&mut request)?;
    let mut header = String::new();
    while reader.by_ref().take(8192).read_line(&mut header)? > 2 {
        header.clear();
    }
    let path = request.split(' ').nth(1).unwrap_or("/");
    let (mut status, steps) = ("200 OK", path.splitn(4, '/').collect::<Vec<_>>());
    let body = match path {
        _ if matches!(steps.as_slice(), [_, "lookup" | "via", _, _]) => {
            let asked = match steps.as_slice() {
                [_, "lookup", name, kind] => resolve::lookup(name, kind),
                [_, _, host, path] => resolve::address(host).and_then(|at| ask(&at, &format!("/{path}"))),
                _ => Ok(String::new()),
            };
            asked.unwrap_or_else(|e| {
                status = "502 Bad Gateway";
                format!("{e}\n")
            })
        }
        "/env" => environment(),
        "/" => match std::env::var("VERSION") {
            Ok(version) => format!("hello from {}, version {version}\n", host_name()),
            Err(_) => format!("hello from {}\n", host_name()),
        },
        other => format!("you asked for {other}\n"),
    };
    write!(
        stream,
        "HTTP/1.0 {status}\r\ncontent-type: text/plain\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// The body of `http://address/path`. Tries for 15 s, because the other side may be about to start.
pub(crate) fn get(address: &str, path: &str) -> Result<String> {
    let until = Instant::now() + Duration::from_secs(15);
    loop {
        match resolve::address(address).and_then(|target| ask(&target, path)) {
            Err(e) if e.kind() == ErrorKind::InvalidInput => return Err(e),
            Err(e) if Instant::now() < until => {
                let _ = e;
                std::thread::sleep(Duration::from_millis(100));
            }
            other => return other,
        }
    }
}

/// `http://ip[:port]/path` as `ip:port` and `/path`.
pub(crate) fn split(url: &str) -> (String, String) {
    let rest = url.strip_prefix("http://").unwrap_or(url);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let port = if host.contains(':') { "" } else { ":80" };
    (format!("{host}{port}"), format!("/{path}"))
}

fn ask(target: &SocketAddr, path: &str) -> Result<String> {
    let mut stream = TcpStream::connect_timeout(target, Duration::from_secs(2))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(stream, "GET {path} HTTP/1.0\r\nhost: {target}\r\n\r\n")?;
    let mut text = String::new();
    stream.take(1 << 20).read_to_string(&mut text)?;
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    match head.split(' ').nth(1) {
        Some(status) if status >= "500" => Err(Error::other(format!("status {status}"))),
        _ => Ok(body.to_owned()),
    }
}

pub(crate) fn environment() -> String {
    let mut all: Vec<_> = std::env::vars_os()
        .map(|(k, v)| format!("{}={}\n", k.to_string_lossy(), v.to_string_lossy()))
        .collect();
    all.sort();
    all.concat()
}

pub(crate) fn host_name() -> String {
    std::fs::read_to_string("/etc/hostname").map_or_else(|_| "unknown".to_owned(), |s| s.trim().to_owned())
}
