//! Amazon ECS. The folders are the chapters of the ECS Developer Guide.
//!
//! * [`cluster`], [`capacity`] — clusters; capacity providers (Fargate is there from the start)
//! * [`container_instance`] — nodes: registration, draining, attributes, the cluster query language
//! * [`task_definition`] — families and revisions; every rule about a definition is checked here
//! * [`task`] — run, start, stop; the lifecycle PROVISIONING … STOPPED; what a node is told to run
//! * [`service`], [`deployment`] — so many tasks of a kind kept running; how they are replaced by others
//! * [`task_set`] — deployments that the user makes (EXTERNAL)
//! * [`placement`] — which node a task goes to (pure)
//! * [`agent_api`] — the agents' side: state changes, and the ACS and TCS conversations (pure steps)
//! * [`account_setting`], [`tag`] — settings and tags, wherever they apply
//!
//! Inside each noun: `record.rs` what is stored, `ops.rs` one function per operation, `view.rs` record to wire,
//! `plan.rs` controllers, `tests.rs`. Anything that names a resource goes through [`refs`].
//!
//! INVARIANT: operations write what is wanted; only agents make it so, and only their reports change what is.

mod account_setting;
mod agent_api;
mod capacity;
mod cluster;
mod container_instance;
mod deployment;
mod fault;
#[cfg(feature = "rehearsal")]
pub mod placement;
#[cfg(not(feature = "rehearsal"))]
mod placement;
mod refs;
mod rules;
mod service;
mod tag;
mod task;
mod task_definition;
mod task_set;

use kernel::Parts;
use wire::ecs as w;

pub use agent_api::acs::forget_sessions;

/// Everything ECS serves.
#[must_use]
pub fn parts() -> Parts {
    Parts::new()
        .op::<w::CreateCluster>(rules::new_cluster, cluster::ops::create)
        .op::<w::DescribeClusters>(rules::clusters, cluster::ops::describe)
        .op::<w::ListClusters>(rules::any, cluster::ops::list)
        .op::<w::UpdateCluster>(rules::cluster, cluster::ops::update)
        .op::<w::UpdateClusterSettings>(rules::cluster, cluster::ops::update_settings)
        .op::<w::PutClusterCapacityProviders>(rules::cluster, cluster::ops::put_capacity_providers)
        .op::<w::DeleteCluster>(rules::cluster, cluster::ops::delete)
        .op::<w::DescribeCapacityProviders>(rules::capacity_providers, capacity::ops::describe)
        .op::<w::PutAccountSetting>(rules::any, account_setting::ops::put)
        .op::<w::PutAccountSettingDefault>(rules::any, account_setting::ops::put_default)
        .op::<w::ListAccountSettings>(rules::any, account_setting::ops::list)
        .op::<w::DeleteAccountSetting>(rules::any, account_setting::ops::delete)
        .op::<w::TagResource>(rules::tagged, tag::ops::tag)
        .op::<w::UntagResource>(rules::tagged, tag::ops::untag)
        .op::<w::ListTagsForResource>(rules::tagged, tag::ops::list)
        .op::<w::RegisterContainerInstance>(rules::cluster, container_instance::ops::register)
        .op::<w::DeregisterContainerInstance>(rules::container_instances, container_instance::ops::deregister)
        .op::<w::DescribeContainerInstances>(rules::container_instances, container_instance::ops::describe)
        .op::<w::ListContainerInstances>(rules::cluster, container_instance::ops::list)
        .op::<w::UpdateContainerInstancesState>(
            rules::container_instances,
            container_instance::ops::update_state,
        )
        .op::<w::UpdateContainerAgent>(rules::container_instances, container_instance::ops::update_agent)
        .op::<w::PutAttributes>(rules::attributes, container_instance::attributes::put)
        .op::<w::DeleteAttributes>(rules::attributes, container_instance::attributes::delete)
        .op::<w::ListAttributes>(rules::cluster, container_instance::attributes::list)
        .op::<w::RegisterTaskDefinition>(rules::new_task_definition, task_definition::ops::register)
        .op::<w::DescribeTaskDefinition>(rules::any, task_definition::ops::describe)
        .op::<w::DeregisterTaskDefinition>(rules::any, task_definition::ops::deregister)
        .op::<w::DeleteTaskDefinitions>(rules::any, task_definition::ops::delete)
        .op::<w::ListTaskDefinitions>(rules::any, task_definition::ops::list)
        .op::<w::ListTaskDefinitionFamilies>(rules::any, task_definition::ops::list_families)
        .op::<w::RunTask>(rules::run_task, task::run::run)
        .op::<w::StartTask>(rules::run_task, task::run::start)
        .op::<w::StopTask>(rules::tasks, task::ops::stop)
        .op::<w::DescribeTasks>(rules::tasks, task::ops::describe)
        .op::<w::ListTasks>(rules::cluster, task::ops::list)
        .op::<w::GetTaskProtection>(rules::tasks, task::protection::get)
        .op::<w::UpdateTaskProtection>(rules::tasks, task::protection::update)
        .op::<w::ExecuteCommand>(rules::execute_command, task::exec::ops::execute)
        .op::<w::CreateService>(rules::new_service, service::ops::create)
        .op::<w::UpdateService>(rules::services, service::ops::update)
        .op::<w::DeleteService>(rules::services, service::ops::delete)
        .op::<w::DescribeServices>(rules::services, service::read::describe)
        .op::<w::ListServices>(rules::cluster, service::read::list)
        .op::<w::ListServicesByNamespace>(rules::any, service::connect::list)
        .op::<w::CreateTaskSet>(rules::new_task_set, task_set::ops::create)
        .op::<w::UpdateTaskSet>(rules::task_set, task_set::ops::update)
        .op::<w::DeleteTaskSet>(rules::task_set, task_set::ops::delete)
        .op::<w::DescribeTaskSets>(rules::task_sets, task_set::ops::describe)
        .op::<w::UpdateServicePrimaryTaskSet>(rules::services, task_set::ops::set_primary)
        .op::<w::DescribeServiceDeployments>(rules::service_deployments, deployment::ops::describe)
        .op::<w::ListServiceDeployments>(rules::services, deployment::ops::list)
        .op::<w::StopServiceDeployment>(rules::service_deployment, deployment::ops::stop)
        .op::<w::ContinueServiceDeployment>(rules::service_deployment, deployment::ops::go_on)
        .op::<w::DescribeServiceRevisions>(rules::service_revisions, deployment::ops::describe_revisions)
        .op::<w::DiscoverPollEndpoint>(rules::any, agent_api::ops::discover)
        .op::<w::SubmitTaskStateChange>(rules::cluster, agent_api::submit::task)
        .op::<w::SubmitContainerStateChange>(rules::cluster, agent_api::submit::container)
        .op::<w::SubmitAttachmentStateChanges>(rules::cluster, agent_api::submit::attachments)
        .controller(deployment::plan::Services)
        .controller(deployment::traffic::Targets)
        .controller(task::plan::Retention)
        .controller(task_definition::plan::Deletion)
        .controller(task::blackbox::plan::Room)
        .controller(task::exec::plan::Expiry)
        .listener(agent_api::acs::Acs)
        .listener(agent_api::tcs::Tcs)
        .relay(task::exec::relay::Sessions)
}
