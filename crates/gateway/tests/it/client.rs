//! A client that writes its requests byte by byte, and so can get them wrong.

use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};
use kernel::Clock as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use wire::schema::Operation;
use wire::sigv4;

use crate::fixture::{Node, PATIENCE, credentials, target};

pub(crate) fn now() -> i64 {
    kernel::time::SystemClock.now().0 / 1000
}

/// A request on its way to be written.
#[derive(Clone)]
pub(crate) struct Ask {
    pub head: Parts,
    pub body: Vec<u8>,
}

impl Ask {
    pub(crate) fn new(method: Method, path: &str, body: impl Into<Vec<u8>>) -> Ask {
        let request = Request::builder().method(method).uri(path);
        let (head, ()) = request.header("host", "localhost").body(()).unwrap().into_parts();
        Ask {
            head,
            body: body.into(),
        }
    }

    pub(crate) fn json<O: Operation>(body: &str) -> Ask {
        Ask::new(Method::POST, "/", body)
            .with("content-type", "application/x-amz-json-1.1")
            .with("x-amz-target", &target::<O>())
    }

    pub(crate) fn form(body: &str) -> Ask {
        Ask::new(Method::POST, "/", body).with("content-type", "application/x-www-form-urlencoded")
    }

    pub(crate) fn get(path: &str) -> Ask {
        Ask::new(Method::GET, path, "")
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Ask {
        let name = HeaderName::try_from(name).unwrap();
        self.head
            .headers
            .insert(name, HeaderValue::try_from(value).unwrap());
        self
    }

    pub(crate) fn signed(mut self, service: &str) -> Ask {
        sigv4::sign(
            &mut self.head,
            &self.body,
            &credentials(),
            "us-east-1",
            service,
            now(),
        )
        .unwrap();
        self
    }

    /// Only the head, with the length of the body.
    pub(crate) fn head(&self) -> Vec<u8> {
        let mut out = format!("{} {} HTTP/1.1\r\n", self.head.method, self.head.uri).into_bytes();
        for (name, value) in &self.head.headers {
            out.extend_from_slice(&[name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
        }
        if !self.head.headers.contains_key("content-length")
            && !self.head.headers.contains_key("transfer-encoding")
        {
            out.extend_from_slice(format!("content-length: {}\r\n", self.body.len()).as_bytes());
        }
        out.extend_from_slice(b"\r\n");
        out
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        [self.head(), self.body.clone()].concat()
    }

    /// Asks on a connection of its own.
    pub(crate) async fn of(&self, node: &Node) -> Answer {
        let mut line = Line::to(node).await;
        line.send(&self.bytes()).await;
        line.answer().await.expect("the server closed without an answer")
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }
}

/// One connection.
pub(crate) struct Line {
    pub stream: TcpStream,
    read: Vec<u8>,
}

impl Line {
    pub(crate) async fn to(node: &Node) -> Line {
        Line {
            stream: TcpStream::connect(node.address).await.unwrap(),
            read: Vec::new(),
        }
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    /// Like [`Line::send`], to a server that may have hung up.
    pub(crate) async fn try_send(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).await.is_ok()
    }

    /// Reads more; false at the end.
    async fn more(&mut self) -> bool {
        let mut chunk = vec![0; 16 * 1024];
        let read = tokio::time::timeout(PATIENCE, self.stream.read(&mut chunk)).await;
        // A reset is an end as well: the server does not read what it does not want.
        let n = read.expect("the server neither answers nor closes").unwrap_or(0);
        self.read.extend_from_slice(&chunk[..n]);
        n > 0
    }

    /// The next answer; nothing when the server closes instead.
    pub(crate) async fn answer(&mut self) -> Option<Answer> {
        let end = loop {
            match self.read.windows(4).position(|w| w == b"\r\n\r\n") {
                Some(at) => break at + 4,
                None if !self.more().await => return None,
                None => {}
            }
        };
        let head = String::from_utf8(self.read.drain(..end).collect()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let mut headers = HeaderMap::new();
        for (name, value) in lines.filter_map(|l| l.split_once(": ")) {
            headers.insert(HeaderName::try_from(name).unwrap(), value.try_into().unwrap());
        }
        let length = headers
            .get("content-length")
            .map_or(0, |v| v.to_str().unwrap().parse::<usize>().unwrap());
        while self.read.len() < length && self.more().await {}
        assert!(self.read.len() >= length, "the answer is cut");
        let body = self.read.drain(..length).collect();
        Some(Answer {
            status,
            headers,
            body,
        })
    }

    /// Everything until the server closes.
    pub(crate) async fn rest(&mut self) -> Vec<u8> {
        while self.more().await {}
        std::mem::take(&mut self.read)
    }
}
