use std::os::unix::fs::PermissionsExt;

use wire::acs;

use super::*;

fn record(id: &str) -> TaskRecord {
    TaskRecord::new(acs::Task {
        arn: format!("arn:aws:ecs:r:1:task/c/{id}"),
        family: "f".into(),
        containers: vec![acs::Container {
            name: "a".into(),
            ..Default::default()
        }],
        role_credentials: Some(acs::IamRoleCredentials {
            secret_access_key: "hunter2".into(),
            ..Default::default()
        }),
        ..Default::default()
    })
}

fn change(task: &str, status: &str) -> Change {
    Change {
        task: task.into(),
        status: status.into(),
        ..Default::default()
    }
}

#[test]
fn what_was_saved_is_there_again_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let one = record("one");
    {
        let journal = Journal::open(dir.path()).unwrap();
        journal
            .save(&one, &[&change("one", "RUNNING"), &change("one", "STOPPED")])
            .unwrap();
        let more = journal
            .save(&record("two"), &[&change("two", "STOPPED")])
            .unwrap();
        journal.delivered(more[0]).unwrap();
        journal.set_meta("k", "v").unwrap();
        journal.note_meta("n", "w").unwrap();
        journal.shipped("c").unwrap();
    }
    let journal = Journal::open(dir.path()).unwrap();
    assert_eq!(journal.task(&one.task.arn).unwrap(), Some(one.clone()));
    assert_eq!(journal.tasks().unwrap().len(), 2);
    let statuses: Vec<_> = journal
        .pending()
        .unwrap()
        .into_iter()
        .map(|p| p.change.status)
        .collect();
    assert_eq!(statuses, ["RUNNING", "STOPPED"]);
    assert_eq!(journal.meta("k").unwrap().as_deref(), Some("v"));
    assert_eq!(journal.meta("n").unwrap().as_deref(), Some("w"));
    assert!(journal.is_shipped("c").unwrap());
    journal.forget(&one.task.arn).unwrap();
    journal.forget_shipped("c").unwrap();
    journal.forget_meta("k").unwrap();
    assert_eq!(journal.task(&one.task.arn).unwrap(), None);
    assert!(!journal.is_shipped("c").unwrap());
    assert_eq!(journal.meta("k").unwrap(), None);
}

#[test]
fn only_an_eased_write_does_not_wait_for_the_disk() {
    let dir = tempfile::tempdir().unwrap();
    let journal = Journal::open(dir.path()).unwrap();
    let full = || {
        let db = journal.db.lock();
        db.pragma_query_value(None, "synchronous", |r| r.get::<_, i64>(0))
            .unwrap()
            == 2
    };
    assert!(full());
    journal.note_meta("n", "w").unwrap();
    journal.delivered(1).unwrap();
    assert!(full());
}

#[test]
fn credentials_are_not_written_and_nobody_else_reads_the_rest() {
    let dir = tempfile::tempdir().unwrap();
    let journal = Journal::open(dir.path()).unwrap();
    journal.save(&record("one"), &[]).unwrap();
    drop(journal);
    for file in std::fs::read_dir(dir.path()).unwrap() {
        let file = file.unwrap();
        let bytes = std::fs::read(file.path()).unwrap();
        assert!(!bytes.windows(7).any(|w| w == b"hunter2"), "{file:?}");
        assert_eq!(
            file.metadata().unwrap().permissions().mode() & 0o077,
            0,
            "{file:?}"
        );
    }
}

#[test]
fn a_file_of_another_format_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    Journal::open(dir.path())
        .unwrap()
        .set_meta("format", "99")
        .unwrap();
    let why = Journal::open(dir.path()).err().unwrap().to_string();
    assert!(why.contains("format 99"), "{why}");
}
