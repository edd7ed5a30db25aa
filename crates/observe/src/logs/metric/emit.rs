//! Values on their way to CloudWatch.

use std::sync::Arc;

use kernel::{Call, Fault, Kernel, Key, Record as _, Scope, Time, Txn};
use wire::Timestamp;
use wire::cloudwatch as cw;

use super::extract::{Extract, Extracted};
use super::record::{MetricFilter, Minute};

/// Who calls CloudWatch.
const SERVICE: &str = "logs.amazonaws.com";
/// What one datum and one call may hold.
const VALUES: usize = 150;
const DATA: usize = 1000;
const MINUTE: i64 = 60_000;

/// Puts what the filters make of a batch that is durable. The batch stays stored whatever happens here.
pub(crate) async fn emit(
    kernel: &Arc<Kernel>,
    scope: &Scope,
    filters: &[Arc<MetricFilter>],
    events: &[(i64, bytes::Bytes)],
    now: Time,
) {
    let mut minutes = Vec::new();
    for filter in filters {
        let found = match Extract::of(filter) {
            Ok(extract) => extract.run(events.iter().map(|(at, m)| (*at, &**m))),
            Err(why) => {
                tracing::warn!(filter = filter.name, %why, "a metric filter cannot be read");
                continue;
            }
        };
        if filter.default.is_some() {
            minutes.push(Minute {
                scope: scope.clone(),
                group: filter.group.clone(),
                filter: filter.name.clone(),
                start: now.0 - now.0.rem_euclid(MINUTE),
                matched: found.matched,
            });
        }
        put(kernel, scope, filter, data(filter, &found)).await;
    }
    if minutes.is_empty() {
        return;
    }
    let note = |t: &mut Txn| {
        for minute in &minutes {
            let known = t.get::<Minute>(&minute.key())?;
            if known.is_none_or(|k| minute.matched && !k.matched) {
                t.put(minute.clone())?;
            }
        }
        Ok(())
    };
    let call = Call::by_service(SERVICE, scope.clone());
    if let Err(fault) = kernel.transact(&call, true, |_, t| note(t)).await {
        tracing::warn!(%fault, "the minute of a metric filter cannot be noted");
    }
}

/// Puts the default values of minutes that are over and had no match.
///
/// # Errors
/// When records cannot be read or written; the next round tries again.
pub(crate) async fn settle(kernel: &Arc<Kernel>) -> Result<(), Fault> {
    let now = kernel.clock.now().0;
    let mut t = Txn::on(kernel.store.durable());
    let over = t.range::<Minute>(&Key::all(Minute::KIND))?;
    for minute in over.iter().filter(|m| m.start + MINUTE <= now) {
        let at = MetricFilter::at(&minute.scope, &minute.group, &minute.filter);
        let filter = t.get::<MetricFilter>(&at)?;
        if let Some((filter, value)) = filter.and_then(|f| Some((Arc::clone(&f), f.default?)))
            && !minute.matched
        {
            let datum = datum(&filter, minute.start, &[], &[(value, 1.0)]);
            put(kernel, &minute.scope, &filter, vec![datum]).await;
        }
        let call = Call::by_service(SERVICE, minute.scope.clone());
        kernel
            .transact(&call, false, |_, t| {
                t.delete(&minute.key());
                Ok(())
            })
            .await?;
    }
    Ok(())
}

fn data(filter: &MetricFilter, found: &Extracted) -> Vec<cw::MetricDatum> {
    let mut data = Vec::new();
    for ((minute, dimensions), counts) in &found.values {
        let values: Vec<_> = counts
            .iter()
            .map(|(bits, n)| (f64::from_bits(*bits), *n))
            .collect();
        data.extend(
            values
                .chunks(VALUES)
                .map(|some| datum(filter, *minute, dimensions, some)),
        );
    }
    data
}

#[allow(clippy::cast_precision_loss, reason = "ms since 1970 fit")]
fn datum(
    filter: &MetricFilter,
    minute: i64,
    dimensions: &[(String, String)],
    values: &[(f64, f64)],
) -> cw::MetricDatum {
    let dimensions = dimensions.iter().map(|(name, value)| cw::Dimension {
        name: name.clone(),
        value: value.clone(),
    });
    cw::MetricDatum {
        metric_name: filter.metric.clone(),
        dimensions: Some(dimensions.collect()),
        timestamp: Some(Timestamp(minute as f64 / 1000.0)),
        values: Some(values.iter().map(|(v, _)| *v).collect()),
        counts: Some(values.iter().map(|(_, n)| *n).collect()),
        unit: filter.unit.clone(),
        ..cw::MetricDatum::default()
    }
}

async fn put(kernel: &Arc<Kernel>, scope: &Scope, filter: &MetricFilter, data: Vec<cw::MetricDatum>) {
    let call = Call::by_service(SERVICE, scope.clone());
    for some in data.chunks(DATA) {
        let input = cw::PutMetricDataInput {
            namespace: filter.namespace.clone(),
            metric_data: Some(some.to_vec()),
            ..cw::PutMetricDataInput::default()
        };
        if let Err(fault) = kernel.call::<cw::PutMetricData>(&call, input).await {
            tracing::warn!(filter = filter.name, %fault, "a metric filter's values cannot be put");
        }
    }
}
