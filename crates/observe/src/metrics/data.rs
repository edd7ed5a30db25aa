//! GetMetricData: MetricStat queries. Expressions are refused by name.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use kernel::page::{open, seal};
use kernel::{Call, Cx, Fault, Kernel, Txn};
use wire::cloudwatch as w;

use super::read::{self, Span};
use super::series::{self, Series};
use super::stat::{Stat, Sum};
use super::statistics::{ms, seconds};
use super::{fault, sample};
use crate::logs::storage::Engine;

/// "… as many as 500 MetricDataQuery structures."
const QUERIES: usize = 500;
/// "… can return as many as 100,800 data points" in one call.
const POINTS: usize = 100_800;

/// One query, checked.
struct Asked<'a> {
    id: &'a str,
    label: String,
    metric: &'a w::MetricStat,
    stat: Stat,
    period_ms: i64,
    unit: Option<u8>,
}

pub(super) async fn get(
    engine: Arc<Engine>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::GetMetricDataInput>,
) -> Result<w::GetMetricDataOutput, Fault> {
    let asked = check(&req)?;
    let (from, to) = (ms(req.start_time), ms(req.end_time));
    if from >= to {
        return Err(fault::value(
            "The parameter EndTime must be greater than StartTime.",
        ));
    }
    if let Some(zone) = req.label_options.as_ref().and_then(|l| l.timezone.as_deref()) {
        return Err(fault::unsupported("LabelOptions.Timezone", zone));
    }
    let most = match req.max_datapoints {
        None => POINTS,
        Some(n) => usize::try_from(n)
            .ok()
            .filter(|n| (1..=POINTS).contains(n))
            .ok_or_else(|| fault::value(format!("The value {n} for parameter MaxDatapoints is invalid.")))?,
    };
    let place = match req.next_token.as_deref() {
        Some(token) => read_place(token).ok_or_else(fault::bad_token)?,
        None => (0, 0),
    };
    let find = |cx: &Cx<'_>, t: &mut Txn| {
        let found = asked.iter().map(|a| {
            let m = &a.metric.metric;
            let (namespace, name) = (m.namespace.as_deref(), m.metric_name.as_deref());
            let dimensions = series::sorted(m.dimensions.as_deref());
            let (namespace, name) = (namespace.unwrap_or_default(), name.unwrap_or_default());
            t.get::<Series>(&Series::at(cx.scope(), namespace, name, &dimensions))
        });
        Ok((found.collect::<Result<Vec<_>, _>>()?, cx.now))
    };
    let (found, now) = kernel.transact(&call, true, find).await?;
    let newest_first = req.scan_by.as_deref() != Some("TimestampAscending");
    let (mut results, mut left, mut next) = (Vec::new(), most, None);
    for (n, (a, series)) in asked.iter().zip(found).enumerate().skip(place.0) {
        let skip = if n == place.0 { place.1 } else { 0 };
        if left == 0 {
            next = Some((n, 0));
            break;
        }
        let mut points = match series {
            Some(series) => {
                let span = Span {
                    from: from - from.rem_euclid(a.period_ms),
                    to,
                    period_ms: a.period_ms,
                    unit: a.unit,
                };
                let periods = read::periods(&engine, series.stream_id(), span, now).await?;
                points(&periods, a.stat)
            }
            None => Vec::new(),
        };
        if newest_first {
            points.reverse();
        }
        let rest = points.get(skip..).unwrap_or_default();
        let shown = rest.get(..left.min(rest.len())).unwrap_or_default();
        left -= shown.len();
        let whole = shown.len() == rest.len();
        results.push(w::MetricDataResult {
            id: Some(a.id.to_owned()),
            label: Some(a.label.clone()),
            timestamps: Some(shown.iter().map(|(at, _)| seconds(*at)).collect()),
            values: Some(shown.iter().map(|(_, value)| *value).collect()),
            status_code: Some(if whole { "Complete" } else { "PartialData" }.to_owned()),
            messages: None,
        });
        if !whole {
            next = Some((n, skip + shown.len()));
            break;
        }
    }
    Ok(w::GetMetricDataOutput {
        metric_data_results: Some(results),
        next_token: next.map(|(n, skip)| seal(&format!("{n}/{skip}"))),
        messages: Some(Vec::new()),
    })
}

fn read_place(token: &str) -> Option<(usize, usize)> {
    let text = open(token).ok()?;
    let (n, skip) = text.split_once('/')?;
    Some((n.parse().ok()?, skip.parse().ok()?))
}

/// By time. Samples of all units together, when none was asked for.
fn points(periods: &read::Periods, stat: Stat) -> Vec<(i64, f64)> {
    let mut by_time: BTreeMap<i64, Vec<&Sum>> = BTreeMap::new();
    for ((start, _), sum) in periods {
        by_time.entry(*start).or_default().push(sum);
    }
    let together = |sums: Vec<&Sum>| {
        let mut all = Sum::default();
        sums.into_iter().for_each(|s| all.merge(s));
        all.of(stat)
    };
    by_time
        .into_iter()
        .filter_map(|(at, sums)| Some((at, together(sums)?)))
        .collect()
}

fn check(req: &w::GetMetricDataInput) -> Result<Vec<Asked<'_>>, Fault> {
    let queries = &req.metric_data_queries;
    if queries.is_empty() || queries.len() > QUERIES {
        return Err(fault::value(format!(
            "The collection MetricDataQueries must have a size between 1 and {QUERIES}."
        )));
    }
    let mut ids = HashSet::new();
    let mut asked = Vec::new();
    for (q, n) in queries.iter().zip(1..) {
        let name = |member: &str| format!("MetricDataQueries.member.{n}.{member}");
        let good = q.id.starts_with(|c: char| c.is_ascii_lowercase())
            && q.id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !good {
            return Err(fault::value(format!(
                "The value {} for parameter {} is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.",
                q.id,
                name("Id")
            )));
        }
        if !ids.insert(&q.id) {
            return Err(fault::value(format!(
                "The values for parameter Id in MetricDataQueries are not unique: {}.",
                q.id
            )));
        }
        if let Some(expression) = &q.expression {
            return Err(fault::unsupported(&name("Expression"), expression));
        }
        if q.period.is_some() {
            return Err(fault::value(format!(
                "The parameter {} must be used with the parameter {} only.",
                name("Period"),
                name("Expression")
            )));
        }
        if let Some(account) = q.account_id.as_ref().filter(|a| !a.is_empty()) {
            return Err(fault::unsupported(&name("AccountId"), account));
        }
        let metric = q
            .metric_stat
            .as_ref()
            .ok_or_else(|| fault::missing(format!("The parameter {} is required.", name("MetricStat"))))?;
        for (member, given) in [
            ("Namespace", &metric.metric.namespace),
            ("MetricName", &metric.metric.metric_name),
        ] {
            if given.is_none() {
                let member = name(&format!("MetricStat.Metric.{member}"));
                return Err(fault::missing(format!("The parameter {member} is required.")));
            }
        }
        if let Some(label) = q.label.as_ref().filter(|l| l.contains("${")) {
            return Err(fault::unsupported(&name("Label"), label));
        }
        let stat = Stat::parse(&metric.stat)
            .ok_or_else(|| fault::unsupported(&name("MetricStat.Stat"), &metric.stat))?;
        let period_ms = read::period_ms(metric.period)?;
        let unit = match metric.unit.as_deref() {
            Some(unit) => Some(sample::unit(Some(unit)).ok_or_else(|| fault::unsupported("Unit", unit))?),
            None => None,
        };
        // Without expressions there is nothing else that could use it.
        if q.return_data == Some(false) {
            continue;
        }
        asked.push(Asked {
            id: &q.id,
            label: q
                .label
                .clone()
                .or_else(|| metric.metric.metric_name.clone())
                .unwrap_or_default(),
            metric,
            stat,
            period_ms,
            unit,
        });
    }
    Ok(asked)
}
