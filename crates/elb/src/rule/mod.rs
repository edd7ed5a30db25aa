//! A listener's rules: conditions and actions, by priority. The default rule is the listener's own default actions.

pub(crate) mod actions;
pub(crate) mod conditions;
pub(crate) mod ops;
pub(crate) mod record;
#[cfg(test)]
mod tests;
