//! From facts to cause and remedy. Pure: the first rule that recognises the facts explains them, the surest first.
//!
//! Rules by the family of their causes: `limits.rs` memory and disk · `start.rs` what keeps a container from starting ·
//! `waits.rs` dependencies and health · `ends.rs` exits, wishes, lost machines · `alive.rs` tasks that have not stopped.

mod alive;
mod ends;
mod limits;
mod start;
mod waits;

use super::facts::{Container, Facts};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Explanation {
    pub what: String,
    pub cause: String,
    pub remedy: Vec<String>,
}

fn told(what: impl Into<String>, cause: impl Into<String>, remedy: &[&str]) -> Explanation {
    Explanation {
        what: what.into(),
        cause: cause.into(),
        remedy: remedy.iter().map(|s| (*s).to_owned()).collect(),
    }
}

type Rule = fn(&Facts) -> Option<Explanation>;

pub(super) fn explain(f: &Facts) -> Explanation {
    let rules: &[Rule] = match f.status.as_str() {
        "STOPPED" => &[
            limits::out_of_memory,
            limits::full_disk,
            start::wrong_architecture,
            start::image,
            start::command,
            start::ports,
            waits::dependency,
            waits::health,
            start::resources,
            ends::lost,
            ends::by_user,
            start::refused,
            ends::ended,
        ],
        _ => &[
            alive::stopping,
            alive::not_taken,
            alive::waiting,
            alive::unhealthy,
            alive::runs,
        ],
    };
    rules.iter().find_map(|rule| rule(f)).unwrap_or_else(|| {
        told(
            format!("The task is {}", f.status),
            match f.stopped_reason.as_str() {
                "" => "nothing more is known",
                reason => reason,
            },
            &["look at the last lines and the timeline below"],
        )
    })
}

/// What the engine or the agent said: of the task and of its containers.
fn said<'a>(f: &'a Facts, any: &[&str]) -> Option<(Option<&'a Container>, &'a str)> {
    let holds = |text: &str| any.iter().any(|a| text.to_ascii_lowercase().contains(a));
    let own = f.containers.iter().find(|c| holds(&c.reason));
    own.map(|c| (Some(c), c.reason.as_str()))
        .or_else(|| holds(&f.stopped_reason).then_some((None, f.stopped_reason.as_str())))
}

/// What a container that failed wrote at last.
fn wrote<'a>(f: &'a Facts, any: &[&str]) -> Option<(&'a Container, &'a str)> {
    let failed = f
        .containers
        .iter()
        .filter(|c| c.exit_code.is_some_and(|code| code != 0));
    failed.into_iter().find_map(|c| {
        let mut last = c.lines.iter().rev().take(20);
        let line = last.find(|l| any.iter().any(|a| l.to_ascii_lowercase().contains(a)))?;
        Some((c, line.as_str()))
    })
}

fn named(c: Option<&Container>) -> String {
    c.map_or_else(|| "a container".to_owned(), |c| format!("container `{}`", c.name))
}
