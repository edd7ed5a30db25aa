//! Samples of one series, summed up by period.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use kernel::{Fault, Time};

use super::sample::Sample;
use super::stat::Sum;
use super::{GROUP, KEPT_MS, fault};
use crate::logs::storage::{Engine, Order, Position, Query, StreamId};

/// "Data points with a period of less than 60 seconds are available for 3 hours."
const FINE_MS: i64 = 3 * 3_600_000;
const PAGE: usize = 10_000;
const PAGE_BYTES: u64 = 4 << 20;

/// What is asked of one series. Times are ms since 1970.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// Where the first period begins.
    pub from: i64,
    /// The end, not included.
    pub to: i64,
    pub period_ms: i64,
    /// Only samples of this unit.
    pub unit: Option<u8>,
}

/// By the start of the period and the unit.
pub(super) type Periods = BTreeMap<(i64, u8), Sum>;

/// A period that CloudWatch knows: 1, 5, 10, 20, 30 s, or whole minutes.
pub(super) fn period_ms(period: i32) -> Result<i64, Fault> {
    match period {
        1 | 5 | 10 | 20 | 30 => Ok(i64::from(period) * 1000),
        p if p > 0 && p % 60 == 0 => Ok(i64::from(p) * 1000),
        _ => Err(fault::value(
            "The parameter Period must be equal to 1, 5, 10, 20, 30 or a multiple of 60.",
        )),
    }
}

pub(super) async fn periods(
    engine: &Engine,
    series: StreamId,
    span: Span,
    now: Time,
) -> Result<Periods, Fault> {
    let oldest = now.0 - if span.period_ms < 60_000 { FINE_MS } else { KEPT_MS };
    // A period is shown whole or not at all.
    let skipped = (oldest - span.from).max(0);
    let skipped = (skipped + span.period_ms - 1) / span.period_ms * span.period_ms;
    let mut query = Query {
        group: GROUP,
        streams: Arc::new(HashSet::from([series])),
        from: Position::at(span.from.saturating_add(skipped)),
        to: Position::at(span.to),
        order: Order::Forward,
        limit: PAGE,
        bytes: PAGE_BYTES,
        matcher: None,
    };
    let mut periods = Periods::new();
    while query.from < query.to {
        let page = engine
            .read(&query)
            .await
            .map_err(|e| fault::unavailable(format!("{e:#}")))?;
        for (_, event) in page.events {
            let Some(sample) = Sample::decode(&event.message) else {
                continue;
            };
            if span.unit.is_some_and(|u| u != sample.unit) {
                continue;
            }
            let start = event.timestamp - (event.timestamp - span.from).rem_euclid(span.period_ms);
            periods.entry((start, sample.unit)).or_default().add(&sample);
        }
        match page.next {
            Some(next) => query.from = next,
            None => break,
        }
    }
    Ok(periods)
}
