use proptest::prelude::*;

use super::{Filter, may_hold, probes};

fn filter(messages: &[&str]) -> Vec<u8> {
    let raw = messages.iter().map(|m| m.len()).sum::<usize>().max(64 << 10);
    let mut filter = Filter::sized(raw);
    messages.iter().for_each(|m| filter.add(m.as_bytes()));
    filter.finish()
}

#[test]
fn strings_are_ruled_out_by_their_marks() {
    let line =
        r#"{"trace":"4bf92f3577b34da6a3ce929d0e0e4736","msg":"needle-7f3a9c request completed","n":12}"#;
    let stored = filter(&[line]);
    for there in [
        "needle-7f3a9c",
        "eedle-7f3",
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "3577b34da6a3ce929d0e0e",
        "request completed",
    ] {
        assert!(!probes(there.as_bytes()).is_empty(), "{there}");
        assert!(may_hold(&stored, &probes(there.as_bytes())), "{there}");
    }
    for absent in [
        "needle-000000",
        "00f067aa0ba902b7a3ce929d0e0e4736",
        "request refused",
    ] {
        assert!(!may_hold(&stored, &probes(absent.as_bytes())), "{absent}");
    }
    // One short word may be a part of any: nothing is known.
    assert!(probes(b"needle").is_empty());
    assert!(may_hold(&stored, &probes(b"needle")));
    assert!(
        may_hold(&[], &probes(b"needle-000000")),
        "no filter rules nothing out"
    );
}

#[test]
fn a_filter_that_is_full_is_not_kept() {
    let mut filter = Filter::sized(64);
    for n in 0..10_000_u64 {
        filter.add(format!("word{n} next{n}").as_bytes());
    }
    assert!(filter.finish().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    /// Whatever part of whatever message: it is never ruled out.
    #[test]
    fn no_part_of_a_message_is_ruled_out(
        message in "([a-c_]{0,40}[-.:\" ü]{0,6}){0,8}",
        from in 0usize..300,
        len in 0usize..60,
    ) {
        let bytes = message.as_bytes();
        let from = from.min(bytes.len());
        let part = &bytes[from..(from + len).min(bytes.len())];
        prop_assert!(may_hold(&filter(&[&message]), &probes(part)));
    }
}
