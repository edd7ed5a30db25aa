//! Errors in ECR's words.

use kernel::{Fault, Scope};
use wire::ecr::fault as f;

pub(crate) fn invalid(what: impl std::fmt::Display) -> Fault {
    f::invalid_parameter_exception(format!(
        "Invalid parameter at '{what}' failed to satisfy constraint"
    ))
}

/// An invalid value, with what was expected.
pub(crate) fn parameter(message: impl Into<String>) -> Fault {
    f::invalid_parameter_exception(message)
}

/// A member or value that Longshore does not honour is refused by name.
pub(crate) fn unsupported(what: impl std::fmt::Display) -> Fault {
    f::invalid_parameter_exception(format!("Longshore does not support {what}"))
}

pub(crate) fn no_repository(scope: &Scope, name: &str) -> Fault {
    f::repository_not_found_exception(format!(
        "The repository with name '{name}' does not exist in the registry with id '{}'",
        scope.account
    ))
}

pub(crate) fn repository_exists(scope: &Scope, name: &str) -> Fault {
    f::repository_already_exists_exception(format!(
        "The repository with name '{name}' already exists in the registry with id '{}'",
        scope.account
    ))
}

pub(crate) fn not_empty(scope: &Scope, name: &str) -> Fault {
    f::repository_not_empty_exception(format!(
        "The repository with name '{name}' in registry with id '{}' cannot be deleted because it still contains images",
        scope.account
    ))
}

pub(crate) fn no_policy(scope: &Scope, name: &str) -> Fault {
    f::repository_policy_not_found_exception(format!(
        "Repository policy does not exist for the repository with name '{name}' in the registry with id '{}'",
        scope.account
    ))
}

pub(crate) fn no_lifecycle(scope: &Scope, name: &str) -> Fault {
    f::lifecycle_policy_not_found_exception(format!(
        "Lifecycle policy does not exist for the repository with name '{name}' in the registry with id '{}'",
        scope.account
    ))
}

pub(crate) fn no_preview(scope: &Scope, name: &str) -> Fault {
    f::lifecycle_policy_preview_not_found_exception(format!(
        "There is no lifecycle policy preview for the repository with name '{name}' in the registry with id '{}'",
        scope.account
    ))
}

/// `{imageDigest:'…', imageTag:'…'}`, as ECR writes an identifier.
fn identifier(digest: Option<&str>, tag: Option<&str>) -> String {
    format!(
        "{{imageDigest:'{}', imageTag:'{}'}}",
        digest.unwrap_or("null"),
        tag.unwrap_or("null")
    )
}

pub(crate) fn no_image(scope: &Scope, name: &str, digest: Option<&str>, tag: Option<&str>) -> Fault {
    f::image_not_found_exception(format!(
        "The image with imageId {} does not exist within the repository with name '{name}' in the registry with id '{}'",
        identifier(digest, tag),
        scope.account
    ))
}

pub(crate) fn no_scan(scope: &Scope, name: &str, digest: Option<&str>, tag: Option<&str>) -> Fault {
    f::scan_not_found_exception(format!(
        "Image scan does not exist for the image with '{}' in the repository with name '{name}' in the registry with id '{}'",
        identifier(digest, tag),
        scope.account
    ))
}

pub(crate) fn no_upload(scope: &Scope, name: &str, id: &str) -> Fault {
    f::upload_not_found_exception(format!(
        "The upload with id '{id}' could not be found in the repository with name '{name}' in the registry with id '{}'",
        scope.account
    ))
}
