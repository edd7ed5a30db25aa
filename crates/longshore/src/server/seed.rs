//! The first records of an installation: the account with its root key and roles, the cluster `default`, the key of
//! this machine's agent. Planting twice changes nothing.

use std::sync::Arc;

use anyhow::{Result, anyhow};
use identity::record::{AccessKey, Role};
use kernel::{Call, Fault, Kernel, Key, Principal, Record, Scope};
use serde::{Deserialize, Serialize};
use wire::ecs as w;
use wire::sigv4::Credentials;

use crate::config::Config;

/// The role that agents register and report with.
const NODE_ROLE: &str = "ecsInstanceRole";

#[derive(Clone)]
pub(crate) struct Seed {
    pub config: Config,
    pub root_keys: Option<(String, String)>,
}

pub(crate) struct Keys {
    pub root: Credentials,
    pub node: Credentials,
}

/// Which access key this machine's agent has.
#[derive(Clone, Serialize, Deserialize)]
struct NodeKey {
    access_key_id: String,
}

impl NodeKey {
    fn stored() -> Key {
        Key::global(Self::KIND, &[])
    }
}

impl Record for NodeKey {
    const KIND: &'static str = "longshore.node-key";
    fn key(&self) -> Key {
        Self::stored()
    }
}

impl Seed {
    pub(crate) async fn plant(&self, kernel: &Arc<Kernel>) -> Result<Keys> {
        let scope = Scope::new(self.config.account.as_str(), self.config.region.as_str());
        let root = Principal::Root {
            account: scope.account.clone(),
        };
        let call = Call {
            principal: Arc::new(root.clone()),
            ..Call::by_service("longshore", scope.clone())
        };
        let planted = kernel.transact(&call, false, |cx, t| {
            ecs::forget_sessions(t)?;
            let mut keys = identity::bootstrap::bootstrap(t, cx.dice(), &scope.account, cx.now)?;
            if let Some((id, secret)) = &self.root_keys {
                t.put(AccessKey {
                    id: id.clone(),
                    secret: secret.clone(),
                    principal: root.clone(),
                    active: true,
                    created: cx.now,
                    session: None,
                })?;
                keys = Credentials {
                    access_key_id: id.clone(),
                    secret_access_key: secret.clone(),
                    session_token: None,
                };
            }
            if !t.exists(&network::Settings::new(scope.clone()).key()) {
                t.put(network::Settings::new(scope.clone()))?;
            }
            Ok(Keys {
                root: keys,
                node: node_key(cx, t, &scope)?,
            })
        });
        let keys = planted.await.map_err(why)?;
        let cluster = w::CreateClusterRequest::default();
        kernel
            .call::<w::CreateCluster>(&call, cluster)
            .await
            .map_err(why)?;
        Ok(keys)
    }
}

fn why(f: Fault) -> anyhow::Error {
    anyhow!(
        "{f}{}",
        f.private
            .as_deref()
            .map(|p| format!(" ({p})"))
            .unwrap_or_default()
    )
}

/// The agent's key: a session of the instance role that does not end with a clock, but with the installation.
fn node_key(cx: &kernel::Cx<'_>, t: &mut kernel::Txn, scope: &Scope) -> Result<Credentials, Fault> {
    let credentials = |k: &AccessKey| Credentials {
        access_key_id: k.id.clone(),
        secret_access_key: k.secret.clone(),
        session_token: None,
    };
    if let Some(known) = t.get::<NodeKey>(&NodeKey::stored())?
        && let Some(key) = t.get::<AccessKey>(&AccessKey::at(&known.access_key_id))?
    {
        return Ok(credentials(&key));
    }
    let role = t
        .get::<Role>(&Role::at(&scope.account, NODE_ROLE))?
        .ok_or_else(|| Fault::internal(format!("the role `{NODE_ROLE}` is missing")))?;
    let key = AccessKey {
        id: format!("LSNO{}", cx.dice().word(16, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")),
        secret: cx.dice().word(
            40,
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        ),
        principal: Principal::Session {
            account: scope.account.clone(),
            role_path: role.path.clone(),
            role: role.name.clone(),
            role_id: role.id.clone(),
            session: "local-node".into(),
        },
        active: true,
        created: cx.now,
        session: None,
    };
    let answer = credentials(&key);
    t.put(NodeKey {
        access_key_id: key.id.clone(),
    })?;
    t.put(key)?;
    Ok(answer)
}
