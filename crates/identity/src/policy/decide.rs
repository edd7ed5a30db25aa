//! The decision: "Policy evaluation logic" of the IAM User Guide.
//!
//! An explicit deny anywhere wins. Then every level of service control policies must allow. Then, within
//! one account, either side may allow: the resource's policy, or identity AND boundary AND session; a
//! resource policy that names the user or the session itself is not limited by boundary or session, one
//! that names the role is, and one that names the account only hands the decision to the identity side.
//! Across accounts both sides must allow.

use super::Context;
use super::document::{Except, Policy, PrincipalPattern, Statement};
use std::borrow::Borrow;

/// What kind of principal asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The account's root user: allowed by itself whatever is not denied.
    Root,
    User,
    /// A session of a role.
    Session,
    /// An AWS service; its name stands in `arn`.
    Service,
}

/// Who asks.
#[derive(Clone, Debug)]
pub struct Subject {
    pub kind: Kind,
    /// The user's or the session's ARN; for a service, its name (`ecs.amazonaws.com`).
    pub arn: String,
    pub account: String,
    /// The ARN of a session's role.
    pub role: Option<String>,
}

impl Subject {
    /// From the ARN of a user, a root user or an assumed-role session; `None` for any other.
    pub fn from_arn(arn: &str) -> Option<Subject> {
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        let [_, partition, service, _, account, name] = parts.as_slice() else {
            return None;
        };
        let (kind, role) = match (*service, name.split('/').collect::<Vec<_>>().as_slice()) {
            ("iam", ["root"]) => (Kind::Root, None),
            ("iam", ["user", ..]) => (Kind::User, None),
            ("sts", ["assumed-role", role, _]) => (
                Kind::Session,
                Some(format!("arn:{partition}:iam::{account}:role/{role}")),
            ),
            _ => return None,
        };
        Some(Subject {
            kind,
            arn: arn.to_owned(),
            account: (*account).to_owned(),
            role,
        })
    }
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    pub subject: &'a Subject,
    /// `ecs:RunTask`.
    pub action: &'a str,
    /// An ARN, or `*` for an action that knows no resource.
    pub resource: &'a str,
    /// The account that owns the resource.
    pub resource_account: &'a str,
    pub context: &'a Context,
}

/// The policies that apply. `None` means "there is none, so it does not limit".
#[derive(Clone, Copy, Debug)]
pub struct Policies<'a, P = Policy> {
    pub identity: &'a [P],
    pub boundary: Option<&'a [P]>,
    pub session: Option<&'a [P]>,
    pub resource: Option<&'a P>,
    /// One list for each level, from the organization's root to the account.
    pub service_control: Option<&'a [Vec<P>]>,
}

impl<P> Default for Policies<'_, P> {
    fn default() -> Self {
        Policies {
            identity: &[],
            boundary: None,
            session: None,
            resource: None,
            service_control: None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Allowed,
    ExplicitDeny,
    ImplicitDeny,
}

/// The kinds of policies, for saying which one decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicySet {
    Identity,
    Boundary,
    Session,
    Resource,
    ServiceControl,
}

/// The answer, and what decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub outcome: Outcome,
    /// The kind of policy that allowed or denied, or in which an allow was missing.
    pub set: PolicySet,
    /// The deciding statement: its policy's place in the set (levels counted through) and its own place
    /// in that policy; `None` when an allow was missing.
    pub statement: Option<(usize, usize)>,
    pub sid: Option<String>,
}

impl Decision {
    pub fn allowed(&self) -> bool {
        self.outcome == Outcome::Allowed
    }

    /// The end of AWS's sentence `User: … is not authorized to perform: … on resource: … `.
    pub fn because(&self, action: &str) -> String {
        let (a, name) = match self.set {
            PolicySet::Identity => ("an", "identity-based policy"),
            PolicySet::Boundary => ("a", "permissions boundary"),
            PolicySet::Session => ("a", "session policy"),
            PolicySet::Resource => ("a", "resource-based policy"),
            PolicySet::ServiceControl => ("a", "service control policy"),
        };
        match self.outcome {
            Outcome::ExplicitDeny => format!("with an explicit deny in {a} {name}"),
            _ => format!("because no {name} allows the {action} action"),
        }
    }
}

/// How strongly a resource policy's allow speaks for the subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Grant {
    /// Through the account: the identity side decides.
    Account,
    /// Through the role, or through everyone: boundary and session still limit.
    Limited,
    /// To the user, session or service itself.
    Direct,
}

/// Decides. Pure; the time of the request, if it matters, is `aws:CurrentTime` of the context.
pub fn decide<P: Borrow<Policy>>(request: &Request<'_>, policies: &Policies<'_, P>) -> Decision {
    let levels = policies.service_control.unwrap_or_default();
    let sets = [
        (
            PolicySet::ServiceControl,
            levels.iter().flatten().collect::<Vec<&P>>(),
        ),
        (PolicySet::Resource, policies.resource.into_iter().collect()),
        (PolicySet::Identity, policies.identity.iter().collect()),
        (
            PolicySet::Boundary,
            policies.boundary.unwrap_or_default().iter().collect(),
        ),
        (
            PolicySet::Session,
            policies.session.unwrap_or_default().iter().collect(),
        ),
    ];
    for (set, list) in &sets {
        if let Some(found) = first(request, list.iter().copied(), *set, true) {
            return Decision {
                outcome: Outcome::ExplicitDeny,
                ..found
            };
        }
    }
    for level in levels {
        if first(request, level.iter(), PolicySet::ServiceControl, false).is_none() {
            return missing(PolicySet::ServiceControl);
        }
    }

    let granted = resource_grant(request, policies.resource);
    let same_account = request.subject.account == request.resource_account;
    if let (true, Some((Grant::Direct, found))) = (same_account, &granted) {
        return found.clone();
    }
    let limits = [
        (PolicySet::Boundary, policies.boundary),
        (PolicySet::Session, policies.session),
    ];
    for (set, list) in limits {
        if list.is_some_and(|l| first(request, l.iter(), set, false).is_none()) {
            return missing(set);
        }
    }
    if let (true, Some((Grant::Limited, found))) = (same_account, &granted) {
        return found.clone();
    }
    let identity = match request.subject.kind {
        Kind::Root => Some(by(PolicySet::Identity, None, None)),
        _ => first(request, policies.identity.iter(), PolicySet::Identity, false),
    };
    match identity {
        None => missing(PolicySet::Identity),
        Some(_) if !same_account && granted.is_none() => missing(PolicySet::Resource),
        Some(found) => found,
    }
}

/// Whether a resource's policy by itself speaks for the subject, be it through the account.
pub fn grants<P: Borrow<Policy>>(request: &Request<'_>, policy: &P) -> bool {
    resource_grant(request, Some(policy)).is_some()
}

fn by(set: PolicySet, statement: Option<(usize, usize)>, sid: Option<String>) -> Decision {
    Decision {
        outcome: Outcome::Allowed,
        set,
        statement,
        sid,
    }
}

fn missing(set: PolicySet) -> Decision {
    Decision {
        outcome: Outcome::ImplicitDeny,
        set,
        statement: None,
        sid: None,
    }
}

/// The first statement of the wanted effect that applies.
fn first<'p, P: Borrow<Policy> + 'p>(
    request: &Request<'_>,
    policies: impl Iterator<Item = &'p P>,
    set: PolicySet,
    deny: bool,
) -> Option<Decision> {
    for (i, policy) in policies.enumerate() {
        for (j, statement) in policy.borrow().statements.iter().enumerate() {
            if statement.deny == deny
                && applies(statement, request)
                && speaks_of(statement, request).is_some()
            {
                return Some(by(set, Some((i, j)), statement.sid.clone()));
            }
        }
    }
    None
}

/// The strongest allow of the resource's policy.
fn resource_grant<P: Borrow<Policy>>(request: &Request<'_>, policy: Option<&P>) -> Option<(Grant, Decision)> {
    let statements = policy?.borrow().statements.iter().enumerate();
    statements
        .filter(|(_, s)| !s.deny && applies(s, request))
        .filter_map(|(j, s)| {
            let grant = speaks_of(s, request)?;
            Some((grant, by(PolicySet::Resource, Some((0, j)), s.sid.clone())))
        })
        .max_by_key(|(grant, _)| *grant)
}

/// Whether action, resource and conditions of a statement fit.
fn applies(statement: &Statement, request: &Request<'_>) -> bool {
    let actions = &statement.actions;
    if actions
        .list
        .iter()
        .any(|a| a.matches(request.action, request.context))
        == actions.not
    {
        return false;
    }
    if let Some(resources) = &statement.resources
        && resources
            .list
            .iter()
            .any(|r| r.matches(request.resource, request.context))
            == resources.not
    {
        return false;
    }
    statement.conditions.iter().all(|c| c.holds(request.context))
}

/// Whether the statement's principal fits, and how directly. Without one, the policy's owner is meant.
fn speaks_of(statement: &Statement, request: &Request<'_>) -> Option<Grant> {
    let Some(principals) = &statement.principals else {
        return Some(Grant::Direct);
    };
    let subject = request.subject;
    if !principals.not {
        return principals.list.iter().filter_map(|p| grant(p, subject)).max();
    }
    // "When you use NotPrincipal with Deny, you must also specify the account ARN": AWS looks at the
    // account, then the role, then the session, and each must be excepted. With Allow, one is enough to
    // be left out.
    let names = |list: &Except<PrincipalPattern>, name: &dyn Fn(&PrincipalPattern) -> bool| {
        list.list.iter().any(name)
    };
    let itself = names(principals, &|p| grant(p, subject) == Some(Grant::Direct));
    let account = names(principals, &|p| {
        *p == PrincipalPattern::Account(subject.account.clone())
    });
    let role = names(
        principals,
        &|p| matches!((p, &subject.role), (PrincipalPattern::Arn(a), Some(r)) if a == r),
    );
    let everyone = names(principals, &|p| *p == PrincipalPattern::Everyone);
    let has_role = subject.role.is_some();
    let excepted = everyone
        || match (statement.deny, subject.kind) {
            (_, Kind::Service) => itself,
            (true, _) => account && (itself || subject.kind == Kind::Root) && (role || !has_role),
            (false, _) => account || itself || role,
        };
    (!excepted).then_some(Grant::Limited)
}

fn grant(pattern: &PrincipalPattern, subject: &Subject) -> Option<Grant> {
    match pattern {
        PrincipalPattern::Everyone => Some(Grant::Limited),
        PrincipalPattern::Account(account)
            if subject.kind != Kind::Service && *account == subject.account =>
        {
            Some(if subject.kind == Kind::Root {
                Grant::Direct
            } else {
                Grant::Account
            })
        }
        PrincipalPattern::Arn(arn) if subject.kind != Kind::Service && *arn == subject.arn => {
            Some(Grant::Direct)
        }
        PrincipalPattern::Arn(arn) if subject.role.as_ref() == Some(arn) => Some(Grant::Limited),
        PrincipalPattern::Service(name) if subject.kind == Kind::Service && *name == subject.arn => {
            Some(Grant::Direct)
        }
        _ => None,
    }
}
