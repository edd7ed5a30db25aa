//! What only the embedded store promises: it keeps, it encrypts, it says what is wrong.

use std::sync::Arc;

use kernel::store::CommitError;
use kernel::{Store, Txn};
use rusqlite::Connection;
use store::Embedded;

use crate::{Item, block};

fn put(s: &Embedded, name: &str, value: u64) -> Result<u64, CommitError> {
    let mut t = Txn::on(s.tip());
    t.put(Item::new(name, value)).unwrap();
    block(s.commit(t.into_commit()))
}

fn get(s: &Embedded, name: &str) -> Option<u64> {
    Txn::on(s.durable())
        .get::<Item>(&Item::at(name))
        .unwrap()
        .map(|i| i.value)
}

fn why(dir: &std::path::Path, master: &[u8; 32]) -> String {
    format!(
        "{:#}",
        Embedded::open(dir, master).err().expect("it must not open")
    )
}

#[test]
fn it_keeps_records_and_revisions() {
    let dir = tempfile::tempdir().unwrap();
    let last = {
        let s = Embedded::open(dir.path(), &[1; 32]).unwrap();
        put(&s, "a", 1).unwrap();
        put(&s, "b", 2).unwrap();
        put(&s, "a", 3).unwrap()
    };
    let s = Embedded::open(dir.path(), &[1; 32]).unwrap();
    assert_eq!((get(&s, "a"), get(&s, "b")), (Some(3), Some(2)));
    assert_eq!(s.durable().revision, last);
    assert_eq!(put(&s, "c", 1).unwrap(), last + 1, "revisions rise for ever");
}

#[test]
fn of_writes_in_one_batch_the_last_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    {
        let s = Embedded::open(dir.path(), &[1; 32]).unwrap();
        let stage = |f: &dyn Fn(&mut Txn)| {
            let mut t = Txn::on(s.tip());
            f(&mut t);
            s.commit(t.into_commit())
        };
        let mut commits = Vec::new();
        for n in 0..100 {
            commits.push(stage(&|t| {
                t.put(Item::new("counted", n)).unwrap();
                t.put(Item::new("gone", n)).unwrap();
            }));
            commits.push(stage(&|t| {
                t.delete(&Item::at("gone"));
                t.delete(&Item::at("back"));
            }));
            commits.push(stage(&|t| t.put(Item::new("back", n)).unwrap()));
        }
        for commit in commits {
            block(commit).unwrap();
        }
    }
    let s = Embedded::open(dir.path(), &[1; 32]).unwrap();
    let all = ["counted", "gone", "back"].map(|name| get(&s, name));
    assert_eq!(all, [Some(99), None, Some(99)]);
}

#[test]
fn nothing_readable_is_on_the_disk() {
    let dir = tempfile::tempdir().unwrap();
    let s = Embedded::open(dir.path(), &[1; 32]).unwrap();
    let canary = "canary-0f7b1c";
    let mut t = Txn::on(s.tip());
    t.put(Item {
        name: "plain-name".into(),
        value: 1,
    })
    .unwrap();
    t.put(Item {
        name: format!("x{canary}"),
        value: 7,
    })
    .unwrap();
    block(s.commit(t.into_commit())).unwrap();
    let mut seen = 0;
    for file in std::fs::read_dir(dir.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        // Keys are names and stand in the clear; values do not.
        assert!(
            !text.contains("\"value\":7") && !text.contains("\"name\""),
            "a value is readable"
        );
        seen += 1;
    }
    assert!(seen >= 2, "the file and its log were looked at");
}

#[test]
fn another_master_key_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    drop(Embedded::open(dir.path(), &[1; 32]).unwrap());
    assert!(why(dir.path(), &[2; 32]).contains("the master key does not fit this store"));
}

#[test]
fn exchanged_and_damaged_values_are_refused_by_name() {
    let dir = tempfile::tempdir().unwrap();
    {
        let s = Embedded::open(dir.path(), &[1; 32]).unwrap();
        put(&s, "a", 1).unwrap();
        put(&s, "b", 2).unwrap();
    }
    let path = dir.path().join("records.db");
    let db = Connection::open(&path).unwrap();
    db.execute_batch(
        "CREATE TABLE swap AS SELECT * FROM records;
         UPDATE records SET value = (SELECT value FROM swap WHERE swap.key <> records.key);",
    )
    .unwrap();
    drop(db);
    let text = why(dir.path(), &[1; 32]);
    assert!(
        text.contains("records.db") && text.contains("test.item/a") && text.contains("damaged"),
        "{text}"
    );

    std::fs::write(
        &path,
        b"this is no database at all, but long enough to be looked at",
    )
    .unwrap();
    for tail in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(dir.path().join(format!("records.db{tail}")));
    }
    assert!(why(dir.path(), &[1; 32]).contains("records.db"));
}

#[test]
fn a_second_process_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let s = Embedded::open(dir.path(), &[1; 32]).unwrap();
    put(&s, "a", 1).unwrap();
    assert!(why(dir.path(), &[1; 32]).contains("another Longshore is using it"));
}

/// Waiting commits share a write: far fewer syncs than commits.
#[test]
fn commits_are_grouped() {
    let dir = tempfile::tempdir().unwrap();
    let s = Arc::new(Embedded::open(dir.path(), &[1; 32]).unwrap());
    let mut revisions = s.revisions();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let publications = runtime.block_on(async {
        let counting = tokio::spawn(async move {
            let mut n = 0;
            while *revisions.borrow_and_update() < 2000 {
                revisions.changed().await.unwrap();
                n += 1;
            }
            n
        });
        let writers: Vec<_> = (0..200)
            .map(|w| {
                let s = Arc::clone(&s);
                tokio::spawn(async move {
                    for i in 0..10 {
                        let commit = {
                            let mut t = Txn::on(s.tip());
                            t.put(Item::new(&format!("{w}-{i}"), 1)).unwrap();
                            s.commit(t.into_commit())
                        };
                        commit.await.unwrap();
                    }
                })
            })
            .collect();
        for w in writers {
            w.await.unwrap();
        }
        counting.await.unwrap()
    });
    assert!(publications < 1000, "2000 commits took {publications} writes");
}

/// A write that SQLite refuses is answered so, reads go on, nothing else is lost, and the next write works.
#[test]
fn a_refused_write_is_told_and_does_no_harm() {
    let dir = tempfile::tempdir().unwrap();
    let s = Embedded::open(dir.path(), &[1; 32]).unwrap();
    put(&s, "before", 1).unwrap();
    let mut t = Txn::on(s.tip());
    t.put(Item::new("huge", 1)).unwrap();
    let mut commit = t.into_commit();
    let write = commit.writes.first_mut().unwrap();
    let (_, typed) = write.value.clone().unwrap();
    // More than SQLITE_MAX_LENGTH.
    write.value = Some((vec![0u8; 1_000_000_001].into(), typed));
    let refused = block(s.commit(commit));
    assert!(matches!(refused, Err(CommitError::Unavailable(_))), "{refused:?}");
    assert_eq!((get(&s, "before"), get(&s, "huge")), (Some(1), None));
    assert_eq!(
        Txn::on(s.tip()).get::<Item>(&Item::at("huge")).unwrap(),
        None,
        "not even on the tip"
    );
    put(&s, "after", 2).unwrap();
    assert_eq!(get(&s, "after"), Some(2));
}
