//! `models/operations.toml`.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// The pinned version of the package that the models come from.
    pub(crate) botocore: String,
    pub(crate) services: BTreeMap<String, Service>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Service {
    /// `name/api-version` inside the package.
    pub(crate) model: String,
    /// Prefix of its IAM actions.
    pub(crate) iam: String,
    /// What the server accepts, most usual first.
    pub(crate) protocols: Vec<String>,
    /// Code of a failure of the server's own.
    pub(crate) internal: String,
    /// How it refuses input that breaks the model.
    pub(crate) refusal: Refusal,
    /// Enum shapes that take further values.
    #[serde(default)]
    pub(crate) also: BTreeMap<String, Also>,
    pub(crate) operations: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refusal {
    /// `listing` or `ec2`.
    pub(crate) dialect: String,
    pub(crate) code: String,
    /// Operations that use another code.
    #[serde(default)]
    pub(crate) except: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Also {
    pub(crate) values: Vec<String>,
    /// Why; for readers of the file.
    #[allow(dead_code, reason = "required of the file, read by people")]
    pub(crate) reason: String,
}

impl List {
    pub(crate) fn read(root: &Path) -> Result<List> {
        let path = root.join("models/operations.toml");
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading `{}`", path.display()))?;
        toml::from_str(&text).with_context(|| format!("in `{}`", path.display()))
    }
}
