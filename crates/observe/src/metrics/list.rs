//! ListMetrics.

use std::sync::Arc;

use kernel::page::page;
use kernel::{Call, Fault, Kernel, Key, Record as _};
use wire::cloudwatch as w;

use super::series::Series;
use super::{GROUP, fault};
use crate::logs::storage::Engine;

const PAGE: usize = 500;
/// "… metrics that have reported data within the past two weeks."
const SHOWN_MS: i64 = 14 * 86_400_000;
/// `RecentlyActive`: `PT3H`.
const RECENT_MS: i64 = 3 * 3_600_000;

pub(super) async fn list(
    engine: Arc<Engine>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::ListMetricsInput>,
) -> Result<w::ListMetricsOutput, Fault> {
    let (mut all, now) = kernel
        .transact(&call, true, |cx, t| {
            let mut home = Key::new(Series::KIND, cx.scope(), &[]);
            if let Some(namespace) = &req.namespace {
                home = Key::new(Series::KIND, cx.scope(), &[namespace]);
            }
            Ok((t.range::<Series>(&home.children())?, cx.now))
        })
        .await?;
    let since = now.0
        - if req.recently_active.is_some() {
            RECENT_MS
        } else {
            SHOWN_MS
        };
    let own = |account: &String| **account == *call.scope.account;
    all.retain(|s| {
        req.owning_account.as_ref().is_none_or(own)
            && req.metric_name.as_ref().is_none_or(|n| *n == s.name)
            && req.dimensions.iter().flatten().all(|f| {
                let fits = |value: &String| f.value.as_ref().is_none_or(|v| v == value);
                s.dimensions
                    .iter()
                    .any(|(name, value)| *name == f.name && fits(value))
            })
            && engine
                .stats(GROUP, s.stream_id())
                .is_some_and(|stats| stats.last >= since)
    });
    let (shown, next_token) = page(all, |s| s.key().to_string(), req.next_token.as_deref(), PAGE)
        .map_err(|()| fault::bad_token())?;
    let linked = req.include_linked_accounts == Some(true);
    Ok(w::ListMetricsOutput {
        owning_accounts: linked.then(|| vec![call.scope.account.to_string(); shown.len()]),
        metrics: Some(shown.iter().map(|s| s.view()).collect()),
        next_token,
    })
}
