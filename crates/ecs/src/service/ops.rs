//! CreateService, UpdateService, DeleteService.

use kernel::doc::Doc;
use kernel::{Cx, Fault, Txn};
use wire::ecs as w;
use wire::schema::Shape;

use super::record::{Controller, Scheduling, Service, Status};
use super::{active, check, find, member, missing, view};
use crate::cluster::record::Cluster;
use crate::deployment::{self, launch, traffic};
use crate::task::record::LaunchType;
use crate::{cluster, fault, tag, task_definition};

/// An account has so many services in a cluster at most ("Amazon ECS endpoints and quotas").
const MOST: usize = 5000;

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::CreateServiceRequest,
) -> Result<w::CreateServiceResponse, Fault> {
    let c = cluster::active(cx, t, req.cluster.as_deref())?;
    check::name(&req.service_name)?;
    let digest = digest(req);
    if let Some(old) = find(cx, t, &c, &req.service_name)? {
        match old.status {
            Status::Active if old.request == digest => {
                return Ok(w::CreateServiceResponse {
                    service: Some(view::service(t, &old, true)?),
                });
            }
            Status::Active => return Err(fault::invalid("Creation of service was not idempotent.")),
            Status::Draining => {
                return Err(fault::invalid(
                    "Unable to Start a service that is still Draining.",
                ));
            }
            Status::Inactive => {}
        }
    }
    if member::services(t, cx.scope(), &c.name)?.len() >= MOST {
        return Err(fault::invalid(format!(
            "A cluster can have at most {MOST} services."
        )));
    }
    refuse(req)?;
    let mut s = draft(cx, req, &c)?;
    s.request = digest;
    let even = req.availability_zone_rebalancing.as_deref();
    s.zone_rebalancing = check::rebalancing(even, &s, req.launch_type.as_deref())?;
    if s.controller == Controller::External {
        external(req)?;
    } else {
        let shape = shape(cx, t, req)?;
        let balanced = shape.load_balancers.as_ref().is_some_and(|l| !l.is_empty());
        check::grace(req.health_check_grace_period_seconds, balanced)?;
        settle(cx, t, &mut s, shape)?;
    }
    t.put(s.clone())?;
    Ok(w::CreateServiceResponse {
        service: Some(view::service(t, &s, true)?),
    })
}

/// Refuses by name what CreateService and UpdateService both take and nothing here honours yet.
macro_rules! refuse_unserved {
    ($req:ident) => {
        check::refuse("volumeConfigurations", $req.volume_configurations.as_deref())?;
        check::refuse(
            "vpcLatticeConfigurations",
            $req.vpc_lattice_configurations.as_deref(),
        )?;
        check::refuse("gatewayConnectors", $req.gateway_connectors.as_deref())?;
        if $req.monitoring.is_some() {
            return Err(fault::unsupported("monitoring"));
        }
    };
}

fn digest(req: &w::CreateServiceRequest) -> String {
    let text = wire::protocol::to_json(w::CreateServiceRequest::schema(), &req.clone().into_value());
    wire::sigv4::sha256_hex(text.as_bytes())
}

fn refuse(req: &w::CreateServiceRequest) -> Result<(), Fault> {
    refuse_unserved!(req);
    let token = req.client_token.as_deref().unwrap_or_default();
    if token.len() > 36 || !token.bytes().all(|b| (33..=126).contains(&b)) {
        return Err(fault::invalid(
            "clientToken must have at most 36 characters, each ASCII 33 to 126.",
        ));
    }
    Ok(())
}

/// Of an EXTERNAL service, what its tasks are is said by its task sets.
fn external(req: &w::CreateServiceRequest) -> Result<(), Fault> {
    let empty = |l: Option<usize>| l.is_none_or(|n| n == 0);
    for (member, absent) in [
        ("taskDefinition", req.task_definition.is_none()),
        ("launchType", req.launch_type.is_none()),
        ("platformVersion", req.platform_version.is_none()),
        ("networkConfiguration", req.network_configuration.is_none()),
        ("loadBalancers", empty(req.load_balancers.as_ref().map(Vec::len))),
        (
            "capacityProviderStrategy",
            empty(req.capacity_provider_strategy.as_ref().map(Vec::len)),
        ),
        (
            "serviceRegistries",
            empty(req.service_registries.as_ref().map(Vec::len)),
        ),
        (
            "serviceConnectConfiguration",
            req.service_connect_configuration.is_none(),
        ),
    ] {
        if !absent {
            return Err(fault::invalid(format!(
                "{member} cannot be specified for a service that uses the EXTERNAL deployment controller."
            )));
        }
    }
    Ok(())
}

fn draft(cx: &Cx<'_>, req: &w::CreateServiceRequest, c: &Cluster) -> Result<Service, Fault> {
    let scheduling = check::scheduling(req.scheduling_strategy.as_deref());
    let controller = check::controller(req.deployment_controller.as_ref())?;
    if scheduling == Scheduling::Daemon {
        if req.desired_count.is_some() {
            return Err(fault::invalid(
                "The desired count cannot be specified with the DAEMON scheduling strategy.",
            ));
        }
        if controller == Controller::External {
            return Err(fault::invalid(
                "The DAEMON scheduling strategy is not supported with the EXTERNAL deployment controller.",
            ));
        }
        if req.placement_strategy.as_ref().is_some_and(|p| !p.is_empty()) {
            return Err(fault::invalid(
                "The daemon scheduling strategy does not support placement strategies.",
            ));
        }
    }
    if req.desired_count.is_none() && scheduling == Scheduling::Replica && controller == Controller::Ecs {
        return Err(fault::invalid("Desired count must be provided."));
    }
    let configuration = check::configuration(None, req.deployment_configuration.as_ref(), scheduling)?;
    Ok(Service {
        scope: cx.scope().clone(),
        cluster: c.name.clone(),
        name: req.service_name.clone(),
        status: Status::Active,
        created: cx.now,
        created_by: cx.call.principal.arn(),
        desired: check::count(req.desired_count.unwrap_or(0))?,
        scheduling,
        controller,
        configuration: Doc(configuration),
        placement: Doc(w::RunTaskRequest {
            placement_constraints: req.placement_constraints.clone(),
            placement_strategy: req.placement_strategy.clone(),
            ..Default::default()
        }),
        grace_seconds: req.health_check_grace_period_seconds,
        zone_rebalancing: false,
        evening: false,
        even_again: None,
        role: req.role.clone(),
        managed_tags: req.enable_ecs_managed_tags == Some(true),
        propagate: check::propagate(req.propagate_tags.as_deref()),
        execute_command: req.enable_execute_command == Some(true),
        tags: tag::parse(req.tags.as_deref())?,
        deployments: Vec::new(),
        settled: None,
        steady: false,
        waits: Vec::new(),
        unplaced: None,
        request: String::new(),
    })
}

/// What the tasks are, as the request says.
fn shape(cx: &Cx<'_>, t: &mut Txn, req: &w::CreateServiceRequest) -> Result<w::ServiceRevision, Fault> {
    let Some(given) = &req.task_definition else {
        return Err(fault::invalid("TaskDefinition can not be blank."));
    };
    let definition = task_definition::active(cx, t, given)?;
    Ok(w::ServiceRevision {
        task_definition: Some(definition.arn()),
        launch_type: req.launch_type.clone(),
        capacity_provider_strategy: req.capacity_provider_strategy.clone(),
        platform_version: req.platform_version.clone(),
        network_configuration: req.network_configuration.clone(),
        load_balancers: req.load_balancers.clone(),
        service_registries: req.service_registries.clone(),
        service_connect_configuration: req.service_connect_configuration.clone(),
        ..Default::default()
    })
}

/// Checks what the tasks shall be, and makes it the service's newest deployment.
fn settle(cx: &Cx<'_>, t: &mut Txn, s: &mut Service, mut shape: w::ServiceRevision) -> Result<(), Fault> {
    let launch = launch::check(cx, t, s, &shape)?;
    let strategy = shape
        .capacity_provider_strategy
        .as_ref()
        .is_some_and(|x| !x.is_empty());
    if shape.launch_type.is_none() && !strategy {
        // With the cluster's default strategy it is that which stays, else the launch type.
        let c = cluster::active(cx, t, Some(&s.cluster))?;
        match c.default_strategy.is_empty() {
            true => shape.launch_type = Some(launch.as_str().into()),
            false => {
                shape.capacity_provider_strategy = Some(
                    c.default_strategy
                        .iter()
                        .map(cluster::view::strategy_item)
                        .collect(),
                );
            }
        }
    }
    if launch == LaunchType::Fargate && shape.platform_version.is_none() {
        shape.platform_version = Some("LATEST".into());
    }
    let given = shape.load_balancers.clone().unwrap_or_default();
    let definition = shape.task_definition.clone().unwrap_or_default();
    check::load_balancers(cx, t, &given, &definition)?;
    let groups: Vec<String> = given.iter().filter_map(|b| b.target_group_arn.clone()).collect();
    traffic::uses(t, s, &groups)?;
    let revision = deployment::revise(cx, t, s, shape)?;
    deployment::open(cx, t, s, &revision)
}

pub(crate) fn update(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateServiceRequest,
) -> Result<w::UpdateServiceResponse, Fault> {
    let c = cluster::active(cx, t, req.cluster.as_deref())?;
    let mut s = active(cx, t, &c, &req.service)?;
    refuse_unserved!(req);
    if req.deployment_controller.is_some()
        && check::controller(req.deployment_controller.as_ref())? != s.controller
    {
        return Err(fault::unsupported("deploymentController of UpdateService"));
    }
    if let Some(n) = req.desired_count {
        if s.scheduling == Scheduling::Daemon {
            return Err(fault::invalid(
                "The desired count cannot be specified with the DAEMON scheduling strategy.",
            ));
        }
        s.desired = check::count(n)?;
    }
    s.configuration = Doc(check::configuration(
        Some(&s.configuration),
        req.deployment_configuration.as_ref(),
        s.scheduling,
    )?);
    if let Some(p) = &req.placement_constraints {
        s.placement.0.placement_constraints = Some(p.clone());
    }
    if let Some(p) = &req.placement_strategy {
        if s.scheduling == Scheduling::Daemon && !p.is_empty() {
            return Err(fault::invalid(
                "The daemon scheduling strategy does not support placement strategies.",
            ));
        }
        s.placement.0.placement_strategy = Some(p.clone());
    }
    let was = s.zone_rebalancing.then_some("ENABLED");
    let even = req.availability_zone_rebalancing.as_deref().or(was);
    let launch = deployment::launch_type(t, &s)?;
    s.zone_rebalancing = check::rebalancing(even.or(Some("DISABLED")), &s, launch.as_deref())?;
    s.execute_command = req.enable_execute_command.unwrap_or(s.execute_command);
    s.managed_tags = req.enable_ecs_managed_tags.unwrap_or(s.managed_tags);
    if let Some(p) = &req.propagate_tags {
        s.propagate.clone_from(p);
    }
    match s.controller {
        Controller::External => external_update(req)?,
        Controller::Ecs => redeploy(cx, t, &mut s, req)?,
    }
    t.put(s.clone())?;
    Ok(w::UpdateServiceResponse {
        service: Some(view::service(t, &s, true)?),
    })
}

/// A new deployment if the tasks shall be other ones, or the same anew.
fn redeploy(cx: &Cx<'_>, t: &mut Txn, s: &mut Service, req: &w::UpdateServiceRequest) -> Result<(), Fault> {
    let Some(primary) = s.primary().cloned() else {
        return Err(Fault::internal("an ACTIVE service without a deployment"));
    };
    let old = deployment::revision(t, s, &primary.revision)?;
    let mut shape = old.shape.0.clone();
    if let Some(given) = &req.task_definition {
        shape.task_definition = Some(task_definition::active(cx, t, given)?.arn());
    }
    if let Some(n) = &req.network_configuration {
        shape.network_configuration = Some(n.clone());
    }
    if let Some(p) = &req.platform_version {
        shape.platform_version = Some(p.clone());
    }
    if let Some(l) = &req.load_balancers {
        shape.load_balancers = Some(l.clone());
    }
    if let Some(r) = &req.service_registries {
        shape.service_registries = Some(r.clone());
    }
    if let Some(c) = &req.service_connect_configuration {
        shape.service_connect_configuration = Some(c.clone());
    }
    if let Some(p) = &req.capacity_provider_strategy {
        if req.force_new_deployment != Some(true) {
            return Err(fault::invalid(
                "Must force a new deployment to change the capacity provider strategy.",
            ));
        }
        shape.capacity_provider_strategy = Some(p.clone());
        shape.launch_type = None;
    }
    let balanced = shape.load_balancers.as_ref().is_some_and(|l| !l.is_empty());
    check::grace(req.health_check_grace_period_seconds, balanced)?;
    s.grace_seconds = req.health_check_grace_period_seconds.or(s.grace_seconds);
    if shape != old.shape.0 || req.force_new_deployment == Some(true) {
        return settle(cx, t, s, shape);
    }
    if req.placement_constraints.is_some() || req.placement_strategy.is_some() {
        launch::check(cx, t, s, &shape)?;
    }
    Ok(())
}

fn external_update(req: &w::UpdateServiceRequest) -> Result<(), Fault> {
    let other = [
        ("taskDefinition", req.task_definition.is_some()),
        ("networkConfiguration", req.network_configuration.is_some()),
        ("platformVersion", req.platform_version.is_some()),
        ("loadBalancers", req.load_balancers.is_some()),
        ("serviceRegistries", req.service_registries.is_some()),
        (
            "serviceConnectConfiguration",
            req.service_connect_configuration.is_some(),
        ),
        (
            "capacityProviderStrategy",
            req.capacity_provider_strategy.is_some(),
        ),
        ("forceNewDeployment", req.force_new_deployment == Some(true)),
    ];
    match other.iter().find(|(_, given)| *given) {
        Some((member, _)) => Err(fault::invalid(format!(
            "{member} cannot be updated on a service that uses the EXTERNAL deployment controller."
        ))),
        None => Ok(()),
    }
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteServiceRequest,
) -> Result<w::DeleteServiceResponse, Fault> {
    let c = cluster::active(cx, t, req.cluster.as_deref())?;
    let old = find(cx, t, &c, &req.service)?.ok_or_else(missing)?;
    let mut s = (*old).clone();
    if s.status == Status::Active {
        let force = req.force == Some(true);
        if s.scheduling == Scheduling::Replica && s.desired > 0 && !force {
            return Err(fault::invalid(
                "The service cannot be stopped while it is scaled above 0.",
            ));
        }
        if !force && s.deployments.iter().any(|d| d.task_set.is_some()) {
            return Err(fault::invalid(
                "The service cannot be stopped while it has task sets.",
            ));
        }
        s.status = Status::Draining;
        s.desired = 0;
        t.put(s.clone())?;
    }
    Ok(w::DeleteServiceResponse {
        service: Some(view::service(t, &s, true)?),
    })
}
