//! PutMetricData.

use std::sync::Arc;

use futures_util::future::try_join_all;
use kernel::{Access, Call, Cx, Fault, Kernel, Principal, Time, Txn};
use wire::cloudwatch as w;
use wire::schema::Unit;

use super::sample::{self, Content, Sample};
use super::series::{self, Series};
use super::{GROUP, fault};
use crate::logs::storage::{Batch, Engine, StreamId};

/// "… a maximum of 1,000 metrics" in one call.
const METRICS: usize = 1000;
/// "… you can include up to 150 unique values."
const VALUES: usize = 150;
/// "Time stamps can be up to two weeks in the past and up to two hours into the future."
const PAST_MS: i64 = 14 * 86_400_000;
const AHEAD_MS: i64 = 2 * 3_600_000;

pub(super) fn access(_: &Cx<'_>, _: &mut Txn, req: &w::PutMetricDataInput) -> Result<Access, Fault> {
    Ok(Access::any().with("cloudwatch:namespace", vec![req.namespace.clone()]))
}

pub(super) async fn put(
    engine: Arc<Engine>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::PutMetricDataInput>,
) -> Result<Unit, Fault> {
    let now = kernel.clock.now();
    let own = matches!(*call.principal, Principal::Service { .. });
    if req.namespace.starts_with("AWS/") && !own {
        return Err(fault::value("The value AWS/ for parameter Namespace is invalid."));
    }
    // Entities are not kept, and data of one cannot be told from other data later.
    if req.entity_metric_data.as_ref().is_some_and(|l| !l.is_empty()) {
        return Err(fault::unsupported("EntityMetricData", "Entity"));
    }
    let data = req.metric_data.as_deref().unwrap_or_default();
    if data.is_empty() {
        return Err(fault::missing("The parameter MetricData is required."));
    }
    if data.len() > METRICS {
        return Err(fault::value(format!(
            "The collection MetricData must not have a size greater than {METRICS}."
        )));
    }
    let read = data.iter().zip(1..).map(|(d, n)| read(d, n, now));
    let read: Vec<(i64, Sample)> = read.collect::<Result<_, _>>()?;
    let streams = kernel
        .transact(&call, true, |cx, t| named(cx, t, &req.namespace, data))
        .await?;
    let batches = streams.into_iter().zip(read).map(|(stream, (at, sample))| Batch {
        group: GROUP,
        stream,
        ingested: now.0,
        token: None,
        events: vec![(at, sample.encode())],
    });
    // All of them wait for one sync.
    try_join_all(batches.map(|b| engine.append(b)))
        .await
        .map_err(fault::unavailable)?;
    Ok(Unit)
}

/// The series of each datum, made when new.
fn named(cx: &Cx<'_>, t: &mut Txn, namespace: &str, data: &[w::MetricDatum]) -> Result<Vec<StreamId>, Fault> {
    let mut streams = Vec::with_capacity(data.len());
    for datum in data {
        let dimensions = series::sorted(datum.dimensions.as_deref());
        let key = Series::at(cx.scope(), namespace, &datum.metric_name, &dimensions);
        if let Some(known) = t.get::<Series>(&key)? {
            streams.push(known.stream_id());
            continue;
        }
        let new = Series {
            scope: cx.scope().clone(),
            namespace: namespace.to_owned(),
            name: datum.metric_name.clone(),
            dimensions,
            id: cx.dice().hex(16),
            created: cx.now,
        };
        streams.push(new.stream_id());
        t.put(new)?;
    }
    Ok(streams)
}

/// The `n`th datum: when it is kept, and what.
fn read(datum: &w::MetricDatum, n: usize, now: Time) -> Result<(i64, Sample), Fault> {
    let name = |member: &str| format!("MetricData.member.{n}.{member}");
    let mut names: Vec<_> = datum.dimensions.iter().flatten().map(|d| &d.name).collect();
    names.sort();
    if let Some(twice) = names
        .windows(2)
        .find_map(|w| (w.first() == w.last()).then(|| w.first())?)
    {
        return Err(fault::value(format!(
            "No more than one value may be supplied for dimension {twice}"
        )));
    }
    let resolution = match datum.storage_resolution {
        None | Some(60) => 60_000,
        Some(1) => 1000,
        Some(other) => {
            return Err(fault::value(format!(
                "The value {other} for parameter {} is invalid.",
                name("StorageResolution")
            )));
        }
    };
    #[allow(clippy::cast_possible_truncation, reason = "saturates, and is bounded below")]
    let at = datum.timestamp.map_or(now.0, |t| (t.0 * 1000.0) as i64);
    if at < now.0 - PAST_MS {
        return Err(fault::value(format!(
            "The parameter {} must specify a time within the past two weeks.",
            name("Timestamp")
        )));
    }
    if at > now.0 + AHEAD_MS {
        return Err(fault::value(format!(
            "The parameter {} must specify a time no more than two hours in the future.",
            name("Timestamp")
        )));
    }
    let unit = sample::unit(datum.unit.as_deref())
        .ok_or_else(|| fault::unsupported(&name("Unit"), datum.unit.as_deref().unwrap_or_default()))?;
    let content = content(datum, &name)?;
    Ok((at - at.rem_euclid(resolution), Sample { unit, content }))
}

fn content(datum: &w::MetricDatum, name: &impl Fn(&str) -> String) -> Result<Content, Fault> {
    let given = [
        ("Value", datum.value.is_some()),
        ("StatisticValues", datum.statistic_values.is_some()),
        ("Values", datum.values.is_some()),
    ];
    let given: Vec<_> = given.iter().filter(|(_, is)| *is).map(|(n, _)| *n).collect();
    match given.as_slice() {
        [_] => {}
        [] => {
            return Err(fault::missing(format!(
                "At least one of the parameters {}, {} or {} must be specified.",
                name("Value"),
                name("Values"),
                name("StatisticValues")
            )));
        }
        [a, b, ..] => {
            return Err(fault::combination(format!(
                "The parameters {} and {} are mutually exclusive and you have specified both.",
                name(a),
                name(b)
            )));
        }
    }
    let number = |member: &str, x: f64| match x.is_finite() && x.abs() <= 2f64.powi(360) {
        true => Ok(x),
        false => Err(fault::value(format!(
            "The value {x} for parameter {} is invalid.",
            name(member)
        ))),
    };
    if datum.counts.is_some() && datum.values.is_none() {
        return Err(fault::combination(format!(
            "The parameter {} requires the parameter {}.",
            name("Counts"),
            name("Values")
        )));
    }
    if let Some(set) = &datum.statistic_values {
        return Ok(Content::Set {
            count: number("StatisticValues.SampleCount", set.sample_count)?,
            sum: number("StatisticValues.Sum", set.sum)?,
            min: number("StatisticValues.Minimum", set.minimum)?,
            max: number("StatisticValues.Maximum", set.maximum)?,
        });
    }
    if let Some(value) = datum.value {
        return Ok(Content::Values(vec![(number("Value", value)?, 1.0)]));
    }
    let values = datum.values.as_deref().unwrap_or_default();
    if values.is_empty() || values.len() > VALUES {
        return Err(fault::value(format!(
            "The collection {} must have a size between 1 and {VALUES}.",
            name("Values")
        )));
    }
    let ones = vec![1.0; values.len()];
    let counts = datum.counts.as_deref().unwrap_or(&ones);
    if counts.len() != values.len() {
        return Err(fault::value(format!(
            "The parameters {} and {} must be of the same size.",
            name("Values"),
            name("Counts")
        )));
    }
    let pairs = values.iter().zip(counts).map(|(v, c)| match *c > 0.0 {
        true => Ok((number("Values", *v)?, number("Counts", *c)?)),
        false => Err(fault::value(format!(
            "The value {c} for parameter {} is invalid.",
            name("Counts")
        ))),
    });
    Ok(Content::Values(pairs.collect::<Result<_, _>>()?))
}
