use bytes::Bytes;
use proptest::prelude::*;

use super::batch::Batch;
use super::lines::{Event, Lines};
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
