use super::channel::aside;
use super::*;
use proptest::prelude::*;

const ID: [u8; 16] = *b"0123456789abcdef";

fn data(sequence: i64, payload: &[u8]) -> Message {
    Message {
        kind: Kind::Output,
        created: 1_700_000_000_000,
        sequence,
        flags: u64::from(sequence == 0),
        id: ID,
        payload_type: PayloadType::Output,
        payload: payload.to_vec(),
    }
}

#[test]
fn the_bytes_stand_where_the_protocol_has_them() {
    let b = data(7, b"hi").to_bytes();
    assert_eq!(b.len(), 122);
    assert_eq!(&b[..4], &[0, 0, 0, 116]);
    assert_eq!(&b[4..36], b"output_stream_data              ");
    assert_eq!(&b[36..40], &[0, 0, 0, 1]);
    assert_eq!(&b[48..56], &[0, 0, 0, 0, 0, 0, 0, 7]);
    assert_eq!(&b[64..80], b"89abcdef01234567");
    assert_eq!(&b[112..122], &[0, 0, 0, 1, 0, 0, 0, 2, b'h', b'i']);
    assert_eq!(Message::parse(&b).unwrap(), data(7, b"hi"));
    assert_eq!(data(0, b"").id_text(), "30313233-3435-3637-3839-616263646566");
}

#[test]
fn loose_clients_are_understood_and_damage_is_not() {
    let good = data(0, b"text").to_bytes();
    let mut padded = good.clone();
    padded[4..36].copy_from_slice(b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0input_stream_data");
    padded[80..112].copy_from_slice(&[b'x'; 32]);
    assert_eq!(Message::parse(&padded).unwrap().kind, Kind::Input);
    for (at, what) in [(0, "header"), (90, "digest"), (119, "length"), (121, "digest")] {
        let mut bad = good.clone();
        bad[at] ^= 1;
        let e = Message::parse(&bad).unwrap_err();
        assert!(e.to_string().contains(what), "{at}: {e}");
    }
    assert!(Message::parse(&good[..115]).is_err());
    assert!(Message::parse(&vec![0; message::LARGEST + 1]).is_err());
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(m) = Message::parse(&bytes) {
            prop_assert_eq!(Message::parse(&m.to_bytes()).map(|n| n.payload), Ok(m.payload));
        }
    }

    /// Whatever is lost, doubled or delivered out of order, the other end gets everything once and in order.
    #[test]
    fn everything_arrives_once_and_in_order(luck in proptest::collection::vec(0u8..10, 2000)) {
        let (mut a, mut b) = (Channel::of_process(), Channel::of_client());
        let mut luck = luck.into_iter();
        let mut now = 0;
        let mut got = Vec::new();
        let (mut to_b, mut to_a): (Vec<Vec<u8>>, Vec<Vec<u8>>) = (Vec::new(), Vec::new());
        for n in 0u8..50 {
            to_b.push(a.say(PayloadType::Output, vec![n], ID, 1, now));
        }
        for _ in 0..400 {
            now += 100;
            to_b.extend(a.overdue(now));
            for (wire, back, end) in [(&mut to_b, &mut to_a, &mut b)] {
                while !wire.is_empty() {
                    let n = luck.next().unwrap_or(9);
                    let at = usize::from(n) % wire.len();
                    let bytes = wire.remove(at);
                    // Three in ten are lost, one in ten comes twice.
                    let times = match n { 0..=2 => 0, 3 => 2, _ => 1 };
                    for _ in 0..times {
                        let heard = end.hear(Message::parse(&bytes).unwrap(), ID, 1, now);
                        back.extend(heard.answer);
                        got.extend(heard.data.into_iter().flat_map(|m| m.payload));
                    }
                }
            }
            for bytes in to_a.drain(..) {
                if luck.next().unwrap_or(9) > 2 {
                    a.hear(Message::parse(&bytes).unwrap(), ID, 1, now);
                }
            }
        }
        prop_assert_eq!(got, (0u8..50).collect::<Vec<_>>());
        prop_assert!(a.is_quiet());
    }
}

#[test]
fn what_is_not_acknowledged_fills_the_window() {
    let mut a = Channel::of_process();
    let mut said = 0;
    while a.has_room() {
        a.say(PayloadType::Output, vec![0; 1024], ID, 1, 0);
        said += 1;
    }
    assert!((100..400).contains(&said));
    assert!(!a.is_lost(59_999) && a.is_lost(60_000));
    assert_eq!(a.overdue(100).len(), 0);
    assert_eq!(a.overdue(5_000).len(), 16);
}

#[test]
fn a_paused_end_holds_its_tongue() {
    let mut a = Channel::of_process();
    a.say(PayloadType::Output, b"x".to_vec(), ID, 1, 0);
    let tell = |a: &mut Channel, kind, now| {
        let m = Message::parse(&aside(kind, Vec::new(), ID, 1)).unwrap();
        a.hear(m, ID, 1, now);
    };
    tell(&mut a, Kind::PausePublication, 0);
    assert!(!a.has_room() && a.overdue(90_000).is_empty() && !a.is_lost(90_000));
    tell(&mut a, Kind::StartPublication, 90_000);
    assert!(a.has_room() && a.overdue(92_000).len() == 1 && !a.is_lost(92_000));
}

#[test]
fn words_are_split_as_a_shell_would() {
    let split = |s: &str| words::split(s).map(|w| w.join("|"));
    for (line, want) in [
        ("/bin/sh", Some("/bin/sh")),
        ("  a  b ", Some("a|b")),
        (
            "sh -c 'echo \"hi there\"; exit 3'",
            Some("sh|-c|echo \"hi there\"; exit 3"),
        ),
        (r#"a "b \" \\ \n" c\ d"#, Some("a|b \" \\ \\n|c d")),
        ("a '' b", Some("a||b")),
        ("'open", None),
        ("\"open", None),
        ("end\\", None),
        ("", Some("")),
    ] {
        assert_eq!(split(line).as_deref(), want, "{line}");
    }
    let odd = ["it's", "", "a b", "plain-1.0/x", "\"$HOME\""];
    assert_eq!(words::split(&words::join(&odd)).unwrap(), odd);
}
