//! What a handler may know about the call it serves.

use std::net::IpAddr;
use std::sync::Arc;

use wire::schema::Operation;

use crate::authority::{Access, Question};
use crate::{Dice, Fault, Kernel, Principal, Scope, Time, Txn};

/// One call of an operation: who, where, when. Made by the gateway, or by [`Cx::call`] for calls between services.
#[derive(Clone, Debug)]
pub struct Call {
    pub principal: Arc<Principal>,
    /// The account of the caller and the region of the signature.
    pub scope: Scope,
    pub request_id: Arc<str>,
    pub source_ip: Option<IpAddr>,
    pub user_agent: Option<Arc<str>>,
    /// `host:port` the client used, for answers that must name an address it can reach.
    pub host: Option<Arc<str>>,
    /// Whether it came over TLS (`aws:SecureTransport`).
    pub secure: bool,
}

impl Call {
    /// A call that one of Longshore's services makes on its own account.
    #[must_use]
    pub fn by_service(name: &str, scope: Scope) -> Self {
        let account = Arc::clone(&scope.account);
        Self {
            principal: Arc::new(Principal::Service {
                account,
                name: name.to_owned(),
            }),
            scope,
            request_id: "internal".into(),
            source_ip: None,
            user_agent: None,
            host: None,
            secure: true,
        }
    }
}

/// The context of one attempt at a call. A retried attempt gets the same ids only by chance, never by contract.
pub struct Cx<'a> {
    pub call: &'a Call,
    pub now: Time,
    pub kernel: &'a Kernel,
}

impl Cx<'_> {
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.call.scope
    }

    #[must_use]
    pub fn dice(&self) -> &dyn Dice {
        &*self.kernel.dice
    }

    /// Calls another service's operation as `service` (`ecs.amazonaws.com`), inside this transaction: both take
    /// effect together or not at all. Checked by IAM like any caller.
    ///
    /// # Errors
    /// What the operation answers; an internal fault when nobody serves it.
    pub fn as_service<O: Operation>(
        &self,
        service: &str,
        t: &mut Txn,
        input: &O::Input,
    ) -> Result<O::Output, Fault> {
        let call = Call {
            request_id: Arc::clone(&self.call.request_id),
            ..Call::by_service(service, self.call.scope.clone())
        };
        self.kernel.call_in::<O>(
            &Cx {
                call: &call,
                now: self.now,
                kernel: self.kernel,
            },
            t,
            input,
        )
    }

    /// Whether the caller may do `action` on `access` as well (`iam:PassRole`).
    ///
    /// # Errors
    /// AccessDenied in AWS's words.
    pub fn authorize(&self, t: &mut Txn, action: &str, access: &Access) -> Result<(), Fault> {
        self.kernel.authority.authorize(
            t,
            &Question {
                principal: &self.call.principal,
                via: None,
                action,
                access,
                scope: &self.call.scope,
                source_ip: self.call.source_ip,
                secure: self.call.secure,
                now: self.now,
            },
        )
    }
}
