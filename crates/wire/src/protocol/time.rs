//! The three ways AWS writes a moment: epoch seconds, ISO 8601, HTTP date (RFC 9110 §5.6.7).

/// Seconds of 0001-01-01 and of 10000-01-01: outside, no four-digit year exists.
const FIRST: f64 = -62_135_596_800.0;
const END: f64 = 253_402_300_800.0;
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Any of the three.
pub(super) fn from_text(s: &str) -> Option<f64> {
    let s = s.trim();
    from_iso(s)
        .or_else(|| from_http(s))
        .or_else(|| s.parse().ok().filter(|t: &f64| t.is_finite()))
}

/// To the millisecond, as AWS answers.
pub(super) fn millis(t: f64) -> f64 {
    if t.is_finite() {
        (t * 1000.0).round() / 1000.0
    } else {
        0.0
    }
}

/// `2026-01-02T03:04:05.678Z` (fraction only when there is one) from epoch seconds.
pub fn to_iso(t: f64) -> String {
    let c = Civil::of(t);
    let fraction = if c.milli == 0 {
        String::new()
    } else {
        format!(".{:03}", c.milli)
    };
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{fraction}Z",
        c.year, c.month, c.day, c.hour, c.minute, c.second
    )
}

/// `Fri, 02 Jan 2026 03:04:05 GMT` from epoch seconds.
pub fn to_http(t: f64) -> String {
    let c = Civil::of(t);
    let day = DAYS.get(c.weekday).unwrap_or(&"Mon");
    let month = MONTHS.get(usize::from(c.month) - 1).unwrap_or(&"Jan");
    format!(
        "{day}, {:02} {month} {:04} {:02}:{:02}:{:02} GMT",
        c.day, c.year, c.hour, c.minute, c.second
    )
}

/// Epoch seconds of an ISO 8601 date or date and time, with `Z`, an offset, or neither (then UTC).
pub fn from_iso(s: &str) -> Option<f64> {
    let (date, rest) = s.split_at_checked(10)?;
    let [year, month, day] = numbers(date, '-')?;
    let days = days(year, month, day)?;
    if rest.is_empty() {
        return Some(seconds(days, 0, 0, 0, ""));
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (clock, rest) = rest.split_at_checked(8)?;
    let [hour, minute, second] = numbers(clock, ':')?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (fraction, zone) = rest.split_at_checked(end)?;
    let fraction = match fraction.strip_prefix('.') {
        Some(digits) if (1..=9).contains(&digits.len()) && all_digits(digits) => digits,
        None if fraction.is_empty() => "",
        _ => return None,
    };
    Some(seconds(days, hour, minute, second, fraction) - offset(zone)?)
}

/// Epoch seconds of an HTTP date; fractions of a second are accepted though none should be sent.
fn from_http(s: &str) -> Option<f64> {
    let (_, rest) = s.split_once(", ")?;
    let mut words = rest.split(' ');
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let (clock, zone) = (words.next()?, words.next()?);
    if zone != "GMT" || words.next().is_some() {
        return None;
    }
    let month = MONTHS.iter().position(|m| *m == month)? + 1;
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let [hour, minute, second] = numbers(clock, ':')?;
    if hour > 23 || minute > 59 || second > 60 || fraction.len() > 9 || !all_digits(fraction) {
        return None;
    }
    let days = days(digits(year)?, i64::try_from(month).ok()?, digits(day)?)?;
    Some(seconds(days, hour, minute, second, fraction))
}

fn offset(zone: &str) -> Option<f64> {
    if zone.is_empty() || zone.eq_ignore_ascii_case("z") {
        return Some(0.0);
    }
    let (sign, clock) = match zone.split_at_checked(1)? {
        ("+", clock) => (1, clock),
        ("-", clock) => (-1, clock),
        _ => return None,
    };
    let (hour, minute) = match clock.len() {
        5 => {
            let (hour, minute) = clock.split_once(':')?;
            (digits(hour)?, digits(minute)?)
        }
        4 => (digits(clock.get(..2)?)?, digits(clock.get(2..)?)?),
        2 => (digits(clock)?, 0),
        _ => return None,
    };
    #[allow(clippy::cast_precision_loss, reason = "below 100 hours")]
    Some((sign * (hour * 3600 + minute * 60)) as f64)
}

/// One rounding only: the nearest float to the exact decimal.
#[allow(clippy::cast_precision_loss, reason = "the nearest float is what is wanted")]
fn seconds(days: i64, hour: i64, minute: i64, second: i64, fraction: &str) -> f64 {
    let whole = days * 86_400 + hour * 3600 + minute * 60 + second;
    match (fraction.parse::<i64>(), u32::try_from(fraction.len())) {
        (Ok(parts), Ok(places)) => {
            let scale = 10_i128.pow(places.min(9));
            (i128::from(whole) * scale + i128::from(parts)) as f64 / scale as f64
        }
        _ => whole as f64,
    }
}

fn numbers(s: &str, separator: char) -> Option<[i64; 3]> {
    let mut parts = s.split(separator);
    let all = [
        digits(parts.next()?)?,
        digits(parts.next()?)?,
        digits(parts.next()?)?,
    ];
    parts.next().is_none().then_some(all)
}

fn digits(s: &str) -> Option<i64> {
    (!s.is_empty() && s.len() <= 4 && all_digits(s)).then(|| s.parse().ok())?
}

fn all_digits(s: &str) -> bool {
    s.bytes().all(|b| b.is_ascii_digit())
}

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if year < 1 || !(1..=last).contains(&day) {
        return None;
    }
    // Years begin in March, so that the leap day is the last of its year.
    let (y, m) = if month <= 2 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    Some(
        365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + (153 * m + 2) / 5 + day - 719_469,
    )
}

struct Civil {
    year: i64,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
    milli: u16,
    /// 0 is Monday.
    weekday: usize,
}

impl Civil {
    /// A moment outside the years 1 to 9999 becomes the nearest inside.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "every part is bounded by its divisor"
    )]
    fn of(t: f64) -> Civil {
        let t = if t.is_nan() {
            0.0
        } else {
            t.clamp(FIRST, END - 1.0)
        };
        let millis = (t * 1000.0).round() as i64;
        let (whole, milli) = (millis.div_euclid(1000), millis.rem_euclid(1000));
        let (days, second) = (whole.div_euclid(86_400), whole.rem_euclid(86_400));
        // Days since 0000-03-01, in eras of 400 years.
        let z = days + 719_468;
        let era = z.div_euclid(146_097);
        let in_era = z.rem_euclid(146_097);
        let of_era = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
        let in_year = in_era - (365 * of_era + of_era / 4 - of_era / 100);
        let m = (5 * in_year + 2) / 153;
        let month = if m < 10 { m + 3 } else { m - 9 };
        Civil {
            year: of_era + era * 400 + i64::from(month <= 2),
            month: month as u8,
            day: (in_year - (153 * m + 2) / 5 + 1) as u8,
            hour: (second / 3600) as u8,
            minute: (second / 60 % 60) as u8,
            second: (second % 60) as u8,
            milli: milli as u16,
            weekday: (days + 3).rem_euclid(7) as usize,
        }
    }
}
