//! Limits, thresholds and victims by table; the plan of rolling updates by random histories.

use std::collections::BTreeSet;
use std::time::Duration;

use kernel::doc::Doc;
use kernel::{Scope, Time};
use proptest::prelude::*;
use wire::ecs as w;

use super::decide::{Machine, Seen, Step, decide};
use super::facts::{End, Facts, Health, Ill, Phase};
use super::limits::{Limits, limits, pause, threshold};
use super::record::{Deployment, Rollout, Status as Record};
use super::victims::victims;
use crate::service::record::{Controller, Leaving, Scheduling, Service, Status};
use crate::service::words;
use crate::tag::Tags;

const NOW: Time = Time(1_000_000);

fn deployment(n: usize) -> Deployment {
    Deployment {
        id: format!("ecs-svc/{n}"),
        revision: format!("r{n}"),
        record: format!("d{n}"),
        definition: format!("f:{n}"),
        created: NOW,
        updated: NOW,
        rollout: Rollout::InProgress,
        reason: String::new(),
        rollback: false,
        begun: true,
        failed: 0,
        stumbles: 0,
        stumbled: None,
        whole: None,
        scale: None,
        task_set: None,
    }
}

fn service(desired: i32, low: i32, high: i32) -> Service {
    Service {
        scope: Scope::new("000000000000", "us-east-1"),
        cluster: "c".into(),
        name: "s".into(),
        status: Status::Active,
        created: NOW,
        created_by: String::new(),
        desired,
        scheduling: Scheduling::Replica,
        controller: Controller::Ecs,
        configuration: Doc(w::DeploymentConfiguration {
            minimum_healthy_percent: Some(low),
            maximum_percent: Some(high),
            deployment_circuit_breaker: Some(w::DeploymentCircuitBreaker {
                enable: true,
                rollback: true,
                ..Default::default()
            }),
            ..Default::default()
        }),
        placement: Doc::default(),
        grace_seconds: None,
        zone_rebalancing: false,
        evening: false,
        even_again: None,
        role: None,
        managed_tags: false,
        propagate: "NONE".into(),
        execute_command: false,
        tags: Tags::default(),
        deployments: vec![deployment(1)],
        settled: None,
        steady: false,
        waits: Vec::new(),
        unplaced: None,
        request: String::new(),
    }
}

fn task(id: &str, of: usize, phase: Phase, health: Health) -> Facts {
    Facts {
        id: id.into(),
        deployment: format!("ecs-svc/{of}"),
        node: "n".into(),
        zone: "z".into(),
        created: NOW,
        proven: health == Health::Healthy,
        phase,
        health,
        until: None,
        noted: false,
        protected_until: None,
        draining: false,
        leaving: None,
        targets: Vec::new(),
        unregistered: false,
        unnamed: false,
    }
}

fn well(id: &str, of: usize) -> Facts {
    task(id, of, Phase::Running, Health::Healthy)
}

fn plan(service: Service, tasks: Vec<Facts>) -> Step {
    let machines = Vec::new();
    let seen = Seen {
        service,
        tasks,
        machines,
        zones: Vec::new(),
    };
    decide(&seen, NOW)
}

fn started(step: &Step) -> usize {
    step.start.iter().map(|s| s.count).sum()
}

fn gone(step: &Step) -> Vec<&str> {
    step.leave.iter().map(|(id, _)| id.as_str()).collect()
}

#[test]
fn floor_is_rounded_up_and_roof_down() {
    for (desired, low, high, floor, roof) in [
        (4, 100, 200, 4, 8),
        (4, 50, 100, 2, 4),
        (3, 50, 150, 2, 4),
        (20, 100, 125, 20, 25),
        (0, 100, 200, 0, 1),
        // Rounding leaves no room: one task may move.
        (1, 100, 150, 1, 2),
        (1, 50, 100, 0, 1),
        (3, 99, 100, 2, 3),
    ] {
        assert_eq!(
            limits(desired, low, high),
            Limits { floor, roof },
            "{desired} {low} {high}"
        );
    }
}

#[test]
fn thresholds() {
    let breaker = |kind: Option<(&str, i32)>| w::DeploymentCircuitBreaker {
        enable: true,
        rollback: false,
        reset_on_healthy_task: None,
        threshold_configuration: kind.map(|(r#type, value)| w::ThresholdConfiguration {
            r#type: r#type.into(),
            value,
        }),
    };
    for (kind, desired, expected) in [
        (None, 1, 3),
        (None, 7, 4),
        (None, 1000, 200),
        (Some(("COUNT", 1)), 50, 1),
        (Some(("BOUNDED_PERCENT", 10)), 50, 5),
        (Some(("BOUNDED_PERCENT", 10)), 5, 3),
        (Some(("UNBOUNDED_PERCENT", 10)), 5, 1),
        (Some(("UNBOUNDED_PERCENT", 50)), 1000, 500),
    ] {
        assert_eq!(threshold(&breaker(kind), desired), expected, "{kind:?} {desired}");
    }
}

#[test]
fn pauses_double_up_to_a_quarter_of_an_hour() {
    let seconds = |n, desired| pause(n, desired).as_secs();
    assert_eq!([0, 2, 3, 5, 6, 9].map(|n| seconds(n, 1)), [0, 0, 2, 2, 4, 8]);
    assert_eq!(seconds(19, 20), 0);
    assert_eq!(seconds(100_000, 1), 900);
}

#[test]
fn the_fullest_zone_gives_first() {
    let at = |id: &str, zone: &str, node: &str| Facts {
        zone: zone.into(),
        node: node.into(),
        ..well(id, 1)
    };
    let mut all = [
        at("1", "a", "m"),
        at("2", "a", "m"),
        at("3", "a", "n"),
        at("4", "b", "o"),
        task("5", 1, Phase::Starting, Health::Unknown),
    ];
    let ids = |all: &[Facts], n| {
        let refs: Vec<&Facts> = all.iter().collect();
        victims(&refs, n, NOW)
            .iter()
            .map(|t| t.id.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&all, 3), ["5", "2", "3"]);
    all[1].protected_until = Some(NOW + Duration::from_secs(1));
    assert_eq!(ids(&all, 2), ["5", "1"]);
    assert_eq!(ids(&all, 9).len(), 4);
}

#[test]
fn a_service_is_filled_and_then_steady() {
    let step = plan(service(3, 100, 200), Vec::new());
    assert_eq!(started(&step), 3);
    let step = plan(
        service(3, 100, 200),
        (0..3).map(|n| well(&n.to_string(), 1)).collect(),
    );
    assert_eq!(started(&step), 0);
    let s = step.service.unwrap();
    assert!(s.steady && s.settled.as_deref() == Some("r1"));
    assert_eq!(s.deployments[0].rollout, Rollout::Completed);
    assert_eq!(step.amend[0].status, Record::Successful);
    assert!(
        step.events
            .last()
            .unwrap()
            .ends_with("has reached a steady state.")
    );
}

#[test]
fn a_steady_service_plans_nothing() {
    let tasks: Vec<Facts> = (0..3)
        .map(|n| Facts {
            noted: true,
            ..well(&n.to_string(), 1)
        })
        .collect();
    let first = plan(service(3, 100, 200), tasks.clone());
    let again = plan(first.service.unwrap(), tasks);
    assert!(again.is_nothing(), "{again:?}");
}

#[test]
fn an_update_starts_new_tasks_before_old_ones_go() {
    let mut s = service(2, 100, 200);
    s.deployments.insert(0, deployment(2));
    let old = [well("a", 1), well("b", 1)];
    let step = plan(s.clone(), old.to_vec());
    assert_eq!((started(&step), gone(&step).len()), (2, 0));
    let mut mixed = old.to_vec();
    mixed.extend([well("c", 2), task("d", 2, Phase::Starting, Health::Unknown)]);
    let step = plan(s, mixed);
    assert_eq!((started(&step), gone(&step).len()), (0, 1));
}

#[test]
fn an_update_leaves_tasks_alone_that_have_just_started_to_run() {
    let mut s = service(2, 100, 200);
    s.deployments.insert(0, deployment(2));
    let running = |id| task(id, 1, Phase::Running, Health::Unknown);
    let starting = task("c", 1, Phase::Starting, Health::Unknown);
    let step = plan(s, vec![running("a"), running("b"), starting]);
    assert_eq!((started(&step), gone(&step)), (1, vec!["c"]));
}

#[test]
fn without_room_above_tasks_go_first_down_to_the_minimum() {
    let mut s = service(4, 50, 100);
    s.deployments.insert(0, deployment(2));
    let step = plan(s, (0..4).map(|n| well(&n.to_string(), 1)).collect());
    assert_eq!((started(&step), gone(&step).len()), (0, 2));
}

#[test]
fn tasks_of_a_machine_that_drains_are_replaced_first() {
    let mut tasks: Vec<Facts> = (0..2).map(|n| well(&n.to_string(), 1)).collect();
    tasks[0].draining = true;
    let step = plan(service(2, 100, 200), tasks.clone());
    assert_eq!((started(&step), gone(&step).len()), (1, 0));
    tasks.push(well("new", 1));
    let step = plan(service(2, 100, 200), tasks);
    assert_eq!(gone(&step), ["0"]);
}

#[test]
fn an_ill_task_goes_when_its_replacement_is_there() {
    let ill = task("ill", 1, Phase::Running, Health::Unhealthy(Ill::Container));
    let step = plan(service(1, 100, 200), vec![ill.clone()]);
    assert_eq!((started(&step), gone(&step).len()), (1, 0));
    let step = plan(service(1, 100, 200), vec![ill, well("new", 1)]);
    assert_eq!(gone(&step), ["ill"]);
    assert_eq!(step.leave[0].1.reason, "Task failed container health checks");
}

#[test]
fn the_breaker_trips_at_its_threshold_and_goes_back() {
    let mut s = service(1, 100, 200);
    s.settled = Some("r1".into());
    s.deployments.insert(0, deployment(2));
    let end = |n: usize| {
        task(
            &format!("x{n}"),
            2,
            Phase::Stopped(End::Stumbled(NOW)),
            Health::Unknown,
        )
    };
    let two = plan(s.clone(), vec![well("a", 1), end(0), end(1)]);
    assert!(two.roll_back.is_none());
    assert_eq!(two.forget.len(), 2);
    s.deployments[0].failed = 2;
    let step = plan(s, vec![well("a", 1), end(2)]);
    assert_eq!(step.roll_back.as_deref(), Some("r1"));
    assert_eq!(started(&step), 0);
    assert_eq!(step.amend[0].status, Record::RollbackInProgress);
    assert!(step.events[0].ends_with("deployment failed: tasks failed to start."));
}

#[test]
fn a_healthy_task_forgives_unless_told_otherwise() {
    let mut s = service(2, 100, 200);
    s.deployments[0].failed = 2;
    let failed = |s: &Service| plan(s.clone(), vec![well("a", 1)]).service.unwrap().deployments[0].failed;
    assert_eq!(failed(&s), 0);
    let breaker = s.configuration.0.deployment_circuit_breaker.as_mut();
    breaker.unwrap().reset_on_healthy_task = Some(false);
    s.waits.push("so that it is written".into());
    assert_eq!(failed(&s), 2);
}

#[test]
fn a_daemon_has_one_task_on_each_machine() {
    let mut s = service(0, 0, 100);
    s.scheduling = Scheduling::Daemon;
    let machine = |id: &str, open| Machine { id: id.into(), open };
    let machines = vec![machine("m", true), machine("n", true), machine("o", false)];
    let on = |id: &str, node: &str, of| Facts {
        node: node.into(),
        ..well(id, of)
    };
    let seen = |s: &Service, tasks| Seen {
        service: s.clone(),
        tasks,
        machines: machines.clone(),
        zones: Vec::new(),
    };
    let step = decide(&seen(&s, vec![on("1", "m", 1), on("2", "gone", 1)]), NOW);
    assert_eq!(step.start.len(), 1);
    assert_eq!(step.start[0].on.as_deref(), Some("n"));
    assert_eq!(gone(&step), ["2"]);
    assert_eq!(step.service.unwrap().desired, 3);
    s.deployments.insert(0, deployment(2));
    let step = decide(&seen(&s, vec![on("1", "m", 1), on("2", "n", 2)]), NOW);
    assert_eq!(gone(&step), ["1"]);
}

#[test]
fn zones_are_evened_out_one_task_at_a_time() {
    let mut s = service(4, 100, 200);
    (s.zone_rebalancing, s.steady) = (true, true);
    (s.deployments[0].rollout, s.deployments[0].whole) = (Rollout::Completed, Some(NOW));
    let at = |id: &str, zone: &str| Facts {
        zone: zone.into(),
        noted: true,
        ..well(id, 1)
    };
    let look = |s: &Service, tasks: &[Facts]| {
        let zones = vec!["a".to_owned(), "b".to_owned()];
        let (service, tasks, machines) = (s.clone(), tasks.to_vec(), Vec::new());
        let seen = Seen {
            service,
            tasks,
            machines,
            zones,
        };
        decide(&seen, NOW)
    };
    let mut tasks = vec![at("1", "a"), at("2", "a"), at("3", "a"), at("4", "b")];
    assert!(
        look(&s, &tasks[1..]).start[0].zone.is_none(),
        "a missing one comes first"
    );
    let step = look(&s, &tasks);
    assert_eq!(step.start[0].zone.as_deref(), Some("b"));
    let said =
        "(service s) is not AZ balanced with 3 tasks in a and 1 tasks in b. AZ Rebalancing in progress.";
    assert_eq!(step.events, [said]);
    s = step.service.unwrap();
    let fresh = task("5", 1, Phase::Starting, Health::Unknown);
    tasks.push(Facts {
        zone: "b".into(),
        ..fresh
    });
    let step = look(&s, &tasks);
    assert!(gone(&step).is_empty() && step.start.is_empty(), "{step:?}");
    s = step.service.unwrap();
    tasks[4] = at("5", "b");
    let step = look(&s, &tasks);
    assert_eq!(gone(&step).len(), 1);
    assert!(["1", "2", "3"].contains(&gone(&step)[0]));
    tasks.remove(0);
    let step = look(&s, &tasks);
    assert!(step.start.is_empty());
    let said = "(service s) is AZ balanced with 2 tasks in a and 2 tasks in b.";
    assert!(step.events.iter().any(|e| e == said), "{:?}", step.events);
    // A zone without room is left alone for a while, and a service that may have no more tasks stays as it is.
    s.even_again = Some(NOW + Duration::from_secs(9));
    let uneven = [at("1", "a"), at("2", "a"), at("3", "a"), at("4", "b")];
    assert!(look(&s, &uneven).start.is_empty());
    s.even_again = None;
    let c = &mut s.configuration.0;
    (c.minimum_healthy_percent, c.maximum_percent) = (Some(50), Some(110));
    assert!(look(&s, &uneven).start.is_empty());
}

/// What may happen to a service between two plans.
#[derive(Clone, Debug)]
enum Fate {
    Plan,
    /// A task takes its next step: starts, gets healthy, stops.
    Go(usize),
    Fall(usize),
    Sicken(usize),
    Scale(i32),
    Deploy,
    Drain(usize),
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        6 => Just(Fate::Plan),
        6 => any::<usize>().prop_map(Fate::Go),
        1 => any::<usize>().prop_map(Fate::Fall),
        1 => any::<usize>().prop_map(Fate::Sicken),
        1 => (0..9i32).prop_map(Fate::Scale),
        1 => Just(Fate::Deploy),
        1 => any::<usize>().prop_map(Fate::Drain),
    ]
}

/// A service with its tasks, on which steps are carried out.
struct World {
    service: Service,
    tasks: Vec<Facts>,
    made: usize,
    now: Time,
    zones: Vec<String>,
}

impl World {
    fn roof(&self) -> usize {
        let c = &self.service.configuration;
        let (low, high) = (c.minimum_healthy_percent.unwrap(), c.maximum_percent.unwrap());
        limits(self.service.desired as usize, low, high).roof
    }

    fn floor(&self) -> usize {
        let c = &self.service.configuration;
        let (low, high) = (c.minimum_healthy_percent.unwrap(), c.maximum_percent.unwrap());
        limits(self.service.desired as usize, low, high).floor
    }

    fn healthy(&self) -> usize {
        self.tasks.iter().filter(|t| t.alive() && t.healthy()).count()
    }

    /// Tasks that run, and of which nobody has said that they are ill.
    fn serving(&self) -> usize {
        let ill = |t: &&Facts| matches!(t.health, Health::Unhealthy(_));
        let runs = self
            .tasks
            .iter()
            .filter(|t| t.alive() && t.phase == Phase::Running);
        runs.filter(|t| !ill(t)).count()
    }

    fn plan(&mut self) -> Result<bool, TestCaseError> {
        let seen = Seen {
            service: self.service.clone(),
            tasks: self.tasks.clone(),
            machines: Vec::new(),
            zones: self.zones.clone(),
        };
        let step = decide(&seen, self.now);
        let (healthy, there) = (self.healthy(), self.tasks.iter().filter(|t| !t.stopped()).count());
        let served = self.serving();
        let nothing = step.is_nothing();
        if let Some(s) = step.service.clone() {
            self.service = s;
        }
        let names: BTreeSet<&str> = gone(&step).into_iter().collect();
        prop_assert_eq!(names.len(), step.leave.len(), "a task leaves twice");
        for (id, why) in &step.leave {
            let t = self.tasks.iter_mut().find(|t| t.id == *id).unwrap();
            prop_assert!(t.alive() && why.code == "ServiceSchedulerInitiated");
            t.phase = Phase::Stopping;
        }
        if let Some(to) = &step.roll_back {
            let at = self.service.deployments.iter().position(|d| d.revision == *to);
            let mut d = match at {
                Some(at) => self.service.deployments.remove(at),
                None => deployment(to.trim_start_matches('r').parse().unwrap()),
            };
            (d.rollout, d.failed, d.rollback) = (Rollout::InProgress, 0, true);
            (d.stumbles, d.stumbled) = (0, None);
            self.service.deployments.insert(0, d);
        }
        for id in &step.noted {
            self.tasks
                .iter_mut()
                .filter(|t| t.id == *id)
                .for_each(|t| t.noted = true);
        }
        self.tasks.retain(|t| !step.forget.contains(&t.id));
        let more = started(&step);
        prop_assert!(
            more == 0 || there + more <= self.roof(),
            "{there} + {more} above {}",
            self.roof()
        );
        // Tasks that were healthy go only as long as enough of them stay.
        if self.healthy() < healthy {
            prop_assert!(self.healthy() >= self.floor().min(healthy), "below the floor");
        }
        prop_assert!(
            self.serving() >= self.floor().min(served),
            "fewer serve than must"
        );
        for start in &step.start {
            for _ in 0..start.count {
                self.made += 1;
                let of = start.deployment.trim_start_matches("ecs-svc/").parse().unwrap();
                let fresh = task(&self.made.to_string(), of, Phase::Starting, Health::Unknown);
                let zone = start.zone.clone();
                let zone = zone.unwrap_or_else(|| ["a", "b", "a"][self.made % 3].into());
                self.tasks.push(Facts { zone, ..fresh });
            }
        }
        Ok(nothing)
    }

    fn go(&mut self, at: usize) {
        let n = self.tasks.len().max(1);
        let now = self.now;
        let Some(t) = self.tasks.get_mut(at % n) else {
            return;
        };
        match t.phase {
            Phase::Starting => t.phase = Phase::Running,
            Phase::Running if t.health == Health::Unknown => (t.health, t.proven) = (Health::Healthy, true),
            Phase::Stopping => {
                let sick = matches!(t.health, Health::Unhealthy(_));
                t.phase = Phase::Stopped(if sick { End::Sick(now) } else { End::Other });
            }
            _ => {}
        }
    }

    fn meet(&mut self, fate: &Fate) -> Result<(), TestCaseError> {
        let n = self.tasks.len().max(1);
        match fate {
            Fate::Plan => drop(self.plan()?),
            Fate::Go(at) => self.go(*at),
            Fate::Fall(at) => {
                let now = self.now;
                if let Some(t) = self.tasks.get_mut(at % n).filter(|t| t.phase == Phase::Starting) {
                    t.phase = Phase::Stopped(End::Stumbled(now));
                }
            }
            Fate::Sicken(at) => {
                if let Some(t) = self.tasks.get_mut(at % n).filter(|t| t.phase == Phase::Running) {
                    t.health = Health::Unhealthy(Ill::Container);
                }
            }
            Fate::Scale(to) => self.service.desired = *to,
            Fate::Deploy => {
                let next = 1 + self
                    .service
                    .deployments
                    .iter()
                    .map(|d| number(&d.id))
                    .max()
                    .unwrap_or(0);
                self.service
                    .deployments
                    .insert(0, deployment(next.max(self.made + 2)));
            }
            Fate::Drain(at) => {
                if let Some(t) = self.tasks.get_mut(at % n) {
                    t.draining = true;
                }
            }
        }
        Ok(())
    }
}

fn number(id: &str) -> usize {
    id.trim_start_matches("ecs-svc/").parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    /// Never above the roof, never below the floor by its own will, and at rest everything is as wanted, where planning
    /// again plans nothing.
    #[test]
    fn any_history_keeps_the_limits_and_comes_to_rest(
        desired in 0..9i32,
        (low, high) in prop_oneof![Just((100, 200)), Just((50, 100)), Just((0, 100)), Just((75, 125)), Just((100, 110))],
        zones in prop::sample::select(vec![vec![], vec!["a", "b"], vec!["a", "b", "c"]]),
        fates in prop::collection::vec(fate(), 0..120),
    ) {
        let zones: Vec<String> = zones.into_iter().map(str::to_owned).collect();
        let mut service = service(desired, low, high);
        service.zone_rebalancing = !zones.is_empty();
        let mut world = World { service, tasks: Vec::new(), made: 0, now: NOW, zones };
        for fate in &fates {
            world.meet(fate)?;
        }
        let mut quiet = false;
        for _ in 0..400 {
            world.now = world.now + Duration::from_secs(900);
            for at in 0..world.tasks.len() {
                world.go(at);
            }
            quiet = world.plan()? && world.tasks.iter().all(|t| t.health != Health::Unknown);
            if quiet {
                break;
            }
        }
        prop_assert!(quiet, "no rest: {:?} {:?}", world.service, world.tasks);
        let primary = world.service.deployments[0].clone();
        if primary.rollout != Rollout::Failed {
            prop_assert_eq!(world.tasks.len(), world.service.desired as usize);
            prop_assert!(world.tasks.iter().all(|t| t.deployment == primary.id && t.healthy()));
            prop_assert!(world.service.steady && world.service.deployments.len() == 1);
            let in_zone = |z: &String| world.tasks.iter().filter(|t| t.zone == *z).count();
            let each: Vec<usize> = world.zones.iter().map(in_zone).collect();
            let even = each.iter().max().unwrap_or(&0) - each.iter().min().unwrap_or(&0) <= 1;
            prop_assert!(even || world.roof() <= world.tasks.len(), "{each:?}");
        }
    }
}

#[test]
fn who_ends_by_itself_before_it_has_proven_itself_failed_to_start() {
    use super::facts::end;
    use crate::task::record::Stop;
    let stop = |code: &str| Stop {
        code: code.into(),
        reason: "Essential container in task exited".into(),
    };
    let (exited, early, late) = (stop("EssentialContainerExited"), Time(4_000), Time(60_000));
    let began = Some(Time(0));
    for (why, started, at, unproven, stumbled) in [
        (&exited, None, late, false, true),
        (&exited, began, early, false, true),
        (&exited, began, late, false, false),
        // Behind a balancer that never found it healthy, however long it lasted.
        (&exited, began, late, true, true),
        (&stop("TaskFailedToStart"), None, late, false, true),
        (&stop("UserInitiated"), began, early, true, false),
    ] {
        let is = end(started, why, at, unproven) == End::Stumbled(at);
        assert_eq!(
            is, stumbled,
            "{} after {started:?} at {at:?}, {unproven}",
            why.code
        );
    }
}

#[test]
fn a_task_whose_name_was_withdrawn_is_stopped_a_moment_later() {
    let until = NOW + Duration::from_secs(2);
    let leaving = |until| Facts {
        leaving: Some(Leaving {
            why: words::scaling("ecs-svc/1"),
            since: NOW,
            until: Some(until),
        }),
        ..well("a", 1)
    };
    let step = plan(service(0, 100, 200), vec![leaving(until)]);
    assert!(
        step.halt.is_empty() && step.wake.is_some_and(|at| at <= until),
        "{step:?}"
    );
    let step = plan(service(0, 100, 200), vec![leaving(NOW)]);
    assert_eq!(step.halt, ["a"]);
    let unnamed = Facts {
        unnamed: true,
        ..well("b", 1)
    };
    assert_eq!(plan(service(1, 100, 200), vec![unnamed]).names, ["b"]);
}
