//! Account settings: defaults for the account, overridden per principal (ListAccountSettings, PutAccountSetting).

pub(crate) mod ops;
pub(crate) mod ready;
mod record;
pub(crate) mod retention;

pub(crate) use ops::{container_insights, log_mode};
