//! A repository as ECR shows it, and the address it is pushed to.

use kernel::Cx;
use wire::ecr as w;

use super::record::{Mutability, Repository};

/// `host:port` at which docker finds the registry: where the caller found us on this machine, else the installation's
/// own address there. Docker talks plain HTTP to `localhost` without being told to, and every node listens there.
pub(crate) fn host(cx: &Cx<'_>, default: &str) -> String {
    let asked = cx.call.host.as_deref().unwrap_or_default();
    let port = ["localhost:", "127.0.0.1:", "[::1]:"]
        .iter()
        .find_map(|p| asked.strip_prefix(p))
        .filter(|p| !cx.call.secure && p.parse::<u16>().is_ok());
    match port {
        Some(port) => format!("localhost:{port}"),
        None => default.to_owned(),
    }
}

pub(crate) fn filters(m: &Mutability) -> Option<Vec<w::ImageTagMutabilityExclusionFilter>> {
    let filter = |pattern: &String| w::ImageTagMutabilityExclusionFilter {
        filter_type: "WILDCARD".into(),
        filter: pattern.clone(),
    };
    (!m.exclusions.is_empty()).then(|| m.exclusions.iter().map(filter).collect())
}

pub(crate) fn repository(r: &Repository, host: &str) -> w::Repository {
    w::Repository {
        repository_arn: Some(r.arn()),
        registry_id: Some(r.scope.account.to_string()),
        repository_name: Some(r.name.clone()),
        repository_uri: Some(format!("{host}/{}", r.name)),
        created_at: Some(r.created.into()),
        image_tag_mutability: Some(r.mutability.word.clone()),
        image_tag_mutability_exclusion_filters: filters(&r.mutability),
        image_scanning_configuration: Some(w::ImageScanningConfiguration {
            scan_on_push: Some(r.scan_on_push),
        }),
        encryption_configuration: Some(w::EncryptionConfiguration {
            encryption_type: "AES256".into(),
            kms_key: None,
        }),
    }
}
