//! Certificates of a listener: one is the default, the others are chosen by the name the client asks for (SNI).

use kernel::{Cx, Fault, Scope, Txn};
use wire::elbv2 as w;
use wire::elbv2::fault as f;

use crate::certificate::record::find;
use crate::load_balancer::limits;
use crate::{fault, names, page};

/// That there is such a certificate.
pub(crate) fn check(t: &mut Txn, scope: &Scope, arn: &str) -> Result<(), Fault> {
    match find(t, scope, arn)? {
        Some(_) => Ok(()),
        None => Err(f::certificate_not_found_exception(format!(
            "Certificate '{arn}' not found"
        ))),
    }
}

fn arns(t: &mut Txn, scope: &Scope, given: &[w::Certificate]) -> Result<Vec<String>, Fault> {
    let mut arns = Vec::new();
    for c in given {
        if c.is_default.is_some() {
            return Err(fault::invalid(
                "IsDefault cannot be given with these certificates",
            ));
        }
        let arn = c
            .certificate_arn
            .clone()
            .ok_or_else(|| fault::invalid("A certificate ARN must be specified"))?;
        check(t, scope, &arn)?;
        arns.push(arn);
    }
    Ok(arns)
}

pub(crate) fn view(arn: &str, default: Option<bool>) -> w::Certificate {
    w::Certificate {
        certificate_arn: Some(arn.to_owned()),
        is_default: default,
    }
}

pub(crate) fn add(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::AddListenerCertificatesInput,
) -> Result<w::AddListenerCertificatesOutput, Fault> {
    let mut l = (*names::listener(cx, t, &req.listener_arn)?).clone();
    if l.policy.is_none() {
        return Err(fault::invalid(
            "Certificates need a listener with the protocol HTTPS or TLS",
        ));
    }
    let new = arns(t, cx.scope(), &req.certificates)?;
    for arn in &new {
        if !l.certificates.contains(arn) {
            l.certificates.push(arn.clone());
        }
    }
    if l.certificates.len() > limits::CERTIFICATES {
        return Err(f::too_many_certificates_exception(
            "The maximum number of certificates of a load balancer is 25",
        ));
    }
    t.put(l)?;
    Ok(w::AddListenerCertificatesOutput {
        certificates: Some(new.iter().map(|arn| view(arn, Some(false))).collect()),
    })
}

pub(crate) fn remove(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::RemoveListenerCertificatesInput,
) -> Result<w::RemoveListenerCertificatesOutput, Fault> {
    let mut l = (*names::listener(cx, t, &req.listener_arn)?).clone();
    let gone: Vec<_> = req
        .certificates
        .iter()
        .filter_map(|c| c.certificate_arn.clone())
        .collect();
    if l.certificates.first().is_some_and(|d| gone.contains(d)) {
        return Err(f::operation_not_permitted_exception(
            "The default certificate of a listener cannot be removed; replace it with ModifyListener",
        ));
    }
    l.certificates.retain(|c| !gone.contains(c));
    t.put(l)?;
    Ok(w::RemoveListenerCertificatesOutput {})
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeListenerCertificatesInput,
) -> Result<w::DescribeListenerCertificatesOutput, Fault> {
    let l = names::listener(cx, t, &req.listener_arn)?;
    let all = l.certificates.iter().enumerate();
    let mut all: Vec<_> = all.map(|(i, arn)| view(arn, Some(i == 0))).collect();
    let name = |c: &w::Certificate| c.certificate_arn.clone().unwrap_or_default();
    all.sort_by_key(name);
    let (certificates, next_marker) = page::page(all, name, req.marker.as_deref(), req.page_size)?;
    Ok(w::DescribeListenerCertificatesOutput {
        certificates: Some(certificates),
        next_marker,
    })
}
