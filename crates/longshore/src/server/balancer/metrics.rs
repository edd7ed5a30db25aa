//! What a proxy counted, as CloudWatch's metrics of load balancers (`AWS/ApplicationELB`, `AWS/NetworkELB`).

use std::sync::Arc;

use kernel::{Arn, Call, Kernel, Scope};
use wire::cloudwatch as w;
use wire::proxy::Counts;

/// What a network balancer has metrics of.
const NETWORK: [&str; 5] = [
    "NewFlowCount",
    "ProcessedBytes",
    "ClientTLSNegotiationErrorCount",
    "HealthyHostCount",
    "UnHealthyHostCount",
];

/// Puts them, as the load balancers' service.
pub(super) async fn put(kernel: &Arc<Kernel>, counts: &Counts) {
    let Some((scope, input)) = input(counts) else {
        return;
    };
    let call = Call::by_service("elasticloadbalancing.amazonaws.com", scope);
    if let Err(fault) = kernel.call::<w::PutMetricData>(&call, input).await {
        tracing::warn!(balancer = counts.balancer, %fault, "metrics of a load balancer cannot be put");
    }
}

/// `None` when there is nothing to put.
fn input(counts: &Counts) -> Option<(Scope, w::PutMetricDataInput)> {
    let arn = Arn::parse(&counts.balancer)?;
    let (_, balancer) = arn.typed()?;
    let network = balancer.starts_with("net/");
    let dimension = |name: &str, value: &str| w::Dimension {
        name: name.into(),
        value: value.into(),
    };
    let mut dimensions = vec![dimension("LoadBalancer", balancer)];
    if let Some(group) = &counts.group {
        dimensions.push(dimension("TargetGroup", Arn::parse(group)?.resource));
    }
    let datum = |name: &str, unit: &str| w::MetricDatum {
        metric_name: name.into(),
        dimensions: Some(dimensions.clone()),
        unit: Some(unit.into()),
        ..w::MetricDatum::default()
    };
    let wanted = |name: &str| !network || NETWORK.contains(&name);
    let sums = counts.sums.iter().filter(|(n, _)| wanted(n)).map(|(name, sum)| {
        let unit = if name == "ProcessedBytes" {
            "Bytes"
        } else {
            "Count"
        };
        w::MetricDatum {
            value: Some(*sum),
            ..datum(name, unit)
        }
    });
    let samples = counts.samples.iter().filter(|(n, _)| wanted(n));
    let samples = samples.map(|(name, [count, sum, least, most])| {
        let unit = if name == "TargetResponseTime" {
            "Seconds"
        } else {
            "Count"
        };
        w::MetricDatum {
            statistic_values: Some(w::StatisticSet {
                sample_count: *count,
                sum: *sum,
                minimum: *least,
                maximum: *most,
            }),
            ..datum(name, unit)
        }
    });
    let data: Vec<_> = sums.chain(samples).collect();
    let namespace = if network {
        "AWS/NetworkELB"
    } else {
        "AWS/ApplicationELB"
    };
    (!data.is_empty()).then(|| {
        let input = w::PutMetricDataInput {
            namespace: namespace.into(),
            metric_data: Some(data),
            ..w::PutMetricDataInput::default()
        };
        (Scope::new(arn.account, arn.region), input)
    })
}

#[cfg(test)]
mod tests;
