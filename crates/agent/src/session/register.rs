//! Joining the cluster, and finding the poll endpoints.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::bail;
use serde_json::{Value, json};
use tokio::time::Instant;
use tracing::{info, warn};

use super::Session;
use crate::api::ApiError;
use crate::backoff::Backoff;
use crate::runtime::Powers;
use crate::slot::Engine;
use crate::{dice, host};

/// The control plane cannot be asked, or answers that it is busy.
const RETRY: Backoff = Backoff::new(Duration::from_millis(250), Duration::from_secs(30), 2.0);
/// The control plane says no; somebody must change something.
const REFUSED_WAIT: Duration = Duration::from_secs(30);
/// How long a discovered endpoint is good.
const ENDPOINT_TTL: Duration = Duration::from_secs(12 * 3600);

/// The engine is given this long to appear before the node registers.
const ENGINE_WAIT: Duration = Duration::from_secs(2);

const INSTANCE: &str = "container_instance_arn";
const CLUSTER: &str = "cluster";
/// The id that the container instance is to have: the same one is asked for until it is answered, also by the next agent.
const REGISTRATION: &str = "registration";

impl Session {
    /// Registers until it succeeds, and answers the container instance's ARN.
    pub(crate) async fn register(&self) -> String {
        let mut backoff = RETRY;
        loop {
            let wait = match self.register_once().await {
                Ok(arn) => {
                    info!(instance = arn, "registered");
                    let mut standing = self.standing.lock();
                    standing.instance_arn = Some(arn.clone());
                    standing.trouble = None;
                    return arn;
                }
                Err(why) => {
                    let passing = why.downcast_ref::<ApiError>().is_some_and(ApiError::is_passing);
                    let why = format!("{why:#}");
                    if self.standing.lock().trouble.as_ref() != Some(&why) {
                        warn!(why, "registration failed; it is tried again");
                    }
                    self.standing.lock().trouble = Some(why);
                    if passing {
                        backoff.next(dice::unit())
                    } else {
                        REFUSED_WAIT
                    }
                }
            };
            tokio::time::sleep(wait).await;
        }
    }

    /// The id that this node asks for, until it has one.
    fn registration(&self) -> anyhow::Result<String> {
        if let Some(id) = self.journal.meta(REGISTRATION)? {
            return Ok(id);
        }
        let id = dice::uuid().replace('-', "");
        self.journal.set_meta(REGISTRATION, &id)?;
        Ok(id)
    }

    async fn register_once(&self) -> anyhow::Result<String> {
        let config = &self.config;
        let known = self.journal.meta(INSTANCE)?;
        if let Some(old) = self
            .journal
            .meta(CLUSTER)?
            .filter(|old| known.is_some() && *old != config.cluster)
        {
            bail!(
                "this data directory belongs to cluster `{old}`, not `{}`",
                config.cluster
            );
        }
        // The engine says what it can do; a node whose engine is away for longer offers what every engine can.
        let (powers, groups) = match self.tasks.slot.soon(ENGINE_WAIT).await {
            Engine::Up(runtime, version) => {
                let (firewall, agent) = (&self.tasks.firewall, &self.tasks.site.agent_id);
                let groups = firewall
                    .learn(&*runtime, agent, &self.journal, config.waive_security_groups)
                    .await;
                (version.powers, groups)
            }
            Engine::Away(_) => (Powers::default(), None),
        };
        let first = known.is_none();
        let mut own = config.attributes.clone();
        if first {
            own.insert("longshore.registration".to_owned(), self.registration()?);
        }
        let own_only: BTreeMap<String, String> = own.into_iter().filter(|_| first).collect();
        let groups = groups.map(|how| (wire::firewall::ATTRIBUTE.to_owned(), how.to_owned()));
        let custom: BTreeMap<String, String> = own_only.into_iter().chain(groups).collect();
        let mut body = json!({
            "cluster": config.cluster,
            "instanceIdentityDocument": "",
            "instanceIdentityDocumentSignature": "",
            "attributes": host::attributes(&powers, config.s3_endpoint.is_some(), custom.iter()),
            "totalResources": host::resources(host::measure(), config.reserved_memory, &host::gpus(&powers)),
        });
        if let (Some(arn), Value::Object(body)) = (&known, &mut body) {
            body.insert("containerInstanceArn".to_owned(), json!(arn));
        }
        let answer = match self.api.ecs("RegisterContainerInstance", body).await {
            Err(ApiError::Refused { message, .. })
                if message.starts_with("Cluster not found") && config.cluster == "default" =>
            {
                self.api
                    .ecs("CreateCluster", json!({"clusterName": "default"}))
                    .await?;
                return Err(ApiError::Unreachable("the cluster was just made".to_owned()).into());
            }
            // The control plane does not know the instance that this node was: it is a new one.
            Err(e)
                if known.is_some() && matches!(e.code(), "ClientException" | "InvalidParameterException") =>
            {
                warn!(error = %e, "this node's container instance is not known any more; joining as a new one");
                self.forget_instance();
                return Err(
                    ApiError::Unreachable("the former container instance is given up".to_owned()).into(),
                );
            }
            other => other?,
        };
        let arn = answer
            .pointer("/containerInstance/containerInstanceArn")
            .and_then(Value::as_str);
        let Some(arn) = arn else {
            bail!("the registration's answer holds no container instance ARN")
        };
        if known.as_deref() != Some(arn) {
            self.journal.set_meta(CLUSTER, &config.cluster)?;
            self.journal.set_meta(INSTANCE, arn)?;
            self.journal.forget_meta(REGISTRATION)?;
        }
        Ok(arn.to_owned())
    }
}

impl Session {
    /// Gives up the identity, and the tasks that came with it.
    fn forget_instance(&self) {
        // Sequence numbers are an instance's own.
        for key in [INSTANCE, REGISTRATION, super::acs::SEQUENCE] {
            if let Err(e) = self.journal.forget_meta(key) {
                warn!(error = %e, "the journal cannot be written");
            }
        }
        self.standing.lock().instance_arn = None;
        self.tasks.stop_all();
    }
}

/// The endpoints of ACS and TCS, asked for at most twice a day. An old answer is better than none.
#[derive(Default)]
pub(crate) struct Endpoints {
    known: Option<(String, String, Instant)>,
}

impl Endpoints {
    /// ACS and TCS, in this order.
    pub(crate) async fn find(&mut self, session: &Session, arn: &str) -> Result<(String, String), ApiError> {
        if let Some((acs, tcs, at)) = &self.known
            && at.elapsed() < ENDPOINT_TTL
        {
            return Ok((acs.clone(), tcs.clone()));
        }
        let body = json!({"cluster": session.config.cluster, "containerInstance": arn, "zoneId": ""});
        let answer = session.api.ecs("DiscoverPollEndpoint", body).await;
        let member =
            |v: &Value, name: &str| v.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        match (answer, &self.known) {
            (Ok(v), _) => {
                let found = (member(&v, "endpoint"), member(&v, "telemetryEndpoint"));
                self.known = Some((found.0.clone(), found.1.clone(), Instant::now()));
                Ok(found)
            }
            (Err(_), Some((acs, tcs, _))) => Ok((acs.clone(), tcs.clone())),
            (Err(e), None) => Err(e),
        }
    }
}
