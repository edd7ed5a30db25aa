//! IAM resource rules (Service Authorization Reference, Elastic Load Balancing V2 and Certificate Manager). Describe calls know no resource.

pub(crate) use kernel::parts::any;
use kernel::{Access, Cx, Fault, Txn};
use wire::acm;
use wire::elbv2 as w;

/// A rule that names the resources of a request.
macro_rules! on {
    ($($name:ident($input:path) = |$req:ident| $arns:expr;)*) => {$(
        #[allow(clippy::unnecessary_wraps, reason = "every rule has the same shape")]
        pub(crate) fn $name(_cx: &Cx<'_>, _t: &mut Txn, $req: &$input) -> Result<Access, Fault> {
            Ok(Access {
                resources: $arns,
                ..Access::default()
            })
        }
    )*};
}

on! {
    delete_load_balancer(w::DeleteLoadBalancerInput) = |r| vec![r.load_balancer_arn.clone()];
    security_groups(w::SetSecurityGroupsInput) = |r| vec![r.load_balancer_arn.clone()];
    subnets(w::SetSubnetsInput) = |r| vec![r.load_balancer_arn.clone()];
    ip_address_type(w::SetIpAddressTypeInput) = |r| vec![r.load_balancer_arn.clone()];
    balancer_attributes(w::ModifyLoadBalancerAttributesInput) = |r| vec![r.load_balancer_arn.clone()];
    new_listener(w::CreateListenerInput) = |r| vec![r.load_balancer_arn.clone()];
    modify_listener(w::ModifyListenerInput) = |r| vec![r.listener_arn.clone()];
    delete_listener(w::DeleteListenerInput) = |r| vec![r.listener_arn.clone()];
    listener_attributes(w::ModifyListenerAttributesInput) = |r| vec![r.listener_arn.clone()];
    add_certificates(w::AddListenerCertificatesInput) = |r| vec![r.listener_arn.clone()];
    remove_certificates(w::RemoveListenerCertificatesInput) = |r| vec![r.listener_arn.clone()];
    new_rule(w::CreateRuleInput) = |r| vec![r.listener_arn.clone()];
    modify_rule(w::ModifyRuleInput) = |r| vec![r.rule_arn.clone()];
    delete_rule(w::DeleteRuleInput) = |r| vec![r.rule_arn.clone()];
    rule_priorities(w::SetRulePrioritiesInput) = |r| r.rule_priorities.iter().filter_map(|p| p.rule_arn.clone()).collect();
    modify_target_group(w::ModifyTargetGroupInput) = |r| vec![r.target_group_arn.clone()];
    delete_target_group(w::DeleteTargetGroupInput) = |r| vec![r.target_group_arn.clone()];
    group_attributes(w::ModifyTargetGroupAttributesInput) = |r| vec![r.target_group_arn.clone()];
    register(w::RegisterTargetsInput) = |r| vec![r.target_group_arn.clone()];
    deregister(w::DeregisterTargetsInput) = |r| vec![r.target_group_arn.clone()];
    add_tags(w::AddTagsInput) = |r| r.resource_arns.clone();
    remove_tags(w::RemoveTagsInput) = |r| r.resource_arns.clone();
    import(acm::ImportCertificateRequest) = |r| r.certificate_arn.iter().cloned().collect();
    describe_certificate(acm::DescribeCertificateRequest) = |r| vec![r.certificate_arn.clone()];
    get_certificate(acm::GetCertificateRequest) = |r| vec![r.certificate_arn.clone()];
    delete_certificate(acm::DeleteCertificateRequest) = |r| vec![r.certificate_arn.clone()];
    renew_certificate(acm::RenewCertificateRequest) = |r| vec![r.certificate_arn.clone()];
    certificate_options(acm::UpdateCertificateOptionsRequest) = |r| vec![r.certificate_arn.clone()];
    tag_certificate(acm::AddTagsToCertificateRequest) = |r| vec![r.certificate_arn.clone()];
    untag_certificate(acm::RemoveTagsFromCertificateRequest) = |r| vec![r.certificate_arn.clone()];
    certificate_tags(acm::ListTagsForCertificateRequest) = |r| vec![r.certificate_arn.clone()];
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
