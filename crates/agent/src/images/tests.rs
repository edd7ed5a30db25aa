use std::collections::BTreeSet;
use std::time::Duration;

use proptest::prelude::*;

use super::plan::{Pulled, Verdict, judge, next, pressed};
use crate::config::ImageCare;
use crate::runtime::{Disk, StoredImage};

fn care() -> ImageCare {
    ImageCare::default()
}

fn pulled(name: &str, id: &str, used_at: i64) -> Pulled {
    Pulled {
        name: name.into(),
        id: id.into(),
        used_at,
    }
}

fn stored(id: &str, names: &[&str], in_use: bool) -> StoredImage {
    StoredImage {
        id: id.into(),
        tags: names.iter().map(|n| (*n).to_owned()).collect(),
        digests: vec!["repository@sha256:0".into()],
        in_use,
    }
}

const HOUR: i64 = 3_600_000;

#[test]
fn each_case_has_its_verdict() {
    let none = BTreeSet::new();
    let wanted = BTreeSet::from(["a:1".to_owned()]);
    let a = pulled("a:1", "i1", 0);
    let goes = |name: &str| Verdict::Goes(name.to_owned());
    let table = [
        (
            "old and unused",
            stored("i1", &["a:1"], false),
            &none,
            HOUR,
            false,
            goes("a:1"),
        ),
        (
            "young",
            stored("i1", &["a:1"], false),
            &none,
            HOUR - 1,
            false,
            Verdict::Stays,
        ),
        (
            "young on a full disk",
            stored("i1", &["a:1"], false),
            &none,
            1,
            true,
            goes("a:1"),
        ),
        (
            "in use on a full disk",
            stored("i1", &["a:1"], true),
            &none,
            HOUR,
            true,
            Verdict::Stays,
        ),
        (
            "on its way",
            stored("i1", &["a:1"], false),
            &wanted,
            HOUR,
            true,
            Verdict::Stays,
        ),
        (
            "another image has the name",
            stored("i2", &["a:1"], false),
            &none,
            HOUR,
            true,
            Verdict::Forgotten,
        ),
        (
            "only the user's name is left",
            stored("i1", &["mine:1"], false),
            &none,
            HOUR,
            true,
            Verdict::Forgotten,
        ),
        (
            "the user named it too",
            stored("i1", &["mine:1", "a:1"], false),
            &none,
            HOUR,
            false,
            goes("a:1"),
        ),
        (
            "a newer pull took the name",
            stored("i1", &[], false),
            &none,
            HOUR,
            false,
            goes("i1"),
        ),
    ];
    for (what, image, wanted, now, pressed, expect) in table {
        assert_eq!(
            judge(&a, &[image], wanted, now, pressed, &care()),
            expect,
            "{what}"
        );
    }
    assert_eq!(judge(&a, &[], &none, HOUR, true, &care()), Verdict::Forgotten);
}

#[test]
fn pressure_begins_high_and_ends_low() {
    let at = |used: u64| {
        Some(Disk {
            used,
            free: 100 - used,
        })
    };
    let mut now = false;
    for (used, expect) in [
        (80, false),
        (85, false),
        (86, true),
        (80, true),
        (76, true),
        (75, false),
        (84, false),
    ] {
        now = pressed(now, at(used), &care());
        assert_eq!(now, expect, "at {used} %");
    }
    assert!(
        !pressed(true, None, &care()),
        "an engine that tells nothing is not cleaned for it"
    );
    assert!(!pressed(false, Some(Disk::default()), &care()));
}

proptest! {
    /// Whatever is there, nothing goes but what was pulled and nobody has; the least recently used goes first; and going
    /// on until nothing is named ends.
    #[test]
    fn only_what_nobody_needs_goes(
        records in prop::collection::vec((0..6u8, 0..6u8, 0..4 * HOUR), 0..12),
        images in prop::collection::vec((prop::collection::btree_set(0..6u8, 0..3), any::<bool>()), 0..6),
        wanted in prop::collection::btree_set(0..6u8, 0..4),
        full in any::<bool>(),
    ) {
        let name = |n: u8| format!("n{n}:1");
        let mut records: Vec<_> = records.iter().map(|(n, i, at)| pulled(&name(*n), &format!("i{i}"), *at)).collect();
        let mut images: Vec<_> = images.iter().enumerate().map(|(i, (names, used))| StoredImage {
            id: format!("i{i}"), tags: names.iter().map(|n| name(*n)).collect(), digests: Vec::new(), in_use: *used,
        }).collect();
        let wanted: BTreeSet<_> = wanted.iter().map(|n| name(*n)).collect();
        let now = 4 * HOUR;
        for _ in 0..=records.len() {
            let (goes, forgotten) = next(&records, &images, &wanted, now, full, &care());
            for f in &forgotten {
                prop_assert!(!images.iter().any(|i| i.id == f.id && i.tags.contains(&f.name)));
            }
            let Some((p, by)) = goes else {
                return Ok(());
            };
            let image = images.iter().find(|i| i.id == p.id).unwrap();
            prop_assert!(!image.in_use && !wanted.contains(&p.name));
            prop_assert!(image.tags.contains(&by) || (image.tags.is_empty() && by == image.id));
            prop_assert!(full || now - p.used_at >= HOUR);
            let (p, by) = (p.clone(), by);
            for i in &mut images {
                i.tags.retain(|n| *n != by);
            }
            images.retain(|i| i.id != p.id || !i.tags.is_empty());
            records.retain(|r| *r != p);
        }
        prop_assert!(next(&records, &images, &wanted, now, full, &care()).0.is_none(), "it goes on for ever");
    }
}

#[test]
fn age_is_given_by_the_setting() {
    let soon = ImageCare {
        minimum_age: Duration::from_secs(1),
        ..care()
    };
    let image = [stored("i1", &["a:1"], false)];
    let told = judge(
        &pulled("a:1", "i1", 0),
        &image,
        &BTreeSet::new(),
        1000,
        false,
        &soon,
    );
    assert_eq!(told, Verdict::Goes("a:1".into()));
}
