//! What is known of a task's containers when it has stopped: gathered for the report of its end, while the engine
//! still has them.
//!
//! INVARIANT: bounded in time and size; an engine that is away costs the details and never the report.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use wire::acs::{LongshoreBlackBox, LongshoreHealthOutput};

use crate::clock;
use crate::engine::TaskRecord;
use crate::health::Checked;
use crate::runtime::{LogFrame, Runtime};
use crate::slot::Engine;
use crate::tasks::Tasks;

const PATIENCE: Duration = Duration::from_secs(5);
/// Lines of one container, and what those of a whole task may hold.
const LINES: u32 = 500;
const LINES_BYTES: usize = 48 * 1024;
const LINE: usize = 1000;
const HEALTH: usize = 5;
const HEALTH_BYTES: usize = 500;

/// All containers of a task, the sandbox excepted.
pub(crate) async fn gather(tasks: &Arc<Tasks>, record: &TaskRecord) -> Vec<LongshoreBlackBox> {
    let own: Vec<usize> = (0..record.containers.len())
        .filter(|c| record.containers.get(*c).is_some_and(|r| !r.sandbox))
        .collect();
    let room = LINES_BYTES / own.len().max(1);
    let mut boxes = Vec::new();
    for c in own {
        let name = record.engine_name(c);
        let mut told = known(record, c);
        told.memory_peak = tasks.peak(&name);
        if let Engine::Up(runtime, _) = tasks.slot.now() {
            let asked = tokio::time::timeout(PATIENCE, ask(&*runtime, &name, &mut told, room)).await;
            if asked.is_err() {
                tracing::warn!(
                    container = name,
                    "the engine is slow to tell of a stopped container"
                );
            }
        }
        if told.out_of_memory {
            told.memory_peak = told.memory_peak.max(told.memory_limit);
        }
        if let Some(checks) = tasks.checks.get() {
            told.health.extend(checks.outputs(&name).iter().map(probed));
        }
        boxes.push(told);
    }
    boxes
}

/// What the agent has noted itself.
fn known(record: &TaskRecord, c: usize) -> LongshoreBlackBox {
    let Some(r) = record.containers.get(c) else {
        return LongshoreBlackBox::default();
    };
    LongshoreBlackBox {
        name: r.name.clone(),
        image: record.spec(c).map(|s| s.image.clone()).unwrap_or_default(),
        created_at: r.created_at,
        started_at: r.started_at,
        finished_at: r.finished_at,
        healthy_at: r.healthy_at,
        exit_code: r.exit_code,
        signal: r.exit_code.and_then(signal),
        out_of_memory: r
            .reason
            .as_deref()
            .is_some_and(|t| t.starts_with("OutOfMemoryError")),
        restarts: r.restarts.into(),
        reason: r.reason.clone(),
        ..LongshoreBlackBox::default()
    }
}

async fn ask(runtime: &dyn Runtime, name: &str, told: &mut LongshoreBlackBox, room: usize) {
    if let Ok(Some(found)) = runtime.document(&format!("containers/{name}/json")).await {
        told.memory_limit = found
            .pointer("/HostConfig/Memory")
            .and_then(Value::as_i64)
            .filter(|m| *m > 0);
        told.health = health(&found);
    }
    if let Ok(frames) = runtime.tail(name, LINES).await {
        told.lines = lines(&frames, room);
    }
}

/// The name of the signal that an exit code stands for (128 and the signal's number).
fn signal(code: i64) -> Option<String> {
    let name = match code - 128 {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        5 => "SIGTRAP",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        10 => "SIGUSR1",
        11 => "SIGSEGV",
        12 => "SIGUSR2",
        13 => "SIGPIPE",
        14 => "SIGALRM",
        15 => "SIGTERM",
        _ => return None,
    };
    Some(name.to_owned())
}

/// The last outputs of the engine's health check.
fn health(found: &Value) -> Vec<LongshoreHealthOutput> {
    let log = found.pointer("/State/Health/Log").and_then(Value::as_array);
    let log = log.map(Vec::as_slice).unwrap_or_default();
    let last = log.get(log.len().saturating_sub(HEALTH)..).unwrap_or_default();
    let one = |entry: &Value| {
        let at = entry.get("End").and_then(Value::as_str);
        let output = entry.get("Output").and_then(Value::as_str).unwrap_or_default();
        LongshoreHealthOutput {
            at: at
                .and_then(clock::parse_rfc3339_ns)
                .and_then(|ns| i64::try_from(ns / 1_000_000).ok())
                .unwrap_or(0),
            exit_code: entry.get("ExitCode").and_then(Value::as_i64).unwrap_or(0),
            output: cut(output.trim_end(), HEALTH_BYTES).to_owned(),
        }
    };
    last.iter().map(one).collect()
}

/// A check that the agent made itself, in the engine's terms.
fn probed(checked: &Checked) -> LongshoreHealthOutput {
    LongshoreHealthOutput {
        at: checked.at,
        exit_code: i64::from(!checked.ok),
        output: cut(checked.output.trim_end(), HEALTH_BYTES).to_owned(),
    }
}

/// As many of the last lines as there is room for.
fn lines(frames: &[LogFrame], room: usize) -> Vec<String> {
    let mut used = 0;
    let mut kept = Vec::new();
    for frame in frames.iter().rev() {
        let text = String::from_utf8_lossy(&frame.bytes);
        let line = cut(text.trim_end_matches(['\r', '\n']), LINE);
        used += line.len() + 1;
        if used > room {
            break;
        }
        kept.push(line.to_owned());
    }
    kept.reverse();
    kept
}

fn cut(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len()))
        .rev()
        .find(|i| text.is_char_boundary(*i));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    #[test]
    fn the_last_lines_that_fit() {
        let frame = |text: &str| LogFrame {
            at_ns: 0,
            error: false,
            bytes: Bytes::from(text.to_owned()),
        };
        let frames: Vec<_> = (0..9).map(|n| frame(&format!("line {n}\r\n"))).collect();
        assert_eq!(lines(&frames, 15), ["line 7", "line 8"]);
        assert_eq!(lines(&[frame(&"€".repeat(1000))], 5000), ["€".repeat(333)]);
        assert!(lines(&[frame("too long")], 4).is_empty());
    }

    #[test]
    fn exit_codes_name_signals() {
        assert_eq!(signal(137).as_deref(), Some("SIGKILL"));
        assert_eq!(signal(139).as_deref(), Some("SIGSEGV"));
        assert_eq!(signal(1), None);
        assert_eq!(signal(255), None);
    }

    #[test]
    fn the_last_five_health_outputs() {
        let log: Vec<_> = (0..7)
            .map(|n| serde_json::json!({"End": "2026-11-23T10:00:00Z", "ExitCode": n, "Output": format!("o{n}\n")}))
            .collect();
        let found = health(&serde_json::json!({"State": {"Health": {"Log": log}}}));
        assert_eq!(found.len(), 5);
        assert_eq!((found[4].exit_code, found[4].output.as_str()), (6, "o6"));
        assert!(health(&Value::Null).is_empty());
    }
}
