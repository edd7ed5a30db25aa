use super::*;
use crate::Timestamp;
use crate::ecs::{self, DescribeTasks, DescribeTasksResponse, RegisterTaskDefinition, RunTask, Task};
use crate::schema::Value;

const JSON: Protocol = Protocol::AwsJson11;

#[test]
fn members_arrive_by_name_and_unknown_ones_are_skipped() {
    let body = r#"{"count": 2, "new": [{"x": [1, {"y": null}]}], "taskDefinition": "web:3", "cluster": null,
        "overrides": {"containerOverrides": [{"name": "a", "environment": [{"name": "K", "value": "é\n"}]}]}}"#;
    let run = input::<RunTask>(JSON, body).unwrap();
    assert_eq!(
        (run.count, run.task_definition.as_str(), run.cluster),
        (Some(2), "web:3", None)
    );
    let container = &run.overrides.unwrap().container_overrides.unwrap()[0];
    assert_eq!(
        container.environment.as_ref().unwrap()[0].value.as_deref(),
        Some("é\n")
    );
}

#[test]
fn an_empty_body_is_an_empty_input() {
    for body in ["", "{}", "null"] {
        assert_eq!(
            input::<ecs::ListClusters>(JSON, body).unwrap(),
            ecs::ListClustersRequest::default()
        );
    }
}

#[test]
fn what_does_not_fit_is_named_in_aws_words() {
    let cases = [
        (
            r#"{"count": "2"}"#,
            "STRING_VALUE can not be converted to Integer",
        ),
        (
            r#"{"count": 1.5}"#,
            "NUMBER_VALUE can not be converted to Integer",
        ),
        (
            r#"{"count": 2147483648}"#,
            "NUMBER_VALUE can not be converted to Integer",
        ),
        (r#"{"cluster": 1}"#, "NUMBER_VALUE can not be converted to String"),
        (
            r#"{"cluster": true}"#,
            "TRUE_VALUE can not be converted to String",
        ),
        (r#"{"cluster": ["a"]}"#, "Start of list found where not expected"),
        (
            r#"{"cluster": {}}"#,
            "Start of structure or map found where not expected.",
        ),
        (r#"{"tags": "a"}"#, "Expected list, found STRING_VALUE"),
        (r#"{"tags": [null]}"#, "null found where not expected"),
        ("[]", "Start of list found where not expected"),
    ];
    for (body, message) in cases {
        let fault = input::<RunTask>(JSON, body).unwrap_err();
        assert_eq!(
            (&*fault.code, fault.status, &*fault.message),
            ("SerializationException", 400, message)
        );
    }
    for body in ["{", "{} x", "{\"a\"}", "\u{0}", "{\"cluster\": \"\\ud800\"}"] {
        assert_eq!(
            input::<RunTask>(JSON, body).unwrap_err().code,
            "SerializationException",
            "{body}"
        );
    }
}

#[test]
fn depth_is_bounded() {
    let deep = format!("{{\"x\": {}", "[".repeat(100_000));
    assert_eq!(
        input::<RunTask>(JSON, &deep).unwrap_err().code,
        "SerializationException"
    );
    let deep = format!("{{\"tags\": {}", "[".repeat(100_000));
    assert_eq!(
        input::<RunTask>(JSON, &deep).unwrap_err().code,
        "SerializationException"
    );
}

#[test]
fn whole_floats_are_integers_and_both_spellings_of_time_are_read() {
    let run = input::<RunTask>(JSON, r#"{"count": 3.0, "taskDefinition": "a"}"#).unwrap();
    assert_eq!(run.count, Some(3));
    for (spelled, seconds) in [
        ("1767323045.678", 1_767_323_045.678),
        ("\"2026-01-02T03:04:05.678Z\"", 1_767_323_045.678),
        ("\"2026-01-02T04:04:05+01:00\"", 1_767_323_045.0),
        ("1767323045", 1_767_323_045.0),
    ] {
        let body = format!(r#"{{"pullStartedAt": {spelled}}}"#);
        let submitted = input::<ecs::SubmitTaskStateChange>(JSON, &body).unwrap();
        assert_eq!(submitted.pull_started_at, Some(Timestamp(seconds)));
    }
}

#[test]
fn answers_hold_what_is_present_only() {
    let task = Task {
        task_arn: Some("arn:aws:ecs:eu-west-1:1:task/c/\"x\"\u{7}".to_owned()),
        created_at: Some(Timestamp(1_767_323_045.678_9)),
        started_at: Some(Timestamp(1_767_323_045.0)),
        enable_execute_command: Some(false),
        tags: Some(Vec::new()),
        version: Some(3),
        ..Task::default()
    };
    let out = answer::<DescribeTasks>(
        JSON,
        DescribeTasksResponse {
            tasks: Some(vec![task]),
            failures: None,
        },
    );
    assert_eq!(
        text(&out),
        r#"{"tasks":[{"createdAt":1767323045.679,"enableExecuteCommand":false,"startedAt":1767323045,"tags":[],"taskArn":"arn:aws:ecs:eu-west-1:1:task/c/\"x\"\u0007","version":3}]}"#
    );
    assert_eq!(
        (out.status, header(&out, "content-type")),
        (200, Some("application/x-amz-json-1.1"))
    );
    assert_eq!(header(&out, "x-amzn-requestid"), Some("req-1"));
    let empty = answer::<ecs::DeleteTaskDefinitions>(JSON, ecs::DeleteTaskDefinitionsResponse::default());
    assert_eq!(text(&empty), "{}");
}

#[test]
fn faults_carry_type_message_and_modelled_members() {
    let out = fault(
        JSON,
        "ecs",
        &ecs::fault::cluster_not_found_exception("Cluster not found."),
    );
    assert_eq!(
        text(&out),
        r#"{"__type":"ClusterNotFoundException","message":"Cluster not found."}"#
    );
    assert_eq!(
        (out.status, header(&out, "x-amzn-errortype")),
        (400, Some("ClusterNotFoundException"))
    );
    let ids = Value::List(vec![Value::Str("a".to_owned())]);
    let out = fault(
        JSON,
        "ecs",
        &ecs::fault::conflict_exception("again").with("resourceIds", ids),
    );
    assert_eq!(
        text(&out),
        r#"{"__type":"ConflictException","message":"again","resourceIds":["a"]}"#
    );
}

#[test]
fn our_own_failure_says_nothing_private() {
    let broken = Fault::internal("disk full at /secret");
    let out = fault(JSON, "ecs", &broken);
    assert!(text(&out).starts_with(r#"{"__type":"ServerException","message":"The request processing"#));
    assert!(!text(&out).contains("secret"));
    assert_eq!(out.status, 500);
    assert!(text(&fault(Protocol::Ec2, "ec2", &broken)).contains("<Code>InternalError</Code>"));
}

#[test]
fn cbor_reads_what_it_writes() {
    let body = r#"{"family": "web", "containerDefinitions": [{"name": "a", "image": "b", "cpu": -3,
        "dockerLabels": {"k": "v", "l": ""}, "essential": true}], "volumes": []}"#;
    let value = input::<RegisterTaskDefinition>(JSON, body).unwrap().into_value();
    let meta = RegisterTaskDefinition::META;
    let mut bytes = Vec::new();
    super::super::cbor::write(&mut bytes, meta.input_schema(), &value);
    let headers = HeaderMap::new();
    assert_eq!(
        decode(Protocol::Cbor, meta, &http(&headers, "/", "", &bytes)),
        Ok(value)
    );
    let out = fault(
        Protocol::Cbor,
        "logs",
        &crate::logs::fault::resource_not_found_exception("no"),
    );
    let told = b"\xa2\x66__type\x78\x2ccom.amazonaws.logs#ResourceNotFoundException\x67message\x62no";
    assert_eq!((out.body.as_slice(), out.status), (told.as_slice(), 400));
    assert_eq!(header(&out, "smithy-protocol"), Some("rpc-v2-cbor"));
}

#[test]
fn cbor_that_is_none_is_refused() {
    let headers = HeaderMap::new();
    let deep = [vec![0xa1, 0x61, b'x'], vec![0x81; 100_000]].concat();
    let tags = [b"\xa1\x64tags".to_vec(), vec![0x81; 100_000]].concat();
    let cases: [&[u8]; 9] = [
        b"\xa0\x00",
        b"\xa1\x65count\x61x",
        b"\xa1\x65count\x1b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xa1\x65count\xfb\x3f\xf8\0\0\0\0\0\0",
        b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xbf",
        b"\x80",
        &deep,
        &tags,
    ];
    for body in cases {
        let refused = decode(Protocol::Cbor, RunTask::META, &http(&headers, "/", "", body)).unwrap_err();
        assert_eq!((&*refused.code, refused.status), ("SerializationException", 400));
    }
}
