//! `longshore.stoppedTaskRetention`: how long tasks that have stopped are described. The account's, in each region.

use std::time::Duration;

use kernel::{Fault, Scope, Txn};

use super::record::AccountSetting;

pub(crate) const NAME: &str = "longshore.stoppedTaskRetention";
/// Days.
pub(crate) const DEFAULT: &str = "14";

const DAY: u64 = 24 * 3600;
const LONGEST: Duration = Duration::from_secs(365 * DAY);
const SHORTEST: Duration = Duration::from_secs(60);

/// Days, or a number with `s`, `m`, `h` or `d`; a minute to a year.
pub(crate) fn parse(text: &str) -> Option<Duration> {
    let units = [("s", 1), ("m", 60), ("h", 3600), ("d", DAY)];
    let (number, seconds) = units
        .iter()
        .find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, *seconds)))
        .unwrap_or((text, DAY));
    let number: u64 = number.parse().ok()?;
    let time = Duration::from_secs(number.checked_mul(seconds)?);
    (SHORTEST..=LONGEST).contains(&time).then_some(time)
}

/// The account's.
pub(crate) fn of(t: &mut Txn, scope: &Scope) -> Result<Duration, Fault> {
    let set = t.get::<AccountSetting>(&AccountSetting::key_of(scope, NAME, ""))?;
    let set = set.and_then(|s| parse(&s.value));
    Ok(set.unwrap_or(Duration::from_secs(14 * DAY)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_durations() {
        let s = |t| parse(t).map(|d| d.as_secs());
        assert_eq!(s("14"), Some(14 * DAY));
        assert_eq!(s(DEFAULT), Some(14 * DAY));
        assert_eq!(
            (s("90m"), s("36h"), s("60s")),
            (Some(5400), Some(36 * 3600), Some(60))
        );
        for bad in [
            "",
            "0",
            "59s",
            "366",
            "-1",
            "1w",
            "d",
            "99999999999999999999",
            "1.5",
        ] {
            assert_eq!(s(bad), None, "{bad}");
        }
    }
}
