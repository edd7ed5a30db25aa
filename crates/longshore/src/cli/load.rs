//! `longshore load URL`: requests at a steady rate, whatever the answers take, and what came of them. Made for watching
//! a deployment: it ends with exit code 1 when any request failed.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use bytes::Bytes;
use clap::Args;
use http_body_util::{BodyExt as _, Empty};
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::mpsc;

#[derive(Args)]
pub(crate) struct Load {
    /// http://HOST[:PORT]/PATH; names below `localhost` are this machine
    url: String,
    /// Requests per second
    #[arg(long, default_value_t = 50)]
    rate: u32,
    /// Seconds
    #[arg(long, default_value_t = 10)]
    seconds: u32,
    /// Connections at most
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// Seconds until a request counts as failed
    #[arg(long, default_value_t = 10)]
    timeout: u64,
}

/// What became of a request: a status, or why there was none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Came {
    Status(u16),
    Error(String),
}

#[derive(Default)]
struct Sum {
    came: BTreeMap<Came, u64>,
    took: Vec<Duration>,
}

impl Sum {
    fn add(&mut self, came: Came, took: Duration) {
        *self.came.entry(came).or_default() += 1;
        self.took.push(took);
    }

    fn all(&self) -> u64 {
        self.came.values().sum()
    }

    /// Server errors and requests without an answer.
    fn failed(&self) -> u64 {
        let bad = |c: &Came| !matches!(c, Came::Status(s) if *s < 500);
        self.came.iter().filter(|(c, _)| bad(c)).map(|(_, n)| n).sum()
    }

    /// Milliseconds that so many of a hundred took at most.
    fn percentile(&mut self, p: usize) -> f64 {
        self.took.sort_unstable();
        let at = self.took.len().saturating_sub(1) * p / 100;
        self.took.get(at).map_or(0.0, |d| d.as_secs_f64() * 1000.0)
    }
}

/// Where requests go.
struct Target {
    connect: String,
    host: String,
    path: String,
    timeout: Duration,
}

impl Target {
    fn parse(url: &str, timeout: Duration) -> Result<Self> {
        let url: http::Uri = url.parse().context("the URL cannot be read")?;
        if url.scheme_str() != Some("http") {
            bail!("only http:// is loaded");
        }
        let authority = url.authority().context("the URL names no host")?;
        let name = authority.host();
        let port = authority.port_u16().unwrap_or(80);
        // RFC 6761: names below `localhost` are this machine, also where the resolver does not know it.
        let at = if name == "localhost" || name.ends_with(".localhost") {
            "127.0.0.1"
        } else {
            name
        };
        Ok(Self {
            connect: format!("{at}:{port}"),
            host: authority.to_string(),
            path: url.path_and_query().map_or("/", |p| p.as_str()).to_owned(),
            timeout,
        })
    }
}

impl Load {
    pub(crate) fn run(self) -> Result<ExitCode> {
        super::wait(self.send())
    }

    async fn send(self) -> Result<ExitCode> {
        if self.rate == 0 || self.seconds == 0 || self.connections == 0 {
            bail!("--rate, --seconds and --connections must be at least 1");
        }
        let target = Arc::new(Target::parse(&self.url, Duration::from_secs(self.timeout))?);
        let (come, mut came) = mpsc::unbounded_channel();
        let (turns, queue) = mpsc::channel::<Instant>(self.connections * 64);
        let queue = Arc::new(tokio::sync::Mutex::new(queue));
        for _ in 0..self.connections {
            tokio::spawn(worker(Arc::clone(&target), Arc::clone(&queue), come.clone()));
        }
        drop(come);
        let total = u64::from(self.rate) * u64::from(self.seconds);
        let every = Duration::from_secs(1) / self.rate;
        let clock = tokio::spawn(async move {
            let mut tick = tokio::time::interval(every);
            for _ in 0..total {
                let due = tick.tick().await;
                if turns.send(due.into_std()).await.is_err() {
                    return;
                }
            }
        });
        let (mut sum, mut said) = (Sum::default(), Instant::now());
        while let Some((what, took)) = came.recv().await {
            sum.add(what, took);
            if said.elapsed() >= Duration::from_secs(1) {
                out!("… {} of {total} requests, {} failed", sum.all(), sum.failed());
                said = Instant::now();
            }
        }
        clock.await.context("keeping the rate")?;
        for (what, n) in &sum.came {
            match what {
                Came::Status(s) => out!("{n:>8}  {s}"),
                Came::Error(e) => out!("{n:>8}  {e}"),
            }
        }
        let (p50, p99) = (sum.percentile(50), sum.percentile(99));
        out!(
            "{} requests, {} failed; p50 {p50:.1} ms, p99 {p99:.1} ms",
            sum.all(),
            sum.failed()
        );
        Ok(ExitCode::from(u8::from(sum.failed() > 0)))
    }
}

/// One connection, made anew whenever it ends. Time counts from when a request was due.
async fn worker(
    target: Arc<Target>,
    queue: Arc<tokio::sync::Mutex<mpsc::Receiver<Instant>>>,
    come: mpsc::UnboundedSender<(Came, Duration)>,
) {
    let mut open: Option<SendRequest<Empty<Bytes>>> = None;
    loop {
        let due = queue.lock().await.recv().await;
        let Some(due) = due else { return };
        let what = match tokio::time::timeout(target.timeout, once(&target, &mut open)).await {
            Ok(Ok(status)) => Came::Status(status),
            Ok(Err(e)) => Came::Error(format!("{e:#}")),
            Err(_) => Came::Error(format!("no answer within {} s", target.timeout.as_secs())),
        };
        if matches!(what, Came::Error(_)) {
            open = None;
        }
        if come.send((what, due.elapsed())).is_err() {
            return;
        }
    }
}

async fn once(target: &Target, open: &mut Option<SendRequest<Empty<Bytes>>>) -> Result<u16> {
    let mut kept = open.take();
    if let Some(s) = kept.as_mut()
        && s.ready().await.is_err()
    {
        kept = None;
    }
    let mut sender = match kept {
        Some(s) => s,
        None => {
            let stream = TcpStream::connect(&target.connect).await.context("connecting")?;
            stream.set_nodelay(true)?;
            let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
            tokio::spawn(connection);
            sender
        }
    };
    let request = http::Request::builder()
        .uri(&target.path)
        .header("host", &target.host)
        .body(Empty::new())?;
    let answer = sender.send_request(request).await.context("sending")?;
    let status = answer.status().as_u16();
    answer.into_body().collect().await.context("reading the answer")?;
    *open = Some(sender);
    Ok(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_below_localhost_are_this_machine() {
        let of = |url| Target::parse(url, Duration::from_secs(1));
        let t = of("http://web-1.us-east-1.elb.localhost:8080/a?b").unwrap();
        assert_eq!((t.connect.as_str(), t.path.as_str()), ("127.0.0.1:8080", "/a?b"));
        assert_eq!(t.host, "web-1.us-east-1.elb.localhost:8080");
        assert_eq!(of("http://example.com").unwrap().connect, "example.com:80");
        assert!(of("https://example.com").is_err() && of("nonsense").is_err());
    }

    #[test]
    fn server_errors_and_silence_are_failures() {
        let mut sum = Sum::default();
        for (what, ms) in [
            (Came::Status(200), 1),
            (Came::Status(404), 2),
            (Came::Status(503), 3),
            (Came::Error("connecting".into()), 4),
        ] {
            sum.add(what, Duration::from_millis(ms));
        }
        assert_eq!((sum.all(), sum.failed()), (4, 2));
        assert!((sum.percentile(100) - 4.0).abs() < 1e-9 && (sum.percentile(0) - 1.0).abs() < 1e-9);
    }
}
