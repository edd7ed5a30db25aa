//! Errors in Elastic Load Balancing's words.

use kernel::Fault;
use wire::elbv2::fault as f;

/// `ValidationError`: what the API reference calls an invalid parameter.
pub(crate) fn invalid(message: impl Into<String>) -> Fault {
    Fault::validation(message)
}

/// A member or value that Longshore does not honour is refused by name.
pub(crate) fn unsupported(what: impl std::fmt::Display) -> Fault {
    f::invalid_configuration_request_exception(format!("Longshore does not support {what}"))
}

pub(crate) fn no_balancer() -> Fault {
    f::load_balancer_not_found_exception("One or more load balancers not found")
}

pub(crate) fn no_listener() -> Fault {
    f::listener_not_found_exception("One or more listeners not found")
}

pub(crate) fn no_rule() -> Fault {
    f::rule_not_found_exception("One or more rules not found")
}

pub(crate) fn no_group() -> Fault {
    f::target_group_not_found_exception("One or more target groups not found")
}

pub(crate) fn bad_arn(arn: &str, kind: &str) -> Fault {
    invalid(format!("'{arn}' is not a valid {kind} ARN"))
}
