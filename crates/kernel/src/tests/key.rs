//! Keys: order, escaping, ranges. And the small nouns beside them.

use proptest::prelude::*;

use super::scope;
use crate::{Arn, Key, Scope};

/// Parts as hostile as they come: separators, the escape, the last character.
fn part() -> impl Strategy<Value = String> {
    let c = prop_oneof![
        Just('a'),
        Just('b'),
        Just('/'),
        Just('\u{0}'),
        Just('\u{1}'),
        Just('\u{2}'),
        Just('\u{3}'),
        Just('\u{4}'),
        Just('\u{d7ff}'),
        Just('\u{e000}'),
        Just(char::MAX),
        any::<char>(),
    ];
    prop::collection::vec(c, 0..4).prop_map(|v| v.into_iter().collect())
}

fn parts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(part(), 0..4)
}

fn key(parts: &[String]) -> Key {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Key::global("k", &parts)
}

proptest! {
    #[test]
    fn parts_come_back_as_they_were(p in parts()) {
        let k = key(&p);
        prop_assert_eq!(k.parts(), p);
        prop_assert_eq!(k.kind(), "k");
        prop_assert_eq!(Key::from_stored(k.as_str()), k);
    }

    #[test]
    fn different_parts_are_different_keys(a in parts(), b in parts()) {
        prop_assert_eq!(key(&a) == key(&b), a == b);
    }

    #[test]
    fn children_are_exactly_the_longer_ones(a in parts(), b in parts()) {
        let below = b.len() > a.len() && b.starts_with(&a);
        prop_assert_eq!(key(&a).children().contains(&key(&b)), below);
    }

    #[test]
    fn a_prefix_finds_exactly_what_begins_with_it(a in parts(), prefix in part(), b in parts()) {
        let next = b.get(a.len()).filter(|_| b.starts_with(&a));
        let found = next.is_some_and(|n| n.starts_with(&prefix));
        prop_assert_eq!(key(&a).children_starting(&prefix).contains(&key(&b)), found);
    }

    #[test]
    fn printable_parts_sort_as_they_do(a in "[ -~é日]{0,4}", b in "[ -~é日]{0,4}") {
        let order = |x: &str| Key::new("k", &scope(), &[x, "tail"]);
        prop_assert_eq!(order(&a).cmp(&order(&b)), a.cmp(&b));
    }

    #[test]
    fn arns_are_never_a_panic(text in ".{0,40}") {
        if let Some(a) = Arn::parse(&text) {
            let again = format!(
                "arn:{}:{}:{}:{}:{}", a.partition, a.service, a.region, a.account, a.resource
            );
            prop_assert_eq!(again, text);
        }
    }
}

#[test]
fn a_scope_and_its_records() {
    let k = Key::new("ecs.task", &scope(), &["default", "1"]);
    assert_eq!(k.scope(), Some(scope()));
    assert_eq!(k.to_string(), "ecs.task/000000000000/us-east-1/default/1");
    assert!(Key::all("ecs.task").contains(&k));
    assert!(!Key::all("ecs.tas").contains(&k));
    let other = Key::new("ecs.task", &Scope::new("000000000000", "us-east-11"), &[]);
    assert!(!Key::new("ecs.task", &scope(), &[]).children().contains(&other));
}

#[test]
fn an_arn_names_its_scope_and_type() {
    let text = scope().arn("ecs", "task/default/1");
    let arn = Arn::parse(&text).unwrap();
    assert!(arn.is_in(&scope()));
    assert_eq!(arn.typed(), Some(("task", "default/1")));
    assert_eq!(
        scope().global_arn("iam", "role/x"),
        "arn:aws:iam::000000000000:role/x"
    );
    for bad in [
        "",
        "arn:aws:ecs",
        "arn:aws::r:a:x",
        "urn:aws:ecs:r:a:x",
        "arn:aws:ecs:r:a:",
    ] {
        assert_eq!(Arn::parse(bad), None, "{bad}");
    }
}
