//! Tasks from payload to STOPPED, on the fake engine.

use std::time::Duration;

use serde_json::json;
use wire::acs::{
    FromAgent, HeartbeatMessage, TaskIdentifier, TaskManifestMessage, TaskStopVerificationAck, ToAgent,
};

use super::node::{Node, container, task};

#[tokio::test]
async fn a_task_runs_and_is_stopped() {
    let node = Node::with_fake().await;
    let t = task(
        "runs",
        "bridge",
        &[("a", &["serve"], json!({"portMappings": [{"containerPort": 80}]}))],
    );
    node.plane.payload(t.clone()).await;
    let running = node.plane.change(&t.arn, "RUNNING").await;
    let a = container(&running, "a");
    assert_eq!(a["networkBindings"][0]["containerPort"], 80);
    assert!(a["networkBindings"][0]["hostPort"].as_u64().unwrap() > 0);
    assert_eq!(a["runtimeId"].as_str().unwrap().len(), 64);
    assert_eq!(node.agent.status().tasks, 1);
    let stopped = node.stop(&t).await;
    assert_eq!(container(&stopped, "a")["exitCode"], 0);
    assert_eq!(node.plane.statuses(&t.arn), ["RUNNING", "STOPPED"]);
    node.agent.shutdown().await;
}

#[tokio::test]
async fn an_essential_exit_stops_the_others() {
    let node = Node::with_fake().await;
    let t = task(
        "essential",
        "none",
        &[
            ("main", &["sleep", "0.3", "exit", "7"], json!({})),
            ("side", &["serve"], json!({})),
        ],
    );
    node.plane.payload(t.clone()).await;
    let stopped = node.plane.change(&t.arn, "STOPPED").await;
    assert_eq!(container(&stopped, "main")["exitCode"], 7);
    assert_eq!(container(&stopped, "side")["exitCode"], 0);
    assert_eq!(stopped["reason"], "");
    node.agent.shutdown().await;
}

#[tokio::test]
async fn what_cannot_be_pulled_is_said_in_aws_words() {
    let node = Node::with_fake().await;
    let t = task(
        "pull",
        "none",
        &[("a", &[], json!({"image": "nowhere/nothing:1"}))],
    );
    node.plane.payload(t.clone()).await;
    let stopped = node.plane.change(&t.arn, "STOPPED").await;
    let reason = stopped["reason"].as_str().unwrap();
    assert!(reason.starts_with("CannotPullContainerError: "), "{reason}");
    assert_eq!(container(&stopped, "a").get("exitCode"), None);
    node.agent.shutdown().await;
}

#[tokio::test]
async fn an_image_from_the_registry_is_told_early_with_its_digest() {
    let node = Node::with_fake().await;
    node.fake
        .as_ref()
        .unwrap()
        .add_to_registry("far/image:1", "sha256:abc");
    let t = task(
        "digest",
        "none",
        &[("a", &["serve"], json!({"image": "far/image:1"}))],
    );
    node.plane.payload(t.clone()).await;
    let pending = node.plane.change(&t.arn, "PENDING").await;
    assert_eq!(container(&pending, "a")["imageDigest"], "sha256:abc");
    node.plane.change(&t.arn, "RUNNING").await;
    node.stop(&t).await;
    assert_eq!(node.plane.statuses(&t.arn), ["PENDING", "RUNNING", "STOPPED"]);
    node.agent.shutdown().await;
}

#[tokio::test]
async fn an_unknown_task_is_reported_stopped_and_an_absurd_one_refused() {
    let node = Node::with_fake().await;
    let t = task("unknown", "none", &[("a", &[], json!({}))]);
    let stopped = node.stop(&t).await;
    assert_eq!(container(&stopped, "a")["status"], "STOPPED");
    let t = task(
        "absurd",
        "none",
        &[("a", &[], json!({"secrets": [{"name": "X", "valueFrom": "y"}]}))],
    );
    node.plane.payload(t.clone()).await;
    let refused = node.plane.change(&t.arn, "STOPPED").await;
    assert!(
        refused["reason"].as_str().unwrap().contains("`secrets`"),
        "{refused}"
    );
    assert!(node.fake.as_ref().unwrap().containers().is_empty());
    node.agent.shutdown().await;
}

#[tokio::test]
async fn a_payload_twice_is_one_task() {
    let node = Node::with_fake().await;
    let t = task("twice", "none", &[("a", &["serve"], json!({}))]);
    node.plane.payload(t.clone()).await;
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "RUNNING").await;
    node.plane.payload(t.clone()).await;
    let creates = node
        .fake
        .as_ref()
        .unwrap()
        .calls()
        .iter()
        .filter(|c| c.starts_with("create "))
        .count();
    assert_eq!(creates, 1);
    node.stop(&t).await;
    assert_eq!(node.plane.statuses(&t.arn), ["RUNNING", "STOPPED"]);
    node.agent.shutdown().await;
}

#[tokio::test]
async fn reports_outlive_a_control_plane_that_is_away() {
    let mut node = Node::with_fake().await;
    let t = task(
        "away",
        "none",
        &[("a", &["sleep", "0.5", "exit", "4"], json!({}))],
    );
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "RUNNING").await;
    node.plane.go_down();
    tokio::time::sleep(Duration::from_millis(800)).await;
    // The agent dies too before it could tell anybody.
    node.agent.shutdown().await;
    node.plane.come_back().await;
    node.restart().await;
    let stopped = node.plane.change(&t.arn, "STOPPED").await;
    assert_eq!(container(&stopped, "a")["exitCode"], 4);
    node.agent.shutdown().await;
}

#[tokio::test]
async fn containers_outlive_the_agent_and_are_taken_up_again() {
    let mut node = Node::with_fake().await;
    let t = task("adopt", "none", &[("a", &["serve"], json!({}))]);
    let gone = task("gone", "none", &[("a", &["serve"], json!({}))]);
    for t in [&t, &gone] {
        node.plane.payload(t.clone()).await;
        node.plane.change(&t.arn, "RUNNING").await;
    }
    let fake = node.fake.clone().unwrap();
    let names = fake.containers();
    node.agent.shutdown().await;
    assert_eq!(fake.containers(), names);
    fake.kill(
        &names
            .iter()
            .find(|(n, _)| fake.body(n).unwrap().to_string().contains(&gone.arn))
            .unwrap()
            .0,
        9,
        false,
    );
    node.restart().await;
    let again = node
        .plane
        .seen
        .lock()
        .calls
        .iter()
        .filter(|(op, _)| op == "RegisterContainerInstance")
        .count();
    assert_eq!(again, 2);
    let stopped = node.plane.change(&gone.arn, "STOPPED").await;
    assert_eq!(container(&stopped, "a")["exitCode"], 9);
    node.stop(&t).await;
    assert_eq!(node.plane.statuses(&t.arn), ["RUNNING", "STOPPED"]);
    assert_eq!(
        fake.calls().iter().filter(|c| c.starts_with("create ")).count(),
        2
    );
    node.agent.shutdown().await;
}

#[tokio::test]
async fn an_engine_that_goes_and_comes_is_looked_at_again() {
    let node = Node::with_fake().await;
    let fake = node.fake.clone().unwrap();
    let (t, lost) = (
        task("stays", "none", &[("a", &["serve"], json!({}))]),
        task("dies", "none", &[("a", &["serve"], json!({}))]),
    );
    for t in [&t, &lost] {
        node.plane.payload(t.clone()).await;
        node.plane.change(&t.arn, "RUNNING").await;
    }
    fake.set_away(true);
    let victim = fake
        .containers()
        .into_iter()
        .find(|(n, _)| fake.body(n).unwrap().to_string().contains(&lost.arn))
        .unwrap()
        .0;
    fake.kill(&victim, 137, false);
    let late = task("late", "none", &[("a", &["serve"], json!({}))]);
    node.plane.payload(late.clone()).await;
    fake.set_away(false);
    let stopped = node.plane.change(&lost.arn, "STOPPED").await;
    assert_eq!(container(&stopped, "a")["exitCode"], 137);
    node.plane.change(&late.arn, "RUNNING").await;
    assert_eq!(node.plane.statuses(&t.arn), ["RUNNING"]);
    node.agent.shutdown().await;
}

#[tokio::test]
async fn an_awsvpc_task_shares_its_sandbox() {
    let node = Node::with_fake().await;
    let mut t = task(
        "vpc",
        "awsvpc",
        &[("a", &["serve"], json!({})), ("b", &["serve"], json!({}))],
    );
    t.elastic_network_interfaces = serde_json::from_value(json!([{
        "attachmentArn": "x", "ec2Id": "eni-1", "macAddress": "02:00:00:00:00:05",
        "ipv4Addresses": [{"privateAddress": "172.31.0.5", "primary": true}],
        "subnetGatewayIpv4Address": "172.31.0.1/20", "longshore": {"networkId": "vpc-1", "subnetId": "subnet-1"},
    }]))
    .unwrap();
    node.plane.payload(t.clone()).await;
    let running = node.plane.change(&t.arn, "RUNNING").await;
    assert_eq!(running["containers"].as_array().unwrap().len(), 2);
    let fake = node.fake.as_ref().unwrap();
    let (pause, _) = fake
        .containers()
        .into_iter()
        .find(|(n, _)| n.contains("internalecspause"))
        .unwrap();
    let body = fake.body(&pause).unwrap();
    assert_eq!(body["MacAddress"], "02:00:00:00:00:05");
    assert_eq!(
        body["NetworkingConfig"]["EndpointsConfig"]["longshore-vpc-1"]["IPAMConfig"]["IPv4Address"],
        "172.31.0.5"
    );
    for (name, _) in fake.containers().iter().filter(|(n, _)| *n != pause) {
        assert_eq!(
            fake.body(name).unwrap()["HostConfig"]["NetworkMode"],
            format!("container:{pause}")
        );
    }
    // Losing the network is losing the task.
    fake.kill(&pause, 137, false);
    node.plane.change(&t.arn, "STOPPED").await;
    node.agent.shutdown().await;
}

#[tokio::test]
async fn heartbeats_are_answered_and_manifests_stop_what_is_not_listed() {
    let node = Node::with_fake().await;
    node.plane.send(ToAgent::Heartbeat(HeartbeatMessage {
        message_id: "h".into(),
        healthy: Some(true),
    }));
    node.plane
        .until("the heartbeat's ack", |s| {
            s.acs
                .iter()
                .any(|m| matches!(m, FromAgent::HeartbeatAck(a) if a.message_id == "h"))
                .then_some(())
        })
        .await;
    let t = task("surplus", "none", &[("a", &["serve"], json!({}))]);
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "RUNNING").await;
    let manifest = |timeline| {
        ToAgent::Manifest(TaskManifestMessage {
            message_id: format!("manifest-{timeline}"),
            cluster_arn: "default".into(),
            container_instance_arn: super::plane::INSTANCE.into(),
            timeline: Some(timeline),
            ..Default::default()
        })
    };
    node.plane.send(manifest(1));
    node.plane.send(manifest(1000));
    let candidates = node
        .plane
        .until("the stop candidates", |s| {
            s.acs.iter().find_map(|m| match m {
                FromAgent::StopVerification(v) => Some(v.clone()),
                _ => None,
            })
        })
        .await;
    assert_eq!(candidates.message_id, "manifest-1000");
    assert_eq!(candidates.stop_candidates[0].task_arn, t.arn);
    let stop_tasks = vec![TaskIdentifier {
        task_arn: t.arn.clone(),
        ..Default::default()
    }];
    node.plane
        .send(ToAgent::StopVerificationAck(TaskStopVerificationAck {
            message_id: "manifest-1000".into(),
            generated_at: None,
            stop_tasks,
        }));
    node.plane.change(&t.arn, "STOPPED").await;
    node.agent.shutdown().await;
}

#[tokio::test]
async fn a_control_plane_that_forgot_everything_is_joined_anew() {
    let mut node = Node::with_fake().await;
    let t = task("forgotten", "none", &[("a", &["serve"], json!({}))]);
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "RUNNING").await;
    let manifest_seen = 1_000_000;
    node.plane.send(ToAgent::Manifest(TaskManifestMessage {
        message_id: "m".into(),
        timeline: Some(manifest_seen),
        tasks: vec![TaskIdentifier {
            task_arn: t.arn.clone(),
            desired_status: "RUNNING".into(),
            ..Default::default()
        }],
        ..Default::default()
    }));
    node.plane.seen.lock().forgetful = true;
    node.restart().await;
    let registrations = |s: &super::plane::Seen| {
        let all = s.calls.iter().filter(|(op, _)| op == "RegisterContainerInstance");
        all.map(|(_, body)| body.get("containerInstanceArn").is_some())
            .collect::<Vec<_>>()
    };
    assert_eq!(registrations(&node.plane.seen.lock()), [false, false]);
    // What ran for the former instance goes.
    node.plane.change(&t.arn, "STOPPED").await;
    node.agent.shutdown().await;
}

#[tokio::test]
async fn a_registration_that_fails_is_tried_again() {
    let mut node = Node::with_fake().await;
    node.agent.shutdown().await;
    node.plane
        .seen
        .lock()
        .failing
        .insert("RegisterContainerInstance".into(), 2);
    node.plane
        .seen
        .lock()
        .failing
        .insert("DiscoverPollEndpoint".into(), 1);
    node.restart().await;
    let connected = async {
        while !node.agent.status().connected {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), connected)
        .await
        .unwrap();
    assert_eq!(
        node.agent.status().container_instance_arn.as_deref(),
        Some(super::plane::INSTANCE)
    );
    node.agent.shutdown().await;
}

#[tokio::test]
async fn lost_answers_make_nothing_twice() {
    let node = Node::with_fake().await;
    let fake = node.fake.as_ref().unwrap();
    for call in ["create", "start", "inspect", "stop"] {
        fake.lose_next(call);
    }
    let t = task(
        "lost",
        "bridge",
        &[("a", &["serve"], json!({"portMappings": [{"containerPort": 80}]}))],
    );
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "RUNNING").await;
    assert_eq!(fake.containers().len(), 1);
    let stopped = node.stop(&t).await;
    assert_eq!(container(&stopped, "a")["exitCode"], 0);
    assert_eq!(node.plane.statuses(&t.arn), ["RUNNING", "STOPPED"]);
    node.agent.shutdown().await;
}
