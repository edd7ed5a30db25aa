//! Log data at rest: AES-256-GCM under a key that is a record, and so encrypted itself.

use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};
use kernel::store::CommitError;
use kernel::{Key, Record, Store, Txn};
use observe::logs::storage::Sealer;
use serde::{Deserialize, Serialize};
use store::cipher::{Cipher, KEY_LEN};

#[derive(Clone, Serialize, Deserialize)]
struct LogKey {
    key: [u8; KEY_LEN],
}

impl LogKey {
    fn stored() -> Key {
        Key::global(Self::KIND, &[])
    }
}

impl Record for LogKey {
    const KIND: &'static str = "longshore.log-key";
    fn key(&self) -> Key {
        Self::stored()
    }
}

struct Sealed(Cipher);

impl Sealer for Sealed {
    fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>> {
        self.0.seal(context, plain)
    }

    fn open(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        self.0.open(context, sealed)
    }
}

/// The sealer of this store's log data; its key is made at the first start.
pub(crate) async fn open(store: &dyn Store) -> Result<Arc<dyn Sealer>> {
    let mut t = Txn::on(store.tip());
    let known = t
        .get::<LogKey>(&LogKey::stored())
        .map_err(|f| anyhow!("{:?}", f.private))?;
    let key = match known {
        Some(k) => k.key,
        None => {
            let key = Cipher::random_key()?;
            t.put(LogKey { key }).map_err(|f| anyhow!("{:?}", f.private))?;
            store
                .commit(t.into_commit())
                .await
                .map_err(|e: CommitError| anyhow!(e))
                .context("keeping the log store's key")?;
            key
        }
    };
    Ok(Arc::new(Sealed(Cipher::new(&key)?)))
}
