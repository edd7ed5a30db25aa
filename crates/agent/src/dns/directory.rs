//! What the control plane knows of names. Asked at most once a second, and only while somebody wants to know; what was
//! known last is good as long as nothing better is to be had.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout};
use tracing::{debug, warn};

use super::balancers;
use super::zones::{Instance, Zones, assemble, instance};
use crate::api::{Api, ApiError};

/// So long nothing is asked again.
const FRESH: Duration = Duration::from_secs(1);
/// The same after the control plane did not answer.
const AGAIN: Duration = Duration::from_secs(5);
/// And so long it is waited for.
const PATIENCE: Duration = Duration::from_secs(3);
/// Attributes say how Service Connect knows a service, which hardly ever changes.
const ATTRIBUTES: Duration = Duration::from_secs(10);
/// Services whose instances are remembered; beyond that all are forgotten, to be asked for again.
const MOST: usize = 10_000;

/// Something that is known, or not, and until when nothing newer is asked for.
struct Fresh<T>(tokio::sync::Mutex<Kept<T>>);

struct Kept<T> {
    until: Option<Instant>,
    value: Option<Arc<T>>,
}

impl<T> Default for Fresh<T> {
    fn default() -> Self {
        Self(tokio::sync::Mutex::new(Kept {
            until: None,
            value: None,
        }))
    }
}

impl<T> Fresh<T> {
    async fn get(&self, ask: impl Future<Output = Result<T, ApiError>>) -> Option<Arc<T>> {
        self.get_at(Instant::now(), ask).await
    }

    /// Callers that come while it is asked for wait for the same answer.
    async fn get_at(&self, now: Instant, ask: impl Future<Output = Result<T, ApiError>>) -> Option<Arc<T>> {
        let mut kept = self.0.lock().await;
        if kept.until.is_some_and(|until| now < until) {
            return kept.value.clone();
        }
        match timeout(PATIENCE, ask).await {
            Ok(Ok(value)) => {
                kept.value = Some(Arc::new(value));
                kept.until = Some(now + FRESH);
                return kept.value.clone();
            }
            Ok(Err(e)) if e.is_passing() => debug!(error = %e, "the control plane does not tell names"),
            Ok(Err(e)) => warn!(error = %e, "the control plane does not tell names"),
            Err(_) => debug!("the control plane does not tell names in time"),
        }
        // Who knows nothing yet asks sooner.
        let again = if kept.value.is_some() { AGAIN } else { FRESH };
        kept.until = Some(now + again);
        kept.value.clone()
    }
}

type Known = Arc<Fresh<Vec<Instance>>>;

/// Namespaces, services and instances.
pub(crate) struct Directory {
    api: Arc<Api>,
    zones: Fresh<Zones>,
    attributes: Mutex<HashMap<String, (Instant, Value)>>,
    instances: Mutex<HashMap<(String, String), Known>>,
    /// Names of load balancers with their ports.
    balancers: Fresh<HashMap<String, Vec<u16>>>,
}

impl Directory {
    pub(crate) fn new(api: Arc<Api>) -> Directory {
        Directory {
            api,
            zones: Fresh::default(),
            attributes: Mutex::default(),
            instances: Mutex::default(),
            balancers: Fresh::default(),
        }
    }

    /// All namespaces and services; none of them when the control plane has never told any.
    pub(crate) async fn zones(&self) -> Option<Arc<Zones>> {
        self.zones.get(self.fetch()).await
    }

    async fn fetch(&self) -> Result<Zones, ApiError> {
        let namespaces = self.all("ListNamespaces", "Namespaces", &json!({})).await?;
        let mut services = Vec::new();
        for n in &namespaces {
            let id = n.get("Id").and_then(Value::as_str).unwrap_or_default();
            if n.get("ServiceCount").and_then(Value::as_u64) == Some(0) {
                continue;
            }
            let of = json!({"Filters": [{"Name": "NAMESPACE_ID", "Values": [id]}]});
            for mut s in self.all("ListServices", "Services", &of).await? {
                if let Some(s) = s.as_object_mut() {
                    s.insert("NamespaceId".to_owned(), json!(id));
                }
                services.push(s);
            }
        }
        let mut attributes = HashMap::new();
        for s in &services {
            // Only ECS's own have some that mean anything here.
            let plain = s.get("Type").and_then(Value::as_str) != Some("HTTP");
            let Some(arn) = s.get("Arn").and_then(Value::as_str).filter(|_| !plain) else {
                continue;
            };
            attributes.insert(arn.to_owned(), self.attributes(arn).await?);
        }
        self.attributes
            .lock()
            .retain(|arn, _| attributes.contains_key(arn));
        Ok(assemble(&namespaces, &services, &attributes))
    }

    async fn attributes(&self, arn: &str) -> Result<Value, ApiError> {
        let known = self.attributes.lock().get(arn).cloned();
        if let Some((until, value)) = known.filter(|(until, _)| Instant::now() < *until) {
            let _ = until;
            return Ok(value);
        }
        let told = self
            .api
            .names("GetServiceAttributes", json!({"ServiceId": arn}))
            .await;
        let value = match told {
            Ok(told) => told
                .pointer("/ServiceAttributes/Attributes")
                .cloned()
                .unwrap_or_default(),
            // Deleted meanwhile.
            Err(e) if e.code() == "ServiceNotFound" => Value::Null,
            Err(e) => return Err(e),
        };
        let mut all = self.attributes.lock();
        all.insert(arn.to_owned(), (Instant::now() + ATTRIBUTES, value.clone()));
        Ok(value)
    }

    /// Every page of a list.
    async fn all(&self, operation: &str, member: &str, of: &Value) -> Result<Vec<Value>, ApiError> {
        let mut ask = of.clone();
        let mut found = Vec::new();
        loop {
            let mut told = self.api.names(operation, ask.clone()).await?;
            if let Some(Value::Array(page)) = told.get_mut(member).map(Value::take) {
                found.extend(page);
            }
            match told.get("NextToken").filter(|t| t.is_string()) {
                Some(token) => {
                    if let Some(ask) = ask.as_object_mut() {
                        ask.insert("NextToken".to_owned(), token.clone());
                    }
                }
                None => return Ok(found),
            }
        }
    }

    /// The ports of the load balancer with this name; none where there is none.
    pub(crate) async fn balancer(&self, name: &str) -> Vec<u16> {
        let asking = async {
            let told = self.api.balancing("DescribeLoadBalancers", &[]).await?;
            let mut all = HashMap::new();
            for (name, arn) in balancers::named(&told) {
                let told = self
                    .api
                    .balancing("DescribeListeners", &[("LoadBalancerArn", &arn)])
                    .await;
                // Deleted meanwhile, if not.
                all.insert(name, told.map(|xml| balancers::ports(&xml)).unwrap_or_default());
            }
            Ok(all)
        };
        let known = self.balancers.get(asking).await;
        known.and_then(|all| all.get(name).cloned()).unwrap_or_default()
    }

    /// The healthy instances of a service, or all when none is; no more than DNS or a balancer can use.
    pub(crate) async fn instances(&self, namespace: &str, service: &str) -> Option<Arc<Vec<Instance>>> {
        let known = {
            let mut all = self.instances.lock();
            if all.len() > MOST {
                warn!("names are asked for anew: there are too many");
                all.clear();
            }
            all.entry((namespace.to_owned(), service.to_owned()))
                .or_default()
                .clone()
        };
        let ask = json!({
            "NamespaceName": namespace,
            "ServiceName": service,
            "HealthStatus": "HEALTHY_OR_ELSE_ALL",
            "MaxResults": 1000,
        });
        known
            .get(async {
                match self.api.names("DiscoverInstances", ask).await {
                    Ok(told) => {
                        let all = told.get("Instances").and_then(Value::as_array);
                        Ok(all.into_iter().flatten().map(instance).collect())
                    }
                    // Deleted meanwhile.
                    Err(e) if matches!(e.code(), "ServiceNotFound" | "NamespaceNotFound") => Ok(Vec::new()),
                    Err(e) => Err(e),
                }
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn fails() -> Result<u8, ApiError> {
        Err(ApiError::Unreachable("away".into()))
    }

    #[tokio::test]
    async fn what_was_known_last_is_good_while_nobody_tells() {
        let (fresh, now) = (Fresh::<u8>::default(), Instant::now());
        assert_eq!(fresh.get_at(now, fails()).await, None);
        // Not asked again so soon.
        let soon = now + FRESH - Duration::from_millis(1);
        assert_eq!(fresh.get_at(soon, async { Ok(1) }).await, None);
        let later = now + FRESH;
        assert_eq!(fresh.get_at(later, async { Ok(1) }).await.as_deref(), Some(&1));
        assert_eq!(fresh.get_at(later, async { Ok(2) }).await.as_deref(), Some(&1));
        assert_eq!(
            fresh.get_at(later + FRESH, async { Ok(3) }).await.as_deref(),
            Some(&3)
        );
        let away = later + FRESH + FRESH;
        assert_eq!(fresh.get_at(away, fails()).await.as_deref(), Some(&3));
        assert_eq!(
            fresh.get_at(away + AGAIN, async { Ok(4) }).await.as_deref(),
            Some(&4)
        );
    }
}
