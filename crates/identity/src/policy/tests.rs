//! The IAM decision vectors, the grammar's refusals, and a second evaluator.

use super::*;
use serde_json::{Value, json};

mod grammar;
mod naive;

pub(super) fn policy(v: &Value, kind: PolicyKind) -> Policy {
    Policy::parse(&v.to_string(), kind).unwrap_or_else(|e| panic!("{e}: {v}"))
}

fn list(v: &Value) -> Option<Vec<Policy>> {
    v.as_array()
        .map(|l| l.iter().map(|p| policy(p, PolicyKind::Identity)).collect())
}

pub(super) fn context(v: &Value) -> Context {
    let mut context = Context::new();
    for (key, value) in v.as_object().unwrap() {
        let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
        let values = value
            .as_array()
            .map_or_else(|| vec![text(value)], |l| l.iter().map(text).collect());
        context.set(key, values);
    }
    context
}

fn judge(vector: &Value) -> Decision {
    let p = &vector["policies"];
    let identity = list(&p["identity"]).unwrap_or_default();
    let boundary = list(&p["boundary"]);
    let session = (!p["session"].is_null()).then(|| vec![policy(&p["session"], PolicyKind::Identity)]);
    let resource = (!p["resource"].is_null()).then(|| policy(&p["resource"], PolicyKind::Resource));
    let scp: Option<Vec<Vec<Policy>>> = p["scp"]
        .as_array()
        .map(|l| l.iter().map(|l| list(l).unwrap()).collect());
    let r = &vector["request"];
    let text = |name: &str| r[name].as_str().unwrap();
    let request = Request {
        subject: &Subject::from_arn(text("principal")).unwrap(),
        action: text("action"),
        resource: text("resource"),
        resource_account: text("resourceAccount"),
        context: &context(&r["context"]),
    };
    let policies = Policies {
        identity: &identity,
        boundary: boundary.as_deref(),
        session: session.as_deref(),
        resource: resource.as_ref(),
        service_control: scp.as_deref(),
    };
    decide(&request, &policies)
}

fn vectors() -> Value {
    serde_json::from_str(include_str!("../../tests/data/iam.json")).unwrap()
}

#[test]
fn decision_vectors() {
    let file = vectors();
    let all = file["vectors"].as_array().unwrap();
    let wrong: Vec<String> = all
        .iter()
        .filter_map(|v| {
            let got = judge(v);
            let word = match got.outcome {
                Outcome::Allowed => "Allowed",
                Outcome::ExplicitDeny => "ExplicitlyDenied",
                Outcome::ImplicitDeny => "ImplicitlyDenied",
            };
            (word != v["expected"])
                .then(|| format!("{} {}: {got:?}, want {}", v["id"], v["note"], v["expected"]))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} wrong:\n{}",
        wrong.len(),
        all.len(),
        wrong.join("\n")
    );
    assert!(all.len() > 500);
}

#[test]
fn invalid_policies() {
    for v in vectors()["invalid_policies"].as_array().unwrap() {
        let list = v["policies"]["identity"].as_array().unwrap();
        let refused = list
            .iter()
            .filter(|p| Policy::parse(&p.to_string(), PolicyKind::Identity).is_err())
            .count();
        assert_eq!(refused, 1, "{v}");
    }
}

/// Ten policies of ten statements: a decision takes far less than the promised 50 µs.
#[test]
fn a_decision_is_quick() {
    let statement = |i: usize| {
        json!({"Effect": "Allow", "Action": [format!("ecs:*Service{i}"), "s3:Get*"],
               "Resource": format!("arn:aws:ecs:*:111122223333:service/prod/{i}*/${{aws:username}}"),
               "Condition": {"StringLike": {"aws:PrincipalTag/team": ["b*e", "r?d"]}}})
    };
    let one = json!({"Version": "2012-10-17", "Statement": (0..10).map(statement).collect::<Vec<_>>()});
    let identity: Vec<Policy> = (0..10).map(|_| policy(&one, PolicyKind::Identity)).collect();
    let context = Context::new()
        .with("aws:username", "alice")
        .with("aws:PrincipalTag/team", "blue");
    let subject = Subject::from_arn("arn:aws:iam::111122223333:user/alice").unwrap();
    let request = Request {
        subject: &subject,
        action: "ecs:UpdateService9",
        resource: "arn:aws:ecs:us-east-1:111122223333:service/prod/9x/bob",
        resource_account: "111122223333",
        context: &context,
    };
    let policies = Policies {
        identity: &identity,
        ..Policies::default()
    };
    let mut times: Vec<_> = (0..2000)
        .map(|_| {
            let start = std::time::Instant::now();
            assert_eq!(decide(&request, &policies).outcome, Outcome::ImplicitDeny);
            start.elapsed()
        })
        .collect();
    times.sort();
    // The bound is for an optimised build; a debug build on a busy machine gets twenty times that.
    let bound = if cfg!(debug_assertions) { 1000 } else { 50 };
    assert!(times[1000].as_micros() < bound, "median {:?}", times[1000]);
}

#[test]
fn the_sentence_names_the_missing_policy() {
    let subject = Subject::from_arn("arn:aws:iam::111122223333:user/alice").unwrap();
    let context = Context::new();
    let request = Request {
        subject: &subject,
        action: "ecs:RunTask",
        resource: "*",
        resource_account: "111122223333",
        context: &context,
    };
    let allow = [policy(
        &json!({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}),
        PolicyKind::Identity,
    )];
    let deny = [policy(
        &json!({"Statement": {"Effect": "Deny", "Action": "ecs:*", "Resource": "*"}}),
        PolicyKind::Identity,
    )];
    let none: Policies<'_, Policy> = Policies::default();
    let because = |p: &Policies<'_, Policy>| decide(&request, p).because("ecs:RunTask");
    assert_eq!(
        because(&none),
        "because no identity-based policy allows the ecs:RunTask action"
    );
    assert_eq!(
        because(&Policies {
            identity: &allow,
            boundary: Some(&deny),
            ..none
        }),
        "with an explicit deny in a permissions boundary"
    );
    assert_eq!(
        because(&Policies {
            identity: &allow,
            session: Some(&[]),
            ..none
        }),
        "because no session policy allows the ecs:RunTask action"
    );
    assert_eq!(
        because(&Policies {
            identity: &deny,
            ..none
        }),
        "with an explicit deny in an identity-based policy"
    );
}
