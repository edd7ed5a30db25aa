//! Which attributes an instance must have (API reference, RegisterInstance); pure.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};

use kernel::Fault;

use crate::fault;
use crate::service::record::Service;

/// Quotas of Cloud Map: attributes of an instance, and characters in all of them.
const MOST: usize = 30;
const CHARACTERS: usize = 5000;

pub(crate) const IPV4: &str = "AWS_INSTANCE_IPV4";
const IPV6: &str = "AWS_INSTANCE_IPV6";
const PORT: &str = "AWS_INSTANCE_PORT";
const CNAME: &str = "AWS_INSTANCE_CNAME";
const INIT: &str = "AWS_INIT_HEALTH_STATUS";
/// Attributes that would need somebody else to be asked.
const UNSERVED: &[&str] = &["AWS_ALIAS_DNS_NAME", "AWS_EC2_INSTANCE_ID"];

type Attributes = BTreeMap<String, String>;

pub(crate) fn attributes(s: &Service, given: &Attributes) -> Result<(), Fault> {
    let characters: usize = given.iter().map(|(k, v)| k.len() + v.len()).sum();
    if given.len() > MOST || characters > CHARACTERS {
        return Err(fault::invalid(format!(
            "An instance can have at most {MOST} attributes with {CHARACTERS} characters in total"
        )));
    }
    if let Some(name) = UNSERVED.iter().find(|n| given.contains_key(**n)) {
        return Err(fault::unsupported(format_args!("the attribute {name}")));
    }
    valid(given, IPV4, |v| v.parse::<Ipv4Addr>().is_ok())?;
    valid(given, IPV6, |v| v.parse::<Ipv6Addr>().is_ok())?;
    valid(given, PORT, |v| v.parse::<u16>().is_ok_and(|p| p > 0))?;
    valid(given, INIT, |v| v == "HEALTHY" || v == "UNHEALTHY")?;
    if given.contains_key(INIT) && !s.custom_health {
        return Err(fault::invalid(format!(
            "{INIT} is valid only for services with HealthCheckCustomConfig"
        )));
    }
    let Some(dns) = &s.dns else { return Ok(()) };
    for kind in dns.records.keys() {
        let needs: &[&[&str]] = match kind.as_str() {
            "A" => &[&[IPV4]],
            "AAAA" => &[&[IPV6]],
            "SRV" => &[&[PORT], &[IPV4, IPV6]],
            _ => &[&[CNAME]],
        };
        for any in needs {
            if !any.iter().any(|n| given.contains_key(*n)) {
                return Err(fault::invalid(format!(
                    "An instance of a service with a DNS record of type {kind} must have the attribute {}",
                    any.join(" or ")
                )));
            }
        }
    }
    Ok(())
}

fn valid(given: &Attributes, name: &str, good: impl Fn(&str) -> bool) -> Result<(), Fault> {
    match given.get(name).filter(|v| !good(v)) {
        Some(bad) => Err(fault::invalid(format!(
            "{bad} is not a valid value of the attribute {name}"
        ))),
        None => Ok(()),
    }
}

/// The health that an instance begins with.
pub(crate) fn healthy_at_first(given: &Attributes) -> bool {
    given.get(INIT).is_none_or(|v| v == "HEALTHY")
}
