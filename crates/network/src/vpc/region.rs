//! DescribeRegions, DescribeAccountAttributes.

use kernel::{Cx, Fault, Txn};
use wire::ec2;

use super::layout::default_vpc;
use crate::fault;
use crate::filter::{self, Filtered};

/// AWS's public regions. Each is served here without being enabled first, and so is any other name.
const REGIONS: [&str; 34] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

impl Filtered for ec2::Region {
    fn values(&self, name: &str) -> Option<Vec<String>> {
        let text = |x: &Option<String>| x.iter().cloned().collect();
        Some(match name {
            "endpoint" => text(&self.endpoint),
            "opt-in-status" => text(&self.opt_in_status),
            "region-name" => text(&self.region_name),
            _ => return None,
        })
    }
}

pub(crate) fn regions(
    cx: &Cx<'_>,
    _t: &mut Txn,
    req: &ec2::DescribeRegionsRequest,
) -> Result<ec2::DescribeRegionsResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let own = &*cx.scope().region;
    let mut names: Vec<&str> = REGIONS.to_vec();
    if !names.contains(&own) {
        names.push(own);
        names.sort_unstable();
    }
    let asked = req.region_names.as_deref().unwrap_or_default();
    let unknown: Vec<&str> = asked
        .iter()
        .map(String::as_str)
        .filter(|n| !names.contains(n))
        .collect();
    if !unknown.is_empty() {
        return Err(fault::invalid(format!(
            "Invalid region names provided: [{}]",
            unknown.join(", ")
        )));
    }
    let wanted = |n: &&str| asked.is_empty() || asked.iter().any(|a| a == n);
    let all = names.into_iter().filter(wanted).map(|n| ec2::Region {
        region_name: Some(n.to_owned()),
        endpoint: Some(format!("ec2.{n}.amazonaws.com")),
        opt_in_status: Some("opt-in-not-required".into()),
        ..Default::default()
    });
    Ok(ec2::DescribeRegionsResult {
        regions: Some(filter::apply(all.collect(), req.filters.as_deref())?),
    })
}

pub(crate) fn account_attributes(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeAccountAttributesRequest,
) -> Result<ec2::DescribeAccountAttributesResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let vpc = default_vpc(t, cx.scope())?;
    let all = [
        ("supported-platforms", "VPC".to_owned()),
        ("default-vpc", vpc.id),
        (
            "vpc-max-security-groups-per-interface",
            crate::interface::ops::GROUPS.to_string(),
        ),
    ];
    let asked = req.attribute_names.as_deref().unwrap_or_default();
    let wanted = all
        .into_iter()
        .filter(|(name, _)| asked.is_empty() || asked.iter().any(|a| a == name));
    let shown = wanted.map(|(name, value)| ec2::AccountAttribute {
        attribute_name: Some(name.to_owned()),
        attribute_values: Some(vec![ec2::AccountAttributeValue {
            attribute_value: Some(value),
        }]),
    });
    Ok(ec2::DescribeAccountAttributesResult {
        account_attributes: Some(shown.collect()),
    })
}
