//! GetMetricStatistics.

use std::sync::Arc;

use kernel::{Call, Cx, Fault, Kernel, Txn};
use wire::Timestamp;
use wire::cloudwatch as w;

use super::fault;
use super::read::{self, Span};
use super::sample;
use super::series::{self, Series};
use super::stat::{Stat, Sum};
use crate::logs::storage::Engine;

const POINTS: i64 = 1440;

pub(super) async fn get(
    engine: Arc<Engine>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::GetMetricStatisticsInput>,
) -> Result<w::GetMetricStatisticsOutput, Fault> {
    let extended = stats(&req)?;
    let period_ms = read::period_ms(req.period)?;
    let (from, to) = (ms(req.start_time), ms(req.end_time));
    if from >= to {
        return Err(fault::value(
            "The parameter StartTime must be less than the parameter EndTime.",
        ));
    }
    // "… rounded down to the nearest" second or minute.
    let from = from - from.rem_euclid(period_ms.min(60_000));
    let points = (to - from) / period_ms;
    if points > POINTS {
        return Err(fault::combination(format!(
            "You have requested up to {points} datapoints, which exceeds the limit of {POINTS}. You may reduce the \
             datapoints requested by increasing Period, or decreasing the time range."
        )));
    }
    let find = |cx: &Cx<'_>, t: &mut Txn| {
        let dimensions = series::sorted(req.dimensions.as_deref());
        let key = Series::at(cx.scope(), &req.namespace, &req.metric_name, &dimensions);
        Ok((t.get::<Series>(&key)?, cx.now))
    };
    let (series, now) = kernel.transact(&call, true, find).await?;
    let mut datapoints = Vec::new();
    if let Some(series) = series {
        let unit = match req.unit.as_deref() {
            Some(name) => Some(sample::unit(Some(name)).ok_or_else(|| fault::unsupported("Unit", name))?),
            None => None,
        };
        let span = Span {
            from,
            to,
            period_ms,
            unit,
        };
        let periods = read::periods(&engine, series.stream_id(), span, now).await?;
        datapoints.extend(periods.iter().map(|(key, sum)| point(&req, &extended, *key, sum)));
    }
    Ok(w::GetMetricStatisticsOutput {
        label: Some(req.metric_name.clone()),
        datapoints: Some(datapoints),
    })
}

/// Milliseconds; absurd times saturate.
#[allow(clippy::cast_possible_truncation, reason = "saturating is what is wanted")]
pub(super) fn ms(t: Timestamp) -> i64 {
    // Half the range of 64 bits, so that differences fit.
    ((t.0 * 1000.0) as i64).clamp(i64::MIN / 4, i64::MAX / 4)
}

#[allow(clippy::cast_precision_loss, reason = "ms since 1970 fit")]
pub(super) fn seconds(ms: i64) -> Timestamp {
    Timestamp(ms as f64 / 1000.0)
}

/// The percentiles asked for.
fn stats(req: &w::GetMetricStatisticsInput) -> Result<Vec<(String, Stat)>, Fault> {
    let plain = req.statistics.as_deref().unwrap_or_default();
    let extended = req.extended_statistics.as_deref().unwrap_or_default();
    match (plain.is_empty(), extended.is_empty()) {
        (true, true) => {
            return Err(fault::missing(
                "Must specify either Statistics or ExtendedStatistics",
            ));
        }
        (false, false) => {
            return Err(fault::combination(
                "The parameters Statistics and ExtendedStatistics are mutually exclusive and you have specified both.",
            ));
        }
        _ => {}
    }
    let read = |name: &String| match Stat::parse(name) {
        Some(stat @ Stat::Percentile(_)) => Ok((name.clone(), stat)),
        _ => Err(fault::unsupported("ExtendedStatistics", name)),
    };
    extended.iter().map(read).collect()
}

fn point(
    req: &w::GetMetricStatisticsInput,
    extended: &[(String, Stat)],
    (start, unit): (i64, u8),
    sum: &Sum,
) -> w::Datapoint {
    let asked = |name: &str, stat: Stat| {
        let wanted = req.statistics.iter().flatten().any(|s| s == name);
        sum.of(stat).filter(|_| wanted)
    };
    let more = extended
        .iter()
        .filter_map(|(name, stat)| Some((name.clone(), sum.of(*stat)?)));
    w::Datapoint {
        timestamp: Some(seconds(start)),
        sample_count: asked("SampleCount", Stat::SampleCount),
        average: asked("Average", Stat::Average),
        sum: asked("Sum", Stat::Sum),
        minimum: asked("Minimum", Stat::Minimum),
        maximum: asked("Maximum", Stat::Maximum),
        unit: Some(sample::unit_name(unit).to_owned()),
        extended_statistics: (!extended.is_empty()).then(|| more.collect()),
    }
}
