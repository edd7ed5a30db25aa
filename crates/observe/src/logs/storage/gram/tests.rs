use proptest::prelude::*;

use super::{Filter, LONG, marks_of, may_hold, probes};

const SALT: u64 = 77;

fn filter(messages: &[&str]) -> Vec<u8> {
    let raw = messages.iter().map(|m| m.len()).sum::<usize>().max(64 << 10);
    let mut filter = Filter::sized(raw, SALT);
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
        "3577b34da6a3ce929d0e0e47",
        "request completed",
    ] {
        assert!(!probes(there.as_bytes()).is_empty(), "{there}");
        assert!(may_hold(&stored, SALT, &probes(there.as_bytes())), "{there}");
    }
    for absent in [
        "needle-000000",
        "00f067aa0ba902b7a3ce929d0e0e4736",
        "request refused",
    ] {
        assert!(!may_hold(&stored, SALT, &probes(absent.as_bytes())), "{absent}");
    }
    // One short word may be a part of any: nothing is known.
    assert!(probes(b"needle").is_empty());
    assert!(may_hold(&stored, SALT, &probes(b"needle")));
    assert!(
        may_hold(&[], SALT, &probes(b"needle-000000")),
        "no filter rules nothing out"
    );
}

#[test]
fn a_filter_that_is_full_is_not_kept() {
    let mut filter = Filter::sized(64, SALT);
    for n in 0..10_000_u64 {
        filter.add(format!("word{n} next{n}").as_bytes());
    }
    assert!(filter.finish().is_empty());
}

#[test]
fn blocks_go_astray_at_different_strings() {
    let messages: Vec<String> = (0..4000).map(|n| format!("id-{n:08x}")).collect();
    let filters: Vec<_> = (0..64)
        .map(|salt| {
            let mut filter = Filter::sized(100_000, salt);
            messages.iter().for_each(|m| filter.add(m.as_bytes()));
            (salt, filter.finish())
        })
        .collect();
    for absent in 0..40 {
        let marks = probes(format!("absent-{absent:08x}").as_bytes());
        let astray = filters.iter().filter(|(salt, f)| may_hold(f, *salt, &marks));
        assert!(astray.count() < 32);
    }
}

#[test]
fn every_piece_of_a_long_word_has_a_mark() {
    let word: String = (0..300_u64)
        .map(|n| char::from(b'a' + (n * n * 31 % 26) as u8))
        .collect();
    let mut all = Vec::new();
    marks_of(word.as_bytes(), |m| all.push(m));
    for piece in word.as_bytes().windows(LONG) {
        let marks = probes(piece);
        assert!(!marks.is_empty());
        assert!(marks.iter().all(|m| all.contains(m)));
    }
    assert!(probes(&word.as_bytes()[1..LONG]).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    /// Whatever part of whatever message: it is never ruled out.
    #[test]
    fn no_part_of_a_message_is_ruled_out(
        message in "([a-c_]{0,90}[-.:\" ü]{0,6}){0,8}",
        from in 0usize..300,
        len in 0usize..60,
    ) {
        let bytes = message.as_bytes();
        let from = from.min(bytes.len());
        let part = &bytes[from..(from + len).min(bytes.len())];
        prop_assert!(may_hold(&filter(&[&message]), SALT, &probes(part)));
    }
}
