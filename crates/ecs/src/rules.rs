//! IAM resource rules: which resources and condition keys an operation touches (Service Authorization Reference,
//! "Actions, resources, and condition keys for Amazon Elastic Container Service").

use std::collections::BTreeMap;

pub(crate) use kernel::parts::any;
use kernel::{Access, Cx, Fault, Txn};
use wire::ecs as w;

use crate::cluster::record as cluster;
use crate::refs;
use crate::task::record::Task;
use crate::task_definition;

type Result<T> = std::result::Result<T, Fault>;

/// Requests that name one cluster.
pub(crate) trait InCluster {
    fn cluster(&self) -> Option<&str>;
}

macro_rules! in_cluster {
    ($($optional:ident),* ; $($required:ident),*) => {
        $(impl InCluster for w::$optional { fn cluster(&self) -> Option<&str> { self.cluster.as_deref() } })*
        $(impl InCluster for w::$required { fn cluster(&self) -> Option<&str> { Some(&self.cluster) } })*
    };
}
in_cluster! {
    RegisterContainerInstanceRequest, DeregisterContainerInstanceRequest, DescribeContainerInstancesRequest,
    ListContainerInstancesRequest, UpdateContainerInstancesStateRequest, UpdateContainerAgentRequest,
    PutAttributesRequest, DeleteAttributesRequest, ListAttributesRequest, RunTaskRequest, StartTaskRequest,
    StopTaskRequest, DescribeTasksRequest, ListTasksRequest, SubmitTaskStateChangeRequest,
    SubmitContainerStateChangeRequest, SubmitAttachmentStateChangesRequest, UpdateServiceRequest, DeleteServiceRequest,
    DescribeServicesRequest, ListServicesRequest, ListServiceDeploymentsRequest;
    CreateTaskSetRequest, UpdateTaskSetRequest, DeleteTaskSetRequest, DescribeTaskSetsRequest,
    UpdateServicePrimaryTaskSetRequest, UpdateClusterRequest, UpdateClusterSettingsRequest, PutClusterCapacityProvidersRequest, DeleteClusterRequest,
    GetTaskProtectionRequest, UpdateTaskProtectionRequest
}

/// The ARN of the cluster a request names; a reference that is wrong is judged by its text and refused later.
fn cluster_arn(cx: &Cx<'_>, given: Option<&str>) -> String {
    match refs::cluster(cx.scope(), given) {
        Ok(name) => cluster::arn(cx.scope(), &name),
        Err(_) => given.unwrap_or_default().to_owned(),
    }
}

pub(crate) fn cluster<I: InCluster>(cx: &Cx<'_>, _t: &mut Txn, req: &I) -> Result<Access> {
    let arn = cluster_arn(cx, req.cluster());
    Ok(Access::on(&arn).with("ecs:cluster", vec![arn]))
}

pub(crate) fn new_cluster(cx: &Cx<'_>, _t: &mut Txn, req: &w::CreateClusterRequest) -> Result<Access> {
    let arn = cluster_arn(cx, req.cluster_name.as_deref());
    Ok(with_tags(Access::on(arn), req.tags.as_deref()))
}

pub(crate) fn clusters(cx: &Cx<'_>, _t: &mut Txn, req: &w::DescribeClustersRequest) -> Result<Access> {
    let asked = req
        .clusters
        .clone()
        .filter(|c| !c.is_empty())
        .unwrap_or_else(|| vec!["default".into()]);
    Ok(Access {
        resources: asked.iter().map(|c| cluster_arn(cx, Some(c))).collect(),
        ..Access::default()
    })
}

pub(crate) fn capacity_providers(
    cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::DescribeCapacityProvidersRequest,
) -> Result<Access> {
    let arn = |n: &String| {
        if n.starts_with("arn:") {
            n.clone()
        } else {
            cx.scope().arn("ecs", format_args!("capacity-provider/{n}"))
        }
    };
    Ok(Access {
        resources: req.capacity_providers.iter().flatten().map(arn).collect(),
        ..Access::default()
    })
}

/// `aws:RequestTag/<key>` and `aws:TagKeys`.
fn with_tags(mut access: Access, tags: Option<&[w::Tag]>) -> Access {
    let pairs: BTreeMap<_, _> = tags
        .unwrap_or_default()
        .iter()
        .filter_map(|t| Some((t.key.clone()?, t.value.clone().unwrap_or_default())))
        .collect();
    for (k, v) in &pairs {
        access = access.with(format!("aws:RequestTag/{k}"), vec![v.clone()]);
    }
    access.with("aws:TagKeys", pairs.into_keys().collect())
}

/// Requests about some things of one kind inside a cluster.
pub(crate) trait Inside: InCluster {
    const KIND: &'static str;
    fn ids(&self) -> Vec<&str>;
}

macro_rules! inside {
    ($kind:literal: $($name:ident => |$r:ident| $ids:expr),* $(,)?) => {
        $(impl Inside for w::$name {
            const KIND: &'static str = $kind;
            fn ids(&self) -> Vec<&str> { let $r = self; $ids }
        })*
    };
}
inside! { "container-instance":
    DeregisterContainerInstanceRequest => |r| vec![r.container_instance.as_str()],
    DescribeContainerInstancesRequest => |r| r.container_instances.iter().map(String::as_str).collect(),
    UpdateContainerInstancesStateRequest => |r| r.container_instances.iter().map(String::as_str).collect(),
    UpdateContainerAgentRequest => |r| vec![r.container_instance.as_str()],
    PutAttributesRequest => |r| r.attributes.iter().filter_map(|a| a.target_id.as_deref()).collect(),
    DeleteAttributesRequest => |r| r.attributes.iter().filter_map(|a| a.target_id.as_deref()).collect(),
}
inside! { "service":
    UpdateServiceRequest => |r| vec![r.service.as_str()],
    DeleteServiceRequest => |r| vec![r.service.as_str()],
    DescribeServicesRequest => |r| r.services.iter().map(String::as_str).collect(),
    ListServiceDeploymentsRequest => |r| vec![r.service.as_str()],
    UpdateServicePrimaryTaskSetRequest => |r| vec![r.service.as_str()],
}
inside! { "task":
    StopTaskRequest => |r| vec![r.task.as_str()],
    DescribeTasksRequest => |r| r.tasks.iter().map(String::as_str).collect(),
    GetTaskProtectionRequest => |r| r.tasks.iter().flatten().map(String::as_str).collect(),
    UpdateTaskProtectionRequest => |r| r.tasks.iter().map(String::as_str).collect(),
}

fn inside<I: Inside>(cx: &Cx<'_>, req: &I) -> Access {
    let name = refs::cluster(cx.scope(), req.cluster()).unwrap_or_default();
    let arn = |id: &str| {
        if id.starts_with("arn:") {
            id.to_owned()
        } else {
            cx.scope().arn("ecs", format_args!("{}/{name}/{id}", I::KIND))
        }
    };
    let access = Access {
        resources: req.ids().into_iter().map(arn).collect(),
        ..Access::default()
    };
    access.with("ecs:cluster", vec![cluster_arn(cx, req.cluster())])
}

pub(crate) fn container_instances<I: Inside>(cx: &Cx<'_>, _t: &mut Txn, req: &I) -> Result<Access> {
    Ok(inside(cx, req))
}

pub(crate) fn attributes<I: Inside>(cx: &Cx<'_>, _t: &mut Txn, req: &I) -> Result<Access> {
    Ok(inside(cx, req))
}

pub(crate) fn tasks<I: Inside>(cx: &Cx<'_>, _t: &mut Txn, req: &I) -> Result<Access> {
    Ok(inside(cx, req))
}

pub(crate) fn services<I: Inside>(cx: &Cx<'_>, _t: &mut Txn, req: &I) -> Result<Access> {
    Ok(inside(cx, req))
}

/// CreateService is judged on the service it makes, with the definition as a condition.
pub(crate) fn new_service(cx: &Cx<'_>, _t: &mut Txn, req: &w::CreateServiceRequest) -> Result<Access> {
    let name = refs::cluster(cx.scope(), req.cluster.as_deref()).unwrap_or_default();
    let arn = cx
        .scope()
        .arn("ecs", format_args!("service/{name}/{}", req.service_name));
    let access = with_tags(Access::on(arn), req.tags.as_deref())
        .with("ecs:cluster", vec![cluster_arn(cx, req.cluster.as_deref())])
        .with(
            "ecs:task-definition",
            req.task_definition.iter().cloned().collect(),
        );
    let commands = req.enable_execute_command == Some(true);
    Ok(access.with("ecs:enable-execute-command", vec![commands.to_string()]))
}

/// ARNs of task sets: `task-set/cluster/service/id`.
fn sets(cx: &Cx<'_>, cluster: &str, service: &str, ids: &[&str]) -> Access {
    let name = refs::cluster(cx.scope(), Some(cluster)).unwrap_or_default();
    let service_name = service.rsplit('/').next().unwrap_or_default();
    let arn = |id: &&str| {
        if id.starts_with("arn:") {
            (*id).to_owned()
        } else {
            cx.scope()
                .arn("ecs", format_args!("task-set/{name}/{service_name}/{id}"))
        }
    };
    let access = Access {
        resources: ids.iter().map(arn).collect(),
        ..Access::default()
    };
    let service_arn = cx
        .scope()
        .arn("ecs", format_args!("service/{name}/{service_name}"));
    access
        .with("ecs:cluster", vec![cluster_arn(cx, Some(cluster))])
        .with("ecs:service", vec![service_arn])
}

pub(crate) fn new_task_set(cx: &Cx<'_>, _t: &mut Txn, req: &w::CreateTaskSetRequest) -> Result<Access> {
    let access = sets(cx, &req.cluster, &req.service, &["*"]);
    let access = access.with("ecs:task-definition", vec![req.task_definition.clone()]);
    Ok(with_tags(access, req.tags.as_deref()))
}

/// Requests about one task set.
pub(crate) trait OneSet {
    fn set(&self) -> (&str, &str, &str);
}

impl OneSet for w::UpdateTaskSetRequest {
    fn set(&self) -> (&str, &str, &str) {
        (&self.cluster, &self.service, &self.task_set)
    }
}

impl OneSet for w::DeleteTaskSetRequest {
    fn set(&self) -> (&str, &str, &str) {
        (&self.cluster, &self.service, &self.task_set)
    }
}

pub(crate) fn task_set<I: OneSet>(cx: &Cx<'_>, _t: &mut Txn, req: &I) -> Result<Access> {
    let (cluster, service, id) = req.set();
    Ok(sets(cx, cluster, service, &[id]))
}

pub(crate) fn task_sets(cx: &Cx<'_>, _t: &mut Txn, req: &w::DescribeTaskSetsRequest) -> Result<Access> {
    let asked: Vec<&str> = req.task_sets.iter().flatten().map(String::as_str).collect();
    let asked = if asked.is_empty() { vec!["*"] } else { asked };
    Ok(sets(cx, &req.cluster, &req.service, &asked))
}

pub(crate) fn service_deployments(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::DescribeServiceDeploymentsRequest,
) -> Result<Access> {
    Ok(Access {
        resources: req.service_deployment_arns.clone(),
        ..Access::default()
    })
}

pub(crate) fn service_revisions(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::DescribeServiceRevisionsRequest,
) -> Result<Access> {
    Ok(Access {
        resources: req.service_revision_arns.clone(),
        ..Access::default()
    })
}

/// Requests about one service deployment.
pub(crate) trait OneDeployment {
    fn deployment(&self) -> &str;
}

impl OneDeployment for w::StopServiceDeploymentRequest {
    fn deployment(&self) -> &str {
        &self.service_deployment_arn
    }
}

impl OneDeployment for w::ContinueServiceDeploymentRequest {
    fn deployment(&self) -> &str {
        &self.service_deployment_arn
    }
}

pub(crate) fn service_deployment<I: OneDeployment>(_cx: &Cx<'_>, _t: &mut Txn, req: &I) -> Result<Access> {
    Ok(Access::on(req.deployment()))
}

pub(crate) fn new_task_definition(
    cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::RegisterTaskDefinitionRequest,
) -> Result<Access> {
    let arn = cx
        .scope()
        .arn("ecs", format_args!("task-definition/{}:*", req.family));
    let mut access = with_tags(Access::on(arn), req.tags.as_deref());
    if let Some(cpu) = &req.cpu {
        access = access.with("ecs:task-cpu", vec![cpu.clone()]);
    }
    if let Some(memory) = &req.memory {
        access = access.with("ecs:task-memory", vec![memory.clone()]);
    }
    let privileged = req
        .container_definitions
        .iter()
        .any(|c| c.privileged == Some(true));
    Ok(access.with("ecs:privileged", vec![privileged.to_string()]))
}

/// Requests that start tasks of a definition.
pub(crate) trait Starts: InCluster {
    fn definition(&self) -> &str;
    fn tags(&self) -> Option<&[w::Tag]>;
    fn instances(&self) -> &[String];
    fn commands(&self) -> bool;
}

impl Starts for w::RunTaskRequest {
    fn definition(&self) -> &str {
        &self.task_definition
    }
    fn tags(&self) -> Option<&[w::Tag]> {
        self.tags.as_deref()
    }
    fn instances(&self) -> &[String] {
        &[]
    }
    fn commands(&self) -> bool {
        self.enable_execute_command == Some(true)
    }
}

impl Starts for w::StartTaskRequest {
    fn definition(&self) -> &str {
        &self.task_definition
    }
    fn tags(&self) -> Option<&[w::Tag]> {
        self.tags.as_deref()
    }
    fn instances(&self) -> &[String] {
        &self.container_instances
    }
    fn commands(&self) -> bool {
        self.enable_execute_command == Some(true)
    }
}

/// RunTask and StartTask are judged on the task definition's ARN, revision included.
pub(crate) fn run_task<I: Starts>(cx: &Cx<'_>, t: &mut Txn, req: &I) -> Result<Access> {
    let arn = match task_definition::find(cx, t, req.definition())? {
        Some(d) => d.arn(),
        None if req.definition().starts_with("arn:") => req.definition().to_owned(),
        None => cx
            .scope()
            .arn("ecs", format_args!("task-definition/{}", req.definition())),
    };
    let access =
        with_tags(Access::on(arn), req.tags()).with("ecs:cluster", vec![cluster_arn(cx, req.cluster())]);
    let access = access.with("ecs:enable-execute-command", vec![req.commands().to_string()]);
    Ok(access.with("ecs:container-instances", req.instances().to_vec()))
}

/// ExecuteCommand is judged on the cluster and on the task, by the container's name.
pub(crate) fn execute_command(cx: &Cx<'_>, t: &mut Txn, req: &w::ExecuteCommandRequest) -> Result<Access> {
    let cluster = cluster_arn(cx, req.cluster.as_deref());
    let name = refs::cluster(cx.scope(), req.cluster.as_deref()).unwrap_or_default();
    let id = refs::in_cluster(cx.scope(), &name, "task", &req.task);
    let arn = match &id {
        Some(id) => cx.scope().arn("ecs", format_args!("task/{name}/{id}")),
        None => req.task.clone(),
    };
    let task = match &id {
        Some(id) => t.get::<Task>(&Task::key_of(cx.scope(), &name, id))?,
        None => None,
    };
    // Policies that name containers hold as well for a task's only container, which need not be named.
    let only = task.as_ref().and_then(|t| match t.containers.as_slice() {
        [only] => Some(only.name.clone()),
        _ => None,
    });
    let container = req.container.clone().filter(|c| !c.is_empty()).or(only);
    let mut access = Access {
        resources: vec![cluster.clone(), arn],
        ..Access::default()
    }
    .with("ecs:cluster", vec![cluster])
    .with("ecs:container-name", container.into_iter().collect());
    for (k, v) in task.iter().flat_map(|t| &t.tags) {
        access = access.with(format!("aws:ResourceTag/{k}"), vec![v.clone()]);
    }
    Ok(access)
}

/// Requests about the tags of one resource.
pub(crate) trait Tagged {
    fn arn(&self) -> &str;
    fn new_tags(&self) -> Option<&[w::Tag]> {
        None
    }
}

impl Tagged for w::TagResourceRequest {
    fn arn(&self) -> &str {
        &self.resource_arn
    }
    fn new_tags(&self) -> Option<&[w::Tag]> {
        Some(&self.tags)
    }
}

impl Tagged for w::UntagResourceRequest {
    fn arn(&self) -> &str {
        &self.resource_arn
    }
}

impl Tagged for w::ListTagsForResourceRequest {
    fn arn(&self) -> &str {
        &self.resource_arn
    }
}

pub(crate) fn tagged<I: Tagged>(_cx: &Cx<'_>, _t: &mut Txn, req: &I) -> Result<Access> {
    Ok(with_tags(Access::on(req.arn()), req.new_tags()))
}
