//! The numbers of a deployment: how many tasks at least and at most, when its breaker trips, how long to wait.

use std::time::Duration;

use wire::ecs as w;

/// Longest pause between starts that keep failing (ECS Developer Guide, "Service throttle logic").
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// At least `floor` healthy tasks, at most `roof` tasks of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    pub floor: usize,
    pub roof: usize,
}

/// The floor is rounded up, the roof down (DeploymentConfiguration). Where rounding would leave no room to move at all,
/// there is room for one task: above the number when the user allows more than all, else below.
pub(crate) fn limits(desired: usize, minimum: i32, maximum: i32) -> Limits {
    let percent = |p: i32| usize::try_from(p).unwrap_or(0);
    let floor = (desired * percent(minimum)).div_ceil(100).min(desired);
    let roof = desired * percent(maximum) / 100;
    if desired == 0 || roof > floor {
        return Limits {
            floor,
            roof: roof.max(1),
        };
    }
    if maximum > 100 {
        Limits {
            floor,
            roof: floor + 1,
        }
    } else {
        let roof = roof.max(1);
        Limits {
            floor: roof.saturating_sub(1),
            roof,
        }
    }
}

/// How many failed tasks fail a deployment (ThresholdConfiguration).
pub(crate) fn threshold(breaker: &w::DeploymentCircuitBreaker, desired: usize) -> i32 {
    let share = |percent: i32| {
        let percent = usize::try_from(percent).unwrap_or(0);
        i32::try_from((desired * percent).div_ceil(100)).unwrap_or(i32::MAX)
    };
    match breaker.threshold_configuration.as_ref() {
        None => share(50).clamp(3, 200),
        Some(t) => match t.r#type.as_str() {
            "COUNT" => t.value.max(1),
            "UNBOUNDED_PERCENT" => share(t.value).max(1),
            _ => share(t.value).clamp(3, 200),
        },
    }
}

/// So many tasks that never ran make the service start slower, and slower with each such number more.
pub(crate) fn patience(desired: usize) -> i32 {
    i32::try_from(desired.max(3)).unwrap_or(i32::MAX)
}

/// How long to wait after the last of so many stumbles.
pub(crate) fn pause(stumbles: i32, desired: usize) -> Duration {
    match u32::try_from(stumbles / patience(desired)) {
        Ok(0) | Err(_) => Duration::ZERO,
        Ok(n) => LONGEST.min(Duration::from_secs(1 << n.min(10))),
    }
}
