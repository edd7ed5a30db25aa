//! A transaction reads its own writes, and remembers what it read.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Item, World, scope};
use crate::{Key, Parts, Record as _, Store as _, Txn};

#[derive(Clone, Debug)]
enum Deed {
    Put(u8, u64),
    Delete(u8),
    Get(u8),
    Exists(u8),
    Range(u8),
}

fn deed() -> impl Strategy<Value = Deed> {
    let n = 0u8..12;
    prop_oneof![
        (n.clone(), 0u64..9).prop_map(|(n, v)| Deed::Put(n, v)),
        n.clone().prop_map(Deed::Delete),
        n.clone().prop_map(Deed::Get),
        n.clone().prop_map(Deed::Exists),
        n.prop_map(Deed::Range),
    ]
}

fn name(n: u8) -> String {
    format!("{}{}", char::from(b'a' + n % 3), n / 3)
}

fn all() -> Key {
    Key::new(Item::KIND, &scope(), &[])
}

proptest! {
    #[test]
    fn it_is_an_ordered_map(
        before in prop::collection::btree_map(0u8..12, 0u64..9, 0..8),
        deeds in prop::collection::vec(deed(), 0..20),
    ) {
        let world = World::new(Parts::new());
        let mut model: BTreeMap<String, u64> = BTreeMap::new();
        for (n, v) in before {
            world.put(Item::new(&name(n), v));
            model.insert(name(n), v);
        }
        let mut t = Txn::on(world.desk.tip());
        for d in deeds {
            match d {
                Deed::Put(n, v) => {
                    t.put(Item::new(&name(n), v)).unwrap();
                    model.insert(name(n), v);
                }
                Deed::Delete(n) => {
                    t.delete(&Item::at(&name(n)));
                    model.remove(&name(n));
                }
                Deed::Get(n) => {
                    let got = t.get::<Item>(&Item::at(&name(n))).unwrap().map(|i| i.value);
                    prop_assert_eq!(got, model.get(&name(n)).copied());
                }
                Deed::Exists(n) => {
                    prop_assert_eq!(t.exists(&Item::at(&name(n))), model.contains_key(&name(n)));
                }
                Deed::Range(n) => {
                    let letter = name(n)[..1].to_owned();
                    let range = all().children_starting(&letter);
                    let want: Vec<Item> = model
                        .iter()
                        .filter(|(k, _)| k.starts_with(&letter))
                        .map(|(k, v)| Item::new(k, *v))
                        .collect();
                    let mut peeked = t.peek::<Item>(&range).unwrap();
                    peeked.sort_by(|a, b| a.name.cmp(&b.name));
                    prop_assert!(peeked.iter().map(|i| &**i).eq(&want));
                    let keys = t.keys(&range);
                    prop_assert!(keys.iter().eq(want.iter().map(Item::key).collect::<Vec<_>>().iter()));
                    let got = t.range::<Item>(&range).unwrap();
                    prop_assert!(got.iter().map(|i| &**i).eq(&want));
                }
            }
        }
        world.desk.stage(&t.into_commit()).unwrap();
        let mut t = Txn::on(world.desk.tip());
        let stored = t.range::<Item>(&all().children()).unwrap();
        let stored: BTreeMap<_, _> = stored.iter().map(|i| (i.name.clone(), i.value)).collect();
        prop_assert_eq!(stored, model);
    }
}

#[test]
fn what_was_read_is_what_is_validated() {
    let world = World::new(Parts::new());
    world.put(Item::new("a", 1));
    let (a, b, range) = (Item::at("a"), Item::at("b"), all().children());
    type Read = fn(&mut Txn, &Key, &crate::key::KeyRange);
    let cases: [(&str, Read, usize, usize); 6] = [
        ("get", |t, k, _| drop(t.get::<Item>(k)), 1, 0),
        (
            "exists",
            |t, k, _| {
                t.exists(k);
            },
            1,
            0,
        ),
        ("range", |t, _, r| drop(t.range::<Item>(r)), 0, 1),
        ("keys", |t, _, r| drop(t.keys(r)), 0, 1),
        ("peek", |t, _, r| drop(t.peek::<Item>(r)), 0, 0),
        (
            "own write",
            |t, _, _| {
                t.put(Item::new("b", 1)).unwrap();
                t.exists(&Item::at("b"));
            },
            0,
            0,
        ),
    ];
    for (what, read, keys, ranges) in cases {
        for key in [&a, &b] {
            let mut t = Txn::on(world.desk.tip());
            read(&mut t, key, &range);
            let c = t.into_commit();
            assert_eq!((c.keys.len(), c.ranges.len()), (keys, ranges), "{what}");
        }
    }
}
