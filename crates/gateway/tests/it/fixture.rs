//! A gateway over a memory store with a few operations, a socket that echoes, and one key.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use gateway::{Config, Gateway, Limits, Server, Site};
use kernel::authority::Question;
use kernel::dice::SystemDice;
use kernel::key::KeyRange;
use kernel::socket::{Event, Listener, Socket, Step};
use kernel::time::SystemClock;
use kernel::{Access, Authority, Credential, Cx, Fault, Kernel, Parts, Principal, Txn};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use wire::ec2::{DescribeVpcs, DescribeVpcsResult};
use wire::ecs::{
    CreateCluster, CreateClusterResponse, DeleteCluster, DeleteClusterResponse, ListClusters,
    ListClustersResponse,
};
use wire::schema::Operation;
use wire::sigv4::Credentials;
use wire::sts::{GetCallerIdentity, GetCallerIdentityResponse};

/// Whatever a test waits for; reached only when it fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
pub(crate) const KEY: &str = "LSTEST00000000000001";
pub(crate) const SECRET: &str = "not-to-be-seen-anywhere";
pub(crate) const SOCKET: &str = "/acs/ws";

pub(crate) fn credentials() -> Credentials {
    Credentials {
        access_key_id: KEY.into(),
        secret_access_key: SECRET.into(),
        session_token: None,
    }
}

/// One key; everybody who has it may do everything.
struct OneKey;

impl Authority for OneKey {
    fn credential(&self, _: &mut Txn, access_key_id: &str) -> Result<Option<Credential>, Fault> {
        Ok((access_key_id == KEY).then(|| Credential {
            secret: SECRET.into(),
            principal: Arc::new(Principal::Root {
                account: "000000000000".into(),
            }),
            session_token: None,
            expires: None,
        }))
    }

    fn authorize(&self, _: &mut Txn, _: &Question<'_>) -> Result<(), Fault> {
        Ok(())
    }
}

/// What tests see and steer of the operations and the socket.
#[derive(Default)]
pub(crate) struct Stage {
    /// `DeleteCluster` calls under way wait for this.
    pub go: Notify,
    pub waiting: AtomicUsize,
    pub sockets: AtomicUsize,
}

fn any<I>(_: &Cx<'_>, _: &mut Txn, _: &I) -> Result<Access, Fault> {
    Ok(Access::any())
}

fn parts(stage: &Arc<Stage>) -> Parts {
    let held = Arc::clone(stage);
    Parts::new()
        .op::<CreateCluster>(any, |_, _, _| Ok(CreateClusterResponse::default()))
        .op::<ListClusters>(any, |cx, _, _| {
            // Tells the host that the client named.
            Ok(ListClustersResponse {
                cluster_arns: Some(vec![cx.call.host.as_deref().unwrap_or("").to_owned()]),
                next_token: None,
            })
        })
        .op_async::<DeleteCluster, _, _>(any, move |_, _, _| {
            let stage = Arc::clone(&held);
            async move {
                stage.waiting.fetch_add(1, Ordering::SeqCst);
                stage.go.notified().await;
                Ok(DeleteClusterResponse::default())
            }
        })
        .op::<DescribeVpcs>(any, |_, _, _| Ok(DescribeVpcsResult::default()))
        .op::<GetCallerIdentity>(any, |cx, _, _| {
            Ok(GetCallerIdentityResponse {
                arn: Some(cx.call.principal.arn()),
                ..Default::default()
            })
        })
        .listener(Echo(Arc::clone(stage)))
}

/// Answers every frame with itself.
struct Echo(Arc<Stage>);

impl Listener for Echo {
    fn path(&self) -> &'static str {
        SOCKET
    }

    fn action(&self) -> &'static str {
        "ecs:Poll"
    }

    fn accept(&self, _: &Cx<'_>, _: &mut Txn, query: &[(String, String)]) -> Result<Box<dyn Socket>, Fault> {
        if query.iter().any(|(name, _)| name == "refuse") {
            return Err(Fault::new(
                "InactiveInstanceException",
                400,
                "the cup of tea is empty",
            ));
        }
        self.0.sockets.fetch_add(1, Ordering::SeqCst);
        Ok(Box::new(Echoing(Arc::clone(&self.0))))
    }

    fn refusal(&self, fault: &Fault) -> (u16, String) {
        (fault.status, format!(r#"{{"refused":"{}"}}"#, fault.code))
    }
}

struct Echoing(Arc<Stage>);

impl Socket for Echoing {
    fn watches(&self) -> Arc<[KeyRange]> {
        Arc::default()
    }

    fn step(&self, _: &Cx<'_>, _: &mut Txn, event: &Event) -> Result<Step, Fault> {
        let frames = match event {
            Event::Text(text) => vec![text.clone()],
            Event::Closed => {
                self.0.sockets.fetch_sub(1, Ordering::SeqCst);
                Vec::new()
            }
            Event::Opened | Event::Wake => Vec::new(),
        };
        Ok(Step {
            next: Box::new(Echoing(Arc::clone(&self.0))),
            frames,
            close: None,
            wake: None,
        })
    }
}

pub(crate) struct Node {
    pub address: SocketAddr,
    pub stage: Arc<Stage>,
    gateway: Arc<Gateway>,
    stop: watch::Sender<bool>,
    running: JoinHandle<std::io::Result<()>>,
}

/// Bounds that no sound request meets, however slow the machine.
pub(crate) fn wide() -> Limits {
    Limits {
        body: 64 * 1024,
        header_time: PATIENCE,
        body_time: PATIENCE,
        connections: 64,
        drain: PATIENCE,
    }
}

/// Bounds that a test waits for.
pub(crate) fn tight() -> Limits {
    Limits {
        header_time: Duration::from_millis(300),
        body_time: Duration::from_millis(300),
        ..wide()
    }
}

impl Node {
    pub(crate) fn start(limits: Limits) -> Node {
        Self::start_with(limits, None, false)
    }

    pub(crate) fn start_with(limits: Limits, audit: Option<PathBuf>, ephemeral: bool) -> Node {
        Self::start_sites(limits, audit, ephemeral, Vec::new())
    }

    pub(crate) fn start_sites(
        limits: Limits,
        audit: Option<PathBuf>,
        ephemeral: bool,
        sites: Vec<Arc<dyn Site>>,
    ) -> Node {
        let stage = Arc::new(Stage::default());
        let kernel = Kernel::new(
            Arc::new(store::Memory::default()),
            Arc::new(SystemClock),
            Arc::new(SystemDice::default()),
            Arc::new(OneKey),
            parts(&stage),
        );
        let config = Config {
            limits,
            audit,
            reset: ephemeral.then(|| -> gateway::Reset { Arc::new(|| Ok(())) }),
            sites,
            version: "test",
        };
        let gateway = Gateway::new(kernel, config).unwrap();
        let listener = gateway::bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopping) = watch::channel(false);
        let server = Server {
            gateway: Arc::clone(&gateway),
            listener,
            tls: None,
        };
        Node {
            address,
            stage,
            gateway,
            stop,
            running: tokio::spawn(server.run(stopping)),
        }
    }

    pub(crate) fn stopping(&self) {
        self.stop.send_replace(true);
    }

    /// Waits for the end of the server; afterwards the audit log is complete.
    pub(crate) async fn stopped(self) {
        self.stopping();
        let ended = tokio::time::timeout(PATIENCE, self.running).await;
        ended.expect("the server does not stop").unwrap().unwrap();
        self.gateway.close();
    }
}

/// Waits until `look` is true.
pub(crate) async fn eventually(look: impl Fn() -> bool) {
    let all = async {
        while !look() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, all)
        .await
        .expect("it did not come true");
}

/// The `X-Amz-Target` of an operation.
pub(crate) fn target<O: Operation>() -> String {
    format!("{}.{}", O::META.service.target_prefix.unwrap(), O::META.name)
}
