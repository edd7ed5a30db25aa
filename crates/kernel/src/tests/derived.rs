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
