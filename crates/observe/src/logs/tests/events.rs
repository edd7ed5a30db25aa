//! PutLogEvents, GetLogEvents, FilterLogEvents.

use super::*;
use proptest::prelude::*;

fn get() -> w::GetLogEventsRequest {
    w::GetLogEventsRequest {
        log_group_name: Some("g".to_owned()),
        log_stream_name: "s".to_owned(),
        ..Default::default()
    }
}

fn filter() -> w::FilterLogEventsRequest {
    w::FilterLogEventsRequest {
        log_group_name: Some("g".to_owned()),
        ..Default::default()
    }
}

async fn world() -> World {
    let world = World::new().await;
    world.group("g").await;
    world.stream("g", "s").await;
    world
}

fn messages(events: Option<Vec<w::OutputLogEvent>>) -> Vec<String> {
    events.unwrap().into_iter().map(|e| e.message.unwrap()).collect()
}

#[tokio::test]
async fn a_batch_must_be_in_order_and_of_a_size() {
    let world = world().await;
    let refused =
        async |events: &[(i64, &str)]| world.refused::<w::PutLogEvents>(batch("g", "s", events)).await.1;
    assert_eq!(
        refused(&[(NOW, "b"), (NOW - 1, "a")]).await,
        "Log events in a single PutLogEvents request must be in chronological order."
    );
    assert_eq!(
        refused(&[(NOW - DAY - 1, "a"), (NOW, "b")]).await,
        "The batch of log events in a single PutLogEvents request cannot span more than 24 hours."
    );
    let large = "x".repeat(1_048_551);
    assert_eq!(
        refused(&[(NOW, &large)]).await,
        "Log event too large: 1048577 bytes exceeds limit of 1048576"
    );
    let half = "x".repeat(600_000);
    assert_eq!(
        refused(&[(NOW, &half), (NOW, &half)]).await,
        "Upload too large: 1200052 bytes exceeds limit of 1048576"
    );
    world.put("g", "s", &[(NOW, &large[1..])]).await;
    assert_eq!(
        messages(world.ask::<w::GetLogEvents>(get()).await.unwrap().events).len(),
        1
    );
}

#[tokio::test]
async fn events_out_of_time_are_rejected_one_by_one() {
    let world = world().await;
    let retain = w::PutRetentionPolicyRequest {
        log_group_name: "g".to_owned(),
        retention_in_days: 7,
    };
    let hour = DAY / 24;
    let old = world
        .put("g", "s", &[(NOW - 14 * DAY - 1, "a"), (NOW - 14 * DAY, "b")])
        .await;
    let info = old.rejected_log_events_info.unwrap();
    assert_eq!(
        (info.too_old_log_event_end_index, info.expired_log_event_end_index),
        (Some(1), None)
    );
    // Only valid events count for the span of 24 hours.
    let wide = world
        .put("g", "s", &[(0, "x"), (NOW, "y"), (NOW + 30 * DAY, "z")])
        .await;
    let info = wide.rejected_log_events_info.unwrap();
    assert_eq!(
        (
            info.too_old_log_event_end_index,
            info.too_new_log_event_start_index
        ),
        (Some(1), Some(2))
    );
    let new = world
        .put("g", "s", &[(NOW + 2 * hour, "c"), (NOW + 2 * hour + 1, "d")])
        .await;
    assert_eq!(
        new.rejected_log_events_info
            .unwrap()
            .too_new_log_event_start_index,
        Some(1)
    );
    assert!(new.next_sequence_token.unwrap().len() > 10);
    world.ask::<w::PutRetentionPolicy>(retain).await.unwrap();
    let expired = world
        .put("g", "s", &[(NOW - 8 * DAY, "e"), (NOW - 8 * DAY, "f")])
        .await;
    let info = expired.rejected_log_events_info.unwrap();
    assert_eq!(
        (info.expired_log_event_end_index, info.too_old_log_event_end_index),
        (Some(2), None)
    );
    assert_eq!(
        world.put("g", "s", &[(NOW, "g")]).await.rejected_log_events_info,
        None
    );
    let all = world.ask::<w::GetLogEvents>(get()).await.unwrap();
    assert_eq!(messages(all.events), ["y", "g", "c"]);
}

#[tokio::test]
async fn our_tokens_store_once() {
    let world = world().await;
    let put = async |token: &str, text: &str| {
        let mut req = batch("g", "s", &[(NOW, text)]);
        req.sequence_token = Some(token.to_owned());
        world
            .ask::<w::PutLogEvents>(req)
            .await
            .unwrap()
            .next_sequence_token
            .unwrap()
    };
    assert_eq!(put("longshore:agent:1:7", "a").await, "longshore:agent:1:7");
    assert_eq!(put("longshore:agent:1:7", "again").await, "longshore:agent:1:7");
    assert_eq!(put("longshore:agent:1:3", "older").await, "longshore:agent:1:7");
    assert_eq!(put("longshore:agent:1:8", "b").await, "longshore:agent:1:8");
    let list = w::DescribeLogStreamsRequest {
        log_group_name: Some("g".to_owned()),
        ..Default::default()
    };
    let stream = world
        .ask::<w::DescribeLogStreams>(list)
        .await
        .unwrap()
        .log_streams
        .unwrap()
        .remove(0);
    assert_eq!(
        stream.upload_sequence_token.as_deref(),
        Some("longshore:agent:1:8")
    );
    // Anybody else's tokens are ignored, also odd ones.
    for token in [
        "49590302283",
        "longshore::5",
        "longshore:x:",
        "longshore:x:-1",
        "longshore:9",
    ] {
        put(token, "c").await;
    }
    let all = world.ask::<w::GetLogEvents>(get()).await.unwrap();
    assert_eq!(messages(all.events), ["a", "b", "c", "c", "c", "c", "c"]);
}

#[tokio::test]
async fn the_end_of_a_stream_gives_the_same_token() {
    let world = world().await;
    let head = || w::GetLogEventsRequest {
        start_from_head: Some(true),
        ..get()
    };
    let empty = world.ask::<w::GetLogEvents>(head()).await.unwrap();
    assert_eq!(empty.events, Some(Vec::new()));
    let token = empty.next_forward_token;
    let again = world
        .ask::<w::GetLogEvents>(w::GetLogEventsRequest {
            next_token: token.clone(),
            ..head()
        })
        .await
        .unwrap();
    assert_eq!(again.next_forward_token, token);
    world.put("g", "s", &[(NOW, "one"), (NOW, "two")]).await;
    let next = world
        .ask::<w::GetLogEvents>(w::GetLogEventsRequest {
            next_token: token,
            ..head()
        })
        .await
        .unwrap();
    assert_eq!(messages(next.events), ["one", "two"]);
    let token = next.next_forward_token;
    let end = world
        .ask::<w::GetLogEvents>(w::GetLogEventsRequest {
            next_token: token.clone(),
            ..head()
        })
        .await
        .unwrap();
    assert_eq!(
        (end.events, end.next_forward_token.clone()),
        (Some(Vec::new()), token)
    );
    // From the end, backwards brings what was before.
    let back = w::GetLogEventsRequest {
        next_token: end.next_backward_token,
        ..get()
    };
    let back = world.ask::<w::GetLogEvents>(back).await.unwrap();
    assert_eq!(messages(back.events), ["one", "two"]);
    let first = w::GetLogEventsRequest {
        next_token: back.next_backward_token.clone(),
        ..get()
    };
    let first = world.ask::<w::GetLogEvents>(first).await.unwrap();
    assert_eq!(
        (first.events, first.next_backward_token),
        (Some(Vec::new()), back.next_backward_token)
    );
    for bad in [
        "x",
        "f/1/s",
        "g/0000000000000000000000000000000000000000/s",
        "f/99999999999999999999999999999999999999999/s",
    ] {
        let req = w::GetLogEventsRequest {
            next_token: Some(bad.to_owned()),
            ..get()
        };
        assert_eq!(
            world.refused::<w::GetLogEvents>(req).await,
            pair("InvalidParameterException", "The specified nextToken is invalid.")
        );
    }
}

#[tokio::test]
async fn time_ranges() {
    let world = world().await;
    world
        .put("g", "s", &[(NOW, "a"), (NOW + 1, "b"), (NOW + 2, "c")])
        .await;
    // GetLogEvents leaves the end out, FilterLogEvents includes it.
    let req = w::GetLogEventsRequest {
        start_time: Some(NOW + 1),
        end_time: Some(NOW + 2),
        ..get()
    };
    assert_eq!(
        messages(world.ask::<w::GetLogEvents>(req).await.unwrap().events),
        ["b"]
    );
    let req = w::FilterLogEventsRequest {
        start_time: Some(NOW + 1),
        end_time: Some(NOW + 2),
        ..filter()
    };
    assert_eq!(
        world
            .ask::<w::FilterLogEvents>(req)
            .await
            .unwrap()
            .events
            .unwrap()
            .len(),
        2
    );
    let req = w::FilterLogEventsRequest {
        start_time: Some(NOW + 1),
        end_time: Some(NOW),
        ..filter()
    };
    assert_eq!(
        world.refused::<w::FilterLogEvents>(req).await.0,
        "InvalidParameterException"
    );
}

#[tokio::test]
async fn searching_a_group() {
    let world = world().await;
    for stream in ["web/1", "web/2", "db/1"] {
        world.stream("g", stream).await;
    }
    world
        .put("g", "web/1", &[(NOW, "GET / ERROR"), (NOW + 3, "GET /a")])
        .await;
    world
        .put("g", "web/2", &[(NOW + 1, "GET /b"), (NOW + 2, "PUT ERROR")])
        .await;
    world.engine.seal().await.unwrap();
    world.put("g", "db/1", &[(NOW + 2, "SELECT ERROR")]).await;
    let found = async |req: w::FilterLogEventsRequest| -> Vec<String> {
        let events = world
            .ask::<w::FilterLogEvents>(req)
            .await
            .unwrap()
            .events
            .unwrap();
        let show = |e: w::FilteredLogEvent| format!("{} {}", e.log_stream_name.unwrap(), e.message.unwrap());
        events.into_iter().map(show).collect()
    };
    assert_eq!(
        found(filter()).await,
        [
            "web/1 GET / ERROR",
            "web/2 GET /b",
            "web/2 PUT ERROR",
            "db/1 SELECT ERROR",
            "web/1 GET /a"
        ]
    );
    let pattern = |p: &str| w::FilterLogEventsRequest {
        filter_pattern: Some(p.to_owned()),
        ..filter()
    };
    assert_eq!(
        found(pattern("ERROR")).await,
        ["web/1 GET / ERROR", "web/2 PUT ERROR", "db/1 SELECT ERROR"]
    );
    assert_eq!(
        found(pattern("ERROR -SELECT")).await,
        ["web/1 GET / ERROR", "web/2 PUT ERROR"]
    );
    assert_eq!(
        found(pattern("?\"/a\" ?SELECT")).await,
        ["db/1 SELECT ERROR", "web/1 GET /a"]
    );
    let web = w::FilterLogEventsRequest {
        log_stream_name_prefix: Some("web/".to_owned()),
        ..pattern("ERROR")
    };
    assert_eq!(found(web.clone()).await, ["web/1 GET / ERROR", "web/2 PUT ERROR"]);
    let one = w::FilterLogEventsRequest {
        log_stream_names: Some(vec!["db/1".to_owned()]),
        ..filter()
    };
    assert_eq!(found(one.clone()).await, ["db/1 SELECT ERROR"]);
    let newest = w::FilterLogEventsRequest {
        start_from_head: Some(false),
        ..pattern("GET")
    };
    assert_eq!(
        found(newest.clone()).await,
        ["web/1 GET /a", "web/2 GET /b", "web/1 GET / ERROR"]
    );
    // The direction of a token wins.
    let first = w::FilterLogEventsRequest {
        limit: Some(1),
        ..newest.clone()
    };
    let next_token = world.ask::<w::FilterLogEvents>(first).await.unwrap().next_token;
    assert_eq!(
        found(w::FilterLogEventsRequest {
            next_token,
            ..pattern("GET")
        })
        .await,
        ["web/2 GET /b", "web/1 GET / ERROR"]
    );
    let long_ago = w::FilterLogEventsRequest {
        start_time: Some(1_704_067_199_999),
        ..newest
    };
    assert_eq!(
        world.refused::<w::FilterLogEvents>(long_ago).await.0,
        "InvalidParameterException"
    );
    let unmask = w::FilterLogEventsRequest {
        unmask: Some(true),
        ..filter()
    };
    assert_eq!(found(unmask).await.len(), 5);
    let group = "logs:Unmask arn:aws:logs:us-east-1:111122223333:log-group:g:log-stream:";
    assert!(world.asked.lock().iter().any(|a| a == group));
    let both = w::FilterLogEventsRequest {
        log_stream_names: Some(vec!["db/1".to_owned()]),
        ..web
    };
    assert!(
        world
            .refused::<w::FilterLogEvents>(both)
            .await
            .1
            .contains("mutually exclusive")
    );
    let none = w::FilterLogEventsRequest {
        log_stream_names: Some(vec!["nobody".to_owned()]),
        ..filter()
    };
    assert_eq!(
        world.refused::<w::FilterLogEvents>(none).await.1,
        "The specified log stream does not exist."
    );
    let json = world.refused::<w::FilterLogEvents>(pattern("{ $.a = }")).await;
    assert_eq!(json.0, "InvalidParameterException");
    assert!(json.1.contains("`{ $.a = }`"));
    // Page by page, every event with an id of its own.
    let mut ids = std::collections::HashSet::new();
    let mut req = w::FilterLogEventsRequest {
        limit: Some(2),
        ..filter()
    };
    for size in [2, 2, 1] {
        let page = world.ask::<w::FilterLogEvents>(req.clone()).await.unwrap();
        let events = page.events.unwrap();
        assert_eq!(events.len(), size);
        ids.extend(events.into_iter().map(|e| e.event_id.unwrap()));
        req.next_token = page.next_token;
    }
    assert_eq!((ids.len(), req.next_token), (5, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Reading forwards is reading backwards reversed, and pages put together are the whole.
    #[test]
    fn both_ways(batches in prop::collection::vec((0..50_i64, 1..6_usize), 1..12), limit in 1..9_i32, seal in 0..12_usize) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
        runtime.block_on(async {
            let world = world().await;
            let mut want = Vec::new();
            for (n, (start, count)) in batches.iter().enumerate() {
                let texts: Vec<String> = (0..*count).map(|i| format!("{n}-{i}")).collect();
                let events: Vec<_> = texts.iter().map(|t| (NOW + start, t.as_str())).collect();
                world.put("g", "s", &events).await;
                want.extend(texts.iter().map(|t| (*start, want.len(), t.clone())).collect::<Vec<_>>());
                if n == seal {
                    world.engine.seal().await.unwrap();
                }
            }
            want.sort_by_key(|(t, n, _)| (*t, *n));
            let want: Vec<String> = want.into_iter().map(|w| w.2).collect();

            let mut forward = Vec::new();
            let mut req = w::GetLogEventsRequest { limit: Some(limit), start_from_head: Some(true), ..get() };
            loop {
                let page = world.ask::<w::GetLogEvents>(req.clone()).await.unwrap();
                forward.extend(messages(page.events));
                if req.next_token == page.next_forward_token {
                    break;
                }
                req.next_token = page.next_forward_token;
            }
            prop_assert_eq!(&forward, &want);

            let mut backward: Vec<String> = Vec::new();
            let mut req = w::GetLogEventsRequest { limit: Some(limit), ..get() };
            loop {
                let page = world.ask::<w::GetLogEvents>(req.clone()).await.unwrap();
                let mut part = messages(page.events);
                part.extend(backward);
                backward = part;
                if req.next_token == page.next_backward_token {
                    break;
                }
                req.next_token = page.next_backward_token;
            }
            prop_assert_eq!(&backward, &want);
            Ok(())
        })?;
    }
}
