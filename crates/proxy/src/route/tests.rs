use std::net::{IpAddr, Ipv4Addr};

use bytes::BytesMut;
use proptest::prelude::*;
use wire::proxy::{Condition, Redirect};

use super::*;
use crate::http::head::{Kind, take};

fn head(target: &str, fields: &str) -> Head {
    let mut buffer = BytesMut::from(format!("GET {target} HTTP/1.1\r\n{fields}\r\n").as_str());
    take(&mut buffer, &mut 0, Kind::Request).unwrap().unwrap()
}

fn holds(c: &Condition, target: &str, fields: &str) -> bool {
    let head = head(target, &format!("Host: Web.Example:8080\r\n{fields}"));
    let (host, path, query) = address(&head).unwrap();
    test(c).holds(&Request {
        head: &head,
        host: &host,
        path: &path,
        query: &query,
        source: IpAddr::V4(Ipv4Addr::new(10, 1, 2, 3)),
    })
}

fn some(values: &[&str]) -> Vec<String> {
    values.iter().map(|v| (*v).into()).collect()
}

#[test]
fn conditions() {
    let host = |values: &[&str], regex: &[&str]| Condition::HostHeader {
        values: some(values),
        regex: some(regex),
    };
    assert!(holds(&host(&["x", "*.EXAMPLE"], &[]), "/", ""));
    assert!(!holds(&host(&["example", "web.example:8080"], &[]), "/", ""));
    assert!(holds(&host(&[], &["^web\\.ex"]), "/", ""));
    let path = |values: &[&str], regex: &[&str]| Condition::PathPattern {
        values: some(values),
        regex: some(regex),
    };
    assert!(holds(&path(&["/img/*.p?g"], &[]), "/img/a/b.png?x", ""));
    assert!(!holds(&path(&["/img/*"], &[]), "/IMG/a", ""));
    assert!(holds(&path(&[], &["^/v[12]/"]), "/v2/x", ""));
    let header = Condition::HttpHeader {
        name: "X-A".into(),
        values: some(&["b*"]),
        regex: Vec::new(),
    };
    assert!(holds(&header, "/", "x-a: a\r\nx-a: Bc\r\n"));
    assert!(!holds(&header, "/", "x-b: b\r\n"));
    let method = |m: &str| Condition::HttpRequestMethod { values: some(&[m]) };
    assert!(holds(&method("GET"), "/", "") && !holds(&method("get"), "/", ""));
    let query = |k: Option<&str>, v: &str| Condition::QueryString {
        values: vec![(k.map(Into::into), v.into())],
    };
    assert!(holds(&query(Some("k"), "v*"), "/?a=b&K=Vx", ""));
    assert!(holds(&query(None, "b"), "/?a=b", "") && holds(&query(None, "a"), "/?a", ""));
    assert!(!holds(&query(Some("a"), "c"), "/?a=b&c=c", ""));
    let source = |block: &str| Condition::SourceIp {
        values: some(&[block]),
    };
    assert!(holds(&source("10.1.0.0/16"), "/", "") && !holds(&source("10.2.0.0/16"), "/", ""));
    assert!(holds(&source("0.0.0.0/0"), "/", "") && !holds(&source("::/0"), "/", ""));
}

#[test]
fn addresses() {
    let of = |target: &str, fields: &str| address(&head(target, fields));
    let told = |t: &str, f: &str| {
        let (h, p, q) = of(t, f).unwrap();
        [h, p, q].map(|b| String::from_utf8(b).unwrap())
    };
    assert_eq!(told("/a/b?c=d?e", "Host: X.y:80\r\n"), ["x.y", "/a/b", "c=d?e"]);
    assert_eq!(told("http://x/p?q", "Host: X\r\n"), ["x", "/p", "q"]);
    assert_eq!(told("HTTP://x", "Host: x\r\n"), ["x", "/", ""]);
    assert_eq!(told("/", "Host: [::1]:80\r\n"), ["[::1]", "/", ""]);
    for (target, fields) in [
        ("/", ""),
        ("/", "Host: a\r\nHost: a\r\n"),
        ("/", "Host: a b\r\n"),
        ("/", "Host: a@b\r\n"),
        ("http://y/", "Host: x\r\n"),
        ("ftp://x/", "Host: x\r\n"),
        ("x", "Host: x\r\n"),
        ("*", "Host: x\r\n"),
    ] {
        assert!(of(target, fields).is_none(), "{target} {fields}");
    }
}

#[test]
fn redirects() {
    let keep = Redirect {
        protocol: "#{protocol}".into(),
        host: "#{host}".into(),
        port: "#{port}".into(),
        path: "/#{path}".into(),
        query: "#{query}".into(),
        status: 301,
    };
    let head = head("/a/b?c=d", "Host: x\r\n");
    let (host, path, query) = address(&head).unwrap();
    let request = Request {
        head: &head,
        host: &host,
        path: &path,
        query: &query,
        source: IpAddr::V4(Ipv4Addr::LOCALHOST),
    };
    assert_eq!(location(&keep, &request, "HTTP", 8080), "http://x:8080/a/b?c=d");
    let other = Redirect {
        protocol: "HTTPS".into(),
        port: "443".into(),
        host: "new.#{host}".into(),
        path: "/v2/#{path}".into(),
        query: String::new(),
        ..keep
    };
    assert_eq!(location(&other, &request, "HTTP", 80), "https://new.x:443/v2/a/b");
}

/// The obvious way to match, which takes for ever on bad patterns.
fn plainly(p: &[u8], t: &[u8]) -> bool {
    match (p.split_first(), t.split_first()) {
        (None, None) => true,
        (Some((b'*', p1)), _) if plainly(p1, t) => true,
        (Some((b'*', _)), Some((_, t1))) => plainly(p, t1),
        (Some((b'?', p1)), Some((_, t1))) => plainly(p1, t1),
        (Some((a, p1)), Some((b, t1))) => a == b && plainly(p1, t1),
        _ => false,
    }
}

proptest! {
    #[test]
    fn wildcards_match_as_the_obvious_way_does(p in "[ab*?]{0,8}", t in "[ab]{0,10}") {
        prop_assert_eq!(Glob::new(&p, true).matches(t.as_bytes()), plainly(p.as_bytes(), t.as_bytes()));
    }
}

#[test]
fn bad_patterns_take_no_time() {
    let glob = Glob::new(&"*a".repeat(60), true);
    assert!(!glob.matches(&[b'a'; 16_000].map(|b| b + 1)));
    assert!(!glob.matches(format!("{}b", "a".repeat(16_000)).as_bytes()));
}
