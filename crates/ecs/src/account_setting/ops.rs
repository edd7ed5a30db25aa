//! The operations on account settings.

use kernel::page::page;
use kernel::{Cx, Fault, Principal, Txn};
use wire::ecs as w;

use super::record::AccountSetting;
use super::{ready, retention};
use crate::cluster::ops::page_size;
use crate::fault;

/// Name, default, allowed values. Settings of AWS's own infrastructure that have no meaning here are not in the
/// list, so that they are refused and not stored for nothing.
const SETTINGS: &[(&str, &str, &[&str])] = &[
    (
        "containerInsights",
        "disabled",
        &["enabled", "disabled", "enhanced"],
    ),
    ("containerInstanceLongArnFormat", "enabled", &["enabled"]),
    (
        "defaultLogDriverMode",
        "non-blocking",
        &["blocking", "non-blocking"],
    ),
    (ready::NAME, ready::DEFAULT, &[]),
    (retention::NAME, retention::DEFAULT, &[]),
    ("serviceLongArnFormat", "enabled", &["enabled"]),
    ("tagResourceAuthorization", "on", &["on", "off"]),
    ("taskLongArnFormat", "enabled", &["enabled"]),
];

fn known(name: &str) -> Result<&'static (&'static str, &'static str, &'static [&'static str]), Fault> {
    SETTINGS.iter().find(|(n, ..)| *n == name).ok_or_else(|| {
        let names: Vec<_> = SETTINGS.iter().map(|(n, ..)| *n).collect();
        fault::invalid(format!(
            "The account setting {name} is not supported. Supported settings: {}",
            names.join(", ")
        ))
    })
}

fn checked(name: &str, value: &str) -> Result<(), Fault> {
    let (_, _, allowed) = known(name)?;
    let (fits, allowed) = match name {
        retention::NAME => (
            retention::parse(value).is_some(),
            "days, or a number with s, m, h or d, from 60s to 365d".to_owned(),
        ),
        ready::NAME => (ready::parse(value).is_some(), format!("0 to {}", ready::MOST)),
        _ => (allowed.contains(&value), allowed.join(", ")),
    };
    match fits {
        true => Ok(()),
        false => Err(fault::invalid(format!(
            "Invalid value {value} for the account setting {name}. Allowed values: {allowed}"
        ))),
    }
}

/// Whose setting is meant: the given principal's, or the caller's. The root user's own is the account's default.
fn owner(cx: &Cx<'_>, given: Option<&str>) -> Result<String, Fault> {
    let arn = match given {
        Some(arn) => arn.to_owned(),
        None => cx.call.principal.arn(),
    };
    let root = Principal::Root {
        account: cx.scope().account.clone(),
    }
    .arn();
    if arn == root {
        return Ok(String::new());
    }
    let ours = kernel::Arn::parse(&arn)
        .is_some_and(|a| matches!(a.service, "iam" | "sts") && a.account == &*cx.scope().account);
    if ours {
        Ok(arn)
    } else {
        Err(fault::invalid(format!("Invalid principalArn: {arn}")))
    }
}

fn view(cx: &Cx<'_>, name: &str, value: &str, principal: &str) -> w::Setting {
    let root = || {
        Principal::Root {
            account: cx.scope().account.clone(),
        }
        .arn()
    };
    w::Setting {
        name: Some(name.to_owned()),
        value: Some(value.to_owned()),
        principal_arn: Some(if principal.is_empty() {
            root()
        } else {
            principal.to_owned()
        }),
        r#type: Some("user".into()),
    }
}

fn write(cx: &Cx<'_>, t: &mut Txn, name: &str, value: &str, principal: String) -> Result<w::Setting, Fault> {
    checked(name, value)?;
    if matches!(name, retention::NAME | ready::NAME) && !principal.is_empty() {
        return Err(fault::invalid(format!(
            "The account setting {name} is the account's: use PutAccountSettingDefault."
        )));
    }
    let answer = view(cx, name, value, &principal);
    t.put(AccountSetting {
        scope: cx.scope().clone(),
        name: name.to_owned(),
        principal,
        value: value.to_owned(),
    })?;
    Ok(answer)
}

pub(crate) fn put(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::PutAccountSettingRequest,
) -> Result<w::PutAccountSettingResponse, Fault> {
    let principal = owner(cx, req.principal_arn.as_deref())?;
    Ok(w::PutAccountSettingResponse {
        setting: Some(write(cx, t, &req.name, &req.value, principal)?),
    })
}

pub(crate) fn put_default(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::PutAccountSettingDefaultRequest,
) -> Result<w::PutAccountSettingDefaultResponse, Fault> {
    Ok(w::PutAccountSettingDefaultResponse {
        setting: Some(write(cx, t, &req.name, &req.value, String::new())?),
    })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteAccountSettingRequest,
) -> Result<w::DeleteAccountSettingResponse, Fault> {
    known(&req.name)?;
    let principal = owner(cx, req.principal_arn.as_deref())?;
    let key = AccountSetting::key_of(cx.scope(), &req.name, &principal);
    let old = t.get::<AccountSetting>(&key)?;
    t.delete(&key);
    let value = old.map_or(String::new(), |s| s.value.clone());
    Ok(w::DeleteAccountSettingResponse {
        setting: Some(view(cx, &req.name, &value, &principal)),
    })
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListAccountSettingsRequest,
) -> Result<w::ListAccountSettingsResponse, Fault> {
    if let Some(name) = &req.name {
        known(name)?;
    }
    if req.value.is_some() && req.name.is_none() {
        return Err(fault::invalid("name is required when value is specified"));
    }
    let principal = owner(cx, req.principal_arn.as_deref())?;
    let mut found = Vec::new();
    for (name, default, _) in SETTINGS {
        if req.name.as_ref().is_some_and(|n| n != name) {
            continue;
        }
        if req.effective_settings == Some(true) {
            found.push(view(
                cx,
                name,
                &effective(cx, t, name, default, &principal)?,
                &principal,
            ));
        } else if let Some(s) =
            t.get::<AccountSetting>(&AccountSetting::key_of(cx.scope(), name, &principal))?
        {
            found.push(view(cx, name, &s.value, &principal));
        }
    }
    found.retain(|s| req.value.is_none() || s.value == req.value);
    let size = page_size(req.max_results)?;
    let (settings, next_token) = page(
        found,
        |s| s.name.clone().unwrap_or_default(),
        req.next_token.as_deref(),
        size,
    )
    .map_err(|()| fault::bad_token())?;
    Ok(w::ListAccountSettingsResponse {
        settings: Some(settings),
        next_token,
    })
}

/// The principal's own value, else the account's, else the built-in default.
fn effective(cx: &Cx<'_>, t: &mut Txn, name: &str, default: &str, principal: &str) -> Result<String, Fault> {
    Ok(set(cx, t, name, principal)?.unwrap_or_else(|| default.to_owned()))
}

/// What the principal has set, or else the account.
fn set(cx: &Cx<'_>, t: &mut Txn, name: &str, principal: &str) -> Result<Option<String>, Fault> {
    for who in [principal, ""] {
        if let Some(s) = t.get::<AccountSetting>(&AccountSetting::key_of(cx.scope(), name, who))? {
            return Ok(Some(s.value.clone()));
        }
    }
    Ok(None)
}

/// The `mode` of tasks' logs whose options name none. Unset, it is Longshore's own: output waits on the machine's disk
/// while the service is away, and nothing is dropped. AWS shows `non-blocking` for an account that has set nothing, so
/// that is what ListAccountSettings shows; it is not what an account gets that has not asked for it.
pub(crate) fn log_mode(cx: &Cx<'_>, t: &mut Txn) -> Result<Option<String>, Fault> {
    let who = owner(cx, None).unwrap_or_default();
    set(cx, t, "defaultLogDriverMode", &who)
}

/// What a new cluster of this caller starts with.
pub(crate) fn container_insights(cx: &Cx<'_>, t: &mut Txn) -> Result<String, Fault> {
    let who = owner(cx, None).unwrap_or_default();
    effective(cx, t, "containerInsights", "disabled", &who)
}
