//! The tasks of a service: which they are, and what only the service knows of them.

use std::sync::Arc;

use kernel::{Fault, Key, Record as _, Scope, Txn};

use super::record::{GROUP, Member};
use crate::task::record::Task;

/// The service of a task, by name.
pub(crate) fn service(task: &Task) -> Option<&str> {
    task.group.strip_prefix(GROUP)
}

/// The task's member record, if it is a service's and not counted yet.
pub(crate) fn of(t: &mut Txn, task: &Task) -> Result<Option<Arc<Member>>, Fault> {
    match service(task) {
        Some(name) => t.get::<Member>(&Member::key_of(&task.scope, &task.cluster, name, &task.id)),
        None => Ok(None),
    }
}

/// A task is written: its service is to look at it. One that was counted already stays so.
pub(crate) fn touch(t: &mut Txn, task: &Task) -> Result<(), Fault> {
    let Some(name) = service(task) else {
        return Ok(());
    };
    let old = of(t, task)?;
    if let Some(old) = &old {
        return t.put(Member {
            version: task.version,
            ..(**old).clone()
        });
    }
    if task.state.is_stopped() {
        return Ok(());
    }
    t.put(Member {
        scope: task.scope.clone(),
        cluster: task.cluster.clone(),
        service: name.to_owned(),
        task: task.id.clone(),
        version: task.version,
        healthy: false,
        leaving: None,
        targets: Vec::new(),
        names: Vec::new(),
    })
}

/// The machine's state has changed: the services of its tasks are to look.
pub(crate) fn touch_all(t: &mut Txn, tasks: &[Key]) -> Result<(), Fault> {
    for key in tasks {
        if let Some(task) = t.get::<Task>(key)? {
            touch(t, &task)?;
        }
    }
    Ok(())
}

/// The services of a cluster that are not INACTIVE.
pub(crate) fn services(
    t: &mut Txn,
    scope: &Scope,
    cluster: &str,
) -> Result<Vec<Arc<super::record::Service>>, Fault> {
    let all = Key::new(super::record::Service::KIND, scope, &[cluster]).children();
    let mut found = t.range::<super::record::Service>(&all)?;
    found.retain(|s| s.status != super::record::Status::Inactive);
    Ok(found)
}
