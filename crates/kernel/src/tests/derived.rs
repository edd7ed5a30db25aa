//! A derived value is what would be computed from the records, whatever was written in between.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Item, World};
use crate::derived::Derived;
use crate::record::Entry;
use crate::{Fault, Key, Parts, Record as _, Store as _, Txn};

/// The sum of all items, kept by adding and taking away.
#[derive(Default)]
struct Sum {
    by_key: BTreeMap<Key, u64>,
    total: u64,
}

impl Derived for Sum {
    const KINDS: &'static [&'static str] = &[Item::KIND];

    fn change(&mut self, key: &Key, entry: Option<&Entry>) -> Result<(), Fault> {
        let new = entry.map(Entry::typed::<Item>).transpose()?.map(|i| i.value);
        let old = match new {
            Some(v) => self.by_key.insert(key.clone(), v),
            None => self.by_key.remove(key),
        };
        self.total = self.total + new.unwrap_or(0) - old.unwrap_or(0);
        Ok(())
    }
}

fn total(world: &World, t: &Txn) -> u64 {
    world.kernel.derived::<Sum, _>(t, |s| Ok(s.total)).unwrap()
}

fn counted(t: &mut Txn) -> u64 {
    t.range::<Item>(&Key::all(Item::KIND))
        .unwrap()
        .iter()
        .map(|i| i.value)
        .sum()
}

proptest! {
    #[test]
    fn it_follows(rounds in prop::collection::vec(
        (prop::collection::vec((0u8..20, 0u64..9, any::<bool>()), 0..6), any::<bool>()), 1..12,
    )) {
        let world = World::new(Parts::new());
        for (writes, keep) in rounds {
            let mut t = Txn::on(world.desk.tip());
            for (n, value, there) in writes {
                let name = format!("i{n}");
                if there {
                    t.put(Item::new(&name, value)).unwrap();
                } else {
                    t.delete(&Item::at(&name));
                }
                prop_assert_eq!(total(&world, &t), counted(&mut t));
            }
            if keep {
                world.desk.stage(&t.into_commit()).unwrap();
            }
            // Writes of a transaction that never committed leave no trace.
            let mut t = Txn::on(world.desk.tip());
            prop_assert_eq!(total(&world, &t), counted(&mut t));
        }
    }
}

/// What happens around a derived value.
#[derive(Clone, Debug)]
enum Move {
    /// A transaction that reads some items and writes some; it commits after so many more moves, if nothing it read has
    /// changed.
    Write {
        reads: Vec<u8>,
        writes: Vec<(u8, Option<u64>)>,
        lag: usize,
    },
    /// The disk holds what is staged back, takes it, or refuses it.
    Hold,
    Release,
    Refuse,
    /// The store has forgotten how it came here.
    Forget,
    /// Somebody looks from what is durable, which may be behind what was seen before.
    Look,
}

fn moves() -> impl Strategy<Value = Move> {
    let write = (
        prop::collection::vec(0u8..12, 0..3),
        prop::collection::vec((0u8..12, prop::option::weighted(0.7, 0u64..9)), 0..4),
        0usize..4,
    )
        .prop_map(|(reads, writes, lag)| Move::Write { reads, writes, lag });
    prop_oneof![
        8 => write,
        2 => Just(Move::Hold),
        2 => Just(Move::Release),
        1 => Just(Move::Refuse),
        1 => Just(Move::Forget),
        2 => Just(Move::Look),
    ]
}

fn everything(world: &World, t: &Txn) -> BTreeMap<Key, u64> {
    world
        .kernel
        .derived::<Sum, _>(t, |s| Ok(s.by_key.clone()))
        .unwrap()
}

fn stored(t: &mut Txn) -> BTreeMap<Key, u64> {
    let items = t.range::<Item>(&Key::all(Item::KIND)).unwrap();
    items.iter().map(|i| (i.key(), i.value)).collect()
}

proptest! {
    /// Followed from change to change it is what it would be made anew, whatever was refused, undone or forgotten on
    /// the way, and wherever others looked from.
    #[test]
    fn followed_is_made_anew(history in prop::collection::vec(moves(), 1..60)) {
        let world = World::new(Parts::new());
        let mut open: Vec<(usize, Txn)> = Vec::new();
        for (now, step) in history.into_iter().enumerate() {
            match step {
                Move::Write { reads, writes, lag } => {
                    let mut t = Txn::on(world.desk.tip());
                    for n in reads {
                        t.exists(&Item::at(&format!("i{n}")));
                    }
                    for (n, value) in writes {
                        match value {
                            Some(v) => t.put(Item::new(&format!("i{n}"), v)).unwrap(),
                            None => t.delete(&Item::at(&format!("i{n}"))),
                        }
                    }
                    open.push((now + lag, t));
                }
                Move::Hold => world.desk.hold(),
                Move::Release => world.desk.release(),
                Move::Refuse => world.desk.refuse(),
                Move::Forget => world.desk.forget(),
                Move::Look => drop(everything(&world, &Txn::on(world.desk.durable()))),
            }
            let (due, later): (Vec<_>, Vec<_>) = open.into_iter().partition(|(at, _)| *at <= now);
            open = later;
            for (_, t) in due {
                // From an older snapshot a later one may be seen; with its own writes in, in either case.
                everything(&world, &t);
                let _ = world.desk.stage(&t.into_commit());
            }
            let mut t = Txn::on(world.desk.tip());
            prop_assert_eq!(everything(&world, &t), stored(&mut t));
            prop_assert_eq!(total(&world, &t), counted(&mut t));
        }
    }
}
