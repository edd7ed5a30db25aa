//! The ACS conversation, step by step, over a real kernel on a memory store.

use std::sync::Arc;

use kernel::dice::SeededDice;
use kernel::socket::{Event, Listener as _, Socket, Step};
use kernel::time::ManualClock;
use kernel::{Call, Fault, Kernel, Parts, Principal, Scope, Time};
use wire::acs::{AckRequest, FromAgent, ToAgent};
use wire::ecs as w;

use super::acs::Acs;

struct World {
    kernel: Arc<Kernel>,
    clock: Arc<ManualClock>,
    call: Call,
    instance: String,
}

fn block<T>(f: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(f)
}

impl World {
    fn new() -> Self {
        let clock = Arc::new(ManualClock::at(Time(1_000_000)));
        let parts = Parts::new()
            .and(crate::parts())
            .and(network::parts())
            .and(identity::parts());
        let kernel = Kernel::new(
            Arc::new(store::Memory::default()),
            Arc::<ManualClock>::clone(&clock),
            Arc::new(SeededDice::new(7)),
            Arc::new(identity::Iam::default()),
            parts,
        );
        let scope = Scope::new("000000000000", "us-east-1");
        let principal = Arc::new(Principal::Root {
            account: scope.account.clone(),
        });
        let call = Call {
            principal,
            host: Some("localhost:4580".into()),
            secure: false,
            ..Call::by_service("test", scope)
        };
        let mut world = Self {
            kernel,
            clock,
            call,
            instance: String::new(),
        };
        world.call::<w::CreateCluster>(w::CreateClusterRequest::default());
        let number = |name: &str, n| w::Resource {
            name: Some(name.into()),
            r#type: Some("INTEGER".into()),
            integer_value: Some(n),
            ..Default::default()
        };
        let joined = world.call::<w::RegisterContainerInstance>(w::RegisterContainerInstanceRequest {
            total_resources: Some(vec![number("CPU", 2048), number("MEMORY", 4096)]),
            ..Default::default()
        });
        world.instance = joined.container_instance.unwrap().container_instance_arn.unwrap();
        let hello = w::ContainerDefinition {
            name: Some("hello".into()),
            image: Some("img".into()),
            memory: Some(64),
            ..Default::default()
        };
        world.call::<w::RegisterTaskDefinition>(w::RegisterTaskDefinitionRequest {
            family: "f".into(),
            container_definitions: vec![hello],
            ..Default::default()
        });
        world
    }

    fn call<O: wire::schema::Operation>(&self, input: O::Input) -> O::Output {
        self.try_call::<O>(input).unwrap()
    }

    fn try_call<O: wire::schema::Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        block(self.kernel.call::<O>(&self.call, input))
    }

    fn connect(&self) -> Result<(Box<dyn Socket>, Vec<ToAgent>), Fault> {
        self.connect_as("")
    }

    fn connect_as(&self, process: &str) -> Result<(Box<dyn Socket>, Vec<ToAgent>), Fault> {
        let pair = |k: &str, v: &str| (k.to_owned(), v.to_owned());
        let query = vec![
            pair("containerInstanceArn", &self.instance),
            pair("longshoreProcess", process),
        ];
        let socket = block(
            self.kernel
                .transact(&self.call, false, |cx, t| Acs.accept(cx, t, &query)),
        )?;
        let step = self.step(&*socket, &Event::Opened);
        Ok((step.next, frames(&step.frames)))
    }

    fn step(&self, socket: &dyn Socket, event: &Event) -> Step {
        block(
            self.kernel
                .transact(&self.call, true, |cx, t| socket.step(cx, t, event)),
        )
        .unwrap()
    }

    fn run(&self) -> w::Task {
        let ran = self.call::<w::RunTask>(w::RunTaskRequest {
            task_definition: "f".into(),
            ..Default::default()
        });
        ran.tasks.unwrap().remove(0)
    }

    fn task(&self, arn: &str) -> w::Task {
        let asked = w::DescribeTasksRequest {
            tasks: vec![arn.to_owned()],
            ..Default::default()
        };
        self.call::<w::DescribeTasks>(asked).tasks.unwrap().remove(0)
    }

    fn ack(&self, id: &str) -> Event {
        Event::Text(
            FromAgent::Ack(AckRequest {
                message_id: id.into(),
                ..Default::default()
            })
            .to_text(),
        )
    }
}

fn frames(texts: &[String]) -> Vec<ToAgent> {
    texts.iter().map(|t| ToAgent::parse(t).unwrap()).collect()
}

fn payload(frames: &[ToAgent]) -> &wire::acs::PayloadMessage {
    frames
        .iter()
        .find_map(|f| match f {
            ToAgent::Payload(p) => Some(p),
            _ => None,
        })
        .expect("a payload")
}

#[test]
fn a_task_is_told_until_it_is_acknowledged() {
    let world = World::new();
    let refused = world
        .try_call::<w::RunTask>(w::RunTaskRequest {
            task_definition: "f".into(),
            ..Default::default()
        })
        .unwrap();
    assert_eq!(
        refused.failures.unwrap()[0].reason.as_deref(),
        Some("AGENT"),
        "nobody is connected"
    );

    let (socket, first) = world.connect().unwrap();
    assert!(matches!(&first[0], ToAgent::Manifest(m) if m.tasks.is_empty()));
    let task = world.run();
    let arn = task.task_arn.unwrap();

    let told = world.step(&*socket, &Event::Wake);
    let sent = frames(&told.frames);
    assert_eq!(payload(&sent).tasks[0].arn, arn);
    assert_eq!(payload(&sent).tasks[0].desired_status, "RUNNING");
    let again = world.step(&*told.next, &Event::Wake);
    assert!(again.frames.is_empty(), "it is under way");

    world.clock.advance(std::time::Duration::from_secs(21));
    let repeated = world.step(&*again.next, &Event::Wake);
    let id = payload(&frames(&repeated.frames)).message_id.clone();
    let acked = world.step(&*repeated.next, &world.ack(&id));
    assert!(acked.frames.is_empty());
    let twice = world.step(&*acked.next, &world.ack(&id));
    world.clock.advance(std::time::Duration::from_secs(5));
    assert!(
        world.step(&*twice.next, &Event::Wake).frames.is_empty(),
        "acknowledged things are not told again"
    );

    world.call::<w::StopTask>(w::StopTaskRequest {
        task: arn.clone(),
        ..Default::default()
    });
    let stop = world.step(&*twice.next, &Event::Wake);
    let sent = frames(&stop.frames);
    assert_eq!(payload(&sent).tasks[0].desired_status, "STOPPED");
    world.step(&*stop.next, &world.ack(&payload(&sent).message_id));
    assert_eq!(world.task(&arn).last_status.as_deref(), Some("STOPPING"));
    world.call::<w::SubmitTaskStateChange>(w::SubmitTaskStateChangeRequest {
        task: Some(arn.clone()),
        status: Some("STOPPED".into()),
        ..Default::default()
    });
    let stopped = world.task(&arn);
    assert_eq!(stopped.last_status.as_deref(), Some("STOPPED"));
    assert_eq!(stopped.stop_code.as_deref(), Some("UserInitiated"));
}

#[test]
fn a_token_is_remembered_once_something_was_started() {
    let world = World::new();
    let ask = || {
        let ran = world.call::<w::RunTask>(w::RunTaskRequest {
            task_definition: "f".into(),
            client_token: Some("t".into()),
            ..Default::default()
        });
        let arns = ran.tasks.unwrap().into_iter().filter_map(|t| t.task_arn);
        (arns.collect::<Vec<_>>(), ran.failures.unwrap().len())
    };
    assert_eq!(ask(), (Vec::new(), 1), "nobody is connected");
    assert_eq!(ask(), (Vec::new(), 1), "and that is said every time");
    let _socket = world.connect().unwrap();
    let started = ask();
    assert_eq!((started.0.len(), started.1), (1, 0));
    assert_eq!(ask(), started);
}

#[test]
fn a_second_session_is_refused_while_the_first_lives() {
    let world = World::new();
    let (socket, _) = world.connect().unwrap();
    assert_eq!(
        world.connect().err().map(|f| f.code.to_string()).as_deref(),
        Some("AccessDeniedException")
    );
    world.step(&*socket, &Event::Closed);
    let (_, _) = world.connect().expect("a closed session is forgotten at once");
    world.clock.advance(std::time::Duration::from_secs(80));
    world.connect().expect("a silent one after its silence");
    assert_eq!(
        world.step(&*socket, &Event::Wake).close.map(|c| c.0),
        Some(1008),
        "the displaced one ends"
    );
}

#[test]
fn the_same_process_takes_over_at_once() {
    let world = World::new();
    let (lost, _) = world.connect_as("p1").unwrap();
    assert!(world.connect_as("p2").is_err());
    assert!(world.connect_as("").is_err());
    world.connect_as("p1").expect("the same process");
    assert_eq!(world.step(&*lost, &Event::Wake).close.map(|c| c.0), Some(1008));
}

#[test]
fn a_silent_agent_loses_its_connection_and_keeps_its_tasks() {
    let world = World::new();
    let (socket, _) = world.connect().unwrap();
    let arn = world.run().task_arn.unwrap();
    world.clock.advance(std::time::Duration::from_secs(31));
    let beat = world.step(&*socket, &Event::Wake);
    assert!(
        frames(&beat.frames)
            .iter()
            .any(|f| matches!(f, ToAgent::Heartbeat(_)))
    );
    world.clock.advance(std::time::Duration::from_secs(60));
    let ended = world.step(&*beat.next, &Event::Wake);
    assert_eq!(ended.close.map(|c| c.0), Some(1011));
    world.step(&*ended.next, &Event::Closed);
    assert_eq!(
        world.task(&arn).desired_status.as_deref(),
        Some("RUNNING"),
        "a lost connection is no reason to stop a task"
    );
}

#[test]
fn late_and_repeated_reports_change_nothing() {
    let world = World::new();
    let (_socket, _) = world.connect().unwrap();
    let arn = world.run().task_arn.unwrap();
    let report = |status: &str, container: &str, code: Option<i32>| {
        let change = w::ContainerStateChange {
            container_name: Some("hello".into()),
            status: Some(container.into()),
            exit_code: code,
            ..Default::default()
        };
        world.call::<w::SubmitTaskStateChange>(w::SubmitTaskStateChangeRequest {
            task: Some(arn.clone()),
            status: Some(status.into()),
            containers: Some(vec![change]),
            ..Default::default()
        });
        world.task(&arn)
    };
    assert_eq!(
        report("RUNNING", "RUNNING", None).last_status.as_deref(),
        Some("RUNNING")
    );
    let version = world.task(&arn).version;
    assert_eq!(
        report("RUNNING", "RUNNING", None).version,
        version,
        "a repeat is no change"
    );
    assert_eq!(
        report("PENDING", "PENDING", None).last_status.as_deref(),
        Some("RUNNING")
    );
    let stopped = report("STOPPED", "STOPPED", Some(137));
    assert_eq!(stopped.stop_code.as_deref(), Some("EssentialContainerExited"));
    assert_eq!(stopped.containers.as_ref().unwrap()[0].exit_code, Some(137));
    assert_eq!(
        report("RUNNING", "RUNNING", None),
        stopped,
        "a stopped task stays as it is"
    );
}
