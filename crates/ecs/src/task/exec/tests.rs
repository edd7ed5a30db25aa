//! Who may be an end of a session, and how long it waits.

use std::sync::Arc;
use std::time::Duration;

use kernel::controller::Controller as _;
use kernel::dice::SeededDice;
use kernel::relay::Relay as _;
use kernel::time::ManualClock;
use kernel::{Call, Kernel, Principal, Scope, Time};

use super::plan::Expiry;
use super::record::{Session, Summons};
use super::relay::Sessions;
use crate::task::record::NodeRef;

const NOW: Time = Time(1_000_000);
const ID: &str = "ecs-execute-command-0";

fn session() -> Session {
    let scope = Scope::new("000000000000", "us-east-1");
    Session {
        id: ID.into(),
        by: Principal::Root {
            account: scope.account.clone(),
        },
        node: NodeRef {
            scope: scope.clone(),
            cluster: "c".into(),
            id: "n".into(),
        },
        scope,
        cluster: "c".into(),
        task_id: "t".into(),
        container: "a".into(),
        command: "sh".into(),
        stopped: false,
        log: None,
        token_hash: Some(wire::sigv4::sha256_hex(b"token")),
        agent_hash: None,
        expires: NOW + Duration::from_secs(60),
    }
    .expecting("secret")
}

struct World {
    kernel: Arc<Kernel>,
    clock: Arc<ManualClock>,
    runtime: tokio::runtime::Runtime,
}

impl World {
    fn new() -> Self {
        let clock = Arc::new(ManualClock::at(NOW));
        let kernel = Kernel::new(
            Arc::new(store::Memory::default()),
            Arc::<ManualClock>::clone(&clock),
            Arc::new(SeededDice::new(7)),
            Arc::new(identity::Iam::default()),
            crate::parts(),
        );
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let world = Self {
            kernel,
            clock,
            runtime,
        };
        world.run(|_, t| {
            t.put(Summons {
                node: session().node,
                session: ID.into(),
            })?;
            t.put(session())
        });
        world
    }

    fn run<T>(&self, f: impl FnMut(&kernel::Cx<'_>, &mut kernel::Txn) -> Result<T, kernel::Fault>) -> T {
        self.try_run(f).unwrap()
    }

    fn try_run<T>(
        &self,
        f: impl FnMut(&kernel::Cx<'_>, &mut kernel::Txn) -> Result<T, kernel::Fault>,
    ) -> Result<T, kernel::Fault> {
        let call = Call::by_service("test", Scope::new("", ""));
        self.runtime.block_on(self.kernel.transact(&call, false, f))
    }

    fn client(&self, id: &str, first: &str) -> Result<(), kernel::Fault> {
        self.try_run(|cx, t| Sessions.client(cx, t, id, first).map(drop))
    }

    fn agent(&self, token: &str) -> Result<(), kernel::Fault> {
        let query = [("token".to_owned(), token.to_owned())];
        self.try_run(|cx, t| Sessions.agent(cx, t, ID, &query).map(drop))
    }

    fn is_there(&self) -> (bool, bool) {
        let summons = Summons::key_of(&session().node, ID);
        self.run(|_, t| Ok((t.exists(&Session::key_of(ID)), t.exists(&summons))))
    }
}

const GOOD: &str = r#"{"MessageSchemaVersion":"1.0","TokenValue":"token"}"#;

#[test]
fn a_token_is_good_once() {
    let w = World::new();
    for bad in ["", "{}", "token", r#"{"TokenValue":"tokem"}"#] {
        assert_eq!(
            w.client(ID, bad).unwrap_err().code,
            "AccessDeniedException",
            "{bad}"
        );
    }
    assert!(w.client("another", GOOD).is_err());
    w.client(ID, GOOD).unwrap();
    assert_eq!(w.client(ID, GOOD).unwrap_err().code, "AccessDeniedException");
}

#[test]
fn a_token_is_good_for_a_minute() {
    let w = World::new();
    w.clock.set(NOW + Duration::from_secs(60));
    assert!(w.client(ID, GOOD).is_err());
}

#[test]
fn the_agents_end_needs_what_its_machine_was_told() {
    let w = World::new();
    assert!(w.agent("").is_err() && w.agent("token").is_err());
    w.agent("secret").unwrap();
}

#[test]
fn nothing_stays() {
    let w = World::new();
    w.run(|cx, t| Sessions.parted(cx, t, ID));
    w.run(|cx, t| Sessions.parted(cx, t, ID));
    assert_eq!(w.is_there(), (false, false));

    let waiting = Expiry.plan(&session(), NOW);
    assert_eq!((waiting.writes.len(), waiting.wake), (0, Some(session().expires)));
    assert_eq!(Expiry.plan(&session(), session().expires).writes.len(), 2);
    // One that is open is not looked after.
    let w = World::new();
    w.client(ID, GOOD).unwrap();
    let seen = w.run(|_, t| Expiry.see(t, &Session::key_of(ID)));
    assert_eq!(seen, None);
}

/// Policies allow by cluster, task, container and the task's tags (Service Authorization Reference, ExecuteCommand).
#[test]
fn what_a_policy_is_asked() {
    let w = World::new();
    let mut task = crate::task::tests::a_task(&["a"]);
    task.tags.insert("env".into(), "test".into());
    w.run(|_, t| t.put(task.clone()));
    let ask = |container: Option<&str>| wire::ecs::ExecuteCommandRequest {
        cluster: Some("c".into()),
        container: container.map(str::to_owned),
        command: "sh".into(),
        interactive: true,
        task: "t".into(),
    };
    let call = Call::by_service("test", task.scope.clone());
    let access = |container: Option<&str>| {
        let judged = w.kernel.transact(&call, true, |cx, t| {
            crate::rules::execute_command(cx, t, &ask(container))
        });
        w.runtime.block_on(judged).unwrap()
    };
    let arn = |rest: &str| format!("arn:aws:ecs:us-east-1:000000000000:{rest}");
    let named = access(None);
    assert_eq!(named.resources, [arn("cluster/c"), task.arn()]);
    let value = |name: &str| {
        let found = named.context.iter().find(|(k, _)| k == name);
        found.map(|(_, v)| v.join(",")).unwrap_or_default()
    };
    assert_eq!(value("ecs:cluster"), arn("cluster/c"));
    // A task's only container need not be named, and is meant all the same.
    assert_eq!(value("ecs:container-name"), "a");
    assert_eq!(value("aws:ResourceTag/env"), "test");
    assert_eq!(access(Some("a")), named);
}
