use kernel::{Scope, Time};

use super::{matches, parse};
use crate::container_instance::record::{Attribute, ContainerInstance, NodeUse, Resources, Status};
use crate::container_instance::view::Seen;

fn machine() -> (ContainerInstance, NodeUse) {
    let attribute = |n: &str, v: Option<&str>| Attribute {
        name: n.into(),
        value: v.map(Into::into),
    };
    let i = ContainerInstance {
        scope: Scope::new("000000000000", "us-east-1"),
        cluster: "default".into(),
        id: "0123".into(),
        ec2_instance_id: "i-abcd1234".into(),
        status: Status::Active,
        registered: Resources::default(),
        attributes: vec![
            attribute("ecs.availability-zone", Some("us-east-1a")),
            attribute("ecs.instance-type", Some("t2.small")),
            attribute("stack", Some("production")),
            attribute("ecs.capability.task-eni", None),
        ],
        agent_version: "1.105.1".into(),
        agent_hash: String::new(),
        docker_version: String::new(),
        registered_at: Time(1_767_323_045_000),
        version: 1,
        tags: Default::default(),
    };
    let mut used = NodeUse::none(&i);
    used.running = 3;
    used.groups = [("service:web".into(), 1), ("databases".into(), 2)].into();
    (i, used)
}

#[test]
fn expressions_of_the_guide() {
    let (i, usage) = machine();
    let seen = Seen {
        instance: &i,
        usage: &usage,
        session: None,
    };
    for (text, expect) in [
        ("attribute:stack == production", true),
        ("attribute:stack equals \"production\"", true),
        ("attribute:stack != production", false),
        ("attribute:ecs.instance-type =~ t2.*", true),
        ("attribute:ecs.instance-type matches g2.*", false),
        ("attribute:ecs.instance-type !~ g2.*", true),
        (
            "attribute:ecs.availability-zone in [us-east-1a, us-east-1b]",
            true,
        ),
        ("attribute:ecs.availability-zone not_in [us-east-1d]", true),
        ("attribute:ecs.availability-zone !in [us-east-1a]", false),
        ("attribute:ecs.capability.task-eni exists", true),
        ("attribute:gpu not_exists", true),
        ("attribute:gpu !exists", true),
        ("attribute:gpu == x", false),
        ("task:group == service:web", true),
        ("not(task:group == databases)", false),
        ("!(task:group == other)", true),
        ("runningTasksCount == 3", true),
        ("runningTasksCount > 2 and runningTasksCount <= 3", true),
        ("runningTasksCount > 20", false),
        ("agentVersion >= 1.20.0", true),
        ("attribute:stack =~ [pq]rod.*", true),
        (
            "attribute:stack =~ (test|prod).* and agentConnected == false",
            true,
        ),
        (
            "(attribute:stack =~ (test|prod)[a-z]+) && attribute:stack !~ ^x",
            true,
        ),
        ("agentVersion less_than 1.9", false),
        ("agentConnected == true", false),
        ("ec2InstanceId in ['i-abcd1234', 'i-x']", true),
        ("registeredAt >= 2026-01-01", true),
        ("registeredAt < 2026-01-02T00:00:00Z", false),
        (
            "attribute:stack == a or attribute:stack == b && attribute:stack == c",
            false,
        ),
        (
            "(attribute:stack == a || attribute:stack == production) && ec2InstanceId == i-abcd1234",
            true,
        ),
    ] {
        let parsed = parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(matches(&parsed, &seen), expect, "{text}");
    }
}

#[test]
fn nonsense_is_refused() {
    for text in [
        "",
        "attribute:stack",
        "attribute:stack ==",
        "stack == x",
        "attribute: == x",
        "a == b",
        "(attribute:a == b",
        "attribute:a == b)",
        "attribute:a in x",
        "attribute:a in [x",
        "attribute:a in []",
        "attribute:a =~ (",
        "'x",
        "&&",
        "attribute:a == b attribute:c == d",
    ] {
        assert!(parse(text).is_err(), "{text}");
    }
    assert!(parse(&"(".repeat(100_000)).is_err());
    assert!(parse(&"!".repeat(100_000)).is_err());
}

proptest::proptest! {
    #[test]
    fn parsing_is_total(text in "[ a-z:!&|=<>~()\\[\\],'\"\\\\*é]{0,60}") {
        let _ = parse(&text);
    }
}
