//! What a task sees of its agent, through the door of its sandbox; and all of it with real containers.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::UnixStream;
use wire::acs::{FromAgent, IamRoleCredentials, IamRoleCredentialsMessage, Task, ToAgent};

use super::docker::{all_gone, engine_says};
use super::node::{Node, container, sample_task, task};

fn role(id: &str) -> IamRoleCredentials {
    IamRoleCredentials {
        credentials_id: id.into(),
        role_arn: "arn:aws:iam::000000000000:role/app".into(),
        access_key_id: "ASIATEST".into(),
        secret_access_key: "kept in memory".into(),
        session_token: "token".into(),
        expiration: "2030-01-01T00:00:00Z".into(),
        credential_scope: None,
    }
}

fn awsvpc(id: &str, eni: &str, credentials: &str) -> Task {
    let mut t = task(
        id,
        "awsvpc",
        &[
            ("a", &["serve"], json!({"cpu": 64, "memory": 32})),
            ("b", &["serve"], json!({})),
        ],
    );
    t.elastic_network_interfaces = serde_json::from_value(json!([{
        "attachmentArn": "x", "ec2Id": eni, "macAddress": "02:00:00:00:00:05", "privateDnsName": "ip-172-31-0-5.ec2.internal",
        "ipv4Addresses": [{"privateAddress": "172.31.0.5", "primary": true}],
        "subnetGatewayIpv4Address": "172.31.0.1/20", "longshore": {"networkId": "vpc-1", "subnetId": "subnet-1"},
    }]))
    .unwrap();
    t.role_credentials = Some(role(credentials));
    t
}

/// One request through the door of an interface's sandbox.
async fn ask(node: &Node, eni: &str, method: &str, path: &str, body: &str) -> (u16, Value) {
    let stream = UnixStream::connect(node.config.data_dir.join("doors").join(eni).join("80"));
    let io = TokioIo::new(stream.await.unwrap());
    let (mut sender, connection) = hyper::client::conn::http1::handshake(io).await.unwrap();
    tokio::spawn(connection);
    let request = http::Request::builder()
        .method(method)
        .uri(path)
        .header("host", "169.254.170.2")
        .body(Full::new(Bytes::from(body.to_owned())))
        .unwrap();
    let response = sender.send_request(request).await.unwrap();
    let status = response.status().as_u16();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap())
}

async fn get(node: &Node, eni: &str, path: &str) -> (u16, Value) {
    ask(node, eni, "GET", path, "").await
}

fn variable(body: &Value, name: &str) -> Option<String> {
    let all = body["Env"].as_array().unwrap().iter();
    let mut found = all.filter_map(|e| e.as_str()?.strip_prefix(name)?.strip_prefix('='));
    found.next().map(str::to_owned)
}

fn of(node: &Node, container: &str) -> Value {
    let fake = node.fake.as_ref().unwrap();
    let names: Vec<_> = fake.containers().into_iter().map(|(n, _)| n).collect();
    let name = names
        .iter()
        .find(|n| n.contains(&format!("-{container}-")))
        .unwrap();
    fake.body(name).unwrap()
}

fn path_of(uri: &str) -> String {
    uri.strip_prefix("http://169.254.170.2").unwrap().to_owned()
}

#[tokio::test]
async fn a_task_sees_itself_and_nobody_else() {
    let mut node = Node::with_fake().await;
    let t = awsvpc("m-self", "eni-self", "11111111-aaaa");
    let other = awsvpc("m-other", "eni-other", "22222222-bbbb");
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "RUNNING").await;
    let body = of(&node, "a");
    assert_eq!(variable(&body, "AWS_REGION").unwrap(), "us-east-1");
    assert_eq!(variable(&body, "AWS_EXECUTION_ENV").unwrap(), "AWS_ECS_EC2");
    assert_eq!(
        variable(&body, "AWS_ENDPOINT_URL").unwrap(),
        "http://169.254.170.2:51677"
    );
    let credentials = variable(&body, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").unwrap();
    assert_eq!(credentials, "/v2/credentials/11111111-aaaa");
    let v4 = path_of(&variable(&body, "ECS_CONTAINER_METADATA_URI_V4").unwrap());
    let v3 = path_of(&variable(&body, "ECS_CONTAINER_METADATA_URI").unwrap());
    let api = path_of(&variable(&body, "ECS_AGENT_URI").unwrap());

    let (status, seen) = get(&node, "eni-self", &v4).await;
    assert_eq!(status, 200, "{seen}");
    assert_eq!(
        (&seen["Name"], &seen["KnownStatus"], &seen["Type"]),
        (&json!("a"), &json!("RUNNING"), &json!("NORMAL"))
    );
    assert_eq!(seen["Limits"], json!({"CPU": 64, "Memory": 32}));
    assert_eq!(seen["Labels"]["com.amazonaws.ecs.task-arn"], t.arn);
    assert_eq!(seen["Networks"][0]["IPv4SubnetCIDRBlock"], "172.31.0.0/20");
    assert_eq!(seen["Networks"][0]["IPv4Addresses"], json!(["172.31.0.5"]));
    let (_, seen) = get(&node, "eni-self", &format!("{v4}/task")).await;
    assert_eq!(
        (&seen["TaskARN"], &seen["Cluster"], &seen["Revision"]),
        (&json!(t.arn), &json!("default"), &json!("1"))
    );
    assert_eq!(
        (&seen["VPCID"], seen["Containers"].as_array().unwrap().len()),
        (&json!("vpc-1"), 3)
    );
    let (_, seen) = get(&node, "eni-self", &v3).await;
    assert!(
        seen.get("Networks").is_some() && seen.get("ContainerARN").is_none(),
        "{seen}"
    );
    let (_, seen) = get(&node, "eni-self", "/v2/metadata").await;
    let id = seen["Containers"][1]["DockerId"].as_str().unwrap().to_owned();
    assert_eq!(
        get(&node, "eni-self", &format!("/v2/metadata/{id}")).await.1["DockerId"],
        json!(id)
    );
    assert!(get(&node, "eni-self", &format!("{v4}/stats")).await.1.is_object());
    assert!(get(&node, "eni-self", &format!("{v4}/task/stats")).await.1[&id].is_object());
    assert_eq!(
        get(&node, "eni-self", &format!("{v4}/associations/gpu")).await.1,
        json!({"Associations": []})
    );
    let (status, role) = get(&node, "eni-self", &credentials).await;
    assert_eq!(
        (status, &role["SecretAccessKey"], &role["Token"]),
        (200, &json!("kept in memory"), &json!("token"))
    );
    assert_eq!(
        get(&node, "eni-self", "/v1/credentials?id=11111111-aaaa").await.0,
        200
    );

    // Through another door the same ids are unknown.
    node.plane.payload(other.clone()).await;
    node.plane.change(&other.arn, "RUNNING").await;
    let (status, error) = get(&node, "eni-other", &credentials).await;
    assert_eq!((status, &error["code"]), (400, &json!("InvalidIdInRequest")));
    assert_eq!(get(&node, "eni-other", &v4).await.0, 404);
    assert_eq!(
        get(&node, "eni-other", &format!("{api}/task-protection/v1/state"))
            .await
            .0,
        404
    );
    assert_eq!(
        get(&node, "eni-other", "/v2/credentials").await.1["code"],
        "NoIdInRequest"
    );
    assert_eq!(
        get(&node, "eni-other", "/v2/metadata").await.1["TaskARN"],
        json!(other.arn)
    );

    // A restarted agent knows the ids, and has the credentials when they come again.
    node.restart().await;
    assert_eq!(get(&node, "eni-self", &v4).await.0, 200);
    let (status, error) = get(&node, "eni-self", &credentials).await;
    assert_eq!(
        (status, &error["code"]),
        (503, &json!("CredentialsUninitialized"))
    );
    let fresh = IamRoleCredentials {
        secret_access_key: "newer".into(),
        ..self::role("11111111-aaaa")
    };
    node.plane.send(ToAgent::Credentials(IamRoleCredentialsMessage {
        message_id: "refresh".into(),
        task_arn: t.arn.clone(),
        role_type: "TaskApplication".into(),
        role_credentials: Some(fresh),
        ..Default::default()
    }));
    let acked = |m: &FromAgent| matches!(m, FromAgent::CredentialsAck(a) if a.message_id == "refresh");
    node.plane
        .until("the refresh's ack", |s| s.acs.iter().any(acked).then_some(()))
        .await;
    assert_eq!(
        get(&node, "eni-self", &credentials).await.1["SecretAccessKey"],
        "newer"
    );
    // Nothing secret of it is on the disk.
    for file in ["agent.db", "agent.db-wal"] {
        let bytes = std::fs::read(node.config.data_dir.join(file)).unwrap_or_default();
        for secret in ["kept in memory", "newer", "token"] {
            assert!(
                !bytes.windows(secret.len()).any(|w| w == secret.as_bytes()),
                "{secret} is in {file}"
            );
        }
    }
    node.stop(&t).await;
    node.stop(&other).await;
    node.agent.shutdown().await;
}

#[tokio::test]
async fn what_the_definition_sets_stays_and_a_task_without_network_is_told_nothing() {
    let node = Node::with_fake().await;
    let mut t = awsvpc("m-env", "eni-env", "33333333-cccc");
    t.containers[0]
        .environment
        .insert("AWS_REGION".into(), "eu-west-1".into());
    t.launch_type = Some("FARGATE".into());
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "RUNNING").await;
    let body = of(&node, "a");
    assert_eq!(variable(&body, "AWS_REGION").unwrap(), "eu-west-1");
    assert_eq!(variable(&body, "AWS_DEFAULT_REGION").unwrap(), "us-east-1");
    assert_eq!(variable(&body, "AWS_EXECUTION_ENV").unwrap(), "AWS_ECS_FARGATE");
    node.stop(&t).await;
    let lonely = task("m-none", "none", &[("lonely", &["serve"], json!({}))]);
    node.plane.payload(lonely.clone()).await;
    node.plane.change(&lonely.arn, "RUNNING").await;
    assert_eq!(of(&node, "lonely")["Env"], json!([]));
    node.stop(&lonely).await;
    node.agent.shutdown().await;
}

#[tokio::test]
async fn a_task_that_asks_too_often_is_told_so() {
    let node = Node::with_fake().await;
    let t = awsvpc("m-limit", "eni-limit", "44444444-dddd");
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "RUNNING").await;
    let asks = (0..100).map(|_| get(&node, "eni-limit", "/v2/metadata"));
    let answers = futures_util::future::join_all(asks).await;
    let refused = answers.iter().filter(|(status, _)| *status == 429).count();
    assert!((1..=40).contains(&refused), "{refused} of 100 were refused");
    node.stop(&t).await;
    node.agent.shutdown().await;
}

#[tokio::test]
async fn protection_is_asked_for_in_the_tasks_own_name() {
    let node = Node::with_fake().await;
    let t = awsvpc("m-protect", "eni-protect", "55555555-eeee");
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "RUNNING").await;
    let api = path_of(&variable(&of(&node, "a"), "ECS_AGENT_URI").unwrap());
    let path = &format!("{api}/task-protection/v1/state");
    let (status, answer) = ask(
        &node,
        "eni-protect",
        "PUT",
        path,
        r#"{"ProtectionEnabled":true,"ExpiresInMinutes":5}"#,
    )
    .await;
    assert_eq!(status, 200, "{answer}");
    let (call, body) = node
        .plane
        .until("the call", |s| {
            s.calls
                .iter()
                .find(|(op, _)| op == "UpdateTaskProtection")
                .cloned()
        })
        .await;
    assert_eq!(
        (
            call.as_str(),
            &body["protectionEnabled"],
            &body["expiresInMinutes"]
        ),
        ("UpdateTaskProtection", &json!(true), &json!(5))
    );
    let (status, answer) = ask(&node, "eni-protect", "PUT", path, r#"{"Protected":true}"#).await;
    assert_eq!(
        (status, &answer["error"]["Code"]),
        (400, &json!("InvalidParameterException"))
    );
    let (status, answer) = ask(&node, "eni-protect", "PUT", path, "{}").await;
    assert_eq!((status, &answer["error"]["Arn"]), (400, &json!(t.arn)));
    node.stop(&t).await;
    node.agent.shutdown().await;
}

/// A container that prints what it finds at `path` of its own metadata, and through the control plane's address.
const LOOK: [&str; 4] = ["metadata", "/task", "exit", "0"];

#[tokio::test]
async fn real_containers_reach_it_in_every_mode() {
    let node = Node::with_docker().await;
    for mode in ["awsvpc", "bridge", "host"] {
        let mut t = sample_task(&format!("m-real-{mode}"), mode, &[("look", &LOOK, json!({}))]);
        let network = format!("vpc-meta-{}", std::process::id());
        if mode == "awsvpc" {
            t.elastic_network_interfaces = serde_json::from_value(json!([{
                "attachmentArn": "a", "ec2Id": format!("eni-{mode}-{}", std::process::id()), "macAddress": "02:ab:00:00:01:05",
                "ipv4Addresses": [{"privateAddress": "10.214.7.9", "primary": true}],
                "subnetGatewayIpv4Address": "10.214.0.1/16", "longshore": {"networkId": network, "subnetId": "subnet-1"},
            }]))
            .unwrap();
        }
        t.role_credentials = Some(role(&format!("66666666-{mode}")));
        node.plane.payload(t.clone()).await;
        let stopped = node.plane.change(&t.arn, "STOPPED").await;
        assert_eq!(container(&stopped, "look")["exitCode"], 0, "{mode}: {stopped}");
        all_gone(&t.arn).await;
        if mode == "awsvpc" {
            engine_says(&["network", "rm", &format!("longshore-{network}")]);
        }
    }
    node.agent.shutdown().await;
    agent::purge("auto", &node.config.data_dir).await.unwrap();
}

#[tokio::test]
async fn the_agent_checks_health_in_the_containers_own_network() {
    let node = Node::with_docker().await;
    let network = format!("vpc-health-{}", std::process::id());
    let probe = |command: Value| {
        json!({"healthCheckType": "agent", "longshore": {"healthProbe": {
            "command": command, "interval": 1, "timeout": 2, "retries": 1, "startPeriod": 0}}})
    };
    for mode in ["awsvpc", "bridge", "host"] {
        let port = 30_000 + std::process::id() % 2_000;
        let serve = port.to_string();
        let mut good = probe(json!(["HTTP", format!("http://:{port}/")]));
        good["stopTimeout"] = json!(2);
        // Its end is the task's, but where both opinions are waited for.
        let mut after = json!({"essential": mode != "awsvpc"});
        after["dependsOn"] = json!([{"containerName": "web", "condition": "HEALTHY"}]);
        let mut t = sample_task(
            &format!("m-health-{mode}"),
            mode,
            &[
                ("web", &["serve", &serve], good),
                ("ill", &["wait"], probe(json!(["TCP", ":1"]))),
                ("after", &["exit", "0"], after),
            ],
        );
        if mode == "awsvpc" {
            t.elastic_network_interfaces = serde_json::from_value(json!([{
                "attachmentArn": "a", "ec2Id": format!("eni-h-{}", std::process::id()), "macAddress": "02:ab:00:00:02:05",
                "ipv4Addresses": [{"privateAddress": "10.213.7.9", "primary": true}],
                "subnetGatewayIpv4Address": "10.213.0.1/16", "longshore": {"networkId": network, "subnetId": "subnet-1"},
            }]))
            .unwrap();
        }
        node.plane.payload(t.clone()).await;
        let told = |s: &super::plane::Seen, name: &str, status: &str| {
            let mut tasks = s.tcs.iter().flat_map(|m| match m {
                wire::acs::tcs::FromAgent::Health(h) => h.tasks.clone(),
                _ => Vec::new(),
            });
            tasks.any(|h| {
                let mut all = h.containers.iter();
                h.task_arn == t.arn && all.any(|c| c.container_name == name && c.health_status == status)
            })
        };
        let both =
            |s: &super::plane::Seen| (told(s, "web", "HEALTHY") && told(s, "ill", "UNHEALTHY")).then_some(());
        let stopped = if mode == "awsvpc" {
            node.plane.until("both opinions", both).await;
            node.stop(&t).await
        } else {
            node.plane.change(&t.arn, "STOPPED").await
        };
        assert_eq!(container(&stopped, "after")["exitCode"], 0, "{mode}: {stopped}");
        all_gone(&t.arn).await;
        if mode == "awsvpc" {
            engine_says(&["network", "rm", &format!("longshore-{network}")]);
        }
    }
    node.agent.shutdown().await;
}
