//! Who may be an end of a session.

use std::sync::Arc;

use kernel::relay::{End, Party, Relay};
use kernel::{Cx, Fault, Txn};
use wire::ecs::fault as f;
use wire::ssm::OpenDataChannel;

use super::record::{Session, Summons};

/// The address that the session manager plugin dials.
pub(crate) const CLIENTS: &str = "/v1/data-channel/";
const AGENTS: &str = "/v1/agent-channel/";

pub(crate) struct Sessions;

fn no_session() -> Fault {
    f::target_not_connected_exception("The session does not exist.")
}

fn party(s: &Session) -> Party {
    Party {
        principal: Arc::new(s.by.clone()),
        scope: s.scope.clone(),
    }
}

impl Relay for Sessions {
    fn prefix(&self, end: End) -> &'static str {
        match end {
            End::Client => CLIENTS,
            End::Agent => AGENTS,
        }
    }

    /// As for the conversation in which it was told of the session.
    fn action(&self) -> &'static str {
        "ecs:Poll"
    }

    fn source(&self) -> &'static str {
        crate::refs::ECS
    }

    fn agent(&self, _cx: &Cx<'_>, t: &mut Txn, id: &str, query: &[(String, String)]) -> Result<Party, Fault> {
        let s = t.get::<Session>(&Session::key_of(id))?.ok_or_else(no_session)?;
        let token = query.iter().find(|(k, _)| k == "token").map(|(_, v)| v.as_str());
        let hash = wire::sigv4::sha256_hex(token.unwrap_or_default().as_bytes());
        match s.agent_hash.as_ref().is_some_and(|h| wire::sigv4::same(h, &hash)) {
            true => Ok(party(&s)),
            false => Err(no_session()),
        }
    }

    fn client(&self, cx: &Cx<'_>, t: &mut Txn, id: &str, first: &str) -> Result<Party, Fault> {
        let refused = || f::access_denied_exception("The session's token is not valid.");
        let said: OpenDataChannel = serde_json::from_str(first).map_err(|_| refused())?;
        let s = t.get::<Session>(&Session::key_of(id))?.ok_or_else(refused)?;
        let hash = wire::sigv4::sha256_hex(said.token_value.as_bytes());
        let good = s
            .token_hash
            .as_ref()
            .is_some_and(|h| wire::sigv4::same(h, &hash) && cx.now < s.expires);
        if !good {
            return Err(refused());
        }
        let party = party(&s);
        t.put(Session {
            token_hash: None,
            ..(*s).clone()
        })?;
        Ok(party)
    }

    fn parted(&self, _cx: &Cx<'_>, t: &mut Txn, id: &str) -> Result<(), Fault> {
        if let Some(s) = t.get::<Session>(&Session::key_of(id))? {
            t.delete(&Summons::key_of(&s.node, id));
            t.delete(&Session::key_of(id));
        }
        Ok(())
    }
}
