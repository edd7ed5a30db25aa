//! Random interleavings of transactions against a naive reference: a conflict is answered exactly when it must be.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::store::CommitError;
use kernel::{Key, Record as _, Store, Txn};
use proptest::prelude::*;

use crate::{Item, block};

/// What one transaction does between its start and its commit.
#[derive(Clone, Debug)]
struct Script {
    reads: Vec<u8>,
    /// Ranges by first letter.
    ranges: Vec<u8>,
    writes: Vec<(u8, Option<u64>)>,
    /// How many other transactions are committed before this one commits.
    lag: usize,
}

fn name(n: u8) -> String {
    format!("{}{}", char::from(b'a' + n % 4), n / 4)
}

/// The range of all names that begin with the letter.
fn letter(n: u8) -> (String, kernel::key::KeyRange) {
    let l = char::from(b'a' + n % 4).to_string();
    let range = Key::global(Item::KIND, &[]).children_starting(&l);
    (l, range)
}

fn script() -> impl Strategy<Value = Script> {
    (
        prop::collection::vec(0u8..16, 0..4),
        prop::collection::vec(0u8..4, 0..2),
        prop::collection::vec((0u8..16, prop::option::weighted(0.8, 0u64..100)), 0..4),
        0usize..4,
    )
        .prop_map(|(reads, ranges, writes, lag)| Script {
            reads,
            ranges,
            writes,
            lag,
        })
}

/// The reference: who wrote which name last, by a counter of commits.
#[derive(Default)]
struct Reference {
    values: BTreeMap<String, u64>,
    /// Commit number of the last change of every name ever written.
    touched: BTreeMap<String, usize>,
    commits: usize,
}

impl Reference {
    fn conflicts(&self, s: &Script, base: usize) -> bool {
        let changed = |n: &String| self.touched.get(n).is_some_and(|at| *at > base);
        s.reads.iter().any(|r| changed(&name(*r)))
            || s.ranges.iter().any(|r| {
                self.touched
                    .iter()
                    .any(|(n, at)| n.starts_with(&letter(*r).0) && *at > base)
            })
    }

    fn apply(&mut self, s: &Script) {
        if s.writes.is_empty() {
            return;
        }
        self.commits += 1;
        for (n, value) in &s.writes {
            match value {
                Some(v) => drop(self.values.insert(name(*n), *v)),
                None => drop(self.values.remove(&name(*n))),
            }
            self.touched.insert(name(*n), self.commits);
        }
    }
}

fn run(s: &Arc<dyn Store>, scripts: &[Script]) -> Result<(), TestCaseError> {
    let mut reference = Reference::default();
    let mut open: Vec<(Script, Txn, usize, usize)> = Vec::new();
    let finish = |reference: &mut Reference, (script, t, base, _): (Script, Txn, usize, usize)| {
        // A transaction without writes changes nothing, so it cannot come too late.
        let expect = !script.writes.is_empty() && reference.conflicts(&script, base);
        let got = block(s.commit(t.into_commit()));
        prop_assert_eq!(
            matches!(got, Err(CommitError::Conflict)),
            expect,
            "{:?} on {}",
            script,
            base
        );
        if got.is_ok() {
            reference.apply(&script);
        }
        Ok(())
    };
    for script in scripts {
        let mut t = Txn::on(s.tip());
        for r in &script.reads {
            let got = t.get::<Item>(&Item::at(&name(*r))).unwrap().map(|i| i.value);
            prop_assert_eq!(got, reference.values.get(&name(*r)).copied());
        }
        for r in &script.ranges {
            let (l, range) = letter(*r);
            let got: Vec<_> = t
                .range::<Item>(&range)
                .unwrap()
                .iter()
                .map(|i| (i.name.clone(), i.value))
                .collect();
            let expect: Vec<_> = reference
                .values
                .iter()
                .filter(|(n, _)| n.starts_with(&l))
                .map(|(n, v)| (n.clone(), *v))
                .collect();
            prop_assert_eq!(got, expect);
        }
        for (n, value) in &script.writes {
            match value {
                Some(v) => t.put(Item::new(&name(*n), *v)).unwrap(),
                None => t.delete(&Item::at(&name(*n))),
            }
        }
        open.push((script.clone(), t, reference.commits, script.lag));
        let (due, later): (Vec<_>, Vec<_>) = open.into_iter().partition(|o| o.3 == 0);
        open = later
            .into_iter()
            .map(|(s, t, b, lag)| (s, t, b, lag - 1))
            .collect();
        for o in due {
            finish(&mut reference, o)?;
        }
    }
    for o in open {
        finish(&mut reference, o)?;
    }
    let all: Vec<_> = Txn::on(s.durable())
        .range::<Item>(&Key::all(Item::KIND))
        .unwrap()
        .iter()
        .map(|i| (i.name.clone(), i.value))
        .collect();
    prop_assert_eq!(all, reference.values.into_iter().collect::<Vec<_>>());
    Ok(())
}

proptest! {
    #[test]
    fn memory_conflicts_exactly_when_it_must(scripts in prop::collection::vec(script(), 1..40)) {
        run(&(Arc::new(store::Memory::default()) as Arc<dyn Store>), &scripts)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn embedded_conflicts_exactly_when_it_must(scripts in prop::collection::vec(script(), 1..40)) {
        let dir = tempfile::tempdir().unwrap();
        run(&(Arc::new(store::Embedded::open(dir.path(), &[3; 32]).unwrap()) as Arc<dyn Store>), &scripts)?;
    }
}
