//! What the spine promises, over the smallest store that keeps the contract ([`desk`]).

mod controller;
mod derived;
mod desk;
mod key;
mod page;
mod record;
mod run;
mod txn;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::authority::Question;
use crate::dice::SeededDice;
use crate::time::ManualClock;
use crate::{Authority, Call, Credential, Fault, Kernel, Key, Parts, Record, Scope, Time, Txn};

/// The record of these tests: a name and a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Item {
    name: String,
    value: u64,
}

impl Item {
    fn at(name: &str) -> Key {
        Key::new(Self::KIND, &scope(), &[name])
    }

    fn new(name: &str, value: u64) -> Self {
        Self {
            name: name.into(),
            value,
        }
    }
}

impl Record for Item {
    const KIND: &'static str = "test.item";
    fn key(&self) -> Key {
        Self::at(&self.name)
    }
}

fn scope() -> Scope {
    Scope::new("000000000000", "us-east-1")
}

/// Allows everybody everything, or nobody anything.
struct Door {
    open: bool,
}

impl Authority for Door {
    fn credential(&self, _: &mut Txn, _: &str) -> Result<Option<Credential>, Fault> {
        Ok(None)
    }

    fn authorize(&self, _: &mut Txn, q: &Question<'_>) -> Result<(), Fault> {
        if self.open {
            return Ok(());
        }
        Err(Fault::new("AccessDenied", 403, format!("no {}", q.action)))
    }
}

struct World {
    desk: Arc<desk::Desk>,
    clock: Arc<ManualClock>,
    kernel: Arc<Kernel>,
    call: Call,
}

impl World {
    fn new(parts: Parts) -> Self {
        Self::with(parts, true)
    }

    fn with(parts: Parts, open: bool) -> Self {
        let desk = Arc::new(desk::Desk::default());
        let clock = Arc::new(ManualClock::at(Time(1_000_000)));
        let kernel = Kernel::new(
            Arc::<desk::Desk>::clone(&desk),
            Arc::<ManualClock>::clone(&clock),
            Arc::new(SeededDice::new(7)),
            Arc::new(Door { open }),
            parts,
        );
        Self {
            desk,
            clock,
            kernel,
            call: Call::by_service("test", scope()),
        }
    }

    fn put(&self, item: Item) {
        let mut t = Txn::on(crate::Store::tip(&*self.desk));
        t.put(item).unwrap();
        self.desk.stage(&t.into_commit()).unwrap();
    }

    fn value(&self, name: &str) -> Option<u64> {
        let mut t = Txn::on(crate::Store::tip(&*self.desk));
        t.get::<Item>(&Item::at(name)).unwrap().map(|i| i.value)
    }
}

fn block<T>(f: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(f)
}
