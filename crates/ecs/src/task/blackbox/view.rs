//! The attachment of type `BlackBox` in DescribeTasks: names and values, those of a container behind its name.

use kernel::Time;
use wire::acs::LongshoreBlackBox;
use wire::ecs as w;

use super::record::{BlackBox, Lines};

/// The `include` of DescribeTasks that asks for the lines as well.
pub(crate) const INCLUDE_LINES: &str = "longshore.last-lines";

pub(crate) fn attachment(b: &BlackBox, lines: Option<&Lines>) -> w::Attachment {
    let mut details = Vec::new();
    for c in &b.containers {
        container(c, &mut details);
        let own = lines.and_then(|l| l.containers.iter().find(|(name, _)| *name == c.name));
        if let Some((_, lines)) = own {
            details.push((format!("{}.lastLines", c.name), lines.join("\n")));
        }
    }
    w::Attachment {
        id: Some(format!("{}-black-box", b.of.id)),
        r#type: Some("BlackBox".into()),
        status: Some("DELETED".into()),
        details: Some(
            details
                .into_iter()
                .map(|(name, value)| w::KeyValuePair {
                    name: Some(name),
                    value: Some(value),
                })
                .collect(),
        ),
    }
}

fn container(c: &LongshoreBlackBox, out: &mut Vec<(String, String)>) {
    let time = |t: Option<i64>| t.map(|t| Time(t).iso());
    let number = |n: Option<i64>| n.map(|n| n.to_string());
    let restarts = Some(c.restarts).filter(|n| *n > 0);
    let parts = [
        ("createdAt", time(c.created_at)),
        ("startedAt", time(c.started_at)),
        ("healthyAt", time(c.healthy_at)),
        ("stoppedAt", time(c.finished_at)),
        ("exitCode", number(c.exit_code)),
        ("signal", c.signal.clone()),
        ("outOfMemory", Some(c.out_of_memory.to_string())),
        ("memoryLimit", number(c.memory_limit)),
        ("memoryPeak", number(c.memory_peak)),
        ("restarts", number(restarts)),
    ];
    for (what, value) in parts {
        out.extend(value.map(|v| (format!("{}.{what}", c.name), v)));
    }
    for (n, h) in c.health.iter().enumerate() {
        let said = format!("{} exit {}: {}", Time(h.at).iso(), h.exit_code, h.output);
        out.push((format!("{}.health.{}", c.name, n + 1), said));
    }
}
