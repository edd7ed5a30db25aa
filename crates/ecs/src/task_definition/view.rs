//! Task definition to wire.

use wire::ecs as w;

use super::record::TaskDefinition;

pub(crate) fn task_definition(d: &TaskDefinition) -> w::TaskDefinition {
    w::TaskDefinition {
        task_definition_arn: Some(d.arn()),
        family: Some(d.family.clone()),
        revision: Some(i32::try_from(d.revision).unwrap_or(i32::MAX)),
        status: Some(d.status.as_str().into()),
        registered_at: Some(d.registered_at.into()),
        registered_by: Some(d.registered_by.clone()),
        deregistered_at: d.deregistered_at.map(Into::into),
        delete_requested_at: d.delete_requested_at.map(Into::into),
        ..d.definition.0.clone()
    }
}
