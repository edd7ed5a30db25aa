use kernel::{Key, Record as _, Scope, Time};
use wire::acs::{BLACK_BOX, LongshoreBlackBox, LongshoreHealthOutput};
use wire::ecs as w;

use super::record::{BlackBox, Lines, Of, read};
use super::view;
use crate::task::tests::a_task;

fn told(name: &str, reason: String) -> w::ManagedAgentStateChange {
    w::ManagedAgentStateChange {
        container_name: name.into(),
        managed_agent_name: "ExecuteCommandAgent".into(),
        status: "STOPPED".into(),
        reason: Some(reason),
    }
}

fn boxed(name: &str, b: &LongshoreBlackBox) -> w::ManagedAgentStateChange {
    told(name, format!("{BLACK_BOX}{}", serde_json::to_string(b).unwrap()))
}

#[test]
fn an_agent_cannot_fill_the_store() {
    let huge = LongshoreBlackBox {
        image: "i".repeat(1 << 20),
        lines: vec!["x".repeat(5000); 2000],
        health: vec![
            LongshoreHealthOutput {
                output: "€".repeat(5000),
                ..Default::default()
            };
            50
        ],
        ..Default::default()
    };
    let task = a_task(&["a", "b"]);
    let reports = [
        boxed("a", &huge),
        boxed("a", &huge),
        boxed("stranger", &huge),
        told("b", "stopped as usual".into()),
        told("b", format!("{BLACK_BOX}no json")),
        boxed("b", &huge),
    ];
    let all = read(&task, &reports);
    assert_eq!(
        all.iter().map(|b| b.name.as_str()).collect::<Vec<_>>(),
        ["a", "b"]
    );
    assert!(serde_json::to_vec(&all).unwrap().len() < 128 * 1024);
}

#[test]
fn keys_are_in_the_order_of_time_and_lead_back() {
    let of = |at, id: &str| Of {
        at: Time(at),
        scope: Scope::new("000000000000", "us-east-1"),
        cluster: "c".into(),
        id: id.into(),
    };
    let (early, late) = (of(999, "z"), of(1_000, "a"));
    assert!(BlackBox::key_of(&early) < BlackBox::key_of(&late));
    assert_eq!(Of::key(&Lines::key_of(&late)).unwrap(), late);
    assert_eq!(Of::key(&Key::global(BlackBox::KIND, &["x"])), None);
}

#[test]
fn details_are_named_by_container() {
    let of = Of {
        at: Time(1),
        scope: Scope::new("0", "r"),
        cluster: "c".into(),
        id: "t".into(),
    };
    let b = LongshoreBlackBox {
        name: "web".into(),
        exit_code: Some(137),
        signal: Some("SIGKILL".into()),
        out_of_memory: true,
        memory_limit: Some(67_108_864),
        ..Default::default()
    };
    let stored = BlackBox {
        of: of.clone(),
        containers: vec![b],
    };
    let lines = Lines {
        of,
        containers: vec![("web".into(), vec!["one".into(), "two".into()])],
    };
    let value = |a: &w::Attachment, name: &str| {
        let all = a.details.clone().unwrap();
        all.into_iter()
            .find(|d| d.name.as_deref() == Some(name))
            .and_then(|d| d.value)
    };
    let plain = view::attachment(&stored, None);
    assert_eq!(value(&plain, "web.signal").as_deref(), Some("SIGKILL"));
    assert_eq!(value(&plain, "web.memoryLimit").as_deref(), Some("67108864"));
    assert_eq!(value(&plain, "web.lastLines"), None);
    let whole = view::attachment(&stored, Some(&lines));
    assert_eq!(value(&whole, "web.lastLines").as_deref(), Some("one\ntwo"));
}
