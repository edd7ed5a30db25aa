//! Access logs of load balancers. `<home>/buckets/<bucket>/…` is what S3 is on AWS: entries are appended to a plain file
//! there, which becomes a compressed object when its interval is over.
//!
//! INVARIANT: what `.log.gz` names is whole; a `.log` that an earlier run left is finished by the next one.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use flate2::Compression;
use flate2::write::GzEncoder;
use kernel::Time;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use wire::proxy::{AccessLog, Entry};

/// Entries that are written together.
const BATCH: usize = 1024;

/// Writes entries until nobody sends any more.
pub(super) fn start(buckets: PathBuf, every: Duration, mut entries: mpsc::Receiver<Entry>) -> JoinHandle<()> {
    tokio::task::spawn_blocking(move || {
        let mut logs = Logs {
            buckets,
            open: HashMap::new(),
        };
        logs.recover();
        let mut batch = Vec::new();
        let mut end = boundary(every);
        loop {
            if now() >= end {
                logs.seal();
                end = boundary(every);
            }
            let left = end.since(now());
            let next = tokio::time::timeout(left, entries.recv_many(&mut batch, BATCH));
            match Handle::current().block_on(next) {
                Err(_) => {}
                Ok(0) => return logs.seal(),
                Ok(_) => logs.write(&mut batch, end),
            }
        }
    })
}

fn now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Time(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// The end of the interval that is now.
fn boundary(every: Duration) -> Time {
    let every = i64::try_from(every.as_millis()).unwrap_or(i64::MAX).max(1);
    Time((now().0 / every + 1) * every)
}

struct Logs {
    buckets: PathBuf,
    /// By balancer and where its log goes.
    open: HashMap<(String, AccessLog), (PathBuf, File)>,
}

impl Logs {
    fn write(&mut self, batch: &mut Vec<Entry>, end: Time) {
        for e in batch.drain(..) {
            let line = elb::access_log::line(&e) + "\n";
            if let Err(error) = self.file(e, end).and_then(|f| f.write_all(line.as_bytes())) {
                tracing::error!(%error, "an entry of an access log");
            }
        }
    }

    fn file(&mut self, e: Entry, end: Time) -> io::Result<&mut File> {
        use std::collections::hash_map::Entry as Place;
        match self.open.entry((e.balancer, e.log)) {
            Place::Occupied(there) => Ok(&mut there.into_mut().1),
            Place::Vacant(place) => {
                let (balancer, log) = place.key();
                let random = random();
                let key = elb::access_log::key(balancer, &log.prefix, e.node, end, &random)
                    .ok_or(io::ErrorKind::InvalidInput)?;
                let path = self.buckets.join(&log.bucket).join(key.trim_end_matches(".gz"));
                fs::create_dir_all(path.parent().unwrap_or(&self.buckets))?;
                let file = File::options().append(true).create(true).open(&path)?;
                Ok(&mut place.insert((path, file)).1)
            }
        }
    }

    /// The interval is over: files become objects.
    fn seal(&mut self) {
        for (_, (path, file)) in self.open.drain() {
            drop(file);
            finish(&path);
        }
    }

    /// Files of a run that was killed.
    fn recover(&self) {
        let mut folders = vec![self.buckets.clone()];
        while let Some(folder) = folders.pop() {
            let Ok(found) = fs::read_dir(&folder) else {
                continue;
            };
            for item in found.flatten() {
                let path = item.path();
                if item.file_type().is_ok_and(|t| t.is_dir()) {
                    folders.push(path);
                } else if path.extension().is_some_and(|e| e == "log") {
                    finish(&path);
                }
            }
        }
    }
}

fn random() -> String {
    // Another file of the same minute may be there already.
    let key = store::cipher::Cipher::random_key().unwrap_or_default();
    key.iter().take(4).map(|b| format!("{b:02x}")).collect()
}

fn finish(path: &Path) {
    if let Err(error) = compress(path) {
        tracing::error!(%error, path = %path.display(), "finishing an access log");
    }
}

fn compress(path: &Path) -> io::Result<()> {
    let whole = path.with_extension("log.gz");
    let part = path.with_extension("log.gz.part");
    let mut out = GzEncoder::new(File::create(&part)?, Compression::default());
    io::copy(&mut File::open(path)?, &mut out)?;
    out.finish()?.sync_all()?;
    fs::rename(&part, &whole)?;
    fs::remove_file(path)
}
