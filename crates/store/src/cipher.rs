//! Values at rest: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce; the key's name is authenticated, so
//! that two values cannot be exchanged in the file. The data key is stored wrapped by a master key that lives
//! outside the store.

use anyhow::{Context as _, Result, anyhow};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::rand::{SecureRandom, SystemRandom};

/// Length of a key in bytes.
pub const KEY_LEN: usize = 32;

/// One AES-256-GCM key.
pub struct Cipher {
    key: LessSafeKey,
    random: SystemRandom,
}

impl Cipher {
    /// # Errors
    /// When the key is not 32 bytes long.
    pub fn new(key: &[u8]) -> Result<Self> {
        let key =
            UnboundKey::new(&AES_256_GCM, key).map_err(|_| anyhow!("a key must be {KEY_LEN} bytes long"))?;
        Ok(Self {
            key: LessSafeKey::new(key),
            random: SystemRandom::new(),
        })
    }

    /// A fresh random key.
    ///
    /// # Errors
    /// When the system's generator fails.
    pub fn random_key() -> Result<[u8; KEY_LEN]> {
        let mut key = [0; KEY_LEN];
        SystemRandom::new()
            .fill(&mut key)
            .map_err(|_| anyhow!("the random generator failed"))?;
        Ok(key)
    }

    /// nonce || ciphertext || tag, bound to `name`.
    ///
    /// # Errors
    /// When the random generator fails.
    pub fn seal(&self, name: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE_LEN];
        self.random
            .fill(&mut nonce)
            .map_err(|_| anyhow!("the random generator failed"))?;
        let mut out = Vec::with_capacity(NONCE_LEN + plain.len() + AES_256_GCM.tag_len());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(plain);
        let body = out.get_mut(NONCE_LEN..).context("buffer")?;
        let tag = self
            .key
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(name), body)
            .map_err(|_| anyhow!("encryption failed"))?;
        out.extend_from_slice(tag.as_ref());
        Ok(out)
    }

    /// What [`Cipher::seal`] was given.
    ///
    /// # Errors
    /// When the bytes were changed, moved to another name, or sealed under another key.
    pub fn open(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let damaged = || {
            anyhow!(
                "the value of `{}` is damaged or was encrypted with another key",
                name.replace('\u{1}', "/")
            )
        };
        let (nonce, body) = sealed.split_at_checked(NONCE_LEN).ok_or_else(damaged)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| damaged())?;
        let mut buf = body.to_vec();
        let n = self
            .key
            .open_in_place(nonce, Aad::from(name), &mut buf)
            .map_err(|_| damaged())?
            .len();
        buf.truncate(n);
        Ok(buf)
    }
}
