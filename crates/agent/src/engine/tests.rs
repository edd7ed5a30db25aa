//! Tables for the rules, and a small world in which anything may happen in any order.

use proptest::prelude::*;
use serde_json::json;
use wire::acs;

use super::body::{Site, create_body, log_target};
use super::record::{Desired, Known, Rules, TaskRecord};
use super::refuse::unsupported;
use super::step::{Effect, Event};
use crate::runtime::{Doing, Millis, Observed};

const RULES: Rules = Rules {
    stop_grace_s: 30,
    keep: 600_000,
};

fn task(value: serde_json::Value) -> acs::Task {
    let mut base = json!({"arn": "arn:aws:ecs:r:1:task/c/t1", "family": "f", "version": "3", "desiredStatus": "RUNNING"});
    base.as_object_mut()
        .unwrap()
        .extend(value.as_object().unwrap().clone());
    serde_json::from_value(base).unwrap()
}

fn site() -> Site {
    Site {
        agent_id: "me".into(),
        cluster: "c".into(),
        pause_image: "pause:1".into(),
        cpus: 2,
        cgroups: None,
        routers: "/r".into(),
        doors: "/doors".into(),
    }
}

fn eni() -> serde_json::Value {
    json!([{"macAddress": "02:00:00:00:00:01", "ipv4Addresses": [{"privateAddress": "172.31.16.9", "primary": true}],
        "subnetGatewayIpv4Address": "172.31.0.1/16", "longshore": {"networkId": "vpc-1"}}])
}

/// The engine, as far as containers go: what each does, and which effects wait to be done.
struct World {
    record: TaskRecord,
    containers: Vec<Option<Doing>>,
    waiting: Vec<Effect>,
    reports: Vec<(String, Vec<(String, String)>)>,
    now: Millis,
}

impl World {
    fn new(task: acs::Task) -> World {
        let record = TaskRecord::new(task);
        let containers = vec![None; record.containers.len()];
        let mut world = World {
            record,
            containers,
            waiting: Vec::new(),
            reports: Vec::new(),
            now: 1_000,
        };
        world.tell(Event::Begin);
        world
    }

    fn tell(&mut self, event: Event) {
        self.now += 10;
        let step = self.record.step(event, self.now, &RULES);
        for effect in step.effects {
            match effect {
                Effect::Report(change) => {
                    assert!(step.durable, "a report is stored before it is sent");
                    if change.status == "STOPPED" {
                        assert!(
                            !self.any_running(),
                            "reported stopped while it runs: {:?}",
                            self.containers
                        );
                    }
                    let parts = change
                        .containers
                        .into_iter()
                        .map(|c| (c.container_name, c.status))
                        .collect();
                    self.reports.push((change.status, parts));
                }
                Effect::Wake(_) | Effect::Cleanup => {}
                effect => {
                    assert!(!self.waiting.contains(&effect), "{effect:?} is in flight twice");
                    self.waiting.push(effect);
                }
            }
        }
    }

    fn any_running(&self) -> bool {
        self.containers
            .iter()
            .any(|c| matches!(c, Some(Doing::Running { .. })))
    }

    /// Does one waiting effect; with `lost`, nobody hears of it.
    fn perform(&mut self, which: usize, lost: bool) {
        if self.waiting.is_empty() {
            return;
        }
        let effect = self.waiting.remove(which % self.waiting.len());
        let now = self.now;
        let event = match effect {
            Effect::Pull { c } => Event::Pulled {
                c,
                digest: None,
                fetched: false,
            },
            Effect::Create { c } => {
                self.containers[c].get_or_insert(Doing::Created);
                Event::Created {
                    c,
                    id: format!("id{c}"),
                }
            }
            Effect::Start { c } => {
                match self.containers[c] {
                    Some(Doing::Created | Doing::Exited { .. }) => {
                        self.containers[c] = Some(Doing::Running { since: now })
                    }
                    Some(Doing::Running { .. }) => {}
                    None => panic!("started before it was created"),
                }
                Event::Started {
                    c,
                    bindings: Vec::new(),
                }
            }
            Effect::Stop { c, .. } => {
                if self.record.containers[c].sandbox {
                    self.containers[c] = None;
                } else if matches!(self.containers[c], Some(Doing::Running { .. })) {
                    self.containers[c] = Some(Doing::Exited {
                        code: 137,
                        oom: false,
                        at: now,
                    });
                }
                Event::StopReturned { c, error: None }
            }
            Effect::Look { c } => Event::Seen {
                c,
                seen: self.look(c),
            },
            Effect::Report(_) | Effect::Wake(_) | Effect::Cleanup => unreachable!(),
        };
        if !lost {
            self.tell(event);
        }
    }

    fn look(&self, c: usize) -> Option<Observed> {
        self.containers[c].clone().map(|doing| Observed {
            id: format!("id{c}"),
            name: String::new(),
            labels: Default::default(),
            doing,
            health: None,
            bindings: Vec::new(),
        })
    }

    fn exit(&mut self, c: usize, code: i64) {
        if matches!(self.containers[c], Some(Doing::Running { .. })) {
            self.containers[c] = Some(Doing::Exited {
                code,
                oom: false,
                at: self.now,
            });
        }
    }

    /// The agent dies: calls in flight may have happened or not, and only what was stored is known.
    fn crash(&mut self, performed: usize) {
        for _ in 0..performed.min(self.waiting.len()) {
            self.perform(0, true);
        }
        self.waiting.clear();
        let stored = serde_json::to_string(&self.record).unwrap();
        self.record = serde_json::from_str(&stored).unwrap();
        self.tell(Event::LookAround);
    }

    fn settle(&mut self) {
        for _ in 0..1000 {
            if self.waiting.is_empty() {
                // Something may be waiting for its time.
                self.now += 60_000;
                self.tell(Event::Tick);
            }
            if self.waiting.is_empty() {
                return;
            }
            self.perform(0, false);
        }
        panic!("it does not come to rest: {:?}", self.record);
    }

    fn statuses(&self) -> Vec<&str> {
        self.reports.iter().map(|(s, _)| s.as_str()).collect()
    }
}

#[test]
fn a_task_comes_up_and_goes_down_in_order() {
    let mut w = World::new(task(
        json!({"networkMode": "awsvpc", "elasticNetworkInterfaces": eni(), "containers": [
        {"name": "app", "image": "i", "dependsOn": [{"containerName": "db", "condition": "START"}]},
        {"name": "db", "image": "i"}]}),
    ));
    w.settle();
    assert_eq!(w.statuses(), ["RUNNING"]);
    w.tell(Event::StopAsked);
    // First the one that leans on the other, then the other, then the network.
    assert_eq!(w.waiting, [Effect::Stop { c: 1, grace_s: 30 }]);
    w.settle();
    assert_eq!(w.statuses(), ["RUNNING", "STOPPED"]);
    assert_eq!(w.containers[0], None, "the sandbox is removed");
}

#[test]
fn conditions_decide_who_starts() {
    let deps = |condition: &str, code: i64| {
        let mut w = World::new(task(json!({"containers": [
            {"name": "first", "image": "i", "essential": false},
            {"name": "main", "image": "i", "dependsOn": [{"containerName": "first", "condition": condition}]}]})));
        w.settle();
        let before = w.record.containers[1].known;
        w.exit(0, code);
        w.tell(Event::Noticed { c: 0 });
        w.settle();
        (before, w.record.containers[1].known, w.statuses().join(" "))
    };
    assert_eq!(
        deps("START", 0),
        (Known::Running, Known::Running, "RUNNING RUNNING".into())
    );
    assert_eq!(
        deps("COMPLETE", 3),
        (Known::Created, Known::Running, "RUNNING".into())
    );
    assert_eq!(
        deps("SUCCESS", 0),
        (Known::Created, Known::Running, "RUNNING".into())
    );
    assert_eq!(
        deps("SUCCESS", 3),
        (Known::Created, Known::Stopped, "STOPPED".into())
    );
    assert_eq!(
        deps("HEALTHY", 0),
        (Known::Created, Known::Stopped, "STOPPED".into())
    );
}

#[test]
fn a_start_timeout_gives_up() {
    let mut w = World::new(task(json!({"containers": [
        {"name": "first", "image": "i", "startTimeout": 30},
        {"name": "main", "image": "i", "dependsOn": [{"containerName": "first", "condition": "HEALTHY"}]}]})));
    for _ in 0..6 {
        w.perform(0, false);
    }
    assert_eq!(w.record.containers[1].known, Known::Created);
    w.now += 31_000;
    w.tell(Event::Tick);
    assert_eq!(w.record.desired, Desired::Stopped);
    assert!(
        w.record.reason.as_ref().unwrap().contains("startTimeout"),
        "{:?}",
        w.record.reason
    );
}

#[test]
fn a_restart_policy_restarts_after_its_period() {
    let restarts = |lasted: Millis, code: i64| {
        let mut w = World::new(task(json!({"containers": [{"name": "a", "image": "i",
            "restartPolicy": {"enabled": true, "ignoredExitCodes": [3], "restartAttemptPeriod": 60}}]})));
        for _ in 0..3 {
            w.perform(0, false);
        }
        w.now += lasted;
        w.exit(0, code);
        w.tell(Event::Noticed { c: 0 });
        w.settle();
        (w.record.containers[0].restarts, w.record.containers[0].known)
    };
    assert_eq!(restarts(61_000, 1), (1, Known::Running));
    assert_eq!(restarts(2_000, 1), (0, Known::Stopped));
    assert_eq!(restarts(61_000, 3), (0, Known::Stopped));
}

#[test]
fn what_happened_while_the_agent_was_away_is_found_out() {
    let mut w = World::new(task(json!({"containers": [{"name": "a", "image": "i"}]})));
    w.settle();
    w.exit(0, 5);
    w.crash(0);
    w.settle();
    assert_eq!(w.statuses(), ["RUNNING", "STOPPED"]);
    assert_eq!(w.record.containers[0].exit_code, Some(5));
    // A container that ran and ended before anybody knew it was started is not started again.
    let mut w = World::new(task(json!({"containers": [{"name": "a", "image": "i"}]})));
    w.perform(0, false);
    w.perform(0, false);
    w.perform(0, true);
    w.exit(0, 6);
    w.crash(0);
    w.settle();
    assert_eq!(w.statuses(), ["STOPPED"]);
    assert_eq!(w.record.containers[0].exit_code, Some(6));
}

#[test]
fn a_stopped_container_is_kept_for_a_while() {
    let mut record = TaskRecord::new(task(
        json!({"desiredStatus": "STOPPED", "containers": [{"name": "a", "image": "i"}]}),
    ));
    record.desired = Desired::Stopped;
    let step = record.step(Event::Begin, 0, &RULES);
    assert!(step.durable);
    assert!(matches!(&step.effects[..], [Effect::Wake(600_000), Effect::Report(c)] if c.status == "STOPPED"));
    assert_eq!(
        record.step(Event::Tick, 600_000, &RULES).effects,
        [Effect::Cleanup]
    );
    record.step(Event::Cleaned, 600_001, &RULES);
    assert!(record.cleaned);
    // A control plane that still asks is told again.
    let again = record.step(Event::Repeated, 600_002, &RULES).effects;
    assert!(matches!(&again[..], [Effect::Report(c)] if c.status == "STOPPED"));
}

#[test]
fn bodies_follow_the_payload_and_the_overlay_wins() {
    let record = TaskRecord::new(task(json!({"networkMode": "bridge", "cpu": 4.0, "memory": 512,
        "volumes": [{"name": "v", "host": {"sourcePath": "/srv"}}, {"name": "own", "host": {}}],
        "containers": [{"name": "a", "image": "i", "command": ["x"], "entryPoint": ["/e"], "environment": {"K": "V"}, "memory": 2, "cpu": 1,
            "portMappings": [{"containerPort": 80}, {"containerPortRange": "90-91", "protocol": "udp"}],
            "mountPoints": [{"sourceVolume": "v", "containerPath": "/v", "readOnly": true}, {"sourceVolume": "own", "containerPath": "/o"}],
            "links": ["b:db"], "volumesFrom": [{"sourceContainer": "b", "readOnly": true}],
            "dockerConfig": {"config": "{\"User\":\"7\",\"Labels\":{\"l\":\"1\"}}",
                "hostConfig": "{\"CapAdd\":[\"NET_ADMIN\"],\"Memory\":99999999,\"LogConfig\":{\"Type\":\"awslogs\",\"Config\":{\"awslogs-group\":\"g\",\"awslogs-stream\":\"s\",\"awslogs-create-group\":\"true\"}}}"}},
            {"name": "b", "image": "i"}]})));
    let body = create_body(&record, 0, &site()).unwrap();
    let b = record.engine_name(1);
    assert!(b.starts_with("ecs-f-3-b-") && b.len() == "ecs-f-3-b-".len() + 20);
    assert_eq!(body["Image"], "i");
    assert_eq!(
        (&body["Cmd"], &body["Entrypoint"], &body["Env"]),
        (&json!(["x"]), &json!(["/e"]), &json!(["K=V"]))
    );
    assert_eq!(body["User"], "7");
    assert_eq!(
        (&body["Labels"]["l"], &body["Labels"]["longshore.agent"]),
        (&json!("1"), &json!("me"))
    );
    assert_eq!(body["Labels"]["com.amazonaws.ecs.task-definition-version"], "3");
    let host = &body["HostConfig"];
    assert_eq!(
        (&host["CpuShares"], &host["NanoCpus"], &host["Memory"]),
        (&json!(2), &json!(2_000_000_000i64), &json!(99_999_999))
    );
    assert_eq!(
        host["PortBindings"]["91/udp"],
        json!([{"HostIp": "", "HostPort": ""}])
    );
    assert_eq!(body["ExposedPorts"]["80/tcp"], json!({}));
    assert_eq!(host["Binds"][0], "/srv:/v:ro");
    assert!(host["Binds"][1].as_str().unwrap().ends_with(":/o"));
    assert_eq!(
        (&host["Links"][0], &host["VolumesFrom"][0]),
        (&json!(format!("{b}:db")), &json!(format!("{b}:ro")))
    );
    assert_eq!(host["NetworkMode"], "bridge");
    assert_eq!(host["LogConfig"]["Type"], "json-file");
    let log = log_target(&record, 0).unwrap();
    assert_eq!(
        (log.group.as_str(), log.stream.as_str(), log.create_group),
        ("g", "s", true)
    );
    assert_eq!(log_target(&record, 1), None);
}

#[test]
fn a_sandbox_owns_the_interface() {
    let record = TaskRecord::new(task(
        json!({"networkMode": "awsvpc", "elasticNetworkInterfaces": eni(), "containers": [
        {"name": "a", "image": "i", "portMappings": [{"containerPort": 80}], "dockerConfig": {"hostConfig": "{\"NetworkMode\":\"host\"}"}}]}),
    ));
    let pause = create_body(&record, 0, &site()).unwrap();
    assert_eq!(
        (&pause["Image"], &pause["MacAddress"]),
        (&json!("pause:1"), &json!("02:00:00:00:00:01"))
    );
    let endpoint = &pause["NetworkingConfig"]["EndpointsConfig"]["longshore-vpc-1"];
    assert_eq!(endpoint["IPAMConfig"]["IPv4Address"], "172.31.16.9");
    let (network, _) = super::sandbox::network(&record, &site()).unwrap();
    assert_eq!(
        (network.cidr.as_str(), network.gateway.as_str()),
        ("172.31.0.0/16", "172.31.0.1")
    );
    let own = create_body(&record, 1, &site()).unwrap();
    assert_eq!(
        own["HostConfig"]["NetworkMode"],
        format!("container:{}", record.engine_name(0))
    );
    assert!(own["HostConfig"].get("PortBindings").is_none());
}

#[test]
fn what_is_not_honoured_is_refused_by_name() {
    let check = |value: serde_json::Value, expect: &str| {
        let why = unsupported(&task(value)).unwrap_or_default();
        assert!(why.contains(expect), "{why} lacks {expect}");
    };
    let one = |more: serde_json::Value| {
        let mut c = json!({"name": "a", "image": "i"});
        c.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({"containers": [c]})
    };
    assert_eq!(unsupported(&task(one(json!({})))), None);
    check(json!({}), "containers");
    check(
        json!({"networkMode": "awsvpc", "containers": [{"name": "a"}]}),
        "interface",
    );
    check(
        json!({"networkMode": "weird", "containers": [{"name": "a"}]}),
        "`weird`",
    );
    check(
        json!({"pidMode": "weird", "containers": [{"name": "a"}]}),
        "pidMode",
    );
    check(
        json!({"volumes": [{"name": "v", "efs": {"fileSystemId": "x"}}], "containers": [{"name": "a"}]}),
        "efs",
    );
    check(
        json!({"containers": [{"name": "a"}, {"name": "a"}]}),
        "two containers",
    );
    check(
        json!({"containers": [{"name": "a", "links": ["b"]}, {"name": "b", "dependsOn": [{"containerName": "a", "condition": "START"}]}]}),
        "waits for itself",
    );
    check(one(json!({"secrets": [{"name": "s"}]})), "`secrets`");
    check(
        one(json!({"environmentFiles": [{"value": "x"}]})),
        "`environmentFiles`",
    );
    check(one(json!({"overrides": "{\"command\":[\"x\"]}"})), "`overrides`");
    check(
        one(
            json!({"dockerConfig": {"hostConfig": "{\"LogConfig\":{\"Type\":\"awslogs\",\"Config\":{\"awslogs-multiline-pattern\":\"x\"}}}"}}),
        ),
        "multiline",
    );
    assert_eq!(unsupported(&task(one(json!({"overrides": "{}"})))), None);
}

fn any_task() -> impl Strategy<Value = acs::Task> {
    let condition = prop_oneof![Just("START"), Just("COMPLETE"), Just("SUCCESS")];
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
            let _ = (super::volumes::needed(&record, &site()), super::sandbox::network(&record, &site()).is_ok());
            let mut w = World::new(task);
            w.tell(Event::StopAsked);
            w.settle();
            prop_assert_eq!(w.statuses().last().copied(), Some("STOPPED"));
        }
    }
}
