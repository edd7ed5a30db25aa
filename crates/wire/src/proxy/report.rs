//! What a proxy has seen.

use serde::{Deserialize, Serialize};

/// Sent whenever something has changed, and every minute for the counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The generation that is being served.
    pub generation: u64,
    /// Targets whose health is another one than reported before.
    pub targets: Vec<TargetHealth>,
    /// Listeners that could not be opened, or could again.
    pub listeners: Vec<ListenerState>,
    pub counts: Vec<Counts>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetHealth {
    /// ARN of the target group.
    pub group: String,
    pub id: String,
    pub port: u16,
    pub health: Health,
    pub reason: Option<Reason>,
    /// For `TargetHealth.Description`: `Health checks failed with these codes: [502]`.
    pub description: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    Initial,
    Healthy,
    Unhealthy,
}

/// Why a target is not healthy (Elastic Load Balancing API, `TargetHealth.Reason`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    #[serde(rename = "Elb.InitialHealthChecking")]
    InitialHealthChecking,
    #[serde(rename = "Target.ResponseCodeMismatch")]
    ResponseCodeMismatch,
    #[serde(rename = "Target.Timeout")]
    Timeout,
    #[serde(rename = "Target.FailedHealthChecks")]
    FailedHealthChecks,
}

impl Reason {
    /// The wire's word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::InitialHealthChecking => "Elb.InitialHealthChecking",
            Self::ResponseCodeMismatch => "Target.ResponseCodeMismatch",
            Self::Timeout => "Target.Timeout",
            Self::FailedHealthChecks => "Target.FailedHealthChecks",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListenerState {
    pub listener: String,
    /// Why it is not open; `None` when it is.
    pub failure: Option<String>,
}

/// What was counted since the last report, for one balancer and, where it concerns one, one target group. The names
/// are those of the CloudWatch metrics of `AWS/ApplicationELB` and `AWS/NetworkELB`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    pub balancer: String,
    pub group: Option<String>,
    /// Sums, e.g. `RequestCount`, `HTTPCode_Target_2XX_Count`.
    pub sums: Vec<(String, f64)>,
    /// Samples folded: `TargetResponseTime` (seconds) and `HealthyHostCount` with count, sum, least, greatest.
    pub samples: Vec<(String, [f64; 4])>,
}
