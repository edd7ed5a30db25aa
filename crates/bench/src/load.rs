//! Requests on keep-alive connections: raw HTTP/1.1, so that the client costs little.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use wire::sigv4::Credentials;

use crate::secure;

/// Where to, and as whom.
#[derive(Clone)]
pub(crate) struct Target {
    /// `host:port`
    pub address: String,
    pub credentials: Credentials,
    pub region: String,
}

/// What bytes go over.
trait Bytes: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Bytes for T {}
type Stream = Box<dyn Bytes>;

/// One connection.
pub(crate) struct Connection {
    address: String,
    stream: Stream,
    buffer: Vec<u8>,
    /// The server said that it closes after its last answer.
    over: bool,
}

/// No honest answer takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

impl Connection {
    pub(crate) async fn open(address: &str) -> Result<Self> {
        let stream = connect(address).await?;
        Ok(Self {
            address: address.to_owned(),
            over: false,
            stream,
            buffer: Vec::with_capacity(16 * 1024),
        })
    }

    /// Sends a whole request and reads the answer: status and body.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Result<(u16, Vec<u8>)> {
        tokio::time::timeout(PATIENCE, self.send(request))
            .await
            .context("no answer")?
    }

    async fn send(&mut self, request: &[u8]) -> Result<(u16, Vec<u8>)> {
        if self.over {
            self.stream = connect(&self.address).await?;
            self.over = false;
        }
        self.stream.write_all(request).await?;
        self.buffer.clear();
        loop {
            if let Some(head) = find(&self.buffer, b"\r\n\r\n") {
                let text =
                    String::from_utf8_lossy(self.buffer.get(..head).unwrap_or_default()).to_ascii_lowercase();
                let status = text
                    .get(9..12)
                    .and_then(|s| s.parse().ok())
                    .context("no status")?;
                self.over = text.contains("\nconnection: close");
                let body = self.buffer.get(head + 4..).unwrap_or_default();
                if let Some(length) = text
                    .lines()
                    .find_map(|l| l.strip_prefix("content-length:")?.trim().parse::<usize>().ok())
                {
                    if body.len() >= length {
                        return Ok((status, body.to_vec()));
                    }
                } else if !text.contains("chunked") || body.ends_with(b"0\r\n\r\n") {
                    return Ok((status, body.to_vec()));
                }
            }
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the connection was closed");
            }
        }
    }
}

/// To `host:port`, or to `tls://host:port`.
async fn connect(address: &str) -> Result<Stream> {
    let (plain, secure) = match address.strip_prefix("tls://") {
        Some(rest) => (rest, true),
        None => (address, false),
    };
    let stream = TcpStream::connect(plain)
        .await
        .with_context(|| format!("connecting to {plain}"))?;
    stream.set_nodelay(true)?;
    Ok(match secure {
        true => Box::new(secure::connect(stream).await?),
        false => Box::new(stream),
    })
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

/// A signed awsJson 1.1 request of ECS, whole.
pub(crate) fn ecs(target: &Target, operation: &str, body: &str) -> Result<Vec<u8>> {
    let operation = format!("AmazonEC2ContainerServiceV20141113.{operation}");
    signed(target, "ecs", &operation, body)
}

/// A signed awsJson 1.1 request of any service; `operation` is what `X-Amz-Target` says.
pub(crate) fn signed(target: &Target, service: &str, operation: &str, body: &str) -> Result<Vec<u8>> {
    let request = http::Request::builder()
        .header("content-type", "application/x-amz-json-1.1")
        .header("x-amz-target", operation);
    written(target, service, request, body)
}

/// A signed request of the services that take forms.
pub(crate) fn query(target: &Target, service: &str, form: &str) -> Result<Vec<u8>> {
    let request = http::Request::builder().header("content-type", "application/x-www-form-urlencoded");
    written(target, service, request, form)
}

fn written(target: &Target, service: &str, request: http::request::Builder, body: &str) -> Result<Vec<u8>> {
    let request = request
        .method("POST")
        .uri("/")
        .header("host", &target.address)
        .body(())?;
    let (mut head, ()) = request.into_parts();
    let now = kernel::Clock::now(&kernel::time::SystemClock).0 / 1000;
    wire::sigv4::sign(
        &mut head,
        body.as_bytes(),
        &target.credentials,
        &target.region,
        service,
        now,
    )?;
    let mut out = Vec::with_capacity(1024 + body.len());
    out.extend_from_slice(b"POST / HTTP/1.1\r\n");
    for (name, value) in &head.headers {
        out.extend_from_slice(name.as_str().as_bytes());
        out.extend_from_slice(b": ");
        out.extend_from_slice(value.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("content-length: {}\r\n\r\n{body}", body.len()).as_bytes());
    Ok(out)
}

/// One call on a connection of its own, as JSON.
pub(crate) async fn call(
    target: &Target,
    operation: &str,
    body: &serde_json::Value,
) -> Result<serde_json::Value> {
    let request = ecs(target, operation, &body.to_string())?;
    let (status, answer) = Connection::open(&target.address)
        .await?
        .exchange(&request)
        .await?;
    if status != 200 {
        bail!("{operation}: {status} {}", String::from_utf8_lossy(&answer));
    }
    serde_json::from_slice(&answer).context("reading an answer")
}

/// What a run of load came to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    pub per_second: f64,
    /// Milliseconds.
    pub p50: f64,
    pub p99: f64,
    pub requests: u64,
    pub errors: u64,
}

type Make = Arc<dyn Fn(usize, u64) -> Result<Vec<u8>> + Send + Sync>;

/// `connections` clients, each sending its next request when the last was answered, for `seconds`.
pub(crate) async fn run(address: &str, connections: usize, seconds: f64, make: Make) -> Result<Outcome> {
    let end = Instant::now() + Duration::from_secs_f64(seconds);
    let started = Instant::now();
    let mut clients = Vec::new();
    for c in 0..connections {
        let (make, address) = (Arc::clone(&make), address.to_owned());
        clients.push(tokio::spawn(async move {
            let mut connection = Connection::open(&address).await?;
            let (mut times, mut errors) = (Vec::new(), 0u64);
            for i in 0.. {
                let request = make(c, i)?;
                let at = Instant::now();
                if at >= end {
                    break;
                }
                let (status, _) = connection.exchange(&request).await?;
                errors += u64::from(status != 200);
                times.push(at.elapsed().as_secs_f64() * 1000.0);
            }
            anyhow::Ok((times, errors))
        }));
    }
    let (mut times, mut errors) = (Vec::new(), 0);
    for c in clients {
        let (t, e) = c.await??;
        times.extend(t);
        errors += e;
    }
    let took = started.elapsed().as_secs_f64();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        times
            .get((times.len() as f64 * share) as usize)
            .copied()
            .unwrap_or(0.0)
    };
    Ok(Outcome {
        per_second: times.len() as f64 / took,
        p50: at(0.5),
        p99: at(0.99),
        requests: times.len() as u64,
        errors,
    })
}
