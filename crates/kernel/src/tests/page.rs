//! Lists in pages.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::page::{open, page, seal};

proptest! {
    /// Every item that is there from the first page to the last is shown exactly once, whatever else comes and goes.
    #[test]
    fn nothing_is_skipped_or_shown_twice(
        stay in prop::collection::btree_set("[a-z]{1,3}", 0..20),
        come in prop::collection::vec(("[a-z]{1,3}", any::<bool>()), 0..20),
        size in 1usize..6,
    ) {
        let mut all = stay.clone();
        let mut changes = come.into_iter();
        let mut shown = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let (items, next) = page(all.clone(), String::clone, token.as_deref(), size).unwrap();
            prop_assert!(items.len() <= size);
            prop_assert!(next.is_none() || items.len() == size);
            shown.extend(items);
            if let Some((name, there)) = changes.next() {
                if there {
                    all.insert(name);
                } else if !stay.contains(&name) {
                    all.remove(&name);
                }
            }
            token = next;
            if token.is_none() {
                break;
            }
        }
        let once: BTreeSet<_> = shown.iter().cloned().collect();
        prop_assert_eq!(once.len(), shown.len());
        prop_assert!(shown.is_sorted());
        prop_assert!(stay.is_subset(&once));
    }

    #[test]
    fn tokens_come_back(name in ".{0,20}") {
        prop_assert_eq!(open(&seal(&name)), Ok(name));
    }

    #[test]
    fn other_texts_are_refused_or_ours(text in ".{0,20}") {
        if let Ok(name) = open(&text) {
            prop_assert_eq!(seal(&name), text);
        }
    }
}

#[test]
fn no_page_after_the_last_item() {
    let two = || vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(page(two(), String::clone, None, 2), Ok((two(), None)));
    let (first, token) = page(two(), String::clone, None, 1).unwrap();
    assert_eq!(first, ["a"]);
    assert_eq!(
        page(two(), String::clone, token.as_deref(), 1),
        Ok((vec!["b".to_owned()], None))
    );
    assert_eq!(page(two(), String::clone, Some("!"), 1), Err(()));
}
