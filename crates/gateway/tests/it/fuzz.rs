//! Requests with bytes changed, moved, cut and doubled. `FUZZ_SECONDS` and `FUZZ_SEED` make it longer or repeat it.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use http::Method;
use kernel::dice::SeededDice;
use tokio::io::AsyncWriteExt as _;
use wire::ecs;

use crate::client::{Ask, Line};
use crate::fixture::{Node, SOCKET, tight};

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |v| v.parse().unwrap())
}

fn seeds() -> Vec<Vec<u8>> {
    let chunked = Ask::json::<ecs::ListClusters>("").with("transfer-encoding", "chunked");
    let mut all: Vec<Vec<u8>> = [
        Ask::json::<ecs::ListClusters>("{}").signed("ecs"),
        Ask::json::<ecs::CreateCluster>(r#"{"clusterName":"a","tags":[{"key":"k","value":"v"}]}"#)
            .signed("ecs"),
        Ask::form("Action=DescribeVpcs&Version=2016-11-15&VpcId.1=vpc-1").signed("ec2"),
        Ask::form("Action=GetCallerIdentity&Version=2011-06-15").signed("sts"),
        Ask::new(
            Method::POST,
            "/service/x.AmazonEC2ContainerServiceV20141113/operation/ListClusters",
            "\u{a0}",
        )
        .with("smithy-protocol", "rpc-v2-cbor")
        .signed("ecs"),
        Ask::get("/health").with("origin", "x"),
        Ask::get(&format!("{SOCKET}?a=%20b"))
            .with("connection", "Upgrade")
            .with("upgrade", "websocket")
            .with("sec-websocket-version", "13")
            .with("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
            .signed("ecs"),
    ]
    .iter()
    .map(Ask::bytes)
    .collect();
    all.push([chunked.signed("ecs").head(), b"2\r\n{}\r\n0\r\n\r\n".to_vec()].concat());
    all.push(
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0\0\0\x03\x01\x05\0\0\0\x01\x82\x87\x84"
            .to_vec(),
    );
    all
}

/// Words that parsers stumble over.
const WORDS: [&str; 14] = [
    "\r\n",
    "\r\n\r\n",
    "\0",
    "\u{ff}",
    " ",
    ":",
    "%",
    "&",
    "=",
    "99999999999999999999",
    "chunked",
    "gzip",
    "HTTP/1.0",
    "content-length: 5\r\n",
];

fn mutated(dice: &SeededDice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let below = |n: usize| usize::try_from(dice.next() % n.max(1) as u64).unwrap();
    let mut bytes = seeds[below(seeds.len())].clone();
    for _ in 0..=below(6) {
        let at = below(bytes.len());
        let end = (at + 1 + below(40)).min(bytes.len());
        match below(7) {
            0 if !bytes.is_empty() => bytes[at] = u8::try_from(below(256)).unwrap(),
            1 if !bytes.is_empty() => bytes[at] ^= 1 << below(8),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part.repeat(1 + below(8)));
            }
            4 => drop(bytes.splice(at..at, WORDS[below(WORDS.len())].bytes())),
            5 => bytes.truncate(at),
            _ => {
                let other = &seeds[below(seeds.len())];
                bytes.truncate(at);
                bytes.extend_from_slice(&other[below(other.len())..]);
            }
        }
    }
    bytes
}

#[tokio::test]
async fn changed_bytes() {
    let seed = number("FUZZ_SEED", 4580);
    let until = Instant::now() + Duration::from_secs(number("FUZZ_SECONDS", 2));
    let node = Node::start(tight());
    let (dice, seeds) = (SeededDice::new(seed), seeds());
    let mut round = 0;
    while Instant::now() < until {
        round += 1;
        let inputs: Vec<_> = (0..8).map(|_| mutated(&dice, &seeds)).collect();
        let check = async |bytes: &Vec<u8>| {
            let mut line = Line::to(&node).await;
            // Whether more is to come is left open every other time: then only the server's bounds end it.
            if line.try_send(bytes).await && !bytes.len().is_multiple_of(8) {
                let _ = line.stream.shutdown().await;
            }
            let heard = line.rest().await;
            let shown = || format!("seed {seed}, round {round}: {:?}", String::from_utf8_lossy(bytes));
            let failed = heard
                .windows(10)
                .any(|w| w == b"HTTP/1.1 5" || w == b"HTTP/1.0 5");
            assert!(!failed, "{}\n{}", shown(), String::from_utf8_lossy(&heard));
        };
        join_all(inputs.iter().map(check)).await;
    }
    for ask in [
        Ask::get("/health"),
        Ask::json::<ecs::ListClusters>("{}").signed("ecs"),
    ] {
        // On a machine that stands still for a moment the server may let a sound client go as a silent one.
        let mut status = None;
        for _ in 0..20 {
            let mut line = Line::to(&node).await;
            line.send(&ask.bytes()).await;
            status = line.answer().await.map(|a| a.status);
            if status.is_some() {
                break;
            }
        }
        assert_eq!(status, Some(200), "seed {seed}");
    }
}
