//! Properties that hold whatever happens, in whatever order.

use proptest::prelude::*;

use super::*;

fn any_task() -> impl Strategy<Value = acs::Task> {
    let condition = prop_oneof![Just("START"), Just("COMPLETE"), Just("SUCCESS"), Just("HEALTHY")];
    (any::<bool>(), prop::collection::vec((any::<bool>(), prop::option::of(condition)), 1..4)).prop_map(|(vpc, parts)| {
        let containers: Vec<_> = parts
            .iter()
            .enumerate()
            .map(|(n, (essential, condition))| {
                let needs = condition.filter(|_| n > 0);
                let needs = needs.map(|c| json!({"containerName": format!("c{}", n - 1), "condition": c}));
                json!({"name": format!("c{n}"), "image": "i", "essential": *essential || n == 0, "dependsOn": needs.into_iter().collect::<Vec<_>>()})
            })
            .collect();
        let mode = if vpc { "awsvpc" } else { "none" };
        task(json!({"networkMode": mode, "elasticNetworkInterfaces": if vpc { eni() } else { json!([]) }, "containers": containers}))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Calls end in any order, are lost, events repeat, containers die, the agent dies: every task still comes to its end, is
    /// told of in order, and is never called stopped while something runs (see `World::tell`).
    #[test]
    fn any_history_ends_well(task in any_task(), history in prop::collection::vec((0u8..12, 0usize..8), 0..60)) {
        let mut w = World::new(task);
        let count = w.containers.len();
        for (what, which) in history {
            let c = which % count;
            match what {
                0..=4 => w.perform(which, false),
                5 => {
                    w.exit(c, (which % 2) as i64);
                    w.tell(Event::Noticed { c });
                }
                // Nobody notices.
                6 => w.exit(c, 1),
                7 => w.crash(which % 3),
                8 => w.tell(Event::LookAround),
                9 if which < 4 => w.healthy = !w.healthy,
                9 => w.tell(Event::Repeated),
                // Answers nobody waits for.
                10 => {
                    w.tell(Event::StopReturned { c, error: None });
                    w.tell(Event::Tick);
                }
                _ if which == 0 => w.tell(Event::StopAsked),
                _ => w.tell(Event::Noticed { c }),
            }
        }
        w.tell(Event::StopAsked);
        w.tell(Event::LookAround);
        w.settle();
        prop_assert!(!w.any_running(), "{:?}", w.containers);
        prop_assert_eq!(w.record.known(), Known::Stopped);
        let statuses = w.statuses();
        prop_assert_eq!(statuses.last().copied(), Some("STOPPED"));
        let first_stop = statuses.iter().position(|s| *s == "STOPPED").unwrap();
        prop_assert!(statuses[first_stop..].iter().all(|s| *s == "STOPPED"), "{:?}", statuses);
        let rank = |s: &str| ["PENDING", "RUNNING", "STOPPED"].iter().position(|r| *r == s).unwrap();
        for c in &w.record.task.containers {
            let ranks: Vec<_> = w.reports.iter().flat_map(|(_, parts)| parts).filter(|(n, _)| *n == c.name).map(|(_, s)| rank(s)).collect();
            prop_assert!(ranks.windows(2).all(|p| p[0] <= p[1]), "{:?}", w.reports);
        }
    }

    /// An essential container's end is the task's end, without anybody asking.
    #[test]
    fn an_essential_end_is_the_end(task in any_task(), victim in 0usize..8) {
        let mut w = World::new(task);
        w.settle();
        let essential: Vec<_> = (0..w.containers.len()).filter(|c| w.record.containers[*c].essential && matches!(w.containers[*c], Some(Doing::Running { .. }))).collect();
        if let Some(c) = essential.get(victim % essential.len().max(1)) {
            w.exit(*c, 1);
            w.tell(Event::Noticed { c: *c });
            w.settle();
            prop_assert_eq!(w.statuses().last().copied(), Some("STOPPED"));
        }
    }
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|b| json!(b)),
        any::<i32>().prop_map(|n| json!(n)),
        "[a-zA-Z0-9:/.-]{0,8}".prop_map(|s| json!(s)),
        Just(json!("{\"LogConfig\":{\"Type\":\"awslogs\",\"Config\":7}}")),
        Just(json!("[1]")),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        let keys = prop::sample::select(vec![
            "name",
            "image",
            "cpu",
            "memory",
            "portMappings",
            "containerPort",
            "hostPort",
            "containerPortRange",
            "protocol",
            "mountPoints",
            "sourceVolume",
            "dockerConfig",
            "hostConfig",
            "config",
            "dependsOn",
            "links",
            "volumesFrom",
            "stopTimeout",
            "containers",
            "volumes",
            "host",
            "docker",
            "elasticNetworkInterfaces",
            "ipv4Addresses",
            "subnetGatewayIpv4Address",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|v| json!(v)),
            prop::collection::vec((keys, inner), 0..6).prop_map(|m| m
                .into_iter()
                .map(|(k, v)| (k.to_owned(), v))
                .collect::<serde_json::Map<_, _>>()
                .into()),
        ]
    })
}

proptest! {
    /// A payload of any content is refused or gives bodies; nothing panics, and the task still comes to its end.
    #[test]
    fn absurd_payloads_harm_nobody(container in any_json(), volumes in any_json(), eni in any_json(), vpc in any::<bool>()) {
        let mode = if vpc { "awsvpc" } else { "bridge" };
        let value = json!({"arn": "a/b", "family": "f", "networkMode": mode, "containers": [container], "volumes": volumes, "elasticNetworkInterfaces": eni});
        if let Ok(task) = serde_json::from_value::<acs::Task>(value) {
            let _ = unsupported(&task);
            let record = TaskRecord::new(task.clone());
            for c in 0..record.containers.len() {
                let _ = create_body(&record, c, &site());
                let _ = log_target(&record, c);
            }
            let _ = (super::super::volumes::needed(&record, &site()), super::super::sandbox::network(&record, &site()).is_ok());
            let mut w = World::new(task);
            w.tell(Event::StopAsked);
            w.settle();
            prop_assert_eq!(w.statuses().last().copied(), Some("STOPPED"));
        }
    }
}
