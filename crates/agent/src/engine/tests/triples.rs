//! Every state of a container and its task, and every event: what becomes of it, and what is done. The table is
//! `triples.txt`, for people to read; `TRIPLES=write` writes it anew.

use super::super::record::{Busy, Told};
use super::*;
use crate::runtime::Health;

const STATES: [(Known, Option<Busy>); 15] = [
    (Known::None, None),
    (Known::None, Some(Busy::Pulling)),
    (Known::None, Some(Busy::Looking)),
    (Known::Pulled, None),
    (Known::Pulled, Some(Busy::Creating)),
    (Known::Pulled, Some(Busy::Looking)),
    (Known::Created, None),
    (Known::Created, Some(Busy::Starting)),
    (Known::Created, Some(Busy::Looking)),
    (Known::Running, None),
    (Known::Running, Some(Busy::Stopping)),
    (Known::Running, Some(Busy::Looking)),
    (Known::Stopped, None),
    (Known::Stopped, Some(Busy::Looking)),
    (Known::Stopped, Some(Busy::Stopping)),
];

const NOW: Millis = 100_000;

fn seen(doing: Doing) -> Event {
    Event::Seen {
        c: 0,
        seen: Some(Observed {
            out_of_memory_at: None,
            id: "id".into(),
            name: String::new(),
            labels: Default::default(),
            doing,
            health: Some(Health::Healthy),
            bindings: Vec::new(),
        }),
    }
}

fn events() -> Vec<(&'static str, Event)> {
    let exited = |code, oom| seen(Doing::Exited { code, oom, at: NOW });
    let error = |text: &str| Some(text.to_owned());
    vec![
        ("begin", Event::Begin),
        ("look around", Event::LookAround),
        ("repeated", Event::Repeated),
        ("stop asked", Event::StopAsked),
        (
            "pulled",
            Event::Pulled {
                c: 0,
                digest: None,
                fetched: true,
            },
        ),
        (
            "created",
            Event::Created {
                c: 0,
                id: "id".into(),
            },
        ),
        (
            "started",
            Event::Started {
                c: 0,
                bindings: Vec::new(),
            },
        ),
        (
            "failed",
            Event::Failed {
                c: 0,
                reason: "why".into(),
            },
        ),
        ("stop returned", Event::StopReturned { c: 0, error: None }),
        (
            "stop failed",
            Event::StopReturned {
                c: 0,
                error: error("why"),
            },
        ),
        ("noticed", Event::Noticed { c: 0 }),
        ("seen gone", Event::Seen { c: 0, seen: None }),
        ("seen created", seen(Doing::Created)),
        ("seen running", seen(Doing::Running { since: 90_000 })),
        ("seen exited 0", exited(0, false)),
        ("seen killed", exited(137, true)),
        (
            "probed",
            Event::Probed {
                c: 0,
                health: Health::Healthy,
            },
        ),
        ("tick", Event::Tick),
        ("cleaned", Event::Cleaned),
        ("of nobody", Event::Noticed { c: 7 }),
    ]
}

/// A task of one essential container in this state, told of as far as it has come.
fn record(known: Known, busy: Option<Busy>, desired: Desired) -> TaskRecord {
    let mut record = TaskRecord::new(task(
        json!({"containers": [{"name": "a", "image": "i", "memory": 16}]}),
    ));
    record.desired = desired;
    record.told = match known {
        Known::Running => Told::Running,
        Known::Stopped => Told::Stopped,
        _ => Told::Nothing,
    };
    record.stopped_at = (known == Known::Stopped).then_some(NOW);
    let c = &mut record.containers[0];
    c.known = known;
    c.told = known;
    c.busy = busy;
    c.started_at = (known >= Known::Running).then_some(90_000);
    c.exit_code = (known == Known::Stopped).then_some(0);
    record
}

fn name(effect: &Effect) -> String {
    match effect {
        Effect::Pull { .. } => "pull".into(),
        Effect::Create { .. } => "create".into(),
        Effect::Start { .. } => "start".into(),
        Effect::Stop { .. } => "stop".into(),
        Effect::Look { .. } => "look".into(),
        Effect::Report(change) => format!("report {}", change.status),
        Effect::Wake(at) => format!("wake in {}", at - NOW),
        Effect::Cleanup => "cleanup".into(),
    }
}

#[test]
fn every_state_and_every_event() {
    let mut table = String::new();
    for (known, busy) in STATES {
        for desired in [Desired::Running, Desired::Stopped] {
            let in_flight = busy.map_or(String::new(), |b| format!(" ({b:?})").to_lowercase());
            table += &format!("{known:?}{in_flight}, wanted {desired:?}\n");
            for (what, event) in events() {
                let mut r = record(known, busy, desired);
                let step = r.step(event.clone(), NOW, &RULES);
                check(known, desired, &r, &step.effects, what);
                let done: Vec<_> = step.effects.iter().map(name).collect();
                let c = &r.containers[0];
                let changed = (c.known != known).then(|| format!("{:?}", c.known));
                let wanted = (r.desired != desired).then(|| format!("wanted {:?}", r.desired));
                let after: Vec<_> = changed.into_iter().chain(wanted).chain(done).collect();
                if !after.is_empty() {
                    table += &format!("    {what:<14} → {}\n", after.join(", "));
                }
            }
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/engine/tests/triples.txt");
    if std::env::var_os("TRIPLES").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    assert_eq!(
        table,
        std::fs::read_to_string(path).unwrap(),
        "see the comment of this file"
    );
}

/// What holds in every line of the table.
fn check(known: Known, desired: Desired, after: &TaskRecord, effects: &[Effect], what: &str) {
    let (c, did) = (&after.containers[0], |name_of: &str| {
        effects.iter().any(|e| name(e) == name_of)
    });
    let line = format!("{known:?}, {desired:?}, {what}: {:?} {effects:?}", c.known);
    assert!(
        desired == Desired::Running || after.desired == Desired::Stopped,
        "a stop is taken back: {line}"
    );
    assert!(
        known != Known::Stopped || c.known == Known::Stopped,
        "an end is taken back: {line}"
    );
    assert!(
        !did("report RUNNING") || known < Known::Stopped,
        "running after its end: {line}"
    );
    assert!(
        !did("report STOPPED") || c.known == Known::Stopped,
        "ended before its end: {line}"
    );
    if after.desired == Desired::Stopped {
        assert!(
            !did("pull") && !did("create") && !did("start"),
            "goes on though it should stop: {line}"
        );
    }
    // Backwards only when the engine has lost what was made.
    assert!(
        c.known >= known || (what == "seen gone" && known == Known::Created),
        "backwards: {line}"
    );
    assert!(
        effects.iter().filter(|e| matches!(e, Effect::Report(_))).count() <= 1,
        "told twice: {line}"
    );
    // One call at a time.
    let calls = effects
        .iter()
        .filter(|e| !matches!(e, Effect::Report(_) | Effect::Wake(_) | Effect::Cleanup));
    assert!(calls.count() <= 1, "two calls at once: {line}");
    let pending = c.known < Known::Stopped && after.desired == Desired::Stopped;
    let waits = effects.iter().any(|e| matches!(e, Effect::Wake(_)));
    assert!(
        !pending || c.busy.is_some() || waits,
        "a stop that nobody works on: {line}"
    );
}
