//! Account settings: defaults for the account, overridden per principal (ListAccountSettings, PutAccountSetting).

pub(crate) mod ops;
mod record;
pub(crate) mod retention;

pub(crate) use ops::container_insights;
