//! Files on their way out, clients that do not take them, and what the audit log is told of a site's requests.

use std::fs::File;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use gateway::{Deed, Limits, Site, SiteAnswer, SiteBody, SiteRequest, Stretch};
use http::{HeaderValue, Response};
use http_body_util::StreamBody;
use hyper::body::Frame;
use kernel::{Kernel, Principal};

use crate::client::{Ask, Line};
use crate::fixture::{Node, PATIENCE, wide};

const PREFIX: &str = "/files/";
const PIECE: usize = 16 << 10;

/// Serves one file: `/files/<from>-<to>`. Where a file cannot be sent its body says so.
struct Files(Arc<File>);

impl Site for Files {
    fn prefix(&self) -> &str {
        PREFIX
    }

    fn serve(self: Arc<Self>, _: Arc<Kernel>, asked: SiteRequest) -> SiteAnswer {
        Box::pin(async move {
            let path = asked.request.uri().path().strip_prefix(PREFIX).unwrap();
            let (from, to) = path.split_once('-').unwrap();
            let range = from.parse::<u64>().unwrap()..to.parse().unwrap();
            // In pieces, as from a disk.
            let length = usize::try_from(range.end - range.start).unwrap();
            let pieces = (0..length).step_by(PIECE).map(move |at| {
                let piece = vec![b'?'; PIECE.min(length - at)];
                Ok(Frame::data(piece.into()))
            });
            let body = SiteBody::new(StreamBody::new(futures_util::stream::iter(pieces)));
            let mut answer = Response::new(body);
            answer
                .headers_mut()
                .insert("content-length", HeaderValue::from(range.end - range.start));
            let file = Arc::clone(&self.0);
            answer.extensions_mut().insert(Stretch { file, range });
            answer.extensions_mut().insert(Deed {
                service: "files",
                action: "GetFile",
                read_only: true,
                region: "nowhere".into(),
                principal: Some(Arc::new(Principal::Root {
                    account: "000000000000".into(),
                })),
                resource: Some("arn:file".into()),
                error: Some(("Late".into(), "it was late".into())),
            });
            answer
        })
    }
}

/// Numbers, so that no part of it looks like another.
fn content(length: usize) -> Vec<u8> {
    (0u32..).flat_map(u32::to_le_bytes).take(length).collect()
}

fn node(folder: &Path, length: usize, limits: Limits) -> Node {
    let path = folder.join("file");
    File::create(&path).unwrap().write_all(&content(length)).unwrap();
    let site: Arc<dyn Site> = Arc::new(Files(Arc::new(File::open(path).unwrap())));
    Node::start_sites(limits, Some(folder.join("audit")), false, vec![site])
}

/// Little patience with whoever does not take what it asked for, and with nobody else.
fn short() -> Limits {
    Limits {
        body_time: Duration::from_millis(500),
        ..wide()
    }
}

#[tokio::test]
async fn a_file_arrives_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let length = 5 * 1024 * 1024 + 17;
    let node = node(folder.path(), length, wide());
    let all = content(length);
    let mut line = Line::to(&node).await;
    for (from, to) in [
        (0, length),
        (3, 4),
        (1_048_575, 4_200_001),
        (length - 1, length),
        (7, 7),
        (5, length),
    ] {
        line.send(&Ask::get(&format!("{PREFIX}{from}-{to}")).head()).await;
        let answer = line.answer().await.unwrap();
        assert_eq!(answer.status, 200);
        assert!(answer.body == all[from..to], "{from}-{to} came as something else");
    }
    // Several at once on one connection: they are answered in order.
    let asked = [(0, 2_000_000), (9, 90), (2_000_000, 4_000_000)];
    let pipelined: Vec<u8> = asked
        .iter()
        .flat_map(|(from, to)| Ask::get(&format!("{PREFIX}{from}-{to}")).head())
        .collect();
    line.send(&pipelined).await;
    for (from, to) in asked {
        assert!(line.answer().await.unwrap().body == all[from..to]);
    }
    node.stopped().await;
    let audit = std::fs::read_to_string(folder.path().join("audit")).unwrap();
    let first: serde_json::Value = serde_json::from_str(audit.lines().next().unwrap()).unwrap();
    assert_eq!(audit.lines().count(), 9);
    assert_eq!(first["eventSource"], "files.amazonaws.com");
    assert_eq!(first["eventName"], "GetFile");
    assert_eq!(first["userIdentity"]["type"], "Root");
    assert_eq!(first["resources"][0]["ARN"], "arn:file");
    assert_eq!(first["errorCode"], "Late");
}

#[tokio::test]
async fn a_file_that_became_shorter_breaks_the_connection_off() {
    let folder = tempfile::tempdir().unwrap();
    let node = node(folder.path(), 3_000_000, wide());
    let file = File::options()
        .write(true)
        .open(folder.path().join("file"))
        .unwrap();
    file.set_len(1_500_000).unwrap();
    let mut stream = TcpStream::connect(node.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
        .write_all(&Ask::get(&format!("{PREFIX}0-3000000")).head())
        .unwrap();
    let got = tokio::task::spawn_blocking(move || {
        let mut got = Vec::new();
        // A reset is an end as well.
        let _ = stream.read_to_end(&mut got);
        got.len()
    });
    assert!(got.await.unwrap() < 3_000_000);
}

#[tokio::test]
async fn a_client_that_takes_nothing_is_let_go() {
    let folder = tempfile::tempdir().unwrap();
    // More than what lies between two sockets.
    let node = node(folder.path(), 64 << 20, short());
    let mut stream = TcpStream::connect(node.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
        .write_all(&Ask::get(&format!("{PREFIX}0-{}", 64 << 20)).head())
        .unwrap();
    let address = stream.local_addr().unwrap();
    // The server's end of the connection goes though nobody has read.
    let cut = tokio::task::spawn_blocking(move || gone(address)).await.unwrap();
    assert!(cut, "the server goes on waiting");
    let mut got = Vec::new();
    let read = stream.read_to_end(&mut got);
    assert!(read.is_err() || got.len() < 64 << 20, "it got all of it");
}

#[tokio::test]
async fn a_client_that_opens_no_window_is_let_go() {
    let folder = tempfile::tempdir().unwrap();
    let node = node(folder.path(), 1 << 20, short());
    let path = format!("{PREFIX}0-{}", 1 << 20);
    let mut stream = TcpStream::connect(node.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    // HTTP/2 with what everybody knows: settings, then GET, http, the path and `localhost` (RFC 9113, RFC 7541).
    let mut head = vec![0x82, 0x86, 0x04, u8::try_from(path.len()).unwrap()];
    head.extend_from_slice(path.as_bytes());
    head.extend_from_slice(b"\x01\x09localhost");
    let mut asked = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    asked.extend_from_slice(&[0, 0, 0, 4, 0, 0, 0, 0, 0]);
    asked.extend_from_slice(&[0, 0, u8::try_from(head.len()).unwrap(), 1, 0x5, 0, 0, 0, 1]);
    asked.extend_from_slice(&head);
    stream.write_all(&asked).unwrap();
    // No more comes than the window that there is from the start, and then the end.
    let ended = tokio::task::spawn_blocking(move || {
        let mut got = Vec::new();
        let read = stream.read_to_end(&mut got);
        let timed_out = read.is_err_and(|e| e.kind() == ErrorKind::WouldBlock);
        (timed_out, got.len())
    });
    let (timed_out, got) = ended.await.unwrap();
    assert!(!timed_out, "the server goes on waiting");
    assert!(got < 200_000, "{got} bytes came");
}

/// Waits until the kernel knows no established connection from `address` any more.
fn gone(address: std::net::SocketAddr) -> bool {
    let port = format!(":{:04X}", address.port());
    for _ in 0..2000 {
        let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
        // Of the server's end: local, remote, state 01 is established.
        let there = table.lines().skip(1).any(|l| {
            let mut parts = l.split_whitespace().skip(2);
            parts.next().is_some_and(|remote| remote.ends_with(&port)) && parts.next() == Some("01")
        });
        if !there {
            return true;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    false
}
