//! The lifecycle: every state met with every event, and random histories.

use kernel::doc::Doc;
use kernel::{Scope, Time};
use proptest::prelude::*;
use wire::ecs as w;

use super::record::{Container, LaunchType, NodeRef, Reached, Reservation, Stop, Task, TaskEvent, TaskState};
use crate::tag::Tags;

/// A task with these containers.
pub(super) fn a_task(containers: &[&str]) -> Task {
    let scope = Scope::new("000000000000", "us-east-1");
    let containers = containers.iter().map(|name| Container {
        name: (*name).to_owned(),
        ..Container::default()
    });
    Task {
        node: NodeRef {
            scope: scope.clone(),
            cluster: "c".into(),
            id: "n".into(),
        },
        scope,
        cluster: "c".into(),
        id: "t".into(),
        family: "f".into(),
        revision: 1,
        launch_type: LaunchType::Ec2,
        capacity_provider: None,
        platform_version: None,
        zone: None,
        reservation: Reservation::default(),
        state: TaskState::Pending,
        containers: containers.collect(),
        overrides: Doc(w::TaskOverride::default()),
        eni: None,
        group: "family:f".into(),
        started_by: None,
        enable_execute_command: false,
        cpu: None,
        memory: None,
        created: Time(1),
        pull_started: None,
        pull_stopped: None,
        execution_stopped: None,
        connectivity_at: None,
        tags: Tags::default(),
        protected_until: None,
        log_mode: None,
        namespace: None,
        version: 1,
    }
}

fn states() -> Vec<TaskState> {
    let stopping = |reached, told| TaskState::Stopping {
        reached,
        why: Stop::user(Some("enough")),
        since: Time(5),
        told,
    };
    vec![
        TaskState::Provisioning,
        TaskState::Pending,
        TaskState::Running { started: Time(3) },
        stopping(Reached::Provisioning, false),
        stopping(Reached::Pending, true),
        stopping(Reached::Running { started: Time(3) }, false),
        stopping(Reached::Running { started: Time(3) }, true),
        TaskState::Stopped {
            started: Some(Time(3)),
            stopping: None,
            why: Stop::essential_exited(None),
            at: Time(9),
        },
    ]
}

fn events() -> Vec<TaskEvent> {
    vec![
        TaskEvent::Accepted,
        TaskEvent::Started(Time(4)),
        TaskEvent::StopAsked(Stop::user(None), Time(6)),
        TaskEvent::Ended {
            reason: Some("it broke".into()),
            failed_start: true,
            at: Time(8),
        },
        TaskEvent::Ended {
            reason: None,
            failed_start: false,
            at: Time(8),
        },
        TaskEvent::Lost(Stop::node_deregistered(), Time(8)),
    ]
}

/// lastStatus/desiredStatus of a state.
fn short(s: &TaskState) -> String {
    format!("{}/{}", s.last_status(), s.desired_status())
}

#[test]
fn every_state_with_every_event() {
    let rows: Vec<String> = states()
        .iter()
        .map(|s| {
            let after: Vec<String> = events().iter().map(|e| short(&s.clone().step(e))).collect();
            format!("{:22} {}", short(s), after.join(" "))
        })
        .collect();
    let expect = [
        // state                 accepted              started             stop asked            ended             ended           lost
        "PROVISIONING/RUNNING   PENDING/RUNNING RUNNING/RUNNING PROVISIONING/STOPPED STOPPED/STOPPED STOPPED/STOPPED STOPPED/STOPPED",
        "PENDING/RUNNING        PENDING/RUNNING RUNNING/RUNNING PENDING/STOPPED STOPPED/STOPPED STOPPED/STOPPED STOPPED/STOPPED",
        "RUNNING/RUNNING        RUNNING/RUNNING RUNNING/RUNNING RUNNING/STOPPED STOPPED/STOPPED STOPPED/STOPPED STOPPED/STOPPED",
        "PROVISIONING/STOPPED   STOPPING/STOPPED RUNNING/STOPPED PROVISIONING/STOPPED STOPPED/STOPPED STOPPED/STOPPED STOPPED/STOPPED",
        "STOPPING/STOPPED       STOPPING/STOPPED STOPPING/STOPPED STOPPING/STOPPED STOPPED/STOPPED STOPPED/STOPPED STOPPED/STOPPED",
        "RUNNING/STOPPED        STOPPING/STOPPED RUNNING/STOPPED RUNNING/STOPPED STOPPED/STOPPED STOPPED/STOPPED STOPPED/STOPPED",
        "STOPPING/STOPPED       STOPPING/STOPPED STOPPING/STOPPED STOPPING/STOPPED STOPPED/STOPPED STOPPED/STOPPED STOPPED/STOPPED",
        "STOPPED/STOPPED        STOPPED/STOPPED STOPPED/STOPPED STOPPED/STOPPED STOPPED/STOPPED STOPPED/STOPPED STOPPED/STOPPED",
    ];
    assert_eq!(rows, expect);
}

#[test]
fn reasons_say_what_happened() {
    let ended = |s: TaskState, failed_start, reason: Option<&str>| {
        let e = TaskEvent::Ended {
            reason: reason.map(Into::into),
            failed_start,
            at: Time(9),
        };
        match s.step(&e) {
            TaskState::Stopped { why, .. } => (why.code, why.reason),
            other => panic!("{other:?}"),
        }
    };
    let running = || TaskState::Running { started: Time(1) };
    assert_eq!(
        ended(running(), false, None),
        (
            "EssentialContainerExited".into(),
            "Essential container in task exited".into()
        )
    );
    assert_eq!(
        ended(TaskState::Pending, true, Some("CannotPullContainerError: no")).0,
        "TaskFailedToStart"
    );
    let stopping = running().step(&TaskEvent::StopAsked(Stop::user(Some("by me")), Time(5)));
    assert_eq!(
        ended(stopping, false, None),
        ("UserInitiated".into(), "by me".into()),
        "the wish stays the reason"
    );
}

proptest! {
    /// In any history, with repeats and in any order: a status never goes back, a stopped task stays as it is, and a
    /// wish to stop is never forgotten.
    #[test]
    fn no_history_goes_back(history in prop::collection::vec(0usize..6, 0..40)) {
        let all = events();
        let rank = |s: &TaskState| match s.last_status() {
            "PROVISIONING" => 0, "PENDING" => 1, "RUNNING" => 2, "STOPPING" => 3, _ => 4,
        };
        let mut s = TaskState::Provisioning;
        for i in history {
            let next = s.clone().step(&all[i]);
            prop_assert!(rank(&next) >= rank(&s), "{s:?} -> {next:?}");
            if s.desired_status() == "STOPPED" {
                prop_assert_eq!(next.desired_status(), "STOPPED");
            }
            if s.is_stopped() {
                prop_assert_eq!(&next, &s);
            }
            prop_assert_eq!(next.clone().step(&all[i]).last_status(), next.clone().step(&all[i]).step(&all[i]).last_status());
            s = next;
        }
    }
}
