//! A certificate as ACM shows it.

use kernel::Time;
use wire::Timestamp;
use wire::acm as w;

use super::record::Certificate;

fn time(t: Time) -> Option<Timestamp> {
    Some(Timestamp(t.seconds()))
}

/// `IssuedAt` and `ImportedAt`: since when it is what it is.
fn since(c: &Certificate) -> (Option<Timestamp>, Option<Timestamp>) {
    let at = time(c.renewed.unwrap_or(c.created));
    if c.issued { (at, None) } else { (None, at) }
}

pub(super) fn status(c: &Certificate, now: Time) -> &'static str {
    if now > c.facts.not_after {
        "EXPIRED"
    } else {
        "ISSUED"
    }
}

pub(super) fn detail(c: &Certificate, in_use_by: Vec<String>, now: Time) -> w::CertificateDetail {
    let f = &c.facts;
    let usages = f.key_usages.iter().map(|n| w::KeyUsage {
        name: Some(n.clone()),
    });
    let extended = f.extended_key_usages.iter().map(|n| w::ExtendedKeyUsage {
        name: Some(n.clone()),
        oid: None,
    });
    let validated = |name: &String| w::DomainValidation {
        domain_name: name.clone(),
        validation_domain: Some(name.clone()),
        validation_status: Some("SUCCESS".into()),
        validation_method: Some("DNS".into()),
        ..Default::default()
    };
    let proofs: Vec<_> = f.names.iter().map(validated).collect();
    let (issued_at, imported_at) = since(c);
    w::CertificateDetail {
        certificate_arn: Some(c.arn()),
        domain_name: f.names.first().cloned(),
        subject_alternative_names: (!f.names.is_empty()).then(|| f.names.clone()),
        domain_validation_options: c.issued.then(|| proofs.clone()),
        serial: Some(f.serial.clone()),
        subject: Some(f.subject.clone()),
        issuer: Some(f.issuer.clone()),
        created_at: time(c.created),
        issued_at,
        imported_at,
        status: Some(status(c, now).into()),
        not_before: time(f.not_before),
        not_after: time(f.not_after),
        key_algorithm: Some(f.key_algorithm.clone()),
        signature_algorithm: Some(f.signature_algorithm.clone()),
        renewal_eligibility: Some(eligibility(c, !in_use_by.is_empty()).into()),
        in_use_by: Some(in_use_by),
        r#type: Some(kind(c).into()),
        renewal_summary: c
            .issued
            .then_some(c.renewed)
            .flatten()
            .map(|at| w::RenewalSummary {
                renewal_status: "SUCCESS".into(),
                domain_validation_options: proofs,
                renewal_status_reason: None,
                updated_at: Timestamp(at.seconds()),
            }),
        key_usages: Some(usages.collect()),
        extended_key_usages: Some(extended.collect()),
        options: Some(w::CertificateOptions {
            certificate_transparency_logging_preference: Some("DISABLED".into()),
            export: Some("DISABLED".into()),
            ..Default::default()
        }),
        ..Default::default()
    }
}

fn kind(c: &Certificate) -> &'static str {
    if c.issued { "AMAZON_ISSUED" } else { "IMPORTED" }
}

fn eligibility(c: &Certificate, used: bool) -> &'static str {
    if c.issued && used {
        "ELIGIBLE"
    } else {
        "INELIGIBLE"
    }
}

pub(super) fn summary(c: &Certificate, used: bool, now: Time) -> w::CertificateSummary {
    let f = &c.facts;
    let (issued_at, imported_at) = since(c);
    w::CertificateSummary {
        certificate_arn: Some(c.arn()),
        domain_name: f.names.first().cloned(),
        subject_alternative_name_summaries: Some(f.names.clone()),
        has_additional_subject_alternative_names: Some(false),
        status: Some(status(c, now).into()),
        r#type: Some(kind(c).into()),
        key_algorithm: Some(f.key_algorithm.clone()),
        key_usages: Some(f.key_usages.clone()),
        extended_key_usages: Some(f.extended_key_usages.clone()),
        export_option: Some("DISABLED".into()),
        in_use: Some(used),
        exported: Some(false),
        renewal_eligibility: Some(eligibility(c, used).into()),
        not_before: time(f.not_before),
        not_after: time(f.not_after),
        created_at: time(c.created),
        issued_at,
        imported_at,
        ..Default::default()
    }
}
