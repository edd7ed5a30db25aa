//! Which machine a task goes to. Pure: machines and a demand in, a choice or every machine's shortfall out.
//!
//! * `fit` — one machine against one demand
//! * `fleet` — all machines, laid out for choosing among thousands
//! * `choose` — the best machines, by the strategies
//! * `verdict` — why none would do, machine by machine
//!
//! Order as the ECS Developer Guide gives it ("How Amazon ECS places tasks"): machines that can carry the task
//! (resources, ports, attributes), then constraints, then strategies.

mod choose;
mod fit;
mod fleet;
#[cfg(feature = "rehearsal")]
pub mod rehearsal;
#[cfg(test)]
mod tests;
mod verdict;

use std::fmt;

pub(crate) use choose::{choose, order};
pub(crate) use fit::shortfalls;
pub(crate) use fleet::{Fleet, cluster_id};
pub(crate) use verdict::{Refusal, refusals};

use crate::container_instance::query::Expr;
use crate::container_instance::view::Seen;
use crate::task::record::Reservation;

/// What a task needs of a machine.
#[derive(Clone, Debug, Default)]
pub(crate) struct Demand {
    pub reservation: Reservation,
    /// Attributes that must be there, by name or with a value.
    pub attributes: Vec<(String, Option<String>)>,
    /// `memberOf` expressions with their text.
    pub member_of: Vec<(String, Expr)>,
    /// `distinctInstance`: no other task of this group on the machine.
    pub distinct: bool,
    /// The task's group.
    pub group: String,
    /// A named machine is asked for (StartTask): draining does not matter.
    pub direct: bool,
}

impl Demand {
    /// What decides which machines are able, as one text.
    pub(crate) fn name(&self) -> String {
        let texts: Vec<&String> = self.member_of.iter().map(|(text, _)| text).collect();
        format!("{:?} {texts:?} {}", self.attributes, self.direct)
    }
}

/// One strategy, applied in the order given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Strategy {
    Random,
    /// `instanceId` (also `host`), or the name of an attribute.
    Spread(String),
    BinpackCpu,
    BinpackMemory,
}

/// Why a machine cannot carry a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shortfall {
    NotActive,
    AgentDisconnected,
    /// Names, or `name=value`.
    Attributes(Vec<String>),
    Cpu {
        need: i64,
        have: i64,
    },
    Memory {
        need: i64,
        have: i64,
    },
    Gpu {
        need: i64,
        have: i64,
    },
    Port {
        protocol: &'static str,
        port: u16,
    },
    MemberOf(String),
    DistinctInstance,
}

impl Shortfall {
    /// The `reason` of a RunTask failure (ECS API, "API failures messages").
    pub(crate) fn reason(&self) -> &'static str {
        match self {
            Self::NotActive => "INACTIVE",
            Self::AgentDisconnected => "AGENT",
            Self::Attributes(_) => "ATTRIBUTE",
            Self::Cpu { .. } => "RESOURCE:CPU",
            Self::Memory { .. } => "RESOURCE:MEMORY",
            Self::Gpu { .. } => "RESOURCE:GPU",
            Self::Port { .. } => "RESOURCE:PORTS",
            Self::MemberOf(_) => "MemberOf placement constraint unsatisfied.",
            Self::DistinctInstance => "DistinctInstance placement constraint unsatisfied.",
        }
    }

    /// How far the machine is from fitting, to tell a near miss from a far one.
    fn distance(&self) -> i64 {
        match self {
            Self::Cpu { need, have } | Self::Memory { need, have } | Self::Gpu { need, have } => need - have,
            _ => 0,
        }
    }
}

/// The `detail` of a failure: what exactly is missing.
impl fmt::Display for Shortfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotActive => f.write_str("the container instance is not ACTIVE"),
            Self::AgentDisconnected => f.write_str("the agent of the container instance is not connected"),
            Self::Attributes(names) => {
                let s = if names.len() > 1 { "s" } else { "" };
                write!(
                    f,
                    "the container instance lacks the attribute{s} {}",
                    names.join(", ")
                )
            }
            Self::Cpu { need, have } => write!(f, "{need} CPU units are needed, {have} are free"),
            Self::Memory { need, have } => write!(f, "{need} MiB of memory are needed, {have} are free"),
            Self::Gpu { need, have } => write!(f, "{need} GPUs are needed, {have} are free"),
            Self::Port { protocol, port } => write!(f, "host port {port}/{protocol} is in use"),
            Self::MemberOf(text) => write!(f, "the expression `{text}` does not hold"),
            Self::DistinctInstance => f.write_str("a task of the same group runs there already"),
        }
    }
}

/// A machine as placement sees it.
pub(crate) type Machine<'a> = Seen<'a>;
