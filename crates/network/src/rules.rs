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

pub(crate) fn delete_interface(
    cx: &Cx<'_>,
    _t: &mut Txn,
    req: &ec2::DeleteNetworkInterfaceRequest,
) -> Result<Access, Fault> {
    Ok(Access::on(cx.scope().arn(
        "ec2",
        format_args!("network-interface/{}", req.network_interface_id),
    )))
}
