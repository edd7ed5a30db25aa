use wire::ecs as w;

use super::change::{Line, difference, image, lines, replace, request};
use super::verdict::{Verdict, judge};

fn definition(images: &[(&str, &str)]) -> w::TaskDefinition {
    w::TaskDefinition {
        family: Some("web".into()),
        revision: Some(3),
        status: Some("ACTIVE".into()),
        task_definition_arn: Some("arn:aws:ecs:us-east-1:000000000000:task-definition/web:3".into()),
        container_definitions: Some(
            images
                .iter()
                .map(|(name, image)| w::ContainerDefinition {
                    name: Some((*name).into()),
                    image: Some((*image).into()),
                    ..Default::default()
                })
                .collect(),
        ),
        ..Default::default()
    }
}

fn images(r: &w::RegisterTaskDefinitionRequest) -> Vec<&str> {
    r.container_definitions
        .iter()
        .filter_map(|c| c.image.as_deref())
        .collect()
}

#[test]
fn only_the_named_container_gets_the_image() {
    let mut r = request(&definition(&[("app", "a:1"), ("log", "l:1")]), Vec::new()).unwrap();
    replace(&mut r, &[image("app=host:5000/a:2").unwrap()]).unwrap();
    assert_eq!(images(&r), ["host:5000/a:2", "l:1"]);
    let which = replace(&mut r, &[image("a:3").unwrap()]).unwrap_err().to_string();
    assert!(which.contains("app, log"), "{which}");
    let unknown = replace(&mut r, &[image("db=a:3").unwrap()])
        .unwrap_err()
        .to_string();
    assert!(unknown.contains("no container `db`"), "{unknown}");
    let mut one = request(&definition(&[("app", "a:1")]), Vec::new()).unwrap();
    replace(&mut one, &[image("a:2").unwrap()]).unwrap();
    assert_eq!(images(&one), ["a:2"]);
    assert!(image("").is_err() && image("=x").is_err() && image("app=").is_err());
}

#[test]
fn a_difference_is_the_changed_lines() {
    let old = request(&definition(&[("app", "a:1"), ("log", "l:1")]), Vec::new()).unwrap();
    let mut new = old.clone();
    replace(&mut new, &[image("app=a:2").unwrap()]).unwrap();
    let text = lines(&old).unwrap();
    assert!(
        !text.iter().any(|l| l.contains("revision")),
        "what is only answered is not compared"
    );
    let changed: Vec<_> = difference(&text, &lines(&new).unwrap())
        .into_iter()
        .filter(|l| !matches!(l, Line::Same(_)))
        .collect();
    let has = |l: &Line, what: &str| match l {
        Line::Gone(t) | Line::New(t) | Line::Same(t) => t.contains(what),
    };
    assert_eq!(changed.len(), 2, "{changed:?}");
    assert!(matches!(&changed[0], Line::Gone(_)) && has(&changed[0], "a:1"));
    assert!(matches!(&changed[1], Line::New(_)) && has(&changed[1], "a:2"));
}

#[test]
fn differences_of_small_texts() {
    let text = |s: &str| s.chars().map(String::from).collect::<Vec<_>>();
    for (old, new, same) in [
        ("", "", 0),
        ("abc", "", 0),
        ("", "abc", 0),
        ("abcd", "acxd", 3),
        ("ab", "ba", 1),
    ] {
        let found = difference(&text(old), &text(new));
        let kept = found.iter().filter(|l| matches!(l, Line::Same(_))).count();
        assert_eq!(kept, same, "{old} {new}");
        let side = |gone: bool| -> String {
            found
                .iter()
                .filter_map(|l| match l {
                    Line::Same(t) => Some(t.as_str()),
                    Line::Gone(t) if gone => Some(t),
                    Line::New(t) if !gone => Some(t),
                    _ => None,
                })
                .collect()
        };
        assert_eq!((side(true), side(false)), (old.to_owned(), new.to_owned()));
    }
}

#[test]
fn a_deployment_that_was_rolled_back_has_failed() {
    let with = |status: &str| w::ServiceDeployment {
        status: Some(status.into()),
        rollback: Some(w::Rollback {
            reason: Some("the circuit breaker was triggered".into()),
            ..Default::default()
        }),
        ..Default::default()
    };
    assert_eq!(judge(&with("SUCCESSFUL")), Verdict::Done);
    for (status, back) in [
        ("ROLLBACK_SUCCESSFUL", true),
        ("ROLLBACK_FAILED", false),
        ("STOPPED", false),
    ] {
        let Verdict::Failed { reason, rolled_back } = judge(&with(status)) else {
            panic!("{status}");
        };
        assert_eq!(
            (reason.as_str(), rolled_back),
            ("the circuit breaker was triggered", back)
        );
    }
}

#[test]
fn progress_tells_tasks_and_failures() {
    let revision = |wanted, running, pending| w::ServiceRevisionSummary {
        requested_task_count: Some(wanted),
        running_task_count: Some(running),
        pending_task_count: Some(pending),
        ..Default::default()
    };
    let d = w::ServiceDeployment {
        status: Some("IN_PROGRESS".into()),
        target_service_revision: Some(revision(4, 1, 2)),
        source_service_revisions: Some(vec![revision(4, 3, 0)]),
        deployment_circuit_breaker: Some(w::ServiceDeploymentCircuitBreaker {
            failure_count: Some(1),
            threshold: Some(3),
            ..Default::default()
        }),
        ..Default::default()
    };
    let expect = "deploying: 1 of 4 running, 2 starting, 3 old, 1 of 3 failures";
    assert_eq!(judge(&d), Verdict::Going(expect.into()));
}
