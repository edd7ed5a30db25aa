//! What IAM refuses, what it completes, and the corners of principals and variables.

use super::super::*;
use super::policy;
use serde_json::json;

fn refusal(source: &str, kind: PolicyKind) -> String {
    Policy::parse(source, kind).map(|_| ()).expect_err(source).0
}

#[test]
fn refusals() {
    let identity =
        |statement: &str| refusal(&format!(r#"{{"Statement":[{statement}]}}"#), PolicyKind::Identity);
    for (statement, part) in [
        (r#"{"Effect":"Allow","Action":"*"}"#, "must contain resources"),
        (r#"{"Effect":"Allow","Resource":"*"}"#, "must contain actions"),
        (r#"{"Action":"*","Resource":"*"}"#, "`Effect` is missing"),
        (
            r#"{"Effect":"allow","Action":"*","Resource":"*"}"#,
            "neither `Allow` nor `Deny`",
        ),
        (
            r#"{"Effect":"Allow","Action":"run","Resource":"*"}"#,
            "prefaced by a vendor",
        ),
        (
            r#"{"Effect":"Allow","Action":"e*:x","Resource":"*"}"#,
            "Vendor e* is not valid",
        ),
        (
            r#"{"Effect":"Allow","Action":[],"Resource":"*"}"#,
            "list of strings",
        ),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"bucket"}"#,
            "ARN format",
        ),
        (
            r#"{"Effect":"Allow","Action":"*","NotAction":"a:b","Resource":"*"}"#,
            "both given",
        ),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}"#,
            "should not specify a principal",
        ),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"*","Colour":"red"}"#,
            "`Colour`",
        ),
        (
            r#"{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}"#,
            "given twice",
        ),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Same":{"a:b":"c"}}}"#,
            "Condition type : Same",
        ),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NullIfExists":{"a:b":"c"}}}"#,
            "NullIfExists",
        ),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a":"c"}}}"#,
            "vendor",
        ),
        (
            r#"{"Sid":"a b","Effect":"Allow","Action":"*","Resource":"*"}"#,
            "alpha-numeric",
        ),
    ] {
        assert!(
            identity(statement).contains(part),
            "{statement}: {}",
            identity(statement)
        );
    }
    for (source, part) in [
        ("", "Syntax errors"),
        ("[]", "JSON object"),
        ("{}", "missing or empty"),
        (r#"{"Statement":[]}"#, "missing or empty"),
        (
            r#"{"Version":"2013-01-01","Statement":[]}"#,
            "valid version string",
        ),
    ] {
        assert!(refusal(source, PolicyKind::Identity).contains(part), "{source}");
    }
    let resource = |p: &str| {
        refusal(
            &format!(r#"{{"Statement":{{"Effect":"Allow","Action":"*","Principal":{p}}}}}"#),
            PolicyKind::Resource,
        )
    };
    for p in [
        r#""me""#,
        "{}",
        r#"{"AWS":"arn:aws:iam::111122223333:user/*"}"#,
        r#"{"Planet":"x"}"#,
        r#"{"AWS":"1"}"#,
    ] {
        assert!(resource(p).contains("Invalid principal"), "{p}");
    }
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    assert!(Policy::parse(&deep, PolicyKind::Identity).is_err());
}

fn outcome(
    statement: &serde_json::Value,
    kind: PolicyKind,
    subject: &str,
    resource: &str,
    context: &Context,
) -> Outcome {
    let p = policy(&json!({"Version": "2012-10-17", "Statement": statement}), kind);
    let subject = match subject.split_once('=') {
        Some(("service", name)) => Subject {
            kind: Kind::Service,
            arn: name.to_owned(),
            account: "111122223333".to_owned(),
            role: None,
        },
        _ => Subject::from_arn(subject).unwrap(),
    };
    let request = Request {
        subject: &subject,
        action: "a:B",
        resource,
        resource_account: "111122223333",
        context,
    };
    let list = [p];
    let policies = match kind {
        PolicyKind::Identity => Policies {
            identity: &list,
            ..Policies::default()
        },
        _ => Policies {
            resource: list.first(),
            ..Policies::default()
        },
    };
    decide(&request, &policies).outcome
}

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/task/one";

#[test]
fn an_incomplete_arn_is_completed() {
    let none = Context::new();
    for (pattern, resource, want) in [
        (
            "arn:aws:sqs",
            "arn:aws:sqs:us-east-1:111122223333:q",
            Outcome::Allowed,
        ),
        (
            "arn:aws:sqs:*",
            "arn:aws:sqs:us-east-1:111122223333:q:r",
            Outcome::Allowed,
        ),
        (
            "arn:aws:s*s:*:q",
            "arn:aws:sqs:us-east-1:111122223333:q",
            Outcome::ImplicitDeny,
        ),
        (
            "arn:aws:sqs:*:q",
            "arn:aws:sqs:us-east-1:111122223333:q",
            Outcome::ImplicitDeny,
        ),
        ("arn:aws:sqs:*", "*", Outcome::ImplicitDeny),
        ("*", "*", Outcome::Allowed),
    ] {
        let s = json!({"Effect": "Allow", "Action": "a:*", "Resource": pattern});
        assert_eq!(
            outcome(&s, PolicyKind::Identity, ALICE, resource, &none),
            want,
            "{pattern}"
        );
    }
}

#[test]
fn principals() {
    let none = Context::new();
    let check = |effect: &str, element: &str, p: serde_json::Value, who: &str| {
        let s = json!([{"Effect": effect, element: p, "Action": "a:B"}]);
        outcome(&s, PolicyKind::Resource, who, "*", &none)
    };
    let role = "arn:aws:iam::111122223333:role/task";
    for (p, who, want) in [
        (json!("*"), ALICE, Outcome::Allowed),
        (json!({"AWS": "*"}), SESSION, Outcome::Allowed),
        (json!({"AWS": [ALICE, role]}), SESSION, Outcome::Allowed),
        (json!({"AWS": "111122223333"}), ALICE, Outcome::ImplicitDeny),
        (
            json!({"AWS": "111122223333"}),
            "arn:aws:iam::111122223333:root",
            Outcome::Allowed,
        ),
        (
            json!({"Service": "ecs.amazonaws.com"}),
            "service=ecs.amazonaws.com",
            Outcome::Allowed,
        ),
        (
            json!({"Service": "ecs.amazonaws.com"}),
            "service=ec2.amazonaws.com",
            Outcome::ImplicitDeny,
        ),
        (
            json!({"Service": "ecs.amazonaws.com"}),
            ALICE,
            Outcome::ImplicitDeny,
        ),
        (json!({"Federated": "x"}), ALICE, Outcome::ImplicitDeny),
    ] {
        assert_eq!(check("Allow", "Principal", p.clone(), who), want, "{p} {who}");
    }
    // The account denies all its members; NotPrincipal must except account, role and session.
    assert_eq!(
        check("Deny", "Principal", json!({"AWS": "111122223333"}), SESSION),
        Outcome::ExplicitDeny
    );
    assert_eq!(
        check("Deny", "NotPrincipal", json!({"AWS": [ALICE]}), ALICE),
        Outcome::ExplicitDeny
    );
    assert_eq!(
        check(
            "Deny",
            "NotPrincipal",
            json!({"AWS": [ALICE, "111122223333"]}),
            ALICE
        ),
        Outcome::ImplicitDeny
    );
    let two = json!({"AWS": [SESSION, "111122223333"]});
    assert_eq!(check("Deny", "NotPrincipal", two, SESSION), Outcome::ExplicitDeny);
    let three = json!({"AWS": [SESSION, "111122223333", role]});
    assert_eq!(
        check("Deny", "NotPrincipal", three, SESSION),
        Outcome::ImplicitDeny
    );
}

#[test]
fn variables_are_text() {
    let check = |resource: &str, value: &str| {
        let s = json!({"Effect": "Allow", "Action": "*", "Resource": format!("arn:aws:s3:::b/{resource}")});
        let context = Context::new().with("aws:PrincipalTag/d", value);
        outcome(&s, PolicyKind::Identity, ALICE, "arn:aws:s3:::b/x:y/z", &context)
    };
    assert_eq!(check("${aws:PrincipalTag/d}/z", "x:y"), Outcome::Allowed);
    assert_eq!(check("${AWS:principaltag/D}/*", "x:y"), Outcome::Allowed);
    assert_eq!(check("${aws:PrincipalTag/d}", "*"), Outcome::ImplicitDeny);
    assert_eq!(
        check("${aws:PrincipalTag/other, '*'}", "*"),
        Outcome::ImplicitDeny
    );
    assert_eq!(check("${aws:PrincipalTag/other, 'x:y'}/z", "*"), Outcome::Allowed);
    assert_eq!(check("${aws:PrincipalTag/d", "x:y"), Outcome::ImplicitDeny);
    assert_eq!(check("${*}", "x"), Outcome::ImplicitDeny);
}
