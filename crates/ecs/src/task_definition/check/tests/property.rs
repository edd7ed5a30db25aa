use proptest::prelude::*;
use serde_json::json;
use wire::ecs as w;

use super::super::definition;
use super::{accepted, fargate, lay, none};

#[test]
fn defaults_are_filled_in() {
    let d = accepted(&none(), &none());
    let c = &d.container_definitions.as_ref().unwrap()[0];
    assert_eq!((c.cpu, c.essential), (Some(0), Some(true)));
    assert_eq!(c.environment, Some(Vec::new()));
    assert_eq!(c.mount_points, Some(Vec::new()));
    assert_eq!(c.volumes_from, Some(Vec::new()));
    assert_eq!(c.system_controls, Some(Vec::new()));
    assert_eq!(c.port_mappings, Some(Vec::new()));
    assert_eq!(d.volumes, Some(Vec::new()));
    assert_eq!(d.placement_constraints, Some(Vec::new()));
    assert_eq!((d.network_mode, d.requires_compatibilities), (None, None));
}

/// What ECS answered can be registered again, and comes back the same.
fn again(d: &w::TaskDefinition) -> w::TaskDefinition {
    let req = w::RegisterTaskDefinitionRequest {
        family: "f".into(),
        container_definitions: d.container_definitions.clone().unwrap(),
        volumes: d.volumes.clone(),
        network_mode: d.network_mode.clone(),
        placement_constraints: d.placement_constraints.clone(),
        requires_compatibilities: d.requires_compatibilities.clone(),
        cpu: d.cpu.clone(),
        memory: d.memory.clone(),
        execution_role_arn: d.execution_role_arn.clone(),
        task_role_arn: d.task_role_arn.clone(),
        pid_mode: d.pid_mode.clone(),
        ipc_mode: d.ipc_mode.clone(),
        ..Default::default()
    };
    definition(&req).unwrap()
}

/// Text that is likely to matter somewhere.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("a".to_owned()),
        Just("a:b".to_owned()),
        Just("80-90".to_owned()),
        Just("CMD".to_owned()),
        Just("1 vCPU".to_owned()),
        Just("ü\u{0}".to_owned()),
        Just("arn:aws:iam::123456789012:role/x".to_owned()),
        ".{0,8}",
    ]
}

fn mode() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        Just(None),
        Just(Some("bridge".to_owned())),
        Just(Some("awsvpc".to_owned())),
        Just(Some("host".to_owned())),
        word().prop_map(Some)
    ]
}

prop_compose! {
    fn container()(
        name in word(), image in word(), memory in proptest::option::of(any::<i32>()), cpu in -1..9000i32,
        port in proptest::option::of(-1..70_000i32), host in proptest::option::of(-1..70_000i32), range in proptest::option::of(word()),
        link in proptest::option::of(word()), other in proptest::option::of(word()), path in word(), command in proptest::collection::vec(word(), 0..3),
    ) -> w::ContainerDefinition {
        w::ContainerDefinition {
            name: Some(name), image: Some(image), memory, cpu: Some(cpu),
            port_mappings: Some(vec![w::PortMapping { container_port: port, host_port: host, container_port_range: range, ..Default::default() }]),
            links: link.map(|l| vec![l]),
            depends_on: other.map(|o| vec![w::ContainerDependency { container_name: o, condition: "START".into() }]),
            mount_points: Some(vec![w::MountPoint { source_volume: Some("v".into()), container_path: Some(path), ..Default::default() }]),
            health_check: (!command.is_empty()).then(|| w::HealthCheck { command, ..Default::default() }),
            ..Default::default()
        }
    }
}

proptest! {
    /// Whatever is sent is refused or accepted, never a panic; and what is accepted is accepted again unchanged.
    #[test]
    fn accepted_definitions_are_fixed_points(
        family in word(), containers in proptest::collection::vec(container(), 0..4), network_mode in mode(),
        cpu in proptest::option::of(word()), memory in proptest::option::of(word()), role in proptest::option::of(word()), path in word(),
    ) {
        let req = w::RegisterTaskDefinitionRequest {
            family, container_definitions: containers, network_mode, cpu, memory, task_role_arn: role,
            volumes: Some(vec![w::Volume { name: Some("v".into()), host: Some(w::HostVolumeProperties { source_path: Some(path) }), ..Default::default() }]),
            ..Default::default()
        };
        if let Ok(d) = definition(&req) {
            prop_assert_eq!(again(&d), d);
        }
    }
}

#[test]
fn usual_definitions_are_fixed_points() {
    let mut f = fargate();
    lay(&mut f, &json!({"cpu": "1 vCPU", "memory": "2GB"}));
    let container = json!({
        "memory": null, "portMappings": [{"containerPort": 80}],
        "healthCheck": {"command": ["CMD-SHELL", "curl -f localhost"]},
        "restartPolicy": {"enabled": true}, "ulimits": [{"name": "nofile", "softLimit": 1, "hardLimit": -1}],
        "linuxParameters": {"tmpfs": [{"containerPath": "/t", "size": 8, "mountOptions": ["mode=1777"]}]},
    });
    let d = accepted(&f, &container);
    assert_eq!(again(&d), d);
}
