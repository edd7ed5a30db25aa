use serde_json::{Value, json};
use wire::ecs as w;

use super::{ROLE, accepted, fargate, lay, none, refused};

#[test]
fn launch_types() {
    let without = |member: &str| {
        let mut f = fargate();
        f.as_object_mut().unwrap().remove(member);
        f
    };
    refused(
        &without("cpu"),
        &none(),
        "Fargate requires that 'cpu' be defined at the task level.",
    );
    refused(
        &without("memory"),
        &none(),
        "Fargate requires that 'memory' be defined at the task level.",
    );
    for (container, text) in [
        (json!({"privileged": true}), "privileged"),
        (json!({"stopTimeout": 121}), "at most 120 seconds"),
        (
            json!({"image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/x"}),
            "to support ECR images.",
        ),
        (
            json!({"linuxParameters": {"capabilities": {"add": ["NET_ADMIN"]}}}),
            "SYS_PTRACE",
        ),
        (
            json!({"linuxParameters": {"sharedMemorySize": 8}}),
            "sharedMemorySize",
        ),
        (
            json!({"ulimits": [{"name": "core", "softLimit": 0, "hardLimit": 0}]}),
            "other than nofile",
        ),
    ] {
        refused(&fargate(), &container, text);
    }
    for (task, text) in [
        (
            json!({"ipcMode": "host"}),
            "Tasks using the Fargate launch type do not support ipcMode.",
        ),
        (json!({"pidMode": "host"}), "pidMode host"),
        (
            json!({"placementConstraints": [{"type": "memberOf", "expression": "attribute:x == y"}]}),
            "placementConstraints",
        ),
        (
            json!({"volumes": [{"name": "v", "host": {"sourcePath": "/x"}}]}),
            "host.sourcePath",
        ),
        (
            json!({"ephemeralStorage": {"sizeInGiB": 20}}),
            "between 21 GiB and 200 GiB",
        ),
    ] {
        let mut f = fargate();
        lay(&mut f, &task);
        refused(&f, &none(), text);
    }
    refused(
        &json!({"requiresCompatibilities": ["EXTERNAL"], "networkMode": "awsvpc"}),
        &none(),
        "External",
    );
    refused(
        &json!({"ephemeralStorage": {"sizeInGiB": 30}}),
        &none(),
        "Fargate",
    );
    refused(
        &json!({"placementConstraints": [{"type": "memberOf", "expression": "attribute:x =="}]}),
        &none(),
        "placement constraint expression",
    );
    let compatible = |task: Value| accepted(&task, &none()).compatibilities.unwrap();
    assert_eq!(compatible(none()), ["EXTERNAL", "EC2"]);
    assert_eq!(compatible(fargate()), ["EC2", "MANAGED_INSTANCES", "FARGATE"]);
    assert_eq!(
        compatible(json!({"networkMode": "host"})),
        ["EXTERNAL", "EC2", "MANAGED_INSTANCES"]
    );
}

#[test]
fn attributes() {
    let names = |d: w::TaskDefinition| -> Vec<String> {
        d.requires_attributes
            .unwrap()
            .into_iter()
            .map(|a| a.name)
            .collect()
    };
    assert!(names(accepted(&none(), &none())).is_empty());
    let mut f = fargate();
    lay(&mut f, &json!({"taskRoleArn": ROLE, "executionRoleArn": ROLE}));
    let found = names(accepted(
        &f,
        &json!({
            "image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/x",
            "secrets": [{"name": "A", "valueFrom": "arn:aws:secretsmanager:us-east-1:1:secret:s"}, {"name": "B", "valueFrom": "p"}],
            "healthCheck": {"command": ["CMD", "true"]},
        }),
    ));
    assert_eq!(
        found,
        [
            "com.amazonaws.ecs.capability.docker-remote-api.1.18",
            "com.amazonaws.ecs.capability.docker-remote-api.1.29",
            "com.amazonaws.ecs.capability.ecr-auth",
            "com.amazonaws.ecs.capability.task-iam-role",
            "ecs.capability.container-health-check",
            "ecs.capability.execution-role-ecr-pull",
            "ecs.capability.secrets.asm.environment-variables",
            "ecs.capability.secrets.ssm.environment-variables",
            "ecs.capability.task-cpu-mem-limit",
            "ecs.capability.task-eni",
            "longshore.capability.secrets",
        ]
    );
    for (task, container, name) in [
        (
            json!({"pidMode": "host"}),
            none(),
            "ecs.capability.pid-ipc-namespace-sharing",
        ),
        (
            none(),
            json!({"resourceRequirements": [{"type": "NeuronDevice", "value": "1"}]}),
            "longshore.capability.neuron",
        ),
        (
            none(),
            json!({"logConfiguration": {"logDriver": "gelf"}}),
            "com.amazonaws.ecs.capability.logging-driver.gelf",
        ),
        (
            none(),
            json!({"privileged": true}),
            "com.amazonaws.ecs.capability.privileged-container",
        ),
        (
            json!({"volumes": [{"name": "v", "dockerVolumeConfiguration": {"driver": "rex/ray:1"}}]}),
            none(),
            "ecs.capability.docker-plugin.rex/ray.1",
        ),
        (
            json!({"volumes": [{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]}),
            none(),
            "ecs.capability.efs",
        ),
    ] {
        let found = names(accepted(&task, &container));
        assert!(found.iter().any(|n| n == name), "{name} is not in {found:?}");
    }
}
