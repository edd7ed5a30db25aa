//! The SQLite file: `records(key, value)` with sealed values, `meta(name, value)`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use kernel::Key;
use kernel::record::Entry;
use kernel::store::{Revision, Snapshot, Written};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::cipher::{Cipher, KEY_LEN};

/// The layout that this code reads and writes.
const FORMAT: i64 = 1;

pub(crate) struct File {
    db: Connection,
    cipher: Cipher,
    path: PathBuf,
}

impl File {
    /// Opens the file and reads everything in it.
    pub(crate) fn open(dir: &Path, master: &[u8; KEY_LEN]) -> Result<(Self, Snapshot)> {
        let path = dir.join("records.db");
        Self::open_at(&path, master).with_context(|| format!("opening the store `{}`", path.display()))
    }

    fn open_at(path: &Path, master: &[u8; KEY_LEN]) -> Result<(Self, Snapshot)> {
        let db = Connection::open(path)?;
        // FULL: a commit is on the disk when it returns; with NORMAL a power cut takes back the last ones.
        db.execute_batch(
            "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
             PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=4000;
             CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
             CREATE TABLE IF NOT EXISTS records(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;",
        )
        .context("it is damaged, or another Longshore is using it")?;
        let format: Option<i64> = meta(&db, "format")?;
        match format {
            None => db
                .execute("INSERT INTO meta VALUES('format', ?1)", [FORMAT])
                .map(|_| ())?,
            Some(FORMAT) => {}
            Some(other) => bail!("its format is {other}, this Longshore reads {FORMAT}"),
        }
        let cipher = data_key(&db, master)?;
        let revision: Option<i64> = meta(&db, "revision")?;
        let revision = Revision::try_from(revision.unwrap_or(0)).context("its revision is damaged")?;
        let mut snapshot = Snapshot {
            revision,
            ..Snapshot::default()
        };
        {
            let mut all = db.prepare("SELECT key, value FROM records ORDER BY key")?;
            let mut rows = all.query([])?;
            while let Some(row) = rows.next()? {
                let name = row.get_ref(0)?.as_str()?;
                let value = cipher.open(name, row.get_ref(1)?.as_blob()?)?;
                snapshot
                    .map
                    .insert(Key::from_stored(name), Entry::from_bytes(revision, value.into()));
            }
        }
        Ok((
            Self {
                db,
                cipher,
                path: path.to_owned(),
            },
            snapshot,
        ))
    }

    /// Writes a batch in one SQLite transaction: all of it is durable when this returns, or nothing.
    pub(crate) fn write<'a>(
        &mut self,
        revision: Revision,
        writes: impl Iterator<Item = &'a Written>,
    ) -> Result<()> {
        self.write_all(revision, writes)
            .with_context(|| format!("writing `{}`", self.path.display()))
    }

    fn write_all<'a>(&mut self, revision: Revision, writes: impl Iterator<Item = &'a Written>) -> Result<()> {
        let t = self.db.transaction()?;
        {
            let mut put = t.prepare_cached(
                "INSERT INTO records VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            )?;
            let mut delete = t.prepare_cached("DELETE FROM records WHERE key = ?1")?;
            // Of a record that several commits of the batch wrote, the last write; and neighbours one after the other,
            // for they are on one page.
            let last: BTreeMap<&Key, _> = writes.map(|w| (&w.key, &w.value)).collect();
            for (key, value) in last {
                match value {
                    Some((bytes, _)) => {
                        put.execute(params![key.as_str(), self.cipher.seal(key.as_str(), bytes)?])?
                    }
                    None => delete.execute([key.as_str()])?,
                };
            }
            t.prepare_cached(
                "INSERT INTO meta VALUES('revision', ?1) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
            )?
            .execute([i64::try_from(revision)?])?;
        }
        t.commit()?;
        Ok(())
    }
}

fn meta<T: rusqlite::types::FromSql>(db: &Connection, name: &str) -> Result<Option<T>> {
    Ok(db
        .query_row("SELECT value FROM meta WHERE name = ?1", [name], |r| r.get(0))
        .optional()?)
}

/// The data key, unwrapped; made and stored wrapped at the first opening.
fn data_key(db: &Connection, master: &[u8; KEY_LEN]) -> Result<Cipher> {
    const NAME: &str = "data-key";
    let wrap = Cipher::new(master)?;
    let key = match meta::<Vec<u8>>(db, NAME)? {
        Some(wrapped) => wrap
            .open(NAME, &wrapped)
            .context("the master key does not fit this store")?,
        None => {
            let key = Cipher::random_key()?;
            db.execute(
                "INSERT INTO meta VALUES(?1, ?2)",
                params![NAME, wrap.seal(NAME, &key)?],
            )?;
            key.to_vec()
        }
    };
    Cipher::new(&key)
}
