//! What is written is read back equal, for random values of every served operation.

use crate::dice::Dice;
use http::{HeaderMap, Method};
use proptest::prelude::*;
use wire::protocol::{HttpIn, Protocol, decode, encode};
use wire::{OperationMeta, Value};

/// The operation with its answer as its request, so that one side reads what the other writes.
fn mirror(op: &'static OperationMeta) -> &'static OperationMeta {
    Box::leak(Box::new(OperationMeta {
        input: op.output,
        ..*op
    }))
}

fn read(protocol: Protocol, op: &'static OperationMeta, body: &[u8]) -> Value {
    let headers = HeaderMap::new();
    let http = HttpIn {
        method: &Method::POST,
        path: "/",
        query: "",
        headers: &headers,
        body,
    };
    decode(protocol, op, &http).unwrap()
}

fn has_document(value: &Value) -> bool {
    match value {
        Value::Document(_) => true,
        Value::List(all) => all.iter().any(has_document),
        Value::Map(all) => all.values().any(has_document),
        Value::Struct(all) => all.iter().flatten().any(has_document),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn json_and_cbor_read_what_they_write(seed: u64) {
        let mut dice = Dice(seed);
        let op = mirror(dice.operation());
        let value = dice.structure(op.output, 0);
        for protocol in [Protocol::AwsJson10, Protocol::AwsJson11, Protocol::RestJson, Protocol::Cbor] {
            // No service that speaks CBOR has documents, and CBOR has no form for them.
            if protocol == Protocol::Cbor && has_document(&value) {
                continue;
            }
            let out = encode(protocol, op, &value, "r");
            prop_assert_eq!(&read(protocol, op, &out.body), &value, "{:?} {}", protocol, op.name);
        }
    }

    #[test]
    fn types_keep_every_value(seed: u64, input: bool) {
        let mut dice = Dice(seed);
        let op = dice.operation();
        let value = dice.structure(if input { op.input } else { op.output }, 0);
        prop_assert_eq!((op.service.retype)(op.name, input, value.clone()), Ok(value));
    }

    #[test]
    fn order_and_unknown_members_do_not_matter(seed: u64) {
        let mut dice = Dice(seed);
        let op = mirror(dice.operation());
        let value = dice.structure(op.output, 0);
        let body = encode(Protocol::AwsJson11, op, &value, "r").body;
        // Read and written again by another library: sorted by name, with strangers at both ends.
        let mut json: serde_json::Value = serde_json::from_slice(&body).unwrap();
        for stranger in ["!", "~"] {
            json[stranger] = serde_json::json!([{ "x": [null, 1.5, "\u{1}"] }]);
        }
        let body = serde_json::to_vec_pretty(&json).unwrap();
        prop_assert_eq!(read(Protocol::AwsJson11, op, &body), value);
    }

    #[test]
    fn answers_in_xml_are_text(seed: u64) {
        let mut dice = Dice(seed);
        let op = dice.operation();
        let value = dice.structure(op.output, 0);
        for protocol in [Protocol::Query, Protocol::Ec2] {
            let out = encode(protocol, op, &value, "r");
            let text = String::from_utf8(out.body).unwrap();
            prop_assert!(text.chars().all(|c| c >= ' ' || c == '\n' || c == '\t'), "{}", text);
            prop_assert_eq!(text.matches('<').count(), text.matches('>').count());
        }
    }
}

#[test]
fn names_are_unique_and_lead_home() {
    for service in wire::services() {
        for op in service.operations {
            assert_eq!(service.operation(op.name).map(|o| o.name), Some(op.name));
            assert_eq!(op.service.name, service.name);
            assert_eq!(op.action(), format!("{}:{}", service.iam_prefix, op.name));
        }
        for error in service.errors {
            assert_eq!(service.error(error.shape).map(|e| e.shape), Some(error.shape));
        }
    }
}
