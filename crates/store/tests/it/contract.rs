//! What every store promises. Each case runs on all of them.

use std::sync::Arc;

use kernel::store::{CommitError, Compacted};
use kernel::{Key, Record as _, Store, Txn};

use crate::{Item, block};

/// Runs `case` on every store.
fn on_all(case: impl Fn(Arc<dyn Store>)) {
    case(Arc::new(store::Memory::default()));
    let dir = tempfile::tempdir().unwrap();
    case(Arc::new(store::Embedded::open(dir.path(), &[1; 32]).unwrap()));
}

fn put(s: &dyn Store, items: &[(&str, u64)]) -> u64 {
    let mut t = Txn::on(s.tip());
    for (name, value) in items {
        t.put(Item::new(name, *value)).unwrap();
    }
    block(s.commit(t.into_commit())).unwrap()
}

fn get(s: &dyn Store, name: &str) -> Option<u64> {
    Txn::on(s.durable())
        .get::<Item>(&Item::at(name))
        .unwrap()
        .map(|i| i.value)
}

#[test]
fn reads_see_commits_and_own_writes() {
    on_all(|s| {
        assert_eq!(get(&*s, "a"), None);
        put(&*s, &[("a", 1), ("b", 2)]);
        assert_eq!(get(&*s, "a"), Some(1));
        let mut t = Txn::on(s.tip());
        t.put(Item::new("a", 9)).unwrap();
        t.delete(&Item::at("b"));
        t.put(Item::new("aa", 5)).unwrap();
        assert_eq!(t.get::<Item>(&Item::at("a")).unwrap().unwrap().value, 9);
        assert!(!t.exists(&Item::at("b")));
        let all: Vec<u64> = t
            .range::<Item>(&Key::all(Item::KIND))
            .unwrap()
            .iter()
            .map(|i| i.value)
            .collect();
        assert_eq!(all, [9, 5], "in key order, own writes over what was");
        assert_eq!(get(&*s, "a"), Some(1), "nobody else sees them");
        block(s.commit(t.into_commit())).unwrap();
        assert_eq!((get(&*s, "a"), get(&*s, "b")), (Some(9), None));
    });
}

#[test]
fn a_snapshot_stays_as_it_was() {
    on_all(|s| {
        put(&*s, &[("a", 1)]);
        let before = s.durable();
        put(&*s, &[("a", 2), ("b", 2)]);
        let mut t = Txn::on(before);
        assert_eq!(t.get::<Item>(&Item::at("a")).unwrap().unwrap().value, 1);
        assert!(!t.exists(&Item::at("b")));
    });
}

#[test]
fn a_read_key_that_changed_refuses_the_commit() {
    on_all(|s| {
        put(&*s, &[("a", 1), ("b", 1)]);
        let mut t = Txn::on(s.tip());
        t.get::<Item>(&Item::at("a")).unwrap();
        t.put(Item::new("c", 1)).unwrap();
        put(&*s, &[("a", 2)]);
        assert_eq!(block(s.commit(t.into_commit())), Err(CommitError::Conflict));
        assert_eq!(get(&*s, "c"), None, "nothing of it was written");

        let mut t = Txn::on(s.tip());
        t.get::<Item>(&Item::at("b")).unwrap();
        t.put(Item::new("c", 1)).unwrap();
        put(&*s, &[("a", 3)]);
        block(s.commit(t.into_commit())).expect("another key is no conflict");
    });
}

#[test]
fn an_absent_key_and_an_empty_range_are_reads_too() {
    on_all(|s| {
        let mut t = Txn::on(s.tip());
        assert!(!t.exists(&Item::at("new")));
        t.put(Item::new("new", 1)).unwrap();
        put(&*s, &[("new", 7)]);
        assert_eq!(block(s.commit(t.into_commit())), Err(CommitError::Conflict));
        assert_eq!(get(&*s, "new"), Some(7));

        let mut t = Txn::on(s.tip());
        let range = Key::global(Item::KIND, &["dir"]).children();
        assert!(t.range::<Item>(&range).unwrap().is_empty());
        t.put(Item::new("x", 1)).unwrap();
        let mut other = Txn::on(s.tip());
        other.put(Item::new("dir\u{1}child", 1)).unwrap();
        block(s.commit(other.into_commit())).unwrap();
        // The child's name holds the separator and is escaped: it is not below `dir`.
        block(s.commit(t.into_commit())).expect("not in the range");
    });
}

#[test]
fn a_range_conflicts_by_insertion_and_deletion() {
    on_all(|s| {
        put(&*s, &[("m", 1)]);
        for change in [Some(("n", 1)), None] {
            let mut t = Txn::on(s.tip());
            t.range::<Item>(&Key::all(Item::KIND)).unwrap();
            t.put(Item::new("out", 1)).unwrap();
            let mut other = Txn::on(s.tip());
            match change {
                Some((name, value)) => other.put(Item::new(name, value)).unwrap(),
                None => other.delete(&Item::at("m")),
            }
            block(s.commit(other.into_commit())).unwrap();
            assert_eq!(block(s.commit(t.into_commit())), Err(CommitError::Conflict));
        }
    });
}

#[test]
fn a_peek_is_no_read() {
    on_all(|s| {
        put(&*s, &[("a", 1)]);
        let mut t = Txn::on(s.tip());
        assert_eq!(t.peek::<Item>(&Key::all(Item::KIND)).unwrap().len(), 1);
        t.put(Item::new("b", 1)).unwrap();
        put(&*s, &[("a", 2)]);
        block(s.commit(t.into_commit())).expect("what was only peeked at may change");
    });
}

#[test]
fn a_commit_without_writes_waits_for_its_base() {
    on_all(|s| {
        let revision = put(&*s, &[("a", 1)]);
        let mut t = Txn::on(s.tip());
        t.get::<Item>(&Item::at("a")).unwrap();
        assert_eq!(block(s.commit(t.into_commit())).unwrap(), revision);
        assert_eq!(s.durable().revision, revision, "reading makes no revision");
    });
}

#[test]
fn changes_have_no_gaps_and_are_durable() {
    on_all(|s| {
        let start = s.durable().revision;
        for i in 0..50 {
            put(&*s, &[("a", i), (&format!("k{i}"), i)]);
        }
        let changes = s.changes(start).unwrap();
        let revisions: Vec<u64> = changes.iter().map(|c| c.revision).collect();
        assert_eq!(revisions, (start + 1..=start + 50).collect::<Vec<_>>());
        assert!(
            changes
                .iter()
                .all(|c| c.keys.contains(&Item::at("a")) && c.keys.len() == 2)
        );
        assert!(s.changes(start + 50).unwrap().is_empty());
        assert_eq!(*s.revisions().borrow(), start + 50);
    });
}

#[test]
fn changes_lead_from_one_snapshot_to_a_later_one() {
    on_all(|s| {
        put(&*s, &[("a", 0)]);
        let from = s.tip();
        for i in 1..=3 {
            put(&*s, &[("a", i)]);
        }
        let to = s.tip();
        put(&*s, &[("b", 1)]);
        let revisions: Vec<u64> = s
            .between(&from, &to)
            .unwrap()
            .iter()
            .map(|c| c.revision)
            .collect();
        assert_eq!(revisions, (from.revision + 1..=to.revision).collect::<Vec<_>>());
        assert!(s.between(&to, &to).unwrap().is_empty());
        assert!(
            matches!(s.between(&to, &from), Err(Compacted)),
            "nothing leads back"
        );
        let void = kernel::store::Snapshot {
            epoch: from.epoch + 1,
            ..from
        };
        assert!(matches!(s.between(&void, &to), Err(Compacted)), "another epoch");
    });
}

#[test]
fn what_is_no_longer_remembered_is_said_so() {
    let s = store::Memory::default();
    for i in 0..20_000 {
        put(&s, &[("a", i)]);
    }
    assert!(matches!(s.changes(0), Err(Compacted)));
    assert!(s.changes(19_990).is_ok());
    let mut old = Txn::on(kernel::store::Snapshot {
        revision: 1,
        ..s.tip()
    });
    old.put(Item::new("b", 1)).unwrap();
    assert_eq!(
        block(s.commit(old.into_commit())),
        Err(CommitError::Conflict),
        "too old to be judged"
    );
}

/// Many writers of one counter: every increment that was answered is there, and none twice.
#[test]
fn racing_writers_lose_nothing() {
    on_all(|s| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(4)
            .build()
            .unwrap();
        let tasks: Vec<_> = (0..16)
            .map(|_| {
                let s = Arc::clone(&s);
                runtime.spawn(async move {
                    for _ in 0..50 {
                        loop {
                            let commit = {
                                let mut t = Txn::on(s.tip());
                                let old = t
                                    .get::<Item>(&Item::at("counter"))
                                    .unwrap()
                                    .map_or(0, |i| i.value);
                                t.put(Item::new("counter", old + 1)).unwrap();
                                s.commit(t.into_commit())
                            };
                            if commit.await.is_ok() {
                                break;
                            }
                        }
                    }
                })
            })
            .collect();
        runtime.block_on(async {
            for t in tasks {
                t.await.unwrap();
            }
        });
        assert_eq!(get(&*s, "counter"), Some(16 * 50));
    });
}

#[test]
fn reset_forgets_everything_and_tells_watchers() {
    let s = store::Memory::default();
    let before = put(&s, &[("a", 1), ("b", 2)]);
    s.reset().unwrap();
    assert_eq!(get(&s, "a"), None);
    assert_eq!(s.changes(before).unwrap()[0].keys.len(), 2);
    put(&s, &[("a", 3)]);
    assert_eq!(get(&s, "a"), Some(3));
    let dir = tempfile::tempdir().unwrap();
    assert!(
        store::Embedded::open(dir.path(), &[1; 32])
            .unwrap()
            .reset()
            .is_err(),
        "a store that keeps its data"
    );
}
