//! The operations of ACM.

use std::sync::Arc;

use kernel::{Call, Cx, Fault, Kernel, Key, Record as _, Time, Txn};
use wire::Unit;
use wire::acm as w;
use wire::acm::fault as f;

use super::record::{Certificate, Facts, find};
use super::{Issued, Issuer, missing, parse, view};
use crate::listener::record::Listener;
use crate::tag::Tags;

fn found(cx: &Cx<'_>, t: &mut Txn, arn: &str) -> Result<Arc<Certificate>, Fault> {
    find(t, cx.scope(), arn)?.ok_or_else(|| missing(arn, &cx.scope().account))
}

/// A member that is not honoured is refused by name.
fn unsupported(member: &str) -> Fault {
    f::invalid_parameter_exception(format!("Longshore does not support `{member}`"))
}

fn tags(given: Option<&[w::Tag]>) -> Result<Tags, Fault> {
    let mut tags = Tags::new();
    merge(&mut tags, given.unwrap_or_default())?;
    Ok(tags)
}

fn merge(tags: &mut Tags, given: &[w::Tag]) -> Result<(), Fault> {
    for tag in given {
        if tag.key.to_ascii_lowercase().starts_with("aws:") {
            return Err(f::invalid_tag_exception(format!(
                "Tag key {} is reserved.",
                tag.key
            )));
        }
        tags.insert(tag.key.clone(), tag.value.clone().unwrap_or_default());
    }
    if tags.len() > 50 {
        return Err(f::too_many_tags_exception(
            "A certificate can have at most 50 tags.",
        ));
    }
    Ok(())
}

fn text<'a>(member: &str, blob: &'a wire::Blob) -> Result<&'a str, Fault> {
    std::str::from_utf8(&blob.0)
        .map_err(|_| f::validation_exception(format!("{member} is not in PEM format.")))
}

pub(crate) fn import(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ImportCertificateRequest,
) -> Result<w::ImportCertificateResponse, Fault> {
    let certificate = text("Certificate", &req.certificate)?;
    let key = text("PrivateKey", &req.private_key)?;
    let chain = match &req.certificate_chain {
        Some(blob) => text("CertificateChain", blob)?,
        None => "",
    };
    let facts = parse::check(certificate, key, chain).map_err(f::validation_exception)?;
    let new = Issued {
        certificate: certificate.to_owned(),
        chain: chain.to_owned(),
        key: key.to_owned(),
    };
    let stored = match &req.certificate_arn {
        None => made(cx, false, new, facts, None, tags(req.tags.as_deref())?),
        Some(arn) => {
            let old = found(cx, t, arn)?;
            if old.issued {
                return Err(f::validation_exception(
                    "The certificate was not imported, so it cannot be imported again.",
                ));
            }
            if req.tags.is_some() {
                return Err(f::validation_exception("Tagging is not permitted on re-import."));
            }
            replaced(&old, new, facts, cx.now)
        }
    };
    let arn = stored.arn();
    t.put(stored)?;
    Ok(w::ImportCertificateResponse {
        certificate_arn: Some(arn),
    })
}

fn made(
    cx: &Cx<'_>,
    issued: bool,
    new: Issued,
    facts: Facts,
    token: Option<String>,
    tags: Tags,
) -> Certificate {
    Certificate {
        scope: cx.scope().clone(),
        id: cx.dice().uuid(),
        issued,
        certificate: new.certificate,
        chain: new.chain,
        private_key: new.key,
        facts,
        created: cx.now,
        renewed: None,
        token,
        tags,
    }
}

fn replaced(old: &Certificate, new: Issued, facts: Facts, now: Time) -> Certificate {
    Certificate {
        certificate: new.certificate,
        chain: new.chain,
        private_key: new.key,
        facts,
        renewed: Some(now),
        ..old.clone()
    }
}

/// The certificate anew, with a new key, for the same names.
pub(super) fn renewed(old: &Certificate, issuer: &dyn Issuer, now: Time) -> Result<Certificate, Fault> {
    let new = issuer
        .issue(&old.facts.names, &old.facts.key_algorithm, now)
        .map_err(Fault::internal)?;
    let facts = parse::issued(&new).map_err(Fault::internal)?;
    Ok(replaced(old, new, facts, now))
}

/// Keys are made before the transaction, which may run more than once.
pub(crate) async fn request(
    issuer: Arc<dyn Issuer>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::RequestCertificateRequest>,
) -> Result<w::RequestCertificateResponse, Fault> {
    let names = wanted(&req)?;
    let tags = tags(req.tags.as_deref())?;
    let algorithm = req.key_algorithm.as_deref().unwrap_or("RSA_2048");
    let new = issuer
        .issue(&names, algorithm, kernel.clock.now())
        .map_err(f::invalid_parameter_exception)?;
    let facts = parse::issued(&new).map_err(Fault::internal)?;
    kernel
        .transact(&call, false, |cx, t| {
            let arn = match asked_before(cx, t, &req, &names)? {
                Some(old) => old.arn(),
                None => {
                    let new = Issued {
                        certificate: new.certificate.clone(),
                        chain: new.chain.clone(),
                        key: new.key.clone(),
                    };
                    let token = req.idempotency_token.clone();
                    let stored = made(cx, true, new, facts.clone(), token, tags.clone());
                    let arn = stored.arn();
                    t.put(stored)?;
                    arn
                }
            };
            Ok(w::RequestCertificateResponse {
                certificate_arn: Some(arn),
            })
        })
        .await
}

/// The names of the certificate, the subject first.
fn wanted(req: &w::RequestCertificateRequest) -> Result<Vec<String>, Fault> {
    let asked = [
        (req.certificate_authority_arn.is_some(), "CertificateAuthorityArn"),
        (req.managed_by.is_some(), "ManagedBy"),
        (
            req.validation_method.as_deref() == Some("HTTP"),
            "ValidationMethod",
        ),
        (exports(req.options.as_ref()), "Options.Export"),
    ];
    if let Some((_, member)) = asked.iter().find(|(asked, _)| *asked) {
        return Err(unsupported(member));
    }
    let mut names = vec![req.domain_name.clone()];
    for name in req.subject_alternative_names.iter().flatten() {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    for option in req.domain_validation_options.iter().flatten() {
        if !names.contains(&option.domain_name) {
            return Err(f::invalid_domain_validation_options_exception(format!(
                "The domain name {} is not one of the certificate's.",
                option.domain_name
            )));
        }
    }
    Ok(names)
}

/// What the same request, by its token, was answered within the last hour.
fn asked_before(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::RequestCertificateRequest,
    names: &[String],
) -> Result<Option<Arc<Certificate>>, Fault> {
    let Some(token) = &req.idempotency_token else {
        return Ok(None);
    };
    let all = t.range::<Certificate>(&Key::new(Certificate::KIND, cx.scope(), &[]).children())?;
    let hour = std::time::Duration::from_secs(3600);
    let same = |c: &Arc<Certificate>| {
        c.token.as_ref() == Some(token) && c.facts.names == names && cx.now.since(c.created) < hour
    };
    Ok(all.into_iter().find(same))
}

fn exports(options: Option<&w::CertificateOptions>) -> bool {
    options.is_some_and(|o| o.export.as_deref() == Some("ENABLED"))
}

/// ARNs of load balancers with a listener that has the certificate.
fn users(t: &mut Txn, c: &Certificate) -> Result<Vec<String>, Fault> {
    let arn = c.arn();
    let listeners = t.range::<Listener>(&Key::new(Listener::KIND, &c.scope, &[]).children())?;
    let mut users: Vec<String> = listeners
        .iter()
        .filter(|l| l.certificates.contains(&arn))
        .map(|l| l.balancer.clone())
        .collect();
    users.sort();
    users.dedup();
    Ok(users)
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeCertificateRequest,
) -> Result<w::DescribeCertificateResponse, Fault> {
    let c = found(cx, t, &req.certificate_arn)?;
    let users = users(t, &c)?;
    Ok(w::DescribeCertificateResponse {
        certificate: Some(view::detail(&c, users, cx.now)),
    })
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListCertificatesRequest,
) -> Result<w::ListCertificatesResponse, Fault> {
    if req.certificate_key_pair_origins.is_some() {
        return Err(f::invalid_args_exception(
            "Longshore does not support `CertificateKeyPairOrigins`",
        ));
    }
    let includes = req.includes.clone().unwrap_or_default();
    // Without a word about keys only those of RSA up to 2048 are listed (ListCertificates, `keyTypes`).
    let keys = includes
        .key_types
        .unwrap_or_else(|| vec!["RSA_1024".into(), "RSA_2048".into()]);
    let has = |asked: &Option<Vec<String>>, have: &[String]| {
        asked
            .as_ref()
            .is_none_or(|a| a.iter().all(|x| x == "ANY" || have.contains(x)))
    };
    let mut all = t.range::<Certificate>(&Key::new(Certificate::KIND, cx.scope(), &[]).children())?;
    all.retain(|c| {
        keys.contains(&c.facts.key_algorithm)
            && has(&includes.key_usage, &c.facts.key_usages)
            && has(&includes.extended_key_usage, &c.facts.extended_key_usages)
            && includes.export_option.as_deref() != Some("ENABLED")
            && includes.managed_by.is_none()
            && req
                .certificate_statuses
                .as_ref()
                .is_none_or(|s| s.iter().any(|s| s == view::status(c, cx.now)))
    });
    // By age; backwards the same numbers count down.
    let down = req.sort_order.as_deref() == Some("DESCENDING");
    let name = |c: &Arc<Certificate>| {
        let n = if down { i64::MAX - c.created.0 } else { c.created.0 };
        format!("{n:020}{}", c.id)
    };
    all.sort_by_key(name);
    let size = req
        .max_items
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(1000);
    let (page, next_token) = kernel::page::page(all, name, req.next_token.as_deref(), size)
        .map_err(|()| f::invalid_args_exception("The next token is not valid."))?;
    let mut shown = Vec::new();
    for c in page {
        let used = !users(t, &c)?.is_empty();
        shown.push(view::summary(&c, used, cx.now));
    }
    Ok(w::ListCertificatesResponse {
        certificate_summary_list: Some(shown),
        next_token,
    })
}

pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetCertificateRequest,
) -> Result<w::GetCertificateResponse, Fault> {
    let c = found(cx, t, &req.certificate_arn)?;
    Ok(w::GetCertificateResponse {
        certificate: Some(c.certificate.clone()),
        certificate_chain: Some(c.chain.clone()).filter(|chain| !chain.is_empty()),
    })
}

pub(crate) fn delete(cx: &Cx<'_>, t: &mut Txn, req: &w::DeleteCertificateRequest) -> Result<Unit, Fault> {
    let c = found(cx, t, &req.certificate_arn)?;
    if !users(t, &c)?.is_empty() {
        return Err(f::resource_in_use_exception(format!(
            "Certificate {} in account {} is in use.",
            req.certificate_arn,
            cx.scope().account
        )));
    }
    t.delete(&c.key());
    Ok(Unit)
}

pub(crate) async fn renew(
    issuer: Arc<dyn Issuer>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::RenewCertificateRequest>,
) -> Result<Unit, Fault> {
    kernel
        .transact(&call, false, |cx, t| {
            let c = found(cx, t, &req.certificate_arn)?;
            if !c.issued {
                return Err(f::validation_exception(
                    "The certificate was imported; import its successor with ImportCertificate.",
                ));
            }
            t.put(renewed(&c, &*issuer, cx.now)?)?;
            Ok(Unit)
        })
        .await
}

pub(crate) fn update(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateCertificateOptionsRequest,
) -> Result<Unit, Fault> {
    found(cx, t, &req.certificate_arn)?;
    // Nothing here is told to public logs, and nothing is exported: only saying so is accepted.
    let transparent = req.options.certificate_transparency_logging_preference.as_deref() == Some("ENABLED");
    if transparent {
        return Err(f::invalid_state_exception(
            "Longshore does not support `Options.CertificateTransparencyLoggingPreference`",
        ));
    }
    if exports(Some(&req.options)) {
        return Err(f::invalid_state_exception(
            "Longshore does not support `Options.Export`",
        ));
    }
    Ok(Unit)
}

pub(crate) fn tag(cx: &Cx<'_>, t: &mut Txn, req: &w::AddTagsToCertificateRequest) -> Result<Unit, Fault> {
    let mut c = (*found(cx, t, &req.certificate_arn)?).clone();
    merge(&mut c.tags, &req.tags)?;
    t.put(c)?;
    Ok(Unit)
}

pub(crate) fn untag(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::RemoveTagsFromCertificateRequest,
) -> Result<Unit, Fault> {
    let mut c = (*found(cx, t, &req.certificate_arn)?).clone();
    // A value that is given must be the tag's own, or nothing is removed.
    for tag in &req.tags {
        if tag.value.is_none() || c.tags.get(&tag.key) == tag.value.as_ref() {
            c.tags.remove(&tag.key);
        }
    }
    t.put(c)?;
    Ok(Unit)
}

pub(crate) fn list_tags(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListTagsForCertificateRequest,
) -> Result<w::ListTagsForCertificateResponse, Fault> {
    let c = found(cx, t, &req.certificate_arn)?;
    let one = |(k, v): (&String, &String)| w::Tag {
        key: k.clone(),
        value: Some(v.clone()),
    };
    Ok(w::ListTagsForCertificateResponse {
        tags: Some(c.tags.iter().map(one).collect()),
    })
}
