//! Roles through their operations, and who may assume them.

use std::sync::Arc;

use kernel::dice::SeededDice;
use kernel::time::ManualClock;
use kernel::{Call, Fault, Kernel, Principal, Scope, Time};
use wire::schema::Operation;
use wire::{iam, sts};

use crate::{Iam, bootstrap};

const ACCOUNT: &str = "111122223333";
const TRUST_TASKS: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
    "Principal":{"Service":"ecs-tasks.amazonaws.com"}}]}"#;

async fn kernel() -> Arc<Kernel> {
    let kernel = Kernel::new(
        Arc::new(store::Memory::default()),
        Arc::new(ManualClock::at(Time(1_767_323_045_000))),
        Arc::new(SeededDice::new(7)),
        Arc::new(Iam::default()),
        crate::parts(),
    );
    let call = Call::by_service("test", Scope::new(ACCOUNT, "us-east-1"));
    kernel
        .transact(&call, false, |cx, t| {
            bootstrap::bootstrap(t, cx.dice(), ACCOUNT, cx.now)
        })
        .await
        .unwrap();
    kernel
}

fn root() -> Principal {
    Principal::Root {
        account: ACCOUNT.into(),
    }
}

async fn call<O: Operation>(kernel: &Arc<Kernel>, who: Principal, input: O::Input) -> Result<O::Output, Fault>
where
    O::Input: Send + Sync,
    O::Output: Send + Sync,
{
    let mut call = Call::by_service("test", Scope::new(ACCOUNT, "us-east-1"));
    call.principal = Arc::new(who);
    kernel.call::<O>(&call, input).await
}

async fn make(kernel: &Arc<Kernel>, name: &str, trust: &str) {
    let input = iam::CreateRoleRequest {
        role_name: name.into(),
        assume_role_policy_document: trust.into(),
        ..Default::default()
    };
    call::<iam::CreateRole>(kernel, root(), input).await.unwrap();
}

fn service(name: &str) -> Principal {
    Principal::Service {
        account: ACCOUNT.into(),
        name: name.into(),
    }
}

async fn assume(kernel: &Arc<Kernel>, who: Principal, role: &str) -> Result<sts::AssumeRoleResponse, Fault> {
    let input = sts::AssumeRoleRequest {
        role_arn: format!("arn:aws:iam::{ACCOUNT}:role/{role}"),
        role_session_name: "session".into(),
        ..Default::default()
    };
    call::<sts::AssumeRole>(kernel, who, input).await
}

#[tokio::test]
async fn a_role_is_assumed_by_whom_it_trusts() {
    let kernel = kernel().await;
    make(&kernel, "tasks", TRUST_TASKS).await;
    let account = TRUST_TASKS.replace(
        r#""Service":"ecs-tasks.amazonaws.com""#,
        &format!(r#""AWS":"{ACCOUNT}""#),
    );
    make(&kernel, "ours", &account).await;

    let session = assume(&kernel, service("ecs-tasks.amazonaws.com"), "tasks")
        .await
        .unwrap();
    let user = session.assumed_role_user.unwrap();
    assert_eq!(
        user.arn,
        format!("arn:aws:sts::{ACCOUNT}:assumed-role/tasks/session")
    );
    assume(&kernel, root(), "ours").await.unwrap();

    // Neither a right to assume everything nor being root helps against a trust policy that names somebody else.
    for (who, role) in [
        (root(), "tasks"),
        (service("ecs-tasks.amazonaws.com"), "ours"),
        (service("ecs.amazonaws.com"), "tasks"),
        (service("ecs-tasks.amazonaws.com"), "nobody"),
    ] {
        let fault = assume(&kernel, who.clone(), role).await.unwrap_err();
        assert_eq!(fault.code, "AccessDenied", "{who:?} {role}");
    }
}

#[tokio::test]
async fn a_revoked_session_is_no_key_any_more() {
    let kernel = kernel().await;
    make(&kernel, "tasks", TRUST_TASKS).await;
    let session = assume(&kernel, service("ecs-tasks.amazonaws.com"), "tasks")
        .await
        .unwrap();
    let key = session.credentials.unwrap().access_key_id;
    let by = Call::by_service("test", Scope::new(ACCOUNT, "us-east-1"));
    let known = |kernel: Arc<Kernel>| {
        let (by, key) = (by.clone(), key.clone());
        async move {
            kernel
                .transact(&by, true, |cx, t| cx.kernel.authority.credential(t, &key))
                .await
                .unwrap()
                .is_some()
        }
    };
    assert!(known(Arc::clone(&kernel)).await);
    kernel
        .transact(&by, false, |cx, t| cx.kernel.authority.revoke(t, &key))
        .await
        .unwrap();
    assert!(!known(Arc::clone(&kernel)).await);
}
