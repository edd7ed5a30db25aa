//! Where state lives: `$LONGSHORE_HOME`, else `$XDG_DATA_HOME/longshore`, else `~/.local/share/longshore`.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use rustix::process::Pid;
use serde::{Deserialize, Serialize};

/// The folder of one installation. Readable by its owner only.
#[derive(Clone, Debug)]
pub(crate) struct Home(PathBuf);

/// What the CLI needs to call its server; written by the server when it starts.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Access {
    pub endpoint: String,
    pub region: String,
    pub account: String,
    pub access_key_id: String,
    pub secret_access_key: String,
}

impl Home {
    pub(crate) fn find() -> Result<Self> {
        let var = |n: &str| std::env::var_os(n).filter(|v| !v.is_empty()).map(PathBuf::from);
        let path = var("LONGSHORE_HOME")
            .or_else(|| var("XDG_DATA_HOME").map(|d| d.join("longshore")))
            .or_else(|| var("HOME").map(|h| h.join(".local/share/longshore")))
            .context("neither LONGSHORE_HOME nor HOME is set: set LONGSHORE_HOME to a folder for Longshore's state")?;
        Ok(Self(path))
    }

    pub(crate) fn at(path: PathBuf) -> Self {
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn exists(&self) -> bool {
        self.join("longshore.toml").exists()
    }

    pub(crate) fn create(&self) -> Result<()> {
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.0);
        made.with_context(|| format!("making the state folder `{}`", self.0.display()))
    }

    /// Writes a file that only its owner can read; replaces an old one in one step.
    pub(crate) fn write_private(&self, name: &str, content: &[u8]) -> Result<()> {
        let (path, new) = (self.join(name), self.join(&format!("{name}.new")));
        let write = || -> std::io::Result<()> {
            let mut f = OpenOptions::new()
                .create(true)
                .write(true)
                .truncate(true)
                .mode(0o600)
                .open(&new)?;
            f.write_all(content)?;
            f.sync_all()?;
            fs::rename(&new, &path)
        };
        write().with_context(|| format!("writing `{}`", path.display()))
    }

    /// The key that wraps the store's data key; made at the first start. Kept apart from the store so that a copy
    /// of the store alone tells nothing.
    pub(crate) fn master_key(&self) -> Result<[u8; 32]> {
        let path = self.join("master.key");
        match fs::read(&path) {
            Ok(bytes) => bytes
                .try_into()
                .ok()
                .with_context(|| format!("`{}` is not a key of 32 bytes", path.display())),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                if self.join("records.db").exists() {
                    bail!(
                        "`{}` is missing: without it the store cannot be read",
                        path.display()
                    );
                }
                let key = store::cipher::Cipher::random_key()?;
                self.write_private("master.key", &key)?;
                Ok(key)
            }
            Err(e) => Err(e).with_context(|| format!("reading `{}`", path.display())),
        }
    }

    pub(crate) fn access(&self) -> Result<Access> {
        let path = self.join("access.json");
        let text = fs::read(&path).with_context(|| {
            format!(
                "reading `{}`: is Longshore running? Start it with `longshore up`",
                path.display()
            )
        })?;
        serde_json::from_slice(&text).with_context(|| format!("reading `{}`", path.display()))
    }

    pub(crate) fn write_access(&self, a: &Access) -> Result<()> {
        self.write_private("access.json", &serde_json::to_vec_pretty(a)?)
    }

    /// Takes the home for this process until the answer is dropped; `None` when another process has it. The kernel
    /// lets go of it however the process ends, so a crash leaves nothing to clean up.
    pub(crate) fn lock(&self) -> Result<Option<File>> {
        let path = self.join("longshore.lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path)
            .with_context(|| format!("opening `{}`", path.display()))?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Some(file)),
            Err(Errno::WOULDBLOCK) => Ok(None),
            Err(e) => Err(e).with_context(|| format!("locking `{}`", path.display())),
        }
    }

    /// The process that serves this home, if it lives. The number in the file counts only while the home is locked:
    /// after a crash it may have been given to another program.
    pub(crate) fn server(&self) -> Option<Pid> {
        if !self.path().exists() || matches!(self.lock(), Ok(Some(_)) | Err(_)) {
            return None;
        }
        let text = fs::read_to_string(self.join("longshore.pid")).ok()?;
        Pid::from_raw(text.trim().parse().ok().filter(|n| *n > 0)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_left_over_pid_is_nobodys() {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::at(dir.path().join("home"));
        assert!(home.server().is_none(), "no home, no server");
        home.create().unwrap();
        for text in [&*std::process::id().to_string(), "-1", "0", "1", "nonsense", ""] {
            home.write_private("longshore.pid", text.as_bytes()).unwrap();
            assert!(home.server().is_none(), "`{text}` is some stranger's");
        }
    }

    #[test]
    fn a_home_is_served_once() {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::at(dir.path().to_owned());
        let held = home.lock().unwrap().unwrap();
        assert!(home.lock().unwrap().is_none());
        home.write_private("longshore.pid", b"4711").unwrap();
        assert_eq!(home.server().map(|p| p.as_raw_nonzero().get()), Some(4711));
        drop(held);
        assert!(home.server().is_none());
    }
}
