//! ECS's errors in ECS's words.

use wire::ecs::fault as f;
use wire::fault::Fault;

pub(crate) fn invalid(message: impl Into<String>) -> Fault {
    f::invalid_parameter_exception(message)
}

pub(crate) fn client(message: impl Into<String>) -> Fault {
    f::client_exception(message)
}

pub(crate) fn no_cluster() -> Fault {
    f::cluster_not_found_exception("Cluster not found.")
}

pub(crate) fn bad_token() -> Fault {
    invalid("Invalid token.")
}

/// A member that Longshore does not honour yet is refused by name.
pub(crate) fn unsupported(member: &str) -> Fault {
    f::unsupported_feature_exception(format!("Longshore does not support `{member}` yet"))
}
