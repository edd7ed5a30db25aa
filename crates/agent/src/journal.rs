//! What the agent remembers across its own death: one SQLite file in the data directory.
//!
//! INVARIANT: a task's record and the reports that follow from it are stored in one transaction, before a report is sent and
//! before a payload is acked. Those commits are synced, so `kill -9` and a power cut lose nothing that was acknowledged.
//! What does no harm when a power cut loses it is written without waiting for the disk ([`Journal::eased`]).

use std::collections::BTreeMap;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use parking_lot::Mutex;
use rusqlite::{Connection, OptionalExtension, params};

use crate::engine::{Change, TaskRecord};
use crate::images::Pulled;
use crate::runtime::Millis;

#[cfg(test)]
mod tests;

const SCHEMA: &str = "
    create table if not exists meta (key text primary key, value text not null) without rowid;
    create table if not exists tasks (arn text primary key, record text not null) without rowid;
    create table if not exists outbox (id integer primary key autoincrement, task text not null, change text not null);
    create table if not exists shipped (container text primary key) without rowid;
    create table if not exists images (name text, id text, used_at integer not null, primary key (name, id)) without rowid;
";

/// The version of what is in the file; a file of another version is refused, not guessed at.
const FORMAT: &str = "1";

pub(crate) struct Journal {
    db: Mutex<Connection>,
}

/// A report that the control plane has not acknowledged.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pending {
    pub(crate) id: i64,
    pub(crate) change: Change,
}

impl Journal {
    /// Opens or makes `agent.db` in `dir`.
    pub(crate) fn open(dir: &Path) -> anyhow::Result<Journal> {
        std::fs::create_dir_all(dir)?;
        // Payloads hold the containers' environment, which is nobody else's business.
        std::fs::set_permissions(dir, Permissions::from_mode(0o700))?;
        let file = dir.join("agent.db");
        let db = Connection::open(&file)?;
        std::fs::set_permissions(&file, Permissions::from_mode(0o600))?;
        db.pragma_update(None, "journal_mode", "wal")?;
        db.pragma_update(None, "synchronous", "full")?;
        db.busy_timeout(std::time::Duration::from_secs(5))?;
        db.execute_batch(SCHEMA)?;
        let journal = Journal { db: Mutex::new(db) };
        match journal.meta("format")? {
            None => journal.set_meta("format", FORMAT)?,
            Some(f) if f == FORMAT => {}
            Some(f) => anyhow::bail!("`{}` has format {f}, this agent reads {FORMAT}", dir.display()),
        }
        Ok(journal)
    }

    pub(crate) fn meta(&self, key: &str) -> anyhow::Result<Option<String>> {
        let db = self.db.lock();
        Ok(db
            .query_row("select value from meta where key = ?1", [key], |r| r.get(0))
            .optional()?)
    }

    pub(crate) fn set_meta(&self, key: &str, value: &str) -> anyhow::Result<()> {
        self.db
            .lock()
            .execute("insert or replace into meta values (?1, ?2)", [key, value])?;
        Ok(())
    }

    /// The same without waiting for the disk.
    pub(crate) fn note_meta(&self, key: &str, value: &str) -> anyhow::Result<()> {
        self.eased("insert or replace into meta values (?1, ?2)", [key, value])
    }

    /// A write that survives `kill -9` at once, and a power cut with the next synced commit: the log keeps their order.
    fn eased(&self, statement: &str, values: impl rusqlite::Params) -> anyhow::Result<()> {
        let db = self.db.lock();
        db.pragma_update(None, "synchronous", "normal")?;
        let done = db.prepare_cached(statement).and_then(|mut s| s.execute(values));
        db.pragma_update(None, "synchronous", "full")?;
        done?;
        Ok(())
    }

    pub(crate) fn forget_meta(&self, key: &str) -> anyhow::Result<()> {
        self.db.lock().execute("delete from meta where key = ?1", [key])?;
        Ok(())
    }

    pub(crate) fn task(&self, arn: &str) -> anyhow::Result<Option<TaskRecord>> {
        let db = self.db.lock();
        let text: Option<String> = db
            .query_row("select record from tasks where arn = ?1", [arn], |r| r.get(0))
            .optional()?;
        Ok(text.map(|t| serde_json::from_str(&t)).transpose()?)
    }

    pub(crate) fn tasks(&self) -> anyhow::Result<Vec<TaskRecord>> {
        let db = self.db.lock();
        let mut query = db.prepare("select record from tasks")?;
        let rows = query.query_map([], |r| r.get::<_, String>(0))?;
        let mut all = Vec::new();
        for row in rows {
            all.push(serde_json::from_str(&row?)?);
        }
        Ok(all)
    }

    /// Stores the record and its new reports together. Answers the reports' ids, in order.
    pub(crate) fn save(&self, record: &TaskRecord, changes: &[&Change]) -> anyhow::Result<Vec<i64>> {
        let mut db = self.db.lock();
        let tx = db.transaction()?;
        let text = serde_json::to_string(record)?;
        tx.prepare_cached("insert or replace into tasks values (?1, ?2)")?
            .execute(params![record.task.arn, text])?;
        let mut ids = Vec::new();
        for change in changes {
            tx.prepare_cached("insert into outbox (task, change) values (?1, ?2)")?
                .execute(params![record.task.arn, serde_json::to_string(change)?])?;
            ids.push(tx.last_insert_rowid());
        }
        tx.commit()?;
        Ok(ids)
    }

    pub(crate) fn forget(&self, arn: &str) -> anyhow::Result<()> {
        self.db
            .lock()
            .execute("delete from tasks where arn = ?1", [arn])?;
        Ok(())
    }

    /// Reports that are still to be delivered, oldest first.
    pub(crate) fn pending(&self) -> anyhow::Result<Vec<Pending>> {
        let db = self.db.lock();
        let mut query = db.prepare("select id, change from outbox order by id")?;
        let rows = query.query_map([], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?)))?;
        let mut all = Vec::new();
        for row in rows {
            let (id, text) = row?;
            all.push(Pending {
                id,
                change: serde_json::from_str(&text)?,
            });
        }
        Ok(all)
    }

    /// If this is lost, the report is delivered once more, which changes nothing.
    pub(crate) fn delivered(&self, id: i64) -> anyhow::Result<()> {
        self.eased("delete from outbox where id = ?1", [id])
    }

    /// All output of this container (by engine name) is in the Logs service.
    pub(crate) fn shipped(&self, container: &str) -> anyhow::Result<()> {
        self.db
            .lock()
            .execute("insert or ignore into shipped values (?1)", [container])?;
        Ok(())
    }

    pub(crate) fn is_shipped(&self, container: &str) -> anyhow::Result<bool> {
        let db = self.db.lock();
        let found: Option<i64> = db
            .query_row("select 1 from shipped where container = ?1", [container], |r| {
                r.get(0)
            })
            .optional()?;
        Ok(found.is_some())
    }

    /// The agent brought this image, or used it just now.
    pub(crate) fn image_pulled(&self, image: &Pulled) -> anyhow::Result<()> {
        self.db.lock().execute(
            "insert or replace into images values (?1, ?2, ?3)",
            params![image.name, image.id, image.used_at],
        )?;
        Ok(())
    }

    /// Takes note of when names were used, and answers all images that the agent brought.
    pub(crate) fn images_used(&self, used: &BTreeMap<String, Millis>) -> anyhow::Result<Vec<Pulled>> {
        let mut db = self.db.lock();
        let tx = db.transaction()?;
        for (name, at) in used {
            tx.prepare_cached("update images set used_at = ?2 where name = ?1 and used_at < ?2")?
                .execute(params![name, at])?;
        }
        tx.commit()?;
        let mut query = db.prepare("select name, id, used_at from images")?;
        let rows = query.query_map([], |r| {
            Ok(Pulled {
                name: r.get(0)?,
                id: r.get(1)?,
                used_at: r.get(2)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(crate) fn forget_image(&self, image: &Pulled) -> anyhow::Result<()> {
        self.db.lock().execute(
            "delete from images where name = ?1 and id = ?2",
            [&image.name, &image.id],
        )?;
        Ok(())
    }

    pub(crate) fn forget_shipped(&self, container: &str) -> anyhow::Result<()> {
        self.db
            .lock()
            .execute("delete from shipped where container = ?1", [container])?;
        Ok(())
    }
}
