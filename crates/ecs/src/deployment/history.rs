//! The events of a service.

use kernel::{Cx, Fault, Txn};

use crate::service::record::{Event, History};

/// So many are kept.
const KEPT: usize = 100;

/// Adds what has happened, in order.
pub(crate) fn add(
    cx: &Cx<'_>,
    t: &mut Txn,
    (cluster, service): (&str, &str),
    messages: Vec<String>,
) -> Result<(), Fault> {
    if messages.is_empty() {
        return Ok(());
    }
    let scope = cx.scope();
    let old = t.get::<History>(&History::key_of(scope, cluster, service))?;
    let mut history = match old {
        Some(old) => (*old).clone(),
        None => History {
            scope: scope.clone(),
            cluster: cluster.to_owned(),
            service: service.to_owned(),
            events: std::collections::VecDeque::new(),
        },
    };
    for message in messages {
        history.events.push_front(Event {
            id: cx.dice().uuid(),
            at: cx.now,
            message,
        });
    }
    history.events.truncate(KEPT);
    t.put(history)
}
