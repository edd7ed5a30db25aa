//! A balancer's network interfaces: one in each of its subnets, with its security groups. What names the groups or the
//! subnets in rules names the balancer by them, and neither is deleted while it is there.

use kernel::{Cx, Fault, Txn};
use wire::ec2;

use super::record::LoadBalancer;
use crate::ELB;

/// Makes what is missing, gives back what is too much, and hands the groups on.
pub(crate) fn settle(cx: &Cx<'_>, t: &mut Txn, b: &mut LoadBalancer) -> Result<(), Fault> {
    let wanted: Vec<String> = b.zones.iter().map(|z| z.subnet.clone()).collect();
    let gone: Vec<String> = b
        .interfaces
        .keys()
        .filter(|s| !wanted.contains(s))
        .cloned()
        .collect();
    for subnet in gone {
        if let Some(id) = b.interfaces.remove(&subnet) {
            release(cx, t, id)?;
        }
    }
    for subnet in wanted {
        match b.interfaces.get(&subnet) {
            Some(id) if !b.security_groups.is_empty() => {
                let ask = ec2::ModifyNetworkInterfaceAttributeRequest {
                    network_interface_id: id.clone(),
                    groups: Some(b.security_groups.clone()),
                    ..Default::default()
                };
                cx.as_service::<ec2::ModifyNetworkInterfaceAttribute>(ELB, t, &ask)?;
            }
            Some(_) => {}
            None => {
                let ask = ec2::CreateNetworkInterfaceRequest {
                    subnet_id: subnet.clone(),
                    groups: Some(b.security_groups.clone()),
                    description: Some(format!("ELB {}/{}/{}", b.kind.short(), b.name, b.id)),
                    ..Default::default()
                };
                let made = cx.as_service::<ec2::CreateNetworkInterface>(ELB, t, &ask)?;
                let id = made.network_interface.and_then(|i| i.network_interface_id);
                b.interfaces.insert(subnet, id.unwrap_or_default());
            }
        }
    }
    Ok(())
}

/// The balancer goes.
pub(crate) fn give_back(cx: &Cx<'_>, t: &mut Txn, b: &LoadBalancer) -> Result<(), Fault> {
    b.interfaces
        .values()
        .try_for_each(|id| release(cx, t, id.clone()))
}

fn release(cx: &Cx<'_>, t: &mut Txn, network_interface_id: String) -> Result<(), Fault> {
    let ask = ec2::DeleteNetworkInterfaceRequest {
        network_interface_id,
        ..Default::default()
    };
    match cx.as_service::<ec2::DeleteNetworkInterface>(ELB, t, &ask) {
        Err(e) if e.code == "InvalidNetworkInterfaceID.NotFound" => Ok(()),
        other => other.map(|_| ()),
    }
}
