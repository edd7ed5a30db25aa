//! Which images a policy's rules name. Pure.
//!
//! "All rules are evaluated at the same time, regardless of rule priority. After all rules are evaluated, they are then
//! applied based on rule priority." (Amazon ECR User Guide, "Lifecycle policy evaluation rules"): a rule looks at every
//! image that fits it, and an image is counted and expired for the first rule that fits it only.

use std::collections::BTreeSet;

use kernel::Time;

use super::policy::{Count, Rule, Tagged};
use crate::names::{Digest, fits};

const DAY: i64 = 24 * 3600 * 1000;

/// What a rule can know of an image.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seen {
    pub digest: Digest,
    pub tags: Vec<String>,
    pub pushed: Time,
    pub pulled: Option<Time>,
    /// The images of an index.
    pub children: Vec<Digest>,
    /// Something needs it.
    pub used: bool,
}

/// An image that a rule names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Named {
    pub digest: Digest,
    pub priority: i32,
    /// It would expire, but something needs it.
    pub kept: bool,
}

/// The images that the rules name, in the order of the rules and then of age.
pub(crate) fn named(rules: &[Rule], images: &[Seen], now: Time) -> Vec<Named> {
    let mut out: Vec<(&Seen, i32)> = Vec::new();
    let mut claimed = vec![false; images.len()];
    for rule in rules {
        let mut mine: Vec<&Seen> = Vec::new();
        for (image, claimed) in images.iter().zip(&mut claimed) {
            if !*claimed && selects(&rule.tags, &image.tags) {
                // An image is judged once: by the first rule that looks at it.
                *claimed = true;
                mine.push(image);
            }
        }
        mine.sort_by(|a, b| b.pushed.cmp(&a.pushed).then_with(|| a.digest.cmp(&b.digest)));
        let goes = |(at, image): &(usize, &Seen)| match rule.count {
            Count::MoreThan(n) => *at >= n,
            Count::DaysSincePushed(days) => old(image.pushed, days, now),
            Count::DaysSincePulled(days) => old(image.pulled.unwrap_or(image.pushed), days, now),
        };
        let gone: Vec<_> = mine.into_iter().enumerate().filter(goes).collect();
        out.extend(gone.into_iter().rev().map(|(_, image)| (image, rule.priority)));
    }
    let going = going(&out, images);
    let named = |(i, priority): (&Seen, i32)| Named {
        digest: i.digest.clone(),
        priority,
        kept: !going.contains(&i.digest),
    };
    out.into_iter().map(named).collect()
}

/// Which of the named really go: what is used stays, with everything of it; an image of an index that stays does too.
fn going(named: &[(&Seen, i32)], images: &[Seen]) -> BTreeSet<Digest> {
    let unused = named.iter().filter(|(i, _)| !i.used);
    let mut going: BTreeSet<Digest> = unused.map(|(i, _)| i.digest.clone()).collect();
    loop {
        let held = |d: &Digest| {
            images
                .iter()
                .any(|i| i.children.contains(d) && !going.contains(&i.digest))
        };
        let stays: Vec<Digest> = going.iter().filter(|d| held(d)).cloned().collect();
        if stays.is_empty() {
            return going;
        }
        going.retain(|d| !stays.contains(d));
    }
}

fn old(since: Time, days: i64, now: Time) -> bool {
    now.0.saturating_sub(since.0) >= days.saturating_mul(DAY)
}

fn selects(rule: &Tagged, tags: &[String]) -> bool {
    match rule {
        Tagged::Any => true,
        Tagged::No => tags.is_empty(),
        Tagged::Prefixes(all) => all.iter().all(|p| tags.iter().any(|t| t.starts_with(p))),
        Tagged::Patterns(all) => all.iter().all(|p| tags.iter().any(|t| fits(p, t))),
    }
}
