use kernel::doc::Doc;
use serde_json::{Value, json};
use wire::ecs as w;

use super::definition;

mod launch;
mod property;

/// Lays `over` on `base`: objects member by member, anything else replaces.
fn lay(base: &mut Value, over: &Value) {
    match (base, over) {
        (Value::Object(b), Value::Object(o)) => {
            for (k, v) in o {
                lay(b.entry(k).or_insert(Value::Null), v);
            }
        }
        (base, over) => *base = over.clone(),
    }
}

fn request(v: &Value) -> w::RegisterTaskDefinitionRequest {
    serde_json::from_str::<Doc<_>>(&v.to_string()).unwrap().0
}

/// One container `a`, with `container` laid over it; `task` over the whole.
fn register(task: &Value, container: &Value) -> Result<w::TaskDefinition, String> {
    let mut c = json!({"name": "a", "image": "busybox", "memory": 64});
    lay(&mut c, container);
    let mut all = json!({"family": "f", "containerDefinitions": [c]});
    lay(&mut all, task);
    definition(&request(&all)).map_err(|f| {
        assert_eq!(f.code, "ClientException");
        f.message
    })
}

#[track_caller]
fn refused(task: &Value, container: &Value, with: &str) {
    match register(task, container) {
        Err(text) => assert!(text.contains(with), "`{text}` does not say `{with}`"),
        Ok(_) => panic!("accepted: {task} {container}; expected `{with}`"),
    }
}

#[track_caller]
fn accepted(task: &Value, container: &Value) -> w::TaskDefinition {
    register(task, container).unwrap()
}

fn two(a: &Value, b: &Value) -> Value {
    let mut all = vec![
        json!({"name": "a", "image": "x", "memory": 8}),
        json!({"name": "b", "image": "x", "memory": 8}),
    ];
    lay(&mut all[0], a);
    lay(&mut all[1], b);
    json!({"containerDefinitions": all})
}

fn fargate() -> Value {
    json!({"requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512"})
}

const NONE: Value = Value::Null;

fn none() -> Value {
    json!({})
}

#[test]
fn the_four_absurd_definitions() {
    let mut absurd = fargate();
    lay(&mut absurd, &json!({"networkMode": "bridge", "cpu": "17"}));
    refused(&absurd, &none(), "Fargate only supports network mode ‘awsvpc’.");
    lay(&mut absurd, &json!({"networkMode": "awsvpc"}));
    refused(
        &absurd,
        &none(),
        "No Fargate configuration exists for given values.",
    );
    refused(
        &none(),
        &json!({"name": "a b"}),
        "Container.name contains invalid characters.",
    );
    refused(
        &none(),
        &json!({"image": ""}),
        "Container.image should not be null or empty.",
    );
    let port = |c: i32| json!({"portMappings": [{"containerPort": c, "hostPort": 8080}]});
    refused(
        &two(&port(80), &port(81)),
        &none(),
        "TCP host port '8080' is mapped multiple times in task.",
    );
}

#[test]
fn families_and_containers() {
    refused(
        &json!({"family": "a b"}),
        &none(),
        "Family contains invalid characters.",
    );
    refused(&json!({"family": "x".repeat(256)}), &none(), "longer than 255");
    refused(
        &json!({"containerDefinitions": []}),
        &none(),
        "Container list cannot be empty.",
    );
    let many: Vec<_> = (0..11)
        .map(|i| json!({"name": format!("c{i}"), "image": "x", "memory": 8}))
        .collect();
    refused(
        &json!({"containerDefinitions": many}),
        &none(),
        "Too many containers.",
    );
    refused(
        &two(&none(), &json!({"name": "a"})),
        &none(),
        "Container names must be unique",
    );
    refused(
        &none(),
        &json!({"name": NONE}),
        "Container.name should not be null or empty.",
    );
    refused(&none(), &json!({"image": "a b"}), "Container.image contains");
    refused(&none(), &json!({"essential": false}), "essential");
    refused(&json!({"taskRoleArn": "nobody"}), &none(), "Role is not valid.");
    refused(
        &json!({"inferenceAccelerators": [{"deviceName": "d", "deviceType": "t"}]}),
        &none(),
        "inferenceAccelerators",
    );
}

#[test]
fn a_definition_has_64_kib() {
    let value = |n: usize| json!({"environment": [{"name": "A", "value": "x".repeat(n)}]});
    accepted(&none(), &value(65_000));
    refused(&none(), &value(66_000), "Max allowed length is '65536' bytes.");
}

#[test]
fn sizes() {
    refused(
        &none(),
        &json!({"memory": NONE}),
        "At least one of 'memory' or 'memoryReservation' must be specified.",
    );
    refused(&none(), &json!({"memory": 5}), "at least 6 MiB");
    refused(
        &none(),
        &json!({"memoryReservation": 65}),
        "'memoryReservation' must not be greater than 'memory'",
    );
    refused(
        &none(),
        &json!({"cpu": -1}),
        "Invalid 'cpu' setting for container 'a'.",
    );
    refused(
        &json!({"cpu": "many"}),
        &none(),
        "Invalid 'cpu' setting for task.",
    );
    refused(&json!({"cpu": "17"}), &none(), "Invalid 'cpu' setting for task.");
    refused(
        &json!({"memory": "5"}),
        &none(),
        "Invalid 'memory' setting for task.",
    );
    refused(
        &json!({"cpu": "256"}),
        &json!({"cpu": 257}),
        "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
    );
    refused(
        &json!({"memory": "32"}),
        &none(),
        "cannot be greater than the value of the task 'memory'.",
    );
    let d = accepted(
        &json!({"cpu": ".5 vCPU", "memory": "1 GB"}),
        &json!({"memory": NONE}),
    );
    assert_eq!(
        (d.cpu.as_deref(), d.memory.as_deref()),
        (Some("512"), Some("1024"))
    );
}

#[test]
fn ports() {
    let ports = |mappings: Value| json!({"portMappings": mappings});
    let awsvpc = json!({"networkMode": "awsvpc"});
    for bad in [
        json!({}),
        json!({"containerPort": 0}),
        json!({"containerPort": 65536}),
    ] {
        refused(
            &none(),
            &ports(json!([bad])),
            "Invalid 'containerPort' setting for container 'a'.",
        );
    }
    refused(
        &none(),
        &ports(json!([{"containerPort": 1, "hostPort": -1}])),
        "Invalid 'hostPort'",
    );
    for mode in ["awsvpc", "host"] {
        refused(
            &json!({"networkMode": mode}),
            &ports(json!([{"containerPort": 80, "hostPort": 81}])),
            &format!(
                "When networkMode={mode}, the host ports and container ports in port mappings must match."
            ),
        );
    }
    refused(
        &json!({"networkMode": "none"}),
        &ports(json!([{"containerPort": 80}])),
        "networkMode=none",
    );
    refused(
        &awsvpc,
        &ports(json!([{"containerPort": 80}, {"containerPort": 80}])),
        "TCP host port '80' is mapped multiple times",
    );
    for bad in ["80", "90-80", "0-5", "1-65536", "a-b", "1-2-3"] {
        refused(
            &none(),
            &ports(json!([{"containerPortRange": bad}])),
            "Invalid 'containerPortRange'",
        );
    }
    refused(
        &none(),
        &ports(json!([{"containerPortRange": "80-90"}, {"containerPortRange": "90-99"}])),
        "overlap",
    );
    refused(
        &json!({"networkMode": "host"}),
        &ports(json!([{"containerPortRange": "80-90"}])),
        "containerPortRange is not supported",
    );
    refused(
        &none(),
        &ports(json!([{"containerPort": 80, "name": "Web"}])),
        "Port mapping name 'Web'",
    );
    let port = |d: w::TaskDefinition| d.container_definitions.unwrap()[0].port_mappings.clone().unwrap();
    let both = json!([{"containerPort": 53}, {"containerPort": 53, "protocol": "udp"}]);
    let bridged = port(accepted(&none(), &ports(both.clone())));
    assert_eq!(
        (bridged[0].host_port, bridged[0].protocol.as_deref()),
        (Some(0), Some("tcp"))
    );
    let own = port(accepted(&awsvpc, &ports(both)));
    assert_eq!(own[1].host_port, Some(53));
}

#[test]
fn links_and_dependencies() {
    let on =
        |to: &str, condition: &str| json!({"dependsOn": [{"containerName": to, "condition": condition}]});
    refused(
        &two(&on("c", "START"), &none()),
        &none(),
        "Cannot depend on container + 'c' because it does not exist",
    );
    refused(&two(&on("a", "START"), &none()), &none(), "cycle");
    refused(
        &two(&on("b", "START"), &on("a", "START")),
        &none(),
        "Container dependencies should not have a cycle",
    );
    refused(
        &two(&on("b", "SUCCESS"), &none()),
        &none(),
        "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
    );
    refused(&two(&on("b", "HEALTHY"), &none()), &none(), "health check");
    refused(
        &two(&json!({"links": ["b"]}), &json!({"links": ["a:x"]})),
        &none(),
        "Container links should not have a cycle",
    );
    refused(
        &two(&json!({"links": ["b"]}), &on("a", "START")),
        &none(),
        "Container dependencies should not have a cycle",
    );
    refused(
        &two(&json!({"links": ["c"]}), &none()),
        &none(),
        "invalid link 'c'",
    );
    refused(
        &json!({"networkMode": "awsvpc"}),
        &json!({"links": ["a"]}),
        "Links are not supported when networkMode=awsvpc.",
    );
    refused(
        &two(&json!({"volumesFrom": [{"sourceContainer": "c"}]}), &none()),
        &none(),
        "Unknown container 'c'",
    );
    let checked = json!({"healthCheck": {"command": ["CMD", "true"]}});
    accepted(&two(&on("b", "HEALTHY"), &checked), &none());
    accepted(&two(&on("b", "COMPLETE"), &json!({"essential": false})), &none());
    accepted(&two(&json!({"links": ["b:db"]}), &none()), &none());
}

#[test]
fn volumes() {
    let mount = |name: &str| json!({"mountPoints": [{"sourceVolume": name, "containerPath": "/d"}]});
    refused(&none(), &mount("v"), "Unknown volume 'v'.");
    let volumes = |v: Value| json!({"volumes": v});
    refused(
        &volumes(json!([{"name": "v"}, {"name": "v"}])),
        &none(),
        "Volume names must be unique",
    );
    refused(
        &volumes(json!([{"name": "a/b"}])),
        &none(),
        "Volume.name contains invalid characters.",
    );
    for path in ["relative", "/a:/b"] {
        refused(
            &volumes(json!([{"name": "v", "host": {"sourcePath": path}}])),
            &none(),
            "Invalid 'sourcePath'",
        );
    }
    refused(
        &volumes(json!([{"name": "v", "host": {}, "dockerVolumeConfiguration": {}}])),
        &none(),
        "Only one volume configuration",
    );
    refused(
        &volumes(json!([{"name": "v", "dockerVolumeConfiguration": {"autoprovision": true}}])),
        &none(),
        "autoprovision",
    );
    let efs = |authorization: Value| {
        volumes(json!([{"name": "v", "efsVolumeConfiguration":
            {"fileSystemId": "fs-1", "authorizationConfig": authorization}}]))
    };
    refused(&efs(json!({"iam": "ENABLED"})), &none(), "transit encryption");
    let d = accepted(
        &volumes(json!([{"name": "v"}, {"name": "w", "dockerVolumeConfiguration": {}}])),
        &mount("v"),
    );
    let v = d.volumes.unwrap();
    assert!(v[0].host.is_some() && v[1].host.is_none());
    let docker = v[1].docker_volume_configuration.as_ref().unwrap();
    assert_eq!(
        (docker.scope.as_deref(), docker.driver.as_deref()),
        (Some("task"), Some("local"))
    );
    let twice = json!({"mountPoints": [
        {"sourceVolume": "v", "containerPath": "/d"}, {"sourceVolume": "v", "containerPath": "/d"}]});
    refused(&volumes(json!([{"name": "v"}])), &twice, "mounts two volumes");
}

#[test]
fn logs() {
    let log =
        |driver: &str, options: Value| json!({"logConfiguration": {"logDriver": driver, "options": options}});
    refused(
        &none(),
        &log("awslogs", json!({})),
        "Log driver awslogs requires options: awslogs-region, awslogs-group",
    );
    let region = json!({"awslogs-group": "g", "awslogs-region": "us-east-1"});
    let with = |name: &str, value: &str| {
        let mut o = region.clone();
        lay(&mut o, &json!({name: value}));
        log("awslogs", o)
    };
    refused(
        &none(),
        &with("tag", "x"),
        "Log driver awslogs disallows options: tag",
    );
    refused(&none(), &with("mode", "fast"), "awslogs option: mode");
    refused(&none(), &with("max-buffer-size", "big"), "max-buffer-size");
    let d = accepted(&none(), &with("awslogs-create-group", "True"));
    let c = &d.container_definitions.unwrap()[0];
    let options = c.log_configuration.as_ref().unwrap().options.as_ref().unwrap();
    assert_eq!(options["awslogs-create-group"], "true");
    refused(
        &fargate(),
        &log("awslogs", region.clone()),
        "Fargate requires task definition to have execution role ARN to support log driver awslogs.",
    );
    let mut role = fargate();
    lay(&mut role, &json!({"executionRoleArn": ROLE}));
    refused(
        &role,
        &log("awslogs", region.clone()),
        "Fargate requires log configuration options to include awslogs-stream-prefix",
    );
    accepted(&role, &with("awslogs-stream-prefix", "p"));
    refused(
        &fargate(),
        &log("syslog", json!({})),
        "Fargate does not support log driver",
    );
    refused(&none(), &log("awsfirelens", json!({})), "firelensConfiguration");
    refused(
        &none(),
        &json!({"firelensConfiguration": {"type": "fluentbit"}}),
        "at least one container has to be configured with the awsfirelens log driver.",
    );
}

const ROLE: &str = "arn:aws:iam::123456789012:role/x";

#[test]
fn secrets_and_environment() {
    let secret = |name: &str| json!({"name": name, "valueFrom": "parameter"});
    refused(
        &none(),
        &json!({"secrets": [secret("A")]}),
        "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    );
    let role = json!({"executionRoleArn": ROLE});
    refused(
        &role,
        &json!({"secrets": [secret("A"), secret("A")]}),
        "Duplicate secret names found: A. Each secret name must be unique.",
    );
    refused(
        &role,
        &json!({"secrets": [secret("A")], "environment": [{"name": "A", "value": "1"}]}),
        "such as 'A'.",
    );
    refused(
        &role,
        &json!({"secrets": [{"name": "A", "valueFrom": "arn:aws:s3:::x"}]}),
        "Invalid arn syntax.",
    );
    refused(
        &none(),
        &json!({"environment": [{"name": "A=B", "value": "1"}]}),
        "Invalid 'environment'",
    );
    refused(
        &role,
        &json!({"environmentFiles": [{"type": "s3", "value": "arn:aws:s3:::b/x.txt"}]}),
        "Invalid arn syntax.",
    );
}

#[test]
fn one_container() {
    let bad_health = |h: Value, text: &str| refused(&none(), &json!({"healthCheck": h}), text);
    for command in [
        json!([]),
        json!(["curl", "x"]),
        json!(["CMD"]),
        json!(["CMD-SHELL", "a", "b"]),
    ] {
        bad_health(json!({"command": command}), "health check command");
    }
    for (command, text) in [
        (json!(["HTTP", "/x"]), "must be http://:port/path"),
        (json!(["HTTP", "BREW", "http://:80/"]), "method 'BREW'"),
        (json!(["HTTP"]), "takes a method"),
        (json!(["TCP", "5432"]), "must be :port"),
        (json!(["TCP", ":0"]), "must be :port"),
        (json!(["TCP", "db:5432"]), "must be :port"),
        (json!(["GRPC", ":1", "a", "b"]), "takes an address"),
    ] {
        bad_health(json!({"command": command}), text);
    }
    let asked = |command: Value| accepted(&none(), &json!({"healthCheck": {"command": command}}));
    for command in [
        json!(["HTTP", "GET", "http://:8080/ready"]),
        json!(["HTTP", "http://:8080"]),
        json!(["TCP", ":5432"]),
        json!(["GRPC", ":50051", "shop.Cart"]),
    ] {
        let wants = asked(command).requires_attributes.unwrap_or_default();
        assert!(
            wants
                .iter()
                .any(|a| a.name == "longshore.capability.agent-health-check")
        );
        assert!(
            wants
                .iter()
                .all(|a| a.name != "ecs.capability.container-health-check")
        );
    }
    for (member, value) in [
        ("interval", 4),
        ("timeout", 121),
        ("retries", 11),
        ("startPeriod", 301),
    ] {
        bad_health(json!({"command": ["CMD", "x"], member: value}), member);
    }
    for (container, text) in [
        (json!({"stopTimeout": -1}), "Invalid 'stopTimeout'"),
        (
            json!({"restartPolicy": {"enabled": true, "restartAttemptPeriod": 59}}),
            "between 60 and 1800",
        ),
        (
            json!({"restartPolicy": {"enabled": true, "ignoredExitCodes": vec![1; 51]}}),
            "at most 50",
        ),
        (
            json!({"ulimits": [{"name": "nofile", "softLimit": 2, "hardLimit": 1}]}),
            "Invalid ulimit 'nofile'",
        ),
        (
            json!({"linuxParameters": {"swappiness": 101}}),
            "Invalid 'swappiness'",
        ),
        (
            json!({"linuxParameters": {"capabilities": {"add": ["FLY"]}}}),
            "Invalid 'capabilities'",
        ),
        (
            json!({"linuxParameters": {"tmpfs": [{"containerPath": "x", "size": 1}]}}),
            "Invalid 'tmpfs'",
        ),
        (
            json!({"linuxParameters": {"maxSwap": 1}, "memory": null, "memoryReservation": 8}),
            "'maxSwap'",
        ),
        (
            json!({"systemControls": [{"namespace": "vm.swappiness", "value": "1"}]}),
            "Invalid 'systemControls'",
        ),
        (
            json!({"dockerSecurityOptions": ["seccomp=unconfined"]}),
            "Invalid 'dockerSecurityOptions'",
        ),
        (json!({"dnsServers": ["resolver"]}), "Invalid 'dnsServers'"),
        (
            json!({"resourceRequirements": [{"type": "GPU", "value": "0"}]}),
            "Invalid 'resourceRequirements'",
        ),
        (
            json!({"resourceRequirements": [{"type": "GPU", "value": "1", "sharingStrategy": {"nvidiaMps": {"memory": 1}}}]}),
            "sharingStrategy",
        ),
    ] {
        refused(&none(), &container, text);
    }
    let awsvpc = json!({"networkMode": "awsvpc"});
    for container in [
        json!({"hostname": "h"}),
        json!({"dnsServers": ["1.1.1.1"]}),
        json!({"extraHosts": [{"hostname": "h", "ipAddress": "1.1.1.1"}]}),
    ] {
        refused(
            &awsvpc,
            &container,
            "is not supported on container when networkMode=awsvpc.",
        );
    }
    let net = json!({"systemControls": [{"namespace": "net.core.somaxconn", "value": "1"}]});
    refused(&json!({"networkMode": "host"}), &net, "networkMode=host");
    accepted(&awsvpc, &net);
}
