//! An expression against one machine. Pure.

use std::cmp::Ordering;

use super::{Expr, Op, Subject};
use crate::container_instance::view::Seen;

pub(crate) fn matches(e: &Expr, seen: &Seen<'_>) -> bool {
    match e {
        Expr::And(a, b) => matches(a, seen) && matches(b, seen),
        Expr::Or(a, b) => matches(a, seen) || matches(b, seen),
        Expr::Not(a) => !matches(a, seen),
        Expr::Test { subject, op, args } => test(&values(subject, seen), *op, args),
    }
}

/// What the subject is on this machine: nothing, one value, or one per task (`task:group`).
/// `None` inside is an attribute without a value.
fn values(subject: &Subject, seen: &Seen<'_>) -> Vec<Option<String>> {
    let i = seen.instance;
    match subject {
        Subject::AgentConnected => vec![Some(seen.session.is_some().to_string())],
        Subject::AgentVersion => vec![Some(i.agent_version.clone())],
        Subject::Attribute(name) => i.attribute(name).map(|a| a.value.clone()).into_iter().collect(),
        Subject::Ec2InstanceId => vec![Some(i.ec2_instance_id.clone())],
        Subject::RegisteredAt => vec![Some(i.registered_at.iso())],
        Subject::RunningTasksCount => vec![Some(seen.usage.running.to_string())],
        Subject::TaskGroup => seen.usage.groups.keys().cloned().map(Some).collect(),
    }
}

fn test(found: &[Option<String>], op: Op, args: &[String]) -> bool {
    let arg = args.first().map(String::as_str).unwrap_or_default();
    let any = |f: &dyn Fn(&str) -> bool| found.iter().flatten().any(|v| f(v));
    let ordered = |want: &[Ordering]| any(&|v| want.contains(&compare(v, arg)));
    match op {
        Op::Exists => !found.is_empty(),
        Op::NotExists => found.is_empty(),
        Op::Equals => any(&|v| v == arg),
        Op::NotEquals => !any(&|v| v == arg),
        Op::In => any(&|v| args.iter().any(|a| a == v)),
        Op::NotIn => !any(&|v| args.iter().any(|a| a == v)),
        Op::Greater => ordered(&[Ordering::Greater]),
        Op::GreaterEqual => ordered(&[Ordering::Greater, Ordering::Equal]),
        Op::Less => ordered(&[Ordering::Less]),
        Op::LessEqual => ordered(&[Ordering::Less, Ordering::Equal]),
        Op::Matches | Op::NotMatches => {
            // The whole value must match; the pattern was compiled once already when the expression was parsed.
            let re = regex::Regex::new(&format!("^(?:{arg})$"));
            re.is_ok_and(|re| any(&|v| re.is_match(v)) == (op == Op::Matches))
        }
    }
}

/// Numbers and versions by their parts, anything else by its characters.
fn compare(a: &str, b: &str) -> Ordering {
    let parts = |s: &str| {
        s.split('.')
            .map(|p| p.parse::<u64>().ok())
            .collect::<Option<Vec<_>>>()
    };
    match (parts(a), parts(b)) {
        (Some(x), Some(y)) => x.cmp(&y),
        _ => a.cmp(b),
    }
}
