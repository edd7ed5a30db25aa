//! The rules of lifecycle policies.

use kernel::Time;
use proptest::prelude::*;
use serde_json::json;

use super::plan::{Named, Seen, named};
use super::policy::{Count, Rule, Tagged, read};
use crate::names::Digest;

const DAY: i64 = 24 * 3600 * 1000;

fn image(n: u8, tags: &[&str], days_ago: i64) -> Seen {
    Seen {
        digest: Digest::of(&[n]),
        tags: tags.iter().map(|t| (*t).to_owned()).collect(),
        pushed: Time(-days_ago * DAY),
        pulled: None,
        children: Vec::new(),
        used: false,
    }
}

fn rule(priority: i32, tags: Tagged, count: Count) -> Rule {
    Rule {
        priority,
        tags,
        count,
    }
}

fn expiring(rules: &[Rule], images: &[Seen], now: Time) -> Vec<(Digest, i32)> {
    let going = named(rules, images, now).into_iter().filter(|n| !n.kept);
    going.map(|n| (n.digest, n.priority)).collect()
}

fn gone(rules: &[Rule], images: &[Seen]) -> Vec<(u8, i32)> {
    let number = |d: &Digest| (0..=255).find(|n| Digest::of(&[*n]) == *d).unwrap();
    expiring(rules, images, Time(0))
        .iter()
        .map(|(d, p)| (number(d), *p))
        .collect()
}

#[test]
fn the_newest_stay() {
    let images = [image(1, &["a"], 3), image(2, &["b"], 1), image(3, &[], 2)];
    let two = [rule(1, Tagged::Any, Count::MoreThan(2))];
    assert_eq!(gone(&two, &images), [(1, 1)]);
    let old = [rule(1, Tagged::Any, Count::DaysSincePushed(2))];
    assert_eq!(gone(&old, &images), [(1, 1), (3, 1)]);
}

#[test]
fn an_image_is_judged_once_by_the_first_rule_that_fits_it() {
    let images = [image(1, &["prod-1", "dev-1"], 9), image(2, &["dev-2"], 8)];
    let rules = [
        rule(1, Tagged::Prefixes(vec!["prod".into()]), Count::MoreThan(5)),
        rule(2, Tagged::Any, Count::DaysSincePushed(1)),
    ];
    assert_eq!(
        gone(&rules, &images),
        [(2, 2)],
        "the first rule claims image 1 and keeps it"
    );
}

#[test]
fn all_prefixes_and_patterns_of_a_list_must_fit() {
    let images = [image(1, &["alpha-1", "beta-1"], 1), image(2, &["alpha-2"], 1)];
    let both = || vec!["alpha*".to_owned(), "*beta*".to_owned()];
    let patterns = [rule(1, Tagged::Patterns(both()), Count::DaysSincePushed(1))];
    assert_eq!(gone(&patterns, &images), [(1, 1)]);
    let prefixes = Tagged::Prefixes(vec!["alpha".into(), "beta".into()]);
    assert_eq!(
        gone(&[rule(1, prefixes, Count::DaysSincePushed(1))], &images),
        [(1, 1)]
    );
}

#[test]
fn what_was_pulled_lately_or_is_needed_stays() {
    let all = |count| [rule(1, Tagged::Any, count)];
    let mut pulled = image(1, &["a"], 90);
    pulled.pulled = Some(Time(-DAY));
    let images = [pulled, image(2, &["b"], 90)];
    assert_eq!(gone(&all(Count::DaysSincePulled(30)), &images), [(2, 1)]);
    let mut used = image(1, &["a"], 90);
    used.used = true;
    assert_eq!(gone(&all(Count::DaysSincePushed(1)), &[used]), []);
    // An image of an index that stays.
    let mut index = image(1, &["all"], 0);
    index.children = vec![Digest::of(&[2])];
    let images = [index, image(2, &[], 90)];
    assert_eq!(gone(&all(Count::DaysSincePushed(1)), &images), []);
}

fn document(selection: &serde_json::Value) -> String {
    json!({"rules": [{"rulePriority": 1, "selection": selection, "action": {"type": "expire"}}]}).to_string()
}

#[test]
fn documents() {
    let good = json!({"tagStatus": "tagged", "tagPatternList": ["v*"], "countType": "sinceImagePushed",
        "countUnit": "days", "countNumber": 14});
    let pattern = Tagged::Patterns(vec!["v*".into()]);
    assert_eq!(
        read(&document(&good)),
        Ok(vec![rule(1, pattern, Count::DaysSincePushed(14))])
    );
    for bad in [
        json!({"tagStatus": "tagged", "countType": "imageCountMoreThan", "countNumber": 1}),
        json!({"tagStatus": "any", "tagPrefixList": ["a"], "countType": "imageCountMoreThan", "countNumber": 1}),
        json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 0}),
        json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countUnit": "days", "countNumber": 1}),
        json!({"tagStatus": "any", "countType": "sinceImagePushed", "countNumber": 1}),
        json!({"tagStatus": "any", "countType": "sinceImageTransitioned", "countUnit": "days", "countNumber": 1}),
        json!({"tagStatus": "tagged", "tagPatternList": ["*a*b*c*d*e"], "countType": "imageCountMoreThan", "countNumber": 1}),
        json!({"tagStatus": "some", "countType": "imageCountMoreThan", "countNumber": 1}),
    ] {
        assert!(read(&document(&bad)).is_err(), "{bad}");
    }
    let any = |p: i32| {
        json!({"rulePriority": p, "action": {"type": "expire"},
            "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1}})
    };
    assert!(
        read(&json!({"rules": [any(1), any(1)]}).to_string()).is_err(),
        "one priority twice"
    );
    assert!(
        read(&json!({"rules": [any(1), any(2)]}).to_string()).is_err(),
        "`any` comes last"
    );
    let archive = document(&good).replace("expire", "transition");
    assert!(read(&archive).is_err_and(|e| e.contains("transition")));
}

proptest! {
    /// What is needed stays, nothing goes twice, a second look after the first finds nothing more to count away.
    #[test]
    fn expiry_holds_its_promises(
        seeds in prop::collection::vec((0..4usize, 0..40i64, any::<bool>(), prop::option::of(0..8u8)), 0..8),
        keep in 1..4usize,
        days in 1..30i64,
    ) {
        let images: Vec<_> = seeds.iter().enumerate().map(|(n, (tag, age, used, child))| {
            let names = ["", "dev", "prod", "dev-x"];
            let tags: Vec<_> = names.get(*tag).into_iter().copied().filter(|t| !t.is_empty()).collect();
            let mut i = image(u8::try_from(n).unwrap(), &tags, *age);
            i.used = *used;
            i.children = child.iter().map(|c| Digest::of(&[*c])).collect();
            i
        }).collect();
        let rules = [
            rule(1, Tagged::Prefixes(vec!["dev".into()]), Count::MoreThan(keep)),
            rule(2, Tagged::No, Count::DaysSincePushed(days)),
            rule(3, Tagged::Any, Count::MoreThan(keep)),
        ];
        let out = expiring(&rules, &images, Time(0));
        let mut digests: Vec<_> = out.iter().map(|(d, _)| d.clone()).collect();
        for i in images.iter().filter(|i| !digests.contains(&i.digest)) {
            prop_assert!(i.children.iter().all(|c| !digests.contains(c)), "an index lost an image");
        }
        for i in images.iter().filter(|i| i.used) {
            prop_assert!(!digests.contains(&i.digest));
        }
        let left: Vec<_> = images.iter().filter(|i| !digests.contains(&i.digest)).cloned().collect();
        prop_assert!(expiring(&rules, &left, Time(0)).is_empty());
        digests.sort();
        digests.dedup();
        prop_assert_eq!(digests.len(), out.len());
    }
}

#[test]
fn what_is_named_and_needed_is_told_as_kept() {
    let mut used = image(1, &["a"], 9);
    used.used = true;
    let mut index = image(2, &["b"], 8);
    index.children = vec![Digest::of(&[3])];
    index.used = true;
    let images = [used, index, image(3, &[], 8), image(4, &[], 7)];
    let told = named(
        &[rule(1, Tagged::Any, Count::DaysSincePushed(1))],
        &images,
        Time(0),
    );
    let kept: Vec<_> = told.iter().map(|n: &Named| (n.digest.clone(), n.kept)).collect();
    let of = |n: u8, kept| (Digest::of(&[n]), kept);
    assert_eq!(kept.len(), 4);
    for expected in [of(1, true), of(2, true), of(3, true), of(4, false)] {
        assert!(kept.contains(&expected), "{kept:?}");
    }
}
