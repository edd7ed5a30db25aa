//! Times: the wall clock in milliseconds, and the engine's RFC 3339 stamps.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::runtime::Millis;

/// Now. The only place of this crate that reads the wall clock.
pub(crate) fn now() -> Millis {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |d| Millis::try_from(d.as_millis()).unwrap_or(Millis::MAX))
}

/// Epoch seconds with a fraction, as the wire has them.
pub(crate) fn seconds(at: Millis) -> f64 {
    at as f64 / 1000.0
}

/// `2026-11-23T16:00:00.123456789Z` or with an offset, in nanoseconds since the epoch; times before it are `None`.
pub(crate) fn parse_rfc3339_ns(text: &str) -> Option<u64> {
    let (date, rest) = text.split_once('T')?;
    let mut date = date.splitn(3, '-').map(str::parse::<i64>);
    let (year, month, day) = (date.next()?.ok()?, date.next()?.ok()?, date.next()?.ok()?);
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let zone = rest.find(['Z', '+', '-'])?;
    let (time, zone) = rest.split_at(zone);
    let offset_s = match zone.strip_prefix(['+', '-']) {
        None => 0,
        Some(hhmm) => {
            let (h, m) = hhmm.split_once(':')?;
            let seconds = h.parse::<i64>().ok()? * 3600 + m.parse::<i64>().ok()? * 60;
            if zone.starts_with('-') { -seconds } else { seconds }
        }
    };
    let mut time = time.splitn(3, ':');
    let hour: i64 = time.next()?.parse().ok()?;
    let minute: i64 = time.next()?.parse().ok()?;
    let second = time.next()?;
    let (second, fraction) = second.split_once('.').unwrap_or((second, ""));
    let second: i64 = second.parse().ok()?;
    let nanos: u64 = format!("{:0<9}", fraction.get(..fraction.len().min(9))?)
        .parse()
        .ok()?;
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset_s;
    u64::try_from(seconds)
        .ok()?
        .checked_mul(1_000_000_000)?
        .checked_add(nanos)
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar, years counted from March so that leap days fall at the end.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 306 + 5) / 10 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::parse_rfc3339_ns;

    #[test]
    fn stamps_are_read_to_the_nanosecond() {
        assert_eq!(parse_rfc3339_ns("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(
            parse_rfc3339_ns("2026-11-23T16:00:00.123456789Z"),
            Some(1_795_449_600_123_456_789)
        );
        assert_eq!(
            parse_rfc3339_ns("2024-02-29T23:59:59.5Z"),
            Some(1_709_251_199_500_000_000)
        );
        assert_eq!(
            parse_rfc3339_ns("2024-03-01T01:59:59+02:00"),
            Some(1_709_251_199_000_000_000)
        );
        for bad in [
            "0001-01-01T00:00:00Z",
            "",
            "2024",
            "2024-13-01T00:00:00Z",
            "2024-01-01T",
            "x-y-zT1:2:3Z",
        ] {
            assert_eq!(parse_rfc3339_ns(bad), None, "{bad}");
        }
    }
}
