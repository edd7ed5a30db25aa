//! What a service may say of DNS and health (API reference, DnsConfig, DnsRecord, HealthCheckConfig); pure.

use std::collections::BTreeMap;

use kernel::Fault;
use wire::servicediscovery as w;

use super::record::Dns;
use crate::fault;

/// The types of records that a service may have together.
const TOGETHER: &[&[&str]] = &[&["A"], &["AAAA"], &["A", "AAAA"], &["SRV"], &["CNAME"]];

pub(crate) fn dns(given: &w::DnsConfig) -> Result<Dns, Fault> {
    let records = records(&given.dns_records)?;
    let types: Vec<&str> = records.keys().map(String::as_str).collect();
    if !TOGETHER.contains(&types.as_slice()) {
        return Err(fault::invalid(format!(
            "Invalid combination of DNS record types: {}. Valid are A, AAAA, A and AAAA, SRV, or CNAME",
            types.join(", ")
        )));
    }
    let policy = given.routing_policy.as_deref().unwrap_or("MULTIVALUE");
    if types == ["CNAME"] && policy != "WEIGHTED" {
        return Err(fault::invalid(
            "The routing policy of a service with a CNAME record must be WEIGHTED",
        ));
    }
    Ok(Dns {
        policy: policy.to_owned(),
        records,
    })
}

fn records(given: &[w::DnsRecord]) -> Result<BTreeMap<String, i64>, Fault> {
    let mut records = BTreeMap::new();
    for r in given {
        if records.insert(r.r#type.clone(), r.ttl).is_some() {
            return Err(fault::invalid(format!("Duplicate DNS record type {}", r.r#type)));
        }
    }
    if records.is_empty() {
        return Err(fault::invalid("DnsConfig must have at least one DNS record"));
    }
    Ok(records)
}

/// The records of an update: new TTLs; what is not named goes, and nothing comes.
pub(crate) fn change(there: &Dns, given: &[w::DnsRecord]) -> Result<Dns, Fault> {
    let records = records(given)?;
    match records.keys().find(|k| !there.records.contains_key(*k)) {
        Some(new) => Err(fault::invalid(format!(
            "The type of a DNS record cannot be changed: {new}"
        ))),
        None => Ok(Dns {
            policy: there.policy.clone(),
            records,
        }),
    }
}

/// Route 53 health checks come from outside; nobody here makes them.
pub(crate) fn no_route_53(given: Option<&w::HealthCheckConfig>) -> Result<(), Fault> {
    match given {
        Some(_) => Err(fault::unsupported(
            "HealthCheckConfig: use HealthCheckCustomConfig, which ECS keeps up to date",
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(types: &[&str], policy: Option<&str>) -> w::DnsConfig {
        let record = |kind: &&str| w::DnsRecord {
            r#type: (*kind).into(),
            ttl: 60,
        };
        w::DnsConfig {
            namespace_id: None,
            routing_policy: policy.map(str::to_owned),
            dns_records: types.iter().map(record).collect(),
        }
    }

    #[test]
    fn only_what_belongs_together_is_together() {
        for good in [&["A"][..], &["AAAA", "A"], &["SRV"], &["AAAA"]] {
            assert!(dns(&config(good, None)).is_ok(), "{good:?}");
        }
        for bad in [&[][..], &["A", "A"], &["A", "SRV"], &["A", "CNAME"], &["CNAME"]] {
            assert!(dns(&config(bad, None)).is_err(), "{bad:?}");
        }
        assert!(dns(&config(&["CNAME"], Some("WEIGHTED"))).is_ok());
    }

    #[test]
    fn types_may_go_and_never_come() {
        let there = dns(&config(&["A", "AAAA"], None)).unwrap();
        let less = change(&there, &config(&["A"], None).dns_records).unwrap();
        assert_eq!(less.records.len(), 1);
        assert!(change(&less, &config(&["AAAA"], None).dns_records).is_err());
    }
}
