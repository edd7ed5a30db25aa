//! Errors in Cloud Map's codes.

use kernel::Fault;
use wire::servicediscovery::fault as f;

pub(crate) fn invalid(message: impl Into<String>) -> Fault {
    f::invalid_input(message)
}

/// A member or value that Longshore does not honour is refused by name.
pub(crate) fn unsupported(what: impl std::fmt::Display) -> Fault {
    f::invalid_input(format!("Longshore does not support {what}"))
}

pub(crate) fn no_namespace(id: &str) -> Fault {
    f::namespace_not_found(format!("No namespace with the ID or name {id} was found"))
}

pub(crate) fn no_service(id: &str) -> Fault {
    f::service_not_found(format!("No service with the ID or name {id} was found"))
}

pub(crate) fn no_instance(id: &str) -> Fault {
    f::instance_not_found(format!("No instance with the ID {id} was found"))
}

pub(crate) fn no_resource(arn: &str) -> Fault {
    f::resource_not_found_exception(format!("The resource {arn} does not exist"))
}
