//! Network balancers.

use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use wire::proxy::*;

use crate::world::*;

fn network(protocol: Protocol) -> impl FnOnce(&mut Balancer) {
    move |b| {
        b.listeners[0].protocol = protocol;
        b.listeners[0].idle_timeout = Some(350);
    }
}

fn streams(at: std::net::SocketAddr) -> Group {
    let mut g = group("g", &[at]);
    g.protocol = Protocol::Tcp;
    g.algorithm = Algorithm::FlowHash;
    g.health.enabled = false;
    g
}

#[tokio::test]
async fn tcp_with_the_proxy_protocol_and_half_closes() {
    let listener = TcpListener::bind((LOCAL, 0)).await.unwrap();
    let mut g = streams(listener.local_addr().unwrap());
    g.proxy_protocol = true;
    let w = World::with(vec![g], network(Protocol::Tcp)).await;
    let mut tcp = TcpStream::connect(w.at).await.unwrap();
    tcp.write_all(b"hello").await.unwrap();
    tcp.shutdown().await.unwrap();
    let (mut far, _) = listener.accept().await.unwrap();
    let mut seen = Vec::new();
    tokio::io::AsyncReadExt::read_to_end(&mut far, &mut seen)
        .await
        .unwrap();
    assert!(
        seen.starts_with(b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\x7f\0\0\x01\x7f\0\0\x01"),
        "{seen:?}"
    );
    assert_eq!(&seen[24..26], &tcp.local_addr().unwrap().port().to_be_bytes());
    assert!(seen.ends_with(b"hello"));
    far.write_all(b"bye").await.unwrap();
    drop(far);
    assert_eq!(all(&mut tcp).await, "bye");
}

#[tokio::test]
async fn a_target_that_is_gone_ends_its_connections_when_the_group_says_so() {
    let listener = TcpListener::bind((LOCAL, 0)).await.unwrap();
    let mut g = streams(listener.local_addr().unwrap());
    g.end_connections = true;
    let mut w = World::with(vec![g], network(Protocol::Tcp)).await;
    let mut tcp = TcpStream::connect(w.at).await.unwrap();
    tcp.write_all(b"hello").await.unwrap();
    let (mut far, _) = listener.accept().await.unwrap();
    until(&mut far, "hello").await;
    w.change(|c| c.groups[0].targets.clear()).await;
    assert_eq!(all(&mut tcp).await, "");
}

#[tokio::test]
async fn udp_flows() {
    let far = UdpSocket::bind((LOCAL, 0)).await.unwrap();
    let mut g = streams(far.local_addr().unwrap());
    g.protocol = Protocol::Udp;
    let w = World::with(vec![g], network(Protocol::Udp)).await;
    let near = UdpSocket::bind((LOCAL, 0)).await.unwrap();
    near.connect(w.at).await.unwrap();
    let mut packet = [0; 64];
    for n in 0..5_u8 {
        near.send(&[n]).await.unwrap();
        let (size, from) = tokio::time::timeout(PATIENCE, far.recv_from(&mut packet))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(&packet[..size], &[n]);
        far.send_to(&[n + 100], from).await.unwrap();
        let size = tokio::time::timeout(PATIENCE, near.recv(&mut packet))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(&packet[..size], &[n + 100]);
    }
}
