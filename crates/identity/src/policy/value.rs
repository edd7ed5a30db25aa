//! Numbers, dates and address ranges, as conditions compare them.

use std::net::IpAddr;

/// A decimal number. Spellings that only programming languages know (`inf`, `nan`) are no numbers.
pub(crate) fn number(text: &str) -> Option<f64> {
    let fine = |b: u8| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E');
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(fine) {
        return None;
    }
    text.parse().ok()
}

/// Microseconds since 1970 of a W3C profile ISO 8601 date (`2026`, `2026-01`, `2026-01-02`,
/// `2026-01-02T03:04Z`, `…:05.678+02:00`) or of Unix seconds.
pub(crate) fn date(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.len() > 4 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse::<i64>().ok()?.checked_mul(1_000_000);
    }
    let (day, time) = match text.split_once(['T', 't']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let mut parts = day.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(1), |p| digits(p, 2))?;
    let date = parts.next().map_or(Some(1), |p| digits(p, 2))?;
    if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&date) {
        return None;
    }
    let micros = time.map_or(Some(0), time_of_day)?;
    Some(days_since_1970(year, month, date) * 86_400_000_000 + micros)
}

/// Microseconds from the start of the day in UTC; may be negative or beyond a day because of the zone.
fn time_of_day(text: &str) -> Option<i64> {
    let zone_at = text.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = text.split_at_checked(zone_at)?;
    let mut parts = clock.split(':');
    let hour = digits(parts.next()?, 2).filter(|h| *h < 24)?;
    let minute = digits(parts.next()?, 2).filter(|m| *m < 60)?;
    let (second, fraction) = match parts.next() {
        None => (0, 0),
        Some(s) => {
            let (whole, part) = s.split_once('.').unwrap_or((s, "0"));
            let micros: String = part.chars().chain("000000".chars()).take(6).collect();
            (digits(whole, 2).filter(|s| *s < 61)?, digits(&micros, 6)?)
        }
    };
    let offset = match zone.split_at_checked(1)? {
        ("Z" | "z", "") => 0,
        (sign @ ("+" | "-"), rest) => {
            let (h, m) = rest.split_once(':').or_else(|| rest.split_at_checked(2))?;
            let minutes = digits(h, 2)? * 60 + digits(m, 2)?;
            if sign == "-" { -minutes } else { minutes }
        }
        _ => return None,
    };
    if parts.next().is_some() {
        return None;
    }
    Some((((hour * 60 + minute - offset) * 60) + second) * 1_000_000 + fraction)
}

fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// The Gregorian calendar, counted in years from 1 March so that the leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (y.div_euclid(400), y.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// A range of addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    net: IpAddr,
    bits: u32,
}

impl Range {
    pub(crate) fn parse(text: &str) -> Option<Range> {
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text.trim(), None),
        };
        let net: IpAddr = address.parse().ok()?;
        let width = if net.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            None => width,
            Some(b) if b.bytes().all(|b| b.is_ascii_digit()) => b.parse().ok().filter(|b| *b <= width)?,
            Some(_) => return None,
        };
        Some(Range { net, bits })
    }

    pub(crate) fn contains(&self, address: &str) -> bool {
        let Ok(address) = address.trim().parse::<IpAddr>() else {
            return false;
        };
        let (a, b, width) = match (self.net, address) {
            (IpAddr::V4(a), IpAddr::V4(b)) => (u128::from(u32::from(a)), u128::from(u32::from(b)), 32),
            (IpAddr::V6(a), IpAddr::V6(b)) => (u128::from(a), u128::from(b), 128),
            _ => return false,
        };
        (a ^ b).checked_shr(width - self.bits).unwrap_or(0) == 0
    }
}
