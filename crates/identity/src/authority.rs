//! The kernel's two questions: whose key is this, and may its owner do that.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use kernel::authority::Question;
use kernel::{Arn, Authority, Credential, Fault, Principal, Txn};

use crate::builtin;
use crate::policy::{
    Context, Decision, Kind, Policies, Policy, PolicyKind, Request, Subject, decide, grants,
};
use crate::record::{AccessKey, Attached, ManagedPolicy, Role, User};
use crate::role::assume;

/// How many compiled policies are kept; beyond that they are compiled again.
const COMPILED: usize = 4096;

/// IAM, as the kernel sees it.
#[derive(Default)]
pub struct Iam {
    /// By document; the same text always compiles to the same policy.
    compiled: Mutex<HashMap<String, Arc<Policy>>>,
}

impl Authority for Iam {
    fn credential(&self, t: &mut Txn, access_key_id: &str) -> Result<Option<Credential>, Fault> {
        let key = t
            .get::<AccessKey>(&AccessKey::at(access_key_id))?
            .filter(|k| k.active);
        Ok(key.map(|k| Credential {
            secret: k.secret.as_str().into(),
            principal: Arc::new(k.principal.clone()),
            session_token: k.session.as_ref().map(|s| s.token.as_str().into()),
            expires: k.session.as_ref().map(|s| s.expires),
        }))
    }

    fn authorize(&self, t: &mut Txn, q: &Question<'_>) -> Result<(), Fault> {
        // "No permissions are required to perform this operation", not even in spite of an explicit deny.
        if q.action == "sts:GetCallerIdentity" {
            return Ok(());
        }
        let holder = self.holder(t, q.principal)?;
        let subject = subject(q.principal);
        let mut context = context(q, &holder);
        let star = ["*".to_owned()];
        let resources = if q.access.resources.is_empty() {
            star.as_slice()
        } else {
            &q.access.resources
        };
        for resource in resources {
            let owner = Arn::parse(resource).map(|a| a.account).filter(|a| !a.is_empty());
            let trust = match q.action {
                assume::ACTION => {
                    let role = self.assumed(t, resource)?;
                    for (tag, value) in role.iter().flat_map(|r| &r.attached.tags) {
                        context.set(&format!("aws:ResourceTag/{tag}"), vec![value.clone()]);
                    }
                    let trust = role.map(|r| self.compile_as(&r.trust, PolicyKind::Trust));
                    Some(trust.transpose()?)
                }
                _ => None,
            };
            let own = q.access.policy.as_deref();
            let own = own
                .map(|d| self.compile_as(d, PolicyKind::Resource))
                .transpose()?;
            let request = Request {
                subject: &subject,
                action: q.action,
                resource,
                resource_account: owner.unwrap_or(&subject.account),
                context: &context,
            };
            let policies = Policies {
                identity: &holder.identity,
                boundary: holder.boundary.as_deref(),
                resource: trust.as_ref().and_then(Option::as_ref).or(own.as_ref()),
                ..Policies::default()
            };
            let decision = decide(&request, &policies);
            // Nobody may assume a role that does not trust them, whatever their own policies say.
            let trusted = trust
                .as_ref()
                .is_none_or(|p| p.as_ref().is_some_and(|p| grants(&request, p)));
            if !decision.allowed() || !trusted {
                return Err(denied(q, resource, &decision));
            }
        }
        Ok(())
    }

    fn revoke(&self, t: &mut Txn, access_key_id: &str) -> Result<(), Fault> {
        let key = AccessKey::at(access_key_id);
        if t.get::<AccessKey>(&key)?.is_some_and(|k| k.session.is_some()) {
            t.delete(&key);
        }
        Ok(())
    }
}

/// What hangs on the caller.
#[derive(Default)]
struct Holder {
    identity: Vec<Arc<Policy>>,
    boundary: Option<Vec<Arc<Policy>>>,
    tags: Vec<(String, String)>,
}

impl Iam {
    fn holder(&self, t: &mut Txn, who: &Principal) -> Result<Holder, Fault> {
        match who {
            Principal::Root { .. } => Ok(Holder::default()),
            Principal::Service { name, .. } => {
                let identity = builtin::service(name).map(|d| self.compile(d)).transpose()?;
                Ok(Holder {
                    identity: identity.into_iter().collect(),
                    ..Holder::default()
                })
            }
            Principal::User { account, name, .. } => {
                let user = t.get::<User>(&User::at(account, name))?;
                user.map_or_else(|| Ok(Holder::default()), |u| self.attached(t, &u.attached))
            }
            Principal::Session {
                account,
                role,
                role_id,
                ..
            } => {
                // A role that was deleted and made anew is another role; its old sessions have no rights.
                let role = t
                    .get::<Role>(&Role::at(account, role))?
                    .filter(|r| r.id == *role_id);
                role.map_or_else(|| Ok(Holder::default()), |r| self.attached(t, &r.attached))
            }
        }
    }

    fn attached(&self, t: &mut Txn, attached: &Attached) -> Result<Holder, Fault> {
        let mut identity = Vec::new();
        for arn in &attached.managed {
            identity.extend(self.managed(t, arn)?);
        }
        for document in attached.inline.values() {
            identity.push(self.compile(document)?);
        }
        let boundary = match &attached.boundary {
            // A boundary whose policy is gone bounds everything away.
            Some(arn) => Some(self.managed(t, arn)?.into_iter().collect()),
            None => None,
        };
        let tags = attached
            .tags
            .iter()
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        Ok(Holder {
            identity,
            boundary,
            tags,
        })
    }

    fn managed(&self, t: &mut Txn, arn: &str) -> Result<Option<Arc<Policy>>, Fault> {
        if let Some(document) = builtin::managed(arn) {
            return self.compile(document).map(Some);
        }
        t.get::<ManagedPolicy>(&ManagedPolicy::at(arn))?
            .map(|p| self.compile(&p.document))
            .transpose()
    }

    /// The role of an ARN that is to be assumed.
    fn assumed(&self, t: &mut Txn, arn: &str) -> Result<Option<Arc<Role>>, Fault> {
        match assume::parts(arn) {
            Some((account, name)) => Ok(t
                .get::<Role>(&Role::at(account, name))?
                .filter(|r| r.arn() == arn)),
            None => Ok(None),
        }
    }

    fn compile(&self, document: &str) -> Result<Arc<Policy>, Fault> {
        self.compile_as(document, PolicyKind::Identity)
    }

    fn compile_as(&self, document: &str, kind: PolicyKind) -> Result<Arc<Policy>, Fault> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(policy) = compiled.get(document) {
            return Ok(Arc::clone(policy));
        }
        let policy = Policy::parse(document, kind)
            .map_err(|e| Fault::internal(format!("a stored policy cannot be read: {e}")))?;
        if compiled.len() >= COMPILED {
            compiled.clear();
        }
        let policy = Arc::new(policy);
        compiled.insert(document.to_owned(), Arc::clone(&policy));
        Ok(policy)
    }
}

fn subject(who: &Principal) -> Subject {
    let (kind, arn, role) = match who {
        Principal::Root { .. } => (Kind::Root, who.arn(), None),
        Principal::User { .. } => (Kind::User, who.arn(), None),
        Principal::Session { .. } => (Kind::Session, who.arn(), role_arn(who)),
        Principal::Service { name, .. } => (Kind::Service, name.clone(), None),
    };
    Subject {
        kind,
        arn,
        account: who.account().to_string(),
        role,
    }
}

fn role_arn(who: &Principal) -> Option<String> {
    match who {
        Principal::Session {
            account,
            role_path,
            role,
            ..
        } => Some(format!("arn:aws:iam::{account}:role{role_path}{role}")),
        _ => None,
    }
}

/// The service's own keys and the global ones: "AWS global condition context keys".
fn context(q: &Question<'_>, holder: &Holder) -> Context {
    let mut context = Context::new();
    for (key, values) in &q.access.context {
        context.set(key, values.clone());
    }
    let mut set = |key: &str, value: String| context.set(key, vec![value]);
    for (tag, value) in &holder.tags {
        set(&format!("aws:PrincipalTag/{tag}"), value.clone());
    }
    set("aws:PrincipalAccount", q.principal.account().to_string());
    set(
        "aws:PrincipalArn",
        role_arn(q.principal).unwrap_or_else(|| q.principal.arn()),
    );
    set("aws:userid", q.principal.user_id());
    match q.principal {
        Principal::Root { .. } => set("aws:PrincipalType", "Account".to_owned()),
        Principal::User { name, .. } => {
            set("aws:PrincipalType", "User".to_owned());
            set("aws:username", name.clone());
        }
        Principal::Session { .. } => set("aws:PrincipalType", "AssumedRole".to_owned()),
        Principal::Service { name, .. } => set("aws:PrincipalServiceName", name.clone()),
    }
    let is_service = matches!(q.principal, Principal::Service { .. });
    set("aws:PrincipalIsAWSService", is_service.to_string());
    set("aws:ViaAWSService", q.via.is_some().to_string());
    if let Some(via) = q.via {
        for key in ["aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast"] {
            set(key, via.to_owned());
        }
    }
    if !q.scope.region.is_empty() {
        set("aws:RequestedRegion", q.scope.region.to_string());
    }
    if let Some(ip) = q.source_ip {
        // An IPv4 client on a socket for both families is still an IPv4 client.
        set("aws:SourceIp", ip.to_canonical().to_string());
    }
    set("aws:SecureTransport", q.secure.to_string());
    // Both keys hold the time as Unix seconds, which date operators accept.
    let seconds = q.now.0.div_euclid(1000).to_string();
    set("aws:CurrentTime", seconds.clone());
    set("aws:EpochTime", seconds);
    context
}

/// AccessDenied, as the action's service spells it.
fn denied(q: &Question<'_>, resource: &str, decision: &Decision) -> Fault {
    let text = format!(
        "User: {} is not authorized to perform: {} on resource: {resource} {}",
        q.principal.arn(),
        q.action,
        decision.because(q.action)
    );
    match q.action.split(':').next().unwrap_or_default() {
        "ec2" => Fault::new(
            "UnauthorizedOperation",
            403,
            format!("You are not authorized to perform this operation. {text}"),
        ),
        "iam" | "sts" | "elasticloadbalancing" | "autoscaling" | "cloudwatch" | "s3" => {
            Fault::new("AccessDenied", 403, text)
        }
        _ => Fault::new("AccessDeniedException", 400, text),
    }
}
