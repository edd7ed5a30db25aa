use bytes::{Bytes, BytesMut};
use proptest::prelude::*;

use super::body::{Decoder, Step};
use super::framing::{Framing, of_request, of_response};
use super::head::{Bad, Head, Kind, take};

fn request(text: &str) -> Result<Head, Bad> {
    let mut buffer = BytesMut::from(text);
    take(&mut buffer, &mut 0, Kind::Request).map(|h| h.expect("whole"))
}

fn framed(fields: &str) -> Result<Framing, Bad> {
    of_request(&request(&format!("POST / HTTP/1.1\r\nHost: x\r\n{fields}\r\n"))?)
}

#[test]
fn a_head_is_read() {
    let head = request("GET /a?b HTTP/1.1\r\nHost:x\r\nA:  b c \t\r\nEmpty:\r\na: d\r\n\r\n").unwrap();
    assert_eq!(
        (head.method(), head.target(), head.old()),
        (&b"GET"[..], &b"/a?b"[..], false)
    );
    assert_eq!(head.get("host"), Some(&b"x"[..]));
    assert_eq!(head.all("A").collect::<Vec<_>>(), [&b"b c"[..], b"d"]);
    assert_eq!(head.get("empty"), Some(&b""[..]));
}

#[test]
fn a_response_is_read() {
    for (line, status, reason) in [
        ("HTTP/1.1 200 OK", 200, "OK"),
        ("HTTP/1.0 404 Not Found", 404, "Not Found"),
        ("HTTP/1.1 200 ", 200, ""),
        ("HTTP/1.1 200", 200, ""),
    ] {
        let mut buffer = BytesMut::from(format!("{line}\r\n\r\n").as_str());
        let head = take(&mut buffer, &mut 0, Kind::Response).unwrap().unwrap();
        assert_eq!(
            (head.status(), head.reason()),
            (status, reason.as_bytes()),
            "{line}"
        );
    }
    for line in [
        "HTTP/2 200 OK",
        "HTTP/1.1 099 X",
        "HTTP/1.1 20 X",
        "HTTP/1.1  200 X",
        "200 OK",
        "",
    ] {
        let mut buffer = BytesMut::from(format!("{line}\r\n\r\n").as_str());
        assert!(take(&mut buffer, &mut 0, Kind::Response).is_err(), "{line}");
    }
}

#[test]
fn framing_is_one_way_only() {
    for (fields, expected) in [
        ("", Ok(Framing::Empty)),
        ("Content-Length: 0\r\n", Ok(Framing::Empty)),
        ("Content-Length: 7\r\n", Ok(Framing::Length(7))),
        ("Transfer-Encoding: Chunked\r\n", Ok(Framing::Chunked)),
        ("Transfer-Encoding: gzip\r\n", Err(Bad::Coding)),
        ("Transfer-Encoding: gzip, chunked\r\n", Err(Bad::Malformed)),
        ("Transfer-Encoding: \r\n", Err(Bad::Malformed)),
        ("Transfer-Encoding: \"chunked\"\r\n", Err(Bad::Malformed)),
        (
            "Content-Length: 7\r\nTransfer-Encoding: chunked\r\n",
            Err(Bad::Malformed),
        ),
        ("Content-Length: 7\r\ncontent-length: 7\r\n", Err(Bad::Malformed)),
        ("Content-Length: 7 7\r\n", Err(Bad::Malformed)),
        ("Content-Length: -7\r\n", Err(Bad::Malformed)),
        ("Content-Length:\r\n", Err(Bad::Malformed)),
    ] {
        assert_eq!(framed(fields), expected, "{fields}");
    }
}

#[test]
fn responses_without_a_body() {
    let of = |status: &str, to_head: bool| {
        let mut buffer = BytesMut::from(format!("HTTP/1.1 {status}\r\nContent-Length: 5\r\n\r\n").as_str());
        let head = take(&mut buffer, &mut 0, Kind::Response).unwrap().unwrap();
        of_response(&head, to_head).unwrap()
    };
    assert_eq!(of("200 OK", false), Framing::Length(5));
    for (status, to_head) in [
        ("200 OK", true),
        ("204 No", false),
        ("304 Not", false),
        ("101 Up", false),
    ] {
        assert_eq!(of(status, to_head), Framing::Empty, "{status}");
    }
}

/// All data and how it ended, the bytes coming in these portions.
fn decoded(framing: Framing, bytes: &[u8], portions: &[usize]) -> (Vec<u8>, Result<Option<usize>, Bad>) {
    let mut decoder = Decoder::new(framing);
    let (mut buffer, mut out, mut at) = (BytesMut::new(), Vec::new(), 0);
    let mut sizes = portions.iter().cycle();
    loop {
        match decoder.step(&mut buffer) {
            Err(bad) => return (out, Err(bad)),
            Ok(Step::End(trailers)) => return (out, Ok(Some(trailers.len()))),
            Ok(Step::Data(data)) => out.extend_from_slice(&data),
            Ok(Step::More) if at == bytes.len() => return (out, Ok(None)),
            Ok(Step::More) => {
                let next = (at + sizes.next().unwrap()).min(bytes.len());
                buffer.extend_from_slice(&bytes[at..next]);
                at = next;
            }
        }
    }
}

proptest! {
    #[test]
    fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for kind in [Kind::Request, Kind::Response] {
            let mut buffer = BytesMut::from(bytes.as_slice());
            if let Ok(Some(head)) = take(&mut buffer, &mut 0, kind) {
                let _ = (head.fields().count(), of_response(&head, false));
            }
        }
        for framing in [Framing::Chunked, Framing::Length(40), Framing::Close] {
            let _ = decoded(framing, &bytes, &[7]);
        }
    }

    /// What is read does not depend on how the bytes come.
    #[test]
    fn portions_change_nothing(
        chunks in prop::collection::vec("[a-z]{1,40}", 0..6),
        portions in prop::collection::vec(1..30_usize, 1..6),
        broken in prop::option::of((0..200_usize, any::<u8>())),
    ) {
        let mut bytes = Vec::new();
        for c in &chunks {
            bytes.extend_from_slice(format!("{:X};e=1\r\n{c}\r\n", c.len()).as_bytes());
        }
        bytes.extend_from_slice(b"0\r\nX-Sum: 1\r\n\r\n");
        if let Some((at, b)) = broken {
            let at = at % bytes.len();
            bytes[at] = b;
        } else {
            prop_assert_eq!(decoded(Framing::Chunked, &bytes, &portions), (chunks.concat().into_bytes(), Ok(Some(1))));
        }
        let whole = decoded(Framing::Chunked, &bytes, &[bytes.len()]);
        let parts = decoded(Framing::Chunked, &bytes, &portions);
        prop_assert_eq!(whole.1, parts.1);
        if whole.1.is_ok() {
            prop_assert_eq!(whole.0, parts.0);
        }
    }

    /// A head that comes byte by byte is found when its end has come, not earlier.
    #[test]
    fn a_head_in_portions(value in "[ -~]{0,60}", size in 1..9_usize) {
        let text = format!("GET / HTTP/1.1\r\nHost: x\r\nV: {value}\r\n\r\n");
        let (mut buffer, mut scanned) = (BytesMut::new(), 0);
        let mut found = None;
        for part in text.as_bytes().chunks(size) {
            prop_assert!(found.is_none());
            buffer.extend_from_slice(part);
            found = take(&mut buffer, &mut scanned, Kind::Request).unwrap();
        }
        let head = found.unwrap();
        prop_assert_eq!(head.get("v").unwrap(), value.trim_matches(' ').as_bytes());
    }
}

#[test]
fn data_ends_where_its_length_says() {
    let mut decoder = Decoder::new(Framing::Length(3));
    let mut buffer = BytesMut::from("abcGET /");
    assert_eq!(
        decoder.step(&mut buffer),
        Ok(Step::Data(Bytes::from_static(b"abc")))
    );
    assert!(decoder.done());
    assert_eq!(buffer, "GET /");
}
