//! One suite for every store, and what only the embedded one promises.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod contract;
mod crash;
mod embedded;
mod model;

use kernel::{Key, Record};
use serde::{Deserialize, Serialize};

/// The record of these tests: a name and a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Item {
    pub name: String,
    pub value: u64,
}

impl Item {
    pub(crate) fn at(name: &str) -> Key {
        Key::global(Self::KIND, &[name])
    }

    pub(crate) fn new(name: &str, value: u64) -> Self {
        Self {
            name: name.into(),
            value,
        }
    }
}

impl Record for Item {
    const KIND: &'static str = "test.item";
    fn key(&self) -> Key {
        Self::at(&self.name)
    }
}

pub(crate) fn block<T>(f: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(f)
}
