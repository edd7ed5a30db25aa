//! Metric filters, with the clock in hand; and metrics, as they age.

use super::*;
use wire::Timestamp;
use wire::cloudwatch as cw;

const MINUTE: i64 = 60_000;

fn filter(pattern: &str, default: Option<f64>) -> w::PutMetricFilterRequest {
    w::PutMetricFilterRequest {
        log_group_name: "g".to_owned(),
        filter_name: "f".to_owned(),
        filter_pattern: pattern.to_owned(),
        metric_transformations: vec![w::MetricTransformation {
            metric_name: "m".to_owned(),
            metric_namespace: "n".to_owned(),
            metric_value: "1".to_owned(),
            default_value: default,
            ..Default::default()
        }],
        ..Default::default()
    }
}

/// The values of the metric by period, as (start, sum, count).
async fn seen(world: &World, from: i64, to: i64, period: i32) -> Vec<(i64, f64, f64)> {
    let seconds = |ms: i64| Timestamp(ms as f64 / 1000.0);
    let req = cw::GetMetricStatisticsInput {
        namespace: "n".to_owned(),
        metric_name: "m".to_owned(),
        start_time: seconds(from),
        end_time: seconds(to),
        period,
        statistics: Some(vec!["Sum".to_owned(), "SampleCount".to_owned()]),
        ..Default::default()
    };
    let answer = world.ask::<cw::GetMetricStatistics>(req).await.unwrap();
    let points = answer.datapoints.unwrap().into_iter();
    points
        .map(|p| {
            let at = (p.timestamp.unwrap().0 * 1000.0) as i64;
            (at, p.sum.unwrap(), p.sample_count.unwrap())
        })
        .collect()
}

async fn world() -> World {
    let world = World::new().await;
    world.group("g").await;
    world.stream("g", "s").await;
    world
}

#[tokio::test]
async fn a_default_stands_for_a_minute_without_a_match() {
    let world = world().await;
    world
        .ask::<w::PutMetricFilter>(filter("ERROR", Some(-5.0)))
        .await
        .unwrap();
    let first = NOW - NOW.rem_euclid(MINUTE);
    world.put("g", "s", &[(NOW, "fine")]).await;
    world.put("g", "s", &[(NOW, "fine too")]).await;
    crate::logs::upkeep(&world.kernel, &world.engine).await.unwrap();
    let all = async || seen(&world, first, first + 10 * MINUTE, 60).await;
    assert_eq!(all().await, [], "the minute is not over");
    // The next minute has a match, the one after it no events at all.
    world.clock.set(Time(NOW + MINUTE));
    world
        .put("g", "s", &[(NOW + MINUTE, "fine"), (NOW + MINUTE, "an ERROR")])
        .await;
    world.clock.set(Time(NOW + 3 * MINUTE));
    for _ in 0..2 {
        crate::logs::upkeep(&world.kernel, &world.engine).await.unwrap();
        assert_eq!(all().await, [(first, -5.0, 1.0), (first + MINUTE, 1.0, 1.0)]);
    }
    let asked = world.asked.lock().clone();
    assert!(
        asked.iter().any(|q| q.starts_with("cloudwatch:PutMetricData")),
        "{asked:?}"
    );
}

#[tokio::test]
async fn a_batch_that_was_stored_before_is_not_counted_again() {
    let world = world().await;
    world.ask::<w::PutMetricFilter>(filter("", None)).await.unwrap();
    for _ in 0..3 {
        let mut again = batch("g", "s", &[(NOW, "once")]);
        again.sequence_token = Some("longshore:c:7".to_owned());
        world.ask::<w::PutLogEvents>(again).await.unwrap();
    }
    let found = seen(&world, NOW - 10 * MINUTE, NOW + MINUTE, 3600).await;
    assert_eq!(found.iter().map(|p| p.1).sum::<f64>(), 1.0);
}

#[tokio::test]
async fn samples_age() {
    let world = world().await;
    let datum = cw::MetricDatum {
        metric_name: "m".to_owned(),
        timestamp: Some(Timestamp(NOW as f64 / 1000.0)),
        value: Some(3.0),
        storage_resolution: Some(1),
        ..Default::default()
    };
    let input = cw::PutMetricDataInput {
        namespace: "n".to_owned(),
        metric_data: Some(vec![datum]),
        ..Default::default()
    };
    world.ask::<cw::PutMetricData>(input).await.unwrap();
    let from = NOW - NOW.rem_euclid(MINUTE);
    let at = async |later: i64, period: i32| {
        world.clock.set(Time(NOW + later));
        seen(&world, from, from + MINUTE, period).await.len()
    };
    assert_eq!((at(0, 1).await, at(0, 60).await), (1, 1));
    let hour = 60 * MINUTE;
    assert_eq!(
        at(3 * hour + MINUTE, 1).await,
        0,
        "seconds are told for three hours"
    );
    assert_eq!(at(3 * hour + MINUTE, 60).await, 1);
    assert_eq!(at(16 * DAY, 60).await, 0, "minutes are told for fifteen days");
    // And then they leave the disk, while others stay.
    world.clock.set(Time(NOW + 2 * hour));
    crate::logs::upkeep(&world.kernel, &world.engine).await.unwrap();
    assert_eq!(at(2 * hour, 60).await, 1);
    world.clock.set(Time(NOW + 16 * DAY));
    crate::logs::upkeep(&world.kernel, &world.engine).await.unwrap();
    let listed = world
        .ask::<cw::ListMetrics>(cw::ListMetricsInput::default())
        .await
        .unwrap();
    assert_eq!(listed.metrics.unwrap(), []);
}
