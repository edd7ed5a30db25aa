//! IAM resource rules (Service Authorization Reference, Elastic Load Balancing V2). Describe calls know no resource.

use kernel::{Access, Cx, Fault, Txn};
use wire::elbv2 as w;

#[allow(clippy::unnecessary_wraps, reason = "every rule has the same shape")]
pub(crate) fn any<I>(_cx: &Cx<'_>, _t: &mut Txn, _req: &I) -> Result<Access, Fault> {
    Ok(Access::any())
}

/// A rule that names the resources of a request.
macro_rules! on {
    ($($name:ident($input:ident) = |$req:ident| $arns:expr;)*) => {$(
        #[allow(clippy::unnecessary_wraps, reason = "every rule has the same shape")]
        pub(crate) fn $name(_cx: &Cx<'_>, _t: &mut Txn, $req: &w::$input) -> Result<Access, Fault> {
            Ok(Access {
                resources: $arns,
                context: Vec::new(),
            })
        }
    )*};
}

on! {
    delete_load_balancer(DeleteLoadBalancerInput) = |r| vec![r.load_balancer_arn.clone()];
    security_groups(SetSecurityGroupsInput) = |r| vec![r.load_balancer_arn.clone()];
    subnets(SetSubnetsInput) = |r| vec![r.load_balancer_arn.clone()];
    ip_address_type(SetIpAddressTypeInput) = |r| vec![r.load_balancer_arn.clone()];
    balancer_attributes(ModifyLoadBalancerAttributesInput) = |r| vec![r.load_balancer_arn.clone()];
    new_listener(CreateListenerInput) = |r| vec![r.load_balancer_arn.clone()];
    modify_listener(ModifyListenerInput) = |r| vec![r.listener_arn.clone()];
    delete_listener(DeleteListenerInput) = |r| vec![r.listener_arn.clone()];
    listener_attributes(ModifyListenerAttributesInput) = |r| vec![r.listener_arn.clone()];
    add_certificates(AddListenerCertificatesInput) = |r| vec![r.listener_arn.clone()];
    remove_certificates(RemoveListenerCertificatesInput) = |r| vec![r.listener_arn.clone()];
    new_rule(CreateRuleInput) = |r| vec![r.listener_arn.clone()];
    modify_rule(ModifyRuleInput) = |r| vec![r.rule_arn.clone()];
    delete_rule(DeleteRuleInput) = |r| vec![r.rule_arn.clone()];
    rule_priorities(SetRulePrioritiesInput) = |r| r.rule_priorities.iter().filter_map(|p| p.rule_arn.clone()).collect();
    modify_target_group(ModifyTargetGroupInput) = |r| vec![r.target_group_arn.clone()];
    delete_target_group(DeleteTargetGroupInput) = |r| vec![r.target_group_arn.clone()];
    group_attributes(ModifyTargetGroupAttributesInput) = |r| vec![r.target_group_arn.clone()];
    register(RegisterTargetsInput) = |r| vec![r.target_group_arn.clone()];
    deregister(DeregisterTargetsInput) = |r| vec![r.target_group_arn.clone()];
    add_tags(AddTagsInput) = |r| r.resource_arns.clone();
    remove_tags(RemoveTagsInput) = |r| r.resource_arns.clone();
}

#[allow(clippy::unnecessary_wraps, reason = "every rule has the same shape")]
pub(crate) fn new_load_balancer(
    cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::CreateLoadBalancerInput,
) -> Result<Access, Fault> {
    let kind = if req.r#type.as_deref() == Some("network") {
        "net"
    } else {
        "app"
    };
    Ok(Access::on(cx.scope().arn(
        "elasticloadbalancing",
        format_args!("loadbalancer/{kind}/{}/*", req.name),
    )))
}

#[allow(clippy::unnecessary_wraps, reason = "every rule has the same shape")]
pub(crate) fn new_target_group(
    cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::CreateTargetGroupInput,
) -> Result<Access, Fault> {
    Ok(Access::on(cx.scope().arn(
        "elasticloadbalancing",
        format_args!("targetgroup/{}/*", req.name),
    )))
}
