//! IAM resource rules (Service Authorization Reference, Amazon EC2). Describe calls know no resource.

pub(crate) use kernel::parts::any;
use kernel::{Access, Cx, Fault, Txn};
use wire::ec2;

pub(crate) fn create_interface(
    cx: &Cx<'_>,
    _t: &mut Txn,
    req: &ec2::CreateNetworkInterfaceRequest,
) -> Result<Access, Fault> {
    let arn = |kind: &str, id: &str| cx.scope().arn("ec2", format_args!("{kind}/{id}"));
    let groups = req.groups.iter().flatten().map(|g| arn("security-group", g));
    let resources = [arn("network-interface", "*"), arn("subnet", &req.subnet_id)]
        .into_iter()
        .chain(groups)
        .collect();
    Ok(Access {
        resources,
        ..Access::default()
    })
}

/// A rule that names the resources of a request, each as kind and id.
macro_rules! on {
    ($($name:ident($input:path) = |$req:ident| $resources:expr;)*) => {$(
        #[allow(clippy::unnecessary_wraps, reason = "every rule has the same shape")]
        pub(crate) fn $name(cx: &Cx<'_>, _t: &mut Txn, $req: &$input) -> Result<Access, Fault> {
            let named: Vec<(&str, &str)> = $resources;
            let arns = named.iter().map(|(kind, id)| cx.scope().arn("ec2", format_args!("{kind}/{id}")));
            Ok(Access {
                resources: arns.collect(),
                ..Access::default()
            })
        }
    )*};
}

/// The group that a call names; all, when it does so by name.
fn group(id: Option<&String>) -> (&'static str, &str) {
    ("security-group", id.map_or("*", String::as_str))
}

fn tagged(ids: &[String]) -> Vec<(&str, &str)> {
    let kind = |id: &str| crate::tag::ops::kind_of(id).unwrap_or("*");
    ids.iter().map(|id| (kind(id), id.as_str())).collect()
}

on! {
    delete_interface(ec2::DeleteNetworkInterfaceRequest) = |r| vec![("network-interface", &r.network_interface_id)];
    modify_interface(ec2::ModifyNetworkInterfaceAttributeRequest) = |r| vec![("network-interface", &r.network_interface_id)];
    create_group(ec2::CreateSecurityGroupRequest) = |r| vec![("security-group", "*"), ("vpc", r.vpc_id.as_deref().unwrap_or("*"))];
    delete_group(ec2::DeleteSecurityGroupRequest) = |r| vec![group(r.group_id.as_ref())];
    authorize_ingress(ec2::AuthorizeSecurityGroupIngressRequest) = |r| vec![group(r.group_id.as_ref())];
    authorize_egress(ec2::AuthorizeSecurityGroupEgressRequest) = |r| vec![group(Some(&r.group_id))];
    revoke_ingress(ec2::RevokeSecurityGroupIngressRequest) = |r| vec![group(r.group_id.as_ref())];
    revoke_egress(ec2::RevokeSecurityGroupEgressRequest) = |r| vec![group(Some(&r.group_id))];
    modify_rules(ec2::ModifySecurityGroupRulesRequest) = |r| vec![group(Some(&r.group_id))];
    describe_ingress(ec2::UpdateSecurityGroupRuleDescriptionsIngressRequest) = |r| vec![group(r.group_id.as_ref())];
    describe_egress(ec2::UpdateSecurityGroupRuleDescriptionsEgressRequest) = |r| vec![group(r.group_id.as_ref())];
    create_subnet(ec2::CreateSubnetRequest) = |r| vec![("subnet", "*"), ("vpc", &r.vpc_id)];
    delete_subnet(ec2::DeleteSubnetRequest) = |r| vec![("subnet", &r.subnet_id)];
    create_tags(ec2::CreateTagsRequest) = |r| tagged(&r.resources);
    delete_tags(ec2::DeleteTagsRequest) = |r| tagged(&r.resources);
}
