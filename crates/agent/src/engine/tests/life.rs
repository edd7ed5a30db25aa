//! The rules of a task's life, one by one.

use super::*;

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
