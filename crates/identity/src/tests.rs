//! The authority over a real kernel with a store in memory.

use std::sync::Arc;
use std::time::Duration;

use kernel::authority::Question;
use kernel::dice::SeededDice;
use kernel::time::ManualClock;
use kernel::{Access, Call, Controller as _, Fault, Kernel, Principal, Scope, Time, Txn};
use wire::sts::{GetCallerIdentity, GetCallerIdentityRequest};

use crate::policy::{Policy, PolicyKind};
use crate::record::{AccessKey, Attached, Role, User};
use crate::{Iam, bootstrap, builtin, session};

const ACCOUNT: &str = "111122223333";

fn kernel() -> Arc<Kernel> {
    let clock = ManualClock::at(Time(1_767_323_045_000));
    Kernel::new(
        Arc::new(store::Memory::default()),
        Arc::new(clock),
        Arc::new(SeededDice::new(7)),
        Arc::new(Iam::default()),
        crate::parts(),
    )
}

fn scope() -> Scope {
    Scope::new(ACCOUNT, "us-east-1")
}

async fn write<T>(kernel: &Kernel, f: impl Fn(&mut Txn) -> Result<T, Fault>) -> T {
    let call = Call::by_service("test", scope());
    kernel.transact(&call, false, |_, t| f(t)).await.unwrap()
}

fn ask(t: &mut Txn, kernel: &Kernel, who: &Principal, action: &str, access: &Access) -> Result<(), Fault> {
    let scope = scope();
    kernel.authority.authorize(
        t,
        &Question {
            principal: who,
            via: None,
            action,
            access,
            scope: &scope,
            source_ip: Some("::ffff:10.1.2.3".parse().unwrap()),
            secure: true,
            now: kernel.clock.now(),
        },
    )
}

fn alice(inline: &str) -> User {
    User {
        account: ACCOUNT.to_owned(),
        name: "alice".to_owned(),
        path: "/".to_owned(),
        id: "AIDAALICE".to_owned(),
        created: Time(0),
        attached: Attached {
            inline: [("p".to_owned(), inline.to_owned())].into(),
            ..Attached::default()
        },
    }
}

fn principal_of(user: &User) -> Principal {
    Principal::User {
        account: user.account.as_str().into(),
        path: user.path.clone(),
        name: user.name.clone(),
        id: user.id.clone(),
    }
}

#[test]
fn builtin_documents_are_valid() {
    for document in builtin::documents() {
        Policy::parse(document, PolicyKind::Identity).unwrap();
    }
    for role in builtin::ROLES {
        assert!(role.managed.iter().all(|arn| builtin::managed(arn).is_some()));
        Policy::parse(&builtin::trust(role.trusts), PolicyKind::Trust).unwrap();
    }
}

#[tokio::test]
async fn the_root_key_is_random_and_stays() {
    let kernel = kernel();
    let dice = Arc::clone(&kernel.dice);
    let first = write(&kernel, |t| bootstrap::bootstrap(t, &*dice, ACCOUNT, Time(0))).await;
    let again = write(&kernel, |t| bootstrap::bootstrap(t, &*dice, ACCOUNT, Time(1))).await;
    assert_eq!(
        (first.access_key_id.len(), first.secret_access_key.len()),
        (20, 40)
    );
    assert_eq!(first.access_key_id, again.access_key_id);
    assert_eq!(first.secret_access_key, again.secret_access_key);
    let other = write(&kernel, |t| {
        bootstrap::bootstrap(t, &*dice, "444455556666", Time(1))
    })
    .await;
    assert_ne!(first.secret_access_key, other.secret_access_key);
    let (found, none) = write(&kernel, |t| {
        Ok((
            kernel.authority.credential(t, &first.access_key_id)?,
            kernel.authority.credential(t, "AKIANOBODY")?,
        ))
    })
    .await;
    assert!(none.is_none());
    let found = found.unwrap();
    assert_eq!(
        *found.principal,
        Principal::Root {
            account: ACCOUNT.into()
        }
    );
    assert_eq!(&*found.secret, first.secret_access_key);
    write(&kernel, |t| {
        ask(t, &kernel, &found.principal, "ecs:RunTask", &Access::any())
    })
    .await;
}

#[tokio::test]
async fn get_caller_identity_needs_no_permission() {
    let kernel = kernel();
    let user = alice(r#"{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#);
    let call = Call {
        principal: Arc::new(principal_of(&user)),
        ..Call::by_service("x", scope())
    };
    write(&kernel, |t| t.put(user.clone())).await;
    let me = kernel
        .call::<GetCallerIdentity>(&call, GetCallerIdentityRequest {})
        .await
        .unwrap();
    assert_eq!(me.arn.as_deref(), Some("arn:aws:iam::111122223333:user/alice"));
    assert_eq!(me.account.as_deref(), Some(ACCOUNT));
    assert_eq!(me.user_id.as_deref(), Some("AIDAALICE"));
}

#[tokio::test]
async fn a_user_may_what_its_policies_say() {
    let kernel = kernel();
    let user = alice(
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecs:RunTask",
            "Resource":"arn:aws:ecs:*:111122223333:task-definition/${aws:username}-*",
            "Condition":{"ArnEquals":{"ecs:cluster":"arn:aws:ecs:us-east-1:111122223333:cluster/prod"},
                         "IpAddress":{"aws:SourceIp":"10.0.0.0/8"},
                         "DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}}}]}"#,
    );
    let who = principal_of(&user);
    write(&kernel, |t| t.put(user.clone())).await;
    let on = |family: &str, cluster: &str| {
        Access::on(format!(
            "arn:aws:ecs:us-east-1:111122223333:task-definition/{family}:1"
        ))
        .with(
            "ecs:cluster",
            vec![format!("arn:aws:ecs:us-east-1:111122223333:cluster/{cluster}")],
        )
    };
    write(&kernel, |t| {
        ask(t, &kernel, &who, "ecs:RunTask", &on("alice-web", "prod"))
    })
    .await;
    let mut t = Txn::on(kernel.store.tip());
    let refused = |t: &mut Txn, access: &Access| ask(t, &kernel, &who, "ecs:RunTask", access).unwrap_err();
    let fault = refused(&mut t, &on("bob-web", "prod"));
    assert_eq!((&*fault.code, fault.status), ("AccessDeniedException", 400));
    assert_eq!(
        fault.message,
        "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: ecs:RunTask on resource: \
         arn:aws:ecs:us-east-1:111122223333:task-definition/bob-web:1 because no identity-based policy allows the \
         ecs:RunTask action"
    );
    refused(&mut t, &on("alice-web", "stage"));
    // All resources must be allowed.
    let mut both = on("alice-web", "prod");
    both.resources.extend(on("bob-web", "prod").resources);
    refused(&mut t, &both);
    // A user that is gone has no rights left.
    t.delete(&User::at(ACCOUNT, "alice"));
    refused(&mut t, &on("alice-web", "prod"));
}

#[tokio::test]
async fn another_accounts_resource_is_denied() {
    let kernel = kernel();
    let user = alice(r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#);
    let who = principal_of(&user);
    write(&kernel, |t| t.put(user.clone())).await;
    let mut t = Txn::on(kernel.store.tip());
    let access = Access::on("arn:aws:ecs:us-east-1:444455556666:cluster/prod");
    let fault = ask(&mut t, &kernel, &who, "ecs:DeleteCluster", &access).unwrap_err();
    assert!(
        fault
            .message
            .ends_with("because no resource-based policy allows the ecs:DeleteCluster action")
    );
    let fault = ask(
        &mut t,
        &kernel,
        &who,
        "iam:GetUser",
        &Access::on("arn:aws:iam::444455556666:user/x"),
    )
    .unwrap_err();
    assert_eq!((&*fault.code, fault.status), ("AccessDenied", 403));
}

#[tokio::test]
async fn sessions_have_their_roles_rights_until_they_end() {
    let kernel = kernel();
    let dice = Arc::clone(&kernel.dice);
    let now = kernel.clock.now();
    let hour = Duration::from_secs(3600);
    let (cred, expires) = write(&kernel, |t| {
        bootstrap::bootstrap(t, &*dice, ACCOUNT, now)?;
        session::issue(t, &*dice, ACCOUNT, "ecsInstanceRole", "node-1", hour, now)
    })
    .await;
    assert_eq!(expires, now + hour);
    let mut t = Txn::on(kernel.store.tip());
    let found = kernel
        .authority
        .credential(&mut t, &cred.access_key_id)
        .unwrap()
        .unwrap();
    assert_eq!(found.session_token.as_deref(), cred.session_token.as_deref());
    assert_eq!(found.expires, Some(expires));
    assert_eq!(
        found.principal.arn(),
        "arn:aws:sts::111122223333:assumed-role/ecsInstanceRole/node-1"
    );
    let may = |t: &mut Txn, action: &str| ask(t, &kernel, &found.principal, action, &Access::any());
    may(&mut t, "ecs:SubmitTaskStateChange").unwrap();
    assert!(may(&mut t, "ecs:RunTask").is_err());
    // The same name, another role.
    let mut role = (*t
        .get::<Role>(&Role::at(ACCOUNT, "ecsInstanceRole"))
        .unwrap()
        .unwrap())
    .clone();
    role.id = "AROANEW".to_owned();
    t.put(role).unwrap();
    assert!(may(&mut t, "ecs:SubmitTaskStateChange").is_err());

    let key = AccessKey::at(&cred.access_key_id);
    let seen = session::Expiry.see(&mut t, &key).unwrap().unwrap();
    assert!(session::Expiry.plan(&seen, expires).writes.is_empty());
    assert_eq!(session::Expiry.plan(&seen, expires).wake, Some(expires + hour));
    assert_eq!(session::Expiry.plan(&seen, expires + hour).writes.len(), 1);
    let missing = session::issue(&mut t, &*dice, ACCOUNT, "nobody", "s", hour, now).unwrap_err();
    assert_eq!(&*missing.code, "NoSuchEntity");
}

#[tokio::test]
async fn our_services_have_rights_of_their_own() {
    let kernel = kernel();
    let mut t = Txn::on(kernel.store.tip());
    let service = |name: &str| Principal::Service {
        account: ACCOUNT.into(),
        name: name.to_owned(),
    };
    let mut may =
        |name: &str, action: &str| ask(&mut t, &kernel, &service(name), action, &Access::any()).is_ok();
    assert!(may("ecs.amazonaws.com", "elasticloadbalancing:RegisterTargets"));
    assert!(!may("ecs.amazonaws.com", "iam:CreateUser"));
    assert!(!may("unknown.amazonaws.com", "ecs:RunTask"));
}
