//! Volumes and the mount points that use them.

use wire::ecs as w;

use super::{Rule, called, containers, ensure, name, twice};

pub(super) fn check(d: &w::TaskDefinition) -> Rule {
    let all = d.volumes.as_deref().unwrap_or_default();
    for v in all {
        volume(v)?;
    }
    if let Some(name) = twice(all.iter().map(named)) {
        return ensure(false, || {
            format!("Volume names must be unique: '{name}' is used more than once.")
        });
    }
    let later = all.iter().filter(|v| v.configured_at_launch == Some(true));
    ensure(later.count() <= 1, || {
        "Only one volume can be configuredAtLaunch.".into()
    })?;
    for c in containers(d) {
        let points = c.mount_points.as_deref().unwrap_or_default();
        for m in points {
            let source = m.source_volume.as_deref().unwrap_or_default();
            ensure(all.iter().any(|v| named(v) == source), || {
                format!("Unknown volume '{source}'.")
            })?;
            let path = m.container_path.as_deref().unwrap_or_default();
            ensure(is_path(path), || {
                format!("Invalid 'containerPath' setting for container '{}'.", called(c))
            })?;
        }
        let twice = twice(points.iter().map(|m| m.container_path.as_deref()));
        ensure(twice.is_none(), || {
            format!(
                "Container '{}' mounts two volumes at '{}'.",
                called(c),
                twice.flatten().unwrap_or_default()
            )
        })?;
    }
    Ok(())
}

fn named(v: &w::Volume) -> &str {
    v.name.as_deref().unwrap_or_default()
}

/// Absolute, and without the colon that ends a path in the engine's own notation; Windows paths begin with a drive.
fn is_path(path: &str) -> bool {
    let mut rest = path.bytes();
    let drive = matches!((rest.next(), rest.next()), (Some(d), Some(b':')) if d.is_ascii_alphabetic());
    let path = if drive {
        path.get(2..).unwrap_or_default()
    } else {
        path
    };
    (path.starts_with('/') || drive && path.starts_with('\\')) && !path.contains([':', '\0'])
}

fn volume(v: &w::Volume) -> Rule {
    name("Volume.name", named(v))?;
    let bad = |what: &str| format!("Invalid '{what}' setting for volume '{}'.", named(v));
    let host = v.host.as_ref().and_then(|h| h.source_path.as_deref());
    let kinds = [
        v.host.is_some(),
        v.docker_volume_configuration.is_some(),
        v.efs_volume_configuration.is_some(),
        v.fsx_windows_file_server_volume_configuration.is_some(),
        v.s3files_volume_configuration.is_some(),
        v.configured_at_launch == Some(true),
    ];
    ensure(kinds.iter().filter(|k| **k).count() <= 1, || {
        format!(
            "Only one volume configuration can be specified for volume '{}'.",
            named(v)
        )
    })?;
    ensure(host.is_none_or(|p| p.is_empty() || is_path(p)), || {
        bad("sourcePath")
    })?;
    if let Some(docker) = &v.docker_volume_configuration {
        let shared = docker.scope.as_deref() == Some("shared");
        ensure(shared || docker.autoprovision.is_none(), || {
            format!(
                "autoprovision can only be specified for volume '{}' when its scope is shared.",
                named(v)
            )
        })?;
        ensure(docker.driver.as_ref().is_none_or(|d| !d.is_empty()), || {
            bad("driver")
        })?;
    }
    if let Some(efs) = &v.efs_volume_configuration {
        self::efs(v, efs)?;
    }
    if let Some(fsx) = &v.fsx_windows_file_server_volume_configuration {
        ensure(fsx.file_system_id.starts_with("fs-"), || bad("fileSystemId"))?;
    }
    if let Some(s3) = &v.s3files_volume_configuration {
        ensure(super::arn_of(&s3.file_system_arn, "s3files").is_some(), || {
            "Invalid arn syntax.".into()
        })?;
    }
    Ok(())
}

/// EFSVolumeConfiguration: an access point and IAM need encryption on the way, and an access point names the folder.
fn efs(v: &w::Volume, efs: &w::EFSVolumeConfiguration) -> Rule {
    let bad = |what: &str| format!("Invalid '{what}' setting for volume '{}'.", named(v));
    ensure(efs.file_system_id.starts_with("fs-"), || bad("fileSystemId"))?;
    let encrypted = efs.transit_encryption.as_deref() == Some("ENABLED");
    let port = efs.transit_encryption_port;
    ensure(
        port.is_none_or(|p| encrypted && (1..=65_535).contains(&p)),
        || bad("transitEncryptionPort"),
    )?;
    let Some(access) = &efs.authorization_config else {
        return Ok(());
    };
    let point = access.access_point_id.is_some();
    ensure(
        encrypted || !(point || access.iam.as_deref() == Some("ENABLED")),
        || "EFS transit encryption must be enabled when an access point or IAM authorization is used.".into(),
    )?;
    let root = efs.root_directory.as_deref().unwrap_or("/");
    ensure(!point || matches!(root, "" | "/"), || {
        "EFS root directory must be omitted or set to '/' when an access point is used.".into()
    })
}
