//! What the engine is asked to create, and what is refused.

use super::*;

#[test]
fn bodies_follow_the_payload_and_the_overlay_wins() {
    let record = TaskRecord::new(task(json!({"networkMode": "bridge", "cpu": 4.0, "memory": 512,
        "volumes": [{"name": "v", "host": {"sourcePath": "/srv"}}, {"name": "own", "host": {}}],
        "containers": [{"name": "a", "image": "i", "command": ["x"], "entryPoint": ["/e"], "environment": {"K": "V"}, "memory": 2, "cpu": 1,
            "portMappings": [{"containerPort": 80}, {"containerPortRange": "90-91", "protocol": "udp"}],
            "mountPoints": [{"sourceVolume": "v", "containerPath": "/v", "readOnly": true}, {"sourceVolume": "own", "containerPath": "/o"}],
            "links": ["b:db"], "volumesFrom": [{"sourceContainer": "b", "readOnly": true}],
            "dockerConfig": {"config": "{\"User\":\"7\",\"Labels\":{\"l\":\"1\"}}",
                "hostConfig": "{\"CapAdd\":[\"NET_ADMIN\"],\"Memory\":99999999,\"LogConfig\":{\"Type\":\"awslogs\",\"Config\":{\"awslogs-group\":\"g\",\"awslogs-stream\":\"s\",\"awslogs-create-group\":\"true\"}}}"}},
            {"name": "b", "image": "i"}]})));
    let body = create_body(&record, 0, &site()).unwrap();
    let b = record.engine_name(1);
    assert!(b.starts_with("ecs-f-3-b-") && b.len() == "ecs-f-3-b-".len() + 20);
    assert_eq!(body["Image"], "i");
    assert_eq!(
        (&body["Cmd"], &body["Entrypoint"], &body["Env"]),
        (&json!(["x"]), &json!(["/e"]), &json!(["K=V"]))
    );
    assert_eq!(body["User"], "7");
    assert_eq!(
        (&body["Labels"]["l"], &body["Labels"]["longshore.agent"]),
        (&json!("1"), &json!("me"))
    );
    assert_eq!(body["Labels"]["com.amazonaws.ecs.task-definition-version"], "3");
    let host = &body["HostConfig"];
    assert_eq!(
        (&host["CpuShares"], &host["NanoCpus"], &host["Memory"]),
        (&json!(2), &json!(2_000_000_000i64), &json!(99_999_999))
    );
    assert_eq!(
        host["PortBindings"]["91/udp"],
        json!([{"HostIp": "", "HostPort": ""}])
    );
    assert_eq!(body["ExposedPorts"]["80/tcp"], json!({}));
    assert_eq!(host["Binds"][0], "/srv:/v:ro");
    assert!(host["Binds"][1].as_str().unwrap().ends_with(":/o"));
    assert_eq!(
        (&host["Links"][0], &host["VolumesFrom"][0]),
        (&json!(format!("{b}:db")), &json!(format!("{b}:ro")))
    );
    assert_eq!(host["NetworkMode"], "bridge");
    assert_eq!(host["LogConfig"]["Type"], "json-file");
    let log = log_target(&record, 0).unwrap();
    assert_eq!(
        (log.group.as_str(), log.stream.as_str(), log.create_group),
        ("g", "s", true)
    );
    assert_eq!(log_target(&record, 1), None);
}

#[test]
fn a_sandbox_owns_the_interface() {
    let record = TaskRecord::new(task(
        json!({"networkMode": "awsvpc", "elasticNetworkInterfaces": eni(), "containers": [
        {"name": "a", "image": "i", "portMappings": [{"containerPort": 80}], "dockerConfig": {"hostConfig": "{\"NetworkMode\":\"host\"}"}}]}),
    ));
    let pause = create_body(&record, 0, &site()).unwrap();
    assert_eq!(
        (&pause["Image"], &pause["MacAddress"]),
        (&json!("pause:1"), &json!("02:00:00:00:00:01"))
    );
    let endpoint = &pause["NetworkingConfig"]["EndpointsConfig"]["longshore-vpc-1"];
    assert_eq!(endpoint["IPAMConfig"]["IPv4Address"], "172.31.16.9");
    let (network, _) = super::super::sandbox::network(&record, &site()).unwrap();
    assert_eq!(
        (network.cidr.as_str(), network.gateway.as_str()),
        ("172.31.0.0/16", "172.31.0.1")
    );
    let own = create_body(&record, 1, &site()).unwrap();
    assert_eq!(
        own["HostConfig"]["NetworkMode"],
        format!("container:{}", record.engine_name(0))
    );
    assert!(own["HostConfig"].get("PortBindings").is_none());
}

#[test]
fn what_is_not_honoured_is_refused_by_name() {
    let check = |value: serde_json::Value, expect: &str| {
        let why = unsupported(&task(value)).unwrap_or_default();
        assert!(why.contains(expect), "{why} lacks {expect}");
    };
    let one = |more: serde_json::Value| {
        let mut c = json!({"name": "a", "image": "i"});
        c.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({"containers": [c]})
    };
    assert_eq!(unsupported(&task(one(json!({})))), None);
    check(json!({}), "containers");
    check(
        json!({"networkMode": "awsvpc", "containers": [{"name": "a"}]}),
        "interface",
    );
    check(
        json!({"networkMode": "weird", "containers": [{"name": "a"}]}),
        "`weird`",
    );
    check(
        json!({"pidMode": "weird", "containers": [{"name": "a"}]}),
        "pidMode",
    );
    check(
        json!({"volumes": [{"name": "v", "efs": {"fileSystemId": "x"}}], "containers": [{"name": "a"}]}),
        "efs",
    );
    check(
        json!({"containers": [{"name": "a"}, {"name": "a"}]}),
        "two containers",
    );
    check(
        json!({"containers": [{"name": "a", "links": ["b"]}, {"name": "b", "dependsOn": [{"containerName": "a", "condition": "START"}]}]}),
        "waits for itself",
    );
    check(one(json!({"secrets": [{"name": "s"}]})), "`secrets`");
    check(one(json!({"overrides": "{\"command\":[\"x\"]}"})), "`overrides`");
    check(
        one(
            json!({"dockerConfig": {"hostConfig": "{\"LogConfig\":{\"Type\":\"awslogs\",\"Config\":{\"awslogs-multiline-pattern\":\"x\"}}}"}}),
        ),
        "multiline",
    );
    assert_eq!(unsupported(&task(one(json!({"overrides": "{}"})))), None);
}
