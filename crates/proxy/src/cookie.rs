//! Cookies that keep a client with a target or with a group: sealed, so that nobody reads or makes one.

use anyhow::{Result, anyhow};
use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::http::head::Head;

/// What seals and opens cookies.
pub(crate) struct Seal(RandomizedNonceKey);

impl Seal {
    pub(crate) fn new(key: &[u8; 32]) -> Result<Self> {
        let key = RandomizedNonceKey::new(&AES_256_GCM, key);
        key.map(Self)
            .map_err(|_| anyhow!("the key of cookies has the wrong length"))
    }

    /// A cookie's value that says `what` until `expires` (milliseconds since the epoch) to whoever asks for `kind`.
    pub(crate) fn seal(&self, kind: &str, what: &str, expires: i64) -> String {
        let mut text = format!("{expires}\n{what}").into_bytes();
        match self.0.seal_in_place_append_tag(Aad::from(kind), &mut text) {
            Ok(nonce) => {
                text.extend_from_slice(nonce.as_ref());
                URL_SAFE_NO_PAD.encode(text)
            }
            Err(_) => String::new(),
        }
    }

    /// What a cookie says, when it is one of ours and has not expired.
    pub(crate) fn open(&self, kind: &str, value: &[u8], now: i64) -> Option<String> {
        let mut text = URL_SAFE_NO_PAD.decode(value).ok()?;
        let at = text.len().checked_sub(12)?;
        let nonce = Nonce::try_assume_unique_for_key(text.get(at..)?).ok()?;
        text.truncate(at);
        let plain = self.0.open_in_place(nonce, Aad::from(kind), &mut text).ok()?;
        let plain = std::str::from_utf8(plain).ok()?;
        let (expires, what) = plain.split_once('\n')?;
        (expires.parse::<i64>().ok()? > now).then(|| what.to_owned())
    }
}

/// A cookie of a request.
pub(crate) fn find<'a>(head: &'a Head, name: &str) -> Option<&'a [u8]> {
    head.all("cookie")
        .flat_map(|v| v.split(|b| *b == b';'))
        .find_map(|pair| {
            pair.trim_ascii()
                .strip_prefix(name.as_bytes())?
                .strip_prefix(b"=")
        })
}
