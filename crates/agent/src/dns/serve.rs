//! Queries from a sandbox's door, and their answers.

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use simple_dns::{CLASS, Name, Packet, PacketFlag, QCLASS, QTYPE, Question, TYPE};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::UnixStream;
use tokio::time::timeout;

use super::answer::{self, Record, Said};
use super::balancers;
use super::directory::Directory;
use super::upstream::Upstream;
use super::zones::Place;
use crate::metadata;

/// A client over TCP that is silent for as long is let go.
const IDLE: Duration = Duration::from_secs(30);
/// A sandbox gives a name its address at once.
const GIVEN: Duration = Duration::from_secs(3);

/// Whose query it is.
pub(crate) struct Asker {
    /// ARN of the namespace whose names of Service Connect its task knows.
    pub(crate) namespace: Option<String>,
    /// The sandbox's folder; a task without one is given no addresses of names.
    pub(crate) door: Option<PathBuf>,
}

/// Answers for the sandboxes of a node.
pub(crate) struct Names {
    pub(crate) directory: Arc<Directory>,
    upstream: Upstream,
}

impl Names {
    pub(crate) fn new(directory: Arc<Directory>, resolvers: PathBuf) -> Names {
        Names {
            directory,
            upstream: Upstream::new(resolvers),
        }
    }

    /// One connection of the door: for UDP with one query, for TCP with as many as come.
    pub(crate) async fn serve(&self, stream: UnixStream, asker: &Asker, udp: bool) {
        let mut stream = stream;
        loop {
            let Ok(Ok(length)) = timeout(IDLE, stream.read_u16()).await else {
                return;
            };
            let mut query = vec![0; usize::from(length)];
            let Ok(Ok(_)) = timeout(IDLE, stream.read_exact(&mut query)).await else {
                return;
            };
            // What is no query is not answered.
            let Some(answer) = self.answer(&query, asker, udp).await else {
                return;
            };
            let Ok(length) = u16::try_from(answer.len()) else {
                return;
            };
            let framed = [&length.to_be_bytes()[..], &answer].concat();
            if stream.write_all(&framed).await.is_err() || udp {
                return;
            }
        }
    }

    async fn answer(&self, bytes: &[u8], asker: &Asker, udp: bool) -> Option<Vec<u8>> {
        let Ok(query) = Packet::parse(bytes) else {
            // A type that the library does not know, perhaps: others may.
            return self.upstream.ask(bytes, udp).await;
        };
        if query.has_flags(PacketFlag::RESPONSE) {
            return None;
        }
        let said = match answer::question(&query) {
            Some((name, wanted)) => self.said(&name, wanted, asker).await,
            None => None,
        };
        let Some(said) = said else {
            let told = self.upstream.ask(bytes, udp).await;
            return told.or_else(|| answer::message(&query, &Said::Failure, &[], udp));
        };
        // What is at another name is told along with that.
        let further = match (&said, query.questions.first()) {
            (Said::Records(all), Some(q)) => match all.as_slice() {
                [(_, Record::Canonical(host))] => self.follow(host, q.qtype, asker).await,
                _ => None,
            },
            _ => None,
        };
        let further = further.as_deref().and_then(|bytes| Packet::parse(bytes).ok());
        let more = further.map(|p| p.answers).unwrap_or_default();
        answer::message(&query, &said, &more, udp)
    }

    /// What is known of the name here; `None` when others are to be asked.
    async fn said(&self, name: &str, wanted: QTYPE, asker: &Asker) -> Option<Said> {
        if balancers::is_one(name) {
            let ports = self.directory.balancer(name).await;
            return Some(match ports.is_empty() || asker.door.is_none() {
                true => Said::NoName("elb.localhost".to_owned(), 1),
                false => given(asker, name, &ports, wanted).await,
            });
        }
        let zones = self.directory.zones().await?;
        if let Some(namespace) = &asker.namespace {
            let ports = zones.ports(namespace, name);
            if !ports.is_empty() {
                return Some(given(asker, name, &ports, wanted).await);
            }
        }
        let place = zones.place(name);
        let instances = match &place {
            Place::Elsewhere => return None,
            Place::Service(n, s) | Place::Instance(n, s, _) => {
                match self.directory.instances(&n.http_name, &s.name).await {
                    Some(found) => found,
                    None => return Some(Said::Failure),
                }
            }
            _ => Arc::default(),
        };
        Some(answer::records(&place, &instances, wanted, crate::dice::unit()))
    }

    /// The answer for the name that another one stands for.
    async fn follow(&self, host: &str, wanted: QTYPE, asker: &Asker) -> Option<Vec<u8>> {
        if wanted == QTYPE::TYPE(TYPE::CNAME) {
            return None;
        }
        let mut query = Packet::new_query(u16::from_be_bytes([crate::dice::byte(), crate::dice::byte()]));
        query.set_flags(PacketFlag::RECURSION_DESIRED);
        let name = Name::new(host).ok()?;
        query
            .questions
            .push(Question::new(name, wanted, QCLASS::CLASS(CLASS::IN), false));
        let own = host.trim_end_matches('.').to_ascii_lowercase();
        match self.said(&own, wanted, asker).await {
            Some(said) => answer::message(&query, &said, &[], false),
            None => self.upstream.ask(&query.build_bytes_vec().ok()?, false).await,
        }
    }
}

/// The address that the sandbox gives the name.
async fn given(asker: &Asker, name: &str, ports: &[u16], wanted: QTYPE) -> Said {
    let Some(door) = &asker.door else {
        return Said::Failure;
    };
    match give(door, name, ports).await {
        Ok(address) => answer::alias(name, address, wanted),
        Err(e) => {
            tracing::warn!(name, error = %e, "a name has no address");
            Said::Failure
        }
    }
}

/// Has the sandbox give the name an address and listen on its ports.
async fn give(door: &std::path::Path, name: &str, ports: &[u16]) -> std::io::Result<Ipv4Addr> {
    let asking = async {
        let mut stream = metadata::connect(door, "names").await?;
        let ports: Vec<String> = ports.iter().map(u16::to_string).collect();
        stream
            .write_all(format!("{name} {}\n", ports.join(" ")).as_bytes())
            .await?;
        let mut line = String::new();
        BufReader::new(stream).take(1024).read_line(&mut line).await?;
        let address = line.strip_prefix("ok ").map(str::trim);
        address
            .and_then(|a| a.parse().ok())
            .ok_or_else(|| std::io::Error::other(line.trim().to_owned()))
    };
    timeout(GIVEN, asking).await?
}
