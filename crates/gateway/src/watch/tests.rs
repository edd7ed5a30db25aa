//! A change wakes exactly those whose ranges hold its key, whatever the ranges look like.

use std::sync::Arc;

use futures_util::FutureExt as _;
use kernel::key::KeyRange;
use kernel::{Key, Scope};

use super::Watchers;

fn key(parts: &[&str]) -> Key {
    Key::new("kind", &Scope::new("1", "r"), parts)
}

fn ranges() -> Vec<KeyRange> {
    let alone = |k: Key| KeyRange {
        end: Key::from_stored(&format!("{}\u{0}", k.as_str())),
        start: k,
    };
    vec![
        key(&[]).children(),
        key(&["a"]).children(),
        key(&["a", "b"]).children(),
        alone(key(&["a", "b"])),
        alone(key(&["a", "b", "c"])),
        key(&["a"]).children_starting("b"),
        Key::all("kind"),
        Key::all("other"),
    ]
}

#[test]
fn a_change_wakes_whom_it_concerns() {
    let watchers = Arc::new(Watchers::default());
    let mut watches: Vec<_> = ranges()
        .into_iter()
        .map(|range| {
            let mut watch = watchers.enter();
            assert!(watch.over([range.clone()].into()));
            assert!(!watch.over([range.clone()].into()));
            (range, watch)
        })
        .collect();
    let keys = [
        key(&["a"]),
        key(&["a", "b"]),
        key(&["a", "b", "c"]),
        key(&["a", "bb"]),
        key(&["ab"]),
        key(&["b", "b"]),
        Key::global("other", &["x"]),
    ];
    for key in &keys {
        watchers.inner.lock().tell(key);
        for (range, watch) in &watches {
            let woken = watch.changed().now_or_never().is_some();
            assert_eq!(woken, range.contains(key), "{range:?} {key:?}");
        }
    }
    // Who watches something else, or nothing any more, is left alone.
    let (_, first) = &mut watches[0];
    assert!(first.over([Key::all("nothing")].into()));
    watchers.inner.lock().tell(&keys[0]);
    assert!(first.changed().now_or_never().is_none());
    drop(watches);
    let inner = watchers.inner.lock();
    assert!(inner.by_start.is_empty() && inner.others.is_empty());
}
