use super::*;

const SCOPE: &str = "arn:aws:elasticloadbalancing:us-east-1:000000000000";

fn counts(balancer: &str, group: Option<&str>) -> Counts {
    Counts {
        balancer: format!("{SCOPE}:loadbalancer/{balancer}"),
        group: group.map(|g| format!("{SCOPE}:{g}")),
        sums: vec![("RequestCount".into(), 7.0), ("ProcessedBytes".into(), 9.0)],
        samples: vec![("TargetResponseTime".into(), [2.0, 0.5, 0.1, 0.4])],
    }
}

#[test]
fn names_and_dimensions_are_aws_s() {
    let (scope, input) = input(&counts("app/web/01", Some("targetgroup/g/02"))).unwrap();
    assert_eq!((&*scope.account, &*scope.region), ("000000000000", "us-east-1"));
    assert_eq!(input.namespace, "AWS/ApplicationELB");
    let data = input.metric_data.unwrap();
    assert_eq!(data.len(), 3);
    let dimensions: Vec<_> = data[0]
        .dimensions
        .iter()
        .flatten()
        .map(|d| (&*d.name, &*d.value))
        .collect();
    assert_eq!(
        dimensions,
        [
            ("LoadBalancer", "app/web/01"),
            ("TargetGroup", "targetgroup/g/02")
        ]
    );
    assert_eq!(
        (data[0].value, data[0].unit.as_deref()),
        (Some(7.0), Some("Count"))
    );
    let folded = data[2].statistic_values.as_ref().unwrap();
    assert_eq!(
        (folded.sample_count, folded.sum, folded.minimum, folded.maximum),
        (2.0, 0.5, 0.1, 0.4)
    );
}

#[test]
fn a_network_balancer_has_no_requests() {
    let (_, input) = input(&counts("net/web/01", None)).unwrap();
    assert_eq!(input.namespace, "AWS/NetworkELB");
    let data = input.metric_data.unwrap();
    assert_eq!(
        data.iter().map(|d| &*d.metric_name).collect::<Vec<_>>(),
        ["ProcessedBytes"]
    );
}
