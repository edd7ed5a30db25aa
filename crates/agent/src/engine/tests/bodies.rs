//! What the engine is asked to create, and what is refused.

use super::super::body::group;
use super::*;
use crate::runtime::Cgroups;

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
    assert_eq!(unsupported(&task(one(json!({"overrides": "{}"})))), None);
}

#[test]
fn a_task_of_its_own_size_has_a_group_that_bounds_its_containers() {
    let record = TaskRecord::new(task(json!({"cpu": 0.5, "memory": 100, "containers": [
        {"name": "own", "image": "i", "memory": 40, "cpu": 128}, {"name": "open", "image": "i"}]})));
    let on = |systemd, unified| Site {
        cgroups: Some(Cgroups { systemd, unified }),
        ..site()
    };
    let host = |site: &Site, c: usize| create_body(&record, c, site).unwrap()["HostConfig"].clone();
    let v1 = on(false, false);
    assert_eq!(host(&v1, 0)["CgroupParent"], "/ecs/t1");
    assert_eq!(
        (&host(&v1, 0)["Memory"], &host(&v1, 0)["CpuShares"]),
        (&json!(40 << 20), &json!(128))
    );
    assert!(host(&v1, 1).get("Memory").is_none() && host(&v1, 1).get("NanoCpus").is_none());
    let made = |site: &Site| format!("{:?}", group(&record, site).unwrap().make);
    assert!(made(&v1).contains("\"memory/ecs/t1/memory.limit_in_bytes\", \"104857600\""));
    assert!(made(&v1).contains("\"cpu/ecs/t1/cpu.cfs_quota_us\", \"50000\""));
    let v2 = on(false, true);
    assert_eq!(host(&v2, 0)["CgroupParent"], "/ecs/t1");
    assert!(
        made(&v2).contains("\"ecs/t1/memory.max\", \"104857600\"") && made(&v2).contains("\"50000 100000\"")
    );
    let systemd = on(true, true);
    assert_eq!(host(&systemd, 0)["CgroupParent"], "ecstasks-t1.slice");
    assert!(made(&systemd).contains("\"CPUQuota=50%\", \"MemoryMax=104857600\""));
    // Where no group can be made, each container is bound by itself.
    let alone = host(&site(), 1);
    assert!(alone.get("CgroupParent").is_none());
    assert_eq!(
        (&alone["Memory"], &alone["NanoCpus"]),
        (&json!(100 << 20), &json!(500_000_000))
    );
    let unsized_task = TaskRecord::new(task(json!({"containers": [{"name": "a", "image": "i"}]})));
    assert!(group(&unsized_task, &v1).is_none());
}

#[test]
fn namespaces_gpus_and_routed_logs_are_in_the_request() {
    let log = json!({"LogConfig": {"Type": "awsfirelens", "Config": {"Name": "null", "k": "v\n[OUTPUT]"}}})
        .to_string();
    let payload = super::super::firelens::with_dependencies(task(json!({"networkMode": "awsvpc",
        "elasticNetworkInterfaces": eni(), "pidMode": "task", "ipcMode": "host",
        "associations": [{"name": "GPU-1", "type": "gpu", "containers": ["a"]}],
        "containers": [
            {"name": "a", "image": "i", "dockerConfig": {"hostConfig": log}},
            {"name": "r", "image": "i", "firelensConfiguration": {"type": "fluentbit", "options": {}}}]})));
    assert_eq!(unsupported(&payload), None);
    let record = TaskRecord::new(payload);
    let a = create_body(&record, 1, &site()).unwrap();
    let host = &a["HostConfig"];
    assert_eq!(host["PidMode"], format!("container:{}", record.engine_name(0)));
    assert_eq!(
        (&host["IpcMode"], &host["Runtime"]),
        (&json!("host"), &json!("nvidia"))
    );
    let variables = a["Env"].as_array().unwrap();
    assert!(
        variables.contains(&json!("NVIDIA_VISIBLE_DEVICES=GPU-1"))
            && variables.contains(&json!("FLUENT_PORT=24224"))
    );
    assert_eq!(
        host["LogConfig"]["Config"]["fluentd-address"],
        "unix:///r/t1/socket/fluent.sock"
    );
    let router = create_body(&record, 2, &site()).unwrap();
    assert_eq!(
        router["HostConfig"]["Binds"][0],
        "/r/t1/fluent-bit.conf:/fluent-bit/etc/fluent-bit.conf"
    );
    assert!(router["HostConfig"].get("Runtime").is_none());
    assert_eq!(record.spec(1).unwrap().depends_on[0].container_name, "r");
    let config = super::super::firelens::config(&record, 2, "c").unwrap();
    // A value cannot begin a section of its own.
    assert!(
        config.contains("    k v [OUTPUT]\n") && config.matches("\n[OUTPUT]").count() == 1,
        "{config}"
    );
    assert!(super::super::firelens::config(&record, 1, "c").is_none());
}
