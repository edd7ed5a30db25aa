//! The operations over a real kernel and a real engine, with a clock that stands still.

use std::sync::Arc;
use std::time::Duration;

use kernel::authority::Question;
use kernel::dice::SeededDice;
use kernel::time::ManualClock;
use kernel::{Authority, Call, Credential, Fault, Kernel, Principal, Scope, Time, Txn};
use parking_lot::Mutex;
use wire::logs as w;
use wire::schema::Operation;

use super::storage::{Engine, Options, Plain};

mod events;
mod groups;
mod metrics;

const NOW: i64 = 1_767_323_045_000;
const DAY: i64 = 86_400_000;

/// Allows everything and notes what was asked.
#[derive(Default)]
struct Allow(Arc<Mutex<Vec<String>>>);

impl Authority for Allow {
    fn credential(&self, _: &mut Txn, _: &str) -> Result<Option<Credential>, Fault> {
        Ok(None)
    }

    fn authorize(&self, _: &mut Txn, q: &Question<'_>) -> Result<(), Fault> {
        self.0
            .lock()
            .push(format!("{} {}", q.action, q.access.resources.join(",")));
        Ok(())
    }
}

struct World {
    kernel: Arc<Kernel>,
    engine: Arc<Engine>,
    clock: Arc<ManualClock>,
    asked: Arc<Mutex<Vec<String>>>,
    call: Call,
    _dir: tempfile::TempDir,
}

impl World {
    async fn new() -> World {
        let dir = tempfile::tempdir().unwrap();
        let options = Options {
            seal_bytes: 100_000,
            block_bytes: 5_000,
            level: 1,
            ..Options::default()
        };
        let engine = Engine::open(dir.path().to_owned(), Arc::new(Plain), options)
            .await
            .unwrap();
        let engine = Arc::new(engine);
        let clock = Arc::new(ManualClock::at(Time(NOW)));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kernel = Kernel::new(
            Arc::new(store::Memory::default()),
            Arc::clone(&clock) as Arc<dyn kernel::Clock>,
            Arc::new(SeededDice::new(1)),
            Arc::new(Allow(Arc::clone(&asked))),
            super::parts(&engine).and(crate::metrics::parts(&engine)),
        );
        let call = Call {
            principal: Arc::new(Principal::Root {
                account: "111122223333".into(),
            }),
            ..Call::by_service("test", Scope::new("111122223333", "us-east-1"))
        };
        World {
            kernel,
            engine,
            clock,
            asked,
            call,
            _dir: dir,
        }
    }

    async fn ask<O: Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        self.kernel.call::<O>(&self.call, input).await
    }

    /// The answer is an error: its code and text.
    async fn refused<O: Operation>(&self, input: O::Input) -> (String, String)
    where
        O::Output: std::fmt::Debug,
    {
        let fault = self.ask::<O>(input).await.map(|_| ()).unwrap_err();
        (fault.code.into_owned(), fault.message)
    }

    async fn group(&self, name: &str) {
        let req = w::CreateLogGroupRequest {
            log_group_name: name.to_owned(),
            ..Default::default()
        };
        self.ask::<w::CreateLogGroup>(req).await.unwrap();
    }

    async fn stream(&self, group: &str, name: &str) {
        let req = w::CreateLogStreamRequest {
            log_group_name: group.to_owned(),
            log_stream_name: name.to_owned(),
        };
        self.ask::<w::CreateLogStream>(req).await.unwrap();
    }

    async fn put(&self, group: &str, stream: &str, events: &[(i64, &str)]) -> w::PutLogEventsResponse {
        self.ask::<w::PutLogEvents>(batch(group, stream, events))
            .await
            .unwrap()
    }
}

fn batch(group: &str, stream: &str, events: &[(i64, &str)]) -> w::PutLogEventsRequest {
    let event = |(t, m): &(i64, &str)| w::InputLogEvent {
        timestamp: *t,
        message: (*m).to_owned(),
    };
    w::PutLogEventsRequest {
        log_group_name: group.to_owned(),
        log_stream_name: stream.to_owned(),
        log_events: events.iter().map(event).collect(),
        ..Default::default()
    }
}

fn pair(code: &str, text: &str) -> (String, String) {
    (code.to_owned(), text.to_owned())
}
