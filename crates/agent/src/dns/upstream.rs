//! The machine's own resolvers, as `/etc/resolv.conf` names them (resolv.conf(5)).

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

/// As the C library's resolver: so many servers at most, and so long for each.
const SERVERS: usize = 3;
const PATIENCE: Duration = Duration::from_secs(3);
const PORT: u16 = 53;

pub(super) struct Upstream {
    file: PathBuf,
}

impl Upstream {
    pub(super) fn new(file: PathBuf) -> Upstream {
        Upstream { file }
    }

    /// Read each time: it changes with the network that the machine is in, and is short.
    async fn servers(&self) -> Vec<SocketAddr> {
        let text = tokio::fs::read_to_string(&self.file).await.unwrap_or_default();
        servers(&text)
    }

    /// The first server's answer that comes. The query is passed on as it is.
    pub(super) async fn ask(&self, query: &[u8], udp: bool) -> Option<Vec<u8>> {
        for server in self.servers().await {
            let asked = match udp {
                true => timeout(PATIENCE, by_udp(server, query)).await,
                false => timeout(PATIENCE, by_tcp(server, query)).await,
            };
            match asked {
                Ok(Ok(answer)) => return Some(answer),
                Ok(Err(e)) => tracing::debug!(%server, error = %e, "a resolver did not answer"),
                Err(_) => tracing::debug!(%server, "a resolver did not answer in time"),
            }
        }
        None
    }
}

/// `nameserver ADDRESS` lines; a scope after `%` is left out.
pub(crate) fn servers(text: &str) -> Vec<SocketAddr> {
    let named = text.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let address = words.next().filter(|w| *w == "nameserver").and(words.next())?;
        let address: IpAddr = address.split('%').next()?.parse().ok()?;
        Some(SocketAddr::new(address, PORT))
    });
    named.take(SERVERS).collect()
}

async fn by_udp(server: SocketAddr, query: &[u8]) -> std::io::Result<Vec<u8>> {
    let any = if server.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
    let socket = UdpSocket::bind(any).await?;
    socket.connect(server).await?;
    socket.send(query).await?;
    let mut answer = vec![0; 4096];
    loop {
        let length = socket.recv(&mut answer).await?;
        // Another query's answer, or somebody else's.
        if answer.get(..2) == query.get(..2) && length >= 12 {
            answer.truncate(length);
            return Ok(answer);
        }
    }
}

async fn by_tcp(server: SocketAddr, query: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(server).await?;
    let length = u16::try_from(query.len()).map_err(std::io::Error::other)?;
    stream.write_all(&length.to_be_bytes()).await?;
    stream.write_all(query).await?;
    let mut answer = vec![0; usize::from(stream.read_u16().await?)];
    stream.read_exact(&mut answer).await?;
    Ok(answer)
}
