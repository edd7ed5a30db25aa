use std::collections::BTreeMap;
use std::time::Duration;

use kernel::{Controller as _, Record as _, Scope, Time};

use super::plan::Forgotten;
use super::record::{KEPT, Operation};

#[test]
fn an_operation_is_forgotten_after_a_day_and_not_before() {
    let o = Operation {
        scope: Scope::new("123456789012", "eu-west-1"),
        id: "o".into(),
        kind: "REGISTER_INSTANCE".into(),
        created: Time(1_000),
        targets: BTreeMap::new(),
    };
    let seen = (o.key(), o.created + KEPT);
    let early = Forgotten.plan(&seen, o.created + (KEPT - Duration::from_secs(1)));
    assert!(early.writes.is_empty());
    assert_eq!(early.wake, Some(seen.1));
    assert_eq!(Forgotten.plan(&seen, seen.1).writes.len(), 1);
}
