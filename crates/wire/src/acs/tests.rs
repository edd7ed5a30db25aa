use super::*;

#[test]
fn a_payload_reads_and_writes_its_wire_names() {
    let text = r#"{"type":"PayloadMessage","message":{"clusterArn":"c","containerInstanceArn":"i","messageId":"m","seqNum":7,
        "unknown":1,"tasks":[{"arn":"arn:aws:ecs:us-east-1:1:task/c/abc","family":"f","version":"1","desiredStatus":"RUNNING",
        "containers":[{"name":"a","image":"x","essential":true,"entryPoint":null,"environment":{"K":"V"},
        "portMappings":[{"containerPort":80}],"dockerConfig":{"hostConfig":"{}"},"healthCheckType":"docker"}],
        "volumes":[{"name":"v","type":"docker","docker":{"scope":"task"}}],
        "elasticNetworkInterfaces":[{"macAddress":"02:00","ipv4Addresses":[{"privateAddress":"172.31.0.5","primary":true}],
        "longshore":{"networkId":"vpc-1","subnetId":"subnet-1"}}]}]}}"#;
    let ToAgent::Payload(p) = ToAgent::parse(text).unwrap() else {
        panic!("not a payload")
    };
    assert_eq!(p.seq_num, Some(7));
    let task = &p.tasks[0];
    assert_eq!(task_id(&task.arn), "abc");
    assert_eq!(task.containers[0].environment["K"], "V");
    assert_eq!(
        task.volumes[0].docker.as_ref().unwrap().scope.as_deref(),
        Some("task")
    );
    assert_eq!(
        task.elastic_network_interfaces[0]
            .longshore
            .as_ref()
            .unwrap()
            .subnet_id,
        "subnet-1"
    );
    let again = ToAgent::Payload(p.clone()).to_text();
    assert!(again.contains(r#""dockerConfig":{"hostConfig":"{}"}"#), "{again}");
    assert!(!again.contains("null"), "{again}");
    assert_eq!(ToAgent::parse(&again).unwrap(), ToAgent::Payload(p));
}

#[test]
fn credentials_messages_keep_the_models_spelling() {
    let ack = FromAgent::CredentialsAck(IamRoleCredentialsAckRequest {
        message_id: "m".into(),
        credentials_id: "c".into(),
        expiration: "2026-11-23T00:00:00Z".into(),
    });
    assert_eq!(ack.kind(), "IAMRoleCredentialsAckRequest");
    assert_eq!(FromAgent::parse(&ack.to_text()).unwrap(), ack);
}

#[test]
fn unknown_types_are_values_and_broken_frames_are_errors() {
    assert_eq!(
        ToAgent::parse(r#"{"type":"New","message":{"a":1}}"#).unwrap(),
        ToAgent::Other("New".into())
    );
    assert_eq!(
        ToAgent::parse(r#"{"type":"HeartbeatMessage"}"#).unwrap(),
        ToAgent::Heartbeat(HeartbeatMessage::default())
    );
    for bad in [
        "",
        "{",
        "[]",
        r#"{"message":{}}"#,
        r#"{"type":"PayloadMessage","message":{"tasks":3}}"#,
    ] {
        assert!(ToAgent::parse(bad).is_err(), "{bad}");
    }
    let secret = r#"{"type":"IAMRoleCredentialsMessage","message":{"roleCredentials":"hunter2"}}"#;
    assert!(
        !ToAgent::parse(secret)
            .unwrap_err()
            .to_string()
            .contains("hunter2")
    );
}

#[test]
fn telemetry_frames_carry_a_header_block() {
    let json = tcs::FromAgent::Metrics(tcs::PublishMetricsRequest {
        metadata: tcs::MetricsMetadata {
            idle: Some(true),
            fin: Some(true),
            ..Default::default()
        },
        timestamp: Some(1.5),
        ..Default::default()
    })
    .to_text();
    let frame = tcs::join_frame(
        [("Authorization", "AWS4 x"), ("Host", "h:1"), ("X-Amz-Date", "d")],
        &json,
    );
    let split = tcs::split_frame(&frame).unwrap();
    assert_eq!(split.header("host"), Some("h:1"));
    assert_eq!(split.json, json);
    assert!(
        matches!(tcs::FromAgent::parse(split.json).unwrap(), tcs::FromAgent::Metrics(m) if m.timestamp == Some(1.5))
    );
    assert!(tcs::split_frame("no block").is_err());
    assert!(tcs::split_frame("nocolon\r\n\r\n{}").is_err());
}

#[test]
fn zero_measurements_are_written() {
    let set = tcs::StatsSet {
        sample_count: 1,
        ..Default::default()
    };
    let text = serde_json::to_string(&set).unwrap();
    assert_eq!(text, r#"{"min":0.0,"max":0.0,"sampleCount":1,"sum":0.0}"#);
}
