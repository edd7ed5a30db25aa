//! Role → answer.

use std::fmt::Write as _;

use wire::iam as w;

use crate::record::Role;

/// With the trust policy percent-encoded (RFC 3986), as the IAM API Reference says of policy documents.
pub(crate) fn role(r: &Role) -> w::Role {
    w::Role {
        path: r.path.clone(),
        role_name: r.name.clone(),
        role_id: r.id.clone(),
        arn: r.arn(),
        create_date: r.created.into(),
        assume_role_policy_document: Some(encoded(&r.trust)),
        description: Some(r.description.clone()).filter(|d| !d.is_empty()),
        max_session_duration: i32::try_from(r.max_session_s).ok(),
        permissions_boundary: r
            .attached
            .boundary
            .as_ref()
            .map(|arn| w::AttachedPermissionsBoundary {
                permissions_boundary_type: Some("PermissionsBoundaryPolicy".into()),
                permissions_boundary_arn: Some(arn.clone()),
            }),
        tags: Some(tags(r)).filter(|t| !t.is_empty()),
        role_last_used: None,
        source_role_template: None,
    }
}

/// As `ListRoles` shows it: without boundary and tags.
pub(crate) fn listed(r: &Role) -> w::Role {
    w::Role {
        permissions_boundary: None,
        tags: None,
        ..role(r)
    }
}

pub(crate) fn tags(r: &Role) -> Vec<w::Tag> {
    let tag = |(k, v): (&String, &String)| w::Tag {
        key: k.clone(),
        value: v.clone(),
    };
    r.attached.tags.iter().map(tag).collect()
}

/// Everything but RFC 3986's unreserved characters as `%XX`.
pub(crate) fn encoded(document: &str) -> String {
    let mut out = String::with_capacity(document.len() * 2);
    for byte in document.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
