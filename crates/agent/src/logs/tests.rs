use bytes::Bytes;
use proptest::prelude::*;

use super::batch::Batch;
use super::lines::{Event, Lines};
use super::multiline::{self, Join};
use super::queue::{Kept, Queue};
use super::ship::position_in;
use crate::runtime::LogFrame;

fn frame(at_ns: u64, text: &str) -> LogFrame {
    LogFrame {
        at_ns,
        error: false,
        bytes: Bytes::from(text.to_owned()),
    }
}

#[test]
fn pieces_of_a_long_line_are_joined_and_the_two_outputs_kept_apart() {
    let mut lines = Lines::after(0);
    let event = |position, text: &str| Event {
        position,
        at_ns: position,
        message: text.into(),
    };
    assert_eq!(lines.push(&frame(10, "one ")), []);
    let error = LogFrame {
        error: true,
        ..frame(11, "oops\n")
    };
    assert_eq!(lines.push(&error), [], "a position must not pass the open piece");
    assert_eq!(
        lines.push(&frame(12, "line\r\n")),
        [event(11, "oops"), event(12, "one line")]
    );
    assert_eq!(
        lines.push(&frame(13, "\n")),
        [],
        "the service takes no empty message"
    );
    assert_eq!(lines.push(&frame(14, "no end")), []);
    assert_eq!(
        lines.finish(),
        [Event {
            position: 15,
            at_ns: 15,
            message: "no end".into()
        }]
    );
}

#[test]
fn a_line_without_end_is_cut() {
    let mut lines = Lines::after(0);
    let piece = "x".repeat(16 << 10);
    let events: Vec<_> = (1..=32).flat_map(|n| lines.push(&frame(n, &piece))).collect();
    assert_eq!(events.len(), 2);
    assert!(events.iter().all(|e| e.message.len() <= 256 << 10));
}

#[test]
fn batches_keep_the_limits() {
    let mut batch = Batch::default();
    let event = |position, size| Event {
        position,
        at_ns: position,
        message: "x".repeat(size),
    };
    assert!(batch.add(event(1, 500_000)).is_ok());
    assert!(batch.add(event(2, 500_000)).is_ok());
    assert!(batch.add(event(3, 50_000)).is_err());
    let mut batch = Batch::default();
    assert!((0..10_000).all(|n| batch.add(event(n, 1)).is_ok()));
    assert!(batch.add(event(10_000, 1)).is_err());
    let mut batch = Batch::default();
    batch.add(event(1, 1)).unwrap();
    assert!(batch.add(event(24 * 3600 * 1_000_000_000 + 1, 1)).is_err());
}

#[test]
fn tokens_of_other_containers_say_nothing() {
    assert_eq!(position_in("longshore:abc:17", "abc"), Some(17));
    assert_eq!(position_in("longshore:abd:17", "abc"), None);
    assert_eq!(position_in("4961", "abc"), None);
}

proptest! {
    /// Whatever the times, going on after any delivered event gives exactly the rest.
    #[test]
    fn nothing_is_lost_or_doubled_by_a_restart(
        steps in prop::collection::vec(0u64..3, 1..60),
        cut in 0usize..60,
    ) {
        let mut at = 1_795_449_600_000_000_000;
        let frames: Vec<_> = steps.iter().enumerate().map(|(n, step)| {
            at += step;
            frame(at, &format!("{n}\n"))
        }).collect();
        let mut lines = Lines::after(0);
        let all: Vec<_> = frames.iter().flat_map(|f| lines.push(f)).collect();
        prop_assert!(all.windows(2).all(|w| w[0].position < w[1].position));
        let cut = cut.min(all.len() - 1);
        let mut again = Lines::after(all[cut].position);
        let since = Lines::since_s(all[cut].position) as u64 * 1_000_000_000;
        let rest: Vec<_> = frames.iter().filter(|f| f.at_ns >= since).flat_map(|f| again.push(f)).collect();
        prop_assert_eq!(&rest[..], &all[cut + 1..]);
    }
}

fn at(position: u64, message: &str) -> Event {
    Event {
        position,
        at_ns: position,
        message: message.into(),
    }
}

#[test]
fn a_pattern_says_which_lines_begin_an_event() {
    let joined = |multiline: Option<&str>, datetime: Option<&str>, lines: &[&str]| {
        let mut join = Join::by(multiline::pattern(multiline, datetime).unwrap());
        let mut all = Vec::new();
        for (n, line) in (1..).zip(lines) {
            all.extend(join.push(at(n, line)));
        }
        all.extend(join.finish());
        all
    };
    let trace = ["INFO one", "ERROR two", "  at a", "  at b", "INFO three"];
    let found = joined(Some("^(INFO|ERROR)"), None, &trace);
    let messages: Vec<_> = found.iter().map(|e| e.message.as_str()).collect();
    assert_eq!(messages, ["INFO one", "ERROR two\n  at a\n  at b", "INFO three"]);
    // An event is as old as its first line, and ends where its last one does.
    assert_eq!((found[1].at_ns, found[1].position), (2, 4));
    let dated = ["[2026-11-23 10:00:00.123] a", "b", "[2026-11-23 10:00:01.000] c"];
    let found = joined(None, Some("[%Y-%m-%d %H:%M:%S%L]"), &dated);
    let messages: Vec<_> = found.iter().map(|e| e.message.as_str()).collect();
    assert_eq!(
        messages,
        ["[2026-11-23 10:00:00.123] a\nb", "[2026-11-23 10:00:01.000] c"]
    );
    assert_eq!(joined(None, None, &trace).len(), 5);
    assert!(
        multiline::pattern(Some("("), None)
            .unwrap_err()
            .contains("awslogs-multiline-pattern")
    );
    assert!(multiline::pattern(None, Some("%Q")).unwrap_err().contains("`%Q`"));
}

#[test]
fn joined_lines_keep_the_bound_of_an_event() {
    let mut join = Join::by(multiline::pattern(Some("^begin"), None).unwrap());
    let line = "x".repeat(100 << 10);
    let mut all: Vec<_> = (1..=5).filter_map(|n| join.push(at(n, &line))).collect();
    all.extend(join.finish());
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|e| e.message.len() <= 256 << 10));
}

#[test]
fn what_does_not_fit_is_dropped_or_waits() {
    let dir = tempfile::tempdir().unwrap();
    let mut small = Queue::open(dir.path().join("a"), 10, true);
    assert_eq!(small.push(at(1, "12345678")), Kept::Yes);
    assert_eq!(small.push(at(2, "12345678")), Kept::Dropped);
    assert_eq!(small.dropped, 1);
    let mut patient = Queue::open(dir.path().join("b"), 10, false);
    assert_eq!(patient.push(at(1, "12345678")), Kept::Yes);
    assert_eq!(patient.push(at(2, "12345678")), Kept::NoRoom(at(2, "12345678")));
    patient.batch(0).unwrap();
    patient.delivered();
    assert_eq!(patient.push(at(2, "12345678")), Kept::Yes);
}

/// Takes all that is in the queue as delivered, up to so many batches.
fn drain(queue: &mut Queue, after: &mut u64, batches: usize) -> Vec<Event> {
    let mut all = Vec::new();
    for _ in 0..batches {
        let Some(batch) = queue.batch(*after) else { break };
        all.extend(batch.events.iter().cloned());
        *after = batch.position().unwrap();
        queue.delivered();
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever is printed and delivered in whatever order, and whenever the agent dies: what the queue gives and what is
    /// read again from the engine is everything, once, in order.
    #[test]
    fn a_queue_gives_everything_once_in_order(
        steps in prop::collection::vec((1usize..60, 0usize..3, any::<bool>()), 1..12),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let open = || Queue::open(dir.path().join("q"), 1 << 30, false);
        let text = |n: u64| format!("{n} {}", "x".repeat(64 << 10));
        let (mut queue, mut printed, mut after, mut got) = (open(), 0u64, 0u64, Vec::new());
        for (lines, batches, dies) in steps {
            for _ in 0..lines {
                printed += 1;
                prop_assert_eq!(queue.push(at(printed, &text(printed))), Kept::Yes);
            }
            got.extend(drain(&mut queue, &mut after, batches));
            if dies {
                drop(queue);
                queue = open();
                // The engine still has the rest.
                for n in queue.last().unwrap_or(0).max(after) + 1..=printed {
                    prop_assert_eq!(queue.push(at(n, &text(n))), Kept::Yes);
                }
            }
        }
        got.extend(drain(&mut queue, &mut after, usize::MAX));
        prop_assert!(queue.is_empty());
        let positions: Vec<u64> = got.iter().map(|e| e.position).collect();
        prop_assert_eq!(positions, (1..=printed).collect::<Vec<_>>());
        prop_assert!(!dir.path().join("q").exists());
    }
}
