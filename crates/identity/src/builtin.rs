//! What exists without anybody making it: AWS managed policies that ECS needs, the two roles that the ECS
//! Developer Guide tells everyone to make, and what our own services may do.
//!
//! The documents are written from the permissions that the guide lists for each role; they name more than
//! Longshore serves where AWS does, so that a copy of them works there too.

/// ARN and document of each managed policy.
const MANAGED: &[(&str, &str)] = &[
    (
        "arn:aws:iam::aws:policy/AdministratorAccess",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
    ),
    (
        "arn:aws:iam::aws:policy/AmazonECS_FullAccess",
        r#"{"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":["ecs:*","logs:CreateLogGroup","logs:DescribeLogGroups","logs:FilterLogEvents",
                "elasticloadbalancing:*","application-autoscaling:*","autoscaling:*","servicediscovery:*",
                "ec2:Describe*","cloudwatch:*","iam:ListRoles"],"Resource":"*"},
            {"Effect":"Allow","Action":"iam:PassRole","Resource":"*",
                "Condition":{"StringLike":{"iam:PassedToService":["ecs-tasks.amazonaws.com","ecs.amazonaws.com"]}}}]}"#,
    ),
    (
        "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetAuthorizationToken",
            "ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:BatchGetImage",
            "logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}"#,
    ),
    (
        "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:DescribeTags","ecs:CreateCluster",
            "ecs:DeregisterContainerInstance","ecs:DiscoverPollEndpoint","ecs:Poll","ecs:RegisterContainerInstance",
            "ecs:StartTelemetrySession","ecs:UpdateContainerInstancesState","ecs:Submit*",
            "ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer",
            "ecr:BatchGetImage","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"},
            {"Effect":"Allow","Action":"ecs:ListTagsForResource","Resource":["arn:aws:ecs:*:*:task/*/*",
            "arn:aws:ecs:*:*:container-instance/*/*"]},
            {"Effect":"Allow","Action":"ecs:TagResource","Resource":"*",
            "Condition":{"StringEquals":{"ecs:CreateAction":["CreateCluster","RegisterContainerInstance"]}}}]}"#,
    ),
    // Ours: a node answers its tasks' DNS queries, by what Cloud Map and the load balancers tell it.
    (
        "arn:aws:iam::aws:policy/longshore/NodeNames",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["servicediscovery:DiscoverInstances",
            "servicediscovery:ListNamespaces","servicediscovery:ListServices","servicediscovery:GetServiceAttributes",
            "elasticloadbalancing:DescribeLoadBalancers","elasticloadbalancing:DescribeListeners"],"Resource":"*"}]}"#,
    ),
    // Ours: AWS's policy lets a node write logs, but not make the group that `awslogs-create-group` asks for, nor ask
    // where a stream ends, which the agent does after a restart.
    (
        "arn:aws:iam::aws:policy/longshore/NodeLogs",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:CreateLogGroup",
            "logs:DescribeLogStreams"],"Resource":"*"}]}"#,
    ),
];

/// The rights of our own services, as of their service-linked roles.
const SERVICES: &[(&str, &str)] = &[
    (
        "ecs.amazonaws.com",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecs:*","ec2:Describe*",
            "ec2:CreateNetworkInterface*","ec2:DeleteNetworkInterface*","ec2:AttachNetworkInterface",
            "ec2:DetachNetworkInterface","ec2:CreateTags","elasticloadbalancing:*","servicediscovery:*","route53:*",
            "autoscaling:*","cloudwatch:*","logs:*","ecr:*","ssm:*","secretsmanager:*","kms:Decrypt","sts:AssumeRole",
            "events:*"],"Resource":"*"}]}"#,
    ),
    (
        "elasticloadbalancing.amazonaws.com",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:Describe*","ec2:*NetworkInterface*",
            "acm:DescribeCertificate","cloudwatch:PutMetricData"],"Resource":"*"}]}"#,
    ),
    (
        "servicediscovery.amazonaws.com",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"}]}"#,
    ),
    (
        "ecr.amazonaws.com",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecs:List*","ecs:Describe*"],
            "Resource":"*"}]}"#,
    ),
    (
        "logs.amazonaws.com",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"cloudwatch:PutMetricData","Resource":"*"}]}"#,
    ),
    (
        "ecs-tasks.amazonaws.com",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sts:AssumeRole","logs:CreateLogGroup",
            "logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}"#,
    ),
    (
        "ecs.application-autoscaling.amazonaws.com",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecs:DescribeServices",
            "ecs:UpdateService","cloudwatch:*Alarm*"],"Resource":"*"}]}"#,
    ),
];

/// A role that every account starts with.
pub(crate) struct BuiltinRole {
    pub name: &'static str,
    pub description: &'static str,
    pub trusts: &'static str,
    pub managed: &'static [&'static str],
}

pub(crate) const ROLES: &[BuiltinRole] = &[
    BuiltinRole {
        name: "ecsInstanceRole",
        description: "Lets the agents of container instances call ECS",
        trusts: "ec2.amazonaws.com",
        managed: &[
            "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
            "arn:aws:iam::aws:policy/longshore/NodeLogs",
            "arn:aws:iam::aws:policy/longshore/NodeNames",
        ],
    },
    BuiltinRole {
        name: "ecsTaskExecutionRole",
        description: "Lets tasks pull images and send logs",
        trusts: "ecs-tasks.amazonaws.com",
        managed: &["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
    },
];

/// The trust policy of a role that a service assumes.
pub(crate) fn trust(service: &str) -> String {
    serde_json::json!({
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}],
    })
    .to_string()
}

/// The document of an AWS managed policy.
#[must_use]
pub fn managed(arn: &str) -> Option<&'static str> {
    MANAGED
        .iter()
        .find(|(a, _)| *a == arn)
        .map(|(_, document)| *document)
}

/// What a service principal of ours may do; `None` for one we do not know.
#[must_use]
pub fn service(name: &str) -> Option<&'static str> {
    SERVICES
        .iter()
        .find(|(n, _)| *n == name)
        .map(|(_, document)| *document)
}

#[cfg(test)]
pub(crate) fn documents() -> impl Iterator<Item = &'static str> {
    MANAGED.iter().chain(SERVICES).map(|(_, document)| *document)
}
