//! Groups, streams, tags, retention.

use super::*;

fn describe() -> w::DescribeLogGroupsRequest {
    w::DescribeLogGroupsRequest::default()
}

async fn names(world: &World, req: w::DescribeLogGroupsRequest) -> Vec<String> {
    let answer = world.ask::<w::DescribeLogGroups>(req).await.unwrap();
    answer
        .log_groups
        .unwrap()
        .into_iter()
        .map(|g| g.log_group_name.unwrap())
        .collect()
}

fn create(name: &str) -> w::CreateLogGroupRequest {
    w::CreateLogGroupRequest {
        log_group_name: name.to_owned(),
        ..Default::default()
    }
}

#[tokio::test]
async fn a_group_lives_and_dies() {
    let world = World::new().await;
    world.group("/ecs/web").await;
    assert_eq!(
        world.refused::<w::CreateLogGroup>(create("/ecs/web")).await,
        pair(
            "ResourceAlreadyExistsException",
            "The specified log group already exists"
        )
    );
    let answer = world.ask::<w::DescribeLogGroups>(describe()).await.unwrap();
    let group = answer.log_groups.unwrap().remove(0);
    assert_eq!(
        group.arn.as_deref(),
        Some("arn:aws:logs:us-east-1:111122223333:log-group:/ecs/web:*")
    );
    assert_eq!(
        group.log_group_arn.as_deref(),
        Some("arn:aws:logs:us-east-1:111122223333:log-group:/ecs/web")
    );
    assert_eq!(
        (group.creation_time, group.stored_bytes, group.retention_in_days),
        (Some(NOW), Some(0), None)
    );
    assert_eq!(group.log_group_class.as_deref(), Some("STANDARD"));
    world.stream("/ecs/web", "s").await;
    world.put("/ecs/web", "s", &[(NOW, "old life")]).await;
    let delete = || w::DeleteLogGroupRequest {
        log_group_name: "/ecs/web".to_owned(),
    };
    world.ask::<w::DeleteLogGroup>(delete()).await.unwrap();
    let gone = pair(
        "ResourceNotFoundException",
        "The specified log group does not exist.",
    );
    assert_eq!(world.refused::<w::DeleteLogGroup>(delete()).await, gone);
    assert_eq!(
        world
            .refused::<w::PutLogEvents>(batch("/ecs/web", "s", &[(NOW, "x")]))
            .await,
        gone
    );
    // A new life under the old names shows nothing of the old one.
    world.group("/ecs/web").await;
    assert_eq!(
        world
            .refused::<w::PutLogEvents>(batch("/ecs/web", "s", &[(NOW, "x")]))
            .await,
        pair(
            "ResourceNotFoundException",
            "The specified log stream does not exist."
        )
    );
    world.stream("/ecs/web", "s").await;
    let req = w::FilterLogEventsRequest {
        log_group_name: Some("/ecs/web".to_owned()),
        ..Default::default()
    };
    assert_eq!(
        world.ask::<w::FilterLogEvents>(req).await.unwrap().events,
        Some(Vec::new())
    );
    let asked = world.asked.lock().clone();
    assert!(asked.contains(
        &"logs:PutLogEvents arn:aws:logs:us-east-1:111122223333:log-group:/ecs/web:log-stream:s".to_owned()
    ));
    assert!(asked.contains(
        &"logs:CreateLogGroup arn:aws:logs:us-east-1:111122223333:log-group:/ecs/web:log-stream:".to_owned()
    ));
}

#[tokio::test]
async fn what_is_not_served_is_refused_by_name() {
    let world = World::new().await;
    let kms = w::CreateLogGroupRequest {
        kms_key_id: Some("arn:aws:kms:x".to_owned()),
        ..create("g")
    };
    assert_eq!(
        world.refused::<w::CreateLogGroup>(kms).await.1,
        "The specified KMS key does not exist or is not allowed to be used with LogGroup \
         'arn:aws:logs:us-east-1:111122223333:log-group:g'"
    );
    let protected = w::CreateLogGroupRequest {
        deletion_protection_enabled: Some(true),
        ..create("g")
    };
    assert!(
        world
            .refused::<w::CreateLogGroup>(protected)
            .await
            .1
            .contains("deletionProtectionEnabled")
    );
    let class = w::CreateLogGroupRequest {
        log_group_class: Some("DELIVERY".to_owned()),
        ..create("g")
    };
    assert!(
        world
            .refused::<w::CreateLogGroup>(class)
            .await
            .1
            .contains("logGroupClass `DELIVERY`")
    );
    assert_eq!(names(&world, describe()).await, Vec::<String>::new());
}

#[tokio::test]
async fn groups_are_found_and_paged() {
    let world = World::new().await;
    for name in ["/ecs/a", "/ecs/b", "/lambda/a", "/ecs/c"] {
        world.group(name).await;
    }
    assert_eq!(
        names(&world, describe()).await,
        ["/ecs/a", "/ecs/b", "/ecs/c", "/lambda/a"]
    );
    let text = |s: &str| Some(s.to_owned());
    let by = |f: fn(&mut w::DescribeLogGroupsRequest)| {
        let mut req = describe();
        f(&mut req);
        req
    };
    let prefix = w::DescribeLogGroupsRequest {
        log_group_name_prefix: text("/ecs"),
        ..describe()
    };
    assert_eq!(names(&world, prefix.clone()).await.len(), 3);
    let pattern = w::DescribeLogGroupsRequest {
        log_group_name_pattern: text("/a"),
        ..describe()
    };
    assert_eq!(names(&world, pattern).await, ["/ecs/a", "/lambda/a"]);
    let both = w::DescribeLogGroupsRequest {
        log_group_name_pattern: text("x"),
        ..prefix.clone()
    };
    assert!(
        world
            .refused::<w::DescribeLogGroups>(both)
            .await
            .1
            .contains("mutually exclusive")
    );
    let arn = "arn:aws:logs:us-east-1:111122223333:log-group:/ecs/b:*".to_owned();
    let ids = w::DescribeLogGroupsRequest {
        log_group_identifiers: Some(vec![arn, "/ecs/c".to_owned()]),
        ..describe()
    };
    assert_eq!(names(&world, ids).await, ["/ecs/b", "/ecs/c"]);
    assert!(
        names(
            &world,
            by(|r| r.log_group_class = Some("INFREQUENT_ACCESS".to_owned()))
        )
        .await
        .is_empty()
    );
    let mut req = w::DescribeLogGroupsRequest {
        limit: Some(2),
        ..prefix
    };
    let first = world.ask::<w::DescribeLogGroups>(req.clone()).await.unwrap();
    assert_eq!(first.log_groups.unwrap().len(), 2);
    req.next_token = first.next_token;
    let second = world.ask::<w::DescribeLogGroups>(req.clone()).await.unwrap();
    assert_eq!((second.log_groups.unwrap().len(), second.next_token), (1, None));
    req.next_token = text("nonsense!");
    assert_eq!(
        world.refused::<w::DescribeLogGroups>(req).await.0,
        "InvalidParameterException"
    );
}

#[tokio::test]
async fn retention_hides_and_removes() {
    let world = World::new().await;
    world.group("g").await;
    world.stream("g", "s").await;
    world
        .put("g", "s", &[(NOW - DAY / 2, "older"), (NOW, "newer")])
        .await;
    let retain = |days| w::PutRetentionPolicyRequest {
        log_group_name: "g".to_owned(),
        retention_in_days: days,
    };
    assert!(
        world
            .refused::<w::PutRetentionPolicy>(retain(2))
            .await
            .1
            .contains("Invalid retention value `2`")
    );
    world.ask::<w::PutRetentionPolicy>(retain(1)).await.unwrap();
    let read = || w::GetLogEventsRequest {
        log_group_name: Some("g".to_owned()),
        log_stream_name: "s".to_owned(),
        ..Default::default()
    };
    let count = async || {
        world
            .ask::<w::GetLogEvents>(read())
            .await
            .unwrap()
            .events
            .unwrap()
            .len()
    };
    assert_eq!(count().await, 2);
    world.clock.advance(Duration::from_secs(18 * 3600));
    assert_eq!(count().await, 1);
    world.engine.seal().await.unwrap();
    assert_eq!(
        super::super::upkeep(&world.kernel, &world.engine).await.unwrap(),
        0
    );
    world.clock.advance(Duration::from_secs(18 * 3600));
    assert_eq!(
        super::super::upkeep(&world.kernel, &world.engine).await.unwrap(),
        1
    );
    let forget = w::DeleteRetentionPolicyRequest {
        log_group_name: "g".to_owned(),
    };
    world.ask::<w::DeleteRetentionPolicy>(forget).await.unwrap();
    assert_eq!(count().await, 0);
}

#[tokio::test]
async fn upkeep_removes_what_was_deleted() {
    let world = World::new().await;
    world.group("g").await;
    for stream in ["a", "b"] {
        world.stream("g", stream).await;
        world.put("g", stream, &[(NOW, "text")]).await;
    }
    world.engine.seal().await.unwrap();
    let delete = w::DeleteLogStreamRequest {
        log_group_name: "g".to_owned(),
        log_stream_name: "a".to_owned(),
    };
    world.ask::<w::DeleteLogStream>(delete).await.unwrap();
    assert_eq!(
        super::super::upkeep(&world.kernel, &world.engine).await.unwrap(),
        1
    );
    assert_eq!(
        super::super::upkeep(&world.kernel, &world.engine).await.unwrap(),
        0
    );
    let groups = world
        .ask::<w::DescribeLogGroups>(describe())
        .await
        .unwrap()
        .log_groups
        .unwrap();
    assert_eq!(groups[0].stored_bytes, Some(30));
}

/// A quiet system: what was deleted leaves the disk without anybody sealing.
#[tokio::test]
async fn upkeep_seals_what_is_old() {
    let world = World::new().await;
    world.group("g").await;
    world.stream("g", "a").await;
    world.put("g", "a", &[(NOW, "text")]).await;
    let delete = w::DeleteLogGroupRequest {
        log_group_name: "g".to_owned(),
    };
    world.ask::<w::DeleteLogGroup>(delete).await.unwrap();
    let upkeep = async || super::super::upkeep(&world.kernel, &world.engine).await.unwrap();
    assert_eq!(upkeep().await, 0);
    assert_eq!(world.engine.oldest_unsealed(), Some(NOW));
    world.clock.advance(Duration::from_secs(3600));
    assert_eq!(upkeep().await, 1);
    assert_eq!(world.engine.oldest_unsealed(), None);
}

#[tokio::test]
async fn tags() {
    let world = World::new().await;
    let tags = |l: &[(&str, &str)]| {
        l.iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect()
    };
    let req = w::CreateLogGroupRequest {
        tags: Some(tags(&[("a", "1")])),
        ..create("g")
    };
    world.ask::<w::CreateLogGroup>(req).await.unwrap();
    let arn = || "arn:aws:logs:us-east-1:111122223333:log-group:g".to_owned();
    let add = |l| w::TagResourceRequest {
        resource_arn: arn(),
        tags: tags(l),
    };
    world
        .ask::<w::TagResource>(add(&[("b", "2"), ("a", "3")]))
        .await
        .unwrap();
    let old = w::TagLogGroupRequest {
        log_group_name: "g".to_owned(),
        tags: tags(&[("c", "4")]),
    };
    world.ask::<w::TagLogGroup>(old).await.unwrap();
    let remove = w::UntagResourceRequest {
        resource_arn: arn(),
        tag_keys: vec!["b".to_owned()],
    };
    world.ask::<w::UntagResource>(remove).await.unwrap();
    let list = w::ListTagsForResourceRequest { resource_arn: arn() };
    let shown = world
        .ask::<w::ListTagsForResource>(list)
        .await
        .unwrap()
        .tags
        .unwrap();
    assert_eq!(shown, tags(&[("a", "3"), ("c", "4")]));
    let many: std::collections::BTreeMap<_, _> = (0..50).map(|i| (format!("t{i}"), String::new())).collect();
    let req = w::TagResourceRequest {
        resource_arn: arn(),
        tags: many,
    };
    assert_eq!(
        world.refused::<w::TagResource>(req).await.0,
        "TooManyTagsException"
    );
    assert_eq!(
        world.refused::<w::TagResource>(add(&[("aws:x", "")])).await.0,
        "InvalidParameterException"
    );
    for (bad, code) in [
        ("g", "InvalidParameterException"),
        (
            "arn:aws:logs:us-east-1:444455556666:log-group:g",
            "ResourceNotFoundException",
        ),
    ] {
        let list = w::ListTagsForResourceRequest {
            resource_arn: bad.to_owned(),
        };
        assert_eq!(world.refused::<w::ListTagsForResource>(list).await.0, code);
    }
}

#[tokio::test]
async fn streams_are_ordered_and_paged() {
    let world = World::new().await;
    world.group("g").await;
    for (stream, time) in [("a", Some(3)), ("b", Some(1)), ("c", None), ("b2", Some(2))] {
        world.stream("g", stream).await;
        if let Some(t) = time {
            world
                .put("g", stream, &[(NOW - 10 + t, "x"), (NOW - 5 + t, "y")])
                .await;
        }
    }
    assert_eq!(
        world
            .refused::<w::CreateLogStream>(w::CreateLogStreamRequest {
                log_group_name: "g".to_owned(),
                log_stream_name: "a".to_owned()
            })
            .await,
        pair(
            "ResourceAlreadyExistsException",
            "The specified log stream already exists"
        )
    );
    let req = w::DescribeLogStreamsRequest {
        log_group_name: Some("g".to_owned()),
        ..Default::default()
    };
    let all = async |mut req: w::DescribeLogStreamsRequest| {
        let mut names = Vec::new();
        loop {
            let page = world.ask::<w::DescribeLogStreams>(req.clone()).await.unwrap();
            names.extend(
                page.log_streams
                    .unwrap()
                    .into_iter()
                    .map(|s| s.log_stream_name.unwrap()),
            );
            req.next_token = page.next_token;
            if req.next_token.is_none() {
                return names;
            }
        }
    };
    for limit in [None, Some(1), Some(3)] {
        let req = w::DescribeLogStreamsRequest { limit, ..req.clone() };
        assert_eq!(all(req.clone()).await, ["a", "b", "b2", "c"]);
        let down = w::DescribeLogStreamsRequest {
            descending: Some(true),
            ..req.clone()
        };
        assert_eq!(all(down.clone()).await, ["c", "b2", "b", "a"]);
        let order_by = Some("LastEventTime".to_owned());
        let by_time = w::DescribeLogStreamsRequest {
            order_by: order_by.clone(),
            ..req.clone()
        };
        assert_eq!(all(by_time.clone()).await, ["c", "b", "b2", "a"]);
        assert_eq!(
            all(w::DescribeLogStreamsRequest { order_by, ..down }).await,
            ["a", "b2", "b", "c"]
        );
        let prefix = w::DescribeLogStreamsRequest {
            log_stream_name_prefix: Some("b".to_owned()),
            ..req
        };
        assert_eq!(all(prefix).await, ["b", "b2"]);
        let both = w::DescribeLogStreamsRequest {
            log_stream_name_prefix: Some("b".to_owned()),
            ..by_time
        };
        assert_eq!(
            world.refused::<w::DescribeLogStreams>(both).await.1,
            "Cannot order by LastEventTime with a logStreamNamePrefix."
        );
    }
    let page = world
        .ask::<w::DescribeLogStreams>(req.clone())
        .await
        .unwrap()
        .log_streams
        .unwrap();
    assert_eq!(
        page[0].arn.as_deref(),
        Some("arn:aws:logs:us-east-1:111122223333:log-group:g:log-stream:a")
    );
    assert_eq!(
        (page[0].first_event_timestamp, page[0].last_event_timestamp),
        (Some(NOW - 7), Some(NOW - 2))
    );
    assert_eq!(
        (page[0].last_ingestion_time, page[0].stored_bytes),
        (Some(NOW), Some(0))
    );
    assert_eq!(
        (
            page[3].first_event_timestamp,
            page[3].upload_sequence_token.clone()
        ),
        (None, None)
    );
    let two = w::DescribeLogStreamsRequest {
        log_group_identifier: Some("g".to_owned()),
        ..req
    };
    assert!(
        world
            .refused::<w::DescribeLogStreams>(two)
            .await
            .1
            .contains("mutually exclusive")
    );
}
