//! EC2's errors. The model names none; codes and texts are those of the EC2 error code list.

use kernel::{Cx, Fault};

pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Fault {
    Fault::new(code, 400, message)
}

/// A value that EC2 does not take.
pub(crate) fn invalid(message: impl Into<String>) -> Fault {
    new("InvalidParameterValue", message)
}

pub(crate) fn not_found(code: &'static str, what: &str, id: &str) -> Fault {
    new(code, format!("The {what} '{id}' does not exist"))
}

/// A member that Longshore does not honour yet is refused by name.
pub(crate) fn unsupported(member: &str) -> Fault {
    new(
        "UnsupportedOperation",
        format!("Longshore does not support {member} yet"),
    )
}

/// `DryRun`: the caller may, and nothing is done.
pub(crate) fn dry_run(asked: Option<bool>) -> Result<(), Fault> {
    match asked {
        Some(true) => Err(Fault::new(
            "DryRunOperation",
            412,
            "Request would have succeeded, but DryRun flag is set.",
        )),
        _ => Ok(()),
    }
}

/// A new id: `kind-` and 17 hexadecimal digits.
pub(crate) fn fresh(cx: &Cx<'_>, kind: &str) -> String {
    format!("{kind}-{}", cx.dice().hex(9).get(..17).unwrap_or_default())
}
