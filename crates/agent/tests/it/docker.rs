//! The same agent with real containers.

use std::process::Command;

use serde_json::{Value, json};

use super::node::{Node, container, sample_task};

pub fn engine_says(args: &[&str]) -> String {
    let out = Command::new("docker").args(args).output().unwrap();
    String::from_utf8(out.stdout).unwrap().trim().to_owned()
}

/// Names of the containers that belong to a task.
fn containers_of(arn: &str) -> Vec<String> {
    let filter = format!("label=com.amazonaws.ecs.task-arn={arn}");
    engine_says(&["ps", "-a", "--format", "{{.Names}}", "--filter", &filter])
        .lines()
        .map(str::to_owned)
        .collect()
}

pub async fn all_gone(arn: &str) {
    for _ in 0..200 {
        if containers_of(arn).is_empty() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("containers of {arn} were left behind");
}

fn eni(network: &str, address: &str, gateway: &str) -> Value {
    json!([{
        "attachmentArn": "a", "ec2Id": "eni-1", "macAddress": "02:ab:00:00:00:05",
        "ipv4Addresses": [{"privateAddress": address, "primary": true}],
        "subnetGatewayIpv4Address": gateway, "longshore": {"networkId": network, "subnetId": "subnet-1"},
    }])
}

#[tokio::test]
async fn bridge_with_a_dynamic_port_environment_and_an_exit_code() {
    let node = Node::with_docker().await;
    let t = sample_task(
        "d-bridge",
        "bridge",
        &[
            (
                "web",
                &["serve", "8080"],
                json!({"portMappings": [{"containerPort": 8080}], "environment": {"COLOUR": "green"}, "memory": 32, "cpu": 64}),
            ),
            (
                "job",
                &["get", "172.17.0.1:1", "/x", "exit", "9"],
                json!({"essential": false}),
            ),
        ],
    );
    node.plane.payload(t.clone()).await;
    let running = node.plane.change(&t.arn, "RUNNING").await;
    let port = container(&running, "web")["networkBindings"][0]["hostPort"]
        .as_u64()
        .unwrap();
    let page = tokio::task::spawn_blocking(move || {
        Command::new("curl")
            .args([
                "-s",
                "--retry",
                "5",
                "--retry-all-errors",
                "--max-time",
                "10",
                &format!("http://127.0.0.1:{port}/env"),
            ])
            .output()
            .unwrap()
    });
    let page = String::from_utf8(page.await.unwrap().stdout).unwrap();
    assert!(page.contains("COLOUR=green"), "{page}");
    let name = containers_of(&t.arn)
        .into_iter()
        .find(|n| n.contains("-web-"))
        .unwrap();
    assert_eq!(
        engine_says(&[
            "inspect",
            "-f",
            "{{.HostConfig.Memory}} {{.HostConfig.CpuShares}}",
            &name
        ]),
        "33554432 64"
    );
    let stopped = node.stop(&t).await;
    assert_eq!(container(&stopped, "web")["exitCode"], 0);
    all_gone(&t.arn).await;
    node.agent.shutdown().await;
}

#[tokio::test]
async fn awsvpc_containers_talk_on_localhost() {
    let node = Node::with_docker().await;
    let network = format!("vpc-test-{}", std::process::id());
    let mut t = sample_task(
        "d-vpc",
        "awsvpc",
        &[
            ("server", &["serve", "8080"], json!({})),
            (
                "client",
                &[
                    "get",
                    "127.0.0.1:8080",
                    "/hi",
                    "get",
                    "10.215.7.9:8080",
                    "/",
                    "exit",
                    "5",
                ],
                json!({"dependsOn": [{"containerName": "server", "condition": "START"}],
                "dockerConfig": {"hostConfig": "{\"ReadonlyRootfs\":true}"}}),
            ),
        ],
    );
    t.elastic_network_interfaces =
        serde_json::from_value(eni(&network, "10.215.7.9", "10.215.0.1/16")).unwrap();
    node.plane.payload(t.clone()).await;
    let stopped = node.plane.change(&t.arn, "STOPPED").await;
    assert_eq!(container(&stopped, "client")["exitCode"], 5, "{stopped}");
    assert_eq!(container(&stopped, "server")["exitCode"], 0);
    all_gone(&t.arn).await;
    node.agent.shutdown().await;
    engine_says(&["network", "rm", &format!("longshore-{network}")]);
}

#[tokio::test]
async fn a_kill_is_an_exit_and_memory_has_its_own_reason() {
    let node = Node::with_docker().await;
    let t = sample_task("d-kill", "none", &[("a", &["wait"], json!({}))]);
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "RUNNING").await;
    engine_says(&["kill", &containers_of(&t.arn)[0]]);
    let stopped = node.plane.change(&t.arn, "STOPPED").await;
    assert_eq!(container(&stopped, "a")["exitCode"], 137);
    all_gone(&t.arn).await;
    // Engines forget the cause of an end that they hear of too late; the kernel does not.
    let hungry = sample_task("d-oom", "none", &[("a", &["alloc", "64"], json!({"memory": 16}))]);
    node.plane.payload(hungry.clone()).await;
    let stopped = node.plane.change(&hungry.arn, "STOPPED").await;
    let a = container(&stopped, "a");
    assert_eq!(a["exitCode"], 137);
    let told =
        "OutOfMemoryError: Container killed due to memory usage; its limit is 16 MiB, its peak was 16 MiB";
    assert_eq!(
        (a["reason"].as_str(), stopped["reason"].as_str()),
        (Some(told), Some(told))
    );
    all_gone(&hungry.arn).await;
    node.agent.shutdown().await;
}

#[tokio::test]
async fn volumes_are_shared_and_go_with_the_task() {
    let node = Node::with_docker().await;
    let mount = json!({"mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}]});
    let mut reader = mount.clone();
    reader["dependsOn"] = json!([{"containerName": "writer", "condition": "SUCCESS"}]);
    let mut writer = mount;
    writer["essential"] = json!(false);
    let mut t = sample_task(
        "d-vol",
        "none",
        &[
            ("writer", &["write", "/data/x", "hello"], writer),
            ("reader", &["cat", "/data/x", "exit", "6"], reader),
        ],
    );
    t.volumes = serde_json::from_value(json!([{"name": "data", "host": {}}])).unwrap();
    node.plane.payload(t.clone()).await;
    let stopped = node.plane.change(&t.arn, "STOPPED").await;
    assert_eq!(container(&stopped, "reader")["exitCode"], 6, "{stopped}");
    assert_eq!(container(&stopped, "writer")["exitCode"], 0);
    all_gone(&t.arn).await;
    let left = engine_says(&[
        "volume",
        "ls",
        "-q",
        "--filter",
        &format!("label=com.amazonaws.ecs.task-arn={}", t.arn),
    ]);
    for _ in 0..100 {
        if engine_says(&[
            "volume",
            "ls",
            "-q",
            "--filter",
            &format!("label=com.amazonaws.ecs.task-arn={}", t.arn),
        ])
        .is_empty()
        {
            node.agent.shutdown().await;
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("volume {left} was left behind");
}

#[tokio::test]
async fn what_the_engine_refuses_is_reported_in_its_words() {
    let node = Node::with_docker().await;
    let t = sample_task(
        "d-refused",
        "none",
        &[("a", &["wait"], json!({"entryPoint": ["/no-such-program"]}))],
    );
    node.plane.payload(t.clone()).await;
    let stopped = node.plane.change(&t.arn, "STOPPED").await;
    let reason = stopped["reason"].as_str().unwrap();
    assert!(
        reason.starts_with("CannotStartContainerError: Error response from daemon: "),
        "{reason}"
    );
    all_gone(&t.arn).await;
    node.agent.shutdown().await;
}

#[tokio::test]
async fn host_mode_uses_the_hosts_ports_and_links_name_siblings() {
    let node = Node::with_docker().await;
    let port = 20_000 + std::process::id() % 10_000;
    let serve = port.to_string();
    let t = sample_task(
        "d-host",
        "host",
        &[(
            "a",
            &["serve", &serve],
            json!({"portMappings": [{"containerPort": port}]}),
        )],
    );
    let linked = sample_task(
        "d-links",
        "bridge",
        &[
            (
                "db",
                &["wait"],
                json!({"portMappings": [{"containerPort": 5432}]}),
            ),
            (
                "app",
                &[
                    "env",
                    "STORE_PORT_5432_TCP_PORT",
                    "cat",
                    "/etc/hosts",
                    "exit",
                    "0",
                ],
                json!({
            "links": ["db:store"], "volumesFrom": [{"sourceContainer": "db", "readOnly": true}]}),
            ),
        ],
    );
    node.plane.payload(t.clone()).await;
    node.plane.payload(linked.clone()).await;
    let running = node.plane.change(&t.arn, "RUNNING").await;
    let bindings = &container(&running, "a")["networkBindings"][0];
    assert_eq!(
        (&bindings["hostPort"], &bindings["containerPort"]),
        (&json!(port), &json!(port))
    );
    // RUNNING says that the program was started, not that it listens already.
    let listens = async {
        while tokio::net::TcpStream::connect(("127.0.0.1", u16::try_from(port).unwrap()))
            .await
            .is_err()
        {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), listens)
        .await
        .unwrap();
    let stopped = node.plane.change(&linked.arn, "STOPPED").await;
    assert_eq!(container(&stopped, "app")["exitCode"], 0, "{stopped}");
    node.stop(&t).await;
    all_gone(&t.arn).await;
    all_gone(&linked.arn).await;
    node.agent.shutdown().await;
}

/// Copies of stopped containers, which sessions make, and which an agent that was killed left behind.
#[tokio::test]
async fn copies_of_a_former_life_are_removed() {
    let mut node = Node::with_docker().await;
    let (id, tag) = (node.agent_id().unwrap(), std::process::id());
    let copies = |agent: &str| {
        let image = format!("longshore/post-mortem:{}-{tag}", agent.get(..8).unwrap());
        let name = format!("longshore-post-mortem-{}-{tag}", agent.get(..8).unwrap());
        engine_says(&["tag", agent::pause::SAMPLE_IMAGE, &image]);
        let label = format!("longshore.agent={agent}");
        engine_says(&["create", "--name", &name, "--label", &label, &image, "wait"]);
        (image, name)
    };
    let there = |(image, name): &(String, String)| {
        let images = engine_says(&["images", "-q", image]);
        let containers = engine_says(&["ps", "-aq", "--filter", &format!("name={name}")]);
        (!images.is_empty(), !containers.is_empty())
    };
    let (own, other) = (copies(&id), copies("somebody-else"));
    assert_eq!(there(&own), (true, true));
    node.restart().await;
    node.plane
        .until("the copies' removal", |_| {
            (there(&own) == (false, false)).then_some(())
        })
        .await;
    assert_eq!(there(&other), (true, true));
    engine_says(&["rm", &other.1]);
    engine_says(&["rmi", &other.0]);
    node.agent.shutdown().await;
}
