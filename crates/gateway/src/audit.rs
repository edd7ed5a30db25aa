//! A record of every call, in CloudTrail's members, one JSON object per line. Parameters are not recorded, so that
//! no secret can be.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use kernel::{Principal, Time};
use parking_lot::Mutex;
use serde::Serialize;

/// When the file reaches this, it becomes `audit.log.1` and a new one begins.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Bytes of a text that a client chose.
const LONGEST: usize = 1024;

/// One call.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    pub event_time: String,
    pub event_source: String,
    pub event_name: String,
    pub aws_region: String,
    #[serde(rename = "sourceIPAddress")]
    pub source_ip_address: String,
    pub user_agent: String,
    pub user_identity: Identity,
    #[serde(rename = "requestID")]
    pub request_id: String,
    pub read_only: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<[Resource; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
}

/// What a call was about, where its parameters are not those of an API.
#[derive(Serialize)]
pub(crate) struct Resource {
    #[serde(rename = "ARN")]
    pub arn: String,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Identity {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub arn: String,
    pub account_id: String,
    pub access_key_id: String,
}

impl Identity {
    pub(crate) fn of(p: &Principal, access_key_id: &str) -> Self {
        let kind = match p {
            Principal::Root { .. } => "Root",
            Principal::User { .. } => "IAMUser",
            Principal::Session { .. } => "AssumedRole",
            Principal::Service { .. } => "AWSService",
        };
        Self {
            kind,
            arn: p.arn(),
            account_id: p.account().to_string(),
            access_key_id: access_key_id.to_owned(),
        }
    }
}

/// A text of the client's, at most as long as CloudTrail keeps one ("CloudTrail record contents": 1 KB).
pub(crate) fn short(mut text: String) -> String {
    let end = (0..=LONGEST).rev().find(|i| text.is_char_boundary(*i));
    text.truncate(end.unwrap_or(0));
    text
}

pub(crate) fn time(t: Time) -> String {
    t.iso()
}

/// The audit log: lines are queued and written by a thread of their own, in order.
pub(crate) struct Audit {
    queue: Mutex<Option<Sender<Vec<u8>>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Audit {
    pub(crate) fn open(path: PathBuf) -> std::io::Result<Self> {
        let file = append_to(&path)?;
        let (tx, rx) = channel();
        let writer = std::thread::Builder::new()
            .name("audit".into())
            .spawn(move || write(file, &path, &rx))?;
        Ok(Self {
            queue: Mutex::new(Some(tx)),
            writer: Mutex::new(Some(writer)),
        })
    }

    pub(crate) fn note(&self, entry: &Entry) {
        if let Ok(mut line) = serde_json::to_vec(entry) {
            line.push(b'\n');
            if let Some(queue) = &*self.queue.lock() {
                // The writer lives as long as the queue does.
                let _ = queue.send(line);
            }
        }
    }

    /// Writes what is queued.
    pub(crate) fn close(&self) {
        self.queue.lock().take();
        if let Some(t) = self.writer.lock().take()
            && t.join().is_err()
        {
            tracing::error!("the audit writer ended badly");
        }
    }
}

fn append_to(path: &PathBuf) -> std::io::Result<File> {
    OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(path)
}

fn write(mut file: File, path: &PathBuf, lines: &Receiver<Vec<u8>>) {
    let mut size = file.metadata().map_or(0, |m| m.len());
    while let Ok(mut batch) = lines.recv() {
        while let Ok(more) = lines.try_recv() {
            batch.extend_from_slice(&more);
        }
        if size > LARGEST {
            let rotated = std::fs::rename(path, path.with_extension("log.1")).and_then(|()| append_to(path));
            match rotated {
                Ok(new) => (file, size) = (new, 0),
                Err(e) => tracing::error!(%e, "rotating the audit log"),
            }
        }
        size += u64::try_from(batch.len()).unwrap_or(0);
        if let Err(e) = file.write_all(&batch) {
            tracing::error!(%e, "writing the audit log");
        }
    }
}
