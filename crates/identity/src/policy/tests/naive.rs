//! A second evaluator, written from the same documents but deliberately naive: it works on raw JSON,
//! matches by recursion and asks each question anew. Random cases must get the same answer from both.

use super::super::*;
use super::{context, policy};
use proptest::prelude::*;
use serde_json::{Value, json};

const ME: &str = "111122223333";
const OTHER: &str = "444455556666";

// ---- the naive evaluator ----

fn wild(p: &[char], s: &[char]) -> bool {
    match (p.first(), s.first()) {
        (None, None) => true,
        (Some('\u{1}'), _) => wild(&p[1..], s) || (!s.is_empty() && wild(p, &s[1..])),
        (Some('\u{2}'), Some(_)) => wild(&p[1..], &s[1..]),
        (Some(a), Some(b)) if a == b => wild(&p[1..], &s[1..]),
        _ => false,
    }
}

/// Replaces variables; wildcards become the private characters 1 and 2. `None`: a variable has no value.
fn expand(p: &str, wildcards: bool, variables: bool, ctx: &Value) -> Option<String> {
    let mut out = String::new();
    let mut rest = p.to_owned();
    while !rest.is_empty() {
        if variables && rest.starts_with("${") && rest.contains('}') {
            let end = rest.find('}').unwrap();
            let body = rest[2..end].to_owned();
            rest = rest[end + 1..].to_owned();
            if ["*", "?", "$"].contains(&body.as_str()) {
                out += &body;
                continue;
            }
            let (key, default) = match body.split_once(", ") {
                Some((k, d)) => (k.to_owned(), Some(d.trim_matches('\'').to_owned())),
                None => (body, None),
            };
            out += &match values(ctx, &key) {
                Some(v) if v.len() == 1 => v[0].clone(),
                Some(_) => return None,
                None => default?,
            };
            continue;
        }
        let c = rest.remove(0);
        out.push(match c {
            '*' if wildcards => '\u{1}',
            '?' if wildcards => '\u{2}',
            c => c,
        });
    }
    Some(out)
}

fn values(ctx: &Value, key: &str) -> Option<Vec<String>> {
    let (_, v) = ctx
        .as_object()?
        .iter()
        .find(|(k, _)| k.eq_ignore_ascii_case(key))?;
    let list: Vec<String> = many(v);
    (!list.is_empty()).then_some(list)
}

fn many(v: &Value) -> Vec<String> {
    match v {
        Value::Array(l) => l.iter().map(|v| v.as_str().unwrap().to_owned()).collect(),
        v => vec![v.as_str().unwrap().to_owned()],
    }
}

fn like(p: &str, s: &str, wildcards: bool, variables: bool, ctx: &Value) -> bool {
    expand(p, wildcards, variables, ctx)
        .is_some_and(|p| wild(&p.chars().collect::<Vec<_>>(), &s.chars().collect::<Vec<_>>()))
}

fn arn_like(p: &str, s: &str, variables: bool, ctx: &Value) -> bool {
    if p == "*" {
        return true;
    }
    // The generator puts variables into the last part only, so a plain split is right here.
    let mut ps: Vec<String> = p.splitn(6, ':').map(str::to_owned).collect();
    ps.resize(6, "*".to_owned());
    let ss: Vec<&str> = s.splitn(6, ':').collect();
    ss.len() == 6 && ps.iter().zip(ss).all(|(p, s)| like(p, s, true, variables, ctx))
}

fn one_value(op: &str, p: &str, s: &str, v: bool, ctx: &Value) -> bool {
    let n = |t: &str| t.parse::<i64>().ok();
    match op {
        "StringEquals" => like(p, s, false, v, ctx),
        "StringEqualsIgnoreCase" => p.to_lowercase() == s.to_lowercase(),
        "StringLike" => like(p, s, true, v, ctx),
        "ArnLike" | "ArnEquals" => s.matches(':').count() >= 5 && arn_like(p, s, v, ctx),
        "Bool" => p.eq_ignore_ascii_case(s) && ["true", "false"].contains(&s.to_lowercase().as_str()),
        "NumericEquals" => n(s).is_some() && n(p) == n(s),
        "NumericLessThan" => matches!((n(s), n(p)), (Some(a), Some(b)) if a < b),
        "NumericGreaterThanEquals" => matches!((n(s), n(p)), (Some(a), Some(b)) if a >= b),
        _ => panic!("{op}"),
    }
}

fn condition(op: &str, key: &str, wanted: &Value, variables: bool, ctx: &Value) -> bool {
    let wanted = many(wanted);
    let present = values(ctx, key);
    if op == "Null" {
        return wanted.iter().any(|w| (w == "true") == present.is_none());
    }
    let exists = op.ends_with("IfExists");
    let name = op.trim_end_matches("IfExists");
    let (set, name) = name.split_once(':').unwrap_or(("", name));
    let negated = name.contains("Not");
    let positive = name.replace("Not", "");
    let hit = |s: &String| wanted.iter().any(|p| one_value(&positive, p, s, variables, ctx));
    match (present, set) {
        (None, _) if exists => true,
        (None, "ForAllValues") => true,
        (None, "ForAnyValue") => false,
        (None, _) => negated,
        (Some(l), "ForAllValues") => l.iter().all(|s| hit(s) ^ negated),
        (Some(l), "ForAnyValue") => l.iter().any(|s| hit(s) ^ negated),
        (Some(l), _) => l.iter().any(hit) ^ negated,
    }
}

/// Which statements of a policy apply, as (denies, how the subject is named).
fn statements(p: &Value, case: &Value) -> Vec<(bool, &'static str)> {
    let variables = p["Version"] == "2012-10-17";
    let ctx = &case["context"];
    let (action, resource) = (
        case["action"].as_str().unwrap(),
        case["resource"].as_str().unwrap(),
    );
    let mut found = Vec::new();
    for s in p["Statement"].as_array().unwrap() {
        let action_hit = |v: &Value| {
            many(v)
                .iter()
                .any(|a| like(&a.to_lowercase(), &action.to_lowercase(), true, false, ctx))
        };
        let action_ok = if s["Action"].is_null() {
            !action_hit(&s["NotAction"])
        } else {
            action_hit(&s["Action"])
        };
        let resource_hit = |v: &Value| many(v).iter().any(|r| arn_like(r, resource, variables, ctx));
        let resource_ok = if s["Resource"].is_null() {
            !resource_hit(&s["NotResource"])
        } else {
            resource_hit(&s["Resource"])
        };
        let empty = serde_json::Map::new();
        let conditions_ok = s["Condition"]
            .as_object()
            .unwrap_or(&empty)
            .iter()
            .all(|(op, keys)| {
                keys.as_object()
                    .unwrap()
                    .iter()
                    .all(|(k, w)| condition(op, k, w, variables, ctx))
            });
        if action_ok && resource_ok && conditions_ok {
            for how in named(s, case) {
                found.push((s["Effect"] == "Deny", how));
            }
        }
    }
    found
}

fn named(s: &Value, case: &Value) -> Vec<&'static str> {
    if s["Principal"].is_null() {
        return vec!["direct"];
    }
    if s["Principal"] == "*" {
        return vec!["star"];
    }
    let who = case["principal"].as_str().unwrap();
    let account = who.split(':').nth(4).unwrap();
    let role = who
        .contains(":assumed-role/")
        .then(|| format!("arn:aws:iam::{account}:role/{}", who.split('/').nth(1).unwrap()));
    many(&s["Principal"]["AWS"])
        .iter()
        .filter_map(|p| {
            if p == who {
                Some("direct")
            } else if Some(p) == role.as_ref() {
                Some("role")
            } else if p == account || *p == format!("arn:aws:iam::{account}:root") {
                Some("account")
            } else {
                None
            }
        })
        .collect()
}

fn naive(case: &Value) -> Outcome {
    let list = |name: &str| case[name].as_array().cloned();
    let of = |l: &[Value], deny: bool| l.iter().flat_map(|p| statements(p, case)).any(|(d, _)| d == deny);
    let resource: Vec<Value> = if case["resourcePolicy"].is_null() {
        vec![]
    } else {
        vec![case["resourcePolicy"].clone()]
    };
    let scp: Vec<Value> = list("scp").unwrap_or_default();
    let everything: Vec<Value> = [
        list("identity"),
        list("boundary"),
        list("session"),
        Some(resource.clone()),
        Some(scp.clone()),
    ]
    .into_iter()
    .flatten()
    .flatten()
    .collect();
    if of(&everything, true) {
        return Outcome::ExplicitDeny;
    }
    let within = |name: &str| list(name).is_none_or(|l| of(&l, false));
    let hows: Vec<&str> = resource
        .iter()
        .flat_map(|p| statements(p, case))
        .filter(|(d, _)| !d)
        .map(|(_, how)| how)
        .collect();
    let same = case["principal"].as_str().unwrap().split(':').nth(4) == case["account"].as_str();
    let limits = within("boundary") && within("session");
    let identity = of(&list("identity").unwrap(), false) && limits;
    let by_resource =
        hows.contains(&"direct") || (limits && (hows.contains(&"role") || hows.contains(&"star")));
    let allowed = if same {
        identity || by_resource
    } else {
        identity && !hows.is_empty()
    };
    if allowed && within("scp") {
        Outcome::Allowed
    } else {
        Outcome::ImplicitDeny
    }
}

// ---- random cases: small alphabets, so that things often fit ----

fn pick(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(of).prop_map(str::to_owned)
}

fn some_of(of: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop::collection::vec(pick(of), 1..3).prop_map(|l| if l.len() == 1 { json!(l[0]) } else { json!(l) })
}

const TEXTS: &[&str] = &[
    "a",
    "b",
    "ab",
    "A",
    "a*",
    "*",
    "?b",
    "${k:one}",
    "${k:one, 'a'}",
    "${*}",
    "1",
    "2",
    "10",
    "true",
    "False",
];
const PLAIN: &[&str] = &[
    "a",
    "b",
    "ab",
    "A",
    "*",
    "1",
    "2",
    "10",
    "true",
    "false",
    "arn:aws:x:r:1:a/b",
    "arn:aws:x:r:1:a",
];
const ARNS: &[&str] = &[
    "arn:aws:x:*:1:a*",
    "arn:aws:x",
    "*",
    "arn:*:x:r:1:a/?",
    "arn:aws:x:r:1:${k:one}",
    "arn:aws:x:r:*",
];
const KEYS: &[&str] = &["k:one", "K:Two", "k:many"];
const RESOURCES: &[&str] = &[
    "*",
    "arn:aws:x:r:1:a",
    "arn:aws:x:r:1:a/b",
    "arn:aws:x:r:1:*",
    "arn:aws:x",
    "arn:aws:*:r:1:a/${k:one}",
    "arn:aws:x:r:1:?",
];
const ACTIONS: &[&str] = &["*", "x:*", "x:Get", "X:get", "x:G?t", "x:Put", "y:*"];

fn conditions() -> impl Strategy<Value = Value> {
    let text_op = pick(&[
        "StringEquals",
        "StringNotEquals",
        "StringLike",
        "StringNotLike",
        "Bool",
        "NumericEquals",
        "NumericNotEquals",
        "NumericLessThan",
        "NumericGreaterThanEquals",
    ]);
    let set = pick(&["", "", "ForAllValues:", "ForAnyValue:"]);
    let exists = pick(&["", "", "IfExists"]);
    let text = (set, text_op, exists, pick(KEYS), some_of(TEXTS))
        .prop_map(|(s, o, e, k, v)| json!({format!("{s}{o}{e}"): {k: v}}));
    let arn = (
        pick(&["ArnLike", "ArnNotLike", "ArnEquals"]),
        pick(KEYS),
        some_of(ARNS),
    )
        .prop_map(|(o, k, v)| json!({o: {k: v}}));
    let fold = (
        pick(&["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"]),
        pick(KEYS),
        some_of(&["a", "AB", "b"]),
    )
        .prop_map(|(o, k, v)| json!({o: {k: v}}));
    let null = (pick(KEYS), some_of(&["true", "false"])).prop_map(|(k, v)| json!({"Null": {k: v}}));
    prop_oneof![3 => Just(json!({})), 4 => text, 1 => arn, 1 => fold, 1 => null]
}

fn statement(principal: bool) -> impl Strategy<Value = Value> {
    let who = prop_oneof![
        Just(json!("*")),
        some_of(&[
            ME,
            OTHER,
            "arn:aws:iam::111122223333:root",
            "arn:aws:iam::111122223333:user/u",
            "arn:aws:iam::111122223333:role/r",
            "arn:aws:sts::111122223333:assumed-role/r/s",
        ])
        .prop_map(|v| json!({"AWS": v})),
    ];
    (
        pick(&["Allow", "Allow", "Allow", "Deny"]),
        pick(&["Action", "Action", "Action", "NotAction"]),
        some_of(ACTIONS),
        pick(&["Resource", "Resource", "Resource", "NotResource"]),
        some_of(RESOURCES),
        conditions(),
        who,
    )
        .prop_map(move |(effect, a, actions, r, resources, condition, who)| {
            let mut s = json!({"Effect": effect, a: actions, r: resources, "Condition": condition});
            if principal {
                s["Principal"] = who;
            }
            s
        })
}

fn document(principal: bool) -> impl Strategy<Value = Value> {
    (
        pick(&["2012-10-17", "2012-10-17", "2008-10-17"]),
        prop::collection::vec(statement(principal), 1..3),
    )
        .prop_map(|(v, s)| json!({"Version": v, "Statement": s}))
}

fn documents() -> impl Strategy<Value = Value> {
    prop::collection::vec(document(false), 0..3).prop_map(|l| json!(l))
}

fn maybe(of: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop::option::weighted(0.3, of).prop_map(|v| v.unwrap_or(Value::Null))
}

fn case() -> impl Strategy<Value = Value> {
    let request = (
        pick(&["x:Get", "x:Put", "y:Get"]),
        pick(&["*", "arn:aws:x:r:1:a", "arn:aws:x:r:1:a/b", "arn:aws:y:r:1:a/b"]),
        pick(&[
            "arn:aws:iam::111122223333:user/u",
            "arn:aws:sts::111122223333:assumed-role/r/s",
        ]),
        pick(&[ME, ME, OTHER]),
    );
    let context = (
        prop::option::of(pick(PLAIN)),
        prop::option::of(pick(PLAIN)),
        prop::option::of(prop::collection::vec(pick(PLAIN), 0..3)),
    );
    (request, context, documents(), maybe(documents()), maybe(documents()), maybe(document(true)), maybe(documents())).prop_map(
        |((action, resource, principal, account), (one, two, many), identity, boundary, session, resource_policy, scp)| {
            let mut ctx = serde_json::Map::new();
            one.map(|v| ctx.insert("k:one".to_owned(), json!(v)));
            two.map(|v| ctx.insert("k:two".to_owned(), json!(v)));
            many.map(|v| ctx.insert("k:many".to_owned(), json!(v)));
            json!({"action": action, "resource": resource, "principal": principal, "account": account, "context": ctx,
                   "identity": identity, "boundary": boundary, "session": session,
                   "resourcePolicy": resource_policy, "scp": scp})
        },
    )
}

fn ours(case: &Value) -> Outcome {
    let list = |name: &str| -> Option<Vec<Policy>> {
        case[name]
            .as_array()
            .map(|l| l.iter().map(|p| policy(p, PolicyKind::Identity)).collect())
    };
    let (identity, boundary, session) = (list("identity").unwrap(), list("boundary"), list("session"));
    let scp = list("scp").map(|level| vec![level]);
    let resource =
        (!case["resourcePolicy"].is_null()).then(|| policy(&case["resourcePolicy"], PolicyKind::Resource));
    let text = |name: &str| case[name].as_str().unwrap();
    let request = Request {
        subject: &Subject::from_arn(text("principal")).unwrap(),
        action: text("action"),
        resource: text("resource"),
        resource_account: text("account"),
        context: &context(&case["context"]),
    };
    let policies = Policies {
        identity: &identity,
        boundary: boundary.as_deref(),
        session: session.as_deref(),
        resource: resource.as_ref(),
        service_control: scp.as_deref(),
    };
    decide(&request, &policies).outcome
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(4000)))]

    #[test]
    fn both_evaluators_agree(case in case()) {
        prop_assert_eq!(ours(&case), naive(&case));
    }
}

/// The random cases must not all end alike, or agreement would mean little.
#[test]
fn the_cases_are_varied() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut counts = std::collections::HashMap::new();
    for _ in 0..1000 {
        let case = case().new_tree(&mut runner).unwrap().current();
        *counts.entry(format!("{:?}", ours(&case))).or_insert(0) += 1;
    }
    assert!(
        counts.len() == 3 && counts.values().all(|n| *n > 50),
        "{counts:?}"
    );
}

#[test]
fn any_text_is_answered() {
    let file = include_str!("../../../tests/data/iam.json");
    let bytes = file.as_bytes();
    let mut seed = 7_u64;
    for _ in 0..2000 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let at = usize::try_from(seed >> 33).unwrap() % (bytes.len() - 600);
        let cut = String::from_utf8_lossy(&bytes[at..at + 600]).into_owned();
        let start = cut.find("{\"Effect\"").or_else(|| cut.find('{')).unwrap_or(0);
        for kind in [PolicyKind::Identity, PolicyKind::Resource, PolicyKind::Trust] {
            let _ = Policy::parse(&cut[start..], kind);
        }
    }
}
