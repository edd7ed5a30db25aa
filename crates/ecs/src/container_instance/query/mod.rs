//! The cluster query language (ECS Developer Guide, "Create expressions to define container instances for tasks").
//!
//! `subject operator [argument]`, joined by `and`, `or`, `not` and parentheses. Pure: text to [`Expr`], then
//! [`matches()`] against one machine.

mod eval;
mod parse;
#[cfg(test)]
mod tests;

pub(crate) use eval::matches;
pub(crate) use parse::parse;

/// A parsed expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expr {
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    Test {
        subject: Subject,
        op: Op,
        args: Vec<String>,
    },
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    AgentConnected,
    AgentVersion,
    Attribute(String),
    Ec2InstanceId,
    RegisteredAt,
    RunningTasksCount,
    TaskGroup,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Equals,
    NotEquals,
    Greater,
    GreaterEqual,
    Less,
    LessEqual,
    Exists,
    NotExists,
    In,
    NotIn,
    Matches,
    NotMatches,
}

impl Expr {
    /// Whether the answer may change with the tasks on the machine.
    pub(crate) fn looks_at_tasks(&self) -> bool {
        match self {
            Self::And(a, b) | Self::Or(a, b) => a.looks_at_tasks() || b.looks_at_tasks(),
            Self::Not(a) => a.looks_at_tasks(),
            Self::Test { subject, .. } => {
                matches!(subject, Subject::RunningTasksCount | Subject::TaskGroup)
            }
        }
    }
}
