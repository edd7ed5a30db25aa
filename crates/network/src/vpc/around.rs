//! What a default VPC comes with (VPC User Guide, "Default VPC components"): one route table with a way out, an internet
//! gateway, an access list that allows everything, DHCP options. They are as they are here: no call changes them. Of the
//! kinds that a VPC does not begin with there are none.

use kernel::{Cx, Fault, Txn};
use wire::ec2;

use super::layout::{Vpc, default_vpc};
use super::subnet;
use crate::filter::{self, Filtered};
use crate::group::record::EVERYWHERE;
use crate::{fault, tag};

/// Refuses an id that is not the one there is.
fn only(asked: Option<&[String]>, there: &str, code: &'static str, what: &str) -> Result<(), Fault> {
    match asked.unwrap_or_default().iter().find(|id| *id != there) {
        Some(id) => Err(fault::not_found(code, what, id)),
        None => Ok(()),
    }
}

impl Filtered for ec2::RouteTable {
    fn values(&self, name: &str) -> Option<Vec<String>> {
        let text = |x: &Option<String>| x.iter().cloned().collect();
        let associations = || self.associations.iter().flatten();
        let routes = || self.routes.iter().flatten();
        Some(match name {
            "route-table-id" | "association.route-table-id" => text(&self.route_table_id),
            "vpc-id" => text(&self.vpc_id),
            "owner-id" => text(&self.owner_id),
            // Subnets have the main table without saying so.
            "association.subnet-id" | "association.gateway-id" => Vec::new(),
            "association.main" => associations()
                .map(|a| a.main.unwrap_or(false).to_string())
                .collect(),
            "association.route-table-association-id" => associations()
                .filter_map(|a| a.route_table_association_id.clone())
                .collect(),
            "route.gateway-id" => routes().filter_map(|r| r.gateway_id.clone()).collect(),
            "route.destination-cidr-block" => routes()
                .filter_map(|r| r.destination_cidr_block.clone())
                .collect(),
            "route.origin" => routes().filter_map(|r| r.origin.clone()).collect(),
            "route.state" => routes().filter_map(|r| r.state.clone()).collect(),
            n => return tag::filter(self.tags.as_deref(), n),
        })
    }
}

pub(crate) fn route_tables(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeRouteTablesRequest,
) -> Result<ec2::DescribeRouteTablesResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let vpc = default_vpc(t, cx.scope())?;
    let id = vpc.sibling("rtb");
    only(
        req.route_table_ids.as_deref(),
        &id,
        "InvalidRouteTableID.NotFound",
        "routeTable ID",
    )?;
    let route = |block: String, gateway: String, origin: &str| ec2::Route {
        destination_cidr_block: Some(block),
        gateway_id: Some(gateway),
        origin: Some(origin.into()),
        state: Some("active".into()),
        ..Default::default()
    };
    let table = ec2::RouteTable {
        associations: Some(vec![ec2::RouteTableAssociation {
            main: Some(true),
            route_table_association_id: Some(vpc.sibling("rtbassoc")),
            route_table_id: Some(id.clone()),
            association_state: Some(ec2::RouteTableAssociationState {
                state: Some("associated".into()),
                status_message: None,
            }),
            ..Default::default()
        }]),
        propagating_vgws: Some(Vec::new()),
        routes: Some(vec![
            route(vpc.cidr(), "local".into(), "CreateRouteTable"),
            route(EVERYWHERE.into(), vpc.sibling("igw"), "CreateRoute"),
        ]),
        tags: Some(tag::of(t, cx.scope(), &id)?),
        route_table_id: Some(id),
        owner_id: Some(cx.scope().account.to_string()),
        vpc_id: Some(vpc.id),
    };
    Ok(ec2::DescribeRouteTablesResult {
        route_tables: Some(filter::apply(vec![table], req.filters.as_deref())?),
        next_token: None,
    })
}

impl Filtered for ec2::InternetGateway {
    fn values(&self, name: &str) -> Option<Vec<String>> {
        let text = |x: &Option<String>| x.iter().cloned().collect();
        let attachments = || self.attachments.iter().flatten();
        Some(match name {
            "internet-gateway-id" => text(&self.internet_gateway_id),
            "owner-id" => text(&self.owner_id),
            "attachment.vpc-id" => attachments().filter_map(|a| a.vpc_id.clone()).collect(),
            "attachment.state" => attachments().filter_map(|a| a.state.clone()).collect(),
            n => return tag::filter(self.tags.as_deref(), n),
        })
    }
}

pub(crate) fn internet_gateways(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeInternetGatewaysRequest,
) -> Result<ec2::DescribeInternetGatewaysResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let vpc = default_vpc(t, cx.scope())?;
    let id = vpc.sibling("igw");
    let asked = req.internet_gateway_ids.as_deref();
    only(
        asked,
        &id,
        "InvalidInternetGatewayID.NotFound",
        "internetGateway ID",
    )?;
    let gateway = ec2::InternetGateway {
        attachments: Some(vec![ec2::InternetGatewayAttachment {
            state: Some("available".into()),
            vpc_id: Some(vpc.id),
        }]),
        tags: Some(tag::of(t, cx.scope(), &id)?),
        internet_gateway_id: Some(id),
        owner_id: Some(cx.scope().account.to_string()),
    };
    Ok(ec2::DescribeInternetGatewaysResult {
        internet_gateways: Some(filter::apply(vec![gateway], req.filters.as_deref())?),
        next_token: None,
    })
}

impl Filtered for ec2::NetworkAcl {
    fn values(&self, name: &str) -> Option<Vec<String>> {
        let text = |x: &Option<String>| x.iter().cloned().collect();
        let associations = || self.associations.iter().flatten();
        let entries = || self.entries.iter().flatten();
        Some(match name {
            "network-acl-id" | "association.network-acl-id" => text(&self.network_acl_id),
            "vpc-id" => text(&self.vpc_id),
            "owner-id" => text(&self.owner_id),
            "default" => vec![self.is_default.unwrap_or(false).to_string()],
            "association.subnet-id" => associations().filter_map(|a| a.subnet_id.clone()).collect(),
            "association.association-id" => associations()
                .filter_map(|a| a.network_acl_association_id.clone())
                .collect(),
            "entry.cidr" => entries().filter_map(|e| e.cidr_block.clone()).collect(),
            "entry.egress" => entries().map(|e| e.egress.unwrap_or(false).to_string()).collect(),
            "entry.protocol" => entries().filter_map(|e| e.protocol.clone()).collect(),
            "entry.rule-action" => entries().filter_map(|e| e.rule_action.clone()).collect(),
            "entry.rule-number" => entries()
                .filter_map(|e| e.rule_number)
                .map(|n| n.to_string())
                .collect(),
            n => return tag::filter(self.tags.as_deref(), n),
        })
    }
}

/// The last rule of every access list.
const LAST_ENTRY: i32 = 32767;

pub(crate) fn network_acls(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeNetworkAclsRequest,
) -> Result<ec2::DescribeNetworkAclsResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let vpc = default_vpc(t, cx.scope())?;
    let id = vpc.sibling("acl");
    only(
        req.network_acl_ids.as_deref(),
        &id,
        "InvalidNetworkAclID.NotFound",
        "networkAcl ID",
    )?;
    let entry = |egress, number, action: &str| ec2::NetworkAclEntry {
        cidr_block: Some(EVERYWHERE.into()),
        egress: Some(egress),
        protocol: Some("-1".into()),
        rule_action: Some(action.into()),
        rule_number: Some(number),
        ..Default::default()
    };
    let both = |egress| [entry(egress, 100, "allow"), entry(egress, LAST_ENTRY, "deny")];
    let associations = subnet::all(t, &vpc)?
        .into_iter()
        .map(|s| ec2::NetworkAclAssociation {
            network_acl_association_id: Some(s.id.replacen("subnet", "aclassoc", 1)),
            network_acl_id: Some(id.clone()),
            subnet_id: Some(s.id),
        });
    let acl = ec2::NetworkAcl {
        associations: Some(associations.collect()),
        entries: Some([both(true), both(false)].concat()),
        is_default: Some(true),
        tags: Some(tag::of(t, cx.scope(), &id)?),
        network_acl_id: Some(id.clone()),
        vpc_id: Some(vpc.id.clone()),
        owner_id: Some(cx.scope().account.to_string()),
    };
    Ok(ec2::DescribeNetworkAclsResult {
        network_acls: Some(filter::apply(vec![acl], req.filters.as_deref())?),
        next_token: None,
    })
}

impl Filtered for ec2::DhcpOptions {
    fn values(&self, name: &str) -> Option<Vec<String>> {
        let text = |x: &Option<String>| x.iter().cloned().collect();
        let all = || self.dhcp_configurations.iter().flatten();
        let values = |c: &ec2::DhcpConfiguration| c.values.clone().unwrap_or_default();
        Some(match name {
            "dhcp-options-id" => text(&self.dhcp_options_id),
            "owner-id" => text(&self.owner_id),
            "key" => all().filter_map(|c| c.key.clone()).collect(),
            "value" => all().flat_map(values).filter_map(|v| v.value).collect(),
            n => return tag::filter(self.tags.as_deref(), n),
        })
    }
}

pub(crate) fn dhcp_options(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeDhcpOptionsRequest,
) -> Result<ec2::DescribeDhcpOptionsResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let vpc = default_vpc(t, cx.scope())?;
    let id = vpc.sibling("dopt");
    only(
        req.dhcp_options_ids.as_deref(),
        &id,
        "InvalidDhcpOptionID.NotFound",
        "dhcpOption ID",
    )?;
    let option = |key: &str, value: String| ec2::DhcpConfiguration {
        key: Some(key.into()),
        values: Some(vec![ec2::AttributeValue { value: Some(value) }]),
    };
    let options = ec2::DhcpOptions {
        owner_id: Some(cx.scope().account.to_string()),
        tags: Some(tag::of(t, cx.scope(), &id)?),
        dhcp_options_id: Some(id),
        dhcp_configurations: Some(vec![
            option("domain-name", vpc.domain()),
            option("domain-name-servers", "AmazonProvidedDNS".into()),
        ]),
    };
    Ok(ec2::DescribeDhcpOptionsResult {
        dhcp_options: Some(filter::apply(vec![options], req.filters.as_deref())?),
        next_token: None,
    })
}

/// Refuses the ids of something of which there is none.
fn none(asked: Option<&[String]>, code: &'static str, what: &str) -> Result<(), Fault> {
    match asked.unwrap_or_default().first() {
        Some(id) => Err(fault::not_found(code, what, id)),
        None => Ok(()),
    }
}

pub(crate) fn nat_gateways(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &ec2::DescribeNatGatewaysRequest,
) -> Result<ec2::DescribeNatGatewaysResult, Fault> {
    fault::dry_run(req.dry_run)?;
    none(
        req.nat_gateway_ids.as_deref(),
        "NatGatewayNotFound",
        "NAT gateway ID",
    )?;
    Ok(ec2::DescribeNatGatewaysResult {
        nat_gateways: Some(Vec::new()),
        next_token: None,
    })
}

pub(crate) fn endpoints(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &ec2::DescribeVpcEndpointsRequest,
) -> Result<ec2::DescribeVpcEndpointsResult, Fault> {
    fault::dry_run(req.dry_run)?;
    none(
        req.vpc_endpoint_ids.as_deref(),
        "InvalidVpcEndpointId.NotFound",
        "Vpc Endpoint Id",
    )?;
    Ok(ec2::DescribeVpcEndpointsResult {
        vpc_endpoints: Some(Vec::new()),
        next_token: None,
    })
}

pub(crate) fn addresses(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &ec2::DescribeAddressesRequest,
) -> Result<ec2::DescribeAddressesResult, Fault> {
    fault::dry_run(req.dry_run)?;
    none(
        req.allocation_ids.as_deref(),
        "InvalidAllocationID.NotFound",
        "allocation ID",
    )?;
    none(req.public_ips.as_deref(), "InvalidAddress.NotFound", "address")?;
    Ok(ec2::DescribeAddressesResult {
        addresses: Some(Vec::new()),
    })
}

pub(crate) fn prefix_lists(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &ec2::DescribePrefixListsRequest,
) -> Result<ec2::DescribePrefixListsResult, Fault> {
    fault::dry_run(req.dry_run)?;
    none(
        req.prefix_list_ids.as_deref(),
        "InvalidPrefixListId.NotFound",
        "prefix list ID",
    )?;
    Ok(ec2::DescribePrefixListsResult {
        prefix_lists: Some(Vec::new()),
        next_token: None,
    })
}

pub(crate) fn managed_prefix_lists(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &ec2::DescribeManagedPrefixListsRequest,
) -> Result<ec2::DescribeManagedPrefixListsResult, Fault> {
    fault::dry_run(req.dry_run)?;
    none(
        req.prefix_list_ids.as_deref(),
        "InvalidPrefixListID.NotFound",
        "prefix list ID",
    )?;
    Ok(ec2::DescribeManagedPrefixListsResult {
        prefix_lists: Some(Vec::new()),
        next_token: None,
    })
}

/// There is one already.
pub(crate) fn create_default_vpc(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::CreateDefaultVpcRequest,
) -> Result<ec2::CreateDefaultVpcResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let Vpc { id, .. } = default_vpc(t, cx.scope())?;
    Err(fault::new(
        "DefaultVpcAlreadyExists",
        format!("A Default VPC already exists for this account in this region: {id}."),
    ))
}

/// Every zone has one already.
pub(crate) fn create_default_subnet(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::CreateDefaultSubnetRequest,
) -> Result<ec2::CreateDefaultSubnetResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let vpc = default_vpc(t, cx.scope())?;
    let asked = req
        .availability_zone
        .as_ref()
        .or(req.availability_zone_id.as_ref());
    let asked = asked.map_or("", String::as_str);
    let found = vpc.subnets.iter().find(|s| s.zone == asked || s.zone_id == asked);
    Err(match found {
        Some(s) => fault::new(
            "DefaultSubnetAlreadyExistsInAvailabilityZone",
            format!("'{}' is already the default subnet in {}.", s.id, s.zone),
        ),
        None => fault::invalid(format!("Invalid availability zone: [{asked}]")),
    })
}

/// A VPC is a network of its own on every machine; there is one for each region.
pub(crate) fn create_vpc(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &ec2::CreateVpcRequest,
) -> Result<ec2::CreateVpcResult, Fault> {
    fault::dry_run(req.dry_run)?;
    Err(fault::unsupported("VPCs besides the default one (CreateVpc)"))
}
