//! The loop that runs controllers: woken by changes, by time, by its own sweep; again on conflict and after a fault.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::watch;

use super::{Item, World, block, scope};
use crate::{Controller, Fault, Key, Parts, Plan, Record as _, Time, Txn, Write};

/// What happened to one controller, and what is to happen to it.
#[derive(Default)]
struct Script {
    /// The keys it looked at.
    looks: Vec<String>,
    /// How often somebody else is faster.
    rivals: usize,
    /// How often looking fails.
    faults: usize,
}

/// Doubles: `x` of value n makes `x.double` of value 2 n; a value of 1000 and more is a time to wait for.
#[derive(Clone)]
struct Doubler {
    script: Arc<Mutex<Script>>,
    desk: Arc<Mutex<Option<Arc<super::desk::Desk>>>>,
}

fn source(key: &Key) -> Option<Key> {
    let name = key.parts().pop()?;
    (key.kind() == Item::KIND && !name.ends_with(".double")).then(|| key.clone())
}

impl Controller for Doubler {
    type Seen = (Item, Option<u64>);
    const NAME: &'static str = "test.doubler";
    const SERVICE: &'static str = "test.amazonaws.com";

    fn wakes(&self, changed: &Key) -> Option<Key> {
        source(changed)
    }

    fn sweep(&self, t: &mut Txn) -> Result<Vec<Key>, Fault> {
        Ok(t.keys(&Key::all(Item::KIND)).iter().filter_map(source).collect())
    }

    fn see(&self, t: &mut Txn, key: &Key) -> Result<Option<Self::Seen>, Fault> {
        let Some(item) = t.get::<Item>(key)? else {
            return Ok(None);
        };
        let double = t.get::<Item>(&Item::at(&format!("{}.double", item.name)))?;
        let mut s = self.script.lock();
        s.looks.push(item.name.clone());
        if s.faults > 0 {
            s.faults -= 1;
            return Err(Fault::internal("as told"));
        }
        if s.rivals > 0
            && let Some(desk) = &*self.desk.lock()
        {
            s.rivals -= 1;
            let mut rival = Txn::on(crate::Store::tip(&**desk));
            rival.put(Item::new(&item.name, item.value + 1))?;
            desk.stage(&rival.into_commit()).unwrap();
        }
        Ok(Some(((*item).clone(), double.map(|d| d.value))))
    }

    fn plan(&self, (item, double): &Self::Seen, now: Time) -> Plan {
        let due = i64::try_from(item.value).unwrap();
        if item.value >= 1000 && now < Time(due) {
            return Plan {
                wake: Some(Time(due)),
                ..Plan::default()
            };
        }
        let mut plan = Plan::default();
        if *double != Some(2 * item.value) {
            plan.writes.push(Write::put(Item::new(
                &format!("{}.double", item.name),
                2 * item.value,
            )));
        }
        plan
    }
}

fn world() -> (World, Doubler) {
    let doubler = Doubler {
        script: Arc::default(),
        desk: Arc::default(),
    };
    let world = World::new(Parts::new().controller(doubler.clone()));
    *doubler.desk.lock() = Some(Arc::clone(&world.desk));
    (world, doubler)
}

/// Runs the loop while `f` goes on beside it, and sees it stop.
fn beside<F: Future<Output = ()>>(world: &World, f: F) {
    block(async {
        let (stop, stopped) = watch::channel(false);
        let kernel = Arc::clone(&world.kernel);
        let running = tokio::spawn(kernel.run_controllers(stopped));
        f.await;
        stop.send_replace(true);
        tokio::time::timeout(Duration::from_secs(5), running)
            .await
            .expect("the loop stops when it is told")
            .unwrap();
    });
}

/// Waits until something holds; bounded.
async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..2000 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    panic!("{what}: it never came to that");
}

/// Waits until `name.double` is `value`.
async fn doubled(world: &World, name: &str, value: u64) {
    let name = format!("{name}.double");
    until(&name, || world.value(&name) == Some(value)).await;
}

#[test]
fn it_looks_at_everything_when_it_starts_and_at_every_change() {
    let (world, _) = world();
    world.put(Item::new("old", 3));
    beside(&world, async {
        doubled(&world, "old", 6).await;
        world.put(Item::new("new", 4));
        doubled(&world, "new", 8).await;
        world.put(Item::new("old", 5));
        doubled(&world, "old", 10).await;
    });
}

#[test]
fn a_conflict_looks_again() {
    let (world, doubler) = world();
    doubler.script.lock().rivals = 2;
    world.put(Item::new("x", 1));
    block(world.kernel.settle_controllers()).unwrap();
    assert_eq!(world.value("x"), Some(3), "the rival was there twice");
    assert_eq!(
        world.value("x.double"),
        Some(6),
        "a plan on what was is never committed"
    );
    assert_eq!(doubler.script.lock().looks, ["x", "x", "x"]);
}

#[test]
fn planning_twice_plans_nothing_new() {
    let (world, _) = world();
    world.put(Item::new("x", 1));
    block(world.kernel.settle_controllers()).unwrap();
    let revision = crate::Store::tip(&*world.desk).revision;
    assert_eq!(block(world.kernel.settle_controllers()).unwrap(), None);
    assert_eq!(crate::Store::tip(&*world.desk).revision, revision);
}

#[test]
fn it_waits_for_its_time() {
    let (world, _) = world();
    let due = 1_000_900;
    world.put(Item::new("later", due));
    let next = block(world.kernel.settle_controllers()).unwrap();
    assert_eq!(next, Some(Time(1_000_900)));
    assert_eq!(world.value("later.double"), None);
    beside(&world, async {
        world.put(Item::new("poke", 1));
        doubled(&world, "poke", 2).await;
        assert_eq!(world.value("later.double"), None);
        world.clock.advance(Duration::from_secs(1));
        world.put(Item::new("poke", 2));
        doubled(&world, "later", 2 * due).await;
    });
}

#[test]
fn a_fault_is_tried_again_later() {
    let (world, doubler) = world();
    doubler.script.lock().faults = 1;
    world.put(Item::new("x", 1));
    beside(&world, async {
        until("the fault", || doubler.script.lock().faults == 0).await;
        world.put(Item::new("other", 1));
        doubled(&world, "other", 2).await;
        assert_eq!(world.value("x.double"), None, "not at once");
        world.clock.advance(Duration::from_secs(6));
        world.put(Item::new("other", 2));
        doubled(&world, "x", 2).await;
    });
}

#[test]
fn what_was_missed_is_swept() {
    let (world, _) = world();
    world.put(Item::new("first", 1));
    beside(&world, async {
        doubled(&world, "first", 2).await;
        // The change that comes now is one of those that the store does not remember.
        world.desk.forget();
        world.put(Item::new("missed", 2));
        doubled(&world, "missed", 4).await;
    });
}

#[test]
fn what_is_gone_is_left_alone() {
    let (world, doubler) = world();
    let key = Item::at("x");
    assert!(Item::new("x", 1).key() == key && key.scope() == Some(scope()));
    world.put(Item::new("x", 1));
    let mut t = Txn::on(crate::Store::tip(&*world.desk));
    t.delete(&key);
    world.desk.stage(&t.into_commit()).unwrap();
    assert_eq!(block(world.kernel.settle_controllers()).unwrap(), None);
    assert!(doubler.script.lock().looks.is_empty());
}
