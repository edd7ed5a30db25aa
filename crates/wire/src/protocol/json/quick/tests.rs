use super::super::read::read as general;
use super::read as quick;
use crate::schema::{Schema, Value};
use crate::{Shape, ecs, logs};
use proptest::prelude::*;

fn events() -> Schema {
    logs::PutLogEventsRequest::schema()
}

/// What the quick reader reads, the general one reads to the same, near the end of the bytes and far from it; answers
/// whether it was read quickly.
fn agree(schema: Schema, body: &[u8]) -> bool {
    let far = [body, &[b' '; 200]].concat();
    let [near, far] = [body, &far].map(|body| {
        quick(schema, body).is_some_and(|value| {
            let told = String::from_utf8_lossy(body);
            assert_eq!(general(schema, body).expect(&told), value, "{told}");
            true
        })
    });
    assert_eq!(near, far);
    near
}

#[test]
fn usual_requests_are_read_quickly() {
    for body in [
        r#"{"logGroupName":"g","logStreamName":"s","logEvents":[{"timestamp":1,"message":"a"}]}"#,
        r#" { "logEvents" : [ ] , "logGroupName" : null } "#,
        r#"{"logEvents":[{"message":"{\"a\":\"\\\\ \u00e9 \ud83d\ude00 \n\t\r\b\f\/\"}","timestamp":-12}]}"#,
        r#"{"logEvents":[{"message":"twice","message":"é 😀 twice","timestamp":0,"timestamp":null}]}"#,
        r#"{"entity":{"keyAttributes":{"a":"1","b":"2","a":"3"},"attributes":{}}}"#,
        r#"{}"#,
        "null",
    ] {
        assert!(agree(events(), body.as_bytes()), "{body}");
    }
    let task =
        r#"{"family":"f","containerDefinitions":[{"name":"c","image":"i","essential":true,"cpu":10}]}"#;
    assert!(agree(
        ecs::RegisterTaskDefinitionRequest::schema(),
        task.as_bytes()
    ));
}

#[test]
fn what_is_unusual_is_left_to_the_general_reader() {
    for body in [
        r#"{"logGroupName":"g","unknown":1}"#,
        r#"{"logEvents":[{"timestamp":1.0}]}"#,
        r#"{"logEvents":[{"timestamp":1e3}]}"#,
        r#"{"logEvents":[{"timestamp":-0}]}"#,
        r#"{"logEvents":[{"timestamp":01}]}"#,
        r#"{"logEvents":[{"timestamp":9223372036854775808}]}"#,
        r#"{"logEvents":[{"timestamp":"1"}]}"#,
        r#"{"logEvents":[{"message":"\ud83d"}]}"#,
        r#"{"logEvents":[{"message":"\ude00\ud83d"}]}"#,
        r#"{"logEvents":[{"message":"\x"}]}"#,
        "{\"logEvents\":[{\"message\":\"a\nb\"}]}",
        r#"{"logEvents":[null]}"#,
        r#"{"logEvents":[1,]}"#,
        r#"{"log\u0047roupName":"g"}"#,
        r#"{"logGroupName":"g"}x"#,
        r#"{"logGroupName":"g""#,
        r#"{"logGroupName":"g"#,
        r#"{"logGroupName":tru"#,
        "",
    ] {
        assert!(!agree(events(), body.as_bytes()), "{body}");
    }
    let broken = [&br#"{"logGroupName":""#[..], &[0xc3], &br#"\u00a9"}"#[..]].concat();
    assert_eq!(quick(events(), &broken), None);
}

#[test]
fn nesting_ends_somewhere() {
    let deep = "[".repeat(100_000);
    assert_eq!(quick(events(), deep.as_bytes()), None);
}

/// A JSON text with everything that may be written in one.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-z :{},.é😀-]{0,12}",
        6 => prop::sample::select(vec![r#"\""#, r"\\", r"\/", r"\n", r"\u00e9", r"\ud83d\ude00", r"\u0000", r"\u0022"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec![r"\ud83d", r"\ude00", r"\x", r"\u12", "\n", "\u{7f}"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|all| format!("\"{}\"", all.concat()))
}

/// A JSON value that may or may not be what a member wants.
fn anything() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => text(),
        4 => any::<i64>().prop_map(|n| n.to_string()),
        2 => (-100_i64..100).prop_map(|n| n.to_string()),
        1 => prop::sample::select(vec!["1.0", "-0", "1e3", "01", "-", "2.5", "1E400", "null", "true", "[]", "{}", "nul", "\"NaN\""]).prop_map(str::to_owned),
    ]
}

fn blank() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "", "", " ", "\n\t"])
}

fn object(members: Vec<(String, String, &'static str)>) -> String {
    let all: Vec<_> = members
        .into_iter()
        .map(|(name, value, blank)| format!("{blank}\"{name}\"{blank}:{blank}{value}{blank}"))
        .collect();
    format!("{{{}}}", all.join(","))
}

fn event() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["timestamp", "message", "message", "other"]).prop_map(str::to_owned);
    prop::collection::vec((name, anything(), blank()), 0..4).prop_map(object)
}

fn request() -> impl Strategy<Value = String> {
    let plain = (any::<u32>(), text()).prop_map(|(t, m)| format!(r#"{{"timestamp":{t},"message":{m}}}"#));
    let list = prop::collection::vec(prop_oneof![3 => plain, 1 => event()], 0..5)
        .prop_map(|all| format!("[{}]", all.join(",")));
    let member = prop_oneof![
        4 => list.prop_map(|v| ("logEvents".to_owned(), v)),
        4 => text().prop_map(|v| ("logGroupName".to_owned(), v)),
        2 => text().prop_map(|v| ("sequenceToken".to_owned(), v)),
        1 => (text(), text()).prop_map(|(a, b)| ("entity".to_owned(), format!(r#"{{"attributes":{{{a}:{b},"x":{a}}}}}"#))),
        1 => anything().prop_map(|v| ("logStreamName".to_owned(), v)),
        1 => anything().prop_map(|v| ("unknown".to_owned(), v)),
    ];
    prop::collection::vec((member, blank()), 0..6)
        .prop_map(|all| object(all.into_iter().map(|((n, v), b)| (n, v, b)).collect()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    /// Requests of all kinds, whole and with one byte changed or the rest cut off.
    #[test]
    fn both_readers_read_the_same(body in request(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        agree(events(), body.as_bytes());
        let mut broken = body.into_bytes();
        let at = at.index(broken.len());
        match cut {
            true => broken.truncate(at),
            false => broken[at] = byte,
        }
        agree(events(), &broken);
    }

    /// What our own writer writes is read quickly.
    #[test]
    fn texts_survive(message in any::<String>(), timestamp in any::<i32>()) {
        let body = serde_json::json!({"logEvents": [{"timestamp": timestamp, "message": message}]}).to_string();
        prop_assert!(agree(events(), body.as_bytes()));
        let Some(Some(Value::Struct(members))) = quick(events(), body.as_bytes()) else { panic!("{body}") };
        let (told, said) = (format!("{members:?}"), format!("Str({message:?})"));
        prop_assert!(told.contains(&said), "{}", told);
    }
}
