//! Codecs on hand-made tables: what no served operation has yet (REST bindings, flat lists, maps, sparse lists).

use super::{HttpIn, Method, decode, encode, header, headers, http, text};
use crate::schema::prelude::*;

static NAMES: List = List::of(TEXT).item("name");
static SPARSE: List = List {
    sparse: true,
    ..List::of(TEXT)
};
static LABELS: Map = Map::of(TEXT, TEXT).names("K", "V");
static TIMES: List = List::of(TIME);
static INNER: Structure = Structure::new("Inner", &[opt("x", INT)]);
static ALL: Structure = Structure::new(
    "All",
    &[
        opt("bucket", TEXT).at(At::Uri),
        opt("key", TEXT).at(At::Uri),
        opt("limit", LONG).wire("max-keys").at(At::Query),
        opt("names", list(&NAMES)).wire("name").at(At::Query),
        opt("rest", map(&LABELS)).at(At::Query),
        opt("etag", TEXT).wire("ETag").at(At::Header),
        opt("dates", list(&TIMES)).wire("X-Dates").at(At::Header),
        opt("meta", map(&LABELS)).wire("X-Meta-").at(At::Headers),
        opt("inner", object(&INNER)),
        opt("holes", list(&SPARSE)),
    ],
);
static FLAT: Structure = Structure::new(
    "Flat",
    &[
        opt("names", list(&NAMES)).flat(),
        opt("labels", map(&LABELS)).flat(),
        opt("wrapped", map(&LABELS)),
        opt("blob", BLOB),
        opt("ratio", DOUBLE),
        opt("when", TIME),
    ],
);
static RAW: Structure =
    Structure::new("Raw", &[opt("body", BLOB), opt("code", INT).at(At::Status)]).payload("body");
static SERVICE: ServiceMeta = ServiceMeta {
    operations: &[&GET, &QUERY, &RAW_OP],
    ..crate::sts::SERVICE
};
const fn op(name: &'static str, uri: &'static str, table: &'static Structure) -> OperationMeta {
    OperationMeta::new(
        &SERVICE,
        name,
        Http {
            method: "GET",
            uri,
            status: 200,
        },
        (table, table),
        &[],
    )
}
static GET: OperationMeta = op("Get", "/b/{bucket}/o/{key+}", &ALL);
static QUERY: OperationMeta = op("Query", "/", &FLAT);
static RAW_OP: OperationMeta = op("Raw", "/", &RAW);

fn strings(all: &[&str]) -> Value {
    Value::List(all.iter().map(|s| Value::Str((*s).to_owned())).collect())
}

fn pairs(all: &[(&str, &str)]) -> Value {
    Value::Map(
        all.iter()
            .map(|(k, v)| ((*k).to_owned(), Value::Str((*v).to_owned())))
            .collect(),
    )
}

fn some(s: &str) -> Option<Value> {
    Some(Value::Str(s.to_owned()))
}

#[test]
fn rest_members_come_from_everywhere() {
    let head = headers(&[
        ("etag", "\"x\""),
        ("x-meta-a", "1"),
        ("x-meta-B", "2"),
        ("x-dates", DATES),
    ]);
    let body = br#"{"inner": {"x": 1}, "holes": ["a", null], "bucket": "not from here"}"#;
    let query = "max-keys=7&name=a&name=b%20c&other=o";
    let read = decode(
        Protocol::RestJson,
        &GET,
        &http(&head, "/b/b%2Fc/o/k/1+%C3%A9", query, body),
    );
    let dates = Value::List(vec![Value::Time(0.0), Value::Time(86_400.0)]);
    let expected = vec![
        some("b/c"),
        some("k/1+é"),
        Some(Value::Int(7)),
        Some(strings(&["a", "b c"])),
        Some(pairs(&[("max-keys", "7"), ("name", "a"), ("other", "o")])),
        some("\"x\""),
        Some(dates),
        Some(pairs(&[("a", "1"), ("b", "2")])),
        Some(Value::Struct(vec![Some(Value::Int(1))])),
        Some(Value::List(vec![Value::Str("a".to_owned()), Value::Null])),
    ];
    assert_eq!(read, Ok(Value::Struct(expected)));
}

const DATES: &str = "Thu, 01 Jan 1970 00:00:00 GMT, Fri, 02 Jan 1970 00:00:00 GMT";

#[test]
fn rest_answers_go_everywhere() {
    let mut members = vec![None; ALL.members.len()];
    members[5] = some("\"x\"");
    members[6] = Some(Value::List(vec![Value::Time(0.0), Value::Time(86_400.0)]));
    members[7] = Some(pairs(&[("a", "1"), ("bad", "line\nbreak")]));
    members[9] = Some(Value::List(vec![Value::Null]));
    let out = encode(Protocol::RestJson, &GET, &Value::Struct(members), "r");
    assert_eq!(text(&out), r#"{"holes":[null]}"#);
    assert_eq!(
        (header(&out, "etag"), header(&out, "x-dates")),
        (Some("\"x\""), Some(DATES))
    );
    assert_eq!(
        (header(&out, "x-meta-a"), header(&out, "x-meta-bad")),
        (Some("1"), None)
    );
}

#[test]
fn a_payload_is_the_body_and_a_status_the_status() {
    let output = Value::Struct(vec![Some(Value::Blob(vec![0, 255])), Some(Value::Int(206))]);
    let out = encode(Protocol::RestJson, &RAW_OP, &output, "r");
    assert_eq!((out.body.as_slice(), out.status), ([0, 255].as_slice(), 206));
    assert_eq!(header(&out, "content-type"), Some("application/octet-stream"));
    let head = headers(&[]);
    let read = decode(Protocol::RestJson, &RAW_OP, &http(&head, "/", "", &[0, 255]));
    assert_eq!(
        read,
        Ok(Value::Struct(vec![Some(Value::Blob(vec![0, 255])), None]))
    );
}

#[test]
fn paths_fit_or_do_not() {
    let labels = super::super::rest::labels;
    let owned = |all: &[(&'static str, &str)]| {
        Some(all.iter().map(|(n, v)| (*n, (*v).to_owned())).collect::<Vec<_>>())
    };
    for (template, path, expected) in [
        ("/", "/", owned(&[])),
        ("/a/{X}", "/a/b", owned(&[("X", "b")])),
        ("/a/{X}?list", "/a/b", owned(&[("X", "b")])),
        ("/a/{X}", "/a/", None),
        ("/a/{X}", "/a/b/c", None),
        ("/{X+}", "/a/b/c", owned(&[("X", "a/b/c")])),
        ("/{X+}/end", "/a/b/end", owned(&[("X", "a/b")])),
        ("/{X+}/end", "/end", None),
        ("/{X+}/{Y}/end", "/a/b/c/end", owned(&[("X", "a/b"), ("Y", "c")])),
        ("/a", "/b", None),
    ] {
        assert_eq!(labels(template, path), expected, "{template} {path}");
    }
}

#[test]
fn query_reads_and_writes_flat_lists_and_maps() {
    let body = "name.2=b&name.1=a&labels.1.K=k&labels.1.V=v&wrapped.entry.1.K=x&wrapped.entry.1.V=y\
        &blob=AP8&ratio=-Infinity&when=2026-01-02T03:04:05.678Z";
    let head = headers(&[]);
    let read = decode(Protocol::Query, &QUERY, &http(&head, "/", "", body.as_bytes())).unwrap();
    let expected = Value::Struct(vec![
        Some(strings(&["a", "b"])),
        Some(pairs(&[("k", "v")])),
        Some(pairs(&[("x", "y")])),
        Some(Value::Blob(vec![0, 255])),
        Some(Value::Float(f64::NEG_INFINITY)),
        Some(Value::Time(1_767_323_045.678)),
    ]);
    assert_eq!(read, expected);
    let out = encode(Protocol::Query, &QUERY, &read, "r");
    let inside = "<name>a</name><name>b</name><labels><K>k</K><V>v</V></labels>\
        <wrapped><entry><K>x</K><V>y</V></entry></wrapped><blob>AP8=</blob><ratio>-Infinity</ratio>\
        <when>2026-01-02T03:04:05.678Z</when>";
    assert!(text(&out).contains(inside), "{}", text(&out));
}

#[test]
fn rest_refuses_what_does_not_fit() {
    let head = headers(&[("x-dates", "yesterday")]);
    let none = headers(&[]);
    for (head, query) in [(&head, ""), (&none, "max-keys=x"), (&none, "name=%ff")] {
        let http = HttpIn {
            method: &Method::GET,
            path: "/b/b/o/k",
            query,
            headers: head,
            body: b"",
        };
        assert_eq!(
            decode(Protocol::RestJson, &GET, &http).unwrap_err().code,
            "SerializationException"
        );
    }
}
