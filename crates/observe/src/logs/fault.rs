//! The faults of CloudWatch Logs, in AWS's words.

use kernel::Fault;
use wire::logs::fault as f;

pub(crate) fn no_group() -> Fault {
    f::resource_not_found_exception("The specified log group does not exist.")
}

pub(crate) fn no_stream() -> Fault {
    f::resource_not_found_exception("The specified log stream does not exist.")
}

pub(crate) fn group_exists() -> Fault {
    f::resource_already_exists_exception("The specified log group already exists")
}

pub(crate) fn stream_exists() -> Fault {
    f::resource_already_exists_exception("The specified log stream already exists")
}

pub(crate) fn invalid(message: impl Into<String>) -> Fault {
    f::invalid_parameter_exception(message)
}

pub(crate) fn bad_token() -> Fault {
    invalid("The specified nextToken is invalid.")
}

/// Something that AWS has and Longshore has not.
pub(crate) fn unsupported(member: &str, value: &str) -> Fault {
    invalid(format!("{member} `{value}` is not supported"))
}

/// The engine's trouble: the client may try again, the reason is for the log.
pub(crate) fn unavailable(why: impl std::fmt::Display) -> Fault {
    f::service_unavailable_exception("The service cannot complete the request.").because(why.to_string())
}
