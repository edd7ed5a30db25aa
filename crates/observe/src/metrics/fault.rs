//! The faults of CloudWatch, in AWS's words.

use kernel::Fault;
use wire::cloudwatch::fault as f;

pub(crate) fn value(message: impl Into<String>) -> Fault {
    f::invalid_parameter_value_exception(message)
}

pub(crate) fn combination(message: impl Into<String>) -> Fault {
    f::invalid_parameter_combination_exception(message)
}

pub(crate) fn missing(message: impl Into<String>) -> Fault {
    f::missing_required_parameter_exception(message)
}

pub(crate) fn bad_token() -> Fault {
    f::invalid_next_token("The specified nextToken is invalid.")
}

/// Something that AWS has and Longshore has not.
pub(crate) fn unsupported(member: &str, given: &str) -> Fault {
    value(format!("{member} `{given}` is not supported"))
}

/// The engine's trouble: the client may try again, the reason is for the log.
pub(crate) fn unavailable(why: impl std::fmt::Display) -> Fault {
    f::internal_service_fault("The request cannot be completed.").because(why.to_string())
}
