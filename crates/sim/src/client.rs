//! The users: what they furnish the world with, and what they ask of it at random.

use kernel::Fault;
use wire::{ec2, ecs as w};

use crate::chance::Chance;
use crate::invariants::Holds;
use crate::world::{About, CLUSTERS, Done, World, failed};

/// A RunTask that is tried, with the same token, until it is answered.
pub(crate) struct Order {
    pub request: w::RunTaskRequest,
    /// The tasks that the answer named; `None` while there is none.
    pub answered: Option<Vec<String>>,
}

/// Families: plain, with a fixed host port, with an interface of its own.
const FAMILIES: [&str; 3] = ["plain", "port", "eni"];

fn definition(family: &str) -> w::RegisterTaskDefinitionRequest {
    let port = (family == "port").then(|| {
        vec![w::PortMapping {
            container_port: Some(80),
            host_port: Some(8080),
            ..Default::default()
        }]
    });
    let eni = family == "eni";
    w::RegisterTaskDefinitionRequest {
        family: family.to_owned(),
        network_mode: eni.then(|| "awsvpc".into()),
        requires_compatibilities: eni.then(|| vec!["EC2".into(), "FARGATE".into()]),
        cpu: eni.then(|| "256".into()),
        memory: eni.then(|| "512".into()),
        container_definitions: vec![w::ContainerDefinition {
            name: Some("main".into()),
            image: Some("img".into()),
            cpu: Some(if eni { 0 } else { 300 }),
            memory: Some(128),
            port_mappings: port,
            ..Default::default()
        }],
        ..Default::default()
    }
}

impl World {
    /// Clusters, definitions, and what a machine must offer for them.
    pub(crate) fn furnish(&mut self) -> Holds {
        for cluster in CLUSTERS {
            let input = w::CreateClusterRequest {
                cluster_name: Some(cluster.into()),
                ..Default::default()
            };
            self.now_ask::<w::CreateCluster>(input)?;
        }
        for family in FAMILIES {
            let made = self.now_ask::<w::RegisterTaskDefinition>(definition(family))?;
            let needs = made.task_definition.and_then(|d| d.requires_attributes);
            self.attributes.extend(needs.into_iter().flatten());
        }
        self.attributes.push(w::Attribute {
            name: "longshore.capability.fargate".into(),
            ..Default::default()
        });
        self.attributes.sort_by(|a, b| a.name.cmp(&b.name));
        self.attributes.dedup_by(|a, b| a.name == b.name);
        let found = self.now_ask::<ec2::DescribeSubnets>(ec2::DescribeSubnetsRequest::default())?;
        let ids = found.subnets.into_iter().flatten().filter_map(|s| s.subnet_id);
        self.subnets = ids.collect();
        Ok(())
    }

    /// Asks and waits for the answer.
    pub(crate) fn now_ask<O: wire::schema::Operation>(&mut self, input: O::Input) -> Result<O::Output, String>
    where
        O::Input: Send + Sync + 'static,
    {
        let heard = std::rc::Rc::new(std::cell::RefCell::new(None));
        let told = std::rc::Rc::clone(&heard);
        self.ask::<O>(About::Nobody, input, move |r| {
            let ok = r.as_ref().map(|_| ()).map_err(Clone::clone);
            *told.borrow_mut() = Some(r);
            Done::Other(ok)
        });
        self.drain()?;
        match heard.take() {
            Some(Ok(answer)) => Ok(answer),
            Some(Err(f)) => Err(format!("{} was refused: {f}", O::META.name)),
            None => Err(format!("{} was not answered", O::META.name)),
        }
    }

    /// The request for `count` tasks of a family.
    pub(crate) fn request(
        &self,
        cluster: &str,
        family: &str,
        count: i32,
        fargate: bool,
    ) -> w::RunTaskRequest {
        let token = self.chance.word();
        let network = (family == "eni").then(|| w::NetworkConfiguration {
            awsvpc_configuration: Some(w::AwsVpcConfiguration {
                subnets: self.subnets.clone(),
                ..Default::default()
            }),
        });
        w::RunTaskRequest {
            cluster: Some(cluster.to_owned()),
            task_definition: family.to_owned(),
            count: Some(count),
            started_by: Some(token.clone()),
            client_token: Some(token),
            launch_type: (fargate && family == "eni").then(|| "FARGATE".into()),
            network_configuration: network,
            ..Default::default()
        }
    }

    /// Gives an order and sends it on its way.
    pub(crate) fn order(&mut self, request: w::RunTaskRequest) {
        self.orders.push(Order {
            request,
            answered: None,
        });
        self.pursue(self.orders.len() - 1);
    }

    /// Asks again where no answer came.
    pub(crate) fn pursue(&mut self, at: usize) {
        let open = self.orders.get(at).filter(|o| o.answered.is_none());
        let Some(request) = open.map(|o| o.request.clone()) else {
            return;
        };
        if self.under_way(&About::Run(at)) {
            return;
        }
        self.ask::<w::RunTask>(About::Run(at), request, move |r| {
            let arns = r.map(|a| {
                let tasks = a.tasks.into_iter().flatten();
                tasks.filter_map(|t| t.task_arn).collect()
            });
            Done::Ran(at, arns)
        });
    }

    /// INVARIANT: what was answered is on the disk.
    pub(crate) fn ran(&mut self, at: usize, r: Result<Vec<String>, Fault>) -> Holds {
        self.look()?;
        let refused = r.as_ref().err().is_some_and(|f| f.status < 500);
        let answer = if refused { Some(Vec::new()) } else { failed(r)? };
        if let Some(gone) = answer.iter().flatten().find(|arn| self.rows.task(arn).is_none()) {
            return Err(format!("{gone} was answered and is not stored"));
        }
        // "No room" is not remembered with the token: while the same order is asked twice, the other call may still
        // find some. Who wants to know how it ended asks again.
        let empty = answer.as_ref().is_none_or(Vec::is_empty);
        let open = self.under_way(&About::Run(at)) || self.under_way(&About::Lost(at));
        if let Some(o) = self.orders.get_mut(at)
            && !(empty && (open || o.answered.is_some()))
        {
            o.answered = answer;
        }
        Ok(())
    }

    /// INVARIANT: an order makes exactly the tasks that its one answer names, however often it was asked.
    pub(crate) fn orders_hold(&self) -> Holds {
        for o in &self.orders {
            let token = o.request.client_token.clone().unwrap_or_default();
            let mut born = self.born.get(&token).cloned().unwrap_or_default();
            let Some(mut answered) = o.answered.clone() else {
                return Err(format!("the order {token} was never answered"));
            };
            born.sort();
            answered.sort();
            if born != answered {
                return Err(format!(
                    "the order {token} was answered {answered:?} and made {born:?}"
                ));
            }
        }
        Ok(())
    }

    /// Something that a user might do.
    pub(crate) fn wish(&mut self, chance: &Chance) {
        let cluster = chance.pick(&CLUSTERS).copied().unwrap_or_default();
        let tasks: Vec<(String, String)> = self
            .rows
            .tasks
            .values()
            .map(|t| (t.cluster.clone(), t.id.clone()))
            .collect();
        let instances: Vec<(String, String)> = self
            .rows
            .instances
            .keys()
            .map(|n| (n.cluster.clone(), n.id.clone()))
            .collect();
        let family = chance.pick(&FAMILIES).copied().unwrap_or_default();
        let task = chance.pick(&tasks).cloned();
        let instance = chance.pick(&instances).cloned();
        match (chance.below(24), task, instance) {
            (0..=6, ..) => {
                let count = i32::try_from(1 + chance.below(3)).unwrap_or(1);
                let request = self.request(cluster, family, count, chance.percent(50));
                self.order(request);
            }
            (7..=12, Some((cluster, id)), _) => self.stop(&cluster, &id),
            (13 | 14, _, Some((cluster, id))) => {
                let asked = self.request(&cluster, family, 1, false);
                self.tell::<w::StartTask>(w::StartTaskRequest {
                    cluster: asked.cluster,
                    task_definition: asked.task_definition,
                    container_instances: vec![id],
                    network_configuration: asked.network_configuration,
                    ..Default::default()
                });
            }
            (15, Some((cluster, id)), _) => {
                self.tell::<w::UpdateTaskProtection>(w::UpdateTaskProtectionRequest {
                    cluster,
                    tasks: vec![id],
                    protection_enabled: chance.percent(50),
                    ..Default::default()
                });
            }
            (16, _, Some((cluster, id))) => {
                self.tell::<w::UpdateContainerInstancesState>(w::UpdateContainerInstancesStateRequest {
                    cluster: Some(cluster),
                    container_instances: vec![id],
                    status: if chance.percent(30) { "DRAINING" } else { "ACTIVE" }.into(),
                })
            }
            (17, _, Some((cluster, id))) => {
                // Somebody else may be about to run something there.
                for _ in 0..chance.below(3) {
                    let request = self.request(&cluster, family, 2, false);
                    self.order(request);
                }
                self.deregister(&cluster, &id, chance.percent(60));
            }
            (18..=21, ..) => self.wish_service(chance, family),
            _ => {
                if let Some(last) = self.orders.len().checked_sub(1) {
                    self.pursue(chance.below(last + 1));
                }
            }
        }
    }

    pub(crate) fn stop(&mut self, cluster: &str, id: &str) {
        self.tell::<w::StopTask>(w::StopTaskRequest {
            cluster: Some(cluster.to_owned()),
            task: id.to_owned(),
            ..Default::default()
        });
    }

    pub(crate) fn deregister(&mut self, cluster: &str, id: &str, force: bool) {
        self.tell::<w::DeregisterContainerInstance>(w::DeregisterContainerInstanceRequest {
            cluster: Some(cluster.to_owned()),
            container_instance: id.to_owned(),
            force: Some(force),
        });
    }
}
