//! What a session showed, line by line into a log stream of its own.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use wire::acs::LongshoreSessionLog;

use crate::api::{Api, ApiError};
use crate::clock;

/// Lines that may wait; more hold the session up.
const WAITING: usize = 1024;
/// One event; longer lines are cut into several.
const LONGEST: usize = 64 * 1024;
/// One call.
const BATCH: usize = 512 * 1024;
const LINGER: Duration = Duration::from_secs(2);
/// A log service that is away is waited for this long at the end.
const TRIES: u32 = 10;

pub(super) struct Scribe {
    lines: mpsc::Sender<(i64, String)>,
    open: Vec<u8>,
    writer: JoinHandle<()>,
}

impl Scribe {
    /// Makes the stream. A group that is not there, or may not be written to, is told.
    pub(super) async fn open(api: Arc<Api>, log: &LongshoreSessionLog, id: &str) -> Result<Scribe, String> {
        let stream = json!({"logGroupName": log.group, "logStreamName": id});
        match api.logs(Some(&log.region), "CreateLogStream", stream).await {
            Ok(_) => {}
            Err(e) if e.code() == "ResourceAlreadyExistsException" => {}
            Err(e) => {
                return Err(format!(
                    "the session must be logged to `{}`, but cannot be: {e}",
                    log.group
                ));
            }
        }
        let (lines, waiting) = mpsc::channel(WAITING);
        let writer = tokio::spawn(write(api, log.clone(), id.to_owned(), waiting));
        Ok(Scribe {
            lines,
            open: Vec::new(),
            writer,
        })
    }

    pub(super) async fn note(&mut self, shown: &[u8]) {
        self.open.extend_from_slice(shown);
        while let Some(end) = self.open.iter().position(|b| *b == b'\n') {
            let rest = self.open.split_off(end + 1);
            let line = std::mem::replace(&mut self.open, rest);
            self.line(&line).await;
        }
        if self.open.len() > LONGEST {
            let line = std::mem::take(&mut self.open);
            self.line(&line).await;
        }
    }

    async fn line(&self, line: &[u8]) {
        for part in line.chunks(LONGEST) {
            let text = String::from_utf8_lossy(part);
            let text = text.trim_end_matches(['\r', '\n']);
            if !text.is_empty() {
                // The writer ends only after this end is dropped.
                let _ = self.lines.send((clock::now(), text.to_owned())).await;
            }
        }
    }

    pub(super) async fn close(mut self) {
        let last = std::mem::take(&mut self.open);
        self.line(&last).await;
        drop(self.lines);
        let _ = self.writer.await;
    }
}

async fn write(
    api: Arc<Api>,
    log: LongshoreSessionLog,
    stream: String,
    mut lines: mpsc::Receiver<(i64, String)>,
) {
    let mut held: Option<(i64, String)> = None;
    loop {
        let Some(first) = (match held.take() {
            Some(line) => Some(line),
            None => lines.recv().await,
        }) else {
            return;
        };
        let mut size = first.1.len();
        let mut batch = vec![first];
        let until = tokio::time::Instant::now() + LINGER;
        while let Ok(Some(line)) = tokio::time::timeout_at(until, lines.recv()).await {
            size += line.1.len() + 26;
            if size > BATCH || batch.len() >= WAITING {
                held = Some(line);
                break;
            }
            batch.push(line);
        }
        let events: Vec<Value> = batch
            .iter()
            .map(|(at, text)| json!({"timestamp": at, "message": text}))
            .collect();
        let body = json!({"logGroupName": log.group, "logStreamName": stream, "logEvents": events});
        for _ in 0..TRIES {
            match api.logs(Some(&log.region), "PutLogEvents", body.clone()).await {
                Err(e) if passing(&e) => tokio::time::sleep(Duration::from_secs(1)).await,
                Err(e) => {
                    tracing::warn!(session = stream, error = %e, "a session's log was not written");
                    break;
                }
                Ok(_) => break,
            }
        }
    }
}

fn passing(e: &ApiError) -> bool {
    e.is_passing()
}
