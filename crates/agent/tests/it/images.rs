//! Which images go, and which stay; on the fake engine.

use std::time::Duration;

use agent::ImageCare;
use agent::runtime::{Disk, FakeRuntime, RuntimeError, Trouble};
use serde_json::json;
use wire::acs::Task;

use super::node::{Node, task};

fn of(id: &str, image: &str, command: &[&str]) -> Task {
    task(id, "none", &[("a", command, json!({"image": image}))])
}

/// An agent that cleans up all the time.
async fn node(care: ImageCare) -> (Node, FakeRuntime) {
    let mut node = Node::with_fake().await;
    node.config.images = ImageCare {
        every: Duration::from_millis(20),
        ..care
    };
    node.restart().await;
    let fake = node.fake.clone().unwrap();
    for name in ["far/a:1", "far/b:1"] {
        fake.add_to_registry(name, "sha256:abc");
    }
    (node, fake)
}

async fn gone(node: &Node, fake: &FakeRuntime, image: &str) {
    let call = format!("release_image {image}");
    node.plane
        .until("the image's end", |_| fake.calls().contains(&call).then_some(()))
        .await;
}

/// A few more rounds have passed.
async fn rounds(node: &Node, fake: &FakeRuntime) {
    let count = || fake.calls().iter().filter(|c| *c == "disk").count();
    let before = count();
    node.plane
        .until("more rounds", |_| (count() > before + 5).then_some(()))
        .await;
}

#[tokio::test]
async fn what_was_pulled_goes_when_it_is_old_and_nothing_else() {
    let young = Duration::ZERO;
    let (node, fake) = node(ImageCare {
        minimum_age: young,
        ..ImageCare::default()
    })
    .await;
    let (runs, ends, own) = (
        of("i-runs", "far/a:1", &["serve"]),
        of("i-ends", "far/b:1", &["exit", "0"]),
        of("i-own", "app", &["exit", "0"]),
    );
    for (t, status) in [(&runs, "RUNNING"), (&ends, "STOPPED"), (&own, "STOPPED")] {
        node.plane.payload(t.clone()).await;
        node.plane.change(&t.arn, status).await;
    }
    gone(&node, &fake, "far/b:1").await;
    rounds(&node, &fake).await;
    let released = |image: &str| fake.calls().contains(&format!("release_image {image}"));
    assert!(!released("far/a:1"), "it runs");
    assert!(!released("app"), "somebody else brought it");
    node.stop(&runs).await;
    gone(&node, &fake, "far/a:1").await;
    node.agent.shutdown().await;
}

#[tokio::test]
async fn a_full_disk_takes_images_of_any_age() {
    let (mut node, fake) = node(ImageCare::default()).await;
    let t = of("i-young", "far/a:1", &["exit", "0"]);
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "STOPPED").await;
    rounds(&node, &fake).await;
    assert!(!fake.calls().contains(&"release_image far/a:1".to_owned()));
    // What was pulled is known to the next agent too.
    node.restart().await;
    fake.set_disk(Disk { used: 90, free: 10 });
    gone(&node, &fake, "far/a:1").await;
    node.agent.shutdown().await;
}

#[tokio::test]
async fn a_pull_that_finds_the_disk_full_makes_room_and_goes_on() {
    let (node, fake) = node(ImageCare::default()).await;
    let old = of("i-old", "far/a:1", &["exit", "0"]);
    node.plane.payload(old.clone()).await;
    node.plane.change(&old.arn, "STOPPED").await;
    let full = || RuntimeError {
        trouble: Trouble::Refused,
        message: "write /var/lib/x: no space left on device".into(),
    };
    node.plane
        .until("the old one's removal", |_| {
            fake.containers().is_empty().then_some(())
        })
        .await;
    fake.fail_next("pull", full());
    let new = of("i-new", "far/b:1", &["serve"]);
    node.plane.payload(new.clone()).await;
    node.plane.change(&new.arn, "RUNNING").await;
    assert!(fake.calls().contains(&"release_image far/a:1".to_owned()));
    node.stop(&new).await;
    // With nothing left to remove it is the task's reason.
    fake.fail_next("pull", full());
    fake.fail_next("pull", full());
    let none = of("i-none", "far/c:1", &["serve"]);
    node.plane.payload(none.clone()).await;
    let stopped = node.plane.change(&none.arn, "STOPPED").await;
    let reason = stopped["reason"].as_str().unwrap();
    assert!(
        reason.starts_with("CannotPullContainerError") && reason.contains("no space left"),
        "{reason}"
    );
    node.agent.shutdown().await;
}
