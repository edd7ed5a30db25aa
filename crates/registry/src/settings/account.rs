//! Account settings of ECR.

use kernel::{Cx, Fault, Key, Record, Scope, Txn};
use serde::{Deserialize, Serialize};
use wire::ecr as w;

use crate::fault;

/// Layers of another repository of the registry can be mounted instead of pushed again.
pub(crate) const BLOB_MOUNTING: &str = "BLOB_MOUNTING";

/// Name, values that are honoured, the default.
const KNOWN: &[(&str, &[&str], &str)] = &[
    (BLOB_MOUNTING, &["ENABLED", "DISABLED"], "DISABLED"),
    ("BASIC_SCAN_TYPE_VERSION", &["AWS_NATIVE"], "AWS_NATIVE"),
    ("REGISTRY_POLICY_SCOPE", &["V2"], "V2"),
];

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Setting {
    scope: Scope,
    name: String,
    value: String,
}

impl Record for Setting {
    const KIND: &'static str = "ecr.setting";
    fn key(&self) -> Key {
        at(&self.scope, &self.name)
    }
}

fn at(scope: &Scope, name: &str) -> Key {
    Key::new(Setting::KIND, scope, &[name])
}

fn known(name: &str) -> Result<(&'static [&'static str], &'static str), Fault> {
    let found = KNOWN.iter().find(|(n, _, _)| *n == name);
    let (_, values, default) = found.ok_or_else(|| fault::invalid("name"))?;
    Ok((values, default))
}

pub(crate) fn value(t: &mut Txn, scope: &Scope, name: &str) -> Result<String, Fault> {
    let (_, default) = known(name)?;
    let set = t.get::<Setting>(&at(scope, name))?;
    Ok(set.map_or_else(|| default.to_owned(), |s| s.value.clone()))
}

pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetAccountSettingRequest,
) -> Result<w::GetAccountSettingResponse, Fault> {
    Ok(w::GetAccountSettingResponse {
        value: Some(value(t, cx.scope(), &req.name)?),
        name: Some(req.name.clone()),
    })
}

pub(crate) fn put(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::PutAccountSettingRequest,
) -> Result<w::PutAccountSettingResponse, Fault> {
    let (values, _) = known(&req.name)?;
    if !values.contains(&&*req.value) {
        return Err(fault::unsupported(format_args!(
            "the value {} of {}",
            req.value, req.name
        )));
    }
    t.put(Setting {
        scope: cx.scope().clone(),
        name: req.name.clone(),
        value: req.value.clone(),
    })?;
    Ok(w::PutAccountSettingResponse {
        name: Some(req.name.clone()),
        value: Some(req.value.clone()),
    })
}
