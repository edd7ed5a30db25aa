//! Records: their encoding, older versions, documents of AWS's own.

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use wire::ecs as w;

use super::Item;
use crate::doc::Doc;
use crate::record::{Entry, decode, encode};
use crate::{Key, Record};

/// What [`Item`] became: its number is text now. Version 2 had a `size`, version 1 is an [`Item`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Newer {
    name: String,
    text: String,
}

impl Record for Newer {
    const KIND: &'static str = Item::KIND;
    const VERSION: u32 = 3;

    fn key(&self) -> Key {
        Item::at(&self.name)
    }

    fn migrate(version: u32, mut old: serde_json::Value) -> Result<Self, String> {
        let number = match version {
            1 => old["value"].take(),
            2 => old["size"].take(),
            _ => return Err(format!("unknown version {version}")),
        };
        let name = old["name"].as_str().ok_or("it has no name")?;
        Ok(Self {
            name: name.to_owned(),
            text: number.to_string(),
        })
    }
}

#[test]
fn older_versions_are_read() {
    let newer = |text: &str| Newer {
        name: "a".into(),
        text: text.into(),
    };
    let v1 = encode(&Item::new("a", 7)).unwrap();
    assert_eq!(v1, r#"1 {"name":"a","value":7}"#);
    assert_eq!(decode::<Newer>(&v1), Ok(newer("7")));
    assert_eq!(decode::<Newer>(br#"2 {"name":"a","size":8}"#), Ok(newer("8")));
    assert_eq!(decode::<Newer>(&encode(&newer("9")).unwrap()), Ok(newer("9")));
    let typed = Entry::from_bytes(1, v1).typed::<Newer>().unwrap();
    assert_eq!(*typed, newer("7"));
}

#[test]
fn what_cannot_be_read_says_so_and_shows_nothing() {
    let cases = [
        ("", "record `test.item` has no version"),
        ("{}", "record `test.item` has no version"),
        ("x {}", "record `test.item` has no version"),
        ("4 {}", "unknown version 4"),
        ("1 {}", "it has no name"),
        ("3 {\"name\":1}", "decoding `test.item`"),
        ("3 {\"na", "decoding `test.item`"),
    ];
    for (bytes, why) in cases {
        let e = decode::<Newer>(bytes.as_bytes()).unwrap_err();
        assert!(e.starts_with(why), "{bytes}: {e}");
        let f = Entry::from_bytes(1, bytes.as_bytes().to_vec().into()).typed::<Newer>();
        let f = f.unwrap_err();
        assert_eq!(f.status, 500);
        assert!(
            !f.message.contains("test.item"),
            "the client learns nothing of it"
        );
    }
    let newest = decode::<Item>(b"2 {}").unwrap_err();
    assert_eq!(newest, "record `test.item` has the unknown version 2");
}

#[test]
fn a_record_of_another_type_is_a_fault() {
    let entry = Entry::from_typed(1, std::sync::Arc::new(Item::new("a", 1)));
    assert_eq!(*entry.typed::<Item>().unwrap(), Item::new("a", 1));
    assert!(entry.typed::<Newer>().is_err());
}

#[test]
fn a_document_keeps_every_member() {
    let over = w::TaskOverride {
        cpu: Some("256".into()),
        container_overrides: Some(vec![w::ContainerOverride {
            name: Some("c".into()),
            command: Some(vec!["\u{0}\"\\é".into()]),
            environment: Some(Vec::new()),
            memory: Some(-1),
            ..Default::default()
        }]),
        ..Default::default()
    };
    let text = serde_json::to_string(&Doc(over.clone())).unwrap();
    assert!(text.starts_with('{'), "it is stored as AWS writes it: {text}");
    assert_eq!(
        serde_json::from_str::<Doc<w::TaskOverride>>(&text).unwrap(),
        Doc(over)
    );
    assert!(serde_json::from_str::<Doc<w::TaskOverride>>("[]").is_err());
    let empty: Doc<w::TaskOverride> = serde_json::from_str("{}").unwrap();
    assert_eq!(*empty, w::TaskOverride::default());
}

proptest! {
    #[test]
    fn records_come_back(name in ".{0,8}", value: u64) {
        let item = Item { name, value };
        prop_assert_eq!(decode::<Item>(&encode(&item).unwrap()), Ok(item));
    }

    #[test]
    fn bytes_are_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let _ = decode::<Newer>(&bytes);
    }

    #[test]
    fn documents_come_back(key in prop::option::of(".{0,8}"), value in prop::option::of(".{0,8}")) {
        let doc = Doc(w::Tag { key, value });
        let text = serde_json::to_string(&doc).unwrap();
        prop_assert_eq!(serde_json::from_str::<Doc<w::Tag>>(&text).unwrap(), doc);
    }
}
