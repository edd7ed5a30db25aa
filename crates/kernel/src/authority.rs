//! Who decides: looking a key up, and whether its owner may do a thing. Implemented by the `identity` crate.

use std::sync::Arc;

use crate::{Fault, Principal, Scope, Time, Txn};

/// What an access key stands for.
#[derive(Clone)]
pub struct Credential {
    pub secret: Arc<str>,
    pub principal: Arc<Principal>,
    /// For temporary credentials: the token that must come with the key.
    pub session_token: Option<Arc<str>>,
    /// For temporary credentials: refused from then on with `ExpiredToken`.
    pub expires: Option<Time>,
}

/// What a call touches: the input of a policy decision besides who and what action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Resource ARNs; all must be allowed. Empty means `*` (the action knows no resource).
    pub resources: Vec<String>,
    /// Condition keys of the service with their values, e.g. `ecs:cluster`.
    pub context: Vec<(String, Vec<String>)>,
    /// The resource's own policy, when it has one: who else may do what with it.
    pub policy: Option<String>,
}

impl Access {
    /// An action without a resource of its own.
    #[must_use]
    pub fn any() -> Self {
        Self::default()
    }

    /// An action on one resource.
    #[must_use]
    pub fn on(resource: impl Into<String>) -> Self {
        Self {
            resources: vec![resource.into()],
            ..Self::default()
        }
    }

    /// The same, with a condition key.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, values: Vec<String>) -> Self {
        if !values.is_empty() {
            self.context.push((key.into(), values));
        }
        self
    }
}

/// One question to the authority.
pub struct Question<'a> {
    pub principal: &'a Principal,
    /// The service principal through which the call comes (`ecs.amazonaws.com`), when one of ours makes it.
    pub via: Option<&'a str>,
    /// `ecs:RunTask`.
    pub action: &'a str,
    pub access: &'a Access,
    pub scope: &'a Scope,
    pub source_ip: Option<std::net::IpAddr>,
    pub secure: bool,
    pub now: Time,
}

/// Looks keys up and decides.
pub trait Authority: Send + Sync + 'static {
    /// The credential of an access key id; `None` when nobody has it (or it is inactive).
    ///
    /// # Errors
    /// Internal faults only.
    fn credential(&self, t: &mut Txn, access_key_id: &str) -> Result<Option<Credential>, Fault>;

    /// `Ok` when allowed.
    ///
    /// # Errors
    /// AccessDenied in AWS's words: `User: <arn> is not authorized to perform: <action> on resource: <arn> because …`.
    fn authorize(&self, t: &mut Txn, question: &Question<'_>) -> Result<(), Fault>;

    /// Ends temporary credentials before their time, for a service whose work is over (a task that stopped). Nothing
    /// happens to a key that is not there or not temporary.
    ///
    /// # Errors
    /// Internal faults only.
    fn revoke(&self, _t: &mut Txn, _access_key_id: &str) -> Result<(), Fault> {
        Ok(())
    }
}
