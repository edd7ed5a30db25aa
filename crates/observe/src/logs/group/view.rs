//! A group as DescribeLogGroups shows it.

use wire::logs as w;

use super::record::Group;
use crate::logs::refs;

pub(crate) fn view(group: &Group, stored_bytes: u64, filters: usize) -> w::LogGroup {
    let arn = refs::group_arn(&group.scope, &group.name);
    w::LogGroup {
        log_group_name: Some(group.name.clone()),
        creation_time: Some(group.created.0),
        retention_in_days: group.retention_days,
        metric_filter_count: i32::try_from(filters).ok(),
        arn: Some(format!("{arn}:*")),
        stored_bytes: Some(i64::try_from(stored_bytes).unwrap_or(i64::MAX)),
        log_group_class: Some(group.class.as_str().to_owned()),
        log_group_arn: Some(arn),
        deletion_protection_enabled: Some(false),
        kms_key_id: None,
        data_protection_status: None,
        inherited_properties: None,
        bearer_token_authentication_enabled: None,
        retention_policy_name: None,
    }
}

/// "If you specify logGroupNamePattern in your request, then only arn, creationTime, and logGroupName are included."
pub(crate) fn brief(group: &Group) -> w::LogGroup {
    w::LogGroup {
        log_group_name: Some(group.name.clone()),
        creation_time: Some(group.created.0),
        arn: Some(format!("{}:*", refs::group_arn(&group.scope, &group.name))),
        ..w::LogGroup::default()
    }
}
