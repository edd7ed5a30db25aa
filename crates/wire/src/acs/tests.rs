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

/// A frame of every kind, as seeds.
const SEEDS: [&str; 4] = [
    r#"{"type":"PayloadMessage","message":{"clusterArn":"c","containerInstanceArn":"i","messageId":"m","tasks":[{"arn":"a/b","cpu":0.25,
        "containers":[{"name":"a","portMappings":[{"containerPort":80,"hostPort":0}],"environment":{"K":"V"},"overrides":"{}"}]}]}}"#,
    r#"{"type":"TaskManifestMessage","message":{"messageId":"m","timeline":7,"tasks":[{"taskArn":"t","desiredStatus":"RUNNING"}]}}"#,
    r#"{"type":"AckRequest","message":{"cluster":"c","containerInstance":"i","messageId":"m"}}"#,
    "Authorization: AWS4-HMAC-SHA256 x\r\nHost: h\r\n\r\n{\"type\":\"PublishMetricsRequest\",\"message\":{\"metadata\":{\"fin\":true},\"taskMetrics\":[]}}",
];

/// Reads a frame in every way there is; whatever it is, this returns.
fn read_every_way(text: &str) {
    let _ = ToAgent::parse(text).map(|m| m.to_text());
    let _ = FromAgent::parse(text).map(|m| m.to_text());
    let _ = tcs::ToAgent::parse(text);
    if let Ok(frame) = tcs::split_frame(text) {
        let _ = tcs::FromAgent::parse(frame.json).map(|m| m.to_text());
    }
}

/// Seeded byte mutations for `FUZZ_SECONDS` (2 by default): no panic, and what was read is read again as the same.
#[test]
fn mutated_frames_are_read_or_refused() {
    let seconds = std::env::var("FUZZ_SECONDS")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(2.0);
    let until = std::time::Instant::now() + std::time::Duration::from_secs_f64(seconds);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut dice = move |n: usize| {
        // xorshift64
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n.max(1) as u64) as usize
    };
    while std::time::Instant::now() < until {
        for seed in SEEDS {
            let mut bytes = seed.as_bytes().to_vec();
            for _ in 0..=dice(6) {
                let at = dice(bytes.len());
                match dice(4) {
                    0 => bytes[at] = dice(256) as u8,
                    1 => bytes.truncate(at + 1),
                    2 => bytes.insert(at, b"{}[]\",:0-enu\\"[dice(13)]),
                    _ => {
                        let piece = bytes[at..(at + dice(20)).min(bytes.len())].to_vec();
                        bytes.splice(at..at, piece);
                    }
                }
            }
            let text = String::from_utf8_lossy(&bytes);
            read_every_way(&text);
            if let Ok(message) = ToAgent::parse(&text) {
                assert_eq!(ToAgent::parse(&message.to_text()).as_ref(), Ok(&message));
            }
        }
    }
    let deep = format!(
        "{{\"type\":\"PayloadMessage\",\"message\":{}1{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(ToAgent::parse(&deep).is_err());
}
