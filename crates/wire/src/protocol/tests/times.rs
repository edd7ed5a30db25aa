use crate::protocol::time::{from_iso, from_text, to_http, to_iso};
use proptest::prelude::*;

#[test]
fn spellings() {
    for (text, seconds) in [
        ("1970-01-01", 0.0),
        ("1970-01-01T00:00:00Z", 0.0),
        ("2026-01-02T03:04:05.678000Z", 1_767_323_045.678),
        ("2026-01-02T03:04:05", 1_767_323_045.0),
        ("2026-01-02 03:04:05Z", 1_767_323_045.0),
        ("2019-12-16T22:48:18-01:00", 1_576_540_098.0),
        ("2019-12-16T22:48:18-0100", 1_576_540_098.0),
        ("2000-02-29T00:00:00Z", 951_782_400.0),
        ("0001-01-01T00:00:00Z", -62_135_596_800.0),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799.999),
        ("Fri, 02 Jan 2026 03:04:05 GMT", 1_767_323_045.0),
        ("Sun, 02 Jan 2000 20:34:56.000 GMT", 946_845_296.0),
        ("1767323045.678", 1_767_323_045.678),
        ("-1", -1.0),
    ] {
        assert_eq!(from_text(text), Some(seconds), "{text}");
    }
    for text in [
        "",
        "now",
        "2026-02-29",
        "2026-13-01",
        "2026-00-01",
        "2026-01-00",
        "2026-01-02T24:00:00Z",
        "2026-01-02T",
        "2026-01-02T03:04:05.Z",
        "2026-01-02T03:04:05+1",
        "2026-01-02x",
        "202é-01-02",
        "NaN",
        "inf",
        "Fri, 02 Foo 2026 03:04:05 GMT",
        "Fri, 02 Jan 2026 03:04:05 CET",
    ] {
        assert_eq!(from_text(text), None, "{text}");
    }
}

#[test]
fn extremes_are_written_as_the_nearest_year() {
    for t in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300] {
        assert!(from_iso(&to_iso(t)).is_some(), "{}", to_iso(t));
        assert!(from_text(&to_http(t)).is_some(), "{}", to_http(t));
    }
}

proptest! {
    #[test]
    fn milliseconds_survive(millis in -62_135_596_800_000_i64..253_402_300_799_999) {
        let t = millis as f64 / 1000.0;
        prop_assert_eq!(from_iso(&to_iso(t)), Some(t));
        let second = millis.div_euclid(1000) as f64;
        prop_assert_eq!(from_text(&to_http(second)), Some(second));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}", near in "[0-9T:Z.+ ,-]{0,32}") {
        from_text(&text);
        from_text(&near);
    }
}
