//! Damaged input never ends in a panic. `FUZZ_SECONDS` (2) per target, from `FUZZ_SEED` (1).

use crate::dice::Dice;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use wire::OperationMeta;
use wire::protocol::{HttpIn, Protocol, decode, encode, encode_fault, route};
use wire::schema::{At, Http, INT, List, Map, ServiceMeta, Structure, TEXT, TIME, list, map, object, opt};

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(usual)
}

/// Runs one target until time is up; a panic tells what it was fed.
fn feed(words: &[&[u8]], mut make: impl FnMut(&mut Dice) -> Vec<u8>, mut eat: impl FnMut(&[u8])) {
    let seed = setting("FUZZ_SEED", 1);
    let mut dice = Dice(seed);
    let end = Instant::now() + Duration::from_secs(setting("FUZZ_SECONDS", 2));
    while Instant::now() < end {
        for _ in 0..64 {
            let mut bytes = make(&mut dice);
            dice.damage(&mut bytes, words);
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| eat(&bytes))) {
                eprintln!("seed {seed}, fed {}", bytes.escape_ascii());
                std::panic::resume_unwind(panic);
            }
        }
    }
}

/// Reads, and does with what was read all that a server does.
fn serve(protocol: Protocol, op: &'static OperationMeta, http: &HttpIn<'_>) {
    let refused = match decode(protocol, op, http) {
        Ok(value) => {
            let refused = wire::validate(op, &value).err();
            if op.service.operation(op.name).is_some() {
                let typed = (op.service.retype)(op.name, true, value);
                assert!(typed.is_ok() || refused.is_some(), "neither typed nor refused");
            }
            refused
        }
        Err(fault) => Some(fault),
    };
    if let Some(fault) = refused {
        assert!((400..500).contains(&fault.status) && !fault.message.is_empty());
        encode_fault(protocol, Some(op.service), &fault, "r");
    }
}

/// Damages bodies of every operation, each written as if it were the operation's answer, and serves them.
fn bodies(protocol: Protocol, words: &[&[u8]]) {
    let all = wire::services().iter().flat_map(|s| s.operations);
    let mirrored = all.map(|op| {
        let mirror: &'static OperationMeta = Box::leak(Box::new(OperationMeta {
            output: op.input,
            ..**op
        }));
        (*op, mirror)
    });
    let mirrored: Vec<_> = mirrored.collect();
    let headers = HeaderMap::new();
    let turn = std::cell::Cell::new(0);
    let make = |dice: &mut Dice| {
        turn.set(dice.below(mirrored.len()));
        let (_, mirror) = mirrored[turn.get()];
        encode(protocol, mirror, &dice.structure(mirror.output, 0), "r").body
    };
    feed(words, make, |bytes| {
        let http = HttpIn {
            method: &Method::POST,
            path: "/",
            query: "",
            headers: &headers,
            body: bytes,
        };
        serve(protocol, mirrored[turn.get()].0, &http);
    });
}

#[test]
fn json() {
    let words: [&[u8]; 14] = [
        b"{",
        b"}",
        b"[",
        b"]",
        b"[[[[[[[[",
        b"\"",
        b":",
        b",",
        b"null",
        b"1e999",
        b"-0.0",
        b"\\ud800",
        b"\xff",
        b"true",
    ];
    bodies(Protocol::AwsJson11, &words);
}

#[test]
fn cbor() {
    let words: [&[u8]; 13] = [
        b"\xbf",
        b"\x9f",
        b"\x5f",
        b"\x7f",
        b"\xff",
        b"\xf6",
        b"\xf7",
        b"\xf9\x7e\0",
        b"\xc1",
        b"\xd9\x01\0",
        b"\x1b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x81\x81\x81\x81\x81",
    ];
    bodies(Protocol::Cbor, &words);
}

#[test]
fn query_and_ec2() {
    let corpus = [
        "Action=DescribeVpcs&Version=2016-11-15&Filter.1.Name=tag%3Aa&Filter.1.Value.1=b&MaxResults=5&DryRun=true",
        "Action=CreateNetworkInterface&SubnetId=s&SecurityGroupId.1=g&PrivateIpAddresses.1.Primary=true&\
            TagSpecification.1.ResourceType=x&TagSpecification.1.Tag.1.Key=k&TagSpecification.1.Tag.1.Value=v",
        "tags.member.1.key=k&tags.member.1.value=v&tags.member.2.key=l&taskDefinition=web&count=3&overrides.\
            containerOverrides.member.1.environment.member.1.name=A",
        "containerDefinitions.member.1.dockerLabels.entry.1.key=a&containerDefinitions.member.1.dockerLabels.entry.1.\
            value=b&family=f",
    ];
    let words: [&[u8]; 12] = [
        b"&",
        b"=",
        b".",
        b"%",
        b"%ff",
        b"+",
        b".1",
        b".member.",
        b".entry.",
        b"-1",
        b"99999999999999999999",
        b"\xff",
    ];
    let all: Vec<&'static OperationMeta> = wire::services()
        .iter()
        .flat_map(|s| s.operations)
        .copied()
        .collect();
    let headers = HeaderMap::new();
    feed(
        &words,
        |dice| dice.one_of(&corpus).as_bytes().to_vec(),
        |bytes| {
            let http = HttpIn {
                method: &Method::POST,
                path: "/",
                query: "",
                headers: &headers,
                body: bytes,
            };
            for op in all
                .iter()
                .filter(|o| matches!(o.name, "DescribeVpcs" | "CreateNetworkInterface"))
            {
                serve(Protocol::Ec2, op, &http);
            }
            for op in all
                .iter()
                .filter(|o| matches!(o.name, "RunTask" | "RegisterTaskDefinition"))
            {
                serve(Protocol::Query, op, &http);
            }
        },
    );
}

static TEXTS: List = List::of(TEXT);
static TIMES: List = List::of(TIME);
static LABELS: Map = Map::of(TEXT, list(&TEXTS));
static INNER: Structure = Structure::new("Inner", &[opt("n", INT), opt("when", TIME)]);
static ALL: Structure = Structure::new(
    "All",
    &[
        opt("bucket", TEXT).at(At::Uri),
        opt("key", TEXT).at(At::Uri),
        opt("max", INT).at(At::Query),
        opt("names", list(&TEXTS)).at(At::Query),
        opt("rest", map(&LABELS)).at(At::Query),
        opt("dates", list(&TIMES)).wire("x-dates").at(At::Header),
        opt("texts", list(&TEXTS)).wire("x-texts").at(At::Header),
        opt("meta", map(&LABELS)).wire("x-meta-").at(At::Headers),
        opt("inner", object(&INNER)),
    ],
);
static SERVICE: ServiceMeta = ServiceMeta {
    operations: &[],
    protocols: &[Protocol::RestJson],
    ..wire::logs::SERVICE
};
static REST: OperationMeta = OperationMeta {
    service: &SERVICE,
    name: "Rest",
    http: Http {
        method: "PUT",
        uri: "/{bucket}/o/{key+}",
        status: 200,
    },
    input: &ALL,
    output: &ALL,
    errors: &[],
    result_wrapper: None,
    unsigned: false,
    host_prefix: None,
    events: &[],
};

/// A request as lines: path, query, two header values, body.
const LINES: [&str; 3] = [
    "/b/o/k/l\nmax=1&names=a&names=b&x=y\nThu, 01 Jan 1970 00:00:00 GMT, Fri, 02 Jan 1970 00:00:00 GMT\n\"a,b\", c\n{}",
    "/%2F/o/%C3%A9//\nmax=-1&%=&&=\n\n\"\\\"\" ,,\n{\"inner\":{\"n\":1,\"when\":\"2026-01-02T03:04:05Z\"}}",
    "//o/\n\n1\nx\n{\"inner\":null}",
];

#[test]
fn rest() {
    let words: [&[u8]; 10] = [b"\n", b"/", b"%", b"%00", b"&", b"=", b"\"", b",", b", ", b"\\"];
    feed(
        &words,
        |dice| dice.one_of(&LINES).as_bytes().to_vec(),
        |bytes| {
            let text = String::from_utf8_lossy(bytes);
            let mut lines = text.splitn(5, '\n');
            let mut next = || lines.next().unwrap_or_default();
            let (path, query, mut headers) = (next(), next(), HeaderMap::new());
            for name in ["x-dates", "x-texts"] {
                if let Ok(value) = HeaderValue::from_str(next()) {
                    headers.insert(HeaderName::from_static(name), value.clone());
                    headers.insert(HeaderName::from_static("x-meta-a"), value);
                }
            }
            let http = HttpIn {
                method: &Method::PUT,
                path,
                query,
                headers: &headers,
                body: next().as_bytes(),
            };
            serve(Protocol::RestJson, &REST, &http);
        },
    );
}

#[test]
fn routes() {
    let corpus = [
        "application/x-amz-json-1.1\nAmazonEC2ContainerServiceV20141113.RunTask\n\n/\n\n{}",
        "application/x-www-form-urlencoded\n\n\n/\n\nAction=GetCallerIdentity&Version=2011-06-15",
        "application/cbor\n\nrpc-v2-cbor\n/service/Logs_20140328/operation/PutLogEvents\n\n\u{1}",
        "\n\n\n/\nAction=DescribeVpcs&Version=2016-11-15&X-Amz-Date=1\n",
        "text/html\n\n\n/v2/\n\n",
    ];
    let words: [&[u8]; 8] = [b"\n", b"/", b".", b"Action=", b"&", b";", b"/operation/", b"%"];
    feed(
        &words,
        |dice| dice.one_of(&corpus).as_bytes().to_vec(),
        |bytes| {
            let text = String::from_utf8_lossy(bytes);
            let mut lines = text.splitn(6, '\n');
            let mut next = || lines.next().unwrap_or_default();
            let mut headers = HeaderMap::new();
            for name in ["content-type", "x-amz-target", "smithy-protocol"] {
                match HeaderValue::from_str(next()) {
                    Ok(value) if !value.is_empty() => {
                        drop(headers.insert(HeaderName::from_static(name), value))
                    }
                    _ => {}
                }
            }
            let (path, query) = (next(), next());
            let http = HttpIn {
                method: &Method::POST,
                path,
                query,
                headers: &headers,
                body: next().as_bytes(),
            };
            for scope in [None, Some("ecs"), Some("ec2"), Some("nobody")] {
                if let Some(found) = route(&http, scope)
                    && let Ok(op) = found.operation
                {
                    serve(found.protocol, op, &http);
                }
            }
        },
    );
}
