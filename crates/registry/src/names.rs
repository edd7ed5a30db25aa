//! Names as the OCI Distribution Specification 1.1 and ECR spell them. What passes here is safe in a key and a path.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

/// A pattern of this file's own; one that does not compile matches nothing (a test looks).
fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

static REPOSITORY: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$"));
static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$"));

fn matches(p: &Option<Regex>, text: &str) -> bool {
    p.as_ref().is_some_and(|p| p.is_match(text))
}

/// 2 to 256 characters, lower case, parts joined by slashes.
pub(crate) fn is_repository(name: &str) -> bool {
    (2..=256).contains(&name.len()) && matches(&REPOSITORY, name)
}

/// Up to 128 characters.
pub(crate) fn is_tag(tag: &str) -> bool {
    matches(&TAG, tag)
}

/// A SHA-256 digest, kept as its 64 hexadecimal digits. Other algorithms are not served, as ECR serves none.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(String);

impl Digest {
    /// `sha256:<64 lower-case hexadecimal digits>`
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix("sha256:")?;
        let fine = hex.len() == 64 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        fine.then(|| Self(hex.to_owned()))
    }

    /// The digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::from_hash(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes).as_ref())
    }

    pub(crate) fn from_hash(hash: &[u8]) -> Self {
        use fmt::Write as _;
        Self(hash.iter().fold(String::with_capacity(64), |mut s, b| {
            let _ = write!(s, "{b:02x}");
            s
        }))
    }

    /// The digits alone.
    #[must_use]
    pub fn hex(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{}", self.0)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl TryFrom<String> for Digest {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is no SHA-256 digest"))
    }
}

impl From<Digest> for String {
    fn from(d: Digest) -> String {
        d.to_string()
    }
}

/// Whether `text` fits `pattern`, in which `*` stands for any characters.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(rest) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let mut rest = rest;
    let mut last = None;
    for part in parts {
        if let Some(between) = last.replace(part) {
            match rest.find(between) {
                Some(at) => rest = rest.get(at + between.len()..).unwrap_or_default(),
                None => return false,
            }
        }
    }
    match last {
        Some(end) => rest.ends_with(end),
        None => rest.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_are_served() {
        for good in ["web", "team/web", "a.b-c__d/e", "a--b"] {
            assert!(is_repository(good), "{good}");
        }
        for bad in [
            "", "a", "Web", "../x", "a//b", "/ab", "ab/", "a_-b", "a..b", "a\0b", "ä", "a%2fb",
        ] {
            assert!(!is_repository(bad), "{bad}");
        }
        assert!(!is_repository(&"a".repeat(257)));
        assert!(is_tag("v1.0_x-y") && is_tag(&"a".repeat(128)));
        assert!(!is_tag(".x") && !is_tag("a/b") && !is_tag(&"a".repeat(129)) && !is_tag(""));
    }

    #[test]
    fn digests() {
        let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digest::of(b"").to_string(), empty);
        assert_eq!(Digest::parse(empty).map(String::from), Some(empty.to_owned()));
        assert!(Digest::parse("sha512:00").is_none() && Digest::parse(&empty.to_uppercase()).is_none());
    }

    #[test]
    fn wildcards() {
        assert!(fits("prod*", "prod-1") && fits("*", "") && fits("a*b*c", "a1b2c") && fits("x", "x"));
        assert!(!fits("prod*", "dev") && !fits("a*b*c", "acb") && !fits("x", "xy") && !fits("ab*ba", "aba"));
    }

    proptest! {
        #[test]
        fn a_wildcard_is_what_a_regex_says(pattern in "[ab*]{0,6}", text in "[ab]{0,8}") {
            let regex = Regex::new(&format!("^{}$", pattern.replace('*', ".*"))).unwrap();
            prop_assert_eq!(fits(&pattern, &text), regex.is_match(&text));
        }
    }
}
