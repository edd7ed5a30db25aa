//! The operations on clusters.

use kernel::doc::Doc;
use kernel::page::page;
use kernel::{Cx, Fault, Key, Record as _, Txn};
use wire::ecs as w;

use super::record::{Cluster, StrategyItem};
use super::view::{self, Census, Include};
use crate::container_instance::record::ContainerInstance;
use crate::task::record::{LaunchType, Task};
use crate::{account_setting, capacity, deployment, fault, refs, service, tag};

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::CreateClusterRequest,
) -> Result<w::CreateClusterResponse, Fault> {
    let name = req
        .cluster_name
        .as_deref()
        .filter(|n| !n.is_empty())
        .unwrap_or("default");
    if !refs::is_name(name) {
        return Err(fault::invalid(
            "Invalid cluster name: only letters, numbers, hyphens and underscores are allowed, up to 255 characters.",
        ));
    }
    let old = t
        .get::<Cluster>(&Cluster::key_of(cx.scope(), name))?
        .filter(|c| c.is_active());
    // CreateCluster is idempotent by name: an ACTIVE cluster is answered as it is.
    let cluster = match old {
        Some(old) => (*old).clone(),
        None => {
            let insights = account_setting::container_insights(cx, t)?;
            let mut new = Cluster {
                scope: cx.scope().clone(),
                name: name.to_owned(),
                active: true,
                created: cx.now,
                container_insights: insights,
                configuration: None,
                capacity_providers: providers(req.capacity_providers.as_deref().unwrap_or_default())?,
                default_strategy: Vec::new(),
                namespace: None,
                tags: tag::parse(req.tags.as_deref())?,
            };
            new.default_strategy = strategy(
                &new.capacity_providers,
                req.default_capacity_provider_strategy
                    .as_deref()
                    .unwrap_or_default(),
            )?;
            configure(
                cx,
                t,
                &mut new,
                req.settings.as_deref(),
                req.configuration.as_ref(),
                req.service_connect_defaults.as_ref(),
            )?;
            t.put(new.clone())?;
            new
        }
    };
    let census = census(t, &cluster)?;
    Ok(w::CreateClusterResponse {
        cluster: Some(view::cluster(&cluster, &census, Include::ALL)),
    })
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeClustersRequest,
) -> Result<w::DescribeClustersResponse, Fault> {
    let asked = req
        .clusters
        .clone()
        .filter(|c| !c.is_empty())
        .unwrap_or_else(|| vec!["default".into()]);
    if asked.len() > 100 {
        return Err(fault::invalid("Clusters can not have more than 100 elements."));
    }
    let include = include(req.include.as_deref().unwrap_or_default())?;
    let (mut clusters, mut failures) = (Vec::new(), Vec::new());
    for given in asked {
        let found = match refs::cluster(cx.scope(), Some(&given)) {
            Ok(name) => t.get::<Cluster>(&Cluster::key_of(cx.scope(), &name))?,
            Err(_) => None,
        };
        match found {
            Some(c) => {
                let census = census(t, &c)?;
                clusters.push(view::cluster(&c, &census, include));
            }
            None => failures.push(w::Failure {
                arn: Some(if given.starts_with("arn:") {
                    given
                } else {
                    super::record::arn(cx.scope(), &given)
                }),
                reason: Some("MISSING".into()),
                detail: None,
            }),
        }
    }
    Ok(w::DescribeClustersResponse {
        clusters: Some(clusters),
        failures: Some(failures),
    })
}

fn include(fields: &[String]) -> Result<Include, Fault> {
    let mut include = Include::default();
    for field in fields {
        match field.as_str() {
            "CONFIGURATIONS" => include.configurations = true,
            "SETTINGS" => include.settings = true,
            "STATISTICS" => include.statistics = true,
            "TAGS" => include.tags = true,
            "ATTACHMENTS" => {}
            other => return Err(fault::invalid(format!("Invalid include value: {other}"))),
        }
    }
    Ok(include)
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListClustersRequest,
) -> Result<w::ListClustersResponse, Fault> {
    let all = t.range::<Cluster>(&Key::new(Cluster::KIND, cx.scope(), &[]).children())?;
    let size = page_size(req.max_results)?;
    let (found, next) = page(
        all.iter().filter(|c| c.active),
        |c| c.name.clone(),
        req.next_token.as_deref(),
        size,
    )
    .map_err(|()| fault::bad_token())?;
    Ok(w::ListClustersResponse {
        cluster_arns: Some(found.into_iter().map(|c| c.arn()).collect()),
        next_token: next,
    })
}

/// `maxResults`: 1 to 100, 100 by default.
pub(crate) fn page_size(given: Option<i32>) -> Result<usize, Fault> {
    match given {
        None => Ok(100),
        Some(n @ 1..=100) => Ok(usize::try_from(n).unwrap_or(100)),
        Some(_) => Err(fault::invalid("maxResults must be between 1 and 100")),
    }
}

pub(crate) fn update(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateClusterRequest,
) -> Result<w::UpdateClusterResponse, Fault> {
    let mut c = (*super::active(cx, t, Some(&req.cluster))?).clone();
    configure(
        cx,
        t,
        &mut c,
        req.settings.as_deref(),
        req.configuration.as_ref(),
        req.service_connect_defaults.as_ref(),
    )?;
    t.put(c.clone())?;
    let census = census(t, &c)?;
    Ok(w::UpdateClusterResponse {
        cluster: Some(view::cluster(&c, &census, Include::ALL)),
    })
}

pub(crate) fn update_settings(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateClusterSettingsRequest,
) -> Result<w::UpdateClusterSettingsResponse, Fault> {
    let mut c = (*super::active(cx, t, Some(&req.cluster))?).clone();
    configure(cx, t, &mut c, Some(&req.settings), None, None)?;
    t.put(c.clone())?;
    let census = census(t, &c)?;
    Ok(w::UpdateClusterSettingsResponse {
        cluster: Some(view::cluster(&c, &census, Include::ALL)),
    })
}

pub(crate) fn put_capacity_providers(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::PutClusterCapacityProvidersRequest,
) -> Result<w::PutClusterCapacityProvidersResponse, Fault> {
    let mut c = (*super::active(cx, t, Some(&req.cluster))?).clone();
    c.capacity_providers = providers(&req.capacity_providers)?;
    c.default_strategy = strategy(&c.capacity_providers, &req.default_capacity_provider_strategy)?;
    t.put(c.clone())?;
    let census = census(t, &c)?;
    Ok(w::PutClusterCapacityProvidersResponse {
        cluster: Some(view::cluster(&c, &census, Include::ALL)),
    })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteClusterRequest,
) -> Result<w::DeleteClusterResponse, Fault> {
    let mut c = (*super::active(cx, t, Some(&req.cluster))?).clone();
    let census = census(t, &c)?;
    if census.instances > 0 {
        return Err(w::fault::cluster_contains_container_instances_exception(
            "The Cluster cannot be deleted while Container Instances are active or draining.",
        ));
    }
    if census.services.iter().flatten().sum::<i32>() > 0 {
        return Err(w::fault::cluster_contains_services_exception(
            "The Cluster cannot be deleted while Services are active.",
        ));
    }
    let unstopped = t
        .range::<Task>(&Cluster::tasks(&c))?
        .iter()
        .any(|t| !t.state.is_stopped());
    if unstopped {
        return Err(w::fault::cluster_contains_tasks_exception(
            "The Cluster cannot be deleted while Tasks are active.",
        ));
    }
    c.active = false;
    t.put(c.clone())?;
    Ok(w::DeleteClusterResponse {
        cluster: Some(view::cluster(&c, &census, Include::ALL)),
    })
}

impl Cluster {
    /// The range of its tasks.
    pub(crate) fn tasks(&self) -> kernel::key::KeyRange {
        Key::new(Task::KIND, &self.scope, &[&self.name]).children()
    }

    /// The range of its container instances.
    pub(crate) fn instances(&self) -> kernel::key::KeyRange {
        Key::new(ContainerInstance::KIND, &self.scope, &[&self.name]).children()
    }
}

pub(crate) fn census(t: &mut Txn, c: &Cluster) -> Result<Census, Fault> {
    let mut n = Census::default();
    let instances = t.range::<ContainerInstance>(&c.instances())?;
    for s in service::member::services(t, &c.scope, &c.name)? {
        let launch = deployment::launch_type(t, &s)?;
        let slot = match launch.as_deref() {
            Some("FARGATE") => 1,
            Some("EXTERNAL") => 2,
            _ => 0,
        };
        let draining = usize::from(s.status != service::record::Status::Active);
        if let Some(x) = n.services.get_mut(draining).and_then(|all| all.get_mut(slot)) {
            *x += 1;
        }
    }
    n.instances = i32::try_from(instances.iter().filter(|i| i.is_registered()).count()).unwrap_or(i32::MAX);
    for task in t.range::<Task>(&c.tasks())? {
        let slot = match task.launch_type {
            LaunchType::Ec2 => 0,
            LaunchType::Fargate => 1,
            LaunchType::External => 2,
        };
        let counts = match task.state.counts_as() {
            Some("RUNNING") => &mut n.running,
            Some("PENDING") => &mut n.pending,
            _ => continue,
        };
        if let Some(x) = counts.get_mut(slot) {
            *x += 1;
        }
    }
    Ok(n)
}

/// Settings, configuration and Service Connect defaults: what is given replaces what was.
fn configure(
    cx: &Cx<'_>,
    t: &mut Txn,
    c: &mut Cluster,
    settings: Option<&[w::ClusterSetting]>,
    configuration: Option<&w::ClusterConfiguration>,
    connect: Option<&w::ClusterServiceConnectDefaultsRequest>,
) -> Result<(), Fault> {
    for s in settings.unwrap_or_default() {
        match (s.name.as_deref(), s.value.as_deref()) {
            (Some("containerInsights"), Some(v @ ("enabled" | "disabled" | "enhanced"))) => {
                v.clone_into(&mut c.container_insights)
            }
            (Some("containerInsights"), v) => {
                return Err(fault::invalid(format!(
                    "Invalid value for containerInsights: {}",
                    v.unwrap_or("null")
                )));
            }
            (name, _) => {
                return Err(fault::invalid(format!(
                    "Invalid cluster setting name: {}",
                    name.unwrap_or("null")
                )));
            }
        }
    }
    if let Some(conf) = configuration {
        check_exec(conf)?;
        c.configuration = Some(Doc(conf.clone()));
    }
    if let Some(connect) = connect {
        c.namespace = service::connect::default_namespace(cx, t, &connect.namespace)?;
    }
    Ok(())
}

/// `logging: OVERRIDE` needs somewhere to log to (ExecuteCommandConfiguration).
fn check_exec(conf: &w::ClusterConfiguration) -> Result<(), Fault> {
    let Some(exec) = &conf.execute_command_configuration else {
        return Ok(());
    };
    let has_target = exec
        .log_configuration
        .as_ref()
        .is_some_and(|l| l.cloud_watch_log_group_name.is_some());
    let later = exec
        .log_configuration
        .as_ref()
        .map(|l| l.s3_bucket_name.is_some());
    for (given, member) in [
        (exec.kms_key_id.is_some(), "executeCommandConfiguration.kmsKeyId"),
        (
            later == Some(true),
            "executeCommandConfiguration.logConfiguration.s3BucketName",
        ),
    ] {
        if given {
            return Err(fault::invalid(format!(
                "Longshore does not support `{member}` yet"
            )));
        }
    }
    match exec.logging.as_deref() {
        Some("OVERRIDE") if !has_target => Err(fault::invalid(
            "logConfiguration must be specified when logging is set to OVERRIDE",
        )),
        Some("NONE" | "DEFAULT") if exec.log_configuration.is_some() => Err(fault::invalid(
            "logConfiguration can only be specified when logging is set to OVERRIDE",
        )),
        Some("NONE" | "DEFAULT" | "OVERRIDE") | None => Ok(()),
        Some(other) => Err(fault::invalid(format!(
            "Invalid executeCommandConfiguration logging: {other}"
        ))),
    }
}

fn providers(names: &[String]) -> Result<Vec<String>, Fault> {
    if names.len() > 20 {
        return Err(fault::invalid(
            "A cluster can have at most 20 capacity providers.",
        ));
    }
    if let Some(unknown) = names.iter().find(|n| !capacity::BUILT_IN.contains(&n.as_str())) {
        return Err(fault::invalid(format!(
            "The specified capacity provider '{unknown}' was not found. Specify a valid name or ARN and try again."
        )));
    }
    let mut seen = Vec::with_capacity(names.len());
    for n in names {
        if seen.contains(n) {
            return Err(fault::invalid("Capacity providers must be unique."));
        }
        seen.push(n.clone());
    }
    Ok(seen)
}

/// Checks a strategy against the providers of its cluster: weights 0 to 1000, at most one base above zero, not all
/// weights zero (CapacityProviderStrategyItem).
pub(crate) fn strategy(
    known: &[String],
    items: &[w::CapacityProviderStrategyItem],
) -> Result<Vec<StrategyItem>, Fault> {
    let items: Vec<StrategyItem> = items
        .iter()
        .map(|i| StrategyItem {
            provider: i.capacity_provider.clone(),
            weight: i.weight.unwrap_or(0),
            base: i.base.unwrap_or(0),
        })
        .collect();
    if let Some(stranger) = items.iter().find(|i| !known.contains(&i.provider)) {
        return Err(fault::invalid(format!(
            "The specified capacity provider strategy contains a capacity provider that is not associated with the cluster: {}",
            stranger.provider
        )));
    }
    if items
        .iter()
        .any(|i| !(0..=1000).contains(&i.weight) || !(0..=100_000).contains(&i.base))
    {
        return Err(fault::invalid(
            "A capacity provider strategy weight must be between 0 and 1000, a base between 0 and 100000.",
        ));
    }
    if items.iter().filter(|i| i.base > 0).count() > 1 {
        return Err(fault::invalid(
            "The specified capacity provider strategy cannot contain more than one capacity provider with a base value.",
        ));
    }
    if !items.is_empty() && items.iter().all(|i| i.weight == 0) {
        return Err(fault::invalid(
            "The specified capacity provider strategy must contain at least one capacity provider with a weight greater than zero.",
        ));
    }
    Ok(items)
}
